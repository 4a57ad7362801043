"""The analysis where numbers are in doubt: what holds for all truths, for some, for none. Exact, but for what says *open*.

No number is put in the place of an interval to answer with. The middles of intervals choose which packages are looked at (the efficient ones under them, the
named solutions, drafts); each of these is then judged against all packages, under all truths (`doubt`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.compiling import compile_case
from goodoffices.analysis.deadlock import package_at_floors
from goodoffices.analysis.demand import DemandKind
from goodoffices.analysis.doubt import PartyDoubt, acceptances, central, differences, doubt_of, least_for, most_for
from goodoffices.analysis.elimination import Progress
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.frontier import pareto_frontier
from goodoffices.analysis.groups import Limits, forbidden_boxes, limit_coordinates, party_coordinate
from goodoffices.analysis.problem import Problem
from goodoffices.case import Case
from goodoffices.preferences import Preferences

#: Packages that are judged, at most; truths that are tried, for each, to find one under which it is efficient.
MOST_CANDIDATES, TRUTHS = 2_000, 12


#: Each party's weights under one truth.
Weights = tuple[tuple[Fraction, ...], ...]


class Possible(StrEnum):
    """Whether any agreement is possible; the words of the JSON output."""

    ALWAYS = "always"
    PERHAPS = "perhaps"
    NEVER = "never"


class Standing(StrEnum):
    """What holds of a package whatever the truth; the words of the JSON output. ``perhaps``: efficient under a truth that was found, dominated
    under another. ``open``: neither was decided.
    """

    EFFICIENT = "efficient"
    PERHAPS = "perhaps"
    DOMINATED = "dominated"
    OPEN = "open"


@dataclass(frozen=True)
class Judged:
    """A package (option indices) and what holds of it.

    ``accepted[p]``: `Possible.ALWAYS` where it reaches the party's walk-away value under all truths, and so on. ``rival``: a package that dominates it under some
    truth (*perhaps*) or under all (*dominated*). ``witness``: the scores at their most on this package and at their least elsewhere, with the weights
    of this number of the truths tried, make it efficient (*perhaps*); None else.
    """

    package: tuple[int, ...]
    names: tuple[str, ...]
    standing: Standing
    accepted: tuple[Possible, ...]
    rival: tuple[int, ...] | None = None
    witness: int | None = None


@dataclass(frozen=True)
class AnalysisInDoubt:
    """``possible``: whether some package is one that all can sign, under all truths (the same package), some, or none. ``example``: such a package.

    ``candidates``: those looked at, efficient ones first; ``left_out``: how many efficient ones under the middles were not looked at (of those worth
    the same to all there only one is). ``broken``: drafts that break rules or cross red lines, with these demands; they are no candidates.
    """

    problem: Problem
    doubts: tuple[PartyDoubt, ...]
    originals: tuple[Preferences, ...]
    possible: Possible
    example: tuple[int, ...] | None
    candidates: tuple[Judged, ...]
    left_out: int
    broken: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def analyse_in_doubt(
    case: Case,
    preferences: Sequence[Preferences],
    *,
    drafts: Mapping[str, Mapping[str, str]] | None = None,
    limits: Limits | None = None,
    most: int = MOST_CANDIDATES,
    progress: Progress | None = None,
) -> AnalysisInDoubt:
    """Analyse preferences that hold intervals and blanks (or none). ``drafts``: whole packages, by ids. Raises `NotSupported`, `FrontierTooLarge`, `OutOfTime`.

    Cost: for each candidate up to three frontiers.
    """
    within = limits or Limits()
    doubts = tuple(doubt_of(case, one) for one in preferences)
    middle = compile_case(case, [central(case, one) for one in preferences])
    frontier = pareto_frontier(middle, within)
    # By how much each package exceeds the walk-away values, at its least and at its most.
    least, greatest = (acceptances(middle, doubts, extreme) for extreme in (least_for, most_for))
    surely = _reaching(least, [0] * len(doubts), within)
    perhaps = surely if surely is not None else _reaching(greatest, [0] * len(doubts), within)
    possible = Possible.ALWAYS if surely is not None else Possible.PERHAPS if perhaps is not None else Possible.NEVER
    named: dict[tuple[int, ...], list[str]] = {}
    broken: dict[str, tuple[int, ...]] = {}
    for name, choices in (drafts or {}).items():
        row = middle.indices(choices)
        if middle.is_feasible(row):
            named.setdefault(tuple(int(i) for i in row[0]), []).append(name)
        else:
            broken[name] = tuple(d for d in middle.broken_demands(row) if middle.demands[d].kind is not DemandKind.WALK_AWAY)
    rows = [tuple(row) for row in frontier.packages.tolist()]
    # Those that the middles put in the zone first, spread evenly where they are too many.
    inside = middle.in_zone(frontier.utilities)
    rows = [r for r, i in zip(rows, inside, strict=True) if i] + [r for r, i in zip(rows, inside, strict=True) if not i]
    kept = rows if len(rows) <= most else [rows[round(k * (len(rows) - 1) / max(1, most - 1))] for k in range(most)]
    packages = list(dict.fromkeys([*named, *kept]))
    accepted_by = _accepted(least, greatest, packages)
    truths = truths_of_weights(doubts)
    judged = []
    for number, (package, accepted) in enumerate(zip(packages, accepted_by, strict=True)):
        standing, rival, witness = _judge(middle, doubts, truths, package, within)
        judged.append(Judged(package, tuple(named.get(package, ())), standing, accepted, rival, witness))
        if progress is not None:
            progress(number + 1, len(packages))
    order = list(Standing)
    judged.sort(key=lambda j: (not j.names, order.index(j.standing)))
    example = None if perhaps is None else tuple(int(i) for i in perhaps)
    # Rather one that is efficient, too, where there is one of the same kind.
    of_kind = (Possible.ALWAYS,) if possible is Possible.ALWAYS else (Possible.ALWAYS, Possible.PERHAPS)
    example = next((j.package for j in sorted(judged, key=lambda j: order.index(j.standing)) if set(j.accepted) <= set(of_kind)), example)
    return AnalysisInDoubt(middle, doubts, tuple(preferences), possible, example, tuple(judged), len(rows) - len(kept), broken)


def _reaching(problem: Problem, floors: Sequence[int], limits: Limits) -> npt.NDArray[np.int32] | None:
    """A feasible package whose sums reach floors; None if there is none. Exact. Raises `OutOfTime`."""
    coordinates = [party_coordinate(problem, p, floor=f, objective=False) for p, f in enumerate(floors)] + limit_coordinates(problem)
    return package_at_floors(problem, coordinates, forbidden_boxes(problem), limits)


def _dominating(problem: Problem, limits: Limits) -> tuple[int, ...] | None:
    """A package whose sums are all 0 or more and one of them more."""
    for p in range(len(problem.readings)):
        found = _reaching(problem, [int(q == p) for q in range(len(problem.readings))], limits)
        if found is not None:
            return tuple(int(i) for i in found)
    return None


def _judge(
    problem: Problem, doubts: Sequence[PartyDoubt], truths: Sequence[Weights], package: tuple[int, ...], limits: Limits
) -> tuple[Standing, tuple[int, ...] | None, int | None]:
    """What holds of a package, its rival and its witness; see `Judged`."""
    rival = None
    try:
        rival = _dominating(differences(problem, doubts, package, most_for), limits)
        if rival is None:
            return Standing.EFFICIENT, None, None
        always = _dominating(differences(problem, doubts, package, least_for), limits)
        if always is not None:
            return Standing.DOMINATED, always, None
        for number, weights in enumerate(truths):
            if _dominating(differences(problem, _favouring(doubts, package, weights), package, most_for), limits) is None:
                return Standing.PERHAPS, rival, number
    except AnalysisError:
        rival = None
    return Standing.OPEN, rival, None


def truths_of_weights(doubts: Sequence[PartyDoubt]) -> list[Weights]:
    """Some weights of all parties within their bounds: the middles, the least, the most, then each issue in turn at its most and the others at their least."""

    def chosen(choose: Callable[[int, tuple[Fraction, Fraction]], Fraction]) -> Weights:
        return tuple(tuple(choose(j, bounds) for j, bounds in enumerate(doubt.weights)) for doubt in doubts)

    if all(low == high for doubt in doubts for low, high in doubt.weights):
        return [chosen(lambda _, b: b[0])]
    some = [chosen(lambda _, b: (b[0] + b[1]) / 2), chosen(lambda _, b: b[0]), chosen(lambda _, b: b[1])]
    n = len(doubts[0].weights)
    some += [chosen(lambda j, b, k=k: b[1] if j == k else b[0]) for k in range(n)]  # type: ignore[misc]
    return [w for w in some if all(any(party) for party in w)][:TRUTHS]


def _favouring(doubts: Sequence[PartyDoubt], package: Sequence[int], weights: Weights) -> tuple[PartyDoubt, ...]:
    """The truth that is best for a package, given weights: its options' scores at their most, all others at their least."""
    found = []
    for doubt, of_party in zip(doubts, weights, strict=True):
        scores = tuple(
            tuple((high, high) if i == package[j] else (low, low) for i, (low, high) in enumerate(row))
            for j, row in enumerate(doubt.scores)
        )
        found.append(PartyDoubt(doubt.party, tuple((w, w) for w in of_party), scores, doubt.walk_away, doubt.is_certain))
    return tuple(found)


def _accepted(least: Problem, greatest: Problem, packages: Sequence[tuple[int, ...]]) -> list[tuple[Possible, ...]]:
    """For each package who can sign it; ``least`` and ``greatest``: by how much it exceeds the walk-away values."""
    rows = np.array(packages, np.int32).reshape(len(packages), -1)
    return [
        tuple(
            Possible.ALWAYS if low >= 0 else Possible.PERHAPS if high >= 0 else Possible.NEVER
            for low, high in zip(lows, highs, strict=True)
        )
        for lows, highs in zip(least.raw_utilities(rows), greatest.raw_utilities(rows), strict=True)
    ]
