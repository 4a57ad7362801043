"""A problem as a mixed-integer program in floating point (HiGHS, by way of OR-tools).

It suggests packages, and bounds what others can reach. Nothing that it says is taken for exact: a
package it finds is evaluated in whole numbers before it is used, and its bounds are called *proven
in floating point*.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.problem.problem import CompiledCondition, Problem
from goodoffices.analysis.solvers.time_limits import WorkBudget, while_time_lasts

#: The relative gap at which a search ends.
GAP = 1e-7
INFINITE = float("inf")
#: Utilities up to this are left as they are.
ORDINARY = 10_000

#: A weighted sum of columns.
Terms = Mapping[int, float]


@dataclass(frozen=True)
class SearchOutcome:
    """What a search found: a package as option indices, or None, and an upper bound.

    The bound is on what any package can reach. ``impossible``: the search ended and says that
    nothing meets the rows.
    """

    package: npt.NDArray[np.int32] | None
    bound: float
    impossible: bool = False


class MixedInteger:
    """The packages that keep all demands of a problem, as rows of a program.

    It may be given more columns and rows. ``raw[p]``: the column of party p's utility on the scale
    of the source. ``worth[p]``: of the most that it can be read as: cut where its file cuts it,
    with half a step of the grid where it is rounded. All are in multiples of ``unit``. ``in_zone``:
    whether walk-away values are demanded, too.
    """

    def __init__(self, problem: Problem, budget: WorkBudget, *, in_zone: bool = True) -> None:
        from ortools.math_opt.python import mathopt

        self.mathopt, self.problem, self.budget = mathopt, problem, budget
        self.unit = unit_of(problem)
        self.model: Any = mathopt.Model()
        self.columns: list[Any] = []
        self.options = [[self.add_column(0, 1, whole=True) for _ in o] for o in problem.allowed]
        for row in self.options:
            self.add_row(1, 1, dict.fromkeys(row, 1.0))
        for forbidden in problem.forbidden:
            self._forbid(forbidden.condition)
        self._limits()
        floors, _ = problem.raw_floors()
        self.raw = [
            self._raw(p, floors[p] if in_zone else None) for p in range(len(problem.preferences))
        ]
        self.worth = [self._read(p) for p in range(len(problem.preferences))]

    def add_column(self, lower: float, upper: float, *, whole: bool = False) -> int:
        """Add a column of one's own."""
        self.columns.append(self.model.add_variable(lb=lower, ub=upper, is_integer=whole))
        return len(self.columns) - 1

    def add_row(self, lower: float, upper: float, terms: Terms) -> None:
        """Add a weighted sum of columns that stays between two bounds."""
        row = self.model.add_linear_constraint(lb=lower, ub=upper)
        for column, factor in terms.items():
            row.set_coefficient(self.columns[column], factor)

    def raise_floor(self, column: int, lower: float) -> None:
        """Let a column be at least this."""
        variable = self.columns[column]
        variable.lower_bound = min(max(variable.lower_bound, lower), variable.upper_bound)

    def _inside(self, j: int, mask: npt.NDArray[np.bool_]) -> dict[int, float]:
        """Give the columns whose sum is 1 where an option of the mask settles issue j, else 0."""
        return {
            column: 1.0
            for column, o in zip(self.options[j], self.problem.allowed[j], strict=True)
            if mask[o]
        }

    def _forbid(self, condition: CompiledCondition) -> None:
        terms: dict[int, float] = {}
        for j, mask in zip(condition.issues, condition.masks, strict=True):
            terms |= self._inside(j, mask)
        self.add_row(-INFINITE, len(condition.issues) - 1, terms)

    def _holds(self, condition: CompiledCondition) -> int:
        """Give a column that is 1 where a condition holds, else 0."""
        column = self.add_column(0, 1)
        everything = {column: -1.0}
        for j, mask in zip(condition.issues, condition.masks, strict=True):
            inside = self._inside(j, mask)
            self.add_row(0, INFINITE, {**inside, column: -1.0})
            everything |= inside
        self.add_row(-INFINITE, len(condition.issues) - 1, everything)
        return column

    def _limits(self) -> None:
        for bound in self.problem.sums:
            largest = (
                max((abs(a) for amounts in bound.amounts.values() for a in amounts), default=0) or 1
            )
            terms = {
                column: bound.amounts[j][o] / largest
                for j in bound.amounts
                for column, o in zip(self.options[j], self.problem.allowed[j], strict=True)
            }
            lower = -INFINITE if bound.lower is None else bound.lower / largest
            self.add_row(lower, INFINITE if bound.upper is None else bound.upper / largest, terms)

    def _raw(self, party: int, floor: int | None) -> int:
        problem, scale = self.problem, self.problem.evaluations[party].scale * self.unit
        raw = self.add_column(-INFINITE if floor is None else floor / scale, INFINITE)
        terms = {raw: -1.0}
        for row, values, allowed in zip(
            self.options, problem.contributions, problem.allowed, strict=True
        ):
            terms |= {
                column: int(values[o, party]) / scale
                for column, o in zip(row, allowed, strict=True)
            }
        for interaction in problem.interactions:
            if interaction.party == party:
                terms[self._holds(interaction.condition)] = interaction.points / scale
        offset = problem.offsets[party] / scale
        self.add_row(-offset, -offset, terms)
        return raw

    def _read(self, party: int) -> int:
        evaluation = self.problem.evaluations[party]
        if evaluation.is_plain:
            return self.raw[party]
        half = 0.0 if evaluation.grid is None else 0.5 / evaluation.grid / self.unit
        worth = self.add_column(
            -INFINITE,
            INFINITE
            if evaluation.cut is None
            else evaluation.cut / (evaluation.scale * self.unit) + half,
        )
        self.add_row(-half, INFINITE, {self.raw[party]: 1.0, worth: -1.0})
        return worth

    def maximise(
        self,
        objective: Terms,
        *,
        gap: float = GAP,
        starts_from: npt.NDArray[np.int32] | None = None,
    ) -> SearchOutcome:
        """Find the package at which a weighted sum of columns is greatest.

        It is found as far as the work and the time allow.
        """
        work, ends = int(self.budget.work_left()), self.mathopt.TerminationReason
        if work <= 0:
            return SearchOutcome(None, INFINITE)
        seconds = self.budget.seconds_left()
        self.model.maximize(
            self.mathopt.LinearSum([factor * self.columns[c] for c, factor in objective.items()])
        )
        parameters = self.mathopt.SolveParameters(
            time_limit=None if seconds == INFINITE else datetime.timedelta(seconds=seconds),
            node_limit=work,
            relative_gap_tolerance=gap,
            absolute_gap_tolerance=1e-9,
        )
        hints = [] if starts_from is None else [self._hint(starts_from)]
        hinted = self.mathopt.ModelSolveParameters(solution_hints=hints)
        try:
            result = while_time_lasts(
                lambda: self.mathopt.solve(
                    self.model,
                    self.mathopt.SolverType.HIGHS,
                    params=parameters,
                    model_params=hinted,
                ),
                self.budget.seconds_left,
            )
        except (AttributeError, RuntimeError, ValueError):
            # Numbers of very different sizes confuse the solver, and version 9.15 stumbles over its
            # own error. Nothing is then known.
            result = None
        self.budget.spend(work if result is None else 1 + result.solve_stats.node_count)
        if result is None:
            return SearchOutcome(None, INFINITE)
        if result.termination.reason in (ends.INFEASIBLE, ends.INFEASIBLE_OR_UNBOUNDED):
            return SearchOutcome(None, -INFINITE, impossible=True)
        bound = float(result.termination.objective_bounds.dual_bound)
        if not result.has_primal_feasible_solution():
            return SearchOutcome(None, bound)
        values = result.variable_values()
        package = [
            int(max(zip(row, o, strict=True), key=lambda pair: values[self.columns[pair[0]]])[1])
            for row, o in zip(self.options, self.problem.allowed, strict=True)
        ]
        return SearchOutcome(np.array(package, np.int32), bound)

    def _hint(self, package: npt.NDArray[np.int32]) -> Any:
        values = {
            self.columns[column]: float(o == chosen)
            for row, allowed, chosen in zip(
                self.options, self.problem.allowed, package, strict=True
            )
            for column, o in zip(row, allowed, strict=True)
        }
        return self.mathopt.SolutionHint(variable_values=values)


def unit_of(problem: Problem) -> int:
    """Give a power of two in whose multiples utilities suit the solver's tolerances.

    They are then small enough for these. The power is 1 for utilities of ordinary size.
    """
    largest = 0
    for p, evaluation in enumerate(problem.evaluations):
        raw = abs(problem.offsets[p]) + sum(
            abs(b.points) for b in problem.interactions if b.party == p
        )
        raw += sum(max(abs(int(v)) for v in values[:, p]) for values in problem.contributions)
        largest = max(largest, raw // evaluation.scale)
    return 1 if largest < ORDINARY else 1 << (largest // ORDINARY).bit_length()


def weighted(columns: Sequence[int], weights: Sequence[float] | None = None) -> dict[int, float]:
    """Give a sum of columns, or a weighted one."""
    return (
        dict.fromkeys(columns, 1.0) if weights is None else dict(zip(columns, weights, strict=True))
    )
