"""What is added up over the issues of a package, and of which more is better.

A *coordinate* is a party's utility, or room left under a limit. A coordinate may have a *floor*.
One that is no objective counts only up to its floor: to reach it is as good as more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from goodoffices.analysis.problem.problem import CompiledCondition, Integers, Problem


@dataclass(frozen=True, kw_only=True)
class Coordinate:
    """Something summed over issues of which more is better.

    ``values[j]`` gives the amount of each option of issue j (missing: 0 for all), ``conditions``
    amounts for conditions on several issues. ``floor``: the least total that counts, or None. Not
    ``objective``: all totals at or above the floor are equally good.
    """

    values: dict[int, Integers]
    conditions: tuple[tuple[CompiledCondition, int], ...] = ()
    offset: int = 0
    floor: int | None = None
    objective: bool = True


def party_coordinate(
    problem: Problem, party: int, *, floor: int | None = None, objective: bool = True, sign: int = 1
) -> Coordinate:
    """Give a party's raw total as a coordinate; ``sign=-1`` to make less of it better."""
    return Coordinate(
        values={j: sign * values[:, party] for j, values in enumerate(problem.contributions)},
        conditions=tuple(
            (b.condition, sign * b.points) for b in problem.interactions if b.party == party
        ),
        offset=sign * problem.offsets[party],
        floor=floor,
        objective=objective,
    )


def limit_coordinates(problem: Problem, active: Iterable[int] | None = None) -> list[Coordinate]:
    """Give room under (and over) each limit on a sum, as coordinates that must reach a floor."""
    wanted = None if active is None else set(active)
    found = []
    for bound in problem.sums:
        if wanted is not None and bound.demand not in wanted:
            continue
        arrays = {j: np.array(a, problem.contributions[0].dtype) for j, a in bound.amounts.items()}
        if bound.upper is not None:
            found.append(
                Coordinate(
                    values={j: -a for j, a in arrays.items()}, floor=-bound.upper, objective=False
                )
            )
        if bound.lower is not None:
            found.append(Coordinate(values=arrays, floor=bound.lower, objective=False))
    return found


def demand_coordinates(problem: Problem, demands: Collection[int]) -> list[Coordinate] | None:
    """Give what must be reached for demands to be met: walk-away values and limits among them.

    None if a walk-away value is beyond any package.
    """
    floors, _ = problem.raw_floors()
    found = []
    for p, (floor, demand) in enumerate(zip(floors, problem.walk_away_demand, strict=True)):
        if demand in demands and demand is not None:
            if floor is None:
                return None
            found.append(party_coordinate(problem, p, floor=floor, objective=False))
    return found + limit_coordinates(problem, demands)


def forbidden_conditions(
    problem: Problem, active: Iterable[int] | None = None
) -> list[CompiledCondition]:
    """List the conditions that no package may lie in, of all demands or of those named."""
    wanted = None if active is None else set(active)
    return [f.condition for f in problem.forbidden if wanted is None or f.demand in wanted]
