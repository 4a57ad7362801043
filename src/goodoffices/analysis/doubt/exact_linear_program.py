"""The most of a linear function over all truths of a party with rankings: a linear program, solved in floating point and proven in fractions.

The solver's basis is solved again in fractions. The truth found is checked against bounds and rankings, and the multipliers of the rankings give an upper
bound (`PartyDoubt.bound`); only where both meet, the answer is taken. So nothing that the solver says is believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from goodoffices.analysis.doubt.party_doubt import ZERO, Linear, PartyDoubt, Row, Truth, mixture
from goodoffices.analysis.problem.errors import NotDecided, RankingsContradict

#: A variable of the program: a weight, a worth, the floor, or what a row lacks.
Variable = tuple[str, int, int]
FLOOR: Variable = ("floor", 0, 0)
UNSOLVED = "a linear program over the rankings was not solved exactly"
#: Weights below this are taken for 0 in floating point.
TINY = 1e-9


@dataclass(frozen=True, kw_only=True)
class Most:
    """The most of a linear function, and the multipliers of the rows that prove it.

    ``point``: where it is reached, in proportions where only these matter; it may be a limit. ``truth``: a truth in which the function has the same sign, in the
    numbers of the file. ``is_reached``: False where the most is 0 and the function is below 0 in every truth, though as near to 0 as one likes.
    """

    value: Fraction
    truth: Truth
    multipliers: tuple[Fraction, ...]
    point: Truth
    is_reached: bool = True

    @property
    def may_be_zero_or_more(self) -> bool:
        """Whether the function is 0 or more in some truth."""
        return self.value > 0 or (self.value == 0 and self.is_reached)


@dataclass(frozen=True)
class RoughTruth:
    """A truth in floating point, which may miss bounds and rankings by what a solver takes for nothing."""

    weights: tuple[float, ...]
    scores: tuple[tuple[float, ...], ...]
    walk_away: float | None


@dataclass(frozen=True)
class _Expression:
    terms: dict[Variable, Fraction]
    constant: Fraction


class TruthsProgram:
    """All truths of one party, asked again and again for the most of something. Raises `RankingsContradict` where there are none."""

    def __init__(self, doubt: PartyDoubt) -> None:
        self.doubt = doubt
        if not doubt.rows:
            return
        if _contradicts(doubt):
            raise RankingsContradict(doubt.party, _smallest_contradiction(doubt))
        self.program = _LinearProgram(doubt)

    @cached_property
    def inner(self) -> Truth:
        """Proportions in which a weight known to be above 0 is as large as it can be: far from the limit."""
        counts = self.doubt.counts
        _, values, _ = self.program.most(Linear() if counts is None else Linear(of_weights={counts: Fraction(1)}))
        return self.program.truth(values)

    def most(self, linear: Linear) -> Most:
        """The most of a linear function. Exact. Cost: without rankings a sum; with them a linear program. Raises `NotDecided`."""
        if not self.doubt.rows:
            truth = self.doubt.greedy(linear)
            return Most(value=self.doubt.bound(linear), truth=truth, multipliers=(), point=truth)
        value, values, multipliers = self.program.most(linear)
        point = self.program.truth(values)
        if not self.doubt.allows_point(point) or self.doubt.value(linear, point) != value or self.doubt.bound(linear, multipliers) != value:
            raise NotDecided(UNSOLVED)
        if not self.doubt.is_limit(point):
            return Most(value=value, truth=self.doubt.in_own_numbers(point), multipliers=multipliers, point=point)
        if value == 0:
            return self._where_zero(linear, point, multipliers)
        return Most(value=value, truth=self.doubt.in_own_numbers(self._near(linear, point, value)), multipliers=multipliers, point=point)

    def _near(self, linear: Linear, limit: Truth, value: Fraction) -> Truth:
        """A truth near a limit, with a value of the same sign."""
        share = Fraction(1, 16)
        while True:
            truth = mixture([1 - share, share], [limit, self.inner], self.doubt)
            if (self.doubt.value(linear, truth) > 0) == (value > 0):
                return truth
            share /= 16

    def _where_zero(self, linear: Linear, limit: Truth, multipliers: tuple[Fraction, ...]) -> Most:
        """A function that is at most 0, and 0 at a limit: a truth in which it is 0, too, or the proof that it is below 0 in every truth.

        The largest that the weight which counts can be where the function is 0 or more is asked for. If that is 0, the price of "0 or more" turns the
        multipliers into a proof (Motzkin's transposition theorem, 1936): the function and so many times what is above 0 are at most 0.
        """
        counts = self.doubt.counts
        assert counts is not None
        program = _LinearProgram(replace(self.doubt, rows=(*self.doubt.rows, Row("", linear))))
        most, values, prices = program.most(Linear(of_weights={counts: Fraction(1)}))
        if most > 0:
            point = program.truth(values)
            if not self.doubt.allows_point(point) or self.doubt.value(linear, point) != 0:
                raise NotDecided(UNSOLVED)
            return Most(value=ZERO, truth=self.doubt.in_own_numbers(point), multipliers=multipliers, point=point)
        *of_rows, price = prices
        if price <= 0:
            raise NotDecided(UNSOLVED)
        multipliers = tuple(m / price + (1 / price if row.is_strict else 0) for m, row in zip(of_rows, self.doubt.rows, strict=True))
        if self.doubt.bound(linear, multipliers) > 0:
            raise NotDecided(UNSOLVED)
        return Most(value=ZERO, truth=self.doubt.in_own_numbers(self.inner), multipliers=multipliers, point=limit, is_reached=False)

    def roughly_most(self, linear: Linear) -> RoughTruth:
        """A truth in which a linear function is about largest, in floating point: for choosing and sampling, never for an answer."""
        if not self.doubt.rows:
            truth = self.doubt.greedy(linear)
            scores = tuple(tuple(float(v) for v in row) for row in truth.scores)
            return RoughTruth(tuple(map(float, truth.weights)), scores, None if truth.walk_away is None else float(truth.walk_away))
        return self.program.roughly_most(linear)

    def least(self, linear: Linear) -> Most:
        """The least of a linear function, likewise; the multipliers prove it of the function with the opposite sign."""
        found = self.most(linear.negated())
        return replace(found, value=-found.value)

    def amid(self) -> Truth:
        """A truth amid the others: the mean of those in which each weight, and the worth of each option, is largest and least. For choosing, not for answers."""
        return self.doubt.in_own_numbers(_mean([self.most(one).point for one in self._directions()], self.doubt))

    def roughly_amid(self) -> Truth:
        """The same from truths in floating point, rounded: quick, and perhaps no truth at all."""
        found = [self.roughly_most(one) for one in self._directions()]
        return _rounded(_mean([_rounded(t) for t in found], self.doubt))

    def _directions(self) -> list[Linear]:
        doubt = self.doubt
        ones = [Linear(of_weights={j: Fraction(1)}) for j, (low, high) in enumerate(doubt.weights) if low < high]
        ones += [
            Linear(of_worths={(j, i): Fraction(1)}) for j, row in enumerate(doubt.scores) for i, (low, high) in enumerate(row) if low < high
        ]
        if doubt.walk_away is not None and doubt.walk_away[0] < doubt.walk_away[1]:
            ones.append(Linear(of_floor=Fraction(1)))
        return [*ones, *(one.negated() for one in ones)] or [Linear()]


def _mean(truths: Sequence[Truth], doubt: PartyDoubt) -> Truth:
    return mixture([Fraction(1, len(truths))] * len(truths), truths, doubt)


def _rounded(truth: Truth | RoughTruth) -> Truth:
    """Weights to a thousandth, scores and the walk-away value to a tenth: for choosing alone."""
    return Truth(
        tuple(Fraction(round(1000 * w), 1000) for w in truth.weights),
        tuple(tuple(Fraction(round(10 * v), 10) for v in row) for row in truth.scores),
        None if truth.walk_away is None else Fraction(round(10 * truth.walk_away), 10),
    )


def least_lacking(doubt: PartyDoubt) -> list[str]:
    """The rankings that lack something where what all lack together is as little as can be."""
    _, values, _ = _LinearProgram(doubt, lacking=True).most(Linear())
    lacking = [row.ranking for k, row in enumerate(doubt.rows) if values["lack", k, 0] > 0 and row.ranking]
    return list(dict.fromkeys(lacking))


def _smallest_contradiction(doubt: PartyDoubt) -> tuple[str, ...]:
    """Names of rankings that cannot hold together within the bounds; without any one of them the others can."""
    names = list(dict.fromkeys(row.ranking for row in doubt.rows if row.ranking))
    for name in list(names):
        rest = [n for n in names if n != name]
        rows = tuple(row for row in doubt.rows if not row.ranking or row.ranking in rest)
        if _contradicts(replace(doubt, rows=rows)):
            names = rest
    return tuple(names)


def _contradicts(doubt: PartyDoubt) -> bool:
    if not doubt.rows:
        return False
    if _LinearProgram(doubt, lacking=True).most(Linear())[0] < 0:
        return True
    return doubt.counts is not None and _LinearProgram(doubt).most(Linear(of_weights={doubt.counts: Fraction(1)}))[0] <= 0


class _LinearProgram:
    """The truths as a linear program in GLOP. ``lacking``: each row may lack something, and the least sum of that is asked for."""

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
                self.objective["lack", k, 0] = Fraction(-1) if doubt.rows[k].ranking else Fraction(-10_000)
        self.n_rankings = len(self.rows)
        self._all_options()
        self.rows += self._shape()
        self.solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        infinite = self.solver.infinity()
        self.columns = {
            v: self.solver.NumVar(float(low), infinite if high is None else float(high), "") for v, (low, high) in self.bounds.items()
        }
        self.lines = []
        for row in self.rows:
            line = self.solver.Constraint(-float(row.constant), infinite)
            for variable, factor in row.terms.items():
                line.SetCoefficient(self.columns[variable], float(factor))
            self.lines.append(line)
        self.solver.Objective().SetMaximization()

    def _express(self, linear: Linear) -> _Expression:
        """A function in what is free to vary; certain numbers go into coefficients."""
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
                [self.doubt.total] * 2 if self.doubt.total is not None else [sum((w[k] for w in self.doubt.weights), ZERO) for k in (0, 1)]
            )
            ends = [d * t for d in self.doubt.walk_away for t in totals if t is not None]
            self.bounds[FLOOR] = (min(ends), max(ends))
        return FLOOR

    def _all_options(self) -> None:
        """Every number in doubt is a variable, so that each answer is a whole truth."""
        for j, (bounds, row) in enumerate(zip(self.doubt.weights, self.doubt.scores, strict=True)):
            if bounds[0] < bounds[1]:
                self._weight(j)
            for i, (low, high) in enumerate(row):
                if low < high:
                    self._worth(j, i)
        if self.doubt.walk_away is not None and self.doubt.walk_away[0] < self.doubt.walk_away[1]:
            self._floor()

    def _shape(self) -> list[_Expression]:
        """A worth lies between the weight times the least and times the greatest score; so does the floor."""
        found = []
        for kind, j, i in list(self.bounds):
            if kind == "worth" and self.doubt.weights[j][0] < self.doubt.weights[j][1]:
                low, high = self.doubt.scores[j][i]
                found.append(_Expression({(kind, j, i): Fraction(1), ("weight", j, 0): -low}, ZERO))
                found.append(_Expression({(kind, j, i): Fraction(-1), ("weight", j, 0): high}, ZERO))
            elif kind == "floor" and self.doubt.total is None and self.doubt.walk_away is not None:
                low, high = self.doubt.walk_away
                everything = self._express(Linear(of_weights=dict.fromkeys(range(len(self.doubt.weights)), Fraction(1))))
                for sign, end in ((1, low), (-1, high)):
                    terms = {v: -sign * end * a for v, a in everything.terms.items()} | {FLOOR: Fraction(sign)}
                    found.append(_Expression(terms, -sign * end * everything.constant))
        return found

    def most(self, linear: Linear) -> tuple[Fraction, dict[Variable, Fraction], tuple[Fraction, ...]]:
        """The optimum as the solver's basis gives it in fractions, with the value of each variable and the multipliers. Raises `NotDecided`."""
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
        # Floating point sometimes loses its way from one basis to the next: begin afresh, by another path.
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
        """As the solver has it, in floating point."""
        self._solve(self._express(linear).terms)
        found = {variable: column.solution_value() for variable, column in self.columns.items()}
        doubt = self.doubt
        weights = tuple(float(low) if low == high else found["weight", j, 0] for j, (low, high) in enumerate(doubt.weights))
        scores = tuple(
            tuple(
                float(low) if low == high or weights[j] <= TINY else found["worth", j, i] / weights[j] for i, (low, high) in enumerate(row)
            )
            for j, row in enumerate(doubt.scores)
        )
        if doubt.walk_away is None:
            return RoughTruth(weights, scores, None)
        low, high = doubt.walk_away
        total = sum(weights) if doubt.total is None else float(doubt.total)
        return RoughTruth(weights, scores, float(low) if low == high or total <= TINY else found[FLOOR] / total)

    def _in_fractions(self, objective: dict[Variable, Fraction]) -> tuple[dict[Variable, Fraction], dict[int, Fraction]]:
        """The basis solved again: the value of each variable, and the price of each row that is tight."""
        import flint

        basic, values = [], {}
        for variable, column in self.columns.items():
            status = column.basis_status()
            low, high = self.bounds[variable]
            if status == self.api.Solver.BASIC:
                basic.append(variable)
            else:
                values[variable] = high if status == self.api.Solver.AT_UPPER_BOUND and high is not None else low
        tight = [k for k, line in enumerate(self.lines) if line.basis_status() != self.api.Solver.BASIC]
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
        """The truth that values of the variables stand for."""
        doubt = self.doubt
        weights = tuple(low if low == high else values["weight", j, 0] for j, (low, high) in enumerate(doubt.weights))
        scores = tuple(
            tuple(low if low == high or not weights[j] else values["worth", j, i] / weights[j] for i, (low, high) in enumerate(row))
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


def truths_of(doubts: Sequence[PartyDoubt]) -> tuple[TruthsProgram, ...]:
    """The truths of each party. Raises `RankingsContradict`."""
    return tuple(TruthsProgram(doubt) for doubt in doubts)
