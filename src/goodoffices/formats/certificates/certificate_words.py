"""Parts that several kinds of claim share: demands and conflicts, as claims and as JSON."""

from __future__ import annotations

from typing import Any

from goodoffices.analysis import Problem
from goodoffices.proof import ClaimedConflict, DemandName


def demand_name(problem: Problem, demand: int) -> DemandName:
    """A demand by kind, party and id."""
    one = problem.demands[demand]
    return DemandName(one.kind.value, one.party, one.id)


def demand_part(demand: DemandName) -> dict[str, Any]:
    """A demand ready for `json.dumps`."""
    return {"kind": demand.kind, "party": demand.party, "id": demand.id}


def conflict_part(conflict: ClaimedConflict) -> dict[str, Any]:
    """A conflict ready for `json.dumps`."""
    return {"demands": [demand_part(d) for d in conflict.demands], "without": [dict(package) for package in conflict.without]}
