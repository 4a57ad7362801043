"""The most of a linear function over all truths of a party with rankings, as a linear program.

It is solved in floating point and proven in fractions.

The solver's basis is solved again in fractions. The truth found is checked against bounds and
rankings, and the multipliers of the rankings give an upper bound (`PartyDoubt.bound`). Only where
both meet, the answer is taken. So nothing that the solver says is believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from goodoffices.analysis.doubt.party_doubt import ZERO, Linear, PartyDoubt, Truth
from goodoffices.analysis.problem.errors import NotDecided

#: A variable of the program: a weight, a worth, the floor, or what a row lacks.
Variable = tuple[str, int, int]
FLOOR: Variable = ("floor", 0, 0)
UNSOLVED = "a linear program over the rankings was not solved exactly"
#: Weights below this are taken for 0 in floating point.
TINY = 1e-9


@dataclass(frozen=True)
class RoughTruth:
    """A truth in floating point.

    It may miss bounds and rankings by what a solver takes for nothing.
    """

    weights: tuple[float, ...]
    scores: tuple[tuple[float, ...], ...]
    walk_away: float | None


@dataclass(frozen=True)
class _Expression:
    terms: dict[Variable, Fraction]
    constant: Fraction


class LinearProgram:
    """The truths as a linear program in GLOP.

    ``lacking``: each row may lack something, and the least sum of that is asked for.
    """

    def __init__(self, doubt: PartyDoubt, *, lacking: bool = False) -> None:
        from ortools.linear_solver import pywraplp

        self.doubt, self.api = doubt, pywraplp
        self.bounds: dict[Variable, tuple[Fraction, Fraction | None]] = {}
        self.rows = [self._express(row.at_least_zero) for row in doubt.rows]
        self.objective: dict[Variable, Fraction] = {}
        if lacking:
            for k, row in enumerate(self.rows):
                self.bounds["lack", k, 0] = (ZERO, None)
                row.terms["lack", k, 0] = Fraction(1)
                # What the model asks itself is never given up.
                self.objective["lack", k, 0] = (
                    Fraction(-1) if doubt.rows[k].ranking else Fraction(-10_000)
                )
        self.n_rankings = len(self.rows)
        self._all_options()
        self.rows += self._shape()
        self.solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        infinite = self.solver.infinity()
        self.columns = {
            v: self.solver.NumVar(float(low), infinite if high is None else float(high), "")
            for v, (low, high) in self.bounds.items()
        }
        self.lines = []
        for row in self.rows:
            line = self.solver.Constraint(-float(row.constant), infinite)
            for variable, factor in row.terms.items():
                line.SetCoefficient(self.columns[variable], float(factor))
            self.lines.append(line)
        self.solver.Objective().SetMaximization()

    def _express(self, linear: Linear) -> _Expression:
        """Express a function in what is free to vary; certain numbers go into coefficients."""
        doubt = self.doubt
        terms: dict[Variable, Fraction] = {}
        constant = linear.constant
        of_weights = dict(linear.of_weights)
        for (j, i), g in linear.of_worths.items():
            low, high = doubt.scores[j][i]
            if low == high:
                of_weights[j] = of_weights.get(j, ZERO) + g * low
            else:
                _add(terms, self._worth(j, i), g)
        if linear.of_floor and doubt.walk_away is not None:
            low, high = doubt.walk_away
            if low != high:
                _add(terms, self._floor(), linear.of_floor)
            elif doubt.total is not None:
                constant += linear.of_floor * low * doubt.total
            else:
                for j in range(len(doubt.weights)):
                    of_weights[j] = of_weights.get(j, ZERO) + linear.of_floor * low
        for j, a in of_weights.items():
            low, high = doubt.weights[j]
            if low == high:
                constant += a * low
            else:
                _add(terms, self._weight(j), a)
        return _Expression(terms, constant)

    def _weight(self, j: int) -> Variable:
        self.bounds.setdefault(("weight", j, 0), self.doubt.weights[j])
        return ("weight", j, 0)

    def _worth(self, j: int, i: int) -> Variable:
        if ("worth", j, i) not in self.bounds:
            ends = [w * v for w in self.doubt.weights[j] for v in self.doubt.scores[j][i]]
            self.bounds["worth", j, i] = (min(ends), max(ends))
        return ("worth", j, i)

    def _floor(self) -> Variable:
        if FLOOR not in self.bounds and self.doubt.walk_away is not None:
            totals = (
                [self.doubt.total] * 2
                if self.doubt.total is not None
                else [sum((w[k] for w in self.doubt.weights), ZERO) for k in (0, 1)]
            )
            ends = [d * t for d in self.doubt.walk_away for t in totals if t is not None]
            self.bounds[FLOOR] = (min(ends), max(ends))
        return FLOOR

    def _all_options(self) -> None:
        """Make every number in doubt a variable, so that each answer is a whole truth."""
        for j, (bounds, row) in enumerate(zip(self.doubt.weights, self.doubt.scores, strict=True)):
            if bounds[0] < bounds[1]:
                self._weight(j)
            for i, (low, high) in enumerate(row):
                if low < high:
                    self._worth(j, i)
        if self.doubt.walk_away is not None and self.doubt.walk_away[0] < self.doubt.walk_away[1]:
            self._floor()

    def _shape(self) -> list[_Expression]:
        """Say that a worth lies between the weight times the least and times the greatest score.

        So does the floor.
        """
        found = []
        for kind, j, i in list(self.bounds):
            if kind == "worth" and self.doubt.weights[j][0] < self.doubt.weights[j][1]:
                low, high = self.doubt.scores[j][i]
                found.append(_Expression({(kind, j, i): Fraction(1), ("weight", j, 0): -low}, ZERO))
                found.append(
                    _Expression({(kind, j, i): Fraction(-1), ("weight", j, 0): high}, ZERO)
                )
            elif kind == "floor" and self.doubt.total is None and self.doubt.walk_away is not None:
                low, high = self.doubt.walk_away
                everything = self._express(
                    Linear(of_weights=dict.fromkeys(range(len(self.doubt.weights)), Fraction(1)))
                )
                for sign, end in ((1, low), (-1, high)):
                    terms = {v: -sign * end * a for v, a in everything.terms.items()} | {
                        FLOOR: Fraction(sign)
                    }
                    found.append(_Expression(terms, -sign * end * everything.constant))
        return found

    def most(
        self, linear: Linear
    ) -> tuple[Fraction, dict[Variable, Fraction], tuple[Fraction, ...]]:
        """Give the optimum in fractions, as the solver's basis gives it.

        With it come the value of each variable and the multipliers. Raises `NotDecided`.
        """
        wanted = self._express(linear)
        terms = dict(self.objective)
        for variable, factor in wanted.terms.items():
            _add(terms, variable, factor)
        self._solve(terms)
        values, prices = self._in_fractions(terms)
        value = wanted.constant + sum((a * values[v] for v, a in terms.items()), ZERO)
        multipliers = tuple(max(ZERO, -prices.get(k, ZERO)) for k in range(self.n_rankings))
        return value, values, multipliers

    def _solve(self, terms: dict[Variable, Fraction]) -> None:
        objective = self.solver.Objective()
        for variable, column in self.columns.items():
            objective.SetCoefficient(column, float(terms.get(variable, ZERO)))
        if self.solver.Solve() == self.api.Solver.OPTIMAL:
            return
        # Floating point sometimes loses its way from one basis to the next: begin afresh, by
        # another path.
        kinds = self.api.MPSolverParameters
        for algorithm in (kinds.PRIMAL, kinds.DUAL):
            afresh = self.api.MPSolverParameters()
            afresh.SetIntegerParam(kinds.INCREMENTALITY, kinds.INCREMENTALITY_OFF)
            afresh.SetIntegerParam(kinds.PRESOLVE, kinds.PRESOLVE_OFF)
            afresh.SetIntegerParam(kinds.LP_ALGORITHM, algorithm)
            if self.solver.Solve(afresh) == self.api.Solver.OPTIMAL:
                return
        raise NotDecided("a linear program over the rankings was not solved")

    def roughly_most(self, linear: Linear) -> RoughTruth:
        """Give the truth as the solver has it, in floating point."""
        self._solve(self._express(linear).terms)
        found = {variable: column.solution_value() for variable, column in self.columns.items()}
        doubt = self.doubt
        weights = tuple(
            float(low) if low == high else found["weight", j, 0]
            for j, (low, high) in enumerate(doubt.weights)
        )
        scores = tuple(
            tuple(
                float(low)
                if low == high or weights[j] <= TINY
                else found["worth", j, i] / weights[j]
                for i, (low, high) in enumerate(row)
            )
            for j, row in enumerate(doubt.scores)
        )
        if doubt.walk_away is None:
            return RoughTruth(weights, scores, None)
        low, high = doubt.walk_away
        total = sum(weights) if doubt.total is None else float(doubt.total)
        return RoughTruth(
            weights, scores, float(low) if low == high or total <= TINY else found[FLOOR] / total
        )

    def _in_fractions(
        self, objective: dict[Variable, Fraction]
    ) -> tuple[dict[Variable, Fraction], dict[int, Fraction]]:
        """Solve the basis again, in fractions.

        Gives the value of each variable, and the price of each row that is tight.
        """
        import flint

        basic, values = [], {}
        for variable, column in self.columns.items():
            status = column.basis_status()
            low, high = self.bounds[variable]
            if status == self.api.Solver.BASIC:
                basic.append(variable)
            else:
                values[variable] = (
                    high if status == self.api.Solver.AT_UPPER_BOUND and high is not None else low
                )
        tight = [
            k for k, line in enumerate(self.lines) if line.basis_status() != self.api.Solver.BASIC
        ]
        if len(tight) != len(basic):
            raise NotDecided(UNSOLVED)
        if not basic:
            return values, {}
        n, at = len(basic), {v: c for c, v in enumerate(basic)}
        matrix, right = flint.fmpq_mat(n, n), flint.fmpq_mat(n, 1)
        for r, k in enumerate(tight):
            rest = -self.rows[k].constant
            for variable, factor in self.rows[k].terms.items():
                if variable in at:
                    matrix[r, at[variable]] = _fmpq(flint, factor)
                else:
                    rest -= factor * values[variable]
            right[r, 0] = _fmpq(flint, rest)
        costs = flint.fmpq_mat(n, 1, [_fmpq(flint, objective.get(v, ZERO)) for v in basic])
        try:
            found, prices = matrix.solve(right), matrix.transpose().solve(costs)
        except ZeroDivisionError:
            raise NotDecided(UNSOLVED) from None
        values |= {v: _fraction(found[c, 0]) for v, c in at.items()}
        return values, {k: _fraction(prices[r, 0]) for r, k in enumerate(tight)}

    def truth(self, values: dict[Variable, Fraction]) -> Truth:
        """Give the truth that values of the variables stand for."""
        doubt = self.doubt
        weights = tuple(
            low if low == high else values["weight", j, 0]
            for j, (low, high) in enumerate(doubt.weights)
        )
        scores = tuple(
            tuple(
                low if low == high or not weights[j] else values["worth", j, i] / weights[j]
                for i, (low, high) in enumerate(row)
            )
            for j, row in enumerate(doubt.scores)
        )
        floor = None
        if doubt.walk_away is not None:
            low, high = doubt.walk_away
            total = sum(weights, ZERO) if doubt.total is None else doubt.total
            floor = low if low == high or not total else values[FLOOR] / total
        return Truth(weights, scores, floor)


def _add(terms: dict[Variable, Fraction], variable: Variable, factor: Fraction) -> None:
    terms[variable] = terms.get(variable, ZERO) + factor


def _fmpq(flint: Any, number: Fraction) -> Any:
    return flint.fmpq(number.numerator, number.denominator)


def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.p), int(number.q))
