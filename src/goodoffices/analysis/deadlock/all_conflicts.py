"""Which other minimal sets of demands conflict: all of them, up to a number. Exact.

A map of all sets of demands is kept. In it known conflicts rule out what holds them, and sets that
can be met rule out what they hold. The largest set left is asked next: if it can be met, it is
grown as far as it goes; if not, it is shrunk to a minimal conflict. When nothing is left, all have
been found (MARCO: Liffiton, Previti, Malik and Marques-Silva 2016).

References
----------
M. H. Liffiton, A. Previti, A. Malik, J. Marques-Silva (2016), Fast, flexible MUS enumeration,
Constraints 21(2), 223-250.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.deadlock.minimal_conflict import Conflict, shrunk
from goodoffices.analysis.engine.feasible_package import package_by_sum
from goodoffices.analysis.problem.errors import FrontierTooLarge, GroupTooLarge, OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem
from goodoffices.analysis.solvers.cp_sat import run_solver

#: Conflicts that are named, and questions that are asked for them.
MOST_CONFLICTS, MOST_QUESTIONS = 10, 400
#: Work that the map may take for one set, in the solver's own units; it holds a few clauses.
MAP_WORK = 10.0


class TooManyQuestions(Exception):
    """One more question than may be asked, or one that takes too long."""


class Questions:
    """Which demands can be met together.

    Each question is asked once, and only while questions are few and easy.
    """

    def __init__(self, problem: Problem, limits: Limits, most: int = MOST_QUESTIONS) -> None:
        self.problem, self.left = problem, most
        self.limits = replace(
            limits,
            partial_packages=20_000,
            group_combinations=100_000,
            elimination_cells=1_000_000,
            sums=4_000_000,
            comparisons=10**9,
        )
        self.answers: dict[frozenset[int], npt.NDArray[np.int32] | None] = {}

    def meets(self, demands: Collection[int]) -> npt.NDArray[np.int32] | None:
        """Find a package that meets some demands, or None. Raises `TooManyQuestions`."""
        key = frozenset(demands)
        if key not in self.answers:
            if self.left <= 0:
                raise TooManyQuestions
            self.left -= 1
            try:
                self.answers[key] = package_by_sum(self.problem, key, self.limits)
            except (FrontierTooLarge, GroupTooLarge, OutOfTime):
                raise TooManyQuestions from None
        return self.answers[key]


@dataclass(frozen=True)
class Conflicts:
    """Minimal conflicts, the first as given; ``complete``: there are no others."""

    found: tuple[Conflict, ...]
    complete: bool


def all_conflicts(
    problem: Problem, known: Sequence[Conflict], limits: Limits, most: int = MOST_CONFLICTS
) -> Conflicts:
    """List all minimal conflicts, those known first, up to ``most``.

    At most `MOST_QUESTIONS` questions of feasibility are asked.
    """
    questions, found = Questions(problem, limits), list(known)
    sets = _Map(len(problem.demands), limits)
    for conflict in found:
        sets.leave_out_above(conflict.demands)
    try:
        while (seed := sets.largest_left()) is not None:
            package = questions.meets(seed)
            if package is not None:
                sets.leave_out_below(_grown(problem, seed, package, questions))
                continue
            if len(found) >= most:
                return Conflicts(tuple(found), False)
            found.append(shrunk(problem, seed, questions.meets))
            sets.leave_out_above(found[-1].demands)
    except (TooManyQuestions, OutOfTime):
        return Conflicts(tuple(found), False)
    return Conflicts(tuple(found), True)


def _grown(
    problem: Problem, demands: Collection[int], package: npt.NDArray[np.int32], questions: Questions
) -> set[int]:
    """Grow a set of demands to a largest one with these in it that some package meets."""
    met = set(range(len(problem.demands))) - set(problem.broken_demands(package[None, :]))
    for demand in sorted(set(range(len(problem.demands))) - met):
        if demand not in met and (other := questions.meets(met | {demand})) is not None:
            met = set(range(len(problem.demands))) - set(problem.broken_demands(other[None, :]))
    if not set(demands) <= met:
        raise AssertionError(
            "internal error: a package does not meet the demands that it was found for"
        )
    return met


class _Map:
    """Sets of demands about which nothing is known yet."""

    def __init__(self, n: int, limits: Limits) -> None:
        from ortools.sat.python import cp_model

        self.cp, self.limits = cp_model, limits
        self.model: Any = cp_model.CpModel()
        self.inside = [self.model.new_bool_var("") for _ in range(n)]
        self.model.maximize(sum(self.inside))

    def leave_out_above(self, conflict: Collection[int]) -> None:
        """Leave out the sets that hold a conflict: they cannot be met."""
        self.model.add_bool_or([self.inside[d].negated() for d in conflict])

    def leave_out_below(self, met: Collection[int]) -> None:
        """Leave out the sets inside one that can be met: they can be met."""
        self.model.add_bool_or([v for d, v in enumerate(self.inside) if d not in met])

    def largest_left(self) -> tuple[int, ...] | None:
        """Give a largest set about which nothing is known; None: there is none.

        Raises `OutOfTime`.
        """
        self.limits.check_time()
        solver, status = run_solver(self.model, self.limits.seconds_left, MAP_WORK)
        if status == self.cp.INFEASIBLE:
            return None
        if status != self.cp.OPTIMAL:
            raise OutOfTime("the time limit")
        return tuple(d for d, v in enumerate(self.inside) if solver.boolean_value(v))
