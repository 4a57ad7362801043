"""Does the zone stand when a weight is a little off? Exact.

Each weight in turn is moved by a tenth, and the party's others are scaled to keep the sum.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.feasible_package import package_meeting
from goodoffices.analysis.frontier.frontier import Frontier
from goodoffices.analysis.problem.compiling import compile_case
from goodoffices.analysis.problem.errors import OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem
from goodoffices.preferences import Preferences, utility

#: By how much a weight is moved; how many weights are looked at, and efficient packages that are
#: tried first.
MOVE, MOST_WEIGHTS, TRIED = Fraction(1, 10), 200, 500


@dataclass(frozen=True)
class Fragile:
    """A weight (positions of party and issue) whose move leaves no agreement possible.

    It is moved by ``by`` (a share of it).
    """

    party: int
    issue: int
    by: Fraction


def fragile_weights(
    problem: Problem, frontier: Frontier, limits: Limits
) -> tuple[Fragile, ...] | None:
    """List all such weights, of a problem with a zone; an empty list: the zone stands.

    None: not found out, since no weight can be moved, there are too many, or time ended.

    Weights are looked at only where some walk-away value could be missed. An efficient package that
    stays in the zone settles a move; else all packages are asked.
    """
    parties = [p for p, floor in enumerate(problem.walk_away) if floor is not None]
    if len(parties) * len(problem.case.issues) > MOST_WEIGHTS:
        return None
    inside = frontier.packages[problem.in_zone(frontier.utilities)]
    # Those in the middle first: they are farthest from every walk-away value, as a rule.
    order = np.argsort(np.abs(np.arange(len(inside)) - len(inside) / 2), kind="stable")
    tried = inside[order[:TRIED]]
    found, n_moved = [], 0
    try:
        for p in parties:
            weights = [problem.preferences[p].exact_weight(i) for i in problem.case.issue_ids]
            total, held = sum(weights, Fraction(0)), _held(problem, p, tried)
            for j, issue in enumerate(problem.case.issues):
                for by in (-MOVE, MOVE):
                    if not can_be_moved(weights[j], total, by):
                        continue
                    n_moved += 1
                    if held is not None and held.stands(j, weights[j], total, by):
                        continue
                    moved = moved_weight(problem.preferences[p], issue.id, by)
                    if moved is not None and not _stands(
                        problem, p, moved, tried if held is None else tried[:0], limits
                    ):
                        found.append(Fragile(p, j, by))
    except OutOfTime:
        return None
    return tuple(found) if n_moved else None


def can_be_moved(weight: Fraction, total: Fraction, by: Fraction) -> bool:
    """Tell whether a weight can be moved by a share of itself, and that changes anything.

    The others are scaled to keep the sum.
    """
    return bool(weight) and weight != total and weight * (1 + by) <= total


@dataclass(frozen=True)
class _Held:
    """Packages that are in the zone, as one party sees them, in whole numbers.

    It holds what each issue brings the party there, what all bring it, and what it asks for.
    """

    each: npt.NDArray[np.object_]
    total: npt.NDArray[np.object_]
    floor: int

    def stands(self, j: int, weight: Fraction, total: Fraction, by: Fraction) -> bool:
        """Tell whether one of them still gives the party what it asks for with a weight moved.

        Exact: both sides are multiplied by what they are divided by.
        """
        rest, new = total - weight, weight * (1 + by)
        of_rest, of_issue, of_floor = total - new, rest * (1 + by), rest
        common = math.lcm(of_rest.denominator, of_issue.denominator, of_floor.denominator)
        a, b, c = (int(x * common) for x in (of_rest, of_issue, of_floor))
        return bool(
            ((self.total - self.each[:, j]) * a + self.each[:, j] * b >= self.floor * c).any()
        )


def _held(problem: Problem, p: int, tried: npt.NDArray[np.int32]) -> _Held | None:
    """Give what the packages tried bring a party.

    None where combinations, a cut or a grid make its utility more than a sum over issues.
    """
    one, evaluation, floor = problem.preferences[p], problem.evaluations[p], problem.walk_away[p]
    if one.interactions or not evaluation.is_plain or floor is None or not len(tried):
        return None
    columns = [
        np.array([int(v) for v in values[:, p]], object)[tried[:, j]]
        for j, values in enumerate(problem.contributions)
    ]
    each = np.stack(columns, axis=1)
    return _Held(each, each.sum(axis=1), floor)


def moved_weight(one: Preferences, issue: str, by: Fraction) -> Preferences | None:
    """Move one weight of preferences by a share of itself, and scale the others to keep the sum.

    None where that is not possible or changes nothing.
    """
    weights = {i: one.exact_weight(i) for i in one.weights}
    total = sum(weights.values(), Fraction(0))
    old = weights[issue]
    if not can_be_moved(old, total, by):
        return None
    new = old * (1 + by)
    factor = (total - new) / (total - old)
    return replace(
        one,
        weights={i: new if i == issue else w * factor for i, w in weights.items()},
        numbers=replace(one.numbers, weights_as_given=True),
    )


def _stands(
    problem: Problem, p: int, moved: Preferences, tried: npt.NDArray[np.int32], limits: Limits
) -> bool:
    """Tell whether any agreement is possible with one party's preferences replaced."""
    floor = moved.exact_walk_away()
    if floor is None or any(utility(moved, problem.package(row)) >= floor for row in tried):
        return True
    changed = compile_case(
        problem.case, [moved if q == p else one for q, one in enumerate(problem.preferences)]
    )
    return package_meeting(changed, range(len(changed.demands)), limits) is not None
