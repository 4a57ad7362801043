"""Indicators: flows that an agreement should restore, over time, with the agreement's own dates.

A flow is counted by day and shown by week. A week with a day of which nothing is known is shown
with what is known of it, and said to be so; unknown is never counted as none.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.agreement import Agreement, Life
from goodoffices.agreement.period import instant_of

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow, day by day. ``first``, ``last``: the days between which the source speaks.

    ``days``: what it counts; a day between without an entry is none where ``is_a_list`` (each row
    is a thing that passed), and not known otherwise.
    """

    id: str
    name: str
    unit: str
    days: Mapping[datetime.date, Fraction]
    first: datetime.date
    last: datetime.date
    is_a_list: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfFlow:
    """A week, from Monday: its sum, and on how many of its seven days something is known."""

    monday: datetime.date
    total: Fraction
    known_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DateOfAgreement:
    """A day on which something happened to the agreement: ``kind`` is the event's, or an end."""

    day: datetime.date
    text: str
    kind: str
    words: str


def weeks_of(flow: Flow) -> list[WeekOfFlow]:
    """Sum a flow by weeks, from the week of its first day to that of its last."""
    weeks = []
    monday = flow.first - datetime.timedelta(days=flow.first.weekday())
    while monday <= flow.last:
        days = [monday + k * _DAY for k in range(7)]
        inside = [day for day in days if flow.first <= day <= flow.last]
        known = [day for day in inside if flow.is_a_list or day in flow.days]
        total = sum((flow.days.get(day, Fraction(0)) for day in known), Fraction(0))
        weeks.append(WeekOfFlow(monday=monday, total=total, known_days=len(known)))
        monday += 7 * _DAY
    return weeks


def mean_by_day(flow: Flow, begins: datetime.date, until: datetime.date) -> Fraction | None:
    """Give the mean of a flow over the known days of a span; None where none is known."""
    first, last = max(begins, flow.first), min(until, flow.last)
    days = [first + k * _DAY for k in range(max(0, (last - first).days + 1))]
    known = [flow.days.get(day, Fraction(0)) for day in days if flow.is_a_list or day in flow.days]
    return sum(known, Fraction(0)) / len(known) if known else None


def dates_of_agreement(
    agreement: Agreement, lives: Sequence[Life], language: str
) -> list[DateOfAgreement]:
    """List the days of an agreement: when texts began and ended, and what happened to them."""
    zone = agreement.zone
    found = []
    for life in lives:
        name = life.text.name.in_language(language)
        for span in life.periods:
            found.append((span.begins, name, "start", ""))
            if span.until is not None and span.until <= life.known_at:
                found.append((span.until - datetime.timedelta(seconds=1), name, "end", ""))
    for event in agreement.events:
        at = instant_of(event.at, zone)
        if all(at <= life.known_at for life in lives):
            words = "" if event.words is None else event.words.in_language(language)
            found.append((at, ", ".join(event.texts), event.kind.value, words))
    dated = {(at.astimezone(zone).date(), text, kind, words) for at, text, kind, words in found}
    return [
        DateOfAgreement(day=day, text=text, kind=kind, words=words)
        for day, text, kind, words in sorted(dated)
    ]
