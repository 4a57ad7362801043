"""Issues tied too densely to eliminate: two coordinates, solved by integer programs. Exact.

One point of the frontier is found after another. The second coordinate is made as great as can be
while the first exceeds that of the last point found; then, at that value, the first. Without the
second step points would be efficient only weakly.

References
----------
Y. Y. Haimes, L. S. Lasdon, D. A. Wismer (1971), On a bicriterion formulation of the problems of
integrated system identification and system optimization, IEEE Transactions on Systems, Man, and
Cybernetics 1(3), 296-297.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.merging import TiedIssues
from goodoffices.analysis.problem.errors import OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Integers
from goodoffices.analysis.solvers.cp_sat import SOLVER_SAFE, ConditionModel
from goodoffices.analysis.solvers.time_limits import WorkBudget

#: Work, in the solver's own units, after which a group is given up: a minute or two.
WORK = 60.0


def can_be_programmed(tied: TiedIssues) -> bool:
    """Tell whether there are two coordinates, whose sums the solver holds."""
    if len(tied.constant) != 2:
        return False
    largest = sum(abs(v).max(axis=0) for v in tied.values.values()) + sum(
        abs(t.points) for t in tied.terms if t.points is not None
    )
    return bool((largest < SOLVER_SAFE).all())


def efficient_by_programs(
    tied: TiedIssues, limits: Limits
) -> tuple[Integers, npt.NDArray[np.int32]]:
    """List all undominated vectors (n, 2) of tied issues, and a choice for each.

    A choice is a row of option indices (n, issues). Raises `OutOfTime`.
    """
    program = _TiedModel(tied, WorkBudget(WORK, limits.seconds_left))
    vectors: list[tuple[int, int]] = []
    choices: list[list[int]] = []
    above: int | None = None
    while (best := program.greatest(1, above, None)) is not None:
        found = program.greatest(0, above, best[0][1])
        assert found is not None
        vectors.append(found[0])
        choices.append(found[1])
        above = found[0][0]
    values = np.array(vectors, np.int64).reshape(-1, 2) + tied.constant
    return values, np.array(choices, np.int32).reshape(-1, len(tied.options))


class _TiedModel(ConditionModel):
    """The tied issues as a model of CP-SAT."""

    def __init__(self, tied: TiedIssues, budget: WorkBudget) -> None:
        super().__init__({j: len(o) for j, o in tied.options.items()})
        self.tied, self.budget = tied, budget
        self.hint: list[int] | None = None
        variables: list[tuple[list[Any], list[int]]] = [([], []), ([], [])]
        for j, row in self.options.items():
            for c, (into, factors) in enumerate(variables):
                into += row
                factors += [int(v) for v in tied.values[j][:, c]]
        for term in tied.terms:
            if term.points is None:
                self.forbid(term.masks.items())
                continue
            holds = self.holds(term.masks.items())
            for c, (into, factors) in enumerate(variables):
                into.append(holds)
                factors.append(int(term.points[c]))
        self.totals = [
            self.cp.LinearExpr.weighted_sum(into, factors) for into, factors in variables
        ]

    def greatest(
        self, coordinate: int, above: int | None, second: int | None
    ) -> tuple[tuple[int, int], list[int]] | None:
        """Find the vector and choice at which a coordinate is greatest; None: there is none.

        The first coordinate is above a number, the second at least one.
        """
        question = self.model.clone()
        if above is not None:
            question.add(self.totals[0] >= above + 1)
        if second is not None:
            question.add(self.totals[1] >= second)
        question.maximize(self.totals[coordinate])
        if self.hint is not None:
            for row, chosen in zip(self.options.values(), self.hint, strict=True):
                for k, variable in enumerate(row):
                    question.add_hint(variable, k == chosen)
        work = self.budget.work_left()
        if work <= 0:
            raise OutOfTime("the time for issues tied so densely")
        solver, status = self.solve(question, self.budget.seconds_left, work)
        self.budget.spend(work if status is None else solver.response_proto.deterministic_time)
        if status == self.cp.INFEASIBLE:
            return None
        if status != self.cp.OPTIMAL:
            raise OutOfTime("the time for issues tied so densely")
        self.hint = self.chosen(solver)
        choice = [int(o[k]) for o, k in zip(self.tied.options.values(), self.hint, strict=True)]
        return self._vector(self.hint), choice

    def _vector(self, chosen: list[int]) -> tuple[int, int]:
        """Evaluate the vector here; it is not taken from the solver."""
        at = dict(zip(self.options, chosen, strict=True))
        total = sum(self.tied.values[j][k] for j, k in at.items()) + np.zeros(2, np.int64)
        for term in self.tied.terms:
            if term.points is not None and all(mask[at[j]] for j, mask in term.masks.items()):
                total = total + term.points
        return int(total[0]), int(total[1])
