"""What is read of incidents: reports, inquiries, answers and findings, as one reader may know them.

All is made of entries that she reads. A report that a side shares with the mediation alone changes
nothing for another side.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from goodoffices.formats.monitoring.library import vocabulary_of
from goodoffices.monitoring.day import AnsweredIncident, DayKnown, answered_now, day_known
from goodoffices.monitoring.decisions import Decisions
from goodoffices.monitoring.findings import (
    Evidence,
    Finding,
    FindingRule,
    Inquiry,
    Reply,
    Status,
)
from goodoffices.monitoring.incident import (
    IncidentReport,
    ReportSource,
    SourceKind,
    Spot,
    TimeSpan,
    incident_of,
)
from goodoffices.monitoring.matching import Matcher
from goodoffices.monitoring.watched import Watched, seconds, watched_in
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import EntryView
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.readings import VersionPut
from goodoffices.office.answers.readings import own_side
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.sealing import clock_and_chance
from goodoffices.procedure import MEDIATION
from goodoffices.record.kinds import (
    INCIDENT_ANSWERED,
    INCIDENT_FOUND,
    INCIDENT_INQUIRY,
    INCIDENT_REPORTED,
)
from goodoffices.report.talks_in_words import side_word


@dataclass(frozen=True, kw_only=True)
class ReportedIncident:
    """An incident as a side reported it. ``is_for_all``: all parties read it."""

    id: str
    side: str
    at: datetime.datetime
    report: IncidentReport
    is_for_all: bool


def list_reported(view: CaseView) -> list[ReportedIncident]:
    """List the incidents that she may know, the newest first; what all read goes before."""
    found: dict[str, ReportedIncident] = {}
    for entry in view.entries_of(INCIDENT_REPORTED):
        if not entry.kind:
            continue
        one = _reported(view, entry)
        before = found.get(one.id)
        if before is None or (one.is_for_all and not before.is_for_all):
            found[one.id] = one
    return list(found.values())


def find_reported(view: CaseView, name: str) -> ReportedIncident | None:
    """Find an incident by its id; None where she knows of none."""
    return next((one for one in list_reported(view) if one.id == name), None)


def _reported(view: CaseView, entry: EntryView) -> ReportedIncident:
    said = entry.payload
    side = said["party"]
    spot = None
    if said["latitude"]:
        spot = Spot(float(said["latitude"]), float(said["longitude"]), float(said["within"] or 0))
    published = seconds(entry.at)
    report = IncidentReport(
        id=said["incident"],
        source=ReportSource(
            id=side,
            name=side_word(side, wording_for_reader(view.case)),
            kind=SourceKind.OBSERVER if side == MEDIATION else SourceKind.PARTY,
            side=None if side == MEDIATION else side,
        ),
        reported=TimeSpan(published, published + 1),
        happened=TimeSpan(
            seconds(datetime.datetime.fromisoformat(said["begins"])),
            seconds(datetime.datetime.fromisoformat(said["until"])),
        ),
        spot=spot,
        place=said["place"],
        act=said["act"],
        objects=tuple(said["objects"]),
        actor=said["actor"] or None,
        words=said["words"],
    )
    return ReportedIncident(
        id=report.id,
        side=side,
        at=entry.at,
        report=report,
        is_for_all=entry.label == "parties",
    )


def decisions_for(view: CaseView, put: VersionPut) -> Decisions:
    """Give what was asked, answered and found of incidents, by the rule of the agreement."""
    entries = view.entries_of(INCIDENT_INQUIRY, INCIDENT_ANSWERED, INCIDENT_FOUND)
    inquiries, replies, findings = [], [], []
    for entry in reversed([one for one in entries if one.kind]):
        said = entry.payload
        if entry.kind == INCIDENT_INQUIRY.name:
            by = datetime.datetime.fromisoformat(said["answer_by"])
            inquiries.append(
                Inquiry(incident=said["incident"], at=entry.at, by=entry.actor, answer_by=by)
            )
        elif entry.kind == INCIDENT_ANSWERED.name:
            replies.append(
                Reply(incident=said["incident"], at=entry.at, by=said["party"], words=said["words"])
            )
        else:
            files = [Evidence(name=said["evidence"], sha256=said["sha256"])]
            findings.append(
                Finding(
                    incident=said["incident"],
                    obligation=said["obligation"],
                    at=entry.at,
                    by=said["party"],
                    found=Status(said["found"]),
                    words=said["words"],
                    evidence=tuple(one for one in files if one.name or one.sha256),
                )
            )
    finders = put.terms.finders
    return Decisions(
        names_of_sides={},
        rule=FindingRule(by=finders) if finders else FindingRule(),
        inquiries=tuple(inquiries),
        replies=tuple(replies),
        findings=tuple(findings),
    )


def watched_for(view: CaseView, put: VersionPut, at: datetime.datetime) -> list[Watched]:
    """List the obligations as incidents are held against them, as known at a time."""
    language = wording_for_reader(view.case).language
    return watched_in(put.agreement, put.lives(at), vocabulary_of(), language)


def known_of_day(
    view: CaseView, put: VersionPut, day: datetime.date, known_at: datetime.datetime
) -> DayKnown:
    """Say what she knows of a day until a time: by what she reads alone."""
    return day_known(
        [one.report for one in list_reported(view)],
        lambda at: watched_for(view, put, at),
        vocabulary_of(),
        decisions_for(view, put),
        (day, known_at),
        put.terms.zone,
    )


def answered_incident(view: CaseView, put: VersionPut, one: ReportedIncident) -> AnsweredIncident:
    """Give an incident with its answers and how each allegation stands now."""
    now = clock_and_chance.now()
    matcher = Matcher(watched_for(view, put, now), vocabulary_of())
    incident = incident_of([one.report], vocabulary_of())
    return answered_now(incident, matcher, decisions_for(view, put), now)


def accused_by(put: VersionPut, one: ReportedIncident, answered: AnsweredIncident) -> set[str]:
    """List the sides that have the right of reply to an incident."""
    if one.report.actor is not None:
        return {one.report.actor}
    return {side for answer in answered.alleging for side in answer.watched.who}


def may_find(view: CaseView, put: VersionPut) -> bool:
    """Tell whether she finds for her side, by the rule of the agreement."""
    by = put.terms.finders or (MEDIATION,)
    return view.may(Right.SIGN) and own_side(view) in by
