"""Packages found one by one, each evaluated in whole numbers before it counts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.dominance import undominated
from goodoffices.analysis.frontier.frontier import Frontier
from goodoffices.analysis.problem.problem import INT64_SAFE, Problem
from goodoffices.analysis.solvers.mixed_integer import MixedInteger, weighted
from goodoffices.analysis.solvers.time_limits import WorkBudget

#: How far below a value a floating-point search may look for the same package again.
SLACK = 1e-7

Gains = tuple[Fraction, ...]


class Pool:
    """Packages of the zone by their utilities.

    Also what is better for some party without loss for another.
    """

    def __init__(self, problem: Problem, baselines: Sequence[Fraction]) -> None:
        self.problem, self.baselines = problem, tuple(baselines)
        self.packages: dict[tuple[int, ...], npt.NDArray[np.int32]] = {}
        self.outside: dict[tuple[int, ...], npt.NDArray[np.int32]] = {}

    def beside(self, package: npt.NDArray[np.int32] | None) -> None:
        """List a feasible package, too, whether or not it lies in the zone."""
        if package is not None and self.take(package) is None:
            self.outside[self._final(package)] = package

    def take(self, package: npt.NDArray[np.int32] | None) -> Gains | None:
        """Keep a package, if it lies in the zone; give its exact gains, or None."""
        if package is None or self.problem.broken_demands(package[None, :]):
            return None
        final = self._final(package)
        self.packages.setdefault(final, package)
        return self.gains(final)

    def _final(self, package: npt.NDArray[np.int32]) -> tuple[int, ...]:
        return tuple(int(u) for u in self.problem.utilities(package[None, :])[0])

    def gains(self, final: Sequence[int]) -> Gains:
        """Give the gains over the baselines of final utilities."""
        return tuple(
            self.problem.as_utility(u, p) - b
            for p, (u, b) in enumerate(zip(final, self.baselines, strict=True))
        )

    def all_gains(self) -> list[Gains]:
        """List the gains of all packages kept."""
        return [self.gains(final) for final in self.packages]

    def best(self, key: Sequence[Fraction] | None = None) -> npt.NDArray[np.int32] | None:
        """Choose the package whose gains, each times a factor, are best by leximin."""
        factors = [Fraction(1)] * len(self.baselines) if key is None else key
        ranked = {
            final: sorted(g * f for g, f in zip(self.gains(final), factors, strict=True) if f)
            for final in self.packages
        }
        return self.packages[max(ranked, key=lambda final: ranked[final])] if ranked else None

    def improve(self, package: npt.NDArray[np.int32] | None, budget: WorkBudget) -> None:
        """Keep a package, and a better one with the greatest sum of utilities.

        The second is at least as good for all. It is kept as far as the search finds it.
        """
        if self.take(package) is None or package is None:
            return
        program = MixedInteger(self.problem, budget)
        for p, (column, utility) in enumerate(
            zip(program.worth, self._final(package), strict=True)
        ):
            program.raise_floor(
                column, float(self.problem.as_utility(utility, p) / program.unit) - SLACK
            )
        self.take(program.maximise(weighted(program.worth), starts_from=package).package)

    def as_frontier(self) -> Frontier:
        """List the packages that none of the others dominates."""
        n_parties, n_issues = len(self.problem.preferences), len(self.problem.allowed)
        listed = self.outside | self.packages
        dtype = object if any(abs(u) >= INT64_SAFE for final in listed for u in final) else np.int64
        utilities = np.array(list(listed), dtype).reshape(-1, n_parties)
        packages = np.array(list(listed.values()), np.int32).reshape(-1, n_issues)
        rows = sorted(
            undominated(utilities).tolist(), key=lambda r: tuple(utilities[r]), reverse=True
        )
        return Frontier(utilities[rows], packages[rows])
