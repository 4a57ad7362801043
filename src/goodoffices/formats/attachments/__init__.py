"""Read files that sides drop into a case: their text, and what they hold beside it.

The files are hostile until proven otherwise. Everything is bounded, nothing is opened outside, and
nothing is raised; what takes long is for the process around it to end
(`goodoffices.office.computing.attachment_child`).
"""

from goodoffices.formats.attachments.attachment import (
    COULD_NOT_BE_READ,
    ENCRYPTED,
    MOST_BESIDE,
    MOST_BYTES,
    MOST_TEXT,
    MOST_WORDS,
    TOO_LONG,
    Attachment,
    AttachmentKind,
    Beside,
    BesideKind,
)
from goodoffices.formats.attachments.reading import clean_copy, read_attachment

__all__ = [
    "COULD_NOT_BE_READ",
    "ENCRYPTED",
    "MOST_BESIDE",
    "MOST_BYTES",
    "MOST_TEXT",
    "MOST_WORDS",
    "TOO_LONG",
    "Attachment",
    "AttachmentKind",
    "Beside",
    "BesideKind",
    "clean_copy",
    "read_attachment",
]
