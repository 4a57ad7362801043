"""What to ask next where numbers are in doubt: the one number whose answer settles most.

It settles that much however the answer turns out. A question asks whether a number lies below or
above the middle of its bounds.

What is counted are the statements about the candidates that are still open: whether a party could
sign a package, and whether one package is at least as good as another for all. Candidates are
compared with candidates only, and by the bounds alone: what rankings settle beyond them is not
counted.
The shrinkage is guaranteed: of the two answers the one that settles less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.doubt.analysis_in_doubt import AnalysisInDoubt
from goodoffices.analysis.doubt.margins import Margins
from goodoffices.analysis.doubt.party_doubt import Bounds, PartyDoubt
from goodoffices.analysis.problem.problem import INT64_SAFE, Problem

#: Candidates that are compared, and questions that are named.
COMPARED, NAMED = 60, 5


@dataclass(frozen=True, kw_only=True)
class NumberToFindOut:
    """A number of a party that could be asked about.

    It is the weight of ``issue``, the score of its ``option``, or (both None) the walk-away value.
    ``middle``: below or above which it lies is asked. ``settles``: how many open statements either
    answer settles at least.
    """

    party: int
    issue: int | None
    option: int | None
    middle: Fraction
    settles: int


@dataclass(frozen=True)
class WhatToFindOut:
    """The best questions, and how many statements about how many candidates are open now."""

    best: tuple[NumberToFindOut, ...]
    open_now: int
    candidates: int


def next_questions(result: AnalysisInDoubt) -> WhatToFindOut:
    """List the questions with the greatest guaranteed shrinkage.

    Cost: two comparisons of all candidates for each number in doubt.
    """
    chosen = sorted(result.candidates, key=lambda j: not j.names)[:COMPARED]
    if not chosen:
        return WhatToFindOut((), 0, 0)
    packages = np.array([j.package for j in chosen], np.int32)
    over = Margins(result.problem, result.truths, None)
    points = [[over.points(p, j.package) for j in chosen] for p in range(len(result.doubts))]
    parties = [
        _open_of(result.problem, p, doubt, packages, points[p])
        for p, doubt in enumerate(result.doubts)
    ]
    now = _open_in_all(parties)
    found = []
    for p, doubt in enumerate(result.doubts):
        if doubt.is_certain:
            continue
        for issue, option, bounds, middle in _numbers(doubt):
            left = []
            for half in ((bounds[0], middle), (middle, bounds[1])):
                halved = _open_of(
                    result.problem, p, _with(doubt, issue, option, half), packages, points[p]
                )
                left.append(
                    _open_in_all([halved if q == p else other for q, other in enumerate(parties)])
                )
            found.append(
                NumberToFindOut(
                    party=p, issue=issue, option=option, middle=middle, settles=now - max(left)
                )
            )
    found.sort(key=lambda q: -q.settles)
    return WhatToFindOut(tuple(q for q in found[:NAMED] if q.settles > 0), now, len(chosen))


def _numbers(doubt: PartyDoubt) -> Iterator[tuple[int | None, int | None, Bounds, Fraction]]:
    """List the numbers in doubt, each with its bounds and the number that is asked about.

    That is the middle; for a blank weight the greatest that another may have.
    """
    for j, bounds in enumerate(doubt.weights):
        # Where only the proportions of weights matter, a number of one of them says nothing.
        if bounds[0] < bounds[1] and not doubt.is_relative:
            yield (
                j,
                None,
                bounds,
                doubt.known_weight if j in doubt.blank else (bounds[0] + bounds[1]) / 2,
            )
    for j, row in enumerate(doubt.scores):
        for i, bounds in enumerate(row):
            if bounds[0] < bounds[1]:
                yield j, i, bounds, (bounds[0] + bounds[1]) / 2
    if doubt.walk_away is not None and doubt.walk_away[0] < doubt.walk_away[1]:
        yield None, None, doubt.walk_away, (doubt.walk_away[0] + doubt.walk_away[1]) / 2


def _with(doubt: PartyDoubt, issue: int | None, option: int | None, bounds: Bounds) -> PartyDoubt:
    if issue is None:
        return replace(doubt, walk_away=bounds)
    if option is None:
        return replace(
            doubt, weights=tuple(bounds if j == issue else w for j, w in enumerate(doubt.weights))
        )
    row = tuple(bounds if i == option else s for i, s in enumerate(doubt.scores[issue]))
    return replace(
        doubt,
        scores=tuple(row if j == issue else of_issue for j, of_issue in enumerate(doubt.scores)),
    )


@dataclass(frozen=True)
class _Open:
    """What one party leaves open.

    ``acceptances``: those of candidates. ``surely``, ``perhaps``: for each pair (row against
    column) whether the row is at least as good for sure, and perhaps.
    """

    acceptances: int
    surely: npt.NDArray[np.bool_]
    perhaps: npt.NDArray[np.bool_]


def _open_in_all(parties: Sequence[_Open]) -> int:
    surely = np.logical_and.reduce([one.surely for one in parties])
    perhaps = np.logical_and.reduce([one.perhaps for one in parties])
    return sum(one.acceptances for one in parties) + int((perhaps & ~surely).sum())


def _open_of(
    problem: Problem,
    p: int,
    doubt: PartyDoubt,
    packages: npt.NDArray[np.int32],
    points: Sequence[Fraction],
) -> _Open:
    """Tell what a party leaves open by its bounds.

    ``points``: what combinations bring each package (only where the sum of weights is certain).
    """
    n = len(packages)
    if doubt.is_certain:
        totals = problem.utilities(packages)[:, p]
        same = (totals[:, None] >= totals[None, :]).astype(bool)
        return _Open(0, same, same)
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
    undecided = 0 if doubt.walk_away is None else int(((above >= 0) & (below < 0)).sum())
    return _Open(undecided, (least >= 0).astype(bool), (most >= 0).astype(bool))


def _times(
    difference: npt.NDArray[np.int64], where_above: int, where_below: int
) -> npt.NDArray[np.int64]:
    """Multiply a difference by one weight where it is above 0 and by another where it is below."""
    product: npt.NDArray[np.int64] = np.where(
        difference > 0, difference * where_above, difference * where_below
    )
    return product
