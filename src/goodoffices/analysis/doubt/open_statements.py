"""Which statements about some packages the bounds of the parties leave open. Exact.

Statements are: whether a party could sign a package, and whether one package is at least as good as
another for all. They are decided by bounds alone: what rankings settle beyond them is open here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.doubt.party_doubt import PartyDoubt
from goodoffices.analysis.problem.problem import INT64_SAFE, Problem


@dataclass(frozen=True)
class OpenStatements:
    """What one party leaves open of some packages.

    ``undecided``: for each package whether it is open that the party could sign it. ``surely``,
    ``perhaps``: for each pair (row against column) whether the row is at least as good for sure,
    and perhaps.
    """

    undecided: npt.NDArray[np.bool_]
    surely: npt.NDArray[np.bool_]
    perhaps: npt.NDArray[np.bool_]


def open_in_all(parties: Sequence[OpenStatements]) -> int:
    """Count the statements that are open: who could sign, and what is as good for all."""
    surely = np.logical_and.reduce([one.surely for one in parties])
    perhaps = np.logical_and.reduce([one.perhaps for one in parties])
    return sum(int(one.undecided.sum()) for one in parties) + int((perhaps & ~surely).sum())


def open_of(
    problem: Problem,
    p: int,
    doubt: PartyDoubt,
    packages: npt.NDArray[np.int32],
    points: Sequence[Fraction],
) -> OpenStatements:
    """Tell what a party leaves open by its bounds.

    ``points``: what combinations bring each package (only where the sum of weights is certain).
    """
    n = len(packages)
    if doubt.is_certain:
        totals = problem.utilities(packages)[:, p]
        same = (totals[:, None] >= totals[None, :]).astype(bool)
        return OpenStatements(np.zeros(n, bool), same, same)
    numbers = [
        b for bounds in (*doubt.weights, *(s for row in doubt.scores for s in row)) for b in bounds
    ]
    numbers += [*(doubt.walk_away or ()), *points, doubt.total or Fraction(1)]
    scale = lcm(*(b.denominator for b in numbers))
    largest = 4 * max(abs(int(x * scale)) for x in numbers) ** 2 * (len(doubt.weights) + 1)
    dtype = np.int64 if largest < INT64_SAFE else object
    low_floor, high_floor = (
        (0, 0) if doubt.walk_away is None else (int(b * scale) for b in doubt.walk_away)
    )
    # Where the sum of weights is certain the walk-away value is taken off once, else in each
    # issue's proportion.
    each = (low_floor, high_floor) if doubt.total is None else (0, 0)
    most, least = np.zeros((n, n), dtype), np.zeros((n, n), dtype)
    above, below = np.zeros(n, dtype), np.zeros(n, dtype)
    for j, (light, heavy) in enumerate(doubt.weights):
        weights = int(light * scale), int(heavy * scale)
        low = np.array([int(s[0] * scale) for s in doubt.scores[j]], dtype)[packages[:, j]]
        high = np.array([int(s[1] * scale) for s in doubt.scores[j]], dtype)[packages[:, j]]
        differs = packages[:, None, j] != packages[None, :, j]
        most += _times(np.where(differs, high[:, None] - low[None, :], 0), weights[1], weights[0])
        least += _times(np.where(differs, low[:, None] - high[None, :], 0), weights[0], weights[1])
        above += _times(high - each[0], weights[1], weights[0])
        below += _times(low - each[1], weights[0], weights[1])
    if doubt.total is not None:
        total = int(doubt.total * scale)
        extra = np.array([int(x * scale) * total for x in points], dtype)
        most, least = (
            most + extra[:, None] - extra[None, :],
            least + extra[:, None] - extra[None, :],
        )
        above, below = above + extra - low_floor * total, below + extra - high_floor * total
    undecided = ((above >= 0) & (below < 0)).astype(bool)
    if doubt.walk_away is None:
        undecided = np.zeros(n, bool)
    return OpenStatements(undecided, (least >= 0).astype(bool), (most >= 0).astype(bool))


def _times(
    difference: npt.NDArray[np.int64], where_above: int, where_below: int
) -> npt.NDArray[np.int64]:
    """Multiply a difference by one weight where it is above 0 and by another where it is below."""
    product: npt.NDArray[np.int64] = np.where(
        difference > 0, difference * where_above, difference * where_below
    )
    return product
