"""Types of fields that say when: periods, days or times, time zones."""

from __future__ import annotations

import re
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from goodoffices.agreement import Period, PeriodUnit
from goodoffices.formats.ours.talks_file import MomentIn
from goodoffices.procedure import Moment

#: The longest period: a hundred years.
LONGEST = {PeriodUnit.HOURS: 876_600, PeriodUnit.DAYS: 36_525, PeriodUnit.MONTHS: 1_200}
_PERIOD = re.compile(r"([1-9][0-9]{0,5}) (hour|day|week|month|year)s?\Z")
#: Units that others make up: of which, and how many.
_MADE_OF = {"week": (PeriodUnit.DAYS, 7), "year": (PeriodUnit.MONTHS, 12)}


def read_period(value: Any) -> Period:
    """Read a period: 30 days, 2 weeks, 6 months, 1 year, 30 hours. Raises ValueError."""
    found = _PERIOD.match(str(value))
    if found is None:
        raise ValueError("a period is written as 30 days, 2 weeks, 6 months or 30 hours")
    unit, times = _MADE_OF.get(found[2]) or (PeriodUnit(found[2] + "s"), 1)
    period = Period(int(found[1]) * times, unit)
    if period.count > LONGEST[period.unit]:
        raise ValueError("a period is a hundred years at most")
    return period


def _to_the_day(moment: Moment) -> Moment:
    if not moment.is_day_known:
        raise ValueError("a clock needs the day at least, as in 2025-03-18")
    return moment


def _zone(value: Any) -> ZoneInfo:
    # Names from the list alone: whatever else is asked for would be looked up as a path.
    if not re.match(r"[A-Za-z]+([_/+-][A-Za-z0-9]+)*\Z", str(value)) or len(str(value)) > 60:
        raise ValueError("a time zone is written as Europe/Istanbul or UTC")
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no time zone {value}; write one as Europe/Istanbul") from None


PeriodIn = Annotated[
    Period,
    BeforeValidator(read_period),
    WithJsonSchema({"type": "string", "pattern": _PERIOD.pattern}),
]
#: A day, or a time with its zone.
DayOrTimeIn = Annotated[MomentIn, AfterValidator(_to_the_day)]
ZoneIn = Annotated[ZoneInfo, BeforeValidator(_zone), WithJsonSchema({"type": "string"})]
