"""Seals what versions and copies of texts say, beside the entries that hold their digests."""

from __future__ import annotations

import hashlib
import uuid
import zlib

from django.db.models import QuerySet

from goodoffices.formats.documents.folding import distinct_words
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.models import Entry
from goodoffices.office.models.texts import TextBody, place_of_body
from goodoffices.office.sealing import clock_and_chance, keys


def digest_of_text(body: str) -> str:
    """Give the digest of what a text says as it is typed: SHA-256 of its UTF-8, hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


def put_body(view: CaseView, entry: Entry, body: str) -> None:
    """Keep what a text says with its entry, for all who read that log; within a command."""
    body_id = clock_and_chance.new_id()
    place = place_of_body(body_id, entry.log_id, entry.number)
    key = keys.new_key()
    TextBody.objects.create(
        id=body_id,
        log=entry.log,
        number=entry.number,
        key=keys.seal(view.log_reader.key_of(entry.log), key, place),
        sealed=keys.seal(key, zlib.compress(body.encode()), f"{place} body"),
        folded=keys.seal(key, distinct_words(body).encode(), f"{place} folded"),
    )


def read_body(view: CaseView, log: uuid.UUID, number: int, sha256: str) -> str:
    """Open what went with an entry that she may read, and that has this digest.

    Raises `NotOpened` where it is gone, or was changed outside this office.
    """
    row = _rows(view).filter(log_id=log, number=number).defer("folded").first()
    if row is None:
        raise keys.NotOpened("What this version says is gone.")
    packed = keys.unseal(_key(view, row), row.sealed, f"{row.place} body")
    body = zlib.decompress(packed).decode()
    if digest_of_text(body) != sha256:
        raise keys.NotOpened("What this version says is not what the record holds.")
    return body


def read_folded_words(view: CaseView, log: uuid.UUID, number: int) -> str:
    """Open the distinct words of what went with an entry; empty where they are gone."""
    row = _rows(view).filter(log_id=log, number=number).defer("sealed").first()
    if row is None:
        return ""
    return keys.unseal(_key(view, row), row.folded, f"{row.place} folded").decode()


def _rows(view: CaseView) -> QuerySet[TextBody]:
    found = TextBody.objects.none() if view.is_locked else view.visible_rows.text_bodies()
    return found.select_related("log")


def _key(view: CaseView, row: TextBody) -> bytes:
    return keys.unseal(view.log_reader.key_of(row.log), row.key, row.place)
