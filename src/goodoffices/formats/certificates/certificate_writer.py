"""A result of the analysis as a certificate. Nothing is checked here: that is the work of `goodoffices verify`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

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
from goodoffices.analysis.sensitivity import Sensitivity, Turning
from goodoffices.formats.certificates.certificate_words import conflict_part, demand_name, demand_part
from goodoffices.formats.certificates.doubt_certificate import doubt_part
from goodoffices.proof import (
    Certificate,
    ClaimedBaseline,
    ClaimedChange,
    ClaimedConcession,
    ClaimedConflict,
    ClaimedCost,
    ClaimedDraft,
    ClaimedFragile,
    ClaimedMoney,
    ClaimedMove,
    ClaimedPoint,
    ClaimedRelaxation,
    ClaimedStudy,
    ClaimedTerm,
    ClaimedTurning,
    FileDigest,
)


def certificate_of(
    result: Analysis,
    files: Sequence[FileDigest],
    *,
    steps: int,
    version: str,
    uncut: bool = False,
    sensitivity: Sensitivity | None = None,
) -> Certificate:
    """What a result claims, bound to the files that it rests on."""
    problem = result.problem
    ids = problem.party_ids
    points = tuple(
        ClaimedPoint(problem.package(package), _utilities(problem, final))
        for final, package in zip(result.frontier.utilities, result.frontier.packages, strict=True)
    )
    solutions = {} if result.fairness is None else {name: points[one.row] for name, one in result.fairness.solutions.items()}
    conflicts, relaxations, fewest = _deadlock(result)
    readings = {one.party: one.reading for one in problem.preferences}
    return Certificate(
        version=version,
        case_id=problem.case.id,
        files=tuple(files),
        steps=steps,
        readings=readings,
        points=points,
        zone=result.zone.exists,
        baselines=_baselines(result),
        solutions=solutions,
        conflict=conflicts[0] if conflicts else None,
        drafts=_drafts(result, points),
        uncut=uncut,
        entitlements=dict(result.entitlements or {}) if result.zone.exists else {},
        other_conflicts=conflicts[1:],
        relaxations=relaxations,
        fewest=fewest,
        inducement=None if result.deadlock is None else _money(result.deadlock.inducement),
        side_payment=None if result.deadlock is None else _money(result.deadlock.side_payment),
        costs=() if result.costs is None else tuple(_costs(result, result.costs)),
        doubt=None,
        near=() if result.deadlock is None else tuple(_point_of(problem, n.package) for n in result.deadlock.near),
        fragile=None
        if result.fragile is None
        else tuple(ClaimedFragile(ids[f.party], problem.case.issue_ids[f.issue], f.by) for f in result.fragile),
        # A choice among some packages, spread evenly, is not said to be one among all.
        turnings=() if sensitivity is None or sensitivity.left_out else tuple(_turning(problem, t) for t in sensitivity.weights),
    )


def _utilities(problem: Problem, final: Sequence[int]) -> dict[str, Fraction]:
    """Say final totals as utilities by party."""
    return {party: problem.as_utility(int(final[p]), p) for p, party in enumerate(problem.party_ids)}


def _baselines(result: Analysis) -> tuple[ClaimedBaseline, ...]:
    """Claim what gains are counted from; of a least in the zone with a package that shows it."""
    if result.fairness is None:
        return ()
    claimed = []
    for party, b in zip(result.problem.party_ids, result.fairness.baselines, strict=True):
        named = b.kind is BaselineKind.LEAST_IN_ZONE and b.example is not None
        claimed.append(ClaimedBaseline(party, b.kind.value, b.value, result.problem.package(b.example or ()) if named else None))
    return tuple(claimed)


def _deadlock(result: Analysis) -> tuple[tuple[ClaimedConflict, ...], tuple[ClaimedRelaxation, ...], int | None]:
    """Claim the conflicts, the smallest relaxations, and how few moves open an agreement."""
    problem = result.problem
    if result.deadlock is None:
        return (), (), None
    conflicts = tuple(
        ClaimedConflict(tuple(demand_name(problem, d) for d in c.demands), tuple(problem.package(row) for row in c.without))
        for c in result.deadlock.conflicts.found
    )
    found = result.deadlock.relaxations
    if found is None:
        return conflicts, (), None
    relaxations = tuple(
        ClaimedRelaxation(
            tuple(ClaimedChange(demand_name(problem, change.demand), change.to) for change in r.changes),
            ClaimedPoint(problem.package(r.package), _utilities(problem, r.utilities)),
            r.least,
        )
        for r in found.found
        if r.is_nearest
    )
    # What was not found out to be the smallest move is not claimed, nor how few moves do without it.
    return conflicts, relaxations, found.fewest if relaxations else None


def _drafts(result: Analysis, points: Sequence[ClaimedPoint]) -> tuple[ClaimedDraft, ...]:
    """Claim what holds of each whole draft."""
    problem = result.problem
    return tuple(
        ClaimedDraft(
            name=name,
            point=ClaimedPoint(problem.package(draft.package), _utilities(problem, draft.utilities)),
            efficient=draft.efficient,
            dominated_by=points[draft.dominated_by[0]].package if draft.dominated_by else None,
            study=None if draft.study is None else _study(problem, draft.study),
        )
        for name, draft in result.drafts.items()
        if isinstance(draft, WholeDraft)
    )


def _turning(problem: Problem, turning: Turning) -> ClaimedTurning:
    down, up = ({name: None if t is None else (t.before, t.at) for name, t in turns.items()} for turns in (turning.down, turning.up))
    return ClaimedTurning(problem.party_ids[turning.party], problem.case.issue_ids[turning.issue], down, up)


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
    return ClaimedPoint(problem.package(package), {p: problem.as_utility(int(final[k]), k) for k, p in enumerate(problem.party_ids)})


def _study(problem: Problem, study: DraftStudy) -> ClaimedStudy:
    path, order = study.improvements.path, study.order
    said = path.found in (PathFound.EFFICIENT, PathFound.FOUND, PathFound.NONE)
    of_order = order.found in (OrderFound.FOUND, OrderFound.NONE)
    return ClaimedStudy(
        moves_for_all=tuple(_move(problem, m) for m in study.improvements.for_all),
        path=tuple(_move(problem, m) for m in path.moves) if said else None,
        path_exists=path.found is not PathFound.NONE,
        concessions=tuple(
            ClaimedConcession(problem.party_ids[c.giver], problem.party_ids[c.taker], _move(problem, c.move), c.rate)
            for c in study.concessions
        ),
        order=tuple(problem.case.issue_ids[j] for j in order.issues) if of_order else None,
        order_exists=order.found is not OrderFound.NONE,
        terms=tuple(
            ClaimedTerm(
                event=t.event, issue=one.id, then=one.option_ids[t.then], otherwise=one.option_ids[t.otherwise], expected=t.expected
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


def certificate_as_json(certificate: Certificate) -> dict[str, Any]:
    """A certificate ready for `json.dumps`, under the schema of `certificate_schema`."""
    return {
        "format": "goodoffices-certificate/1",
        "version": certificate.version,
        "case": {
            "id": certificate.case_id,
            "files": [{"name": f.name, "sha256": f.sha256} for f in certificate.files],
            "steps": certificate.steps,
            "uncut": certificate.uncut,
        },
        "readings": [{"party": party, "reading": reading} for party, reading in certificate.readings.items()],
        "entitlements": {party: str(e) for party, e in certificate.entitlements.items()},
        "zone": None if certificate.doubt is not None else certificate.zone,
        "frontier": {"points": [_point(p) for p in certificate.points]},
        "baselines": [
            {"party": b.party, "kind": b.kind, "value": str(b.value), "package": None if b.package is None else dict(b.package)}
            for b in certificate.baselines
        ],
        "solutions": {name: _point(p) for name, p in certificate.solutions.items()},
        "conflict": None if certificate.conflict is None else conflict_part(certificate.conflict),
        "other_conflicts": [conflict_part(c) for c in certificate.other_conflicts],
        "fewest": certificate.fewest,
        "inducement": _money_part(certificate.inducement),
        "side_payment": _money_part(certificate.side_payment),
        "costs": [
            {
                "demand": None if c.demand is None else demand_part(c.demand),
                "best": None if c.best is None else [_point(p) for p in c.best],
            }
            for c in certificate.costs
        ],
        "relaxations": [
            {
                "changes": [{**demand_part(c.demand), "to": None if c.to is None else str(c.to)} for c in r.changes],
                **_point(r.point),
                "least": r.least,
            }
            for r in certificate.relaxations
        ],
        "near": [_point(p) for p in certificate.near],
        "fragile": None
        if certificate.fragile is None
        else [{"party": f.party, "issue": f.issue, "by": str(f.by)} for f in certificate.fragile],
        "turnings": [
            {"party": t.party, "issue": t.issue, "down": _turns_part(t.down), "up": _turns_part(t.up)} for t in certificate.turnings
        ],
        "doubt": None if certificate.doubt is None else doubt_part(certificate.doubt),
        "drafts": [
            {
                "name": d.name,
                **_point(d.point),
                "efficient": d.efficient,
                "dominated_by": None if d.dominated_by is None else dict(d.dominated_by),
                "study": None if d.study is None else _study_part(d.study),
            }
            for d in certificate.drafts
        ],
    }


def _turns_part(turns: Mapping[str, tuple[Fraction, Fraction] | None]) -> dict[str, list[str] | None]:
    return {name: None if turn is None else [str(share) for share in turn] for name, turn in turns.items()}


def _study_part(study: ClaimedStudy) -> dict[str, Any]:
    return {
        "moves_for_all": [_move_part(m) for m in study.moves_for_all],
        "path": None if study.path is None else [_move_part(m) for m in study.path],
        "path_exists": study.path_exists,
        "concessions": [{"giver": c.giver, "taker": c.taker, **_move_part(c.move), "rate": str(c.rate)} for c in study.concessions],
        "order": None if study.order is None else list(study.order),
        "order_exists": study.order_exists,
        "terms": [
            {
                "event": t.event,
                "issue": t.issue,
                "then": t.then,
                "otherwise": t.otherwise,
                "expected": [None if e is None else str(e) for e in t.expected],
            }
            for t in study.terms
        ],
        "inducement": _money_part(study.inducement),
        "side_payment": _money_part(study.side_payment),
    }


def _move_part(move: ClaimedMove) -> dict[str, str]:
    return {"issue": move.issue, "option": move.option}


def _money_part(money: ClaimedMoney | None) -> dict[str, Any] | None:
    return None if money is None else {"money": [None if m is None else str(m) for m in money.money], "total": str(money.total)}


def _point(point: ClaimedPoint) -> dict[str, Any]:
    return {"utilities": {party: str(u) for party, u in point.utilities.items()}, "package": dict(point.package)}
