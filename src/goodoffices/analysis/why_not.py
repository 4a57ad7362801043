"""Why no agreement is possible, and what would open one."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.analysis.conflicts import Conflicts, all_conflicts
from goodoffices.analysis.deadlock import Conflict, minimal_conflict
from goodoffices.analysis.frontier import Frontier
from goodoffices.analysis.groups import Limits
from goodoffices.analysis.problem import Problem
from goodoffices.analysis.relaxations import NearAgreement, Relaxations, near_agreements, smallest_relaxations


@dataclass(frozen=True)
class Deadlock:
    """No package meets all demands: the minimal conflicts, the smallest relaxations (None: not looked for), packages that come near."""

    conflicts: Conflicts
    relaxations: Relaxations | None
    near: tuple[NearAgreement, ...]


def why_not(problem: Problem, frontier: Frontier, limits: Limits) -> Deadlock:
    """For a problem without a zone, whose whole frontier is known. Raises `OutOfTime` where not even one conflict was found."""
    first = minimal_conflict(problem, limits)
    relaxations = smallest_relaxations(problem, [first], limits)
    conflicts = all_conflicts(problem, relaxations.conflicts, limits)
    return Deadlock(conflicts, relaxations, near_agreements(problem, frontier))


def only_one(conflict: Conflict) -> Deadlock:
    """One conflict, and nothing else was looked for."""
    return Deadlock(Conflicts((conflict,), False), None, ())
