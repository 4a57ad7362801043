"""The analysis of the middle of what was said, beside what holds whatever the truth.

Every party in doubt gets its central reading (`central_reading`); what that says is exact, of this
one model. How far it can be relied on stands beside it: between which values each package's worth
lies over all truths (exact), and in how many truths drawn at random a solution stays the one that
is chosen among the packages looked at (sampled).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.analysis import Analysis, analyse
from goodoffices.analysis.doubt.acceptability import Share, share_of
from goodoffices.analysis.doubt.analysis_in_doubt import AnalysisInDoubt
from goodoffices.analysis.doubt.central_reading import CentralReading, central_reading
from goodoffices.analysis.doubt.drawn_truths import TIED, DrawnWorth, Floats, TruthSampler
from goodoffices.analysis.doubt.signing import Possible, worth_signing
from goodoffices.analysis.doubt.worth_in_doubt import OwnValues
from goodoffices.analysis.frontier.baselines import BaselineKind
from goodoffices.analysis.frontier.fairness import SOLUTIONS
from goodoffices.analysis.problem.errors import (
    AnalysisError,
    FrontierTooLarge,
    NotDecided,
    NotSupported,
    OutOfTime,
)
from goodoffices.analysis.problem.limits import Limits
from goodoffices.preferences import Preferences
from goodoffices.preferences.evaluation import crossed_red_lines

#: Truths that are drawn, and packages of which a solution is chosen in each, at most.
DRAWN, MOST_COMPARED = 1_000, 1_000
#: The name that a central reading has while it is not written to a file.
MIDDLE = "middle"

#: The least and the most that something is worth to each party; None where it was not decided.
Band = tuple[tuple[Fraction, Fraction] | None, ...]


@dataclass(frozen=True, kw_only=True)
class InTheMiddle:
    """What certain numbers in the middle of what was said come to.

    ``readings``: the central reading of each party in doubt. ``bands``: between which values each
    package named, and the status quo, lies for each party over all truths; packages by option
    indices. ``walk_away``: the same of no agreement. ``signing``: in which truths each party could
    sign each of these packages. ``stays``: in how many of the truths drawn each solution would be
    chosen again, among ``compared`` packages.
    """

    result: Analysis
    readings: Mapping[str, CentralReading]
    bands: Mapping[tuple[int, ...], Band]
    walk_away: Band
    signing: Mapping[tuple[int, ...], tuple[Possible | None, ...]]
    stays: Mapping[str, Share]
    drawn: int
    compared: int


def in_the_middle(
    result: AnalysisInDoubt,
    drafts: Mapping[str, Mapping[str, str]],
    sampler: TruthSampler,
    limits: Limits,
) -> InTheMiddle | None:
    """Analyse the middle of what was said; None where it cannot be had.

    Cost: that of `analyse`, two linear programs for each package named and party, and ``DRAWN``
    comparisons of the packages.
    """
    case = result.problem.case
    try:
        readings = {
            one.party: central_reading(case, one, MIDDLE)
            for one in result.originals
            if one.unsupported()
        }
        certain = [
            readings[one.party].preferences if one.party in readings else one
            for one in result.originals
        ]
        found = analyse(case, certain, drafts=drafts, seed=sampler.seed, limits=limits)
        bands, walk_away, signing = _over_all_truths(result, _named(result, found))
    except (NotSupported, NotDecided, OutOfTime, FrontierTooLarge):
        return None
    pool = _pool(result, found)
    return InTheMiddle(
        result=found,
        readings=readings,
        bands=bands,
        walk_away=walk_away,
        signing=signing,
        stays=_stays(found, sampler, pool),
        drawn=DRAWN,
        compared=len(pool),
    )


def _named(result: AnalysisInDoubt, found: Analysis) -> list[tuple[int, ...]]:
    """List the packages of which a report says what they are worth: solutions, drafts."""
    named = [] if found.fairness is None else [s.row for s in found.fairness.solutions.values()]
    packages = [tuple(map(int, found.frontier.packages[row])) for row in named]
    packages += [one.package for one in result.candidates if one.names]
    quo = found.problem.case.status_quo()
    if quo is not None:
        packages.append(tuple(map(int, found.problem.indices(quo)[0])))
    return list(dict.fromkeys(packages))


def _over_all_truths(
    result: AnalysisInDoubt, packages: Sequence[tuple[int, ...]]
) -> tuple[dict[tuple[int, ...], Band], Band, dict[tuple[int, ...], tuple[Possible | None, ...]]]:
    """Give between which values packages and walking away lie, and who could sign when. Exact."""
    values = [
        OwnValues(result.problem.case, one, truths)
        for one, truths in zip(result.originals, result.truths, strict=True)
    ]
    named = {package: result.problem.package(package) for package in packages}
    bands = {
        package: tuple(_between(of_party, choices) for of_party in values)
        for package, choices in named.items()
    }
    signing = {
        package: tuple(
            _signing(of_party, one, choices)
            for of_party, one in zip(values, result.originals, strict=True)
        )
        for package, choices in named.items()
    }
    return bands, tuple(_between(of_party, None) for of_party in values), signing


def _signing(values: OwnValues, one: Preferences, package: Mapping[str, str]) -> Possible | None:
    """Tell in which truths a party could sign a package; None where it was not decided."""
    if crossed_red_lines(one, package):
        return Possible.NEVER
    try:
        return worth_signing(values, package)
    except AnalysisError:
        return None


def _between(
    values: OwnValues, package: Mapping[str, str] | None
) -> tuple[Fraction, Fraction] | None:
    try:
        return values.walk_away() if package is None else values.worth(package)
    except AnalysisError:
        return None


def _pool(result: AnalysisInDoubt, found: Analysis) -> npt.NDArray[np.int32]:
    """List the packages of which solutions are chosen in truths drawn, the named ones first."""
    rows = [] if found.fairness is None else [s.row for s in found.fairness.solutions.values()]
    efficient = found.frontier.packages[found.zone.on_frontier]
    step = max(1, len(efficient) * 2 // MOST_COMPARED)
    packages = dict.fromkeys(tuple(map(int, found.frontier.packages[row])) for row in rows)
    packages |= dict.fromkeys(tuple(map(int, row)) for row in efficient[::step])
    packages |= dict.fromkeys(one.package for one in result.candidates)
    return np.array(list(packages)[:MOST_COMPARED], np.int32).reshape(
        min(len(packages), MOST_COMPARED), len(result.problem.case.issues)
    )


def _stays(found: Analysis, sampler: TruthSampler, pool: npt.NDArray[np.int32]) -> dict[str, Share]:
    """Count in how many truths drawn each solution's package is again the best by its idea."""
    if found.fairness is None:
        return {}
    at = {tuple(map(int, row)): k for k, row in enumerate(pool)}
    places = {
        name: at[tuple(map(int, found.frontier.packages[found.fairness.solutions[name].row]))]
        for name in SOLUTIONS
    }
    quo = sampler.result.problem.case.status_quo()
    now = None if quo is None else sampler.result.problem.indices(quo)
    counted = dict.fromkeys(SOLUTIONS, 0)
    # The status quo stands last, for baselines alone.
    packages = pool if now is None else np.concatenate([pool, now])
    kinds = [b.kind for b in found.fairness.baselines]
    for worth in sampler.drawn(packages, DRAWN):
        for name, chosen in _chosen(worth, kinds, len(pool)):
            counted[name] += bool(chosen[places[name]])
    return {name: share_of(k, DRAWN) for name, k in counted.items()}


def _chosen(
    worth: DrawnWorth, kinds: Sequence[BaselineKind], n: int
) -> Iterator[tuple[str, npt.NDArray[np.bool_]]]:
    """Tell for each solution which of the first ``n`` packages are best by it, in one truth.

    Ties are all best. Only the least gain is compared where ideas look at the least first.
    """
    inside = (worth.reached & ~worth.refused)[:n]
    if not inside.any():
        return
    gains = worth.totals[:n] - _baselines(worth, kinds, inside)
    ideal = np.where(inside[:, None], gains, 0.0).max(axis=0)
    relative = gains / np.where(ideal > TIED, ideal, 1.0)
    gaining, losing = gains > TIED, gains < -TIED
    # First as few as can be lose, then as many as can be gain, then the product counts.
    product = np.where(gaining, np.log(np.where(gaining, gains, 1.0)), 0.0).sum(axis=1)
    product += 1e4 * gaining.sum(axis=1) - 1e7 * losing.sum(axis=1)
    for name, value in (
        ("nash", product),
        ("kalai_smorodinsky", relative[:, ideal > TIED].min(axis=1, initial=np.inf)),
        ("egalitarian", gains.min(axis=1)),
        ("utilitarian", gains.sum(axis=1)),
    ):
        best = value[inside].max()
        yield name, inside & (value >= best - TIED)


def _baselines(
    worth: DrawnWorth, kinds: Sequence[BaselineKind], inside: npt.NDArray[np.bool_]
) -> Floats:
    """Give from where gains are counted in one truth, party by party."""
    found = []
    for p, kind in enumerate(kinds):
        floor = worth.floors[p]
        if kind is BaselineKind.WALK_AWAY and floor is not None:
            found.append(floor)
        elif kind is BaselineKind.STATUS_QUO:
            found.append(float(worth.totals[-1, p]))
        else:
            found.append(float(worth.totals[: len(inside)][inside, p].min()))
    return np.array(found)
