"""Which rules and red lines stand between a package and something better for all. Exact.

A demand *binds* at a package where, were it given up alone, some package would be at least as good
for all parties and better for one. Bounds of law are told, too: they bind, whoever may move them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.analysis.engine.elimination import efficient_totals
from goodoffices.analysis.frontier.costs import without
from goodoffices.analysis.problem.coordinates import (
    forbidden_conditions,
    limit_coordinates,
    party_coordinate,
)
from goodoffices.analysis.problem.demand import DemandKind
from goodoffices.analysis.problem.errors import FrontierTooLarge, GroupTooLarge, OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem

#: Demands that are looked at.
MOST_LOOKED_AT = 40


@dataclass(frozen=True)
class BindingDemand:
    """A demand (position), and a package that would be better for all without it alone.

    The package is given by option indices, with its final totals.
    """

    demand: int
    package: tuple[int, ...]
    utilities: tuple[int, ...]


def binding_demands(
    problem: Problem, utilities: Sequence[int], limits: Limits
) -> tuple[BindingDemand, ...] | None:
    """Find the demands that bind at an efficient package, which is given by its final totals.

    None where it was not found out. Cost: for each demand a search among the packages that are at
    least as good for all.
    """
    kinds = [(d, demand.kind) for d, demand in enumerate(problem.demands)]
    demands = [d for d, kind in kinds if kind is not DemandKind.WALK_AWAY]
    if len(demands) > MOST_LOOKED_AT:
        return None
    floors = [r.least_raw(int(u)) for r, u in zip(problem.evaluations, utilities, strict=True)]
    found = []
    try:
        for d in demands:
            better = _better_without(problem, d, floors, utilities, limits)
            if better is not None:
                found.append(better)
    except (FrontierTooLarge, GroupTooLarge, OutOfTime):
        return None
    return tuple(found)


def _better_without(
    problem: Problem,
    demand: int,
    floors: Sequence[int | None],
    utilities: Sequence[int],
    limits: Limits,
) -> BindingDemand | None:
    """Find the package that helps whoever it helps least the most, without one demand."""
    relaxed = without(problem, demand)
    coordinates = [party_coordinate(relaxed, p, floor=floor) for p, floor in enumerate(floors)]
    front = efficient_totals(
        relaxed,
        [*coordinates, *limit_coordinates(relaxed)],
        forbidden_conditions(relaxed),
        limits,
    )
    if not len(front.values):
        return None
    packages = front.packages()
    finals = relaxed.utilities(packages)
    best = max(
        range(len(packages)),
        key=lambda k: sorted(int(u) - int(v) for u, v in zip(finals[k], utilities, strict=True)),
    )
    if all(int(u) == int(v) for u, v in zip(finals[best], utilities, strict=True)):
        return None
    return BindingDemand(
        demand, tuple(map(int, packages[best])), tuple(int(u) for u in finals[best])
    )
