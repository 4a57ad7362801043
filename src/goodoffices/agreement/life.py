"""The life of a text: from draft to its end, as a function of its words, the events and a time.

What holds is computed when somebody asks; nothing has to run at an hour. What happens later than
the time that is asked about is not known then.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from goodoffices.agreement.agreement import (
    Agreement,
    AgreementEvent,
    AgreementText,
    EventKind,
    Precondition,
    RenewalWay,
)
from goodoffices.agreement.period import (
    Period,
    PeriodEnd,
    end_from,
    extended,
    instant_of,
    times_until,
)
from goodoffices.procedure import Moment

#: What ends a text for good.
_ENDINGS = (EventKind.WITHDRAWN, EventKind.TERMINATED)


class State(StrEnum):
    """How a text stands. ``DIFFERS`` is of several texts alone."""

    DRAFT = "draft"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    DIFFERS = "differs"


class Cause(StrEnum):
    """Why a text stands as it does."""

    NOT_AGREED = "not agreed"
    NO_START_SAID = "no start said"
    AWAITS_EVENT = "awaits event"
    AWAITS_CONDITION = "awaits condition"
    AWAITS_START = "awaits start"
    NO_END_SAID = "no end said"
    PERIOD_RUNS = "period runs"
    NOTICE_RUNS = "notice runs"
    PERIOD_OVER = "period over"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True)
class Span:
    """From an instant until before another; without an end where ``until`` is None. UTC."""

    begins: datetime.datetime
    until: datetime.datetime | None

    def has(self, instant: datetime.datetime) -> bool:
        """Tell whether an instant lies in it."""
        return self.begins <= instant and (self.until is None or instant < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The life of a text as it was known at ``known_at``.

    ``start``: when it took or takes effect; None where that is not known. ``end``: the end of its
    last period, or of the notice that was given; None where it has none. ``periods``: where it is
    in force if nothing suspends it; a late renewal leaves a gap. ``ending``: the event that ends it
    for good, at ``ends_at``. ``is_end_sure``: false where silence renews it at its end.
    ``waits_for``: the conditions that are not met.
    """

    text: AgreementText
    known_at: datetime.datetime
    agreed_at: datetime.datetime | None
    start: Moment | None
    end: PeriodEnd | None
    periods: tuple[Span, ...]
    suspensions: tuple[Span, ...]
    suspended_by: tuple[str, ...]
    ending: AgreementEvent | None
    ends_at: datetime.datetime | None
    is_end_sure: bool
    waits_for: tuple[Precondition, ...]

    @property
    def state(self) -> State:
        """Give the state at the time that it is known at."""
        return self.state_at(self.known_at)

    def state_at(self, instant: datetime.datetime) -> State:
        """Give the state at an instant; of a later one, as far as it was foreseen."""
        if self.ending is not None and self.ends_at is not None and self.ends_at <= instant:
            is_withdrawn = self.ending.kind is EventKind.WITHDRAWN
            return State.WITHDRAWN if is_withdrawn else State.TERMINATED
        if self.agreed_at is None or instant < self.agreed_at:
            return State.DRAFT
        if not self.periods or instant < self.periods[0].begins:
            return State.AGREED
        if not any(one.has(instant) for one in self.periods):
            return State.EXPIRED
        is_suspended = any(one.has(instant) for one in self.suspensions)
        return State.SUSPENDED if is_suspended else State.IN_FORCE

    @property
    def has_begun(self) -> bool:
        """Tell whether it took effect before the time that it is known at."""
        begun = (one.begins <= self.known_at for one in self.periods)
        return self.state is not State.DRAFT and any(begun)

    @property
    def cause(self) -> Cause:
        """Say why the text stands as it does."""
        causes = {
            State.DRAFT: Cause.NOT_AGREED,
            State.EXPIRED: Cause.PERIOD_OVER,
            State.SUSPENDED: Cause.SUSPENDED,
            State.WITHDRAWN: Cause.WITHDRAWN,
            State.TERMINATED: Cause.TERMINATED,
        }
        if self.state in causes:
            return causes[self.state]
        if self.state is State.AGREED:
            return self._why_not_yet()
        if self.ending is not None:
            return Cause.NOTICE_RUNS
        return Cause.NO_END_SAID if self.end is None else Cause.PERIOD_RUNS

    def _why_not_yet(self) -> Cause:
        if self.waits_for:
            return Cause.AWAITS_CONDITION
        if self.start is not None:
            return Cause.AWAITS_START
        return Cause.NO_START_SAID if self.text.starts_with is None else Cause.AWAITS_EVENT

    @property
    def changes(self) -> frozenset[datetime.datetime]:
        """Give the instants at which the state can change."""
        spans = (*self.periods, *self.suspensions)
        ends = (self.agreed_at, self.ends_at, *(one.until for one in spans))
        return frozenset(one for one in (*ends, *(s.begins for s in spans)) if one is not None)


def life_of(text: AgreementText, agreement: Agreement, known_at: datetime.datetime) -> Life:
    """Compute the life of a text from what had happened by an instant (UTC).

    Raises ValueError where a period of hours is counted from a day. Cost: that of sorting the
    events.
    """
    zone = agreement.zone
    heard = _heard(agreement.events_about(text), zone, known_at)
    start, waits_for = _start(text, heard, zone)
    ending, ends = _ending(text, heard, zone)
    periods, end, is_end_sure = _periods(text, start, heard, zone, known_at)
    suspensions, suspended_by = _suspensions(heard, zone)
    # Notice can run beyond the end of the period, which then comes first.
    if ends is not None and (end is None or ends.after < end.after):
        end = ends
    return Life(
        text=text,
        known_at=known_at,
        agreed_at=None if text.agreed is None else instant_of(text.agreed, zone),
        start=start,
        end=end,
        periods=periods,
        suspensions=suspensions,
        suspended_by=suspended_by,
        ending=ending,
        ends_at=None if ends is None else ends.after,
        is_end_sure=is_end_sure or ends is not None,
        waits_for=waits_for,
    )


def state_of_all(lives: Sequence[Life]) -> State:
    """Give the state that all texts have in common, or that they differ."""
    states = {one.state for one in lives}
    return states.pop() if len(states) == 1 else State.DIFFERS


def where_they_part(lives: Sequence[Life]) -> Span | None:
    """Find the span in which texts stand differently: the one that runs, or else the next foreseen.

    None where they stand alike from now on, as far as is known.
    """
    known_at = max((one.known_at for one in lives), default=None)
    begins: datetime.datetime | None = None
    # Of a draft nobody knows yet whether it will be agreed, so nothing is foreseen of it.
    agreed = [one for one in lives if one.state is not State.DRAFT]
    are_all = len(agreed) == len(lives)
    for instant in sorted(frozenset().union(*(one.changes for one in agreed))):
        states = {one.state_at(instant) for one in agreed} | (set() if are_all else {State.DRAFT})
        do_differ = len(states) > 1
        if do_differ:
            begins = begins or instant
        elif begins is not None:
            if known_at is not None and known_at < instant:
                return Span(begins, instant)
            begins = None
    return None if begins is None else Span(begins, None)


def _heard(
    events: Iterable[AgreementEvent], zone: ZoneInfo, known_at: datetime.datetime
) -> list[AgreementEvent]:
    """Give what had happened by an instant, in its order; at one time, as it is listed."""
    known = [one for one in events if instant_of(one.at, zone) <= known_at]
    return sorted(known, key=lambda one: instant_of(one.at, zone))


def _start(
    text: AgreementText, heard: Sequence[AgreementEvent], zone: ZoneInfo
) -> tuple[Moment | None, tuple[Precondition, ...]]:
    """Give when a text takes effect, as far as that is known, and the conditions not met."""
    happened = {one.id: one.at for one in heard if one.kind is EventKind.HAPPENED}
    waits_for = tuple(one for one in text.conditions if one.met_by not in happened)
    begins = text.starts if text.starts_with is None else happened.get(text.starts_with)
    if begins is None or waits_for:
        return None, waits_for
    met = [happened[one.met_by] for one in text.conditions if one.met_by is not None]
    return max((begins, *met), key=lambda one: instant_of(one, zone)), ()


def _ending(
    text: AgreementText, heard: Sequence[AgreementEvent], zone: ZoneInfo
) -> tuple[AgreementEvent | None, PeriodEnd | None]:
    """Give the event that ends a text first, and when it does: after notice, of a withdrawal."""
    found: list[tuple[AgreementEvent, PeriodEnd]] = []
    for one in heard:
        if one.kind is EventKind.WITHDRAWN and text.notice is not None:
            found.append((one, end_from(one.at, text.notice, zone)))
        elif one.kind in _ENDINGS:
            found.append((one, PeriodEnd(last_day=None, after=instant_of(one.at, zone))))
    return min(found, key=lambda pair: pair[1].after, default=(None, None))


def _periods(
    text: AgreementText,
    start: Moment | None,
    heard: Sequence[AgreementEvent],
    zone: ZoneInfo,
    known_at: datetime.datetime,
) -> tuple[tuple[Span, ...], PeriodEnd | None, bool]:
    """Give where a text is in force by its words and renewals, its last end, whether that is sure.

    The last end is not sure where silence renews the text then.
    """
    if start is None:
        return (), None, True
    begins = instant_of(start, zone)
    if text.duration is None:
        return (Span(begins, None),), None, True
    end = end_from(start, text.duration, zone, first_day_counts=text.first_day_counts)
    spans: list[Span] = []
    is_objected = False
    for one in heard:
        now = instant_of(one.at, zone)
        end = end if is_objected else _renewed_by_silence(text, end, zone, now)
        if one.kind is EventKind.OBJECTED and now < end.after:
            is_objected = True
        elif one.kind is EventKind.RENEWED and one.period is not None:
            if end.after <= now:
                spans.append(Span(begins, end.after))
                begins, end = now, end_from(one.at, one.period, zone)
            else:
                end = extended(end, one.period, zone)
            is_objected = False
    end = end if is_objected else _renewed_by_silence(text, end, zone, known_at)
    is_sure = is_objected or text.renewal is not RenewalWay.SILENCE
    return (*spans, Span(begins, end.after if is_sure else None)), end, is_sure


def _renewed_by_silence(
    text: AgreementText, end: PeriodEnd, zone: ZoneInfo, now: datetime.datetime
) -> PeriodEnd:
    """Renew a text at each end that was reached, where silence does that; give its end."""
    if text.renewal is RenewalWay.SILENCE and text.renewed_for is not None:
        period = text.renewed_for
        if n := times_until(end, period, now):
            end = extended(end, Period(n * period.count, period.unit), zone)
        while end.after <= now:
            end = extended(end, period, zone)
    return end


def _suspensions(
    heard: Sequence[AgreementEvent], zone: ZoneInfo
) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """Give where a text is suspended, and by whom now: each side takes back its own suspension.

    Where an event names no side, all did it.
    """
    spans: list[Span] = []
    by: dict[str, None] = {}
    since: datetime.datetime | None = None
    for one in heard:
        now = instant_of(one.at, zone)
        if one.kind is EventKind.SUSPENDED:
            by[one.by or ""] = None
            since = since or now
        elif one.kind is EventKind.RESUMED:
            if one.by is None:
                by.clear()
            else:
                by.pop(one.by, None)
            if not by and since is not None:
                spans.append(Span(since, now))
                since = None
    if since is not None:
        spans.append(Span(since, None))
    return tuple(spans), tuple(side for side in by if side)
