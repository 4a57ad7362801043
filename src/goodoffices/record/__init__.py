"""The record: acts that happened, one log for each set of readers, in bytes that can be checked later. Imports nothing of ours."""

from goodoffices.record.entry import Act, canonical_bytes, leaf_digest

__all__ = ["Act", "canonical_bytes", "leaf_digest"]
