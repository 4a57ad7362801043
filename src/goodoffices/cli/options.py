"""Options that several commands share."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from goodoffices.case import Case

#: As `goodoffices.formats.ours.opened_case.STEPS`, which is not imported before it is needed.
STEPS = 100

steps_option = click.option(
    "--steps",
    type=click.IntRange(1, 10_000),
    default=STEPS,
    show_default=True,
    help=(
        "Into how many steps a continuous issue is cut where its parties pull apart; "
        "more make the answer finer."
    ),
)


class Seconds(click.FloatRange):
    """A number of seconds from ``least`` on."""

    def __init__(self, least: float) -> None:
        super().__init__(least, 1_000_000)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read the number, or fail with a usage error.

        What is no number lies in no range, and not outside one either.
        """
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail("not a number of seconds.", param, ctx)
        return seconds


def named_readings(given: tuple[str, ...]) -> tuple[dict[str, str], str | None]:
    """Read ``A=hardline`` and plain ``exercise`` as (by party, for all)."""
    named: dict[str, str] = {}
    for_all = None
    for one in given:
        party, is_pair, reading = one.partition("=")
        if not is_pair:
            for_all = one
        elif party in named:
            raise click.UsageError(f"--reading names {party} twice.")
        else:
            named[party] = reading
    return named, for_all


#: A number above 0 as typed, short enough to be a proportion.
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?|[0-9]{1,9}/[0-9]{1,9}")


def named_numbers(given: tuple[str, ...]) -> dict[str, Fraction]:
    """Read ``A=2``, ``B=0.5`` and ``C=1/3`` by party."""
    numbers: dict[str, Fraction] = {}
    for one in given:
        party, _, number = one.partition("=")
        if not NUMBER.fullmatch(number) or number.endswith("/0") or party in numbers:
            raise click.UsageError(
                f"--entitlement {one}: write each party once, with a number above 0, "
                "such as --entitlement north=2."
            )
        numbers[party] = Fraction(number)
    return numbers


def check_language(case: Case, language: str | None) -> None:
    """Refuse a language that the case has no texts in."""
    if language is not None and language not in case.languages:
        raise click.UsageError(
            f"the case has no texts in {language!r}. Its languages are: "
            f"{', '.join(case.languages)}."
        )
