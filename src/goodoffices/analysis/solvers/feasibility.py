"""Is there a package that meets these demands? Exact, by CP-SAT.

This is asked where adding up the issues is too much work.

As in the checker, which shares no code with this room, numbers too long for the solver are divided
and rounded up. So a question becomes easier to meet and never harder, and what is found is looked
at in whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.problem.coordinates import (
    Coordinate,
    demand_coordinates,
    forbidden_conditions,
)
from goodoffices.analysis.problem.errors import OutOfTime
from goodoffices.analysis.problem.problem import CompiledCondition, Problem
from goodoffices.analysis.solvers.cp_sat import SOLVER_SAFE, ConditionModel, Mask

#: Packages that met the rounded question and not the true one, before it is given up.
MOST_MISTAKEN = 100


def package_reaching(
    problem: Problem,
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[CompiledCondition],
    seconds_left: Callable[[], float],
    work: float = math.inf,
) -> npt.NDArray[np.int32] | None:
    """Find a package at or above all floors and in no forbidden condition; None if there is none.

    The floors are those of the coordinates; the package is given by option indices. Exact.
    ``work``: as in `run_solver`. Raises `OutOfTime` where it was not decided.
    """
    program = _FeasibilityModel(problem, coordinates, forbidden)
    for _ in range(MOST_MISTAKEN):
        chosen = program.answer(seconds_left, work)
        if chosen is None:
            return None
        package = np.array(
            [allowed[k] for allowed, k in zip(problem.allowed, chosen, strict=True)], np.int32
        )
        if all(_reaches(c, package) for c in coordinates):
            return package
        program.leave_out(chosen)
    raise OutOfTime("numbers longer than the solver holds")


def package_meeting_by_program(
    problem: Problem, demands: Collection[int], seconds_left: Callable[[], float]
) -> npt.NDArray[np.int32] | None:
    """Find a package that meets these demands, whatever the others say; None if there is none.

    Exact. Raises `OutOfTime`.
    """
    coordinates = demand_coordinates(problem, demands)
    return (
        None
        if coordinates is None
        else package_reaching(
            problem, coordinates, forbidden_conditions(problem, demands), seconds_left
        )
    )


def _reaches(coordinate: Coordinate, package: npt.NDArray[np.int32]) -> bool:
    total = coordinate.offset + sum(
        int(values[package[j]]) for j, values in coordinate.values.items()
    )
    total += sum(
        points
        for condition, points in coordinate.conditions
        if condition.holds(package[None, :])[0]
    )
    return coordinate.floor is None or total >= coordinate.floor


class _FeasibilityModel(ConditionModel):
    """The question as a model of the solver."""

    def __init__(
        self,
        problem: Problem,
        coordinates: Sequence[Coordinate],
        forbidden: Sequence[CompiledCondition],
    ) -> None:
        super().__init__({j: len(allowed) for j, allowed in enumerate(problem.allowed)})
        self.problem = problem
        for condition in forbidden:
            self.forbid(self._over_allowed(condition))
        for coordinate in coordinates:
            if coordinate.floor is not None:
                self._reach(coordinate, coordinate.floor)

    def _over_allowed(self, condition: CompiledCondition) -> list[tuple[int, Mask]]:
        return [
            (j, mask[self.problem.allowed[j]])
            for j, mask in zip(condition.issues, condition.masks, strict=True)
        ]

    def _reach(self, coordinate: Coordinate, floor: int) -> None:
        largest = sum(max(abs(int(v)) for v in values) for values in coordinate.values.values())
        largest += sum(abs(points) for _, points in coordinate.conditions) + abs(coordinate.offset)
        divisor = -(-largest // SOLVER_SAFE) or 1
        variables, factors = [], []
        for j, values in coordinate.values.items():
            variables += self.options[j]
            factors += [-(-int(values[o]) // divisor) for o in self.problem.allowed[j]]
        for condition, points in coordinate.conditions:
            variables.append(self.holds(self._over_allowed(condition)))
            factors.append(-(-points // divisor))
        near = min(max(floor - coordinate.offset, -2 * largest), 2 * largest + 1)
        self.model.add(self.cp.LinearExpr.weighted_sum(variables, factors) >= -(-near // divisor))

    def answer(self, seconds_left: Callable[[], float], work: float) -> list[int] | None:
        """Give positions among the allowed options that meet the question, or None.

        The question is met as the solver holds it. Raises `OutOfTime`.
        """
        if seconds_left() <= 0:
            raise OutOfTime("the time limit")
        solver, status = self.solve(self.model, seconds_left, work)
        if status == self.cp.INFEASIBLE:
            return None
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            raise OutOfTime("the time limit")
        return self.chosen(solver)
