"""Is any agreement possible, and how many packages are: the zone of possible agreement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.frontier.counting import Count, count_packages
from goodoffices.analysis.frontier.frontier import Frontier
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem

#: Packages drawn for an estimate, where the count is not exact.
SAMPLE_SIZE = 20_000


@dataclass(frozen=True)
class Estimate:
    """A sampled share of packages in the zone: no proof, marked as such."""

    share: float
    n_drawn: int
    n_inside: int
    seed: int


@dataclass(frozen=True, kw_only=True)
class Zone:
    """The zone: whether there is one (exact), how many packages lie in it, which rows do.

    The rows are those of the frontier. ``lawful``: how many packages keep all rules and red lines;
    None where that was not counted exactly.
    """

    exists: bool
    count: Count
    on_frontier: npt.NDArray[np.bool_]
    estimate: Estimate | None
    lawful: int | None = None


def zone_of(problem: Problem, frontier: Frontier, seed: int, limits: Limits | None = None) -> Zone:
    """Give the zone of a problem whose whole frontier is known.

    It exists exactly if some efficient package lies in it: whatever dominates a package in the zone
    lies in it too. The count is exact below a million packages and wherever `counting` gets there.
    """
    inside = problem.in_zone(frontier.utilities)
    if not inside.any():
        return Zone(exists=False, count=Count(0, 0), on_frontier=inside, estimate=None)
    floors, _ = problem.raw_floors()
    count = count_packages(problem, floors, limits)
    # A zone that exists holds at least its efficient packages, whatever the coarse bound says.
    count = count if count.is_exact else Count(max(count.lower, int(inside.sum())), count.upper)
    if not count.is_exact:
        return Zone(exists=True, count=count, on_frontier=inside, estimate=_sampled(problem, seed))
    allowed = count_packages(problem, [None] * len(floors), limits)
    return Zone(
        exists=True,
        count=count,
        on_frontier=inside,
        estimate=None,
        lawful=allowed.lower if allowed.is_exact else None,
    )


def _sampled(problem: Problem, seed: int) -> Estimate:
    random = np.random.default_rng(seed)
    drawn = np.stack(
        [random.choice(options, SAMPLE_SIZE) for options in problem.allowed], axis=1
    ).astype(np.int32)
    inside = problem.in_zone(problem.utilities(drawn)) & problem.keeps_rules(drawn)
    n_inside = int(inside.sum())
    return Estimate(n_inside / SAMPLE_SIZE, SAMPLE_SIZE, n_inside, seed)
