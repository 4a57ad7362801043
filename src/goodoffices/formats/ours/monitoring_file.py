"""Read ``monitoring.yaml``: what people decided about reports, beside the case and its agreement.

Its models also make the JSON Schema; their docstrings stand in it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from goodoffices.agreement.period import end_of_day, instant_of
from goodoffices.case import Case, Party, ThirdParty
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.documents.field_types import AtMost, FileModel, Id
from goodoffices.formats.documents.text_file import read_text
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import Document, parse_yaml
from goodoffices.formats.ours.moment_fields import DayOrTimeIn
from goodoffices.monitoring.decisions import Decisions, SaidSame, Visit
from goodoffices.monitoring.findings import (
    Evidence,
    Finding,
    FindingRule,
    Inquiry,
    Reply,
    Status,
)

#: The file's name in the folder of its case.
MONITORING = "monitoring.yaml"
#: What its lists hold at most.
MOST_ENTRIES, MOST_NAMES = 20_000, 200

IncidentId = Annotated[str, Field(min_length=1, max_length=200)]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Plain = Annotated[str, Field(min_length=1, max_length=10_000)]


class ExpectedIn(FileModel):
    """A source that reports every day: its silence is shown."""

    source: Plain
    name: Plain | None = None


class SameIn(FileModel):
    """Incidents that a person says are one event, or are not (`apart`): the last word counts."""

    incidents: Annotated[list[IncidentId], AtMost(500, least=2)]
    at: DayOrTimeIn
    by: Plain
    apart: bool = False


class InquiryIn(FileModel):
    """That somebody looks into an incident, and until when the accused side may answer."""

    incident: IncidentId
    at: DayOrTimeIn
    by: Id
    answer_by: DayOrTimeIn | None = None


class ReplyIn(FileModel):
    """What a side answers."""

    incident: IncidentId
    at: DayOrTimeIn
    by: Id
    text: Plain


class EvidenceIn(FileModel):
    """A file by its digest; the file itself stays where it is kept."""

    name: Plain
    sha256: Sha256
    derived_from: Sha256 | None = None


class FindingIn(FileModel):
    """What one of those found whom the rule names."""

    incident: IncidentId
    obligation: Id
    at: DayOrTimeIn
    by: Id
    found: Literal["verified", "not_verified", "refuted", "outside"]
    text: Plain | None = None
    evidence: Annotated[list[EvidenceIn], AtMost(MOST_NAMES)] = []


class FindingRuleIn(FileModel):
    """Who finds, by the agreement: all of them must say the same."""

    by: Annotated[list[Id], AtMost(MOST_NAMES, least=1)]


class VisitIn(FileModel):
    """A place that was visited, or could not be."""

    place: Plain
    on: DayOrTimeIn
    reached: bool = True
    why_not: Plain | None = None


class MonitoringFile(FileModel):
    """What people decided about reports: which are one event, what was asked, answered, found."""

    format: Literal["goodoffices-monitoring/1"]
    sides: Annotated[dict[Id, Annotated[list[Plain], AtMost(MOST_NAMES)]], AtMost(MOST_NAMES)] = (
        Field({}, description="Other names that sources have for the sides.")
    )
    rule: FindingRuleIn | None = Field(None, description="None: the mediation finds.")
    expected: Annotated[list[ExpectedIn], AtMost(MOST_NAMES)] = []
    same: Annotated[list[SameIn], AtMost(MOST_ENTRIES)] = []
    inquiries: Annotated[list[InquiryIn], AtMost(MOST_ENTRIES)] = []
    replies: Annotated[list[ReplyIn], AtMost(MOST_ENTRIES)] = []
    findings: Annotated[list[FindingIn], AtMost(MOST_ENTRIES)] = []
    visits: Annotated[list[VisitIn], AtMost(MOST_ENTRIES)] = []


def names_of_sides(case: Case, others: Iterable[tuple[str, Iterable[str]]] = ()) -> dict[str, str]:
    """Give the sides by all their names, in small letters: ids, names in all languages, others."""
    names: dict[str, str] = {}
    known: list[Party | ThirdParty] = [*case.parties, *case.third_parties]
    for one in known:
        names[one.id.casefold()] = one.id
        names |= {words.casefold(): one.id for _, words in one.name.by_language}
    for side, more in others:
        names |= {word.casefold(): side for word in more}
    return names


def decisions_of_folder(
    folder: Path, case: Case, zone: ZoneInfo, finders: Sequence[str] = ()
) -> Decisions:
    """Read ``monitoring.yaml`` of a case's folder; without one nothing was decided.

    ``finders``: who finds by the agreement, where the file has no rule of its own. Raises
    `CaseFileError` with all that is wrong.
    """
    model, faults = _model_and_faults(folder, case, finders)
    if faults:
        raise CaseFileError(faults)
    if model is None:
        return Decisions(names_of_sides=names_of_sides(case), rule=_rule(finders))
    return _decisions(model, case, zone, finders)


def faults_of_decisions(folder: Path, case: Case, finders: Sequence[str] = ()) -> list[Fault]:
    """Find all that is wrong with ``monitoring.yaml``; nothing where there is none."""
    try:
        return _model_and_faults(folder, case, finders)[1]
    except CaseFileError as error:
        return list(error.faults)


def _model_and_faults(
    folder: Path, case: Case, finders: Sequence[str]
) -> tuple[MonitoringFile | None, list[Fault]]:
    """Read the file and all that is wrong with it; None where there is none."""
    path = folder / MONITORING
    if not path.exists():
        return None, []
    document = parse_yaml(read_text(path, MONITORING), MONITORING)
    model, faults, _ = validate(MonitoringFile, document)
    faults = [*document.faults, *faults]
    sides = {*case.party_ids, *(one.id for one in case.third_parties), "mediation"}
    if model is not None:
        faults += _of_sides(model, document, sides)
        faults += _of_findings(model, document, sides, finders)
    return model, faults


def _of_sides(model: MonitoringFile, document: Document, sides: set[str]) -> list[Fault]:
    """Find entries of sides that the case does not have."""
    named: list[tuple[tuple[str, int, str], str]] = [
        *((("inquiries", k, "by"), one.by) for k, one in enumerate(model.inquiries)),
        *((("replies", k, "by"), one.by) for k, one in enumerate(model.replies)),
    ]
    return [
        document.fault(place, f'there is no side "{side}".', "Name one of the case.")
        for place, side in named
        if side not in sides
    ]


def _of_findings(
    model: MonitoringFile, document: Document, sides: set[str], finders: Sequence[str]
) -> list[Fault]:
    """Find findings of sides that the rule does not name."""
    by = set(_rule(finders if model.rule is None else model.rule.by).by)
    faults = [
        document.fault(("rule", "by"), f'there is no side "{side}".', "Name one of the case.")
        for side in by - sides
    ]
    for k, one in enumerate(model.findings):
        if one.by not in by:
            words = f'"{one.by}" is none of those who find: {", ".join(sorted(by))}.'
            faults.append(document.fault(("findings", k, "by"), words, "Mend the name or `rule`."))
    return faults


def _rule(finders: Sequence[str]) -> FindingRule:
    return FindingRule(by=tuple(finders)) if finders else FindingRule()


def _decisions(
    model: MonitoringFile, case: Case, zone: ZoneInfo, finders: Sequence[str]
) -> Decisions:
    def at(moment: DayOrTimeIn) -> datetime.datetime:
        # What was decided on a day is known at its end at the latest.
        if moment.time is None:
            return end_of_day(moment.day, zone).after - datetime.timedelta(seconds=1)
        return instant_of(moment, zone)

    def evidence(some: Iterable[EvidenceIn]) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(name=e.name, sha256=e.sha256, derived_from=e.derived_from or "") for e in some
        )

    return Decisions(
        names_of_sides=names_of_sides(case, model.sides.items()),
        rule=_rule(finders if model.rule is None else model.rule.by),
        expected=tuple((one.source, one.name or one.source) for one in model.expected),
        same=tuple(
            SaidSame(incidents=tuple(one.incidents), at=at(one.at), by=one.by, are_apart=one.apart)
            for one in model.same
        ),
        inquiries=tuple(
            Inquiry(
                incident=one.incident,
                at=at(one.at),
                by=one.by,
                answer_by=None if one.answer_by is None else at(one.answer_by),
            )
            for one in model.inquiries
        ),
        replies=tuple(
            Reply(incident=one.incident, at=at(one.at), by=one.by, words=one.text)
            for one in model.replies
        ),
        findings=tuple(
            Finding(
                incident=one.incident,
                obligation=one.obligation,
                at=at(one.at),
                by=one.by,
                found=Status(one.found),
                words=one.text or "",
                evidence=evidence(one.evidence),
            )
            for one in model.findings
        ),
        visits=tuple(
            Visit(
                place=one.place,
                day=one.on.day,
                at=at(one.on),
                was_reached=one.reached,
                why_not=one.why_not or "",
            )
            for one in model.visits
        ),
    )
