"""The answer in part, where the whole frontier is too large to list.

It says whether there is a zone, the four solutions with bounds, and a representative few.

Whether there is a zone is exact. Packages are evaluated exactly. That nothing is better than a
bound says, and that nothing lies further beyond the points than ε, is proven in floating point.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.deadlock.minimal_conflict import Conflict, minimal_conflict
from goodoffices.analysis.engine.elimination import Progress
from goodoffices.analysis.frontier.baselines import Baseline, baselines_of
from goodoffices.analysis.frontier.frontier import Frontier
from goodoffices.analysis.in_part.direct_search import BOUND_NODES, Bounds, DirectSearch, cover
from goodoffices.analysis.in_part.pool import Pool
from goodoffices.analysis.problem.coordinates import (
    Coordinate,
    forbidden_conditions,
    limit_coordinates,
    party_coordinate,
)
from goodoffices.analysis.problem.errors import OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem
from goodoffices.analysis.solvers.feasibility import package_meeting_by_program, package_reaching
from goodoffices.analysis.solvers.mixed_integer import MixedInteger
from goodoffices.analysis.solvers.time_limits import WorkBudget


@dataclass(frozen=True)
class InPart:
    """Why the frontier is not whole, and what no package exceeds.

    ``epsilon`` says how far packages of the zone may lie beyond the points listed: each package of
    the zone gives every party at most this much more than some point listed. None: nothing is
    proven.
    """

    why: str
    bounds: Bounds
    epsilon: float | None


@dataclass(frozen=True)
class SolutionBound:
    """What a solution reaches in its own measure, and what no package exceeds.

    The gap between them is a share of the value. The gap of Nash's solution is that of the product,
    not of its logarithm.
    """

    measure: str
    value: float
    upper: float
    gap: float


def bound_of(
    name: str,
    gains: Sequence[Fraction],
    ideal: Sequence[Fraction],
    powers: Sequence[int],
    bounds: Bounds,
) -> SolutionBound | None:
    """Give the bound of a solution whose package has these gains; None where nothing is proven."""
    upper = bounds.upper.get(name, math.inf)
    if math.isinf(upper) or (name == "nash" and min(gains) <= 0):
        return None
    measure, value = _measured(name, gains, ideal, powers)
    upper = max(upper, value)
    gap = math.expm1(upper - value) if name == "nash" else (upper - value) / max(abs(value), 1e-9)
    return SolutionBound(measure, value, upper, gap)


def _measured(
    name: str, gains: Sequence[Fraction], ideal: Sequence[Fraction], powers: Sequence[int]
) -> tuple[str, float]:
    if name == "utilitarian":
        return "sum_of_gains", float(sum(gains))
    if name == "egalitarian":
        return "least_gain", float(min(gains))
    if name == "nash":
        return "logarithm_of_product_of_gains", sum(
            w * math.log(g) for w, g in zip(powers, gains, strict=True)
        )
    return "least_share_of_ideal_gain", float(
        min((g / i for g, i in zip(gains, ideal, strict=True) if i > 0), default=Fraction(0))
    )


@dataclass(frozen=True)
class FoundInPart:
    """The points found, none dominated by another.

    With a zone there are the baselines and bounds, without one the conflict.
    """

    frontier: Frontier
    baselines: tuple[Baseline, ...]
    part: InPart
    conflict: Conflict | None


def solve_in_part(
    problem: Problem,
    why: str,
    *,
    powers: Sequence[int],
    drafts: Mapping[str, Mapping[str, str]],
    limits: Limits,
    progress: Progress | None = None,
) -> FoundInPart:
    """Say all that can be said without the whole frontier.

    ``limits.points``: how many points are listed at most, beside the solutions'. Raises `OutOfTime`
    where not even the zone was decided.
    """
    left = limits.seconds_left
    everything = range(len(problem.demands))
    inside = package_meeting_by_program(problem, everything, left)
    if inside is None:
        conflict = None
        with suppress(OutOfTime):
            conflict = minimal_conflict(
                problem,
                limits,
                meeting=lambda demands: package_meeting_by_program(problem, demands, left),
            )
        nothing = Pool(problem, [Fraction(0)] * len(problem.preferences)).as_frontier()
        return FoundInPart(nothing, (), InPart(why, Bounds({}, ()), None), conflict)
    baselines = baselines_of(
        problem, limits, least=lambda p: _least_found(problem, p, inside, left)
    )
    pool = Pool(problem, [b.value for b in baselines])
    pool.improve(inside, WorkBudget(BOUND_NODES, left))
    bounds = DirectSearch(problem, pool, left, powers).run(progress)
    for choices in (c for c in drafts.values() if len(c) == len(problem.case.issues)):
        pool.beside(_dominating(problem, problem.indices(choices)[0], left))
    epsilon = cover(problem, pool, bounds.ideal, limits.points, left)
    if epsilon is not None and epsilon >= max(bounds.ideal, default=0.0):
        epsilon = None  # nobody can gain more than that anyway, so it says nothing
    return FoundInPart(pool.as_frontier(), baselines, InPart(why, bounds, epsilon), None)


def _least_found(
    problem: Problem, party: int, inside: npt.NDArray[np.int32], left: Callable[[], float]
) -> tuple[Fraction, tuple[int, ...]]:
    """Give the least value in the zone that a search finds for a party.

    It is no proof that there is no less.
    """
    program = MixedInteger(problem, WorkBudget(BOUND_NODES, left))
    found = program.maximise({program.raw[party]: -1.0}, starts_from=inside)
    candidates = [
        p
        for p in (found.package, inside)
        if p is not None and not problem.broken_demands(p[None, :])
    ]
    worth = [
        (int(problem.utilities(p[None, :])[0][party]), tuple(int(i) for i in p)) for p in candidates
    ]
    value, package = min(worth)
    return problem.as_utility(value, party), package


def _dominating(
    problem: Problem, draft: npt.NDArray[np.int32], left: Callable[[], float]
) -> npt.NDArray[np.int32] | None:
    """Find a feasible package at least as good for all and better for one. Exact.

    None if there is none, or the draft is not feasible.
    """
    if not problem.is_feasible(draft[None, :]):
        return None
    final = problem.utilities(draft[None, :])[0]
    for better in range(len(final)):
        floors = [
            r.least_raw(int(u) + (p == better))
            for p, (r, u) in enumerate(zip(problem.evaluations, final, strict=True))
        ]
        if any(floor is None for floor in floors):
            continue
        coordinates: list[Coordinate] = [
            party_coordinate(problem, p, floor=f) for p, f in enumerate(floors)
        ]
        found = package_reaching(
            problem,
            [*coordinates, *limit_coordinates(problem)],
            forbidden_conditions(problem),
            left,
        )
        if found is not None:
            return found
    return None
