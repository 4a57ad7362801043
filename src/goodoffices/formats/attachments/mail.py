"""Reads a mail: its head lines and body as text, and what else travels in it.

Files that are attached are named, never opened. Mails inside it are read two deep. The parts are
told apart by Python's older, plainer rules (`compat32`): the newer ones parse each header whole,
which takes long and may fail on what is hostile. Headers that are shown are decoded by the newer.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser

from goodoffices.formats.attachments.attachment import COULD_NOT_BE_READ, BesideKind
from goodoffices.formats.attachments.gathering import Gathering
from goodoffices.formats.attachments.web_page import read_page

MOST_PARTS = 200
#: Mails inside mails that are read.
MOST_DEPTH = 2
#: More lines, or more parts that have parts, are not looked at.
MOST_LINES, MOST_BOUNDARIES = 400_000, 1_000
#: Most header lines of a part, and most characters of one that are read.
MOST_HEADERS, MOST_HEADER = 500, 2_000

#: Encodings that a part may name. Others could be slow, or no encodings of text.
ENCODINGS = frozenset({
    "ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso8859-1", "iso8859-2", "iso8859-3",
    "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-10",
    "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "cp1250", "cp1251", "cp1252", "cp1253",
    "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8-r", "koi8-u", "cp866", "cp874",
    "cp932", "cp949", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "shift_jis", "euc_jp",
    "euc_kr", "iso2022_jp", "iso2022_kr", "tis-620", "mac-roman", "mac-cyrillic",
})  # fmt: skip
_SHOWN = ("Subject", "From", "To", "Cc", "Date")
_BESIDE = {
    "received": BesideKind.PLACE,
    "x-originating-ip": BesideKind.PLACE,
    "x-sender-ip": BesideKind.PLACE,
    "x-mailer": BesideKind.PROGRAM,
    "user-agent": BesideKind.PROGRAM,
    "sender": BesideKind.AUTHOR,
    "return-path": BesideKind.AUTHOR,
    "x-sender": BesideKind.AUTHOR,
    "organization": BesideKind.AUTHOR,
    "comments": BesideKind.COMMENT,
    "bcc": BesideKind.OTHER,
    "reply-to": BesideKind.OTHER,
    "message-id": BesideKind.OTHER,
    "in-reply-to": BesideKind.OTHER,
}
_HEAD = re.compile(
    rb"\A(?:From [^\n]{1,300}\r?\n)?"
    rb"(?:(?:Received|Return-Path|Delivered-To|From|To|Subject|Date|MIME-Version|Message-ID|X-[\w-]+"
    rb"|DKIM-Signature|Content-Type)\s?:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2}",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(rb"boundary\s*=|message/rfc822", re.IGNORECASE)


def begins_as_mail(data: bytes) -> bool:
    """Tell whether a text begins with header lines of a mail."""
    return _HEAD.match(data[:20_000]) is not None


def read_mail(data: bytes, gathering: Gathering) -> None:
    """Gather a mail's head lines and body, and what it holds beside them."""
    is_large = data.count(b"\n") > MOST_LINES or sum(1 for _ in _BOUNDARY.finditer(data)) > (
        MOST_BOUNDARIES
    )
    try:
        if is_large:
            raise RecursionError
        message = BytesParser(policy=policy.compat32).parsebytes(data)
    except RecursionError:
        gathering.note(BesideKind.OTHER, COULD_NOT_BE_READ)
        message = BytesHeaderParser(policy=policy.compat32).parsebytes(data[:200_000])
        _read_head(message, gathering)
        return
    _Mail(gathering).read(message, 0)


class _Mail:
    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.n_parts = 0

    def read(self, message: Message, depth: int) -> None:
        """Read one mail; those inside it come after its own body."""
        _read_head(message, self.gathering)
        plain: list[str] = []
        pages: list[str] = []
        inside: list[Message] = []
        for part in self.parts(message):
            kind = part.get_content_type()
            name = _file_name(part)
            if kind == "message/rfc822":
                inside += [one for one in _inner(part) if isinstance(one, Message)][:1]
            elif part.is_multipart():
                continue
            elif name or _disposition(part) == "attachment" or not kind.startswith("text/"):
                self.gathering.note(BesideKind.ATTACHED_FILE, name or kind)
            elif kind == "text/html":
                pages.append(_text(part))
            else:
                plain.append(_text(part))
        self.say(plain, pages)
        for mail in inside:
            self.gathering.note(BesideKind.ATTACHED_FILE, _header(mail, "Subject") or "mail")
            if depth < MOST_DEPTH:
                self.gathering.say("\n")
                self.read(mail, depth + 1)

    def parts(self, message: Message) -> Iterator[Message]:
        """List the parts of a mail, those of mails inside it left out, up to a bound for all."""
        todo = [message]
        while todo:
            part = todo.pop()
            self.n_parts += 1
            if self.n_parts > MOST_PARTS:
                self.gathering.note(BesideKind.OTHER, f"more than {MOST_PARTS} parts")
                self.gathering.is_cut = True
                return
            yield part
            if part.get_content_maintype() != "message":
                todo += [one for one in reversed(_inner(part)) if isinstance(one, Message)]

    def say(self, plain: list[str], pages: list[str]) -> None:
        """Say the plain body, or else the page. What a page holds beside its text is noted."""
        is_said = any(text.strip() for text in plain)
        for text in plain:
            self.gathering.say(text.strip() + "\n")
        for page in pages:
            if not is_said:
                read_page(page, self.gathering)
                continue
            apart = Gathering()
            read_page(page, apart)
            self.gathering.note_all(apart)


def _inner(part: Message) -> list[object]:
    inner: object = part.get_payload()
    return list(inner) if isinstance(inner, list) else []


def _read_head(message: Message, gathering: Gathering) -> None:
    for name in _SHOWN:
        if value := _header(message, name):
            gathering.say_line(f"{name}: {value}")
    for name, raw in list(message.raw_items())[:MOST_HEADERS]:
        what = _BESIDE.get(name.lower())
        if what is not None:
            words = _read_header(str(raw))
            is_plain = what in (BesideKind.PROGRAM, BesideKind.AUTHOR, BesideKind.COMMENT)
            gathering.note(what, words if is_plain else f"{name}: {words}")


def _header(message: Message, name: str) -> str:
    for given, raw in message.raw_items():
        if given.lower() == name.lower():
            return _read_header(str(raw))
    return ""


def _read_header(raw: str) -> str:
    """Decode a header that is not too long. Python's own decoder is slow on long ones."""
    raw = raw[:MOST_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        # As unstructured text: what is no address, date or name, is shown as it stands.
        value = str(policy.default.header_factory("Subject", raw))
    except Exception:
        value = raw
    return " ".join(value.split())


def _file_name(part: Message) -> str:
    try:
        return _read_header(part.get_filename("") or "")
    except Exception:
        return "?"


def _disposition(part: Message) -> str:
    try:
        return part.get_content_disposition() or ""
    except Exception:
        return ""


def _text(part: Message) -> str:
    """Decode a part's text; where its encoding is not known, UTF-8, or else Latin-1."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        named = codecs.lookup(part.get_content_charset("utf-8")).name
    except (LookupError, ValueError, OSError):
        named = "utf-8"
    try:
        return data.decode(named if named in ENCODINGS else "utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
