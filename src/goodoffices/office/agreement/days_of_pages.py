"""Read the day that an address names."""

from __future__ import annotations

import datetime
import re

from django.http import HttpRequest

from goodoffices.procedure.moment import FIRST_YEAR, LAST_YEAR


def day_of_address(request: HttpRequest, name: str) -> datetime.date | None:
    """Read a day that an address names; None where it names none."""
    return as_day(request.GET.get(name, ""))


def as_day(typed: str) -> datetime.date | None:
    """Read a day of a year that talks can have; None for anything else."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
        return None
    try:
        day = datetime.date.fromisoformat(typed)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
