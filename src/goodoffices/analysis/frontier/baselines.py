"""From where a party's gains are counted: its walk-away value, or what stands in for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from goodoffices.analysis.engine.elimination import efficient_totals
from goodoffices.analysis.problem.coordinates import (
    forbidden_conditions,
    limit_coordinates,
    party_coordinate,
)
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem


class BaselineKind(StrEnum):
    """Where a baseline comes from."""

    WALK_AWAY = "walk_away"
    STATUS_QUO = "status_quo"
    LEAST_IN_ZONE = "least_in_zone"


@dataclass(frozen=True)
class Baseline:
    """The utility that a party's gains are counted from; ``other`` is what could be taken instead.

    ``example``: where the least value in the zone was looked for, a package (option indices) that
    has it.
    """

    kind: BaselineKind
    value: Fraction
    other: Fraction | None = None
    example: tuple[int, ...] | None = None


Least = Callable[[int], "tuple[Fraction, tuple[int, ...]]"]


def baselines_of(
    problem: Problem, limits: Limits | None = None, least: Least | None = None
) -> tuple[Baseline, ...]:
    """Give a baseline for each party. Only where there is a zone.

    ``least`` finds a party's least value in the zone where it should not be proven.

    A party without a walk-away value has none, which is not 0: its gains count from its value of
    the status quo where that package is known and feasible, else from its least value in the zone.
    """
    quo = problem.case.status_quo()
    row = None if quo is None else problem.indices(quo)
    quo_totals = None if row is None or not problem.is_feasible(row) else problem.utilities(row)[0]
    found = []
    for p, walk_away in enumerate(problem.walk_away):
        if walk_away is not None:
            found.append(Baseline(BaselineKind.WALK_AWAY, problem.as_utility(walk_away, p)))
            continue
        value, example = (
            least(p) if least is not None else _least_in_zone(problem, p, limits or Limits())
        )
        if quo_totals is not None:
            found.append(
                Baseline(
                    BaselineKind.STATUS_QUO,
                    problem.as_utility(int(quo_totals[p]), p),
                    value,
                    example,
                )
            )
        else:
            found.append(Baseline(BaselineKind.LEAST_IN_ZONE, value, None, example))
    return tuple(found)


def _least_in_zone(
    problem: Problem, party: int, limits: Limits
) -> tuple[Fraction, tuple[int, ...]]:
    """Find the party's smallest utility over all packages in the zone, and one that has it. Exact.

    The packages may be efficient or not.
    """
    floors, _ = problem.raw_floors()
    coordinates = [party_coordinate(problem, party, sign=-1)]
    coordinates += [
        party_coordinate(problem, p, floor=f, objective=False)
        for p, f in enumerate(floors)
        if f is not None
    ]
    front = efficient_totals(
        problem, [*coordinates, *limit_coordinates(problem)], forbidden_conditions(problem), limits
    )
    if not len(front.values):
        raise ValueError("there is no zone, so nobody has a least value in it")
    best = int(front.values[:, 0].argmax())
    raw = np.array([-int(front.values[best, 0])], front.values.dtype)
    return problem.as_utility(int(problem.evaluations[party].final(raw)[0]), party), tuple(
        front.packages()[best].tolist()
    )
