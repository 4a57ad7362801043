"""Reads a certificate. Untrusted: bounded in size, checked against its schema; needs nothing of the analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from goodoffices.formats.certificates.certificate_schema import (
    CertificateFile,
    ChangePart,
    ConflictPart,
    DemandPart,
    DoubtPart,
    MoneyPart,
    MovePart,
    PointPart,
    StudyPart,
    TruthPart,
)
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.results.result_file import read_json_of
from goodoffices.proof import (
    Certificate,
    ClaimedBaseline,
    ClaimedChange,
    ClaimedConcession,
    ClaimedConflict,
    ClaimedCost,
    ClaimedDoubt,
    ClaimedDraft,
    ClaimedFragile,
    ClaimedGrounds,
    ClaimedMoney,
    ClaimedMove,
    ClaimedPoint,
    ClaimedRegret,
    ClaimedRelaxation,
    ClaimedStanding,
    ClaimedStudy,
    ClaimedTerm,
    ClaimedTruth,
    ClaimedTurning,
    DemandName,
    FileDigest,
)


def read_certificate(path: Path) -> Certificate:
    """A certificate from its file. Raises `CaseFileError`."""
    read = read_json_of(path, CertificateFile, "certificate", "Give a file that `goodoffices analyse … --certificate FILE` wrote.")[1]
    readings = {r.party: r.reading for r in read.readings}
    if len(readings) < len(read.readings):
        raise CaseFileError.one(str(path), "a party stands twice under readings.", "Have the certificate written anew.")
    return Certificate(
        version=read.version,
        case_id=read.case.id,
        files=tuple(FileDigest(f.name, f.sha256) for f in read.case.files),
        steps=read.case.steps,
        uncut=read.case.uncut,
        entitlements=_exact(read.entitlements),
        readings=readings,
        points=tuple(map(_point, read.frontier.points)),
        zone=_zone(read),
        baselines=tuple(ClaimedBaseline(b.party, b.kind, Fraction(b.value), b.package) for b in read.baselines),
        solutions={name: _point(p) for name, p in read.solutions.items()},
        conflict=None if read.conflict is None else _conflict(read.conflict),
        other_conflicts=tuple(map(_conflict, read.other_conflicts)),
        fewest=read.fewest,
        relaxations=tuple(ClaimedRelaxation(tuple(map(_change, r.changes)), _point(r), r.least) for r in read.relaxations),
        inducement=_money(read.inducement),
        side_payment=_money(read.side_payment),
        costs=tuple(
            ClaimedCost(None if c.demand is None else _demand(c.demand), None if c.best is None else tuple(map(_point, c.best)))
            for c in read.costs
        ),
        doubt=None if read.doubt is None else _doubt(read.doubt),
        near=tuple(map(_point, read.near)),
        fragile=None if read.fragile is None else tuple(ClaimedFragile(f.party, f.issue, Fraction(f.by)) for f in read.fragile),
        turnings=tuple(ClaimedTurning(t.party, t.issue, _turns(t.down), _turns(t.up)) for t in read.turnings),
        drafts=tuple(
            ClaimedDraft(
                name=d.name,
                point=ClaimedPoint(d.package, _exact(d.utilities)),
                efficient=d.efficient,
                dominated_by=d.dominated_by,
                study=_study(d.study),
            )
            for d in read.drafts
        ),
    )


def _zone(read: CertificateFile) -> bool:
    """Whether a zone is claimed. Beside numbers in doubt nothing is to stand there; up to version 0.1.0 a *false* stood there and said nothing."""
    if read.doubt is None:
        return bool(read.zone)
    return not (read.zone is None or (read.version == "0.1.0" and not read.zone))


def _turns(turns: Mapping[str, Sequence[str] | None]) -> dict[str, tuple[Fraction, Fraction] | None]:
    return {name: None if turn is None else (Fraction(turn[0]), Fraction(turn[1])) for name, turn in turns.items()}


def _point(point: PointPart) -> ClaimedPoint:
    return ClaimedPoint(point.package, _exact(point.utilities))


def _conflict(conflict: ConflictPart) -> ClaimedConflict:
    return ClaimedConflict(tuple(map(_demand, conflict.demands)), tuple(conflict.without))


def _doubt(doubt: DoubtPart) -> ClaimedDoubt:
    candidates = tuple(
        ClaimedStanding(
            package=c.package,
            standing=c.standing,
            accepted=tuple(c.accepted),
            rival=c.rival,
            witness=None if c.witness is None else tuple(c.witness),
            bars=tuple(map(tuple, c.bars)),
        )
        for c in doubt.candidates
    )
    grounds = {
        party: ClaimedGrounds(
            tuple(map(_truth, g.truths)), tuple(tuple(map(Fraction, row)) for row in g.multipliers), tuple(map(_truth, g.limits))
        )
        for party, g in doubt.grounds.items()
    }
    conflict = None if doubt.conflict is None else _conflict(doubt.conflict)
    regrets = tuple(ClaimedRegret(r.package, tuple(map(Fraction, r.largest))) for r in doubt.regrets)
    return ClaimedDoubt(
        possible=doubt.possible,
        example=doubt.example,
        candidates=candidates,
        grounds=grounds,
        bars=tuple(map(tuple, doubt.bars)),
        conflict=conflict,
        regrets=regrets,
    )


def _truth(truth: TruthPart) -> ClaimedTruth:
    floor = None if truth.walk_away is None else Fraction(truth.walk_away)
    return ClaimedTruth(_exact(truth.weights), {i: _exact(row) for i, row in truth.scores.items()}, floor)


def _study(study: StudyPart | None) -> ClaimedStudy | None:
    if study is None:
        return None
    return ClaimedStudy(
        moves_for_all=tuple(map(_move, study.moves_for_all)),
        path=None if study.path is None else tuple(map(_move, study.path)),
        path_exists=study.path_exists,
        concessions=tuple(ClaimedConcession(c.giver, c.taker, _move(c), Fraction(c.rate)) for c in study.concessions),
        order=None if study.order is None else tuple(study.order),
        order_exists=study.order_exists,
        terms=tuple(
            ClaimedTerm(
                event=t.event,
                issue=t.issue,
                then=t.then,
                otherwise=t.otherwise,
                expected=tuple(None if e is None else Fraction(e) for e in t.expected),
            )
            for t in study.terms
        ),
        inducement=_money(study.inducement),
        side_payment=_money(study.side_payment),
    )


def _move(move: MovePart) -> ClaimedMove:
    return ClaimedMove(move.issue, move.option)


def _money(money: MoneyPart | None) -> ClaimedMoney | None:
    return None if money is None else ClaimedMoney(tuple(None if m is None else Fraction(m) for m in money.money), Fraction(money.total))


def _change(change: ChangePart) -> ClaimedChange:
    return ClaimedChange(_demand(change), None if change.to is None else Fraction(change.to))


def _demand(demand: DemandPart) -> DemandName:
    return DemandName(demand.kind, demand.party, demand.id)


def _exact(utilities: dict[str, str]) -> dict[str, Fraction]:
    return {party: Fraction(u) for party, u in utilities.items()}
