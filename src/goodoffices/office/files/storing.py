"""Seals files and opens them again: their heads, their texts, their bytes.

A file of a side is sealed under the side's key, one that went with an entry under that of its log;
so who reads the log reads the file, and with the wrapping of the key both are gone.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from goodoffices.formats.attachments import Attachment
from goodoffices.formats.documents.folding import distinct_words
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.side_keys import side_key
from goodoffices.office.models import Entry, Side
from goodoffices.office.models.files import StoredFile, place_of_file
from goodoffices.office.sealing import clock_and_chance, keys


@dataclass(frozen=True, kw_only=True)
class FileDescription:
    """What is said of a file.

    ``kind``: what it is by its content; ``beside``: what it holds beside its visible text, each as
    what it is and a short value; ``is_cut``: only the beginning of its text was read; ``by``: who
    dropped it, as the record names her.
    """

    name: str
    label: str
    on: str
    issue: str
    kind: str
    size: int
    sha256: str
    by: str
    beside: tuple[tuple[str, str], ...] = ()
    is_cut: bool = False

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> FileDescription:
        """Read a head from plain data."""
        return cls(**{**data, "beside": tuple((what, words) for what, words in data["beside"])})


@dataclass(frozen=True, kw_only=True)
class WholeFile:
    """All of a file: what is said of it, its text, its bytes."""

    head: FileDescription
    text: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class OpenedFile:
    """A file that somebody may read: its row's id, its head, when it was put, and whose it is."""

    id: str
    head: FileDescription
    made_at: datetime.datetime
    is_own: bool
    label: str


def head_of(
    name: str,
    data: bytes,
    read: Attachment,
    *,
    label: str = "",
    on: str = "",
    issue: str = "",
    by: str = "",
) -> FileDescription:
    """Make the head of a file from what was read of it."""
    return FileDescription(
        name=name,
        label=label,
        on=on,
        issue=issue,
        kind=read.kind.value,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        by=by,
        beside=tuple((one.what.value, one.words) for one in read.beside),
        is_cut=read.is_cut,
    )


def put_file(
    outer: bytes,
    at: datetime.datetime,
    whole: WholeFile,
    *,
    side: Side | None = None,
    entry: Entry | None = None,
) -> StoredFile:
    """Seal a file under a key of its own, which is wrapped under ``outer``, and keep it.

    It lies in the drawer of a side, or with an entry.
    """
    file_id = clock_and_chance.new_id()
    log = None if entry is None else entry.log
    place = place_of_file(
        file_id, None if side is None else side.pk, None if log is None else log.pk
    )
    key = keys.new_key()
    said = json.dumps(asdict(whole.head), ensure_ascii=False).encode()
    return StoredFile.objects.create(
        id=file_id,
        side=side,
        log=log,
        number=None if entry is None else entry.number,
        key=keys.seal(outer, key, place),
        head=keys.seal(key, said, f"{place} head"),
        text=keys.seal(key, whole.text.encode(), f"{place} text"),
        folded=keys.seal(key, distinct_words(whole.text).encode(), f"{place} folded"),
        content=keys.seal(key, whole.content, f"{place} content"),
        made_at=at,
    )


def put_own_file(side: Side, at: datetime.datetime, whole: WholeFile) -> StoredFile:
    """Keep a file in the drawer of a side. Raises `Refused` while the side is locked."""
    return put_file(side_key(side), at, whole, side=side)


def put_file_in_log(view: CaseView, entry: Entry, whole: WholeFile) -> StoredFile:
    """Keep a file with an entry, for all who read its log."""
    return put_file(view.log_reader.key_of(entry.log), entry.at, whole, entry=entry)


def opened_whole(view: CaseView, row: StoredFile) -> WholeFile:
    """Open all of a file."""
    return WholeFile(
        head=opened_head(view, row).head,
        text=opened_text(view, row),
        content=opened_content(view, row),
    )


def key_of(view: CaseView, row: StoredFile) -> bytes:
    """Open the key of a file. Raises `NotOpened`, `Refused` while the side is locked."""
    if row.log is None:
        assert row.side is not None
        outer = side_key(row.side)
    else:
        outer = view.log_reader.key_of(row.log)
    return keys.unseal(outer, row.key, row.place)


def opened_words(
    outer: bytes, place: str, key: bytes | memoryview, folded: bytes | memoryview
) -> str:
    """Open the distinct words of a file, as they are searched, from its columns.

    ``outer``: the key under which its own is wrapped.
    """
    return keys.unseal(keys.unseal(outer, key, place), folded, f"{place} folded").decode()


def opened_head(view: CaseView, row: StoredFile) -> OpenedFile:
    """Open what is said of a file."""
    said = json.loads(keys.unseal(key_of(view, row), row.head, f"{row.place} head"))
    return OpenedFile(
        id=str(row.pk),
        head=FileDescription.of_data(said),
        made_at=row.made_at,
        is_own=row.log is None,
        label="" if row.log is None else row.log.label,
    )


def opened_text(view: CaseView, row: StoredFile) -> str:
    """Open the text of a file."""
    return keys.unseal(key_of(view, row), row.text, f"{row.place} text").decode()


def opened_content(view: CaseView, row: StoredFile) -> bytes:
    """Open the bytes of a file."""
    return keys.unseal(key_of(view, row), row.content, f"{row.place} content")
