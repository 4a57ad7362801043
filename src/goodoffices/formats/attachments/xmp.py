"""Finds names, places, programs and dates in XMP, the metadata that pictures and PDFs carry.

XMP is looked through by patterns that cannot go back and forth; it is never parsed.
"""

from __future__ import annotations

import re

from goodoffices.formats.attachments.attachment import BesideKind
from goodoffices.formats.attachments.gathering import Gathering

#: What is looked through of an XMP.
MOST_XMP = 500_000
_TAGS = {
    "dc:creator": BesideKind.AUTHOR,
    "dc:description": BesideKind.COMMENT,
    "photoshop:AuthorsPosition": BesideKind.AUTHOR,
    "exif:GPSLatitude": BesideKind.PLACE,
    "exif:GPSLongitude": BesideKind.PLACE,
    "photoshop:City": BesideKind.PLACE,
    "photoshop:Country": BesideKind.PLACE,
    "xmp:CreatorTool": BesideKind.PROGRAM,
    "pdf:Producer": BesideKind.PROGRAM,
    "xmp:CreateDate": BesideKind.DATE,
    "xmp:ModifyDate": BesideKind.DATE,
}
#: A property as an element (with what it encloses) or as an attribute.
_PROPERTY = re.compile(
    "<(?P<element>" + "|".join(_TAGS) + r")>(?P<inside>[^\0]{0,2000}?)</(?P=element)>"
    "|(?P<attribute>" + "|".join(_TAGS) + r""")="(?P<value>[^"]{0,2000})\""""
)
_TAG = re.compile(r"<[^<>]{0,500}>")


def note_xmp(data: bytes, gathering: Gathering) -> None:
    """Note that there is XMP, and what it says of people, places, programs and dates."""
    gathering.note(BesideKind.IMAGE_METADATA, "XMP")
    text = data[:MOST_XMP].decode("utf-8", "replace")
    for found in _PROPERTY.finditer(text):
        name = found["element"] or found["attribute"]
        words = _TAG.sub(" ", found["inside"] or found["value"] or "")
        gathering.note(_TAGS[name], words)
