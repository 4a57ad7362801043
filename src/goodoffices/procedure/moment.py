"""A moment as somebody wrote it: a year, a month, a day, or a time with its zone.

A source that says "in March" does not say the first of March. So a moment keeps how exactly it is
known, and nothing is read into it that nobody said.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a moment is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"


#: Years that a moment can be of.
FIRST_YEAR, LAST_YEAR = 1800, 2200
#: Characters of a day, as it is written.
LONGEST_DAY = 10
_ORDER = {one: number for number, one in enumerate(Precision)}
_SHAPES = (
    (Precision.YEAR, re.compile(r"([0-9]{4})\Z")),
    (Precision.MONTH, re.compile(r"([0-9]{4})-([0-9]{2})\Z")),
    (Precision.DAY, re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")),
)
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]{1,6})?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?\Z"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment and how exactly it is known.

    ``day``: the first day that it can be, on the clock of the place. ``time``: the instant, with
    its zone, where the minute is known; None otherwise.
    """

    day: datetime.date
    precision: Precision
    time: datetime.datetime | None = None

    @classmethod
    def read(cls, written: str) -> Moment:
        """Read a moment: ``2025``, ``2025-03``, ``2025-03-24`` or ``2025-03-24T10:00+03:00``.

        Raises ValueError for anything else, and for a time without its zone.
        """
        for precision, shape in _SHAPES if len(written) <= LONGEST_DAY else ():
            if found := shape.match(written):
                year, month, day = (*map(int, found.groups()), 1, 1)[:3]
                _refuse_far(year)
                return cls(datetime.date(year, month, day), precision)
        found = _TIME.match(written)
        if found is None:
            raise ValueError(
                "a moment is written as 2025, 2025-03, 2025-03-24 or 2025-03-24T10:00+03:00"
            )
        if found["zone"] is None:
            raise ValueError(
                "a time needs its zone, as in 2025-03-24T10:00+03:00 (Z stands for UTC)"
            )
        _refuse_far(int(written[:4]))
        return cls.at(datetime.datetime.fromisoformat(written))

    @classmethod
    def at(cls, time: datetime.datetime) -> Moment:
        """Make a moment of a time that has its zone."""
        if time.tzinfo is None:
            raise ValueError("a time needs its zone")
        return cls(time.date(), Precision.MINUTE, time)

    @classmethod
    def on(cls, day: datetime.date) -> Moment:
        """Make a moment of a day."""
        return cls(day, Precision.DAY)

    @property
    def written(self) -> str:
        """Write the moment as exactly as it is known, ISO 8601."""
        if self.time is not None:
            has_seconds = self.time.second or self.time.microsecond
            return self.time.isoformat(timespec="auto" if has_seconds else "minutes")
        length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[self.precision]
        return self.day.isoformat()[:length]

    @property
    def is_day_known(self) -> bool:
        """Tell whether its day is known."""
        return self.precision in (Precision.DAY, Precision.MINUTE)

    @property
    def sort_key(self) -> tuple[datetime.datetime, int, str]:
        """Give what moments are ordered by: when they can begin; the less exact first.

        Two that begin alike and are known alike are ordered by what they are of.
        """
        if self.time is not None:
            return self.time.astimezone(datetime.UTC), _ORDER[self.precision], ""
        begins = datetime.datetime.combine(self.day, datetime.time(), datetime.UTC)
        return begins, _ORDER[self.precision], ""


def _refuse_far(year: int) -> None:
    """Refuse a year that no talks have: sums of days beyond the calendar's ends cannot be made."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"a year lies between {FIRST_YEAR} and {LAST_YEAR}")


def is_before(one: Moment, other: Moment) -> bool:
    """Tell whether a moment was certainly before another, as exactly as both are known."""
    if one.time is not None and other.time is not None:
        return one.time < other.time
    length = 7 if Precision.MONTH in (one.precision, other.precision) else 10
    length = 4 if Precision.YEAR in (one.precision, other.precision) else length
    return one.day.isoformat()[:length] < other.day.isoformat()[:length]


def days_between(earlier: Moment, day: datetime.date) -> int | None:
    """Count whole days from a moment to a day; None where the moment's own day is not known."""
    return (day - earlier.day).days if earlier.is_day_known else None
