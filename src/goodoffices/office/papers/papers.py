"""Puts papers, sealed, and takes them away: at a person's wish, or when their time is over."""

from __future__ import annotations

import datetime
import json
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from goodoffices.formats.documents.field_types import ID
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.paper_heads import PaperHead
from goodoffices.office.access.side_keys import side_key
from goodoffices.office.models import KeyedAct, Paper, Side
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance, journal, keys
from goodoffices.preferences.which_reading import OWN_WORD

#: How long working papers are kept.
RETENTION = datetime.timedelta(days=30)


def put_paper(
    side: Side, head: PaperHead, text: str, at: datetime.datetime, kept: datetime.timedelta | None
) -> Paper:
    """Seal a paper of a side under a key of its own.

    ``kept``: for how long (None: until it is taken away).
    """
    paper_id = clock_and_chance.new_id()
    key, sealed = _sealed(side, paper_id, head, text, at)
    return Paper.objects.create(
        id=paper_id,
        side=side,
        tag=keys.kind_tag(side.pk, head.kind),
        key=key,
        sealed=sealed,
        made_at=at,
        expires_at=None if kept is None else at + kept,
    )


def rewrite_paper(
    side: Side, paper_id: uuid.UUID, head: PaperHead, text: str, at: datetime.datetime
) -> None:
    """Write a paper of a side anew, in its place, under a fresh key.

    Raises `Refused` where it is gone.
    """
    key, sealed = _sealed(side, paper_id, head, text, at)
    if not Paper.objects.filter(
        pk=paper_id, side=side, tag=keys.kind_tag(side.pk, head.kind)
    ).update(key=key, sealed=sealed, made_at=at):
        raise Refused(_("This paper is gone: somebody of your side deleted it."))
    journal.ask()


def _sealed(
    side: Side, paper_id: uuid.UUID, head: PaperHead, text: str, at: datetime.datetime
) -> tuple[bytes, bytes]:
    content = json.dumps(
        {"head": head.as_data(), "text": text, "made_at": at.isoformat()}, ensure_ascii=False
    ).encode()
    return keys.seal_apart(
        side_key(side), content, f"paper {paper_id}", f"paper {paper_id} {head.kind}"
    )


def refuse_odd_name(name: str, of: str, field: str) -> None:
    """Check a name that becomes part of a file's name. Raises `Refused` where it cannot be one.

    ``of``: what is called so, a reading or a draft. A party's own word has a name of its own.
    """
    if not ID.match(name) or len(name) > 60:
        raise Refused(
            _(
                "The name of a reading is up to 60 letters, digits, '_', '-' or '.', "
                "and begins with a letter or a digit."
            )
            if of == "reading"
            else _(
                "The name of a draft is up to 60 letters, digits, '_', '-' or '.', "
                "and begins with a letter or a digit."
            ),
            field,
        )
    if of == "reading" and name == OWN_WORD:
        raise Refused(
            _(
                "The reading “{reading}” is the party's own word. Name the estimate otherwise."
            ).format(reading=OWN_WORD),
            field,
        )


def delete_papers(view: CaseView, kind: PaperKind, paper: uuid.UUID | None = None) -> None:
    """Delete one's side's papers of a kind (one of them, where it is named), within a command.

    They go with their keys, from the journal, too.
    """
    found = Paper.objects.filter(side_id=view.side.id, tag=keys.kind_tag(view.side.id, kind))
    (found if paper is None else found.filter(pk=paper)).delete()
    transaction.on_commit(journal.forget)


def delete_expired() -> int:
    """Delete papers whose time is over, with their keys, and count them.

    What is remembered of forms that acted long ago is deleted, too.
    """
    at = clock_and_chance.now()
    deleted = Paper.objects.expired(at).delete()[0]
    KeyedAct.objects.filter(at__lt=at - RETENTION).delete()
    if deleted:
        transaction.on_commit(journal.forget)
    return deleted
