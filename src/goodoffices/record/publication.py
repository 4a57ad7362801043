"""A published joint statement: the folder that the office releases, signed, for any web server.

Anybody can check it without network and without trusting who serves it: `verifier.publication`
does, and says what page, style and instructions have to be. The same statement and key give the
same bytes.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goodoffices.record.checkpoint import signature_line, signed_checkpoint, verifier_key
from goodoffices.record.entry import canonical, time_as_written
from goodoffices.record.verifier.publication import (
    MOST_BYTES,
    PUBLISHED_FORMAT,
    name_of_statement,
    read_statement,
    read_text,
)
from goodoffices.record.verifier.published_page import (
    HOW_TO_CHECK,
    INSTRUCTIONS,
    KEY,
    PAGE,
    SIGNATURE_NOTE,
    STATEMENT,
    STYLE,
    STYLE_SHEET,
    PublishedText,
    page_of,
)

#: The earliest time that a zip can hold: each file of it bears this one.
TIME_IN_ZIP = (1980, 1, 1, 0, 0, 0)
READABLE_FILE = 0o100644 << 16


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A statement that is to be published.

    ``id``: 32 hexadecimal digits, drawn by the office. ``texts``: by language code, exactly the
    approved characters. ``by``: the names of the sides whose statement it is. ``at``: the hour of
    release, UTC. ``corrects``: SHA-256 of the `statement.json` of the statement that this one
    corrects, or empty.
    """

    id: str
    title: str
    texts: Mapping[str, str]
    by: Sequence[str]
    at: datetime.datetime
    corrects: str = ""


def publication_files(publication: Publication, key: Ed25519PrivateKey) -> dict[str, bytes]:
    """Write the files of a published statement, by name, in the order of their names.

    Raises `ValueError` for what no checker would accept: control characters in a text, say, a title
    of several lines, a time that is not in UTC, or more than `MOST_BYTES` in a file.
    """
    contents = _contents(publication)
    statement_json = statement_file(publication)
    statement = read_statement(statement_json)
    texts = {language: read_text(content) for language, content in contents.items()}
    name = name_of_statement(publication.id)
    signed = f"{name}\n{base64.b64encode(bytes.fromhex(statement.digest)).decode()}\n"
    files = {
        STATEMENT: statement_json,
        PAGE: page_of(statement, texts),
        STYLE: STYLE_SHEET,
        SIGNATURE_NOTE: signed_checkpoint(signed, signature_line(signed, name, key)).encode(),
        KEY: f"{verifier_key(name, key)}\n".encode(),
        INSTRUCTIONS: HOW_TO_CHECK.encode(),
        **{text.file: contents[text.language] for text in statement.texts},
    }
    if long := [file for file, content in files.items() if len(content) > MOST_BYTES]:
        raise ValueError(f"{long[0]} would have more than {MOST_BYTES:,} bytes")
    return dict(sorted(files.items()))


def publication_zip(files: Mapping[str, bytes]) -> bytes:
    """Put the files into a zip: uncompressed, by name, all of one time; so its bytes are fixed."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            member = zipfile.ZipInfo(name, TIME_IN_ZIP)
            # As on Unix, wherever it is written.
            member.create_system, member.external_attr = 3, READABLE_FILE
            archive.writestr(member, content)
    return whole.getvalue()


def statement_file(publication: Publication) -> bytes:
    """Write the `statement.json` of a publication: what everybody approves, by its SHA-256."""
    texts = [
        PublishedText(language, hashlib.sha256(content).hexdigest())
        for language, content in _contents(publication).items()
    ]
    return canonical(
        {
            "format": PUBLISHED_FORMAT,
            "id": publication.id,
            "title": publication.title,
            "by": list(publication.by),
            "published": time_as_written(publication.at),
            "corrects": publication.corrects,
            "texts": [
                {"file": text.file, "language": text.language, "sha256": text.sha256}
                for text in texts
            ],
        }
    )


def digest_of_statement(publication: Publication) -> str:
    """Give the digest that everybody approves: SHA-256 of the `statement.json`, hexadecimal."""
    return hashlib.sha256(statement_file(publication)).hexdigest()


def _contents(publication: Publication) -> dict[str, bytes]:
    return {language: words.encode() for language, words in sorted(publication.texts.items())}
