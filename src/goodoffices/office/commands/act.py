"""The frame of every command: right, once, transaction, entry."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from django.db import IntegrityError, transaction

from goodoffices.office import chance, keys
from goodoffices.office.case_view import CaseView, Refused, side_key
from goodoffices.office.kinds import PaperKind
from goodoffices.office.models import CaseRow, Done, Entry, Log, Paper, Side, Standing
from goodoffices.office.rights import Right
from goodoffices.record import Act, canonical_bytes, leaf_digest
from goodoffices.record.entry import SALT_BYTES


class AlreadyDone(Exception):
    """This form has acted before; what it asked for has been done once."""


@contextmanager
def acting(view: CaseView, right: Right, form: uuid.UUID | None, *, while_paused: bool = True) -> Iterator[datetime.datetime]:
    """The transaction of a command, with the time of its act. In one case one command acts at a time. Raises `Refused` and `AlreadyDone`."""
    with transaction.atomic():
        # SQLite lets one write at a time anyway; PostgreSQL would let two look and then both write.
        CaseRow.objects.select_for_update().get(pk=view.case_id)
        # As things stand now, not as they stood when the page was asked for.
        now = CaseView.for_person(view.actor.person_id, view.case_id)
        if now is None:
            raise Refused("You no longer stand in this case.")
        now.require(right)
        if not now.was_told and right not in UNRECORDED:
            raise Refused("Read first what the record keeps.")
        if now.is_paused and not while_paused:
            raise Refused("The case is paused: a party has withdrawn. The lead mediator may resume it.")
        at = chance.now()
        once(view.actor.person_id, form, at)
        yield at


#: Acts that leave no entry, and so need no page before them.
UNRECORDED = frozenset({Right.LEAVE_NOW, Right.UNLOCK, Right.KEEP_NOTES})


def once(person: uuid.UUID, form: uuid.UUID | None, at: datetime.datetime) -> None:
    """Remember that a form acts. Raises `AlreadyDone` where it did before."""
    if form is None:
        return
    try:
        with transaction.atomic():
            Done.objects.create(person_id=person, form=form, at=at)
    except IntegrityError:
        raise AlreadyDone from None


def doing_once(act: Callable[[], None]) -> None:
    """Do something that a form asks for; where it was done before, that is well."""
    with suppress(AlreadyDone):
        act()


def record(log: Log, actor: Standing | None, kind: str, at: datetime.datetime, payload: Mapping[str, Any]) -> Entry:
    """Append an entry. Its time is never before that of the one before it, though the clock was set back."""
    # Entries of one log are appended one after another.
    log = Log.objects.select_for_update().get(pk=log.pk)
    last = Entry.objects.filter(log=log).order_by("-number").first()
    at = at if last is None else max(at, last.at)
    who = (
        {"name": "the office"}
        if actor is None
        else {"name": actor.person.name, "side": actor.side.name, "functions": list(actor.functions)}
    )
    act = Act(kind, who, at.isoformat().replace("+00:00", "Z"), log.label, payload)
    content, salt = canonical_bytes(act), chance.random_bytes(SALT_BYTES)
    entry_id = chance.new_id()
    key, sealed = keys.seal_apart(keys.opening_key(), content, f"entry {entry_id}")
    return Entry.objects.create(
        id=entry_id,
        log=log,
        number=1 if last is None else last.number + 1,
        at=at,
        key=key,
        sealed=sealed,
        salt=salt,
        digest=leaf_digest(salt, content),
    )


def log_of(side: Side) -> Log:
    """The log of a side: with the mediation, or the mediation's own."""
    return Log.objects.get(case_id=side.case_id, side=side)


def common_log(case_id: uuid.UUID, label: str = "parties") -> Log:
    """A log that several sides read."""
    return Log.objects.get(case_id=case_id, side=None, label=label)


def put_paper(
    side: Side, kind: PaperKind, head: Mapping[str, str], text: str, at: datetime.datetime, kept: datetime.timedelta | None
) -> Paper:
    """Seal a paper of a side under a key of its own. ``kept``: for how long (None: until it is taken away)."""
    paper_id = chance.new_id()
    key, sealed = _sealed(side, paper_id, kind, head, text)
    return Paper.objects.create(
        id=paper_id,
        side=side,
        kind=kind,
        key=key,
        sealed=sealed,
        made_at=at,
        expires_at=None if kept is None else at + kept,
    )


def rewrite_paper(side: Side, paper_id: uuid.UUID, kind: PaperKind, head: Mapping[str, str], text: str, at: datetime.datetime) -> None:
    """Write a paper of a side anew, in its place, under a fresh key. Raises `Refused` where it is gone."""
    key, sealed = _sealed(side, paper_id, kind, head, text)
    if not Paper.objects.filter(pk=paper_id, side=side, kind=kind).update(key=key, sealed=sealed, made_at=at):
        raise Refused("This paper is gone: somebody of your side deleted it.")


def _sealed(side: Side, paper_id: uuid.UUID, kind: PaperKind, head: Mapping[str, str], text: str) -> tuple[bytes, bytes]:
    content = json.dumps({"head": dict(head), "text": text}, ensure_ascii=False).encode()
    return keys.seal_apart(side_key(side), content, f"paper {paper_id}", f"paper {paper_id} {kind}")
