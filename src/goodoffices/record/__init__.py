"""The record: acts that happened, one log for each set of readers. Imports nothing of ours.

Its bytes can be checked later.
"""

from goodoffices.record.chain import (
    EMPTY_HEAD,
    Departure,
    MerkleLeaf,
    first_departure,
    head_after,
    head_of,
    heads_of,
    is_of_first_format,
    wrong_with,
)
from goodoffices.record.entry import Act, canonical, canonical_bytes, leaf_digest, time_as_written
from goodoffices.record.log_file import (
    LogFile,
    LogFileError,
    departure_from,
    log_file_text,
    read_log_file,
)

__all__ = [
    "EMPTY_HEAD",
    "Act",
    "Departure",
    "LogFile",
    "LogFileError",
    "MerkleLeaf",
    "canonical",
    "canonical_bytes",
    "departure_from",
    "first_departure",
    "head_after",
    "head_of",
    "heads_of",
    "is_of_first_format",
    "leaf_digest",
    "log_file_text",
    "read_log_file",
    "time_as_written",
    "wrong_with",
]
