"""Reckonings: sums of weights, worths and walk-away value of a party whose numbers are in doubt.

A *reckoning* is a number for each of: an issue's weight, an option's weight times score, the
walk-away value times the sum of weights, and 1. In each truth it has a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from goodoffices.preferences import Interval

NONE = Fraction(0)
Range = tuple[Fraction, Fraction]
#: What a reckoning counts: ("weight", issue, ""), ("worth", issue, option), `WALK_AWAY` or `ONE`.
Part = tuple[str, str, str]
WALK_AWAY: Part = ("walk_away", "", "")
ONE: Part = ("one", "", "")
Reckoning = Mapping[Part, Fraction]
Times = tuple[Fraction, ...]


def added(
    one: Mapping[Part, Fraction], other: Mapping[Part, Fraction], times: Fraction
) -> dict[Part, Fraction]:
    """Add one reckoning so many times to another."""
    found = dict(one)
    for part, factor in other.items():
        found[part] = found.get(part, NONE) + times * factor
    return found


def plus_one(
    worths: Mapping[str, Fraction], option: str, amount: Fraction = Fraction(1)
) -> dict[str, Fraction]:
    """Add one option's worth, or another amount of it, to the worths of an issue."""
    return {**worths, option: worths.get(option, NONE) + amount}


def range_of(value: Fraction | Interval | None, most: Fraction) -> Range:
    """Give the least and the greatest that a number may be.

    A blank goes from 0 to ``most``.
    """
    if value is None:
        return NONE, most
    return (value.lower, value.upper) if isinstance(value, Interval) else (value, value)
