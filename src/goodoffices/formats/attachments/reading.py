"""Reads a dropped file, whatever it is, and makes the copy that another side may have."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from goodoffices.formats.attachments.attachment import (
    COULD_NOT_BE_READ,
    MOST_BYTES,
    TOO_LONG,
    Attachment,
    AttachmentKind,
    BesideKind,
    unread,
)
from goodoffices.formats.attachments.clean_image import clean_image
from goodoffices.formats.attachments.clean_pdf import clean_pdf
from goodoffices.formats.attachments.clean_word import clean_word
from goodoffices.formats.attachments.gathering import Gathering
from goodoffices.formats.attachments.image import is_image, note_image
from goodoffices.formats.attachments.mail import begins_as_mail, read_mail
from goodoffices.formats.attachments.office_package import is_word_document
from goodoffices.formats.attachments.pdf import read_pdf
from goodoffices.formats.attachments.plain_text import clean_text, decoded
from goodoffices.formats.attachments.web_page import read_page
from goodoffices.formats.attachments.word_document import read_word

#: Endings of names that say what kind of text a text is.
_ENDINGS = {
    ".txt": AttachmentKind.TEXT,
    ".text": AttachmentKind.TEXT,
    ".md": AttachmentKind.TEXT,
    ".csv": AttachmentKind.TEXT,
    ".tsv": AttachmentKind.TEXT,
    ".log": AttachmentKind.TEXT,
    ".eml": AttachmentKind.MAIL,
    ".html": AttachmentKind.HTML,
    ".htm": AttachmentKind.HTML,
    ".xhtml": AttachmentKind.HTML,
}
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,500}(?:<\?xml[^>]{0,500}>\s{0,500})?(?:<!--[^>]{0,500}-->\s{0,500})?"
    rb"<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE,
)
#: Texts that are not what they look like when they are opened.
_NO_PLAIN_TEXT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,500}(?:\{\\rtf|<\?xml|<svg|<!doctype|%!PS|BEGIN:V)", re.IGNORECASE
)
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
#: None of these is left in a copy.
_NOT_IN_A_COPY = frozenset({
    BesideKind.AUTHOR, BesideKind.COMMENT, BesideKind.REVISION, BesideKind.HIDDEN_TEXT,
    BesideKind.PLACE, BesideKind.ATTACHED_FILE, BesideKind.SCRIPT, BesideKind.EMBEDDED,
    BesideKind.IMAGE_METADATA,
})  # fmt: skip
_CLEANERS: dict[AttachmentKind, Callable[[bytes], bytes | None]] = {
    AttachmentKind.DOCX: clean_word,
    AttachmentKind.PDF: clean_pdf,
    AttachmentKind.TEXT: clean_text,
    AttachmentKind.IMAGE: clean_image,
}


def read_attachment(name: str, data: bytes) -> Attachment:
    """Give a file's kind, its visible text, and what stands beside that. Never raises.

    A file that cannot be read is said to be so beside its text, which is then empty.
    """
    if len(data) > MOST_BYTES:
        return unread(AttachmentKind.OTHER, TOO_LONG)
    kind, gathering = AttachmentKind.OTHER, Gathering()
    try:
        kind = _kind(name, data)
        _read(kind, data, gathering)
    except Exception:
        # Whatever a hostile file provokes in a parser: what was noted stands, its text does not.
        noted, gathering = gathering, Gathering()
        gathering.note(BesideKind.OTHER, COULD_NOT_BE_READ)
        gathering.note_all(noted)
    return gathering.attachment(kind)


def clean_copy(name: str, data: bytes) -> bytes | None:
    """Give the same file without what stands beside its visible text. Never raises.

    None where that cannot be made safely. Each copy is read again before it is given: its text is
    the file's own, and nothing of what had to go is left.
    """
    if len(data) > MOST_BYTES:
        return None
    try:
        before = read_attachment(name, data)
        cleaner = _CLEANERS.get(before.kind)
        made = None if cleaner is None or _is_unread(before) else cleaner(data)
        if made is None or len(made) > MOST_BYTES:
            return None
        after = read_attachment(name, made)
    except Exception:
        return None
    is_same = (before.kind, before.text, before.is_cut) == (after.kind, after.text, after.is_cut)
    is_clean = not _is_unread(after) and not any(b.what in _NOT_IN_A_COPY for b in after.beside)
    return made if is_same and is_clean else None


def make_ready() -> None:
    """Import all that reading will need, for a process that can open no file afterwards."""
    from goodoffices.formats.attachments.mail import ENCODINGS
    from goodoffices.formats.attachments.warming import read_one_of_each

    for encoding in (*ENCODINGS, "utf-16", "latin-1"):
        codecs.lookup(encoding)
    read_one_of_each(read_attachment, clean_copy)


def _is_unread(attachment: Attachment) -> bool:
    return any(
        one.what is BesideKind.OTHER and one.words.startswith(COULD_NOT_BE_READ)
        for one in attachment.beside
    )


def _kind(name: str, data: bytes) -> AttachmentKind:
    if is_image(data):
        return AttachmentKind.IMAGE
    if data.startswith(_PACKED):
        return AttachmentKind.DOCX if is_word_document(data) else AttachmentKind.OTHER
    if b"%PDF-" in data[:1024]:
        return AttachmentKind.PDF
    if decoded(data) is None:
        return AttachmentKind.OTHER
    ending = "." + name.lower().rpartition(".")[2]
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    if _PAGE.match(data):
        return AttachmentKind.HTML
    if begins_as_mail(data):
        return AttachmentKind.MAIL
    return AttachmentKind.OTHER if _NO_PLAIN_TEXT.match(data) else AttachmentKind.TEXT


def _read(kind: AttachmentKind, data: bytes, gathering: Gathering) -> None:
    if kind is AttachmentKind.IMAGE:
        note_image(data, gathering)
    elif kind is AttachmentKind.DOCX:
        read_word(data, gathering)
    elif kind is AttachmentKind.PDF:
        read_pdf(data, gathering)
    elif kind is AttachmentKind.MAIL:
        read_mail(data, gathering)
    elif kind is AttachmentKind.HTML:
        read_page(decoded(data) or "", gathering)
    elif kind is AttachmentKind.TEXT:
        gathering.say(decoded(data) or "")
    else:
        gathering.note(BesideKind.OTHER, COULD_NOT_BE_READ)
