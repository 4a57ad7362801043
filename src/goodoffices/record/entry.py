"""One entry of the record: what happened, in bytes that are the same on every machine.

Beside them stands the digest that stands for them. The bytes are canonical JSON (RFC 8785) with all
text in Unicode NFC. A number that is no count is written as a string, so that no reader rounds it.

The digest is that of a leaf of a Merkle tree (RFC 6962: a zero byte before the content). A salt of
32 bytes keeps short contents from being guessed from it. Each entry says in which log it stands,
its number there, and the head of the log before it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import rfc8785

ENTRY_FORMAT = "goodoffices-entry/2"
SALT_BYTES = 32
#: Counts beyond this are not exact in every reader's numbers.
LARGEST_COUNT = 2**53 - 1
#: Up to here the order of signs is the same in UTF-16, by which RFC 8785 orders keys.
LAST_OF_FIRST_PLANE = "\uffff"


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that a person did, as the entry ``number`` of a log.

    ``kind``: dotted, such as ``release.package``. ``actor``: her random id in this case, and her
    role. ``label``: who may read it. ``at``: UTC, RFC 3339. ``log``: its id. ``previous``: the head
    of the log before this entry, in hexadecimal digits.
    """

    kind: str
    actor: Mapping[str, Any]
    at: str
    label: str
    payload: Mapping[str, Any]
    log: str
    number: int
    previous: str


def canonical_bytes(act: Act) -> bytes:
    """Write the whole entry, and give its canonical bytes.

    Raises `ValueError` for floats and counts that some reader would round.
    """
    whole = {
        "format": ENTRY_FORMAT,
        "kind": act.kind,
        "actor": act.actor,
        "at": act.at,
        "label": act.label,
        "payload": act.payload,
        "log": act.log,
        "number": act.number,
        "previous": act.previous,
    }
    return canonical(whole)


def canonical(value: Any) -> bytes:
    """Write a value, and give its canonical bytes.

    Raises `ValueError` for floats and counts that some reader would round.
    """
    return rfc8785.dumps(_normal(value))


def canonical_object(content: bytes) -> dict[str, Any] | None:
    """Read canonical bytes as an object; None where they are not the canonical ones of an object.

    Nearly all are known to be canonical by Python's own writer, which is fast: it writes objects
    of words, counts and lists as RFC 8785 does. Where it does not, or a sign lies beyond the plane
    in which both order keys alike, the slow writer decides.
    """
    try:
        text = content.decode()
        whole = json.loads(text, parse_int=_count, parse_float=_no_count, parse_constant=_no_count)
        if not isinstance(whole, dict):
            return None
        if (
            unicodedata.is_normalized("NFC", text)
            and (text.isascii() or max(text) <= LAST_OF_FIRST_PLANE)
            and json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True) == text
        ):
            return whole
        return whole if canonical(whole) == content else None
    except (ValueError, RecursionError):
        return None


def _count(digits: str) -> int:
    count = int(digits)
    if abs(count) > LARGEST_COUNT:
        raise ValueError("a count this large is written as a string")
    return count


def _no_count(digits: str) -> float:
    raise ValueError(f"{digits} is no count")


def time_as_written(at: datetime.datetime) -> str:
    """Write a time in UTC as entries hold it (RFC 3339)."""
    return at.isoformat().replace("+00:00", "Z")


def leaf_digest(salt: bytes, content: bytes) -> bytes:
    """Compute the digest of a leaf: SHA-256 of 0, salt and content.

    Raises `ValueError` for a salt of another length than `SALT_BYTES`.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return hashlib.sha256(b"\x00" + salt + content).digest()


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", str(k)): _normal(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_normal(v) for v in value]
    if isinstance(value, float):
        raise ValueError("numbers that are no counts are written as strings")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_COUNT:
        raise ValueError("a count this large is written as a string")
    return value
