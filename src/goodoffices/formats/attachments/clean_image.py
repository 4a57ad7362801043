"""Makes copies of JPEG and PNG that hold the picture alone. The picture is not coded anew."""

from __future__ import annotations

import struct

from goodoffices.formats.attachments.image import (
    APP0,
    APP14,
    EOI,
    JPEG,
    PNG,
    BrokenPicture,
    jpeg_segments,
    png_chunks,
)

#: Frames, tables, scans, restart intervals: what a decoder needs.
_DECODED = {*range(0xC0, 0xC8), *range(0xC9, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
#: Application segments and comments.
_DROPPED = {*range(0xE0, 0xF0), 0xFE}
_KEPT_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"pHYs"}


def clean_image(data: bytes) -> bytes | None:
    """Give a JPEG or PNG without what it carries beside the picture; None for all else.

    The turn that a camera wrote into EXIF goes, too: such a picture may lie on its side.
    """
    try:
        if data.startswith(JPEG):
            return _clean_jpeg(data)
        if data.startswith(PNG):
            return _clean_png(data)
    except BrokenPicture:
        pass
    return None


def _clean_jpeg(data: bytes) -> bytes | None:
    kept = [b"\xff\xd8"]
    has_frame = False
    for marker, content, coded in jpeg_segments(data):
        if marker == EOI:
            kept.append(b"\xff\xd9")
            break
        if marker == APP0 and content.startswith(b"JFIF\0") and len(content) >= 12:
            # Without the small picture that may follow.
            content = content[:12] + b"\0\0"
        elif marker == APP14 and content.startswith(b"Adobe") and len(content) >= 12:
            content = content[:12]
        elif marker in _DROPPED:
            continue
        elif marker not in _DECODED:
            return None
        has_frame = has_frame or marker in _FRAMES
        kept += [bytes((0xFF, marker)), struct.pack(">H", len(content) + 2), content, coded]
    return b"".join(kept) if has_frame else None


def _clean_png(data: bytes) -> bytes | None:
    kept, at, kinds = [PNG], len(PNG), set()
    for kind, content in png_chunks(data):
        size = 12 + len(content)
        if kind in _KEPT_CHUNKS:
            kept.append(data[at : at + size])
            kinds.add(kind)
        # A head or an end of another size than theirs could hold what nobody sees.
        if len(content) != {b"IHDR": 13, b"IEND": 0}.get(kind, len(content)):
            return None
        at += size
    return b"".join(kept) if {b"IHDR", b"IDAT"} <= kinds else None
