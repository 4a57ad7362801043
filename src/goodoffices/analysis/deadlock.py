"""Why no agreement is possible: a minimal set of demands that cannot all be met together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.demand import DemandKind
from goodoffices.analysis.elimination import efficient_totals
from goodoffices.analysis.errors import FrontierTooLarge, GroupTooLarge
from goodoffices.analysis.groups import Coordinate, Limits, demand_coordinates, forbidden_boxes
from goodoffices.analysis.integer_program import package_reaching
from goodoffices.analysis.problem import Box, Problem

#: In this order demands are tried as dispensable. Parties' demands come first, while all rules of the
#: case still hold: what is then left of them is needed under these rules. Rules follow.
DISPENSABLE_FIRST = (DemandKind.RED_LINE, DemandKind.WALK_AWAY, DemandKind.LINKAGE, DemandKind.LIMIT, DemandKind.BOUND)
#: Demands of parties; the others are rules of the case.
OF_PARTIES = (DemandKind.RED_LINE, DemandKind.WALK_AWAY)


@dataclass(frozen=True)
class Conflict:
    """Demands (positions in ``problem.demands``) that no package meets together; any fewer, some does.

    ``without[i]`` is a package (option indices) that meets all of them but ``demands[i]``: the check that
    the set is minimal. It keeps the other rules of the case, too, wherever some such package does.
    """

    demands: tuple[int, ...]
    without: tuple[tuple[int, ...], ...]


Meeting = Callable[[Collection[int]], "npt.NDArray[np.int32] | None"]


def minimal_conflict(problem: Problem, limits: Limits | None = None, meeting: Meeting | None = None) -> Conflict:
    """One minimal conflict among all demands, by leaving out one after another. Exact.

    ``meeting`` says for demands which package meets them, if any does; `package_meeting` unless another is given. Raises ValueError if
    all demands can be met together.
    """
    bounds = limits or Limits()
    meets = meeting or (lambda demands: package_meeting(problem, demands, bounds))
    everything = range(len(problem.demands))
    if meets(everything) is not None:
        raise ValueError("all demands can be met together, so nothing is in conflict")
    return shrunk(problem, everything, meets)


def shrunk(problem: Problem, demands: Collection[int], meets: Meeting) -> Conflict:
    """A minimal conflict within demands that cannot be met together."""
    order = {kind: i for i, kind in enumerate(DISPENSABLE_FIRST)}
    needed = sorted(demands, key=lambda d: (order[problem.demands[d].kind], d))
    for demand in list(needed):
        rest = [d for d in needed if d != demand]
        if meets(rest) is None:
            needed = rest
    needed.sort()
    witnesses = []
    for demand in needed:
        rest = [d for d in needed if d != demand]
        rules = [d for d, other in enumerate(problem.demands) if other.kind not in OF_PARTIES and d != demand]
        witness = meets({*rest, *rules})
        if witness is None:
            witness = meets(rest)
        if witness is None:
            raise AssertionError("internal error: a conflict that was reduced is not minimal")
        witnesses.append(tuple(int(i) for i in witness))
    return Conflict(tuple(needed), tuple(witnesses))


def package_meeting(problem: Problem, demands: Collection[int], limits: Limits) -> npt.NDArray[np.int32] | None:
    """A package that meets these demands, whatever the others say; None if there is none. Exact."""
    coordinates = demand_coordinates(problem, demands)
    return None if coordinates is None else package_at_floors(problem, coordinates, forbidden_boxes(problem, demands), limits)


def package_at_floors(
    problem: Problem, coordinates: Sequence[Coordinate], forbidden: Sequence[Box], limits: Limits
) -> npt.NDArray[np.int32] | None:
    """A package at or above the floors of all coordinates and in no forbidden box; None if there is none. Exact.

    By adding up the issues; where that is too much work, by an integer program.
    """
    try:
        front = efficient_totals(problem, coordinates, forbidden, limits)
    except (FrontierTooLarge, GroupTooLarge):
        return package_reaching(problem, coordinates, forbidden, limits.seconds_left)
    return front.packages()[0] if len(front.values) else None


def package_by_sum(problem: Problem, demands: Collection[int], limits: Limits) -> npt.NDArray[np.int32] | None:
    """As `package_meeting`, by adding up alone. Raises `FrontierTooLarge`, `GroupTooLarge` where that is too much work."""
    coordinates = demand_coordinates(problem, demands)
    if coordinates is None:
        return None
    front = efficient_totals(problem, coordinates, forbidden_boxes(problem, demands), limits)
    return front.packages()[0] if len(front.values) else None
