"""How each obligation stands at a time: not yet, due, kept, overdue, suspended, ended.

All is computed from the terms, the life of their text, what happened and what was said by then.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from goodoffices.agreement.agreement import Agreement, AgreementText
from goodoffices.agreement.amendments import (
    beginnings_by_amendment,
    ended_obligations_at,
    obligations_at,
)
from goodoffices.agreement.life import Life, State, life_of
from goodoffices.agreement.occurrences import occurrences_of
from goodoffices.agreement.period import (
    PeriodEnd,
    PeriodUnit,
    end_from,
    end_of_day,
    instant_of,
    latest_instant,
)
from goodoffices.agreement.progress import Progress, ProgressReport
from goodoffices.agreement.terms import Obligation
from goodoffices.procedure import Moment


class ObligationState(StrEnum):
    """How an obligation stands. ``HOLDS``: something is forbidden or allowed now."""

    NOT_YET = "not_yet"
    DUE = "due"
    HOLDS = "holds"
    KEPT = "kept"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Wait(StrEnum):
    """What an obligation waits for that is not due yet."""

    TEXT = "text"
    EVENT = "event"
    START = "start"
    STEP = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """An obligation, or one occurrence of it, as it stands at ``known_at``.

    ``occurrence``: the day on which it begins, of one that comes again; None otherwise. ``begins``:
    when it begins; None where that is not known. ``due``: by when; None where no day is said.
    ``waits``: for what, where it is not due yet; ``waits_for``: the ids of the event or the steps.
    ``done``: when it counted as done. ``claimed_by``: the sides that say that it is done, while it
    does not count so. ``is_out_of_order``: it was done before what comes first.
    """

    obligation: Obligation
    text: AgreementText
    known_at: datetime.datetime
    state: ObligationState
    done: Moment | None = None
    occurrence: datetime.date | None = None
    begins: datetime.datetime | None = None
    due: PeriodEnd | None = None
    waits: Wait | None = None
    waits_for: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    is_out_of_order: bool = False


def owed_at(agreement: Agreement, lives: Sequence[Life]) -> list[Owed]:
    """List the obligations of all texts as they stand at the time that their lives are known at.

    One that comes again is listed once for each occurrence that has begun, and the next one.
    Raises ValueError where hours are counted from a day.
    """
    return _Reckoning(agreement, lives).all()


def refuse_uncountable(agreement: Agreement) -> None:
    """Refuse an agreement in which hours are counted from a day. Raises ValueError.

    It is tried with all that happened: what has not happened yet can still begin on a day.
    """
    zone = agreement.zone
    moments = [one.at for one in agreement.events] + [one.at for one in agreement.reports]
    moments += [one for text in agreement.texts for one in (text.starts, text.agreed) if one]
    last = max((latest_instant(one, zone) for one in moments), default=None)
    if last is not None:
        owed_at(agreement, [life_of(one, agreement, last) for one in agreement.texts])


class _Reckoning:
    """Reckons how obligations stand, each step before what waits for it."""

    def __init__(self, agreement: Agreement, lives: Sequence[Life]) -> None:
        self.agreement = agreement
        self.zone = agreement.zone
        self.known_at = max((one.known_at for one in lives), default=None)
        self.lives = lives
        self.owed = {
            one.id: (one, life)
            for life in lives
            for one in obligations_at(life.text, agreement, life.known_at)
        }
        self.amended = {
            name: moment
            for life in lives
            for name, moment in beginnings_by_amendment(life.text, agreement, life.known_at).items()
        }
        self.found: dict[str, list[Owed]] = {}

    @cached_property
    def happened(self) -> Mapping[str, Moment]:
        """Give the moment of each event that had happened."""
        assert self.known_at is not None
        return {
            one.id: one.at
            for one in self.agreement.happenings()
            if instant_of(one.at, self.zone) <= self.known_at
        }

    @cached_property
    def reports(self) -> Mapping[tuple[str, datetime.date | None], list[ProgressReport]]:
        """Give what had been said of each obligation and occurrence, the earliest first."""
        assert self.known_at is not None
        heard: dict[tuple[str, datetime.date | None], list[ProgressReport]] = {}
        # What was said before an amendment is about the words that it replaced.
        since = {name: instant_of(at, self.zone) for name, at in self.amended.items()}
        for one in sorted(self.agreement.reports, key=lambda one: instant_of(one.at, self.zone)):
            changed = since.get(one.obligation)
            if changed is not None and latest_instant(one.at, self.zone) < changed:
                continue
            if instant_of(one.at, self.zone) <= self.known_at:
                heard.setdefault((one.obligation, one.occurrence), []).append(one)
        return heard

    def all(self) -> list[Owed]:
        for life in self.lives:
            for one in ended_obligations_at(life.text, self.agreement, life.known_at):
                self.found[one.id] = [self.ended(one, life)]
        for name in self.owed:
            self.reckon(name)
        ended = [name for name in self.found if name not in self.owed]
        return [one for name in (*self.owed, *ended) for one in self.found[name]]

    def ended(self, owed: Obligation, life: Life) -> Owed:
        """Say how an obligation stands that an amendment ended: what was done stays so."""
        done, _ = done_by(owed, self.reports.get((owed.id, None), []), self.zone)
        return Owed(
            obligation=owed,
            text=life.text,
            known_at=life.known_at,
            state=ObligationState.ENDED if done is None else ObligationState.KEPT,
            done=done,
        )

    def reckon(self, name: str) -> None:
        """Reckon an obligation after the steps that come before it.

        A circle of steps cannot come out of a file that was checked; in one, all wait.
        """
        open_: list[str] = [name]
        while open_:
            one = open_[-1]
            missing = [
                step
                for step in self.owed[one][0].after
                if step in self.owed and step not in self.found and step not in open_
            ]
            if missing:
                open_.append(missing[0])
                continue
            open_.pop()
            if one not in self.found:
                self.found[one] = list(self.of(*self.owed[one]))

    def of(self, owed: Obligation, life: Life) -> Iterator[Owed]:
        begins, waits, waits_for = self.beginning(owed, life)
        if owed.every is None or begins is None or life.state in (State.DRAFT, State.AGREED):
            yield self.stand(owed, life, None, begins, waits, waits_for)
            return
        least = max(
            (one for one in (life.start, self.amended.get(owed.id)) if one is not None),
            key=lambda one: instant_of(one, self.zone),
            default=None,
        )
        found = occurrences_of(owed, begins, least, life.known_at, self.zone)
        ended_at = _ended_at(life)
        held = [(day, start) for day, start in found if self.is_held(life, start, ended_at)]
        for day, start in held:
            yield self.stand(owed, life, day, start, waits, waits_for)
        if not held and ended_at is not None:
            yield self.stand(owed, life, None, begins, waits, waits_for)

    def is_held(self, life: Life, start: Moment, ended_at: datetime.datetime | None) -> bool:
        """Tell whether a text holds when an occurrence begins: not in a gap, nor after its end."""
        begins = instant_of(start, self.zone)
        if ended_at is not None and begins >= ended_at:
            return False
        is_to_come = begins > life.known_at
        return is_to_come or not life.periods or any(one.has(begins) for one in life.periods)

    def beginning(
        self, owed: Obligation, life: Life
    ) -> tuple[Moment | None, Wait | None, tuple[str, ...]]:
        """Give when an obligation begins by its own words, and what it waits for."""
        start, waits = owed.starts, None
        if owed.begins_with is not None:
            start = self.happened.get(owed.begins_with)
            if start is None:
                return None, Wait.EVENT, (owed.begins_with,)
        # Nothing begins before its text, or the amendment that brought it.
        for first in (life.start, self.amended.get(owed.id)):
            if start is None or (first is not None and self.is_later(first, start)):
                start = first or start
        missing = tuple(one for one in owed.after if not self.is_kept(one))
        if missing:
            waits = Wait.STEP
        return start, waits, missing

    def is_later(self, one: Moment, other: Moment) -> bool:
        return instant_of(one, self.zone) > instant_of(other, self.zone)

    def is_kept(self, step: str) -> bool:
        """Tell whether a step is done, all occurrences of it that have begun."""
        found = self.found.get(step, [])
        begun = [one for one in found if one.waits is not Wait.START]
        return bool(begun) and all(one.state is ObligationState.KEPT for one in begun)

    def due(
        self, owed: Obligation, start: Moment | None, occurrence: datetime.date | None
    ) -> PeriodEnd | None:
        """Give by when it is to be done; a period after steps is counted from the last of them."""
        if start is None or (owed.every is not None and occurrence is None):
            return None
        if not owed.after or owed.within is None:
            return _due(owed, start, occurrence, self.zone)
        steps = [one for step in owed.after for one in self.found.get(step, ())]
        done = [one.done for one in steps if one.done is not None]
        if any(one.done is None and one.waits is not Wait.START for one in steps):
            return None
        last = max((*done, start), key=lambda one: instant_of(one, self.zone))
        if owed.within.unit is PeriodUnit.HOURS and last.time is None:
            # From a day no hours can be counted.
            return None
        return end_from(last, owed.within, self.zone)

    def done_steps_at(self, owed: Obligation) -> datetime.datetime | None:
        """Give when the last of the steps before was done; None where one is not."""
        times = [one.done for step in owed.after for one in self.found.get(step, ())]
        known = [instant_of(one, self.zone) for one in times if one is not None]
        return max(known) if len(known) == len(times) and known else None

    def stand(
        self,
        owed: Obligation,
        life: Life,
        occurrence: datetime.date | None,
        start: Moment | None,
        waits: Wait | None,
        waits_for: tuple[str, ...],
    ) -> Owed:
        said = self.reports.get((owed.id, occurrence), [])
        done, claimed_by = done_by(owed, said, self.zone)
        due = self.due(owed, start, occurrence)
        begins = None if start is None else instant_of(start, self.zone)
        found = Owed(
            obligation=owed,
            text=life.text,
            known_at=life.known_at,
            state=ObligationState.NOT_YET,
            occurrence=occurrence,
            begins=begins,
            due=due,
            done=done,
            claimed_by=claimed_by,
        )
        if done is not None:
            # A day is before an hour of that day only where all of it is.
            latest = latest_instant(done, self.zone)
            before = self.done_steps_at(owed)
            early = bool(owed.after) and (waits is Wait.STEP or before is None or latest < before)
            early = early or begins is None or latest < begins
            return replace(found, state=ObligationState.KEPT, is_out_of_order=early)
        return _undone(found, life, waits, waits_for)


def done_by(
    owed: Obligation, said: Iterable[ProgressReport], zone: ZoneInfo
) -> tuple[Moment | None, tuple[str, ...]]:
    """Say when an obligation counted as done, and who says so while it does not.

    Where sides are named who confirm it, the last report of each must say so. Else the mediation's
    last finding must. What is forbidden or allowed is never done.
    """
    if not owed.is_a_duty:
        return None, ()
    last: dict[str, ProgressReport] = {}
    since: dict[str, Moment] = {}
    for one in said:
        if one.progress is not Progress.DONE:
            since.pop(one.by, None)
        elif one.by not in since:
            since[one.by] = one.at
        last[one.by] = one
    needed = owed.confirmed_by or ("mediation",)
    if all(side in since for side in needed):
        return max((since[side] for side in needed), key=lambda at: instant_of(at, zone)), ()
    return None, tuple(side for side in last if side in since)


def _undone(found: Owed, life: Life, waits: Wait | None, waits_for: tuple[str, ...]) -> Owed:
    """Say how an obligation stands that is not done."""
    owed, now, state = found.obligation, life.known_at, life.state
    over = found.due is not None and found.due.after <= now
    # What was due while its text held stays owed after the text's end.
    ended_at = _ended_at(life)
    if waits is None and state in (State.DRAFT, State.AGREED):
        waits, waits_for = Wait.TEXT, ()
    elif waits is None and (found.begins is None or now < found.begins):
        waits = Wait.START
    if ended_at is not None:
        was_due = waits is None and over and found.due is not None and found.due.after <= ended_at
        is_overdue = owed.is_a_duty and was_due
        return replace(
            found, state=ObligationState.OVERDUE if is_overdue else ObligationState.ENDED
        )
    if waits is not None:
        return replace(found, waits=waits, waits_for=waits_for)
    suspended_at = _suspended_at(life)
    due_at = None if found.due is None else found.due.after
    if suspended_at is not None and (due_at is None or due_at > suspended_at):
        return replace(found, state=ObligationState.SUSPENDED)
    if over:
        kind = ObligationState.OVERDUE if owed.is_a_duty else ObligationState.ENDED
        return replace(found, state=kind)
    return replace(found, state=ObligationState.DUE if owed.is_a_duty else ObligationState.HOLDS)


def _suspended_at(life: Life) -> datetime.datetime | None:
    """Give since when a text is suspended; None where it is not."""
    if life.state is not State.SUSPENDED:
        return None
    return min(one.begins for one in life.suspensions if one.has(life.known_at))


def _ended_at(life: Life) -> datetime.datetime | None:
    """Give when a text ended that has ended; None of one that has not.

    Who leaves a text whose time was over before ends nothing any more.
    """
    if life.state not in (State.WITHDRAWN, State.TERMINATED, State.EXPIRED):
        return None
    until = life.ends_at or life.known_at
    if any(one.has(until) for one in life.periods) or not life.periods:
        return life.ends_at
    ends = [one.until for one in life.periods if one.until is not None and one.until <= until]
    return max(ends, default=life.ends_at)


def _due(
    owed: Obligation, start: Moment, occurrence: datetime.date | None, zone: ZoneInfo
) -> PeriodEnd | None:
    """Give by when an obligation is to be done, or until when it holds."""
    if owed.within is not None:
        return end_from(start, owed.within, zone)
    if occurrence is not None:
        return end_of_day(occurrence, zone) if start.time is None else _instant(start, zone)
    if owed.until is None:
        return None
    return (
        end_of_day(owed.until.day, zone) if owed.until.time is None else _instant(owed.until, zone)
    )


def _instant(moment: Moment, zone: ZoneInfo) -> PeriodEnd:
    return PeriodEnd(last_day=None, after=instant_of(moment, zone))
