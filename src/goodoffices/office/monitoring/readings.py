"""What is read of incidents: reports, inquiries, answers and findings, as one reader may know them.

All is made of entries that she reads. A report that a side shares with the mediation alone changes
nothing for another side.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from goodoffices.formats.monitoring.library import vocabulary_of
from goodoffices.monitoring.day import AnsweredIncident, DayKnown, answered_now, day_known, known_by
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
from goodoffices.office.agreement.readings import VersionPut, agreement_at, agreement_now
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

    ``put``: the version of the agreement that counted when it happened. ``reports``: the earliest
    first; several where somebody joined them as one event. ``joined``: the pairs that are joined.
    """

    put: VersionPut
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
    joined: tuple[SaidSame, ...]
    decisions: Decisions
    view: CaseView
    now: datetime.datetime
    zone: ZoneInfo
    _matchers: dict[int, tuple[Matcher, FindingRule]] = field(default_factory=dict)

    def answered(self, incidents: Iterable[Incident]) -> list[KnownIncident]:
        """Give incidents with their answers and how each allegation stands now."""
        return [self._answered(one) for one in incidents]

    def find(self, name: str) -> KnownIncident | None:
        """Find the incident that a report (by id) is about; None where she knows of none."""
        names = ((one, {report.id for report in one.reports}) for one in self.incidents)
        return next((self._answered(one) for one, ids in names if name in ids), None)

    @property
    def looked_into(self) -> list[Incident]:
        """List those of which an inquiry was opened."""
        names = {one.incident for one in self.decisions.inquiries}
        return [one for one in self.incidents if names & {each.id for each in one.reports}]

    def newest_first(self) -> list[KnownIncident]:
        """List all incidents, that which was reported last before the others."""
        return sorted(self.answered(self.incidents), key=lambda one: one.at, reverse=True)

    def _answered(self, incident: Incident) -> KnownIncident:
        names = {one.id for one in incident.reports}
        put, matcher, rule = self._held_against(incident)
        decisions = replace(self.decisions, rule=rule)
        return KnownIncident(
            put=put,
            reports=tuple(self.reported[one.id] for one in incident.reports),
            answered=answered_now(incident, matcher, decisions, self.now),
            entered=self.decisions.about(names),
            joined=tuple(one for one in self.joined if names.issuperset(one.incidents)),
        )

    def _held_against(self, incident: Incident) -> tuple[VersionPut, Matcher, FindingRule]:
        """Give the version that counted when it happened, what it forbids, and who finds by it."""
        at = datetime.datetime.fromtimestamp(incident.happened.begins, datetime.UTC)
        put = agreement_at(self.view, at)
        if put is None:
            raise ValueError("incidents are held against an agreement")
        if put.number not in self._matchers:
            matcher = Matcher(watched_for(self.view, put, self.now), vocabulary_of())
            self._matchers[put.number] = matcher, rule_of(put)
        return put, *self._matchers[put.number]


def rule_of(put: VersionPut) -> FindingRule:
    """Give who finds, by the terms of a version."""
    finders = put.terms.finders
    return FindingRule(by=finders) if finders else FindingRule()


def incidents_known(view: CaseView, put: VersionPut) -> KnownIncidents:
    """Give the incidents that she may know, with what was entered of them until now."""
    now, decisions = clock_and_chance.now(), decisions_for(view, put)
    groups = decisions.joined_at(now)
    pairs, last = {*map(frozenset, groups)}, {frozenset(x.incidents): x for x in decisions.same}
    reported = {one.id: one for one in list_reported(view)}
    reports = [one.report for one in reported.values()]
    return KnownIncidents(
        incidents=tuple(incidents_of(reports, groups, vocabulary_of())),
        reported=reported,
        joined=tuple(one for pair, one in last.items() if pair in pairs),
        decisions=decisions,
        view=view,
        now=now,
        zone=put.terms.zone,
    )


def list_reported(view: CaseView) -> list[ReportedIncident]:
    """List the incidents that she may know, the newest first.

    What her side shared with the mediation first, and told all later, was reported when she could
    read it first.
    """
    found: dict[str, ReportedIncident] = {}
    for entry in view.entries_of(INCIDENT_REPORTED):
        if not entry.kind:
            continue
        one = _reported(view, entry)
        told = found.get(one.id)
        # The newest come first: what was told before all is met before the side's own entry.
        found[one.id] = one if told is None else replace(one, is_for_all=told.is_for_all)
    return sorted(found.values(), key=lambda one: one.at, reverse=True)


def _reported(view: CaseView, entry: EntryView) -> ReportedIncident:
    said = entry.payload
    side = said["party"]
    spot = None
    if said["latitude"]:
        spot = Spot(float(said["latitude"]), float(said["longitude"]), float(said["within"] or 0))
    published = seconds(entry.at)
    begins = seconds(datetime.datetime.fromisoformat(said["begins"]))
    until = seconds(datetime.datetime.fromisoformat(said["until"]))
    report = IncidentReport(
        id=said["incident"],
        source=ReportSource(
            id=side,
            name=side_word(side, wording_for_reader(view.case)),
            kind=SourceKind.OBSERVER if side == MEDIATION else SourceKind.PARTY,
            side=None if side == MEDIATION else side,
        ),
        reported=TimeSpan(published, published + 1),
        happened=TimeSpan(begins, max(until, begins + 1)),
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
    return Decisions(
        names_of_sides={},
        rule=rule_of(put),
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
    """Say what she knows of a day until a time, by what she reads alone.

    It is held against the version of the agreement that counted at the end of the day.
    """
    then = agreement_at(view, min(known_at, known_by(day, put.terms.zone))) or put
    return day_known(
        [one.report for one in list_reported(view)],
        lambda at: watched_for(view, then, at),
        vocabulary_of(),
        decisions_for(view, then),
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


def can_answer(view: CaseView, one: KnownIncident) -> bool:
    """Tell whether her side is accused of an incident that is looked into, and has not answered."""
    if not (one.is_for_all and view.may(Right.SIGN) and view.is_party):
        return False
    side = own_side(view)
    did = any(reply.by == side for reply in one.entered.replies)
    return bool(one.entered.inquiries) and not did and side in accused_by(one.answered)


def waits_for_answer(view: CaseView) -> bool:
    """Tell whether an incident that is looked into waits for the answer of her side."""
    put = (
        agreement_now(view) if any(one.kind for one in view.entries_of(INCIDENT_INQUIRY)) else None
    )
    if put is None:
        return False
    known = incidents_known(view, put)
    return any(can_answer(view, one) for one in known.answered(known.looked_into))
