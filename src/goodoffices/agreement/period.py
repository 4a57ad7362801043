"""Periods of days, months or hours, and where they end on the clock of a place."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from goodoffices.procedure import Moment

#: No end lies after it: renewals can be many, and the calendar has a last day.
FARTHEST = datetime.date(9000, 1, 1)
_DAY = datetime.timedelta(days=1)


class PeriodUnit(StrEnum):
    """What a period is counted in."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as a text says it: 30 days, 6 months, 30 hours. ``count`` is at least 1.

    Hours are hours that pass. Days and months are those of the calendar: 30 days from noon end at
    noon, whatever the clocks do between.
    """

    count: int
    unit: PeriodUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodEnd:
    """Where a period ends: with its last day, or at an instant.

    ``last_day``: the whole day still counts; None where the end is known to the minute.
    ``after``: the first instant, in UTC, at which the period is over. ``wall``: the time that the
    clock of the place shows then, or would show if no change of hour skipped it; days after that
    end are counted from it.
    """

    last_day: datetime.date | None
    after: datetime.datetime
    wall: datetime.datetime | None = None

    def day_in(self, zone: ZoneInfo) -> datetime.date:
        """Give the last day, or the day in a zone on which the end lies."""
        return self.last_day or self.after.astimezone(zone).date()

    @property
    def written(self) -> str:
        """Write the last day, or the instant in UTC."""
        if self.last_day is not None:
            return self.last_day.isoformat()
        return self.after.isoformat(timespec="minutes")


@lru_cache(maxsize=4096)
def first_instant(wall: datetime.datetime, zone: ZoneInfo) -> datetime.datetime:
    """Give the first instant, in UTC, at which the clock of a place shows a time or a later one.

    ``wall``: a time without a zone. One that a change of hour skips gives the instant of the
    change; of one that comes twice, the first counts.
    """
    as_local = wall.replace(tzinfo=zone, fold=0)
    instant = as_local.astimezone(datetime.UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    # Skipped: with the other fold the offset after the change is read, so it lies before it.
    low = wall.replace(tzinfo=zone, fold=1).astimezone(datetime.UTC)
    while instant - low > datetime.timedelta(seconds=1):
        middle = low + (instant - low) / 2
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            low = middle
        else:
            instant = middle
    return instant.replace(microsecond=0)


def instant_of(moment: Moment, zone: ZoneInfo) -> datetime.datetime:
    """Give the instant, in UTC, of a moment: of a day, its first one in the zone."""
    if moment.time is not None:
        return moment.time.astimezone(datetime.UTC)
    return first_instant(datetime.datetime.combine(moment.day, datetime.time()), zone)


def latest_instant(moment: Moment, zone: ZoneInfo) -> datetime.datetime:
    """Give the last instant, in UTC, at which a moment can be: of a day, its end in the zone."""
    if moment.time is not None:
        return moment.time.astimezone(datetime.UTC)
    return end_of_day_instant(moment.day, zone)


def end_of_day(day: datetime.date, zone: ZoneInfo) -> PeriodEnd:
    """Give the end that a period has whose last day is this one."""
    after = first_instant(datetime.datetime.combine(day + _DAY, datetime.time()), zone)
    return PeriodEnd(last_day=day, after=after)


def end_of_day_instant(day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Give the last instant of a day in a zone, in UTC, to the microsecond."""
    return end_of_day(day, zone).after - datetime.timedelta(microseconds=1)


def end_from(
    start: Moment, period: Period, zone: ZoneInfo, *, first_day_counts: bool = False
) -> PeriodEnd:
    """Count a period from a moment.

    From a day, that day is not counted, as most laws have it: 30 days from 18 March have 17 April
    as their last day, 16 April where ``first_day_counts``. From a minute they end at the same time
    of day. Raises ValueError for hours that are counted from a day.
    """
    if start.time is not None:
        return _later(start.time.astimezone(datetime.UTC), period, zone)
    last_day = _add(start.day, period)
    return end_of_day(last_day - _DAY if first_day_counts else last_day, zone)


def extended(end: PeriodEnd, period: Period, zone: ZoneInfo) -> PeriodEnd:
    """Count a period from where another ends. Raises ValueError for hours after a last day."""
    if end.last_day is None:
        return _later(end.after, period, zone, end.wall)
    return end_of_day(_add(end.last_day, period), zone)


def later(first: Moment, every: Period, times: int, zone: ZoneInfo) -> Moment:
    """Give the moment that lies so many periods after another; none: itself.

    A day gives a day. A time gives the same time of day in the zone, whatever the clocks do
    between. Raises ValueError for hours after a day.
    """
    if times == 0:
        return first if first.time is None else Moment.at(first.time.astimezone(zone))
    period = Period(every.count * times, every.unit)
    if first.time is None:
        return Moment.on(_add(first.day, period))
    return Moment.at(
        _later(first.time.astimezone(datetime.UTC), period, zone).after.astimezone(zone)
    )


def times_between(first: datetime.date, day: datetime.date, every: Period) -> int:
    """Give how many periods of days or months surely lie between two days, one fewer at most.

    Of hours, and where the second day comes first, 0.
    """
    if every.unit is PeriodUnit.HOURS:
        return 0
    if every.unit is PeriodUnit.DAYS:
        return max(0, (day - first).days // every.count - 1)
    months = (day.year - first.year) * 12 + day.month - first.month
    return max(0, months // every.count - 1)


def times_until(end: PeriodEnd, period: Period, now: datetime.datetime) -> int:
    """Give how many times a period surely fits between an end and an instant; two fewer at most.

    Of months 0: they differ.
    """
    left = now - end.after
    if period.unit is PeriodUnit.MONTHS or left <= datetime.timedelta():
        return 0
    units = left.days if period.unit is PeriodUnit.DAYS else left // datetime.timedelta(hours=1)
    return max(0, units // period.count - 1)


def _later(
    instant: datetime.datetime,
    period: Period,
    zone: ZoneInfo,
    wall: datetime.datetime | None = None,
) -> PeriodEnd:
    if period.unit is PeriodUnit.HOURS:
        last = datetime.datetime.combine(FARTHEST, datetime.time(), datetime.UTC)
        hours = min(datetime.timedelta(hours=period.count), last - instant)
        return PeriodEnd(last_day=None, after=instant + hours)
    local = wall or instant.astimezone(zone).replace(tzinfo=None)
    wall = datetime.datetime.combine(_add(local.date(), period), local.time())
    return PeriodEnd(last_day=None, after=first_instant(wall, zone), wall=wall)


def _add(day: datetime.date, period: Period) -> datetime.date:
    """Add days or months to a day; where a month is too short, its last day is meant."""
    if period.unit is PeriodUnit.HOURS:
        raise ValueError("hours are counted from an hour, not from a day")
    if period.unit is PeriodUnit.DAYS:
        return day + min(period.count * _DAY, FARTHEST - day)
    months = day.year * 12 + day.month - 1 + period.count
    year, month = months // 12, months % 12 + 1
    if year >= FARTHEST.year:
        return FARTHEST
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
