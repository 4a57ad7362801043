"""Is there a package that meets these demands? Exact, by CP-SAT, where adding up the issues is too much work.

As in the checker, which shares no code with this room: numbers too long for the solver are divided and rounded up, so that a
question becomes easier to meet and never harder, and what is found is looked at in whole numbers. One step of presolve that loses
solutions in version 9.15 is switched off (or-tools issues 5274 and 5293).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.errors import OutOfTime
from goodoffices.analysis.groups import Coordinate, forbidden_boxes, limit_coordinates, party_coordinate
from goodoffices.analysis.patience import while_time_lasts
from goodoffices.analysis.problem import Box, Problem

#: Sums that the solver is given stay below this.
SOLVER_SAFE = 2**50
#: Packages that met the rounded question and not the true one, before it is given up.
MOST_MISTAKEN = 100
WORKERS = 4


def package_reaching(
    problem: Problem, coordinates: Sequence[Coordinate], forbidden: Sequence[Box], seconds_left: Callable[[], float]
) -> npt.NDArray[np.int32] | None:
    """A package (option indices) at or above the floors of all coordinates and in no forbidden box; None if there is none.

    Exact. Raises `OutOfTime` where it was not decided.
    """
    program = _Program(problem, coordinates, forbidden)
    for _ in range(MOST_MISTAKEN):
        package = program.solve(seconds_left)
        if package is None or all(_reaches(c, package) for c in coordinates):
            return package
        program.leave_out(package)
    raise OutOfTime("numbers longer than the solver holds")


def package_meeting_by_program(
    problem: Problem, demands: Collection[int], seconds_left: Callable[[], float]
) -> npt.NDArray[np.int32] | None:
    """A package that meets these demands, whatever the others say; None if there is none. Exact. Raises `OutOfTime`."""
    floors, _ = problem.raw_floors()
    coordinates = []
    for p, (floor, demand) in enumerate(zip(floors, problem.walk_away_demand, strict=True)):
        if demand in demands and demand is not None:
            if floor is None:
                return None
            coordinates.append(party_coordinate(problem, p, floor=floor, objective=False))
    coordinates += limit_coordinates(problem, demands)
    return package_reaching(problem, coordinates, forbidden_boxes(problem, demands), seconds_left)


def _reaches(coordinate: Coordinate, package: npt.NDArray[np.int32]) -> bool:
    total = coordinate.offset + sum(int(values[package[j]]) for j, values in coordinate.values.items())
    total += sum(points for box, points in coordinate.boxes if box.holds(package[None, :])[0])
    return coordinate.floor is None or total >= coordinate.floor


class _Program:
    """The question as a model of the solver."""

    def __init__(self, problem: Problem, coordinates: Sequence[Coordinate], forbidden: Sequence[Box]) -> None:
        from ortools.sat.python import cp_model

        self.cp, self.problem = cp_model, problem
        self.model: Any = cp_model.CpModel()
        self.options = [{int(o): self.model.new_bool_var("") for o in allowed} for allowed in problem.allowed]
        self.inside: dict[tuple[int, bytes], Any] = {}
        for row in self.options:
            self.model.add_exactly_one(list(row.values()))
        for box in forbidden:
            self.model.add_bool_or([literal.negated() for literal in self._literals(box)])
        for coordinate in coordinates:
            if coordinate.floor is not None:
                self._reach(coordinate, coordinate.floor)

    def _literals(self, box: Box) -> list[Any]:
        return [self._inside(j, mask) for j, mask in zip(box.issues, box.masks, strict=True)]

    def _inside(self, j: int, mask: npt.NDArray[np.bool_]) -> Any:
        """Whether issue j is settled by an option of the mask."""
        key = (j, mask.tobytes())
        if key not in self.inside:
            literal = self.model.new_bool_var("")
            self.model.add(sum(variable for o, variable in self.options[j].items() if mask[o]) == literal)
            self.inside[key] = literal
        return self.inside[key]

    def _reach(self, coordinate: Coordinate, floor: int) -> None:
        largest = sum(max(abs(int(v)) for v in values) for values in coordinate.values.values())
        largest += sum(abs(points) for _, points in coordinate.boxes) + abs(coordinate.offset)
        divisor = -(-largest // SOLVER_SAFE) or 1
        variables, factors = [], []
        for j, values in coordinate.values.items():
            for o, variable in self.options[j].items():
                variables.append(variable)
                factors.append(-(-int(values[o]) // divisor))
        for box, points in coordinate.boxes:
            literals, holds = self._literals(box), self.model.new_bool_var("")
            self.model.add_bool_and(literals).only_enforce_if(holds)
            self.model.add_bool_or([*(literal.negated() for literal in literals), holds])
            variables.append(holds)
            factors.append(-(-points // divisor))
        near = min(max(floor - coordinate.offset, -2 * largest), 2 * largest + 1)
        self.model.add(self.cp.LinearExpr.weighted_sum(variables, factors) >= -(-near // divisor))

    def leave_out(self, package: npt.NDArray[np.int32]) -> None:
        """Ask for another package than this."""
        self.model.add_bool_or([row[int(o)].negated() for row, o in zip(self.options, package, strict=True)])

    def solve(self, seconds_left: Callable[[], float]) -> npt.NDArray[np.int32] | None:
        """A package that meets the question as the solver holds it, or None. Raises `OutOfTime`."""
        seconds = seconds_left()
        if seconds <= 0:
            raise OutOfTime("the time limit")
        solver = self.cp.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = WORKERS
        solver.parameters.presolve_inclusion_work_limit = 0
        # An interruption is the program's, not the solver's.
        solver.parameters.catch_sigint_signal = False
        status = while_time_lasts(lambda: solver.solve(self.model), seconds_left)
        if status == self.cp.INFEASIBLE:
            return None
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            raise OutOfTime("the time limit")
        return np.array([next(o for o, v in row.items() if solver.boolean_value(v)) for row in self.options], np.int32)
