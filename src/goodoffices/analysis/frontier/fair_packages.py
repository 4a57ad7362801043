"""The four solutions of a zone, with what they rest on and how many packages do as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.analysis.engine.partial_sums import Front
from goodoffices.analysis.frontier.baselines import Baseline
from goodoffices.analysis.frontier.fairness import (
    Gains,
    Solution,
    all_solutions,
    gains_in_zone,
    relative_utilitarian,
)
from goodoffices.analysis.frontier.frontier import Frontier
from goodoffices.analysis.frontier.ties import FrontTies, TiedPackages, packages_reaching
from goodoffices.analysis.frontier.zone import Zone
from goodoffices.analysis.problem.errors import OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem

#: Numbers kept for counting ties along the engine's levels; above this ties may stay "at least".
TIE_MEMORY = 100_000_000


@dataclass(frozen=True, kw_only=True)
class Fairness:
    """The four solutions of a zone, with what they rest on.

    ``unchanged_when_rescaled``: for egalitarian and utilitarian, whether the utilities stay the
    same when gains are rescaled to each party's ideal gain.
    ``unchanged_with_other_baseline``: whether each solution stays the same with another baseline.
    It is given where a party has no walk-away value and two baselines can be taken.
    """

    baselines: tuple[Baseline, ...]
    ideal: tuple[Fraction, ...]
    solutions: Mapping[str, Solution]
    ties: Mapping[str, TiedPackages]
    unchanged_when_rescaled: Mapping[str, bool]
    unchanged_with_other_baseline: Mapping[str, bool] | None


def fairness_of(
    problem: Problem,
    frontier: Frontier,
    zone: Zone,
    baselines: tuple[Baseline, ...],
    count_ties: Callable[[Sequence[int]], TiedPackages],
    powers: Sequence[int],
) -> Fairness:
    """Choose the four solutions of a zone, and say what they rest on.

    ``count_ties`` tells how many packages lie behind some frontier rows. ``powers``: entitlements.
    """

    def gains_from(values: Sequence[Fraction]) -> Gains:
        return gains_in_zone(
            frontier.utilities,
            zone.on_frontier,
            [r.final_scale for r in problem.evaluations],
            values,
        )

    def same(one: Solution, other: Solution) -> bool:
        return one.row == other.row or one.row in other.tied_rows

    gains = gains_from([b.value for b in baselines])
    solutions = all_solutions(gains, powers)
    rescaled = {
        "egalitarian": same(solutions["egalitarian"], solutions["kalai_smorodinsky"]),
        "utilitarian": same(solutions["utilitarian"], relative_utilitarian(gains)),
    }
    other = None
    if any(b.other is not None for b in baselines):
        others = all_solutions(
            gains_from([b.value if b.other is None else b.other for b in baselines]), powers
        )
        other = {name: same(solution, others[name]) for name, solution in solutions.items()}
    ideal = tuple(
        max(problem.as_utility(int(frontier.utilities[row, p]), p) for row in gains.rows) - b.value
        for p, b in enumerate(baselines)
    )
    by_rows = {rows: count_ties(rows) for rows in {s.tied_rows for s in solutions.values()}}
    counted = {name: by_rows[solution.tied_rows] for name, solution in solutions.items()}
    return Fairness(
        baselines=baselines,
        ideal=ideal,
        solutions=solutions,
        ties=counted,
        unchanged_when_rescaled=rescaled,
        unchanged_with_other_baseline=other,
    )


def tie_counter(
    problem: Problem, frontier: Frontier, front: Front, limits: Limits | None
) -> Callable[[Sequence[int]], TiedPackages]:
    """Give the function that counts the packages behind frontier rows, by whichever way applies."""
    size = sum(len(parent) for parent in front.parents) * len(problem.preferences)
    front_ties = (
        FrontTies(problem, front, limits)
        if FrontTies.applies(problem, front) and size <= TIE_MEMORY
        else None
    )

    def count(rows: Sequence[int]) -> TiedPackages:
        vectors = [tuple(int(x) for x in frontier.utilities[row]) for row in rows]
        if front_ties is not None:
            try:
                return front_ties.packages_reaching(vectors)
            except OutOfTime:
                return named_only(frontier, rows)
        known = [tuple(int(i) for i in frontier.packages[row]) for row in rows]
        return packages_reaching(problem, vectors, known, limits)

    return count


def named_only(frontier: Frontier, rows: Sequence[int]) -> TiedPackages:
    """List the packages that are named, where how many do equally well is not known.

    There are at least as many as are named.
    """
    packages = tuple(tuple(int(i) for i in frontier.packages[row]) for row in rows)
    return TiedPackages(len(packages), False, packages)
