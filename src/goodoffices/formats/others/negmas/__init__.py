"""Read NegMAS scenarios, from files (YAML, JSON) or as plain data."""

from goodoffices.formats.others.negmas.reader import is_negmas, read_negmas

__all__ = ["is_negmas", "read_negmas"]
