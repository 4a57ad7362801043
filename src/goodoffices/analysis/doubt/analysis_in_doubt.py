"""Analyse a case where numbers are in doubt: what holds for all truths, for some, for none.

Exact, but for what says *open*.

No number is put in the place of an interval to answer with. The middles of intervals choose which
packages are looked at: the efficient ones under them, the named solutions, drafts. Each of these is
then judged against all packages, under all truths (`bounds`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.deadlock.minimal_conflict import Conflict, shrunk
from goodoffices.analysis.doubt.bounds import central, doubt_of
from goodoffices.analysis.doubt.margins import Margins, Proof
from goodoffices.analysis.doubt.party_doubt import PartyDoubt
from goodoffices.analysis.doubt.signing import Possible
from goodoffices.analysis.doubt.standing import Judged, Standing, accepted_by, judge
from goodoffices.analysis.doubt.truths_program import TruthsProgram, truths_of
from goodoffices.analysis.engine.elimination import Progress
from goodoffices.analysis.frontier.frontier import Frontier, pareto_frontier
from goodoffices.analysis.problem.compiling import compile_case
from goodoffices.analysis.problem.demand import DemandKind
from goodoffices.analysis.problem.errors import OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Problem
from goodoffices.case import Case
from goodoffices.preferences import Preferences

#: Packages that are judged, at most.
MOST_CANDIDATES = 2_000


@dataclass(frozen=True, kw_only=True)
class AnalysisInDoubt:
    """What an analysis says where numbers are in doubt.

    - ``possible``: whether some package is one that all can sign, under all truths (the same
      package), some, or none.
    - ``example``: such a package.
    - ``candidates``: packages looked at, efficient ones first.
    - ``left_out``: how many efficient ones under the middles were not looked at. Of those worth the
      same to all there only one is.
    - ``broken``: drafts that break rules or cross red lines, with these demands. They are no
      candidates.
    - ``cannot``: what shows that no package can be signed by all under all truths, or under any.
    - ``conflict``: where nothing is possible, a minimal set of demands that cannot be met together
      under any truth. Without any one of them the others can, under some.
    - ``time_ended``: the time ended before all candidates were judged.
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
        """Give the bounds and rankings of each party."""
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
    """Analyse preferences that hold intervals and blanks (or none).

    ``drafts``: whole packages, by ids. Raises `NotSupported`, `FrontierTooLarge`, `OutOfTime`.

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
    acceptance = Margins(middle, truths, None)
    possible, perhaps, cannot, conflict = _agreement(middle, acceptance, within)
    named, broken = _drafts_by_package(middle, drafts or {})
    kept = _spread_evenly(_in_zone_first(middle, frontier), most)
    # A package that was found to be one that all may sign is judged like the others.
    packages = list(
        dict.fromkeys([*named, *([] if perhaps is None else [tuple(map(int, perhaps))]), *kept])
    )
    judged, ended = _judge_in_time(acceptance, packages, named, within, progress)
    order = list(Standing)
    judged.sort(key=lambda j: (not j.names, order.index(j.standing)))
    left_out = len(frontier) - len(kept) + len(packages) - len(judged)
    return AnalysisInDoubt(
        problem=middle,
        truths=truths,
        originals=tuple(preferences),
        possible=possible,
        example=_example(judged, possible, perhaps),
        candidates=tuple(judged),
        left_out=left_out,
        broken=broken,
        cannot=cannot,
        conflict=conflict,
        time_ended=ended,
    )


def _agreement(
    problem: Problem, acceptance: Margins, limits: Limits
) -> tuple[Possible, tuple[int, ...] | None, Proof, Conflict | None]:
    """Tell in which truths some package is one that all can sign, and name one.

    With them come the proof that none can be signed in more truths and, where none can be signed
    in any, a minimal conflict.
    """
    cannot = Proof()
    surely = acceptance.found_under_all(None, limits, cannot)
    perhaps = surely if surely is not None else acceptance.found_under_some(None, limits, cannot)
    possible = (
        Possible.ALWAYS
        if surely is not None
        else Possible.PERHAPS
        if perhaps is not None
        else Possible.NEVER
    )
    conflict = None
    if possible is Possible.NEVER:
        conflict = _conflict(problem, acceptance, limits)
        cannot.multipliers = acceptance.multipliers_used()
    return possible, perhaps, cannot, conflict


def _judge_in_time(
    acceptance: Margins,
    packages: Sequence[tuple[int, ...]],
    named: Mapping[tuple[int, ...], Sequence[str]],
    limits: Limits,
    progress: Progress | None,
) -> tuple[list[Judged], bool]:
    """Judge packages one after another; tell whether the time ended before all were judged."""
    judged: list[Judged] = []
    for number, package in enumerate(packages):
        signing = [accepted_by(acceptance, p, package) for p in range(len(acceptance.truths))]
        try:
            one = judge(
                Margins(acceptance.problem, acceptance.truths, package),
                package,
                tuple(named.get(package, ())),
                tuple(a for a, _ in signing),
                limits,
            )
        except OutOfTime:
            return judged, True
        judged.append(replace(one, at_best_equal=tuple(tie for _, tie in signing)))
        if progress is not None:
            progress(number + 1, len(packages))
    return judged, False


def _example(
    judged: Sequence[Judged], possible: Possible, perhaps: tuple[int, ...] | None
) -> tuple[int, ...] | None:
    """Choose a package that all can sign: rather one that is efficient, too, of the same kind."""
    order = list(Standing)
    of_kind = (
        {Possible.ALWAYS} if possible is Possible.ALWAYS else {Possible.ALWAYS, Possible.PERHAPS}
    )
    return next(
        (
            j.package
            for j in sorted(judged, key=lambda j: order.index(j.standing))
            if of_kind.issuperset(j.accepted)
        ),
        perhaps,
    )


def _with_least_walk_away(problem: Problem, truths: Sequence[TruthsProgram]) -> Problem:
    """Replace the demands of a party in doubt by the least that its walk-away value can be."""
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


def _drafts_by_package(
    middle: Problem, drafts: Mapping[str, Mapping[str, str]]
) -> tuple[dict[tuple[int, ...], list[str]], dict[str, tuple[int, ...]]]:
    """Find the names of the drafts that each package is.

    Of the other drafts find the rules and red lines that they break.
    """
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
