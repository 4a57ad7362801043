"""Read an agreement with its case, and the lives of its texts at the end of a day."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.beside_case import read_beside_case

if TYPE_CHECKING:
    from goodoffices.agreement import Agreement, Life
    from goodoffices.case import Case


def read_with_case(path: Path) -> tuple[Case, Agreement]:
    """Read the case and its agreement. Ends with exit code 2 where there is none."""
    from goodoffices.formats.ours.agreement_reader import AGREEMENT, agreement_of_folder

    remedy = (
        "Begin it with `goodoffices agreement new`; docs/reference/agreement-format.md says how."
    )
    return read_beside_case(path, AGREEMENT, agreement_of_folder, remedy)


def day_and_lives(
    agreement: Agreement, on: datetime.date | None, option: str
) -> tuple[datetime.date, list[Life]]:
    """Give the day that is meant, today where none is, and the lives of all texts at its end."""
    from goodoffices.agreement import end_of_day_instant, life_of
    from goodoffices.procedure.moment import FIRST_YEAR, LAST_YEAR

    day = on or datetime.datetime.now(agreement.zone).date()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise click.UsageError(f"{option}: a year lies between {FIRST_YEAR} and {LAST_YEAR}.")
    known_at = end_of_day_instant(day, agreement.zone)
    return day, [life_of(one, agreement, known_at) for one in agreement.texts]
