"""Is there a package that reaches these bounds? An integer program answers.

It is solved by CP-SAT, which works on integers. One step of its presolve, which looks for
exactly-one constraints inside sums, loses solutions in version 9.15 (or-tools issues 5274 and
5293): it is switched off. A test holds a case on which it says *infeasible* of what is not.

Every bound has the form *at least*. Where numbers are too long for the solver they are divided and
rounded so that the question becomes easier to meet, never harder. That no package meets it then
proves that none meets the true one, and a package that it finds is looked at in whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.proof.checking.quantity import AtLeast, IndexedCondition, Quantity, Rules
from goodoffices.proof.checking.space import Space
from goodoffices.proof.verdict import Claim

#: Sums that the solver is given stay below this.
SOLVER_SAFE = 2**50
#: Packages that met the rounded question and not the true one; after so many the question stays
#: open.
MOST_MISTAKEN = 300
#: One search at a time: several side by side find another package from run to run.
WORKERS = 1


@dataclass(frozen=True)
class SolverAnswer:
    """What the solver found.

    ``impossible``: no package meets everything. ``package``: positions of options that meet
    everything. Neither: not decided.
    """

    impossible: bool = False
    package: tuple[int, ...] | None = None


OPEN = SolverAnswer()


def claim_of_none(answer: SolverAnswer, name: str, said: str, unshown: str) -> Claim:
    """Claim what holds if there is no such package: accepted where the solver proves that.

    ``said``: what then holds. ``unshown``: what is not shown where it found a package.
    """
    if answer.package is not None:
        return Claim.refused(name, unshown)
    return (
        Claim.accepted(name, said)
        if answer.impossible
        else Claim.open(name, "this was not decided.")
    )


class IntegerProof:
    """Questions about the packages that keep some rules.

    ``seconds_left`` says how long may still be taken.
    """

    def __init__(self, space: Space, rules: Rules, seconds_left: Callable[[], float]) -> None:
        from ortools.sat.python import cp_model

        self.cp, self.rules, self.seconds_left = cp_model, rules, seconds_left
        self.model: Any = cp_model.CpModel()
        self.options = [
            [self.model.new_bool_var("") for _ in issue.options] for issue in space.case.issues
        ]
        self.inside: dict[tuple[int, frozenset[int]], Any] = {}
        self.holding: dict[IndexedCondition, Any] = {}
        self.linear: dict[int, tuple[Quantity, Any, int]] = {}
        self.reached: dict[tuple[int, int], Any] = {}
        for row in self.options:
            self.model.add_exactly_one(row)
        for condition in rules.forbidden:
            self.model.add_bool_or([self._inside(j, allowed).negated() for j, allowed in condition])
        for expression, bound in map(self._scaled, rules.reached):
            self.model.add(expression >= bound)

    def _inside(self, j: int, allowed: frozenset[int]) -> Any:
        """Give the literal that says whether issue j is settled by one of these options."""
        if (j, allowed) not in self.inside:
            chosen = [self.options[j][i] for i in sorted(allowed)]
            if len(chosen) == 1:
                literal = chosen[0]
            else:
                literal = self.model.new_bool_var("")
                self.model.add(sum(chosen) == literal)
            self.inside[j, allowed] = literal
        return self.inside[j, allowed]

    def _holds(self, condition: IndexedCondition) -> Any:
        """Give the literal that says whether a condition holds."""
        if condition not in self.holding:
            literals = [self._inside(j, allowed) for j, allowed in condition]
            literal = self.model.new_bool_var("")
            self.model.add_bool_and(literals).only_enforce_if(literal)
            self.model.add_bool_or([*(other.negated() for other in literals), literal])
            self.holding[condition] = literal
        return self.holding[condition]

    def _scaled(self, one: AtLeast) -> tuple[Any, int]:
        """Write a bound as an expression and an integer.

        Both are rounded up after division: that is easier to meet, never harder.
        """
        quantity = one.quantity
        if id(quantity) not in self.linear:
            divisor = -(-quantity.largest // SOLVER_SAFE) or 1
            variables, factors = [], []
            for j, amounts in quantity.amounts.items():
                for option, amount in zip(self.options[j], amounts, strict=True):
                    variables.append(option)
                    factors.append(-(-amount // divisor))
            for condition, points in quantity.conditions:
                variables.append(self._holds(condition))
                factors.append(-(-points // divisor))
            constant = -(-quantity.constant // divisor)
            expression = (
                self.cp.LinearExpr.weighted_sum(variables, factors) + constant
                if variables
                else constant
            )
            self.linear[id(quantity)] = (quantity, expression, divisor)
        _, expression, divisor = self.linear[id(quantity)]
        return expression, -(-one.near // divisor)

    def _reaches(self, one: AtLeast) -> Any:
        """Give a literal that may be true only where the bound is reached."""
        key = (id(one.quantity), one.bound)
        if key not in self.reached:
            literal = self.model.new_bool_var("")
            expression, bound = self._scaled(one)
            self.model.add(expression >= bound).only_enforce_if(literal)
            self.reached[key] = literal
        return self.reached[key]

    def find(
        self, bounds: Sequence[AtLeast], either: Sequence[Sequence[AtLeast]] = ()
    ) -> SolverAnswer:
        """Find a package that keeps the rules and reaches all of ``bounds``.

        Of each row of ``either`` it reaches at least one.
        """
        if self.rules.impossible:
            return SolverAnswer(impossible=True)
        scaled = [self._scaled(one) for one in bounds]
        rows = [[self._reaches(one) for one in row] for row in either]
        question = self.model.clone()
        for expression, bound in scaled:
            question.add(expression >= bound)
        for row in rows:
            question.add_bool_or(row)
        for _ in range(MOST_MISTAKEN):
            status, found = self._solve(question)
            if status == self.cp.INFEASIBLE:
                return SolverAnswer(impossible=True)
            if found is None:
                return OPEN
            if all(one.holds(found) for one in (*self.rules.reached, *bounds)) and all(
                any(o.holds(found) for o in row) for row in either
            ):
                return SolverAnswer(package=found)
            question.add_bool_or([self.options[j][i].negated() for j, i in enumerate(found)])
        return OPEN

    def _solve(self, question: Any) -> tuple[Any, tuple[int, ...] | None]:
        seconds = self.seconds_left()
        if seconds <= 0:
            return self.cp.UNKNOWN, None
        solver = self.cp.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = WORKERS
        solver.parameters.presolve_inclusion_work_limit = 0
        # An interruption is meant for the whole program, which waits beside this.
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(question)
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return status, None
        return status, tuple(
            next(i for i, o in enumerate(row) if solver.boolean_value(o)) for row in self.options
        )
