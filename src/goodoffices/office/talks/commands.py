"""Enter what happens in the talks, let sides know of it, and mend what was entered wrongly.

What is entered are acts and next steps, never who said what.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.office.access.acting import ActNow, acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.access.sides import COMMON_LOGS, reader_of
from goodoffices.office.models import Log
from goodoffices.office.record.commands import log_of, new_actor
from goodoffices.office.refusal import Refused
from goodoffices.office.talks import payloads
from goodoffices.office.talks.entering import (
    enter,
    enter_public,
    enter_thing_of_track,
    enter_with_track,
    logs_of_readers,
    public_payload,
    refuse_telling,
)
from goodoffices.office.talks.readings import EnteredThing, TalksRead, read_talks
from goodoffices.procedure import (
    Deadline,
    Happening,
    MayBeSaid,
    NextStep,
    Readers,
    Round,
    Track,
)
from goodoffices.record import kinds
from goodoffices.record.entry_kind import EntryKind, LogKind

#: What can be mended, and let somebody know of, beside rounds.
PLAIN_KINDS = {one.name: one for one in (kinds.EVENT_ENTERED, kinds.DEADLINE_SET, kinds.STEP_SET)}
#: What can be mended.
MENDED_KINDS = {
    **PLAIN_KINDS,
    kinds.ROUND_HELD.name: kinds.ROUND_HELD,
    kinds.ROUND_OUTCOME.name: kinds.ROUND_OUTCOME,
}


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Whom to let know of a round: that it took place, and what came of it."""

    known_to: Collection[str] = ()
    read_by: Collection[str] = ()


def enter_round(
    view: CaseView,
    held: Round,
    track: Track,
    steps: Sequence[NextStep],
    people: Sequence[str],
    telling: Telling,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Enter a round into the mediation's own log, and into those of the sides that may know.

    ``track``: where it stands, which is opened where there is none of this id. ``people``: who
    took part by name, for the mediation alone. Raises `Refused`, `AlreadyDone`.
    """
    known_to, read_by = telling.known_to, telling.read_by
    with acting(view, Right.ENTER_ROUNDS, idempotency_key) as act:
        said = held.may_be_said
        refuse_telling(view, known_to, read_by, [said] if said is not MayBeSaid.NOTHING else [])
        _refuse_outcome_alone(known_to, read_by)
        read, own = read_talks(view), log_of(act.side)
        for log in (own, *logs_of_readers(view, known_to)):
            has_outcome = log == own or reader_of(log.label) in read_by
            enter_with_track(view, act, read, track, [log])
            enter(view, act, kinds.ROUND_HELD, payloads.round_payload(held), [log])
            if has_outcome and (held.decided or held.agenda or steps):
                outcome = payloads.outcome_payload(held, tuple(steps))
                enter(view, act, kinds.ROUND_OUTCOME, outcome, [log])
        if people:
            named = [str(new_actor(view.case_id, name).pk) for name in people]
            enter(view, act, kinds.ROUND_PEOPLE, {"round": held.id, "people": named}, [own])
        enter_public(view, act, held, said)


def tell_of_round(
    view: CaseView,
    number: str,
    known_to: Collection[str],
    read_by: Collection[str],
    may_be_said: MayBeSaid,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Let sides know of a round that was entered before, or read what came of it.

    What a side knows already stays. Raises `Refused`, `AlreadyDone`.
    """
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        read = read_talks(view)
        held = next((one for one in read.talks.rounds if one.id == number), None)
        entered = read.entered_thing(kinds.ROUND_HELD.name, number)
        if held is None or entered is None:
            raise Refused(_("There is no such round."))
        knowing = entered.readers
        _refuse_outcome_alone([*knowing, *known_to], read_by)
        outcome = read.entered_thing(kinds.ROUND_OUTCOME.name, number)
        reading = [] if outcome is None else outcome.readers
        told = [one for one in known_to if one not in knowing]
        shown = [] if outcome is None else [one for one in read_by if one not in reading]
        if may_be_said is MayBeSaid.HOW_LONG and held.ends is None:
            raise Refused(_("Nobody said when this round ended."), "said")
        wider = may_be_said.is_wider_than(held.may_be_said)
        if not told and not shown and not wider:
            raise Refused(_("Choose a party that does not know it yet."), "known")
        track = next((one for one in read.talks.tracks if one.id == held.track), None)
        for log in logs_of_readers(view, {*told, *shown}):
            if reader_of(log.label) in told:
                enter_with_track(view, act, read, track, [log])
                enter(view, act, kinds.ROUND_HELD, entered.said, [log])
            if outcome is not None and reader_of(log.label) in shown:
                enter(view, act, kinds.ROUND_OUTCOME, outcome.said, [log])
        if wider:
            enter_public(view, act, held, may_be_said)


def _refuse_outcome_alone(known_to: Collection[str], read_by: Collection[str]) -> None:
    """Refuse to let somebody read what came of a round who may not know that it took place."""
    if not {*read_by} <= {*known_to}:
        words = _("Who reads what came of a round knows that it took place: choose it there, too.")
        raise Refused(words, "readers")


def enter_thing(
    view: CaseView,
    thing: Happening | Deadline | NextStep,
    known_to: Collection[str],
    idempotency_key: uuid.UUID | None,
) -> None:
    """Enter an event, a deadline or a next step. Raises `Refused`, `AlreadyDone`."""
    with acting(view, Right.ENTER_ROUNDS, idempotency_key) as act:
        refuse_telling(view, known_to)
        read = read_talks(view)
        logs = [log_of(act.side), *logs_of_readers(view, known_to)]
        kind, said = kind_and_payload(thing)
        enter_thing_of_track(view, act, kind, said, read, logs)


def kind_and_payload(
    thing: Happening | Deadline | NextStep,
) -> tuple[EntryKind, dict[str, Any]]:
    """Say of which kind the entry of a thing is, and what it says."""
    if isinstance(thing, Happening):
        return kinds.EVENT_ENTERED, payloads.event_payload(thing)
    if isinstance(thing, Deadline):
        return kinds.DEADLINE_SET, payloads.deadline_payload(thing)
    return kinds.STEP_SET, payloads.step_payload(thing)


def tell_of_thing(
    view: CaseView,
    kind: str,
    thing: str,
    known_to: Collection[str],
    idempotency_key: uuid.UUID | None,
) -> None:
    """Let sides know of an event, a deadline or a next step that was entered before.

    Raises `Refused`, `AlreadyDone`.
    """
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        read = read_talks(view)
        entered = read.entered_thing(kind, thing)
        if kind not in PLAIN_KINDS or entered is None:
            raise Refused(_("There is no such thing in the talks."))
        told = [one for one in known_to if one not in entered.readers]
        if not told:
            raise Refused(_("Choose a party that does not know it yet."), "known")
        logs = logs_of_readers(view, told)
        enter_thing_of_track(view, act, PLAIN_KINDS[kind], entered.said, read, logs)
        done = read.entered_thing(kinds.STEP_DONE.name, thing)
        if kind == kinds.STEP_SET.name and done is not None:
            enter(view, act, kinds.STEP_DONE, done.said, logs)


def mark_done(
    view: CaseView, step: str, on: datetime.date, idempotency_key: uuid.UUID | None
) -> None:
    """Enter that a next step was done, where it stands for those who know of it.

    A party says so of its own steps, to the mediation. Of the mediation the lead alone says so to
    the parties; others note it for the mediation. Raises `Refused`, `AlreadyDone`.
    """
    is_party = view.is_party
    with acting(view, Right.FOLLOW_STEPS, idempotency_key, while_paused=is_party) as act:
        read = read_talks(view)
        found = next((one for one in read.talks.next_steps if one.id == step), None)
        is_hers = view.is_mediation or (found is not None and found.owner == view.side.party)
        if found is None or not is_hers or not found.is_planned:
            raise Refused(_("There is no such next step of yours."))
        if found.done is not None:
            raise Refused(_("This next step was marked as done before."))
        said = {"step": step, "on": on.isoformat()}
        enter(view, act, kinds.STEP_DONE, said, _logs_of_step(view, act, read, step))


def _logs_of_step(view: CaseView, act: ActNow, read: TalksRead, step: str) -> list[Log]:
    if not view.may(Right.RELEASE):
        return [log_of(act.side)]
    entered = read.entered_thing(kinds.STEP_SET.name, step) or next(
        one
        for one in read.entered[kinds.ROUND_OUTCOME.name].values()
        if any(said.get("id") == step for said in one.said["next_steps"])
    )
    return _logs_of(view, entered)


def _logs_of(view: CaseView, entered: EnteredThing) -> list[Log]:
    """Find the logs that hold a thing and are still written to."""
    rows = Log.objects.filter(case_id=view.case_id, label__in=entered.numbers)
    return [log for log in rows.order_by("label") if log.side is None or log.side.left_at is None]


def mend(
    view: CaseView,
    kind: str,
    thing: str,
    content: Mapping[str, Any],
    why: str,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Mend what an entry says, by another that names it, for all who read the first.

    The first stays as it was. ``content``: all of what it says now. Raises `Refused`,
    `AlreadyDone`.
    """
    if not why.strip():
        raise Refused(_("Say what was wrong."), "why")
    with acting(view, Right.ENTER_ROUNDS, idempotency_key) as act:
        entered = read_talks(view).entered_thing(kind, thing)
        if kind not in MENDED_KINDS or entered is None:
            raise Refused(_("There is no such thing in the talks."))
        MENDED_KINDS[kind].check(content, _kind_of_log(entered))
        if content == entered.said:
            raise Refused(_("Nothing is different from what was entered."))
        refuse_telling(view, entered.readers)
        _enter_mend(view, act, entered, content, why)
        public = read_talks(view).entered_thing(kinds.ROUND_PUBLIC.name, thing)
        if kind == kinds.ROUND_HELD.name and public is not None:
            _mend_public(view, act, public, content, why)


def _mend_public(
    view: CaseView, act: ActNow, public: EnteredThing, content: Mapping[str, Any], why: str
) -> None:
    """Mend what everybody may know of a round, where its day or its hours were wrong.

    Why is said to those alone who read the first.
    """
    said = payloads.may_be_said_from(public.said)
    mended = public_payload(payloads.round_from(content, Readers.of()), said)
    if mended != public.said:
        _enter_mend(view, act, public, mended, _("Another day or hour."))


def _enter_mend(
    view: CaseView, act: ActNow, entered: EnteredThing, content: Mapping[str, Any], why: str
) -> None:
    for log in _logs_of(view, entered):
        said = {"entry": entered.numbers[log.label], "why": why.strip(), "content": dict(content)}
        enter(view, act, kinds.TALKS_MENDED, said, [log])


def _kind_of_log(entered: EnteredThing) -> LogKind:
    """Say in what kind of log a thing stands."""
    is_common = all(label in COMMON_LOGS for label in entered.numbers)
    return LogKind.ALL_PARTIES if is_common else LogKind.ONE_SIDE
