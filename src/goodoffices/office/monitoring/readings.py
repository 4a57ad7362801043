"""What is read of incidents: reports, inquiries, answers and findings, as one reader may know them.

All is made of entries that she reads. A report that a side shares with the mediation alone changes
nothing for another side.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from goodoffices.formats.monitoring.library import vocabulary_of
from goodoffices.monitoring.day import AnsweredIncident, DayKnown, answered_now, day_known
from goodoffices.monitoring.decisions import Decisions, Entries, SaidSame
from goodoffices.monitoring.findings import (
    Evidence,
    Finding,
    FindingRule,
    Inquiry,
    Reply,
    Status,
)
from goodoffices.monitoring.incident import (
    Incident,
    IncidentReport,
    ReportSource,
    SourceKind,
    Spot,
    TimeSpan,
    incidents_of,
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
    INCIDENT_JOINED,
    INCIDENT_PARTED,
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


@dataclass(frozen=True, kw_only=True)
class KnownIncident:
    """An incident with the reports of it, what was entered of it, and how its allegations stand.

    ``reports``: the earliest first; several where somebody joined them as one event. ``joined``:
    the pairs that are joined in it.
    """

    reports: tuple[ReportedIncident, ...]
    answered: AnsweredIncident
    entered: Entries
    joined: tuple[SaidSame, ...]

    @property
    def id(self) -> str:
        """Give its id: that of the report that was published first."""
        return self.answered.incident.id

    @property
    def is_for_all(self) -> bool:
        """Tell whether all parties read it."""
        return all(one.is_for_all for one in self.reports)

    @property
    def at(self) -> datetime.datetime:
        """Give when it was reported last."""
        return max(one.at for one in self.reports)


@dataclass(frozen=True, kw_only=True)
class KnownIncidents:
    """All incidents that a reader may know, held against the obligations on demand."""

    incidents: tuple[Incident, ...]
    reported: dict[str, ReportedIncident]
    decisions: Decisions
    matcher: Matcher
    now: datetime.datetime
    zone: ZoneInfo

    def answered(self, incidents: Iterable[Incident]) -> list[KnownIncident]:
        """Give incidents with their answers and how each allegation stands now."""
        return [self._answered(one) for one in incidents]

    def find(self, name: str) -> KnownIncident | None:
        """Find the incident that a report (by id) is about; None where she knows of none."""
        names = ((one, {report.id for report in one.reports}) for one in self.incidents)
        return next((self._answered(one) for one, ids in names if name in ids), None)

    def newest_first(self) -> list[KnownIncident]:
        """List all incidents, that which was reported last before the others."""
        return sorted(self.answered(self.incidents), key=lambda one: one.at, reverse=True)

    def _answered(self, incident: Incident) -> KnownIncident:
        names = {one.id for one in incident.reports}
        pairs = {frozenset(pair) for pair in self.decisions.joined_at(self.now)}
        last = {frozenset(one.incidents): one for one in self.decisions.same}
        return KnownIncident(
            reports=tuple(self.reported[one.id] for one in incident.reports),
            answered=answered_now(incident, self.matcher, self.decisions, self.now),
            entered=self.decisions.about(names),
            joined=tuple(last[pair] for pair in last if pair in pairs and pair <= names),
        )


def incidents_known(view: CaseView, put: VersionPut) -> KnownIncidents:
    """Give the incidents that she may know, with what was entered of them until now."""
    now, decisions = clock_and_chance.now(), decisions_for(view, put)
    reported = {one.id: one for one in list_reported(view)}
    reports = [one.report for one in reported.values()]
    return KnownIncidents(
        incidents=tuple(incidents_of(reports, decisions.joined_at(now), vocabulary_of())),
        reported=reported,
        decisions=decisions,
        matcher=Matcher(watched_for(view, put, now), vocabulary_of()),
        now=now,
        zone=put.terms.zone,
    )


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
    kinds = INCIDENT_INQUIRY, INCIDENT_ANSWERED, INCIDENT_FOUND, INCIDENT_JOINED, INCIDENT_PARTED
    entries = view.entries_of(*kinds)
    inquiries, replies, findings, same = [], [], [], []
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
        elif entry.kind in (INCIDENT_JOINED.name, INCIDENT_PARTED.name):
            same.append(
                SaidSame(
                    incidents=tuple(said["incidents"]),
                    at=entry.at,
                    by=MEDIATION,
                    are_apart=entry.kind == INCIDENT_PARTED.name,
                )
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
        same=tuple(same),
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


def accused_by(answered: AnsweredIncident) -> set[str]:
    """List the sides that have the right of reply to an incident."""
    if answered.incident.actor is not None:
        return {answered.incident.actor}
    return {side for answer in answered.alleging for side in answer.watched.who}


def may_find(view: CaseView, put: VersionPut) -> bool:
    """Tell whether she finds for her side, by the rule of the agreement."""
    by = put.terms.finders or (MEDIATION,)
    return view.may(Right.SIGN) and own_side(view) in by
