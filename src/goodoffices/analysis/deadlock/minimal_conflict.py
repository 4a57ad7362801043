"""Why no agreement is possible: a minimal set of demands that cannot all be met together."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.feasible_package import package_meeting
from goodoffices.analysis.problem.demand import DemandKind
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem

#: In this order demands are tried as dispensable. Parties' demands come first, while all rules of
#: the case still hold: what is then left of them is needed under these rules. Rules follow.
DISPENSABLE_FIRST = (
    DemandKind.RED_LINE,
    DemandKind.WALK_AWAY,
    DemandKind.LINKAGE,
    DemandKind.LIMIT,
    DemandKind.BOUND,
)
#: Demands of parties; the others are rules of the case.
OF_PARTIES = (DemandKind.RED_LINE, DemandKind.WALK_AWAY)


@dataclass(frozen=True)
class Conflict:
    """Demands that no package meets together; any fewer, some does (a minimal conflict).

    They are positions in ``problem.demands``. ``without[i]`` is a package (option indices) that
    meets all of them but ``demands[i]``: the check that the set is minimal. It keeps the other
    rules of the case, too, wherever some such package does.
    """

    demands: tuple[int, ...]
    without: tuple[tuple[int, ...], ...]


Meeting = Callable[[Collection[int]], "npt.NDArray[np.int32] | None"]


def minimal_conflict(
    problem: Problem, limits: Limits | None = None, meeting: Meeting | None = None
) -> Conflict:
    """Find one minimal conflict among all demands, by leaving out one after another. Exact.

    ``meeting`` says for demands which package meets them, if any does; `package_meeting` unless
    another is given. Raises ValueError if all demands can be met together.
    """
    bounds = limits or Limits()
    meets = meeting or (lambda demands: package_meeting(problem, demands, bounds))
    everything = range(len(problem.demands))
    if meets(everything) is not None:
        raise ValueError("all demands can be met together, so nothing is in conflict")
    return shrunk(problem, everything, meets)


def shrunk(problem: Problem, demands: Collection[int], meets: Meeting) -> Conflict:
    """Shrink demands that cannot be met together to a minimal conflict within them."""
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
        rules = [
            d
            for d, other in enumerate(problem.demands)
            if other.kind not in OF_PARTIES and d != demand
        ]
        witness = meets({*rest, *rules})
        if witness is None:
            witness = meets(rest)
        if witness is None:
            raise AssertionError("internal error: a conflict that was reduced is not minimal")
        witnesses.append(tuple(int(i) for i in witness))
    return Conflict(tuple(needed), tuple(witnesses))
