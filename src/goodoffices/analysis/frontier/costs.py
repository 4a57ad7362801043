"""What each red line, linkage and limit costs each party. Exact.

The cost is told by the best that it could get if that demand alone were given up. Bounds of law and
walk-away values are left as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from goodoffices.analysis.frontier.frontier import Frontier, pareto_frontier
from goodoffices.analysis.problem.demand import DemandKind
from goodoffices.analysis.problem.errors import FrontierTooLarge, GroupTooLarge, OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem

#: Kinds of demand whose cost is told.
TOLD = (DemandKind.RED_LINE, DemandKind.LINKAGE, DemandKind.LIMIT)


@dataclass(frozen=True)
class BestForParty:
    """The most that a party gets in a zone (final total), and a package that gives it this.

    The package is given by option indices.
    """

    total: int
    package: tuple[int, ...]


@dataclass(frozen=True)
class DemandCost:
    """One demand (position), and what would be without it.

    ``best``: each party's best in the zone without it; None: no zone, and none without it. ``new``:
    how many efficient combinations there would be that are not efficient now. ``new`` is None with
    ``best`` None where that is too large to find out (``decided`` False).
    """

    demand: int
    best: tuple[BestForParty, ...] | None
    new: int
    decided: bool = True


@dataclass(frozen=True)
class Costs:
    """What each demand costs.

    ``now``: each party's best in the zone as it is; None: there is no zone.
    """

    now: tuple[BestForParty, ...] | None
    of_demands: tuple[DemandCost, ...]


def costs_of_demands(problem: Problem, frontier: Frontier, limits: Limits) -> Costs:
    """Find for each red line, linkage and limit the frontier without it.

    ``frontier``: the whole one. What is too large, or not finished in time, is said to be
    undecided. Cost: one frontier a demand.
    """
    known = set(map(tuple, frontier.utilities.tolist()))
    found = []
    for number, demand in enumerate(problem.demands):
        if demand.kind not in TOLD:
            continue
        try:
            other = pareto_frontier(without(problem, number), limits)
        except (FrontierTooLarge, GroupTooLarge, OutOfTime):
            found.append(DemandCost(number, None, 0, decided=False))
            continue
        new = sum(tuple(row) not in known for row in other.utilities.tolist())
        found.append(DemandCost(number, _bests(problem, other), new))
    return Costs(_bests(problem, frontier), tuple(found))


def without(problem: Problem, demand: int) -> Problem:
    """Give the same problem, with nobody asking for one of the demands.

    Its place in the list stays.
    """
    forbidden = tuple(f for f in problem.forbidden if f.demand != demand)
    return replace(
        problem, forbidden=forbidden, sums=tuple(s for s in problem.sums if s.demand != demand)
    )


def _bests(problem: Problem, frontier: Frontier) -> tuple[BestForParty, ...] | None:
    rows = np.flatnonzero(problem.in_zone(frontier.utilities))
    if not len(rows):
        return None
    found = []
    for p in range(len(problem.preferences)):
        row = max(rows, key=lambda r: int(frontier.utilities[r, p]))
        found.append(
            BestForParty(int(frontier.utilities[row, p]), tuple(frontier.packages[row].tolist()))
        )
    return tuple(found)
