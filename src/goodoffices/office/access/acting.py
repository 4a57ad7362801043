"""The frame of every command: right, once, transaction, entry."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.models import ACTS_COUNT_FOR, CaseRow, KeyedAct, Side
from goodoffices.office.refusal import Refused, TooMuch
from goodoffices.office.sealing import clock_and_chance


class AlreadyDone(Exception):
    """A form that acted before: what it asked for has been done once."""


@dataclass(frozen=True, kw_only=True)
class ActNow:
    """An act that is under way: when, and for which side, as things stand now."""

    at: datetime.datetime
    side: Side


@contextmanager
def acting(
    view: CaseView, right: Right, idempotency_key: uuid.UUID | None, *, while_paused: bool = True
) -> Iterator[ActNow]:
    """Run the body of a command in one transaction, and give it the act that is under way.

    In one case one command acts at a time. Raises `Refused`, `TooMuch` and `AlreadyDone`.
    """
    with one_at_a_time(view.case_id):
        # As things stand now, not as they stood when the page was asked for.
        now = CaseView.for_person(view.actor.person_id, view.case_id)
        if now is None:
            raise Refused(_("You no longer stand in this case."))
        now.require(right)
        if not now.was_told and right not in UNRECORDED:
            raise Refused(_("Read first what the record keeps."))
        if now.is_paused and not while_paused:
            raise Refused(
                _("The case is paused: a party has withdrawn. The lead mediator may resume it.")
            )
        # What the page read before the lock, and by which rights, counts no more.
        view.become(now)
        at = clock_and_chance.now()
        if right not in UNCOUNTED:
            refuse_too_many(view.side.id, at)
        # What is typed is saved every few seconds, over what was typed before: that is no act.
        if right is not Right.TYPE_TEXTS:
            key = idempotency_key or clock_and_chance.new_id()
            once(view.actor.person_id, key, at, view.side.id)
        yield ActNow(at=at, side=now.actor.side)


#: Acts that leave no entry, and so need no page before them.
UNRECORDED = frozenset(
    {Right.LEAVE_NOW, Right.UNLOCK, Right.KEEP_NOTES, Right.MARK_SEEN, Right.WRITE_MANDATE}
    | {Right.HAVE_FEED, Right.END_FEED, Right.TYPE_TEXTS}
)
#: Acts that are never too many: somebody of a side who uses its acts up can still be sent away, and
#: the side can leave.
UNCOUNTED = frozenset(
    {Right.LEAVE_NOW, Right.UNLOCK, Right.WITHDRAW, Right.END_MEMBERSHIP, Right.MARK_SEEN}
    | {Right.END_FEED, Right.END_FEEDS, Right.TYPE_TEXTS}
)


@contextmanager
def one_at_a_time(case_id: uuid.UUID) -> Iterator[None]:
    """Open a transaction that takes the row of its case first: in one case one acts at a time.

    Without that PostgreSQL would let two look and then both write. SQLite lets one write at a time
    anyway.
    """
    with transaction.atomic():
        CaseRow.objects.select_for_update().get(pk=case_id)
        yield


def refuse_too_many(side: uuid.UUID, at: datetime.datetime) -> None:
    """Refuse an act of a side that did all that it may do in an hour. Raises `TooMuch`."""
    acts = KeyedAct.within_an_hour(side, at)
    most: int = settings.MOST_ACTS_AN_HOUR
    if acts.count() >= most:
        first = acts.order_by("at").values_list("at", flat=True)[0]
        minutes = max(1, int((first + ACTS_COUNT_FOR - at).total_seconds() // 60) + 1)
        did = ngettext(
            "Your side did {n} thing within an hour, which is all that the office does for one "
            "side. Nothing was saved.",
            "Your side did {n} things within an hour, which is all that the office does for one "
            "side. Nothing was saved.",
            most,
        ).format(n=most)
        again = ngettext("Go on in {n} minute.", "Go on in {n} minutes.", minutes)
        raise TooMuch(f"{did} {again.format(n=minutes)}")


def once(
    person: uuid.UUID,
    idempotency_key: uuid.UUID,
    at: datetime.datetime,
    side: uuid.UUID | None = None,
) -> None:
    """Remember that a form acts, so that it acts once. Raises `AlreadyDone` where it did before.

    The act is remembered for a side where it is one of the side's acts.
    """
    try:
        with transaction.atomic():
            KeyedAct.objects.create(
                person_id=person, idempotency_key=idempotency_key, at=at, side_id=side
            )
    except IntegrityError:
        raise AlreadyDone from None


def doing_once(act: Callable[[], None]) -> None:
    """Do something that a form asks for; where it was done before, that is well."""
    with suppress(AlreadyDone):
        act()
