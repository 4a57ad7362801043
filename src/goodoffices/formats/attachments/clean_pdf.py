"""Makes a copy of a PDF that holds its pages alone: what is drawn, and what it takes to draw it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from goodoffices.formats.attachments.clean_image import clean_image
from goodoffices.formats.attachments.pdf import (
    MOST_NAMES,
    MOST_PAGES,
    bounded_pypdf,
    entry,
    hidden_layers,
    listed,
    opened,
)

#: What is copied of a page. Annotations, actions and everything that others add are not.
_KEPT_OF_PAGE = frozenset({
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox",
    "/Rotate", "/Contents", "/Group", "/UserUnit",
})  # fmt: skip
#: What is not copied of anything below a page. None of them is a likely name of a font or picture.
_DROPPED = (
    "/Metadata", "/PieceInfo", "/LastModified", "/StructParents", "/StructParent", "/OPI", "/Thumb",
    "/Measure", "/PtData",
)  # fmt: skip
#: Most fields of a form that are looked at.
_MOST_FIELDS = 2_000


def clean_pdf(data: bytes) -> bytes | None:
    """Give a PDF with its pages alone; None where that would show another text or hide an answer.

    So it is with encrypted files, with layers that are not shown, with filled forms and with
    signatures. Raises what pypdf raises.
    """
    with bounded_pypdf():
        from pypdf import PdfWriter

        reader = opened(data)
        if reader.is_encrypted:
            return None
        root = reader.root_object
        n_pages = len(reader.pages)
        if n_pages > MOST_PAGES or hidden_layers(root) or _is_filled_form(root):
            return None
        writer = PdfWriter()
        for page in reader.pages:
            for key in [key for key in page if key not in _KEPT_OF_PAGE]:
                del page[key]
            writer.add_page(page, excluded_keys=_DROPPED)
        writer.metadata = None
        if not _clean_pictures(writer):
            return None
        writer.compress_identical_objects()
        made = BytesIO()
        writer.write(made)
        return made.getvalue()


def _is_filled_form(root: object) -> bool:
    if entry(root, "/AcroForm", "/XFA") is not None:
        return True
    todo, n_fields = listed(entry(root, "/AcroForm", "/Fields"), MOST_NAMES), 0
    while todo:
        field, n_fields = todo.pop(), n_fields + 1
        value = entry(field, "/V")
        if n_fields > _MOST_FIELDS or (value is not None and str(value) not in ("", "/Off")):
            return True
        todo += listed(entry(field, "/Kids"), MOST_NAMES)
    return False


def _clean_pictures(writer: Any) -> bool:
    """Take from each JPEG what it carries beside the picture; tell whether that could be done.

    Files that are tied to a picture are untied.
    """
    for held in writer._objects:
        if isinstance(entry(held, "/AF"), list):
            del held["/AF"]
        filters = entry(held, "/Filter")
        names = [filters] if isinstance(filters, str) else listed(filters, 20)
        if "/JPXDecode" in names and any(box in held._data for box in (b"uuid", b"xml ")):
            # JPEG 2000 keeps its metadata in boxes, which are not taken apart here.
            return False
        if "/DCTDecode" not in names:
            continue
        if len(names) != 1:
            # Packed twice: it is not taken apart here.
            return False
        cleaned = clean_image(held._data)
        if cleaned is None:
            return False
        held._data = cleaned
    return True
