"""Reads EXIF (the TIFF directories inside pictures): where, when, by whom and with what.

Own code, as a library that opens pictures would do far more than read some tags. Every offset is
checked, every directory is read once, and at most `MOST_ENTRIES` of its entries.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from goodoffices.formats.attachments.attachment import BesideKind
from goodoffices.formats.attachments.gathering import Gathering

MOST_ENTRIES = 300
MOST_DIRECTORIES = 8
#: Most bytes of one value.
MOST_VALUE = 2000

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 9: 4, 10: 8}
_BESIDE = {
    0x010E: BesideKind.COMMENT,  # image description
    0x010F: BesideKind.IMAGE_METADATA,  # maker of the camera
    0x0110: BesideKind.IMAGE_METADATA,  # model
    0x0131: BesideKind.PROGRAM,
    0x0132: BesideKind.DATE,
    0x013B: BesideKind.AUTHOR,  # artist
    0x013C: BesideKind.PROGRAM,  # host computer
    0x8298: BesideKind.AUTHOR,  # copyright
    0x9003: BesideKind.DATE,
    0x9004: BesideKind.DATE,
    0x9286: BesideKind.COMMENT,  # user's comment
    0x9C9B: BesideKind.COMMENT,  # title, comment, author, keywords, subject, as Windows writes them
    0x9C9C: BesideKind.COMMENT,
    0x9C9D: BesideKind.AUTHOR,
    0x9C9E: BesideKind.COMMENT,
    0x9C9F: BesideKind.COMMENT,
    0xA420: BesideKind.IMAGE_METADATA,  # unique number of the picture
    0xA430: BesideKind.AUTHOR,  # owner of the camera
    0xA431: BesideKind.IMAGE_METADATA,  # serial numbers of body and lens
    0xA434: BesideKind.IMAGE_METADATA,
    0xA435: BesideKind.IMAGE_METADATA,
}
_EXIF_DIRECTORY, _GPS_DIRECTORY, _MAKER_NOTE, _USER_COMMENT = 0x8769, 0x8825, 0x927C, 0x9286
_WINDOWS = range(0x9C9B, 0x9CA0)


class _Tiff:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4], "")

    def number(self, kind: str, at: int) -> int:
        """Give the number that stands at a place; 0 beyond the end."""
        size = struct.calcsize(self.order + kind)
        if at < 0 or at + size > len(self.data):
            return 0
        found: int = struct.unpack_from(self.order + kind, self.data, at)[0]
        return found

    def entries(self, at: int) -> Iterator[tuple[int, int, bytes]]:
        """List tag, type and value of a directory's entries."""
        for n in range(min(self.number("H", at), MOST_ENTRIES)):
            entry = at + 2 + 12 * n
            if entry + 12 > len(self.data):
                return
            tag, kind, count = struct.unpack_from(self.order + "HHI", self.data, entry)
            size = _SIZES.get(kind, 0) * count
            start = entry + 8 if size <= 4 else self.number("I", entry + 8)
            yield tag, kind, self.data[start : start + min(size, MOST_VALUE)]

    def next_of(self, at: int) -> int:
        """Give where the directory after this one stands; 0 for none."""
        return self.number("I", at + 2 + 12 * self.number("H", at))


def note_exif(data: bytes, gathering: Gathering) -> None:
    """Note what a TIFF block says beside the picture. A broken block says less, never raises."""
    gathering.note(BesideKind.IMAGE_METADATA, "EXIF")
    tiff = _Tiff(data)
    if not tiff.order:
        return
    first = tiff.number("I", 4)
    todo, seen = [first], {0}
    while todo and len(seen) <= MOST_DIRECTORIES:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        for tag, kind, value in tiff.entries(at):
            if tag == _EXIF_DIRECTORY:
                todo.append(_long(tiff, value))
            elif tag == _GPS_DIRECTORY:
                gathering.note(BesideKind.PLACE, _place(tiff, _long(tiff, value)))
            elif tag == _MAKER_NOTE:
                gathering.note(BesideKind.IMAGE_METADATA, "MakerNote")
            elif tag in _BESIDE:
                gathering.note(_BESIDE[tag], _words(tiff, tag, kind, value))
    if tiff.next_of(first):
        gathering.note(BesideKind.IMAGE_METADATA, "thumbnail")


def _long(tiff: _Tiff, value: bytes) -> int:
    if len(value) < 4:
        return 0
    found: int = struct.unpack(tiff.order + "I", value[:4])[0]
    return found


def _words(tiff: _Tiff, tag: int, kind: int, value: bytes) -> str:
    if tag in _WINDOWS:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    if tag == _USER_COMMENT:
        # Eight bytes say how the rest is written.
        how, value = value[:8], value[8:]
        if how.startswith(b"UNICODE"):
            return value.decode("utf-16-le" if tiff.order == "<" else "utf-16-be", "replace")
    if kind not in (2, 7):
        return ""
    value = value.split(b"\0")[0]
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _place(tiff: _Tiff, at: int) -> str:
    """Give latitude and longitude in degrees, or the word GPS where they are not both there."""
    found = {tag: value for tag, _, value in tiff.entries(at)}
    latitude = _degrees(tiff, found.get(2, b""), found.get(1, b"")[:1] == b"S")
    longitude = _degrees(tiff, found.get(4, b""), found.get(3, b"")[:1] == b"W")
    if latitude is None or longitude is None:
        return "GPS"
    return f"{latitude:.5f}, {longitude:.5f}"


def _degrees(tiff: _Tiff, value: bytes, is_negative: bool) -> float | None:
    if len(value) < 24:
        return None
    parts = struct.unpack(tiff.order + "6I", value[:24])
    if not parts[1]:
        return None
    # Minutes and seconds may be left out as 0/0.
    degrees: float = sum(
        over / under / scale
        for over, under, scale in zip(parts[::2], parts[1::2], (1, 60, 3600), strict=True)
        if under
    )
    return -degrees if is_negative else degrees
