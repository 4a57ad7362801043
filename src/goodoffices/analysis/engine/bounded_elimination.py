"""The engine under limits on sums: partial packages are dropped by what they can become. Exact.

Limits on sums keep many partial packages alive that lead nowhere.

The groups are added in several passes. Each keeps only so many partial packages a level. It drops
those that cannot become anything which packages known from earlier passes do not reach: for each
zone that these leave open some weighted sum of the utilities must exceed what the rest can add
(`rest_bounds`, `search_zones`).
What a pass finds is known in the next, which may keep more. A pass that never had to leave one out
for want of place has seen everything that matters, and the frontier is whole.

References
----------
C. Bazgan, H. Hugot, D. Vanderpooten (2009), Solving efficiently the 0-1 multi-objective knapsack
problem, Computers & Operations Research 36(1), 260-279 (dominance against bounds on what others
become).
M. Ehrgott, X. Gandibleux (2007), Bound sets for biobjective combinatorial optimization problems,
Computers & Operations Research 34(9), 2674-2694.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.dominance import undominated
from goodoffices.analysis.engine.linked_issues import Group
from goodoffices.analysis.engine.partial_sums import (
    Front,
    Stages,
    in_order,
    spread,
    traced,
    undominated_in_time,
)
from goodoffices.analysis.engine.rest_bounds import RestBounds
from goodoffices.analysis.engine.search_zones import SearchZones
from goodoffices.analysis.problem.errors import FrontierTooLarge
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import INT64_SAFE, Integers, Problem

#: Partial packages that the first pass keeps a level, how many times as many the next does, and the
#: most.
FIRST_PASS, GROWTH, MOST_KEPT = 10_000, 3, 540_000
#: Weighted sums that are bounded, at most; how finely they divide the weight; and the largest
#: weight.
MOST_WEIGHTS, FINEST, LARGEST_WEIGHT = 64, 16, 64
#: Fewer sums than this are not worth a bound.
WORTH_BOUNDING = 300


def can_be_bounded(stages: Stages, objectives: Sequence[int]) -> bool:
    """Tell whether this module's method applies.

    It does where limits on sums are at work, no objective must reach a floor, and weighted sums
    stay within 64-bit integers.
    """
    if (
        not stages.rooms
        or not objectives
        or stages.dtype == object
        or any(stages.floors[c] is not None for c in objectives)
    ):
        return False
    largest = sum(
        max(abs(int(g.values[:, c].max())), abs(int(g.values[:, c].min())))
        for g in stages.groups
        for c in objectives
    )
    return (
        largest * LARGEST_WEIGHT < INT64_SAFE // 4
        and math.comb(len(objectives) + 1, 2) <= MOST_WEIGHTS
    )


def efficient_by_bounds(
    problem: Problem,
    stages: Stages,
    objectives: Sequence[int],
    limits: Limits,
    progress: Callable[[int, int], None] | None = None,
) -> Front:
    """List all undominated vectors of what can be bounded.

    ``objectives``: columns that are more than room. Raises `FrontierTooLarge`, `OutOfTime`.
    """
    search = _Search(problem, _in_order_of_worth(stages, objectives), objectives, limits)
    most = min(limits.partial_packages, MOST_KEPT)
    at_most = min(FIRST_PASS, most)
    for number in itertools.count():
        if progress is not None:
            search.progress = _share_of(progress, number)
        if search.run(at_most):
            return search.front()
        if at_most >= most:
            raise FrontierTooLarge(search.reached, at_most, most)
        at_most = min(at_most * GROWTH, most)
    raise AssertionError("unreachable")


def _share_of(progress: Callable[[int, int], None], number: int) -> Callable[[int, int], None]:
    """Give the report of progress for one pass: it fills half of what is left of the bar.

    Passes are not known beforehand.
    """

    def report(done: int, of: int) -> None:
        progress(round(1000 * (1 - 0.5**number * (1 - done / of / 2))), 1000)

    return report


def _in_order_of_worth(stages: Stages, objectives: Sequence[int]) -> Stages:
    """Put groups first that bring most for the room that they take.

    What bounds allow is then soon decided (measured on the public files).
    """
    total = [
        max(1, sum(column)) for column in zip(*(spread(g) for g in stages.groups), strict=True)
    ]

    def worth(group: Group) -> float:
        shares = [s / t for s, t in zip(spread(group), total, strict=True)]
        taken = sum(shares[c] for c in stages.rooms)
        return sum(shares[c] for c in objectives) / taken if taken else -1.0

    return in_order(sorted(stages.groups, key=worth, reverse=True), stages.floors, stages.clipped)


class _Search:
    """Packages known so far, and the passes that find more."""

    def __init__(
        self, problem: Problem, stages: Stages, objectives: Sequence[int], limits: Limits
    ) -> None:
        self.problem, self.stages, self.limits = problem, stages, limits
        self.objectives = list(objectives)
        self.weights = _weights(
            np.array(
                [max(1, stages.most[0][c] - stages.least[0][c]) for c in self.objectives], float
            )
        )
        self.bounds = RestBounds(stages, self.weights, self.objectives)
        self.zones = SearchZones(
            np.array([stages.least[0][c] for c in self.objectives], np.int64), self.weights
        )
        self.best = self.bounds.of(0, np.zeros((1, len(stages.floors)), np.int64))
        self.values = np.zeros((0, len(stages.floors)), np.int64)
        self.packages = np.zeros((0, len(problem.allowed)), np.int32)
        self.progress: Callable[[int, int], None] | None = None
        self.reached = ""

    def run(self, at_most: int) -> bool:
        """Do one pass that keeps so many partial packages a level.

        Tells whether none was left out for want of place.
        """
        values, example = np.zeros((1, len(self.stages.floors)), np.int64), np.zeros(1, np.int32)
        parents, rows = [], []
        whole = True
        for level, group in enumerate(self.stages.groups):
            self.limits.check_time()
            n = len(values)
            values, candidates, example = self._added(level, values, example)
            if len(values) > at_most:
                whole, self.reached = False, self.problem.case.issue_ids[group.issues[-1]]
                kept = self._most_promising(level + 1, values, at_most)
                values, candidates, example = values[kept], candidates[kept], example[kept]
            parents.append((candidates % max(1, n)).astype(np.int32))
            rows.append((candidates // max(1, n)).astype(np.int32))
            if self.progress is not None:
                self.progress(level + 1, len(self.stages.groups))
        new = undominated(values[:, self.objectives])
        packages = traced(new, self.stages.groups, parents, rows, len(self.problem.allowed))
        self._learn(values[new], packages, again=not whole)
        return whole

    def _added(
        self, level: int, values: Integers, example: npt.NDArray[np.int32]
    ) -> tuple[Integers, npt.NDArray[np.int64], npt.NDArray[np.int32]]:
        """Add one group more: give the undominated sums that may become something new.

        With them come where they come from, and a zone that each may reach.
        """
        added, n = self.stages.groups[level].values, max(1, len(values))
        step = max(1, self.limits.block_rows // n)
        sums, candidates, examples = [], [], []
        for start in range(0, len(added), step):
            some, from_ = self.stages.sums(level, values, added[start : start + step])
            nearby = example[from_ % n]
            if len(some) > WORTH_BOUNDING:
                allowed = np.concatenate(
                    [self._allowed(level + 1, some, nearby, block) for block in _blocks(len(some))]
                )
                some, from_, nearby = some[allowed], from_[allowed], nearby[allowed]
            sums.append(some)
            candidates.append(from_ + start * n)
            examples.append(nearby)
        together = np.asfortranarray(np.concatenate(sums))
        keep = undominated_in_time(together, self.limits)
        return together[keep], np.concatenate(candidates)[keep], np.concatenate(examples)[keep]

    def _allowed(
        self, level: int, sums: Integers, example: npt.NDArray[np.int32], block: slice
    ) -> npt.NDArray[np.bool_]:
        return self.zones.allowed(self.bounds.of(level, sums[block]), example[block])

    def _most_promising(self, level: int, values: Integers, at_most: int) -> npt.NDArray[np.intp]:
        """Choose for each weighted sum those that can still come nearest to its best."""
        each = max(1, at_most // len(self.weights))
        chosen = np.zeros(len(values), bool)
        gap = np.concatenate(
            [self.best - self.bounds.of(level, values[block]) for block in _blocks(len(values))],
            axis=1,
        )
        for row in gap:
            chosen[np.argpartition(row, min(each, len(row)) - 1)[:each]] = True
        return np.flatnonzero(chosen)

    def _learn(self, values: Integers, packages: npt.NDArray[np.int32], *, again: bool) -> None:
        """Take packages found into what is known from now on."""
        together, found = (
            np.concatenate([self.values, values]),
            np.concatenate([self.packages, packages]),
        )
        keep = undominated(together[:, self.objectives])
        if again:
            self.zones.take_out(together[keep[keep >= len(self.values)]][:, self.objectives])
        self.values, self.packages = together[keep], found[keep]

    def front(self) -> Front:
        """Give what is known, as one group of all issues."""
        n_issues, n = len(self.problem.allowed), len(self.values)
        group = Group(
            issues=tuple(range(n_issues)),
            options=(),
            values=self.values,
            codes=np.arange(n, dtype=np.int64),
            choices=self.packages,
        )
        return Front(
            values=self.values,
            groups=(group,),
            parents=(np.zeros(n, np.int32),),
            rows=(np.arange(n, dtype=np.int32),),
            n_issues=n_issues,
        )


def _blocks(n: int, size: int = 65_536) -> Iterator[slice]:
    return (slice(start, start + size) for start in range(0, n, size))


def _weights(ranges: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Give weights (w, p) spread evenly over the simplex.

    They are in proportion to the inverse of each range. Each objective alone is among them.
    """
    p = len(ranges)
    fine = max(
        (h for h in range(1, FINEST + 1) if math.comb(h + p - 1, p - 1) <= MOST_WEIGHTS), default=1
    )
    shares = list(_compositions(fine, p))
    scaled = np.array(shares, float) / ranges
    scaled *= LARGEST_WEIGHT / scaled.max(axis=1, keepdims=True)
    return np.unique(np.rint(scaled).astype(np.int64), axis=0)


def _compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """List all ways to write a number as so many ordered parts of 0 or more."""
    for bars in itertools.combinations(range(total + parts - 1), parts - 1):
        edges = (-1, *bars, total + parts - 1)
        yield tuple(b - a - 1 for a, b in itertools.pairwise(edges))
