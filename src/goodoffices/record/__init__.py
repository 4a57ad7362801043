"""The record: acts that happened, one log for each set of readers. Imports nothing of ours.

Its bytes can be checked later.
"""

from goodoffices.record.bundle import BundleEntry, LogBundle, bundle_bytes
from goodoffices.record.chain import (
    EMPTY_HEAD,
    GONE,
    Departure,
    MerkleLeaf,
    destroyed_numbers,
    first_departure,
    head_after,
    head_of,
    heads_of,
    is_of_first_format,
    wrong_with,
)
from goodoffices.record.entry import Act, canonical, canonical_bytes, leaf_digest, time_as_written

__all__ = [
    "EMPTY_HEAD",
    "GONE",
    "Act",
    "BundleEntry",
    "Departure",
    "LogBundle",
    "MerkleLeaf",
    "bundle_bytes",
    "canonical",
    "canonical_bytes",
    "destroyed_numbers",
    "first_departure",
    "head_after",
    "head_of",
    "heads_of",
    "is_of_first_format",
    "leaf_digest",
    "time_as_written",
    "wrong_with",
]
