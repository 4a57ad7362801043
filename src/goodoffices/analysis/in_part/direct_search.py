"""The four solutions without the frontier, where that is too large to list.

They are found by mixed-integer programs, each with a bound. Every package is evaluated in whole
numbers, and the best of those found is chosen as it is on a whole frontier. What no package can
exceed is proven in floating point: the bound of the search.

References
----------
W. Ogryczak, T. Sliwinski (2006), On direct methods for lexicographic min-max optimization, ICCSA
2006, LNCS 3982, 802-811.
K. Klamroth, R. Lacour, D. Vanderpooten (2015), On the representation of the search region in
multi-objective optimization, European Journal of Operational Research 245(3), 767-778.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from goodoffices.analysis.in_part.pool import SLACK, Gains, Pool
from goodoffices.analysis.problem.coordinates import (
    forbidden_conditions,
    limit_coordinates,
    party_coordinate,
)
from goodoffices.analysis.problem.errors import OutOfTime
from goodoffices.analysis.problem.problem import Problem
from goodoffices.analysis.solvers.feasibility import package_reaching
from goodoffices.analysis.solvers.mixed_integer import (
    MixedInteger,
    SearchOutcome,
    unit_of,
    weighted,
)
from goodoffices.analysis.solvers.time_limits import WorkBudget, side_by_side

#: Nodes that one search may look at: for a bound on each solution, for the later levels of leximin,
#: for the cover. Some twenty take a second.
BOUND_NODES, LEVELS_NODES, COVER_NODES = 1_500, 150, 400
#: Work that it may take to find a package at which all gain, in the units of `run_solver`.
GAINING_WORK = 30.0
#: Tangents to the logarithm that Nash's search begins with, and rounds in which it adds more.
TANGENTS, ROUNDS = 24, 40
#: Nash's search ends where the logarithm of the product is known this closely.
CLOSE = 1e-7
#: Logarithms of gains below this are not told apart.
LEAST_LOGARITHM = -80.0


@dataclass(frozen=True)
class Bounds:
    """What no package of the zone exceeds, by solution: proven in floating point.

    Infinite: nothing is proven.

    - utilitarian: the sum of gains.
    - nash: the logarithm of the (weighted) product of gains.
    - egalitarian: the least gain.
    - kalai_smorodinsky: the least share of the ideal gain.

    ``ideal``: each party's greatest gain.
    """

    upper: dict[str, float]
    ideal: tuple[float, ...]


class DirectSearch:
    """A search for the solutions of a problem whose zone is known to hold a package."""

    def __init__(
        self, problem: Problem, pool: Pool, seconds_left: Callable[[], float], powers: Sequence[int]
    ) -> None:
        self.problem, self.pool, self.powers = problem, pool, tuple(powers)
        self.seconds_left = seconds_left
        self.unit = unit_of(problem)
        #: In units of the programs, as all numbers of a search; what `run` returns is on the scale
        #: of the source.
        self.baselines = [float(b / self.unit) for b in pool.baselines]

    def run(self, progress: Callable[[int, int], None] | None = None) -> Bounds:
        """Fill the pool and bound each solution."""
        steps: list[Callable[[], None]] = [
            self._ideals,
            self._utilitarian,
            self._nash,
            self._leximins,
        ]
        self.upper = dict.fromkeys(
            ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"), math.inf
        )
        self.ideal = [math.inf] * len(self.baselines)
        for number, step in enumerate(steps):
            if self.seconds_left() > 0:
                step()
            if progress is not None:
                progress(number + 1, len(steps))
        upper = {name: self.unit * bound for name, bound in self.upper.items()}
        upper["nash"] = self.upper["nash"] + sum(self.powers) * math.log(self.unit)
        upper["kalai_smorodinsky"] = self.upper["kalai_smorodinsky"]
        return Bounds(upper, tuple(self.unit * i for i in self.ideal))

    def _within(self, nodes: float) -> WorkBudget:
        return WorkBudget(nodes, self.seconds_left)

    def _program(self, nodes: float) -> MixedInteger:
        return MixedInteger(self.problem, self._within(nodes))

    def _ideals(self) -> None:
        program = self._program(BOUND_NODES)
        for p, column in enumerate(program.worth):
            found = program.maximise({column: 1.0})
            self.ideal[p] = found.bound - self.baselines[p]
            self.pool.improve(found.package, self._within(BOUND_NODES))

    def _utilitarian(self) -> None:
        program = self._program(BOUND_NODES)
        found = program.maximise(weighted(program.worth))
        self.upper["utilitarian"] = found.bound - sum(self.baselines)
        self.pool.take(found.package)

    def _nash(self) -> None:
        if not any(min(g) > 0 for g in self.pool.all_gains()):
            self.pool.improve(self._gaining(), self._within(BOUND_NODES))
        if not any(min(g) > 0 for g in self.pool.all_gains()):
            return
        program = self._program(BOUND_NODES)
        logs = [
            program.add_column(LEAST_LOGARITHM, math.log(max(1e-9, top)) + 1)
            for top in self._ideal_gains()
        ]
        for p, top in enumerate(self._ideal_gains()):
            for k in range(TANGENTS):
                self._tangent(program, p, logs[p], top * 1.35**-k)
        objective = weighted(logs, [float(w) for w in self.powers])
        for _ in range(ROUNDS):
            best = max((g for g in self.pool.all_gains() if min(g) > 0), key=self._logarithm)
            for p, gain in enumerate(best):
                self._tangent(program, p, logs[p], float(gain / self.unit))
            found = program.maximise(objective, gap=1e-9)
            self.upper["nash"] = min(self.upper["nash"], found.bound)
            gains = self.pool.take(found.package)
            known = max(self._logarithm(g) for g in self.pool.all_gains() if min(g) > 0)
            if (
                gains is None
                or min(gains) <= 0
                or self.upper["nash"] - known <= CLOSE
                or program.budget.work_left() <= 0
            ):
                break
            for p, gain in enumerate(gains):
                self._tangent(program, p, logs[p], float(gain / self.unit))

    def _tangent(self, program: MixedInteger, p: int, log: int, at: float) -> None:
        """Say that the logarithm of a gain lies below one of its tangents."""
        if at > 0:
            program.add_row(
                -math.inf,
                math.log(at) - 1 - self.baselines[p] / at,
                {log: 1.0, program.worth[p]: -1 / at},
            )

    def _logarithm(self, gains: Gains) -> float:
        return sum(w * math.log(g / self.unit) for w, g in zip(self.powers, gains, strict=True))

    def _ideal_gains(self) -> list[float]:
        known = [
            float(max(g[p] for g in self.pool.all_gains()) / self.unit)
            for p in range(len(self.baselines))
        ]
        return [k if math.isinf(i) else i for i, k in zip(self.ideal, known, strict=True)]

    def _gaining(self) -> np.ndarray | None:
        """Find a package at which every party gains; None if there is none. Exact."""
        problem, coordinates = self.problem, []
        for p, baseline in enumerate(self.pool.baselines):
            evaluation = problem.evaluations[p]
            above = math.floor(baseline * evaluation.final_scale) + 1
            floor = evaluation.least_raw(above)
            if floor is None:
                return None
            coordinates.append(party_coordinate(problem, p, floor=floor))
        coordinates += limit_coordinates(problem)
        try:
            return package_reaching(
                problem, coordinates, forbidden_conditions(problem), self.seconds_left, GAINING_WORK
            )
        except OutOfTime:
            return None

    def _leximins(self) -> None:
        """Search for egalitarian and Kalai–Smorodinsky.

        The two first searches, which take longest, run side by side; then the later levels.
        """
        ideal = [max(g[p] for g in self.pool.all_gains()) for p in range(len(self.baselines))]
        factors = {"egalitarian": [Fraction(1, self.unit)] * len(ideal)}
        if any(x > 0 for x in ideal):
            factors["kalai_smorodinsky"] = [1 / x if x > 0 else Fraction(0) for x in ideal]
        levels = {name: _Leximin(self, of_party) for name, of_party in factors.items()}
        searches = [level.search for level in levels.values()]
        for (name, level), found in zip(
            levels.items(), side_by_side(searches, self.seconds_left), strict=True
        ):
            if found is not None:
                self.upper[name] = found.bound
                level.keep(found)
        for level in levels.values():
            level.go_on()


class _Leximin:
    """A search that maximises the least of the gains times their factors, and then more of them.

    After the least comes the sum of the two least, of the three least, and so on. Parties with
    factor 0 do not count.
    The sums of the k least, one after another, give leximin (Ogryczak and Sliwinski 2006); fixing a
    party at the minimum would not.
    """

    def __init__(self, whole: DirectSearch, factors: Sequence[Fraction]) -> None:
        self.whole, self.factors, self.k = whole, factors, 0
        self.program = MixedInteger(whole.problem, WorkBudget(BOUND_NODES, whole.seconds_left))
        self.counted = [p for p, f in enumerate(factors) if f]
        self.objective: dict[int, float] = {}

    def search(self) -> SearchOutcome:
        """Search the next level."""
        self.k += 1
        program = self.program
        least = program.add_column(-math.inf, math.inf)
        self.objective = {least: float(self.k)}
        for p in self.counted:
            factor = float(self.factors[p] * program.unit)
            terms = {program.worth[p]: factor, least: -1.0}
            if self.k > 1:
                below = program.add_column(0, math.inf)
                terms[below] = 1.0
                self.objective[below] = -1.0
            program.add_row(factor * self.whole.baselines[p], math.inf, terms)
        start = self.whole.pool.best(self.factors)
        return program.maximise(
            self.objective, gap=1e-6 if self.k == 1 else 1e-7, starts_from=start
        )

    def keep(self, found: SearchOutcome) -> None:
        """Hold later levels to what is now the best."""
        pool = self.whole.pool
        pool.improve(found.package, WorkBudget(LEVELS_NODES, self.whole.seconds_left))
        package = pool.best(self.factors)
        gains = None if package is None else pool.take(package)
        if gains is not None:
            best = sorted(g * f for g, f in zip(gains, self.factors, strict=True) if f)
            self.program.add_row(float(sum(best[: self.k])) - 1e-7, math.inf, self.objective)

    def go_on(self) -> None:
        """Search the later levels, as far as the time allows."""
        self.program.budget = WorkBudget(LEVELS_NODES, self.whole.seconds_left)
        for _ in range(1, len(self.counted)):
            found = self.search()
            if found.package is None:
                return
            self.keep(found)


def cover(
    problem: Problem,
    pool: Pool,
    ideal: Sequence[float],
    most: int,
    seconds_left: Callable[[], float],
) -> float | None:
    """Add packages that lie furthest beyond those known, until there are ``most``.

    Gives how far the rest may lie beyond: an ε such that each package of the zone gives every party
    at most ε more than some package of the pool. It is proven in floating point; None where nothing
    is.
    Packages are added one after another, each where the search region is widest and empty.
    """
    budget = WorkBudget(COVER_NODES, seconds_left)
    program = MixedInteger(problem, budget)
    ranges = [
        _range(program, p, (float(pool.baselines[p]) + ideal[p]) / program.unit)
        for p in range(len(pool.baselines))
    ]
    widest = max(high - low for low, high in ranges)
    beyond = program.add_column(0, widest)
    named: set[tuple[int, ...]] = set()
    proven: float | None = None
    while True:
        frontier = pool.as_frontier()
        for final in map(tuple, frontier.utilities.tolist()):
            if final not in named:
                named.add(final)
                _beat(program, problem, final, beyond, ranges, widest)
        found = program.maximise({beyond: 1.0}, gap=1e-3)
        if found.impossible:
            return 0.0
        if not math.isinf(found.bound):
            proven = found.bound if proven is None else min(proven, found.bound)
        if (
            len(frontier) >= most
            or found.package is None
            or budget.work_left() <= 0
            or found.bound <= 1e-6
        ):
            break
        n_before = len(pool.packages)
        pool.improve(found.package, budget)
        if len(pool.packages) == n_before:
            break
    return None if proven is None else proven * program.unit


def _range(program: MixedInteger, party: int, most: float) -> tuple[float, float]:
    """Give the least and the most that a package of the zone can give a party."""
    problem = program.problem
    scale = problem.evaluations[party].scale * program.unit
    points = [b.points for b in problem.interactions if b.party == party]
    each = [
        values[allowed, party]
        for values, allowed in zip(problem.contributions, problem.allowed, strict=True)
    ]
    low = (
        problem.offsets[party] + sum(int(v.min()) for v in each) + sum(x for x in points if x < 0)
    ) / scale
    high = (
        problem.offsets[party] + sum(int(v.max()) for v in each) + sum(x for x in points if x > 0)
    ) / scale
    floor = problem.walk_away[party]
    return low if floor is None else max(
        low, float(problem.as_utility(floor, party) / program.unit) - SLACK
    ), min(high, most)


def _beat(
    program: MixedInteger,
    problem: Problem,
    final: tuple[int, ...],
    beyond: int,
    ranges: Sequence[tuple[float, float]],
    widest: float,
) -> None:
    """Demand that a package gives some party at least ``beyond`` more than this one does."""
    chosen = {}
    for p, utility in enumerate(final):
        column = program.add_column(0, 1, whole=True)
        chosen[column] = 1.0
        value = float(problem.as_utility(utility, p) / program.unit)
        # Where another party is the one, the row says nothing.
        slack = max(0.0, value - ranges[p][0]) + widest
        program.add_row(
            value - slack, math.inf, {program.worth[p]: 1.0, beyond: -1.0, column: -slack}
        )
    program.add_row(1, math.inf, chosen)
