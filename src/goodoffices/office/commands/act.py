"""The frame of every command: right, once, transaction, entry."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from goodoffices.office import chance, journal, keys
from goodoffices.office.case_view import CaseView
from goodoffices.office.kinds import PaperKind
from goodoffices.office.log_reader import LogReader, place_of_entry
from goodoffices.office.models import ACTS_COUNT_FOR, Actor, CaseRow, Done, Entry, Log, LogKey, Paper, Person, Side, Standing
from goodoffices.office.refusal import Refused, TooMuch
from goodoffices.office.rights import Right
from goodoffices.office.side_keys import give_log_keys, side_key
from goodoffices.record import (
    EMPTY_HEAD,
    Act,
    canonical_bytes,
    head_after,
    head_of,
    is_of_first_format,
    leaf_digest,
    time_as_written,
    wrong_with,
)
from goodoffices.record.entry import SALT_BYTES


class AlreadyDone(Exception):
    """This form has acted before; what it asked for has been done once."""


@contextmanager
def acting(view: CaseView, right: Right, form: uuid.UUID | None, *, while_paused: bool = True) -> Iterator[datetime.datetime]:
    """The transaction of a command, with the time of its act. In one case one command acts at a time. Raises `Refused`, `TooMuch` and `AlreadyDone`."""
    with one_at_a_time(view.case_id):
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
        if right not in UNCOUNTED:
            refuse_too_many(view.side.id, at)
        once(view.actor.person_id, form or chance.new_id(), at, view.side.id)
        yield at


#: Acts that leave no entry, and so need no page before them.
UNRECORDED = frozenset({Right.LEAVE_NOW, Right.UNLOCK, Right.KEEP_NOTES})
#: Acts that are never too many: somebody of a side who uses its acts up can still be sent away, and the side can leave.
UNCOUNTED = frozenset({Right.LEAVE_NOW, Right.UNLOCK, Right.WITHDRAW, Right.END_STANDING})


@contextmanager
def one_at_a_time(case_id: uuid.UUID) -> Iterator[None]:
    """A transaction that takes the row of its case first, so that in one case one acts at a time: PostgreSQL would let two look and then both write. (SQLite lets one write at a time anyway.)"""
    with transaction.atomic():
        CaseRow.objects.select_for_update().get(pk=case_id)
        yield


def refuse_too_many(side: uuid.UUID, at: datetime.datetime) -> None:
    """Raises `TooMuch` where a side did all that it may do in an hour."""
    acts = Done.within_an_hour(side, at)
    if acts.count() >= settings.MOST_ACTS_AN_HOUR:
        first = acts.order_by("at").values_list("at", flat=True)[0]
        minutes = max(1, int((first + ACTS_COUNT_FOR - at).total_seconds() // 60) + 1)
        raise TooMuch(
            f"Your side did {settings.MOST_ACTS_AN_HOUR} things within an hour, which is all that the office does for one side. Nothing was saved. Go on in {minutes} minute{'s' if minutes > 1 else ''}."
        )


def once(person: uuid.UUID, form: uuid.UUID, at: datetime.datetime, side: uuid.UUID | None = None) -> None:
    """Remember that a form acts, for a side where it is one of the side's acts. Raises `AlreadyDone` where it did before."""
    try:
        with transaction.atomic():
            Done.objects.create(person_id=person, form=form, at=at, side_id=side)
    except IntegrityError:
        raise AlreadyDone from None


def doing_once(act: Callable[[], None]) -> None:
    """Do something that a form asks for; where it was done before, that is well."""
    with suppress(AlreadyDone):
        act()


def record(log: Log, by: Standing, kind: str, at: datetime.datetime, payload: Mapping[str, Any], *, is_by_office: bool = False) -> Entry:
    """Append an entry, give it. Its time is never before that of the one before it, though the clock was set back. ``payload``: holds no name of a person; ``who`` is one as the record
    names her. ``is_by_office``: who acted is for another log, in this one it is the office; ``by`` is still whose keys are used.
    """
    # Entries of one log are appended one after another.
    log = Log.objects.select_for_update().get(pk=log.pk)
    last = Entry.objects.filter(log=log).select_related("log").order_by("-number").first()
    at, number = (at, 1) if last is None else (max(at, last.at), last.number + 1)
    who = {} if is_by_office else {"id": str(actor_of(by.person, by.case_id).pk), "functions": sorted(by.functions)}
    reader = LogReader(Side.objects.get(pk=by.side_id))
    if not LogKey.objects.filter(log=log, side_id=by.side_id).exists():
        give_log_keys(by.case_id)
    head = _head(reader, last)
    act = Act(kind, who, time_as_written(at), log.label, payload, str(log.pk), number, head.hex())
    content, salt = canonical_bytes(act), chance.random_bytes(SALT_BYTES)
    entry_id = chance.new_id()
    key, sealed = keys.seal_apart(reader.key_of(log), content, f"entry {entry_id}", place_of_entry(entry_id, log.pk, number))
    return Entry.objects.create(
        id=entry_id,
        log=log,
        number=number,
        at=at,
        tag=keys.kind_tag(log.pk, kind),
        is_of_log=True,
        key=key,
        sealed=sealed,
        salt=salt,
        digest=leaf_digest(salt, content),
    )


def _head(reader: LogReader, last: Entry | None) -> bytes:
    """The head of a log, with its last entry. Raises `Refused` where that was changed."""
    if last is None:
        return EMPTY_HEAD
    try:
        leaf = reader.leaf(last)
        whole = {} if wrong_with(leaf, str(last.log_id), last.log.label) else json.loads(leaf.content)
    except keys.NotOpened:
        whole = {}
    if not whole:
        raise Refused("The last entry of the record was changed outside this office, so nothing can be added to it.")
    if not is_of_first_format(whole):
        return head_after(bytes.fromhex(whole["previous"]), bytes(last.digest))
    return head_of(bytes(d) for d in Entry.objects.filter(log_id=last.log_id).order_by("number").values_list("digest", flat=True))


def actor_of(person: Person, case_id: uuid.UUID) -> Actor:
    """How the record of a case names a person: found, or made."""
    return Actor.objects.filter(case_id=case_id, person=person).first() or new_actor(case_id, person.name, person)


def new_actor(case_id: uuid.UUID, name: str, person: Person | None = None) -> Actor:
    """Give somebody a random id in the record of a case. ``person``: None while she is only invited."""
    actor_id = chance.new_id()
    key, sealed = keys.seal_apart(keys.opening_key(), name.encode(), f"actor {actor_id}")
    return Actor.objects.create(id=actor_id, case_id=case_id, person=person, key=key, sealed=sealed)


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
    key, sealed = _sealed(side, paper_id, kind, head, text, at)
    return Paper.objects.create(
        id=paper_id,
        side=side,
        tag=keys.kind_tag(side.pk, kind),
        key=key,
        sealed=sealed,
        made_at=at,
        expires_at=None if kept is None else at + kept,
    )


def rewrite_paper(side: Side, paper_id: uuid.UUID, kind: PaperKind, head: Mapping[str, str], text: str, at: datetime.datetime) -> None:
    """Write a paper of a side anew, in its place, under a fresh key. Raises `Refused` where it is gone."""
    key, sealed = _sealed(side, paper_id, kind, head, text, at)
    if not Paper.objects.filter(pk=paper_id, side=side, tag=keys.kind_tag(side.pk, kind)).update(key=key, sealed=sealed, made_at=at):
        raise Refused("This paper is gone: somebody of your side deleted it.")
    journal.ask()


def _sealed(
    side: Side, paper_id: uuid.UUID, kind: PaperKind, head: Mapping[str, str], text: str, at: datetime.datetime
) -> tuple[bytes, bytes]:
    content = json.dumps({"head": dict(head), "text": text, "made_at": at.isoformat()}, ensure_ascii=False).encode()
    return keys.seal_apart(side_key(side), content, f"paper {paper_id}", f"paper {paper_id} {kind}")
