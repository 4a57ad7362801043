"""Columns: sums over the issues of a package that stand in the place of the parties' utilities.

A problem whose utilities are columns is asked for a package whose sums reach floors.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.doubt.party_doubt import ZERO
from goodoffices.analysis.engine.feasible_package import package_at_floors
from goodoffices.analysis.problem.coordinates import (
    forbidden_conditions,
    limit_coordinates,
    party_coordinate,
)
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import INT64_SAFE, Evaluation, Problem
from goodoffices.analysis.solvers.feasibility import package_reaching

#: Sums that are still added up at once; where there are more, an integer program is faster.
MOST_ADDED = 8


@dataclass(frozen=True, kw_only=True)
class Column:
    """A sum over the issues of a package, and over the party's points on combinations.

    It begins with ``start``, adds ``amounts[j][i]`` for each issue, and so many ``times`` the
    points. ``is_strict``: the margin is less than the sum in every truth, so that a sum of 0 is not
    enough for a margin of 0.
    """

    party: int
    amounts: tuple[tuple[Fraction, ...], ...]
    start: Fraction
    times: Fraction
    is_strict: bool = False


def summed(problem: Problem, columns: Sequence[Column]) -> Problem:
    """Replace each party's utility by a column, and take the walk-away values away.

    Each column has a scale of its own; 0 stays 0.
    """
    own = [[b for b in problem.interactions if b.party == column.party] for column in columns]
    scales = [
        math.lcm(
            column.start.denominator,
            *(a.denominator for row in column.amounts for a in row),
            *(
                (column.times * Fraction(b.points, problem.evaluations[b.party].scale)).denominator
                for b in interactions
            ),
        )
        for column, interactions in zip(columns, own, strict=True)
    ]
    interactions = tuple(
        replace(
            b,
            party=c,
            points=int(
                column.times * Fraction(b.points, problem.evaluations[b.party].scale) * scale
            ),
        )
        for c, (column, scale) in enumerate(zip(columns, scales, strict=True))
        for b in own[c]
    )
    whole = [
        [
            [
                int(column.amounts[j][i] * scale)
                for column, scale in zip(columns, scales, strict=True)
            ]
            for i in range(len(issue.options))
        ]
        for j, issue in enumerate(problem.case.issues)
    ]
    offsets = tuple(
        int(column.start * scale) for column, scale in zip(columns, scales, strict=True)
    )
    largest = sum(
        max((abs(x) for cell in of_issue for x in cell), default=0) for of_issue in whole
    ) + sum(abs(b.points) for b in interactions)
    dtype: npt.DTypeLike = (
        np.int64
        if 4 * (largest + max((abs(o) for o in offsets), default=0)) < INT64_SAFE
        else object
    )
    return replace(
        problem,
        contributions=tuple(
            np.array(of_issue, dtype).reshape(len(of_issue), len(columns)) for of_issue in whole
        ),
        offsets=offsets,
        evaluations=tuple(Evaluation(s, None, None) for s in scales),
        walk_away=(None,) * len(columns),
        walk_away_demand=(None,) * len(columns),
        interactions=interactions,
    )


def reaching(
    problem: Problem, floors: Sequence[int], limits: Limits, demands: Collection[int] | None = None
) -> tuple[int, ...] | None:
    """Find a package whose sums reach floors and that keeps all rules and red lines. Exact.

    If ``demands`` are given, it keeps the rules and red lines among these. None if there is none.
    Raises `OutOfTime`.
    """
    coordinates = [
        party_coordinate(problem, p, floor=f, objective=False) for p, f in enumerate(floors)
    ] + limit_coordinates(problem, demands)
    conditions = forbidden_conditions(problem, demands)
    if len(coordinates) > MOST_ADDED:
        found = package_reaching(problem, coordinates, conditions, limits.seconds_left)
    else:
        found = package_at_floors(problem, coordinates, conditions, limits)
    return None if found is None else tuple(int(i) for i in found)


def points_on_single_options(
    problem: Problem, party: int
) -> tuple[Fraction, dict[tuple[int, int], Fraction]]:
    """Give what a party's combinations bring every package, and each single option.

    This is what was compiled beyond weight times score.
    """
    one, scale = problem.preferences[party], problem.evaluations[party].scale
    found = {}
    for j, issue in enumerate(problem.case.issues if one.interactions else ()):
        for i, option in enumerate(issue.option_ids):
            points = Fraction(int(problem.contributions[j][i, party]), scale) - one.contribution(
                issue.id, option
            )
            if points:
                found[j, i] = points
    return Fraction(problem.offsets[party], scale), found


def points_on_combinations(problem: Problem, party: int, package: Sequence[int]) -> Fraction:
    """Give the points that a party's combinations bring a package, on the scale of the source."""
    row = np.array([package], np.int32)
    return sum(
        (
            Fraction(b.points, problem.evaluations[party].scale)
            for b in problem.interactions
            if b.party == party and b.condition.holds(row)[0]
        ),
        ZERO,
    )
