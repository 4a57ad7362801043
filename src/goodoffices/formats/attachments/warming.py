"""Reads one small file of each kind, so that all code for it is loaded."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from goodoffices.formats.attachments.attachment import Attachment
from goodoffices.formats.attachments.markup_tree import NAMESPACES

_MAIL = b"""From: =?utf-8?q?A?= <a@example.org>\nDate: Mon, 1 Jan 2024 10:00:00 +0000
Received: from x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n
--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nx=41
--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPGI+eDwvYj4=
--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''a.pdf\n\nx
--b\nContent-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n!80\n \nend
--b--\n"""
_PAGE = b"<!doctype html><title>x</title><p>&eacute;<!--x--><script>1</script>"


def read_one_of_each(
    read: Callable[[str, bytes], Attachment], clean: Callable[[str, bytes], bytes | None]
) -> None:
    """Read one file of each kind, and make its clean copy."""
    for name, data in {
        "a.txt": b"x",
        "a.eml": _MAIL,
        "a.html": _PAGE,
        "a.docx": _word(),
        "a.pdf": _pdf(),
        "a.png": b"\x89PNG\r\n\x1a\n",
    }.items():
        read(name, data)
        clean(name, data)


def _word() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{NAMESPACES["w"]}"><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p>'
            "</w:body></w:document>",
        )
    return made.getvalue()


def _pdf() -> bytes:
    try:
        from pypdf import PdfWriter
        from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
    except ImportError:
        return b"%PDF-"

    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    })  # fmt: skip
    fonts = DictionaryObject({NameObject("/F"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F 9 Tf (x) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
