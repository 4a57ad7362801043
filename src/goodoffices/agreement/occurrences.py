"""The days on which an obligation begins that comes again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from goodoffices.agreement.period import end_of_day, instant_of, later, times_between
from goodoffices.agreement.terms import Obligation
from goodoffices.procedure import Moment

#: Occurrences of one obligation that are counted at most: some forty years of weeks. A file is
#: refused in which one comes again more often, or all of them more than `MOST_IN_ALL` times.
MOST_OCCURRENCES, MOST_IN_ALL = 2_000, 5_000
#: Years for which one is counted that comes again without an end.
YEARS_WITHOUT_END = 10


def occurrences_of(
    owed: Obligation,
    first: Moment,
    least: Moment | None,
    known_at: datetime.datetime,
    zone: ZoneInfo,
) -> Iterator[tuple[datetime.date, Moment]]:
    """Give the occurrences that have begun, and the next one: its day, and when it begins.

    ``least``: before it none begins: when its text or its amendment takes effect.

    Each is counted from the first: monthly from the 31st falls on the last day of a short month,
    and on the 31st again after it.
    """
    assert owed.every is not None
    # Occurrences are those of the rule's own first day, wherever the text begins.
    first = first if owed.starts is None or owed.begins_with is not None else owed.starts
    text_begins = None if least is None else instant_of(least, zone)
    until = None if owed.until is None else _until(owed.until, zone)
    before = 0 if least is None else times_between(first.day, least.day, owed.every)
    for number in range(before, before + MOST_OCCURRENCES):
        start = later(first, owed.every, number, zone)
        begins = instant_of(start, zone)
        if until is not None and begins >= until:
            return
        if start.day in owed.exceptions or (text_begins is not None and begins < text_begins):
            continue
        yield start.day, start
        if begins > known_at:
            return


def _until(until: Moment, zone: ZoneInfo) -> datetime.datetime:
    return end_of_day(until.day, zone).after if until.time is None else instant_of(until, zone)
