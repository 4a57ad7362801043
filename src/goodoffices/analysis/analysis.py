"""Analyse a case: say what is possible, efficient and fair in it, or why nothing is.

This is the main job. It starts from a case and the preferences of its parties.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from goodoffices.analysis.deadlock.minimal_conflict import Conflict
from goodoffices.analysis.deadlock.why_not import Deadlock, only_one, why_not
from goodoffices.analysis.drafts.judging import PartialDraft, WholeDraft, judge_draft
from goodoffices.analysis.engine.elimination import Progress
from goodoffices.analysis.engine.partial_sums import Front
from goodoffices.analysis.frontier.baselines import baselines_of
from goodoffices.analysis.frontier.binding_demands import BindingDemand, binding_demands
from goodoffices.analysis.frontier.costs import Costs, costs_of_demands
from goodoffices.analysis.frontier.entitlements import powers_of
from goodoffices.analysis.frontier.fair_packages import (
    Fairness,
    fairness_of,
    named_only,
    tie_counter,
)
from goodoffices.analysis.frontier.fragility import Fragile, fragile_weights
from goodoffices.analysis.frontier.frontier import Frontier, frontier_and_front
from goodoffices.analysis.frontier.log_rolls import LogRoll, log_rolls
from goodoffices.analysis.frontier.zone import Zone, zone_of
from goodoffices.analysis.in_part.in_part import InPart, SolutionBound, bound_of, solve_in_part
from goodoffices.analysis.problem.compiling import compile_case
from goodoffices.analysis.problem.demand import DemandKind
from goodoffices.analysis.problem.errors import (
    AnalysisError,
    FrontierTooLarge,
    GroupTooLarge,
    NotSupported,
    OutOfTime,
)
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem
from goodoffices.case import Case
from goodoffices.preferences import Preferences, crossed_red_lines, utility

#: What looking for demands that bind may take: sums formed, partial packages kept.
FEW_SUMS, FEW_PACKAGES = 20_000_000, 200_000


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """Everything that one analysis says. Utilities are final integers of ``problem``.

    How these integers are read, `Problem.evaluate` says.

    - ``fairness`` is None where there is no zone.
    - ``deadlock`` is None where there is a zone.
    - ``trades`` is None where the time ended before they were looked for.
    - ``entitlements``: the powers of Nash's product, where not all are 1.
    - ``in_part`` is None where the frontier is whole. Else ``frontier`` holds packages that none of
      the others dominates, and solutions are the best of these.
    - ``costs`` is None where they were not asked for, or the frontier is not whole.
    - ``binding``: rules and red lines that stand between Nash's package and something better for
      all. None where there is no zone, the frontier is not whole, or it was not found out.
    - ``fragile``: weights whose move by a tenth closes the zone. None where there is no zone, or it
      was not found out.
    """

    problem: Problem
    frontier: Frontier
    zone: Zone
    fairness: Fairness | None
    deadlock: Deadlock | None
    trades: tuple[LogRoll, ...] | None
    drafts: Mapping[str, WholeDraft | PartialDraft]
    seed: int
    entitlements: Mapping[str, Fraction] | None = None
    in_part: InPart | None = None
    costs: Costs | None = None
    fragile: tuple[Fragile, ...] | None = None
    binding: tuple[BindingDemand, ...] | None = None

    @property
    def conflict(self) -> Conflict | None:
        """Give the first minimal conflict, where there is no zone and it was found in time."""
        return None if self.deadlock is None else next(iter(self.deadlock.conflicts.found), None)

    def utility(self, row: int, party: int) -> Fraction:
        """Give a frontier point's utility for a party, on the scale of the source."""
        return self.problem.as_utility(int(self.frontier.utilities[row, party]), party)

    def package(self, row: int) -> dict[str, str]:
        """Give a frontier point's package, by ids."""
        return self.problem.package(self.frontier.packages[row])

    def bound(self, name: str) -> SolutionBound | None:
        """Tell how far a solution may lie below the best, where the frontier is not whole.

        None where it is whole, or nothing is proven.
        """
        if self.in_part is None or self.fairness is None:
            return None
        row = self.fairness.solutions[name].row
        gains = [self.utility(row, p) - b.value for p, b in enumerate(self.fairness.baselines)]
        powers = powers_of(self.problem.party_ids, self.entitlements)
        return bound_of(name, gains, self.fairness.ideal, powers, self.in_part.bounds)


def analyse(
    case: Case,
    preferences: Sequence[Preferences],
    *,
    drafts: Mapping[str, Mapping[str, str]] | None = None,
    seed: int = 0,
    limits: Limits | None = None,
    entitlements: Mapping[str, Fraction] | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Analyse a case under one reading of each party's preferences.

    Exact, but for what says otherwise.

    ``drafts`` are packages or parts of packages to be judged, by name. ``seed`` is used only where
    the size of the zone has to be estimated beside its bounds. ``entitlements`` are powers of the
    gains in Nash's product, by party; 1 where none is named.
    Where the frontier is too large to list, or the time ends first, the answer is `InPart`, with
    about ``limits.points`` points. Raises `NotSupported`, `OutOfTime`.
    """
    problem = compile_case(case, preferences)
    within, powers = limits or Limits(), powers_of(problem.party_ids, entitlements)
    try:
        frontier, front = frontier_and_front(problem, frontier_limits(within), progress)
    except (FrontierTooLarge, GroupTooLarge, OutOfTime) as reason:
        if problem.epsilon:
            words = (
                "With numbers listed for continuous issues there is no answer in part; "
                "list fewer of them (--steps 50, or less)."
            )
            raise NotSupported(f"{reason} {words}") from reason
        result = _analyse_in_part(problem, reason, drafts or {}, seed, within, powers, progress)
    else:
        result = _analyse_whole(problem, frontier, front, drafts or {}, seed, within, powers)
    result = replace(result, entitlements=entitlements)
    _check_against_words(result)
    return result


def with_costs(result: Analysis, limits: Limits | None = None) -> Analysis:
    """Add to a result what each red line, linkage and limit costs each party.

    Nothing is added where the frontier is not whole. Cost: a frontier for each of them.
    """
    if result.in_part is not None:
        return result
    return replace(
        result, costs=costs_of_demands(result.problem, result.frontier, limits or Limits())
    )


def frontier_limits(limits: Limits) -> Limits:
    """Give the listing of the frontier half of the time that there is.

    Where it does not end in that time, other answers are still possible.
    """
    half = limits.seconds_left() / 2

    def left() -> float:
        return (
            0.0
            if limits.interrupted()
            else limits.seconds_left() - (0.0 if math.isinf(half) else half)
        )

    return replace(limits, seconds_left=left)


def _analyse_whole(
    problem: Problem,
    frontier: Frontier,
    front: Front,
    drafts: Mapping[str, Mapping[str, str]],
    seed: int,
    limits: Limits,
    powers: Sequence[int],
) -> Analysis:
    zone = zone_of(problem, frontier, seed, limits)
    fairness = deadlock = None
    if zone.exists:
        baselines = baselines_of(problem, limits)
        fairness = fairness_of(
            problem,
            frontier,
            zone,
            baselines,
            tie_counter(problem, frontier, front, limits),
            powers,
        )
    else:
        _check_that_nothing_lies_between(problem, frontier)
        deadlock = why_not(problem, frontier, limits)
    judged = {
        name: judge_draft(problem, frontier, choices, limits) for name, choices in drafts.items()
    }
    fragile = fragile_weights(problem, frontier, limits) if zone.exists else None
    binding = None if fairness is None else _binding(problem, frontier, fairness, limits)
    return Analysis(
        problem=problem,
        frontier=frontier,
        zone=zone,
        fairness=fairness,
        deadlock=deadlock,
        trades=_trades(problem, limits),
        drafts=judged,
        seed=seed,
        fragile=fragile,
        binding=binding,
    )


def _binding(
    problem: Problem, frontier: Frontier, fairness: Fairness, limits: Limits
) -> tuple[BindingDemand, ...] | None:
    """Find what binds at Nash's package, as far as a small share of the work tells."""
    if problem.epsilon:
        return None
    few = replace(
        limits,
        sums=min(limits.sums, FEW_SUMS),
        partial_packages=min(limits.partial_packages, FEW_PACKAGES),
    )
    at = frontier.utilities[fairness.solutions["nash"].row]
    return binding_demands(problem, [int(u) for u in at], few)


def _analyse_in_part(
    problem: Problem,
    reason: AnalysisError,
    drafts: Mapping[str, Mapping[str, str]],
    seed: int,
    limits: Limits,
    powers: Sequence[int],
    progress: Progress | None,
) -> Analysis:
    found = solve_in_part(
        problem, str(reason), powers=powers, drafts=drafts, limits=limits, progress=progress
    )
    frontier = found.frontier
    zone = zone_of(problem, frontier, seed, limits)
    fairness = None
    if zone.exists:
        fairness = fairness_of(
            problem,
            frontier,
            zone,
            found.baselines,
            lambda rows: named_only(frontier, rows),
            powers,
        )
    judged = {
        name: judge_draft(problem, frontier, choices, limits, whole=False)
        for name, choices in drafts.items()
    }
    deadlock = None if zone.exists else only_one(found.conflict)
    return Analysis(
        problem=problem,
        frontier=frontier,
        zone=zone,
        fairness=fairness,
        deadlock=deadlock,
        trades=_trades(problem, limits),
        drafts=judged,
        seed=seed,
        in_part=found.part,
    )


def _trades(problem: Problem, limits: Limits) -> tuple[LogRoll, ...] | None:
    try:
        return log_rolls(problem, limits)
    except OutOfTime:
        return None


def _check_that_nothing_lies_between(problem: Problem, frontier: Frontier) -> None:
    """Refuse to say more of an empty zone than the numbers listed for continuous issues prove."""
    if not problem.epsilon or not len(frontier):
        return
    lowered = [
        None if w is None else problem.as_utility(w, p) - problem.epsilon
        for p, w in enumerate(problem.walk_away)
    ]
    near = any(
        all(
            floor is None or problem.as_utility(int(row[p]), p) >= floor
            for p, floor in enumerate(lowered)
        )
        for row in frontier.utilities
    )
    if near:
        raise NotSupported(
            "no package at the numbers listed for continuous issues lies in the zone, "
            "but one between them may. List more numbers (--steps)."
        )
    raise NotSupported(
        "no agreement is possible, which the numbers listed for continuous issues prove; "
        "which demands conflict they do not prove, so none are named."
    )


def _check_against_words(result: Analysis) -> None:
    """Hold the packages that a reader will see by name against the words of the files.

    This is done in fractions. An error in the compiled `Problem` must not certify itself. Raises
    AssertionError.
    """
    problem = result.problem
    rows = [s.row for s in result.fairness.solutions.values()] if result.fairness else []
    if len(result.frontier):
        rows += [0, len(result.frontier) - 1]
    for row in rows:
        package = result.package(row)
        for p, one in enumerate(problem.preferences):
            if utility(one, package) != result.utility(row, p) or crossed_red_lines(one, package):
                raise AssertionError(
                    f"internal error: the package of frontier point {row} "
                    "is not worth what was found"
                )
        if problem.case.broken_by(package):
            raise AssertionError(
                f"internal error: the package of frontier point {row} breaks a rule of the case"
            )
    if result.deadlock is not None:
        for conflict in result.deadlock.conflicts.found:
            for left_out, witness in zip(conflict.demands, conflict.without, strict=True):
                _check_witness(
                    problem,
                    [d for d in conflict.demands if d != left_out],
                    problem.package(witness),
                )
        for relaxation in (
            () if result.deadlock.relaxations is None else result.deadlock.relaxations.found
        ):
            moved = [change.demand for change in relaxation.changes]
            _check_witness(
                problem,
                [d for d in range(len(problem.demands)) if d not in moved],
                problem.package(relaxation.package),
            )


def _check_witness(problem: Problem, demands: Sequence[int], package: Mapping[str, str]) -> None:
    for number in demands:
        demand = problem.demands[number]
        met = True
        if demand.kind is DemandKind.WALK_AWAY:
            one = problem.preferences[problem.party_ids.index(str(demand.party))]
            walk_away = one.exact_walk_away()
            met = walk_away is not None and utility(one, package) >= walk_away
        elif demand.red_line is not None:
            met = not demand.red_line.condition.holds(package)
        elif demand.restriction is not None:
            met = demand.restriction.shape.allows(package)
        if not met:
            raise AssertionError(f"internal error: a package breaks {demand.kind} {demand.id}")
