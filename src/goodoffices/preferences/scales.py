"""Scores of the numbers of a scale between those that are given."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from goodoffices.case import Issue
from goodoffices.preferences.model import Interval

Value = Fraction | Interval | None


def between_given(issue: Issue, values: Mapping[str, Value]) -> dict[str, Value]:
    """Give scores to all numbers of a scale, by straight lines between those given. Exact.

    Between intervals one line runs through their lower and one through their upper ends. A blank
    stands for 0 to 100; between two blanks all is blank.
    """
    given = [
        (o.number, values[o.id]) for o in issue.options if o.id in values and o.number is not None
    ]
    if len(given) < 2:
        return dict(values)
    result: dict[str, Value] = {}
    numbers = [n for n, _ in given]
    lower, upper = (_lines(numbers, [_end(v, which) for _, v in given]) for which in (0, 1))
    for option in issue.options:
        number = option.number
        if number is None or not numbers[0] <= number <= numbers[-1]:
            continue
        if option.id in values:
            result[option.id] = values[option.id]
            continue
        before, after = bisect_right(numbers, number) - 1, bisect_left(numbers, number)
        if given[before][1] is None and given[after][1] is None:
            result[option.id] = None
            continue
        low = lower[before][0] + lower[before][1] * number
        high = (
            low if lower[before] == upper[before] else upper[before][0] + upper[before][1] * number
        )
        result[option.id] = low if low == high else Interval(low, high)
    return result


def _lines(
    numbers: Sequence[int | Fraction], ends: Sequence[Fraction]
) -> list[tuple[Fraction, Fraction]]:
    """Give the straight lines between points next to each other.

    Of each: its value at 0, and how much it rises.
    """
    found = []
    for (before, after), (low, high) in zip(pairwise(numbers), pairwise(ends), strict=True):
        slope = (high - low) / Fraction(after - before)
        found.append((low - slope * before, slope))
    return found


def lower_end(value: Value) -> Fraction:
    """Give the least that a score may be."""
    return _end(value, 0)


def upper_end(value: Value) -> Fraction:
    """Give the greatest that a score may be."""
    return _end(value, 1)


def _end(value: Value, which: int) -> Fraction:
    if value is None:
        return Fraction(100 * which)
    return (value.lower, value.upper)[which] if isinstance(value, Interval) else value


def runs_of(options: Iterable[str], chosen: Collection[str]) -> list[list[str]]:
    """List the unbroken runs of chosen options among options in order."""
    return [list(run) for is_chosen, run in groupby(options, chosen.__contains__) if is_chosen]
