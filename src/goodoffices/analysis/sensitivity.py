"""At which weight would another package be chosen? Exact at each weight looked at.

Each weight is moved step by step, and the party's others are scaled to keep the sum.

The choice is among the efficient packages in the zone as it is (at most `MOST_CANDIDATES`, spread
evenly); those that a move puts below a walk-away value leave. Before the first step at which
another package is chosen the weight is halved in until it is known to `NARROW`. That the choice
turns and turns back between two earlier steps is not ruled out. Packages that only a move would
make efficient are not looked at.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from goodoffices.analysis.analysis import Analysis
from goodoffices.analysis.frontier.baselines import BaselineKind
from goodoffices.analysis.frontier.entitlements import powers_of
from goodoffices.analysis.frontier.fairness import SOLUTIONS, all_solutions, gains_in_zone
from goodoffices.analysis.frontier.fragility import moved_weight
from goodoffices.preferences import Preferences, utility

#: By what shares of itself a weight is moved, both ways; candidates among which the choice is made.
STEPS = tuple(Fraction(k, 20) for k in range(1, 11))
MOST_CANDIDATES = 2_000
#: How far apart the last move with the same choice and the first with another may lie, as a share
#: of the weight.
NARROW = Fraction(1, 1000)


@dataclass(frozen=True)
class Turn:
    """Where a choice turns as a weight is moved by a share of itself.

    Moved by the share ``before`` the choice is the same, by ``at`` it is another.
    """

    before: Fraction
    at: Fraction


@dataclass(frozen=True)
class Turning:
    """Where another package is chosen as one weight (positions of party and issue) moves.

    For each solution, down and up; None: at no step.
    """

    party: int
    issue: int
    down: Mapping[str, Turn | None]
    up: Mapping[str, Turn | None]

    @property
    def nearest(self) -> Fraction | None:
        """Give the smallest of these moves."""
        return min(
            (s.at for s in (*self.down.values(), *self.up.values()) if s is not None), default=None
        )


@dataclass(frozen=True)
class Sensitivity:
    """All weights, those at which something changes soonest first.

    ``left_out``: efficient packages in the zone that were no candidates.
    """

    weights: tuple[Turning, ...]
    left_out: int


def sensitivity_of(result: Analysis) -> Sensitivity | None:
    """Tell at which weights another package would be chosen.

    None where there is no zone, or the frontier is not whole. Cost: ten choices each way for each
    weight.
    """
    if result.fairness is None or result.in_part is not None:
        return None
    rows = np.flatnonzero(result.zone.on_frontier)
    chosen = sorted({s.row for s in result.fairness.solutions.values()})
    kept = (
        rows
        if len(rows) <= MOST_CANDIDATES
        else rows[np.linspace(0, len(rows) - 1, MOST_CANDIDATES).round().astype(int)]
    )
    kept = np.array(sorted({*kept.tolist(), *chosen}))
    choice = _Choice(result, kept.tolist())
    found = []
    for p, one in enumerate(result.problem.preferences):
        for j, issue in enumerate(result.problem.case.issues):
            parts = choice.parts(one, issue.id)
            down, up = (choice.turning(p, issue.id, one, parts, sign) for sign in (-1, 1))
            found.append(Turning(p, j, down, up))
    found.sort(key=lambda t: (t.nearest is None, t.nearest or 0))
    return Sensitivity(tuple(found), len(rows) - len(kept))


#: What one issue brings, what all others bring together, and points on combinations.
Parts = tuple[Fraction, Fraction, Fraction]


class _Choice:
    """The four solutions among some rows of the frontier, with one party's preferences moved."""

    def __init__(self, result: Analysis, rows: Sequence[int]) -> None:
        assert result.fairness is not None
        self.result, self.rows, self.fairness = result, list(rows), result.fairness
        self.packages = [result.package(row) for row in rows]
        self.powers = powers_of(result.problem.party_ids, result.entitlements)
        self.utilities = [
            [result.utility(row, p) for row in rows] for p in range(len(result.problem.preferences))
        ]
        # The same question without a move: rows that do equally well are the same choice.
        self.now = {
            name: {self.rows.index(r) for r in s.tied_rows if r in rows}
            for name, s in self.fairness.solutions.items()
        }

    def turning(
        self, p: int, issue: str, one: Preferences, parts: Sequence[Parts], sign: int
    ) -> dict[str, Turn | None]:
        """Find for each solution where another package is chosen."""
        looked: dict[Fraction, dict[str, set[int]]] = {}

        def is_another(name: str, by: Fraction) -> bool:
            if by not in looked:
                moved = moved_weight(one, issue, sign * by)
                assert moved is not None
                looked[by] = self.under(p, moved, _moved_totals(one, moved, issue, parts))
            return not looked[by][name] & self.now[name]

        return {name: _turn(partial(is_another, name), one, issue, sign) for name in SOLUTIONS}

    def under(self, p: int, moved: Preferences, totals: Sequence[Fraction]) -> dict[str, set[int]]:
        """Give for each solution the rows that are best with these totals of a party.

        They are positions in ``rows``. Empty: no candidate is left.
        """
        floor = moved.exact_walk_away()
        inside = np.array([floor is None or t >= floor for t in totals], bool)
        if not inside.any():
            return {name: set() for name in SOLUTIONS}
        columns = [totals if q == p else of_party for q, of_party in enumerate(self.utilities)]
        scales = [math.lcm(*(u.denominator for u in column)) for column in columns]
        whole = np.array(
            [[int(u * s) for u in column] for column, s in zip(columns, scales, strict=True)],
            object,
        ).T
        baselines = [b.value for b in self.fairness.baselines]
        if self.fairness.baselines[p].kind is BaselineKind.STATUS_QUO:
            quo = self.result.problem.case.status_quo()
            assert quo is not None
            baselines[p] = utility(moved, quo)
        solutions = all_solutions(gains_in_zone(whole, inside, scales, baselines), self.powers)
        return {name: set(s.tied_rows) for name, s in solutions.items()}

    def parts(self, one: Preferences, issue: str) -> list[Parts]:
        """Split what each row brings a party into three parts.

        They are what an issue brings, what all others bring together, and its points on
        combinations.
        """
        found = []
        for package in self.packages:
            mine = one.contribution(issue, package[issue])
            rest = sum(
                (one.contribution(i, o) for i, o in package.items() if i != issue), Fraction(0)
            )
            points = sum(
                (i.points for i in one.interactions if i.condition.holds(package)), Fraction(0)
            )
            found.append((mine, rest, points))
        return found


def _turn(
    is_another: Callable[[Fraction], bool], one: Preferences, issue: str, sign: int
) -> Turn | None:
    """Find the first step at which another package is chosen.

    Also where before it the choice turns.
    """
    before = Fraction(0)
    for step in STEPS:
        if moved_weight(one, issue, sign * step) is None:
            return None
        if is_another(step):
            at = step
            while at - before > NARROW:
                middle = (before + at) / 2
                before, at = (before, middle) if is_another(middle) else (middle, at)
            return Turn(before, at)
        before = step
    return None


def _moved_totals(
    one: Preferences, moved: Preferences, issue: str, parts: Sequence[Parts]
) -> list[Fraction]:
    """Give utilities with a weight moved.

    One issue's part moves by one factor, the others' by another.
    """
    own = moved.exact_weight(issue) / one.exact_weight(issue)
    other = next(
        (
            moved.exact_weight(i) / one.exact_weight(i)
            for i in one.weights
            if i != issue and one.exact_weight(i)
        ),
        Fraction(1),
    )
    return [moved.read(own * mine + other * rest + points) for mine, rest, points in parts]
