"""Recognises JPEG, PNG, GIF and WebP, and lists what they carry beside the picture.

No picture is decoded and no text is read in it. Own code, as only the outer structure is needed:
segments of JPEG, chunks of PNG and WebP, blocks of GIF. Each of them is visited once.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from goodoffices.formats.attachments.attachment import COULD_NOT_BE_READ, BesideKind
from goodoffices.formats.attachments.exif import note_exif
from goodoffices.formats.attachments.gathering import Gathering
from goodoffices.formats.attachments.xmp import note_xmp

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
GIF = (b"GIF87a", b"GIF89a")
#: Most segments, chunks or blocks of a picture.
MOST_PARTS = 100_000
#: Most bytes of a compressed text of a PNG, when unpacked.
MOST_UNPACKED = 20_000

#: In the coded picture FF is followed by 00, by a restart, or by a marker that ends it.
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
SOS, EOI, COM, APP0, APP14 = 0xDA, 0xD9, 0xFE, 0xE0, 0xEE


class BrokenPicture(ValueError):
    """A picture whose parts do not follow one another as they should."""


def is_image(data: bytes) -> bool:
    """Tell whether a file begins as one of the pictures that are recognised."""
    return data.startswith((JPEG, PNG, *GIF)) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def note_image(data: bytes, gathering: Gathering) -> None:
    """Note what a picture carries beside itself. A picture that is broken is said to be so."""
    try:
        if data.startswith(JPEG):
            _note_jpeg(data, gathering)
        elif data.startswith(PNG):
            _note_png(data, gathering)
        elif data.startswith(GIF):
            _note_gif(data, gathering)
        else:
            _note_webp(data, gathering)
    except BrokenPicture:
        gathering.note(BesideKind.OTHER, COULD_NOT_BE_READ)


def jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """List marker, content and what follows of it (the coded picture) of each segment.

    The last is the end (`EOI`), with all that stands behind it as its content. Raises
    `BrokenPicture` where there is none.
    """
    at = 2
    for _ in range(MOST_PARTS):
        if data[at : at + 1] != b"\xff":
            break
        found = _MARKER.match(data, at)
        if found is None:
            break
        marker, at = found[1][0], found.end()
        if marker == EOI:
            yield EOI, data[at:], b""
            return
        if at + 2 > len(data):
            break
        size: int = struct.unpack_from(">H", data, at)[0]
        content, at = data[at + 2 : at + size], at + size
        if size < 2 or at > len(data):
            break
        coded = b""
        if marker == SOS:
            end = _MARKER.search(data, at)
            if end is None:
                break
            coded, at = data[at : end.start()], end.start()
        yield marker, content, coded
    raise BrokenPicture


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """List type and content of each chunk. Last comes what stands behind the end, of type ``b""``.

    Raises `BrokenPicture` where there is no end.
    """
    at = len(PNG)
    for _ in range(MOST_PARTS):
        if at + 12 > len(data):
            break
        size, kind = struct.unpack_from(">I4s", data, at)
        if at + 12 + size > len(data):
            break
        yield kind, data[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"IEND":
            yield b"", data[at:]
            return
    raise BrokenPicture


def _note_jpeg(data: bytes, gathering: Gathering) -> None:
    for marker, content, _ in jpeg_segments(data):
        if marker == EOI:
            _note_behind(content, gathering)
        elif marker == COM:
            gathering.note(BesideKind.COMMENT, content.decode("utf-8", "replace"))
        elif content.startswith(b"Exif\0"):
            note_exif(content[6:], gathering)
        elif content.startswith((b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/")):
            note_xmp(content.partition(b"\0")[2], gathering)
        elif content.startswith(b"Photoshop 3.0\0"):
            gathering.note(BesideKind.IMAGE_METADATA, "IPTC")
        elif content.startswith(b"JFXX\0"):
            gathering.note(BesideKind.IMAGE_METADATA, "thumbnail")


def _note_behind(data: bytes, gathering: Gathering) -> None:
    if data.strip(b"\0\r\n"):
        gathering.note(BesideKind.EMBEDDED, f"{len(data):,} bytes")


def _note_png(data: bytes, gathering: Gathering) -> None:
    for kind, content in png_chunks(data):
        if kind == b"":
            _note_behind(content, gathering)
        elif kind == b"eXIf":
            note_exif(content, gathering)
        elif kind == b"tIME" and len(content) == 7:
            when = struct.unpack(">H5B", content)
            gathering.note(BesideKind.DATE, "{}-{:02}-{:02} {:02}:{:02}:{:02}".format(*when))
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            _note_png_text(kind, content, gathering)


def _note_png_text(kind: bytes, content: bytes, gathering: Gathering) -> None:
    key, _, rest = content.partition(b"\0")
    if kind == b"zTXt":
        rest = _unpacked(rest[1:])
    elif kind == b"iTXt":
        is_packed = rest[:1] == b"\1"
        # Language and translated keyword come first.
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        rest = _unpacked(rest) if is_packed else rest
    name = key[:80].decode("latin-1")
    words = rest[:MOST_UNPACKED].decode("utf-8", "replace")
    if name == "XML:com.adobe.xmp":
        note_xmp(rest, gathering)
    elif name == "Author":
        gathering.note(BesideKind.AUTHOR, words)
    elif name == "Software":
        gathering.note(BesideKind.PROGRAM, words)
    elif name == "Creation Time":
        gathering.note(BesideKind.DATE, words)
    elif name in ("Comment", "Description", "Title"):
        gathering.note(BesideKind.COMMENT, words)
    else:
        gathering.note(BesideKind.IMAGE_METADATA, f"{name}: {words}")


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MOST_UNPACKED)
    except zlib.error:
        return b""


def _note_gif(data: bytes, gathering: Gathering) -> None:
    if len(data) < 13:
        raise BrokenPicture
    at = 13 + _color_table(data[10])
    for _ in range(MOST_PARTS):
        sign = data[at : at + 1]
        if sign == b";":
            return _note_behind(data[at + 1 :], gathering)
        if sign == b"," and at + 10 <= len(data):
            at += 10 + _color_table(data[at + 9]) + 1
            _, at = _gif_blocks(data, at)
        elif sign == b"!":
            label = data[at + 1 : at + 2]
            content, at = _gif_blocks(data, at + 2)
            if label == b"\xfe":
                gathering.note(BesideKind.COMMENT, content.decode("utf-8", "replace"))
            elif label == b"\xff" and content.startswith(b"XMP DataXMP"):
                note_xmp(content, gathering)
        else:
            break
    raise BrokenPicture


def _color_table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks(data: bytes, at: int) -> tuple[bytes, int]:
    """Give the first bytes of a row of blocks, and where it ends."""
    kept = bytearray()
    while True:
        if at >= len(data):
            raise BrokenPicture
        size = data[at]
        if size == 0:
            return bytes(kept), at + 1
        if len(kept) < MOST_UNPACKED:
            kept += data[at + 1 : at + 1 + size]
        at += 1 + size


def _note_webp(data: bytes, gathering: Gathering) -> None:
    at = 12
    for _ in range(MOST_PARTS):
        if at + 8 > len(data):
            break
        kind, size = struct.unpack_from("<4sI", data, at)
        content = data[at + 8 : at + 8 + size]
        if kind == b"EXIF":
            note_exif(content.removeprefix(b"Exif\0\0"), gathering)
        elif kind == b"XMP ":
            note_xmp(content, gathering)
        at += 8 + size + size % 2
    if at < len(data) or at > len(data) + 1:
        raise BrokenPicture
