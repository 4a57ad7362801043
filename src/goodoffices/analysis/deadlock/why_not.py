"""Why no agreement is possible, and what would open one."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.analysis.deadlock.all_conflicts import Conflicts, all_conflicts
from goodoffices.analysis.deadlock.minimal_conflict import Conflict, minimal_conflict
from goodoffices.analysis.deadlock.relaxations import (
    NearAgreement,
    Relaxations,
    near_agreements,
    smallest_relaxations,
)
from goodoffices.analysis.drafts.side_payments import Payments, inducement, side_payment
from goodoffices.analysis.frontier.frontier import Frontier
from goodoffices.analysis.problem.errors import OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem


@dataclass(frozen=True, kw_only=True)
class Deadlock:
    """What is said where no package meets all demands.

    - ``conflicts``: none where time ended before one was found.
    - ``relaxations``: the smallest ones; None: not looked for.
    - ``near``: packages that come near; ``n_near``: how many such packages there are, by what
      parties lack.
    - ``inducement``, ``side_payment``: what money would do, ``row`` being one of the frontier. None
      where points are not told in money.
    """

    conflicts: Conflicts
    relaxations: Relaxations | None
    near: tuple[NearAgreement, ...]
    inducement: Payments | None = None
    side_payment: Payments | None = None
    n_near: int = 0


def why_not(problem: Problem, frontier: Frontier, limits: Limits) -> Deadlock:
    """Say why a problem has no zone, where its whole frontier is known."""
    relaxations = None
    try:
        first = minimal_conflict(problem, limits)
        relaxations = smallest_relaxations(problem, [first], limits)
        conflicts = all_conflicts(problem, relaxations.conflicts, limits)
    except OutOfTime:
        # The frontier alone says that nothing is possible, and what comes near.
        conflicts = Conflicts((), False)
    near, n_near = near_agreements(problem, frontier)
    # A frontier without points: rules and red lines conflict by themselves, and no money opens
    # anything.
    money = (
        (inducement(problem, frontier.utilities), side_payment(problem, frontier.utilities))
        if len(frontier)
        else (None, None)
    )
    return Deadlock(
        conflicts=conflicts,
        relaxations=relaxations,
        near=near,
        inducement=money[0],
        side_payment=money[1],
        n_near=n_near,
    )


def only_one(conflict: Conflict | None) -> Deadlock:
    """Give a deadlock with one conflict alone; nothing else was looked for.

    None: not even that was found in time.
    """
    return Deadlock(
        conflicts=Conflicts(() if conflict is None else (conflict,), False),
        relaxations=None,
        near=(),
    )
