"""Which packages are efficient: the whole frontier, exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.dominance import undominated
from goodoffices.analysis.engine.elimination import Progress, efficient_totals
from goodoffices.analysis.engine.partial_sums import Front
from goodoffices.analysis.problem.coordinates import (
    forbidden_conditions,
    limit_coordinates,
    party_coordinate,
)
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Integers, Problem


@dataclass(frozen=True)
class Frontier:
    """All efficient utility vectors, each once, with a package that reaches it.

    ``utilities`` (n, parties): final integers (see `Problem.evaluate`), sorted descending by the
    first party, then the second, and so on. ``packages`` (n, issues): option indices.
    """

    utilities: Integers
    packages: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.utilities)


def pareto_frontier(
    problem: Problem, limits: Limits | None = None, progress: Progress | None = None
) -> Frontier:
    """List all efficient packages' utility vectors (the Pareto frontier).

    Efficient: no other feasible package is at least as good for all and better for one.

    Exact. Walk-away values are not applied (`zone` does that); linkages, bounds, limits and red
    lines are. An empty frontier means that no package is feasible; the `deadlock` folder says why.

    Raises
    ------
    FrontierTooLarge
        More than ``limits.partial_packages`` partial packages were undominated at once.
    GroupTooLarge
        More than ``limits.group_combinations`` combinations in a group of tied issues.

    Notes
    -----
    Issues are added one group at a time and dominated partial packages dropped (`elimination`).
    Where totals are cut or rounded, that is done at the end and filtered once more: the maps are
    monotone, so nothing that is efficient afterwards was dropped before, and nothing is solved
    twice.
    """
    return frontier_and_front(problem, limits, progress)[0]


def frontier_and_front(
    problem: Problem, limits: Limits | None = None, progress: Progress | None = None
) -> tuple[Frontier, Front]:
    """Give the `pareto_frontier`, and the engine's own result with its levels.

    From the levels ties are counted.
    """
    coordinates = [party_coordinate(problem, p) for p in range(len(problem.preferences))]
    front = efficient_totals(
        problem,
        [*coordinates, *limit_coordinates(problem)],
        forbidden_conditions(problem),
        limits or Limits(),
        progress,
    )
    return _as_read(problem, front), front


def _as_read(problem: Problem, front: Front) -> Frontier:
    n_parties = len(problem.preferences)
    packages = front.packages()
    raw = front.values[:, :n_parties]
    if len(packages) and not (problem.raw_utilities(packages) == raw).all():
        raise AssertionError(
            "internal error: a package on the frontier does not have the utilities found for it"
        )
    final = problem.evaluate(raw)
    keep = undominated(final)
    final, packages = final[keep], packages[keep]
    if final.dtype == object and len(final):
        order = np.array(sorted(range(len(final)), key=lambda i: tuple(final[i]), reverse=True))
    else:
        order = (
            np.lexsort(tuple(-final[:, p] for p in range(n_parties - 1, -1, -1)))
            if len(final)
            else np.empty(0, np.intp)
        )
    return Frontier(final[order], packages[order])
