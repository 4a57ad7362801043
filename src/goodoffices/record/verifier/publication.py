"""Checks the folder of a published joint statement offline, byte by byte.

Whom to trust is an argument: the key comes from whoever checks. Where she brings none, the key in
the folder is taken, which shows only that its files fit one another.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from goodoffices.record.verifier.published_page import (
    HOW_TO_CHECK,
    INSTRUCTIONS,
    KEY,
    PAGE,
    SIGNATURE_NOTE,
    STATEMENT,
    STYLE,
    STYLE_SHEET,
    PublishedStatement,
    PublishedText,
    page_of,
)
from goodoffices.record.verifier.reading import (
    HEX,
    SIGNATURE,
    Invalid,
    Key,
    read_base64,
    read_canonical,
    read_key,
)

PUBLISHED_FORMAT = "goodoffices-published-statement/1"
#: Bytes of each file; texts, and names of sides, of a statement; characters of a title or a name.
MOST_BYTES, MOST_TEXTS, MOST_NAMES, MOST_CHARACTERS = 2_000_000, 64, 64, 500
FILES = frozenset({STATEMENT, PAGE, STYLE, SIGNATURE_NOTE, KEY, INSTRUCTIONS})
PARTS = {"by", "corrects", "format", "id", "published", "texts", "title"}
ID_OF_STATEMENT = re.compile(r"[0-9a-f]{32}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
PUBLISHED = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\.[0-9]{6})?Z")
#: Control characters, halves of surrogate pairs, and overrides of the direction of writing.
NOT_IN_TEXTS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202d\u202e]")
#: What would break a line, too.
NOT_IN_LINES = re.compile("[\t\n\r\u2028\u2029]")


class NoStatement(ValueError):
    """A `statement.json`, a text or a signature that is not as the format has it: why."""


@dataclass(frozen=True)
class FolderDeparture:
    """A file that is not as it was published, and how."""

    file: str
    what: str


def name_of_statement(statement: str) -> str:
    """Name a statement in its signature, by its id; the key that signs it bears this name."""
    return f"goodoffices/statement/{statement}"


def check_publication(files: Mapping[str, bytes], key: str | None) -> list[FolderDeparture]:
    """Find all that departs from what was published; nothing where the folder is whole.

    ``files``: all files of the folder, by name. ``key``: the office's key as whoever checks knows
    it; its last part counts, so one of the same office's logs or other statements is as good. None:
    the key in the folder is taken, which is the folder's own word. Raises `Invalid` where the key
    that was given is none.
    """
    given = None if key is None else read_key(key)
    found = [FolderDeparture(name, "it is missing") for name in sorted(FILES - files.keys())]
    for name, content in ((STYLE, STYLE_SHEET), (INSTRUCTIONS, HOW_TO_CHECK.encode())):
        if files.get(name, content) != content:
            found.append(FolderDeparture(name, "it is not the one that belongs to this format"))
    if STATEMENT not in files:
        return found
    try:
        statement = read_statement(files[STATEMENT])
    except NoStatement as fault:
        return [*found, FolderDeparture(STATEMENT, str(fault))]
    named = FILES | {text.file for text in statement.texts}
    found += [
        FolderDeparture(name, f"{STATEMENT} does not name it")
        for name in sorted(files.keys() - named)
    ]
    in_texts = list(_in_texts(statement, files))
    found += in_texts
    if PAGE in files:
        found += _in_page(statement, files, is_readable=not in_texts)
    found += _in_signature(statement, files, given)
    return found


def read_statement(data: bytes) -> PublishedStatement:
    """Read a `statement.json`. Raises `NoStatement` for any byte that the format does not allow."""
    if len(data) > MOST_BYTES:
        raise NoStatement(f"it has more than {MOST_BYTES:,} bytes")
    try:
        whole = read_canonical(data.decode(), 0, 0)
    except (UnicodeDecodeError, Invalid):
        raise NoStatement("it is not canonical JSON") from None
    if not isinstance(whole, dict) or whole.get("format") != PUBLISHED_FORMAT:
        raise NoStatement("it has a format that this checker does not know")
    if set(whole) != PARTS:
        raise NoStatement(f"it is not an object with {', '.join(sorted(PARTS))}")
    by = whole["by"]
    if not isinstance(by, list) or not 1 <= len(by) <= MOST_NAMES or not all(map(_is_line, by)):
        raise NoStatement("it does not name in lines of text whose statement it is")
    if not _is_line(whole["title"]):
        raise NoStatement(f"its title is not one line of at most {MOST_CHARACTERS} characters")
    if not _fits(ID_OF_STATEMENT, whole["id"]):
        raise NoStatement("its id is not 32 hexadecimal digits")
    if whole["corrects"] != "" and not _fits(HEX, whole["corrects"]):
        raise NoStatement("what it corrects is not named by a SHA-256")
    if not _is_hour(whole["published"]):
        raise NoStatement("its hour is not one in UTC")
    return PublishedStatement(
        id=whole["id"],
        title=whole["title"],
        by=tuple(by),
        published=whole["published"],
        corrects=whole["corrects"],
        texts=_texts(whole["texts"]),
        digest=hashlib.sha256(data).hexdigest(),
    )


def read_text(data: bytes) -> str:
    """Read the file of a text. Raises `NoStatement` where no office would have published it."""
    if len(data) > MOST_BYTES:
        raise NoStatement(f"it has more than {MOST_BYTES:,} bytes")
    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        raise NoStatement(f"byte {fault.start} is not UTF-8") from None
    if text.startswith("\ufeff"):
        raise NoStatement("it begins with a byte-order mark")
    if not text.strip():
        raise NoStatement("it is empty")
    if control := NOT_IN_TEXTS.search(text):
        raise NoStatement(f"it holds the control character U+{ord(control[0]):04X}")
    return text


def _texts(listed: Any) -> tuple[PublishedText, ...]:
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_TEXTS:
        raise NoStatement(f"it does not name 1 to {MOST_TEXTS} texts")
    found = []
    for one in listed:
        if not isinstance(one, dict) or set(one) != {"file", "language", "sha256"}:
            raise NoStatement("a text is not named by file, language and sha256")
        if not _fits(LANGUAGE, one["language"]) or not _fits(HEX, one["sha256"]):
            raise NoStatement("a text has no language, or no SHA-256")
        text = PublishedText(one["language"], one["sha256"])
        if one["file"] != text.file:
            raise NoStatement("the file of a text is not named by its language")
        found.append(text)
    languages = [text.language for text in found]
    if languages != sorted(languages) or len({one.lower() for one in languages}) < len(languages):
        raise NoStatement("its texts do not stand once each, in the order of their languages")
    return tuple(found)


def _in_texts(
    statement: PublishedStatement, files: Mapping[str, bytes]
) -> Iterator[FolderDeparture]:
    for text in statement.texts:
        data = files.get(text.file)
        if data is None:
            yield FolderDeparture(text.file, "it is missing")
            continue
        if hashlib.sha256(data).hexdigest() != text.sha256:
            what = f"it is not the text that {STATEMENT} names: its SHA-256 is another"
            yield FolderDeparture(text.file, what)
            continue
        try:
            read_text(data)
        except NoStatement as fault:
            yield FolderDeparture(text.file, str(fault))


def _in_page(
    statement: PublishedStatement, files: Mapping[str, bytes], *, is_readable: bool
) -> Iterator[FolderDeparture]:
    """Hold the page against the one that the data give."""
    if not is_readable:
        yield FolderDeparture(PAGE, "it cannot be held against the texts, of which one departs")
        return
    texts = {text.language: read_text(files[text.file]) for text in statement.texts}
    if files[PAGE] != page_of(statement, texts):
        what = f"it is not the page that {STATEMENT} and the texts give: it may show other words"
        yield FolderDeparture(PAGE, what)


def _in_signature(
    statement: PublishedStatement, files: Mapping[str, bytes], given: Key | None
) -> Iterator[FolderDeparture]:
    name = name_of_statement(statement.id)
    own = _own_key(files.get(KEY, b""), name)
    if KEY in files and own is None:
        yield FolderDeparture(KEY, "it is not the key of this statement, written as a verifier key")
    if own is not None and given is not None and own.public != given.public:
        yield FolderDeparture(KEY, "it is another key than the one that you gave")
    if SIGNATURE_NOTE not in files:
        return
    trusted = own if given is None else Key(name, SIGNATURE, given.public)
    whose = f"the key in {KEY}" if given is None else "the key that you gave"
    try:
        signed = _signed_digest(files[SIGNATURE_NOTE], name, trusted, whose)
    except NoStatement as fault:
        yield FolderDeparture(SIGNATURE_NOTE, str(fault))
        return
    if signed.hex() != statement.digest:
        yield FolderDeparture(STATEMENT, f"it is not what {whose} signed")


def _own_key(data: bytes, name: str) -> Key | None:
    """Read the key of the folder; None where it is not written in its one way."""
    try:
        text = data.decode()
        key = read_key(text)
    except (UnicodeDecodeError, Invalid):
        return None
    encoded = base64.b64encode(bytes([SIGNATURE]) + key.public).decode()
    return key if text == f"{name}+{key.key_id.hex()}+{encoded}\n" else None


def _signed_digest(note: bytes, name: str, key: Key | None, whose: str) -> bytes:
    """Give the digest that a note says, signed by the key that counts. Raises `NoStatement`."""
    lines = note.split(b"\n")
    if len(lines) != 5 or lines[2] or lines[4]:
        raise NoStatement("it is not two lines, an empty one, and the line of one signature")
    if lines[0] != name.encode():
        raise NoStatement("it is of another statement")
    prefix = f"— {name} ".encode()
    if not lines[3].startswith(prefix):
        raise NoStatement("its signature does not bear the name of the statement")
    try:
        digest = read_base64(lines[1].decode("ascii"), 0)
        signed = read_base64(lines[3].removeprefix(prefix).decode("ascii"), 0)
    except (UnicodeDecodeError, Invalid):
        raise NoStatement("its digest or its signature is not base64") from None
    if len(digest) != 32 or len(signed) != 68:
        raise NoStatement("its digest or its signature has not the length of one")
    if key is None:
        raise NoStatement("it cannot be checked without a key")
    if signed[:4] != key.key_id:
        raise NoStatement(f"it is signed with another key than {whose}")
    try:
        message = lines[0] + b"\n" + lines[1] + b"\n"
        Ed25519PublicKey.from_public_bytes(key.public).verify(signed[4:], message)
    except (InvalidSignature, ValueError):
        raise NoStatement(f"its signature is not one by {whose}") from None
    return digest


def _is_line(value: object) -> bool:
    """Tell whether a value is one line of words."""
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_CHARACTERS:
        return False
    return NOT_IN_TEXTS.search(value) is None and NOT_IN_LINES.search(value) is None


def _is_hour(value: object) -> bool:
    if not isinstance(value, str) or PUBLISHED.fullmatch(value) is None:
        return False
    try:
        at = datetime.datetime.fromisoformat(value)
    except ValueError:
        return False
    return at.isoformat().replace("+00:00", "Z") == value


def _fits(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
