"""Reads a bundle of the record, checkpoints and keys, strictly: rules 1 to 5.

Any byte that is not written in the one way that `docs/reference/record-bundle.md` allows is
refused. Nothing is checked here but how a file is written.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, NoReturn

FORMAT = "goodoffices-bundle/1"
#: Bytes of a bundle and of a line of it, entries, and signatures of a checkpoint.
MOST_BYTES, MOST_LINE_BYTES, MOST_ENTRIES, MOST_SIGNATURES = 1 << 29, 1 << 22, 1_000_000, 64
LARGEST_COUNT = 2**53 - 1
#: How deep lists and objects may stand in one another.
MOST_NESTED = 32
SIGNATURE, COSIGNATURE = 1, 4
HEADER = {"checkpoints", "entries", "format", "label", "log", "names"}
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HEX = re.compile(r"[0-9a-f]{64}")
ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Invalid(Exception):
    """A file that is not written as the rules say: which rule, at which line, what is wrong."""

    def __init__(self, rule: int, line: int, what: str) -> None:
        super().__init__(f"rule {rule}, line {line}: {what}" if line else f"rule {rule}: {what}")
        self.rule = rule


class Departs(Exception):
    """A log that is not what was entered: which rule, from which entry on, what is wrong."""

    def __init__(self, rule: int, number: int, what: str) -> None:
        super().__init__(what)
        self.rule, self.number, self.what = rule, number, what


@dataclass(frozen=True)
class Key:
    """A key that signs checkpoints (``kind`` 1) or cosigns them (``kind`` 4), under a name."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Give the four bytes by which a signature names this key."""
        return hashlib.sha256(
            self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        ).digest()[:4]


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """The head of a log at a size, with its signatures: each (name, key id, signature).

    ``text``: what is signed; ``note``: all of it, as it was written.
    """

    origin: str
    size: int
    root: bytes
    text: str
    note: str
    signatures: tuple[tuple[str, bytes, bytes], ...]


@dataclass(frozen=True)
class Leaf:
    """An entry of a bundle. ``content`` and ``salt`` are None where it was destroyed."""

    digest: bytes
    salt: bytes | None
    content: str | None


@dataclass(frozen=True)
class Bundle:
    """A log as somebody took it away; nothing in it is checked but how it is written."""

    log: str
    label: str
    leaves: tuple[Leaf, ...]
    checkpoints: tuple[Checkpoint, ...]

    @property
    def origin(self) -> str:
        """Give the name under which checkpoints of this log are signed."""
        return origin_of(self.log)


def origin_of(log: str) -> str:
    """Name a log in its checkpoints, by its id."""
    return f"goodoffices/log/{log}"


# Bytes of the file: rules 1 to 4.


def read_bundle(data: bytes) -> Bundle:
    """Read a bundle. Raises `Invalid` for any byte that the rules do not allow."""
    lines = _lines(data)
    header = _object(1, lines[0], HEADER)
    if header["format"] != FORMAT:
        raise Invalid(3, 1, "it has a format that this verifier does not know")
    log, label = header["log"], header["label"]
    if not _is(ID, log) or not isinstance(label, str) or not label:
        raise Invalid(3, 1, "log is an id, and label a text")
    counts = [header[name] for name in ("names", "entries", "checkpoints")]
    if any(type(n) is not int or not 0 <= n <= MOST_ENTRIES for n in counts):
        raise Invalid(3, 1, f"names, entries and checkpoints are counts up to {MOST_ENTRIES:,}")
    if 1 + sum(counts) != len(lines):
        raise Invalid(3, 1, "there are more lines, or fewer, than it counts")
    names, entries, _ = counts
    at = 1
    before = ""
    for number, line in enumerate(lines[at : at + names], at + 1):
        one = _object(number, line, {"id", "name"})
        if not _is(ID, one["id"]) or not isinstance(one["name"], str) or one["id"] <= before:
            raise Invalid(4, number, "names stand once each, in the order of their ids")
        before = one["id"]
    at += names
    leaves = tuple(_leaf(n, line) for n, line in enumerate(lines[at : at + entries], at + 1))
    at += entries
    notes = (_object(n, line, {"note"})["note"] for n, line in enumerate(lines[at:], at + 1))
    return Bundle(
        log, label, leaves, tuple(_checkpoint(note, at + n) for n, note in enumerate(notes, 1))
    )


def _lines(data: bytes) -> list[str]:
    if len(data) > MOST_BYTES:
        raise Invalid(1, 0, f"it has more than {MOST_BYTES:,} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Invalid(1, 0, f"byte {fault.start} is not UTF-8") from None
    if not text.endswith("\n"):
        raise Invalid(1, 0, "its last line does not end")
    return text[:-1].split("\n")


def _object(number: int, line: str, keys: set[str]) -> dict[str, Any]:
    """Read one line as an object with these keys, written canonically (RFC 8785, NFC)."""
    if len(line) > MOST_LINE_BYTES:
        raise Invalid(1, number, "it is too long")
    found = read_canonical(line, 2, number)
    if not isinstance(found, dict) or set(found) != keys:
        raise Invalid(2, number, f"it is not an object with {', '.join(sorted(keys))}")
    return found


def read_canonical(text: str, rule: int, line: int) -> Any:
    """Read JSON that is written in the one way that RFC 8785 allows, in NFC, without fractions."""
    try:
        value = _DECODER.decode(text)
        # Fewer brackets cannot be nested deeper.
        if text.count("[") + text.count("{") > MOST_NESTED and _depth(value) > MOST_NESTED:
            raise Invalid(rule, line, f"it is nested deeper than {MOST_NESTED}")
        written = _written(value, has_astral=ASTRAL.search(text) is not None)
        if written == text and unicodedata.is_normalized("NFC", text):
            text.encode("utf-8")
            return value
    except (ValueError, RecursionError):
        pass
    raise Invalid(rule, line, "it is not canonical JSON")


def _depth(value: Any) -> int:
    """Count how deep lists and objects stand in one another, without recursion."""
    depth, level = 0, [value]
    while level := [one for one in level if isinstance(one, (list, dict))]:
        depth += 1
        level = [
            inner for one in level for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return depth


def write_canonical(value: Any) -> str:
    """Write JSON as `read_canonical` reads it."""
    return _written(value, has_astral=True)


def _written(value: Any, *, has_astral: bool) -> str:
    # Below U+10000 the order of code points is that of UTF-16 units.
    return _sorted_by_utf16(value) if has_astral else _ENCODER.encode(value)


def _refuse(_: str) -> NoReturn:
    raise ValueError


def _count(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST_COUNT:
        raise ValueError
    return int(digits)


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse, parse_int=_count)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sorted_by_utf16(value: Any) -> str:
    """Write JSON with keys in the order of their UTF-16 units, as RFC 8785 has it."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        inner = (f"{_sorted_by_utf16(key)}:{_sorted_by_utf16(value[key])}" for key in keys)
        return "{" + ",".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_sorted_by_utf16, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _is(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _leaf(number: int, line: str) -> Leaf:
    """Read the line of an entry: whole, or of one that was destroyed its digest alone."""
    gone = line.startswith('{"digest"')
    one = _object(number, line, {"digest"} if gone else {"content", "digest", "salt"})
    if not _is(HEX, one["digest"]) or not (gone or _is(HEX, one["salt"])):
        raise Invalid(2, number, "a digest and a salt are 64 hexadecimal digits")
    if gone:
        return Leaf(bytes.fromhex(one["digest"]), None, None)
    if not isinstance(one["content"], str):
        raise Invalid(2, number, "the content is no text")
    return Leaf(bytes.fromhex(one["digest"]), bytes.fromhex(one["salt"]), one["content"])


# Notes: rule 5.


def read_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint (C2SP tlog-checkpoint, a signed note). Raises `Invalid`."""
    return _checkpoint(text, 0)


def _checkpoint(text: object, line: int) -> Checkpoint:
    if not isinstance(text, str) or len(text) > MOST_LINE_BYTES:
        raise Invalid(5, line, "a checkpoint is a text")
    if any(c < " " and c != "\n" for c in text) or not text.endswith("\n"):
        raise Invalid(5, line, "a note has no control characters, and its last line ends")
    body, blank, signed = text.rpartition("\n\n")
    parts = body.split("\n")
    if not blank or len(parts) != 3 or not parts[0]:
        raise Invalid(5, line, "a checkpoint has three lines, a blank one, and its signatures")
    if not re.fullmatch("0|[1-9][0-9]{0,9}", parts[1]):
        raise Invalid(5, line, "the size of a checkpoint is a count")
    root = read_base64(parts[2], line)
    if len(root) != 32:
        raise Invalid(5, line, "the root of a checkpoint has 32 bytes")
    rows = signed[:-1].split("\n")
    if len(rows) > MOST_SIGNATURES:
        raise Invalid(5, line, f"it has more than {MOST_SIGNATURES} signatures")
    return Checkpoint(
        origin=parts[0],
        size=int(parts[1]),
        root=root,
        text=body + "\n",
        note=text,
        signatures=tuple(_signature(row, line) for row in rows),
    )


def _signature(row: str, line: int) -> tuple[str, bytes, bytes]:
    found = re.fullmatch("— ([^\\s+]+) ([A-Za-z0-9+/=]+)", row)
    if found is None:
        raise Invalid(5, line, "a signature is a dash, a name and base64")
    signed = read_base64(found[2], line)
    if len(signed) < 5:
        raise Invalid(5, line, "a signature has a key id and more")
    return found[1], signed[:4], signed[4:]


def read_base64(text: str, line: int) -> bytes:
    """Read base64 that is written in its one canonical form. Raises `Invalid` (rule 5)."""
    try:
        found = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raise Invalid(5, line, "it is not base64") from None
    if base64.b64encode(found).decode() != text:
        raise Invalid(5, line, "it is base64 written otherwise than canonically")
    return found


def read_key(text: str, kind: int = SIGNATURE) -> Key:
    """Read a verifier key of a kind (``name+id+base64``, C2SP signed-note). Raises `Invalid`."""
    name, key_id, encoded = [*text.strip().split("+", 2), "", ""][:3]
    material = read_base64(encoded, 0)
    if not name or len(material) != 33 or material[0] != kind:
        raise Invalid(5, 0, f"a key is NAME+ID+KEY, here an Ed25519 key of kind {kind}")
    key = Key(name, material[0], material[1:])
    if key.key_id.hex() != key_id:
        raise Invalid(5, 0, "the id of the key is not that of its name and bytes")
    return key
