"""What a dropped file was found to hold: its visible text, and what stands beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

#: Longer files are not read.
MOST_BYTES = 10_000_000
#: Most characters of text that are kept of a file.
MOST_TEXT = 400_000
#: Most things that are listed beside the text; one more says how many are left out.
MOST_BESIDE = 100
#: Most characters of one such thing.
MOST_WORDS = 200

COULD_NOT_BE_READ = "could not be read"
TOO_LONG = "could not be read: too long"
ENCRYPTED = "could not be read: encrypted"
MORE = "{number} more"

#: Control characters, halves of surrogate pairs, marks of direction, and signs without width.
UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
#: The same in running text: there line feeds, tabs and the harmless marks of direction may stand.
UNSHOWN_IN_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


class AttachmentKind(StrEnum):
    """What kind of file it is, by its content."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    MAIL = "mail"
    TEXT = "text"
    IMAGE = "image"
    OTHER = "other"


class BesideKind(StrEnum):
    """What stands beside the visible text."""

    AUTHOR = "author"
    COMMENT = "comment"
    REVISION = "revision"
    HIDDEN_TEXT = "hidden_text"
    PLACE = "place"
    LINK = "link"
    DATE = "date"
    PROGRAM = "program"
    ATTACHED_FILE = "attached_file"
    SCRIPT = "script"
    EMBEDDED = "embedded"
    IMAGE_METADATA = "image_metadata"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing that stands beside the visible text, such as an author's name."""

    what: BesideKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What was read of a file. ``is_cut`` says that its text went on."""

    kind: AttachmentKind
    text: str
    beside: tuple[Beside, ...]
    is_cut: bool


def unread(kind: AttachmentKind, words: str = COULD_NOT_BE_READ) -> Attachment:
    """Give what is said of a file that cannot be read."""
    beside = (Beside(BesideKind.OTHER, words),)
    return Attachment(kind=kind, text="", beside=beside, is_cut=False)


def short(words: str) -> str:
    """Make a value fit for one line: at most `MOST_WORDS` characters, nothing that steers."""
    # A name of a million blanks is not split whole.
    line = " ".join(words[: 10 * MOST_WORDS].split())
    line = UNSHOWN.sub("", line).strip()
    return line if len(line) <= MOST_WORDS else line[: MOST_WORDS - 1].rstrip() + "…"


def running(text: str) -> str:
    """Make a text fit to be searched and shown: line feeds of one kind, nothing that steers."""
    return UNSHOWN_IN_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
