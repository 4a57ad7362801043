"""List numbers that stand for the whole range of a continuous issue, with a proven loss.

The loss is what a party can lose by this, at most. Each party's worth of a number is a continuous
function made of straight pieces. Between neighbouring corners (of any party) all functions are
straight. Where they all rise, or all fall, one end of the piece is at least as good for everybody
as anything inside, so the ends suffice and nothing is lost. Where parties pull apart, the piece is
cut into steps: the nearest listed number then costs a party at most half a step's worth. So for
each package of the continuous case some listed package gives every party at least as much, less its
loss; without pieces on which parties pull apart the loss is 0 and the answer exact.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from goodoffices.formats.ours.opened_case import STEPS


@dataclass(frozen=True)
class Worth:
    """The worth of a number to a party, weight included: straight between ``corners``."""

    of: Callable[[Fraction], Fraction]
    corners: tuple[Fraction, ...] = ()


@dataclass(frozen=True)
class ListedRange:
    """Numbers that stand for a range, and what each party can lose by this, at most."""

    numbers: tuple[Fraction, ...]
    losses: tuple[Fraction, ...]


class JumpingWorth(ValueError):
    """A worth that jumps, or bends where it has no corner: the list would prove nothing."""


def listed_range(
    low: Fraction, high: Fraction, worths: Sequence[Worth], steps: int = STEPS
) -> ListedRange:
    """List numbers for a range from ``low`` to ``high``.

    Needs ``low <= high``. Raises `JumpingWorth`.
    """
    corners = sorted({low, high, *(c for worth in worths for c in worth.corners if low < c < high)})
    numbers = [low]
    losses = [Fraction(0)] * len(worths)
    for left, right in pairwise(corners):
        slopes = [_slope(worth, left, right) for worth in worths]
        n_steps = 1
        if any(s > 0 for s in slopes) and any(s < 0 for s in slopes):
            n_steps = math.ceil(steps * (right - left) / (high - low))
            half = (right - left) / n_steps / 2
            losses = [
                max(loss, abs(slope) * half) for loss, slope in zip(losses, slopes, strict=True)
            ]
        numbers += [left + (right - left) * k / n_steps for k in range(1, n_steps + 1)]
    return ListedRange(tuple(numbers), tuple(losses))


def _slope(worth: Worth, left: Fraction, right: Fraction) -> Fraction:
    at_left, at_right = worth.of(left), worth.of(right)
    for share in (Fraction(1, 1000), Fraction(1, 2), Fraction(999, 1000)):
        if worth.of(left + (right - left) * share) != at_left + (at_right - at_left) * share:
            raise JumpingWorth
    return (at_right - at_left) / (right - left)
