"""Write what an analysis of certain numbers claims, as a certificate.

Nothing is checked here: that is the work of `goodoffices verify`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from goodoffices.analysis import (
    Analysis,
    BaselineKind,
    BestForParty,
    Costs,
    DraftStudy,
    Move,
    OrderFound,
    PathFound,
    Payments,
    Problem,
    WholeDraft,
)
from goodoffices.analysis.deadlock.relaxations import Change
from goodoffices.analysis.sensitivity import Sensitivity, Turning
from goodoffices.proof import (
    Certificate,
    CertifiedCase,
    ChosenReading,
    ClaimedBaseline,
    ClaimedChange,
    ClaimedConcession,
    ClaimedConflict,
    ClaimedCost,
    ClaimedDraft,
    ClaimedFragile,
    ClaimedFrontier,
    ClaimedMoney,
    ClaimedMove,
    ClaimedPoint,
    ClaimedRelaxation,
    ClaimedStudy,
    ClaimedTerm,
    ClaimedTurning,
    DemandName,
    FileDigest,
)
from goodoffices.proof.certificate import FORMAT


def certificate_of(
    result: Analysis,
    files: Sequence[FileDigest],
    *,
    steps: int,
    version: str,
    uncut: bool = False,
    sensitivity: Sensitivity | None = None,
) -> Certificate:
    """Write what a result claims, bound to the files that it rests on."""
    problem = result.problem
    ids = problem.party_ids
    points = tuple(
        ClaimedPoint(utilities=_utilities(problem, final), package=problem.package(package))
        for final, package in zip(result.frontier.utilities, result.frontier.packages, strict=True)
    )
    solutions = (
        {}
        if result.fairness is None
        else {name: points[one.row] for name, one in result.fairness.solutions.items()}
    )
    conflicts, relaxations, fewest = _deadlock(result)
    return Certificate(
        format=FORMAT,
        version=version,
        case=CertifiedCase(id=problem.case.id, files=tuple(files), steps=steps, uncut=uncut),
        readings=tuple(ChosenReading(one.party, one.reading) for one in problem.preferences),
        frontier=ClaimedFrontier(points),
        zone=result.zone.exists,
        baselines=_baselines(result),
        solutions=solutions,
        conflict=conflicts[0] if conflicts else None,
        drafts=_drafts(result, points),
        entitlements=dict(result.entitlements or {}) if result.zone.exists else {},
        other_conflicts=conflicts[1:],
        relaxations=relaxations,
        fewest=fewest,
        inducement=None if result.deadlock is None else _money(result.deadlock.inducement),
        side_payment=None if result.deadlock is None else _money(result.deadlock.side_payment),
        costs=() if result.costs is None else tuple(_costs(result, result.costs)),
        near=()
        if result.deadlock is None
        else tuple(_point_of(problem, n.package) for n in result.deadlock.near),
        fragile=None
        if result.fragile is None
        else tuple(
            ClaimedFragile(ids[f.party], problem.case.issue_ids[f.issue], f.by)
            for f in result.fragile
        ),
        # A choice among some packages, spread evenly, is not said to be one among all.
        turnings=()
        if sensitivity is None or sensitivity.left_out
        else tuple(_turning(problem, t) for t in sensitivity.weights),
    )


def demand_name(problem: Problem, demand: int) -> DemandName:
    """Name a demand by kind, party and id."""
    one = problem.demands[demand]
    return DemandName(one.kind.value, one.party, one.id)


def _utilities(problem: Problem, final: Sequence[int]) -> dict[str, Fraction]:
    """Say final totals as utilities by party."""
    return {
        party: problem.as_utility(int(final[p]), p) for p, party in enumerate(problem.party_ids)
    }


def _baselines(result: Analysis) -> tuple[ClaimedBaseline, ...]:
    """Claim what gains are counted from; of a least in the zone with a package that shows it."""
    if result.fairness is None:
        return ()
    claimed = []
    for party, b in zip(result.problem.party_ids, result.fairness.baselines, strict=True):
        named = b.kind is BaselineKind.LEAST_IN_ZONE and b.example is not None
        claimed.append(
            ClaimedBaseline(
                party,
                b.kind.value,
                b.value,
                result.problem.package(b.example or ()) if named else None,
            )
        )
    return tuple(claimed)


def _deadlock(
    result: Analysis,
) -> tuple[tuple[ClaimedConflict, ...], tuple[ClaimedRelaxation, ...], int | None]:
    """Claim the conflicts, the smallest relaxations, and how few moves open an agreement."""
    problem = result.problem
    if result.deadlock is None:
        return (), (), None
    conflicts = tuple(
        ClaimedConflict(
            tuple(demand_name(problem, d) for d in c.demands),
            tuple(problem.package(row) for row in c.without),
        )
        for c in result.deadlock.conflicts.found
    )
    found = result.deadlock.relaxations
    if found is None:
        return conflicts, (), None
    relaxations = tuple(
        ClaimedRelaxation(
            changes=tuple(_change(problem, change) for change in r.changes),
            utilities=_utilities(problem, r.utilities),
            package=problem.package(r.package),
            least=r.least,
        )
        for r in found.found
        if r.is_nearest
    )
    # What was not found out to be the smallest move is not claimed, nor how few moves do without
    # it.
    return conflicts, relaxations, found.fewest if relaxations else None


def _change(problem: Problem, change: Change) -> ClaimedChange:
    """Name a demand that moves, and how far."""
    demand = demand_name(problem, change.demand)
    return ClaimedChange(demand.kind, demand.party, demand.id, change.to)


def _drafts(result: Analysis, points: Sequence[ClaimedPoint]) -> tuple[ClaimedDraft, ...]:
    """Claim what holds of each whole draft."""
    problem = result.problem
    return tuple(
        ClaimedDraft(
            name=name,
            utilities=_utilities(problem, draft.utilities),
            package=problem.package(draft.package),
            efficient=draft.efficient,
            dominated_by=points[draft.dominated_by[0]].package if draft.dominated_by else None,
            study=None if draft.study is None else _study(problem, draft.study),
        )
        for name, draft in result.drafts.items()
        if isinstance(draft, WholeDraft)
    )


def _turning(problem: Problem, turning: Turning) -> ClaimedTurning:
    down, up = (
        {name: None if t is None else (t.before, t.at) for name, t in turns.items()}
        for turns in (turning.down, turning.up)
    )
    return ClaimedTurning(
        problem.party_ids[turning.party], problem.case.issue_ids[turning.issue], down, up
    )


def _costs(result: Analysis, costs: Costs) -> Iterator[ClaimedCost]:
    problem = result.problem

    def bests(best: tuple[BestForParty, ...] | None) -> tuple[ClaimedPoint, ...] | None:
        return None if best is None else tuple(_point_of(problem, b.package) for b in best)

    yield ClaimedCost(None, bests(costs.now))
    for cost in costs.of_demands:
        if cost.decided:
            yield ClaimedCost(demand_name(problem, cost.demand), bests(cost.best))


def _point_of(problem: Problem, package: Sequence[int]) -> ClaimedPoint:
    final = problem.utilities(np.array([package], np.int32))[0]
    return ClaimedPoint(utilities=_utilities(problem, final), package=problem.package(package))


def _study(problem: Problem, study: DraftStudy) -> ClaimedStudy:
    path, order = study.improvements.path, study.order
    said = path.found in (PathFound.EFFICIENT, PathFound.FOUND, PathFound.NONE)
    of_order = order.found in (OrderFound.FOUND, OrderFound.NONE)
    return ClaimedStudy(
        moves_for_all=tuple(_move(problem, m) for m in study.improvements.for_all),
        path=tuple(_move(problem, m) for m in path.moves) if said else None,
        path_exists=path.found is not PathFound.NONE,
        concessions=tuple(
            ClaimedConcession(
                giver=problem.party_ids[c.giver],
                taker=problem.party_ids[c.taker],
                issue=moved.issue,
                option=moved.option,
                rate=c.rate,
            )
            for c in study.concessions
            for moved in (_move(problem, c.move),)
        ),
        order=tuple(problem.case.issue_ids[j] for j in order.issues) if of_order else None,
        order_exists=order.found is not OrderFound.NONE,
        terms=tuple(
            ClaimedTerm(
                event=t.event,
                issue=one.id,
                then=one.option_ids[t.then],
                otherwise=one.option_ids[t.otherwise],
                expected=t.expected,
            )
            for t in study.contingent
            for one in (problem.case.issues[t.issue],)
        ),
        inducement=_money(study.inducement),
        side_payment=_money(study.side_payment),
    )


def _move(problem: Problem, move: Move) -> ClaimedMove:
    issue = problem.case.issues[move.issue]
    return ClaimedMove(issue.id, issue.option_ids[move.option])


def _money(payments: Payments | None) -> ClaimedMoney | None:
    return None if payments is None else ClaimedMoney(payments.money, payments.total)
