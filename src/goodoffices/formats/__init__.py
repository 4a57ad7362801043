"""Everything that is read or written: our case folders, results as JSON, their schemas."""

from goodoffices.formats.errors import CaseFileError, Fault

__all__ = ["CaseFileError", "Fault"]
