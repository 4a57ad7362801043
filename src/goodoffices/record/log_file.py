"""A log that its readers take away: written, read, and held against an earlier copy.

It holds every entry with its salt and digest, and the names of those who acted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.record.chain import Departure, MerkleLeaf, first_departure, head_of

LOG_FORMAT = "goodoffices-log/1"
#: Characters of a file that is read, and entries in it.
MOST_CHARACTERS, MOST_ENTRIES = 200_000_000, 1_000_000


class LogFileError(ValueError):
    """A text that is no log file; the message says why."""


@dataclass(frozen=True)
class LogFile:
    """A log with the names of those who acted in it.

    ``log``: its id. ``label``: who reads it. ``names``: those of the actors, by their ids; they are
    not part of what is proven.
    """

    log: str
    label: str
    leaves: tuple[MerkleLeaf, ...]
    names: Mapping[str, str]

    @property
    def head(self) -> bytes:
        """Give the digest that stands for the whole log."""
        return head_of(leaf.digest for leaf in self.leaves)


def log_file_text(file: LogFile) -> str:
    """Write a log, and give the text of its file; the same log gives the same text."""
    entries = [
        {
            "number": leaf.number,
            "content": leaf.content.decode(),
            "salt": leaf.salt.hex(),
            "digest": leaf.digest.hex(),
        }
        for leaf in file.leaves
    ]
    whole = {
        "format": LOG_FORMAT,
        "log": file.log,
        "label": file.label,
        "head": file.head.hex(),
        "names": dict(sorted(file.names.items())),
        "entries": entries,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def read_log_file(text: str) -> LogFile:
    """Read the text of a log file, and give the log; nothing in it is checked yet.

    Raises `LogFileError`.
    """
    if len(text) > MOST_CHARACTERS:
        raise LogFileError(f"it has more than {MOST_CHARACTERS:,} characters")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise LogFileError("it is no JSON") from None
    if not isinstance(whole, dict) or whole.get("format") != LOG_FORMAT:
        raise LogFileError(f"it does not begin with the format {LOG_FORMAT}")
    entries, names = whole.get("entries"), whole.get("names", {})
    if not isinstance(entries, list) or len(entries) > MOST_ENTRIES:
        raise LogFileError(f"it has no list of up to {MOST_ENTRIES:,} entries")
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise LogFileError("its names are no texts")
    leaves = tuple(_leaf(place, one) for place, one in enumerate(entries, 1))
    return LogFile(_text(whole, "log"), _text(whole, "label"), leaves, names)


def _leaf(place: int, one: object) -> MerkleLeaf:
    number = one.get("number") if isinstance(one, dict) else None
    if not isinstance(one, dict) or not isinstance(number, int) or isinstance(number, bool):
        raise LogFileError(f"the entry in place {place} has no number")
    try:
        return MerkleLeaf(
            number,
            _text(one, "content").encode(),
            bytes.fromhex(_text(one, "salt")),
            bytes.fromhex(_text(one, "digest")),
        )
    except ValueError:
        raise LogFileError(
            f"the entry in place {place} has no content, salt and digest that can be read"
        ) from None


def _text(whole: dict[str, object], key: str) -> str:
    found = whole.get(key)
    if not isinstance(found, str):
        raise LogFileError(f"it has no text for “{key}”")
    return found


def departure_from(earlier: LogFile, later: LogFile) -> Departure | None:
    """Hold a log against an earlier copy of it, and name the first place where it departs.

    There what was entered then is no longer so. None: the log only grew.
    """
    if earlier.log != later.log:
        return Departure(0, "these are two different logs")
    for old, new in zip(earlier.leaves, later.leaves, strict=False):
        if old.digest != new.digest:
            return Departure(old.number, "another entry stood there in the earlier copy")
    if len(later.leaves) < len(earlier.leaves):
        return Departure(len(later.leaves) + 1, "it stood in the earlier copy and is missing now")
    return first_departure(earlier.log, earlier.label, earlier.leaves)
