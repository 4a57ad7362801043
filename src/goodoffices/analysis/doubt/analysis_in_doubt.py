"""The analysis where numbers are in doubt: what holds for all truths, for some, for none. Exact, but for what says *open*.

No number is put in the place of an interval to answer with. The middles of intervals choose which packages are looked at (the efficient ones under them, the
named solutions, drafts); each of these is then judged against all packages, under all truths (`bounds`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.deadlock.minimal_conflict import Conflict, shrunk
from goodoffices.analysis.doubt.bounds import central, doubt_of
from goodoffices.analysis.doubt.margins import Margins, Proof
from goodoffices.analysis.doubt.party_doubt import Linear, PartyDoubt, Truth
from goodoffices.analysis.doubt.signing import Possible, signing
from goodoffices.analysis.doubt.truths_program import TruthsProgram, truths_of
from goodoffices.analysis.engine.elimination import Progress
from goodoffices.analysis.frontier.frontier import Frontier, pareto_frontier
from goodoffices.analysis.problem.compiling import compile_case
from goodoffices.analysis.problem.demand import DemandKind
from goodoffices.analysis.problem.errors import (
    FrontierTooLarge,
    GroupTooLarge,
    NotDecided,
    OutOfTime,
)
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem
from goodoffices.case import Case
from goodoffices.preferences import Preferences

#: Packages that are judged, at most; truths that are tried, for each, to find one under which it is efficient.
MOST_CANDIDATES, TRUTHS = 2_000, 12


class Standing(StrEnum):
    """What holds of a package whatever the truth; the words of the JSON output. ``perhaps``: efficient under a truth that was found, dominated
    (or refused by a party that may refuse it) under another. ``open``: neither was decided.
    """

    EFFICIENT = "efficient"
    PERHAPS = "perhaps"
    DOMINATED = "dominated"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A package (option indices) and what holds of it.

    ``accepted[p]``: `Possible.ALWAYS` where it reaches the party's walk-away value under all truths, and so on. ``rival``: a package that dominates it under some
    truth (*perhaps*) or under all (*dominated*). ``witness``: truths of the parties that make it efficient (*perhaps*); None else. ``proof``: what shows that nothing
    dominates it (*efficient*, or *perhaps* where only a refusal stands against it). ``at_best_equal[p]``: the party can sign it only where it is exactly as good as no agreement.
    """

    package: tuple[int, ...]
    names: tuple[str, ...]
    standing: Standing
    accepted: tuple[Possible, ...]
    rival: tuple[int, ...] | None = None
    witness: tuple[Truth, ...] | None = None
    proof: Proof = field(default_factory=Proof)
    at_best_equal: tuple[bool, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AnalysisInDoubt:
    """``possible``: whether some package is one that all can sign, under all truths (the same package), some, or none. ``example``: such a package.

    ``candidates``: those looked at, efficient ones first; ``left_out``: how many efficient ones under the middles were not looked at (of those worth
    the same to all there only one is). ``broken``: drafts that break rules or cross red lines, with these demands; they are no candidates. ``cannot``: what shows
    that no package can be signed by all under all truths, or under any. ``conflict``: where
    nothing is possible, a minimal set of demands that cannot be met together under any truth; without any one of them the others can, under some. ``time_ended``: before
    all candidates were judged.
    """

    problem: Problem
    truths: tuple[TruthsProgram, ...]
    originals: tuple[Preferences, ...]
    possible: Possible
    example: tuple[int, ...] | None
    candidates: tuple[Judged, ...]
    left_out: int
    broken: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    cannot: Proof = field(default_factory=Proof)
    conflict: Conflict | None = None
    time_ended: bool = False

    @property
    def doubts(self) -> tuple[PartyDoubt, ...]:
        """The bounds and rankings of each party."""
        return tuple(one.doubt for one in self.truths)


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
    truths = truths_of([doubt_of(case, one) for one in preferences])
    middle = compile_case(
        case,
        [central(case, one, of_party) for one, of_party in zip(preferences, truths, strict=True)],
    )
    middle = _with_least_walk_away(middle, truths)
    frontier = pareto_frontier(middle, within)
    acceptance, cannot = Margins(middle, truths, None), Proof()
    surely = acceptance.found_under_all(None, within, cannot)
    perhaps = surely if surely is not None else acceptance.found_under_some(None, within, cannot)
    possible = (
        Possible.ALWAYS
        if surely is not None
        else Possible.PERHAPS
        if perhaps is not None
        else Possible.NEVER
    )
    conflict = None
    if possible is Possible.NEVER:
        conflict = _conflict(middle, acceptance, within)
        cannot.multipliers = acceptance.multipliers_used()
    named, broken = _drafts_by_package(middle, drafts or {})
    kept = _spread_evenly(_in_zone_first(middle, frontier), most)
    # A package that was found to be one that all may sign is judged like the others.
    packages = list(
        dict.fromkeys([*named, *([] if perhaps is None else [tuple(map(int, perhaps))]), *kept])
    )
    judged, ended = [], False
    for number, package in enumerate(packages):
        signing = [_accepted(acceptance, p, package) for p in range(len(truths))]
        try:
            one = _judge(
                Margins(middle, truths, package),
                package,
                tuple(named.get(package, ())),
                tuple(a for a, _ in signing),
                within,
            )
        except OutOfTime:
            ended = True
            break
        judged.append(replace(one, at_best_equal=tuple(tie for _, tie in signing)))
        if progress is not None:
            progress(number + 1, len(packages))
    order = list(Standing)
    judged.sort(key=lambda j: (not j.names, order.index(j.standing)))
    # Rather one that is efficient, too, where there is one of the same kind.
    of_kind = (
        {Possible.ALWAYS} if possible is Possible.ALWAYS else {Possible.ALWAYS, Possible.PERHAPS}
    )
    example = next(
        (
            j.package
            for j in sorted(judged, key=lambda j: order.index(j.standing))
            if of_kind.issuperset(j.accepted)
        ),
        perhaps,
    )
    left_out = len(frontier) - len(kept) + len(packages) - len(judged)
    return AnalysisInDoubt(
        problem=middle,
        truths=truths,
        originals=tuple(preferences),
        possible=possible,
        example=example,
        candidates=tuple(judged),
        left_out=left_out,
        broken=broken,
        cannot=cannot,
        conflict=conflict,
        time_ended=ended,
    )


def _with_least_walk_away(problem: Problem, truths: Sequence[TruthsProgram]) -> Problem:
    """The demands of a party in doubt with the least that its walk-away value can be."""
    demands = list(problem.demands)
    for p, d in enumerate(problem.walk_away_demand):
        bounds = truths[p].doubt.walk_away
        if d is not None and bounds is not None:
            demands[d] = replace(demands[d], value=bounds[0])
    return replace(problem, demands=tuple(demands))


def _conflict(problem: Problem, acceptance: Margins, limits: Limits) -> Conflict:
    def meets(demands: Collection[int]) -> npt.NDArray[np.int32] | None:
        found = acceptance.found_meeting(demands, limits)
        return None if found is None else np.array(found, np.int32)

    return shrunk(problem, range(len(problem.demands)), meets)


def _dominating(
    search: Callable[[int], tuple[int, ...] | None], margins: Margins
) -> tuple[int, ...] | None:
    """A package that a search finds to be at least as good for all and better for one party."""
    for p in range(len(margins.doubts)):
        found = search(p)
        if found is not None:
            return found
    return None


def _judge(
    margins: Margins,
    package: tuple[int, ...],
    names: tuple[str, ...],
    accepted: tuple[Possible, ...],
    limits: Limits,
) -> Judged:
    """What holds of a package; see `Judged`."""
    proof = Proof()
    try:
        rival = _dominating(lambda p: margins.found_under_some(p, limits, proof), margins)
        if rival is None:
            # Where some party refuses it, it is no package to be compared at all.
            may_refuse = any(
                doubt.may_be_refused(margins.problem.package(package)) for doubt in margins.doubts
            )
            return Judged(
                package=package,
                names=names,
                standing=Standing.PERHAPS if may_refuse else Standing.EFFICIENT,
                accepted=accepted,
                proof=proof,
            )
        always = _dominating(lambda p: margins.found_under_all(p, limits), margins)
        if always is not None:
            return Judged(
                package=package,
                names=names,
                standing=Standing.DOMINATED,
                accepted=accepted,
                rival=always,
            )
        beaten_by: list[tuple[int, ...]] = [rival]
        for number in range(TRUTHS):
            truths = favourable_truths(margins, package, beaten_by, number)
            better = _dominating(lambda p, t=truths: margins.found_within(t, p, limits), margins)  # type: ignore[misc]
            if better is None:
                return Judged(
                    package=package,
                    names=names,
                    standing=Standing.PERHAPS,
                    accepted=accepted,
                    rival=rival,
                    witness=truths,
                )
            beaten_by.append(better)
    except (NotDecided, FrontierTooLarge, GroupTooLarge):
        pass
    return Judged(package=package, names=names, standing=Standing.OPEN, accepted=accepted)


def _drafts_by_package(
    middle: Problem, drafts: Mapping[str, Mapping[str, str]]
) -> tuple[dict[tuple[int, ...], list[str]], dict[str, tuple[int, ...]]]:
    """Find the names of the drafts that each package is; and of the others the rules and red lines that they break."""
    named: dict[tuple[int, ...], list[str]] = {}
    broken: dict[str, tuple[int, ...]] = {}
    for name, choices in drafts.items():
        row = middle.indices(choices)
        if middle.is_feasible(row):
            named.setdefault(tuple(int(i) for i in row[0]), []).append(name)
        else:
            broken[name] = tuple(
                d
                for d in middle.broken_demands(row)
                if middle.demands[d].kind is not DemandKind.WALK_AWAY
            )
    return named, broken


def _in_zone_first(middle: Problem, frontier: Frontier) -> list[tuple[int, ...]]:
    """List the packages of a frontier, those that the middles put in the zone first."""
    rows = [tuple(row) for row in frontier.packages.tolist()]
    inside = middle.in_zone(frontier.utilities)
    return [r for r, i in zip(rows, inside, strict=True) if i] + [
        r for r, i in zip(rows, inside, strict=True) if not i
    ]


def _spread_evenly(rows: list[tuple[int, ...]], most: int) -> list[tuple[int, ...]]:
    """Choose at most so many packages, spread evenly over the list."""
    return (
        rows
        if len(rows) <= most
        else [rows[round(k * (len(rows) - 1) / max(1, most - 1))] for k in range(most)]
    )


def favourable_truths(
    margins: Margins, package: tuple[int, ...], beaten_by: Sequence[tuple[int, ...]], number: int
) -> tuple[Truth, ...]:
    """TruthsProgram under which a package does well; the ``number``-th try, after these packages have beaten it.

    Without rankings: its options' scores at their most, all others at their least; the weights at their middles, their least, their most, then each
    issue in turn at its most and the others at their least. With rankings: where it margins those that have beaten it (in turn the last of them) by most in sum.
    """
    found = []
    for p, doubt in enumerate(margins.doubts):
        if doubt.rows:
            margin = Linear()
            for other in beaten_by if number % 2 == 0 else beaten_by[-1:]:
                margin = margin.plus(margins.margin(p, other).negated())
            found.append(margins.truths[p].most(margin).truth)
            continue
        scores = tuple(
            tuple(high if i == package[j] else low for i, (low, high) in enumerate(row))
            for j, row in enumerate(doubt.scores)
        )
        weights = tuple(_tried(bounds, j, number) for j, bounds in enumerate(doubt.weights))
        if not any(weights):
            weights = tuple((low + high) / 2 for low, high in doubt.weights)
        found.append(
            Truth(weights, scores, None if doubt.walk_away is None else doubt.walk_away[0])
        )
    return tuple(found)


def _tried(bounds: tuple[Fraction, Fraction], j: int, number: int) -> Fraction:
    if number == 0:
        return (bounds[0] + bounds[1]) / 2
    return bounds[1] if number == 2 or j == number - 3 else bounds[0]


def _accepted(acceptance: Margins, p: int, package: tuple[int, ...]) -> tuple[Possible, bool]:
    """Whether a party can sign a package, and whether at best it is exactly as good as no agreement."""
    may_refuse = acceptance.doubts[p].may_be_refused(acceptance.problem.package(package))
    return signing(
        lambda: acceptance.least(p, package),
        lambda: acceptance.most(p, package),
        may_refuse=may_refuse,
    )
