"""Packages and conditions as a model of CP-SAT, and the one way in which this room runs it.

One step of presolve that loses solutions in version 9.15 is switched off (or-tools issues 5274 and
5293).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.solvers.time_limits import while_time_lasts

#: Sums that the solver is given stay below this.
SOLVER_SAFE = 2**50
#: One search at a time: several side by side find another package from run to run. It is no slower
#: on the questions put here.
WORKERS = 1

Mask = npt.NDArray[np.bool_]


class ConditionModel:
    """A model in which each issue takes one option.

    It says whether an issue lies in a mask, and whether a condition of masks holds. ``options[j]``:
    a variable for each option of issue j; the masks follow these.
    """

    def __init__(self, sizes: Mapping[int, int]) -> None:
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.model: Any = cp_model.CpModel()
        self.options = {
            j: [self.model.new_bool_var("") for _ in range(n)] for j, n in sizes.items()
        }
        self._insides: dict[tuple[int, bytes], Any] = {}
        for row in self.options.values():
            self.model.add_exactly_one(row)

    def _inside(self, j: int, mask: Mask) -> Any:
        """Tell whether issue j is settled by an option of the mask."""
        key = (j, mask.tobytes())
        if key not in self._insides:
            chosen = [
                variable for variable, inside in zip(self.options[j], mask, strict=True) if inside
            ]
            literal = chosen[0] if len(chosen) == 1 else self.model.new_bool_var("")
            if len(chosen) != 1:
                self.model.add(sum(chosen) == literal)
            self._insides[key] = literal
        return self._insides[key]

    def forbid(self, condition: Iterable[tuple[int, Mask]]) -> None:
        """Let no package lie in a condition."""
        self.model.add_bool_or([self._inside(j, mask).negated() for j, mask in condition])

    def holds(self, condition: Iterable[tuple[int, Mask]]) -> Any:
        """Give a literal that is true exactly where a condition holds."""
        literals, holds = (
            [self._inside(j, mask) for j, mask in condition],
            self.model.new_bool_var(""),
        )
        self.model.add_bool_and(literals).only_enforce_if(holds)
        self.model.add_bool_or([*(literal.negated() for literal in literals), holds])
        return holds

    def leave_out(self, chosen: Iterable[int]) -> None:
        """Ask for another choice (a position for each issue, in order) than this."""
        self.model.add_bool_or(
            [row[k].negated() for row, k in zip(self.options.values(), chosen, strict=True)]
        )

    def chosen(self, solver: Any) -> list[int]:
        """Give the position of the option chosen for each issue, in order."""
        return [
            next(k for k, variable in enumerate(row) if solver.boolean_value(variable))
            for row in self.options.values()
        ]

    def solve(
        self, question: Any, seconds_left: Callable[[], float], work: float = math.inf
    ) -> tuple[Any, Any]:
        """Run `run_solver` on this model or a clone of it."""
        return run_solver(question, seconds_left, work)


def run_solver(
    question: Any, seconds_left: Callable[[], float], work: float = math.inf
) -> tuple[Any, Any]:
    """Run the solver on a model: give it and its status; None where the time ended first.

    ``work``: what the search may cost, in the solver's own units, which count steps and not seconds
    (one takes about a second, or a few).
    """
    from ortools.sat.python import cp_model

    solver: Any = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.0, seconds_left())
    solver.parameters.max_deterministic_time = work
    solver.parameters.num_workers = WORKERS
    solver.parameters.presolve_inclusion_work_limit = 0
    # An interruption is the program's, not the solver's.
    solver.parameters.catch_sigint_signal = False
    return solver, while_time_lasts(lambda: solver.solve(question), seconds_left)
