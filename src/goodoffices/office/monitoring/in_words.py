"""Incidents as their pages show them: a line each, what each may break, how far it has come."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodoffices.formats.monitoring.library import vocabulary_of
from goodoffices.monitoring.day import AnsweredIncident
from goodoffices.monitoring.findings import Status
from goodoffices.monitoring.incident import Incident
from goodoffices.monitoring.matching import AnswerKind
from goodoffices.monitoring.same_event import same_event_candidates
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.readings import VersionPut
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.monitoring.commands import can_publish, pair_of
from goodoffices.office.monitoring.readings import (
    KnownIncident,
    KnownIncidents,
    ReportedIncident,
    can_answer,
    incidents_known,
    may_find,
)
from goodoffices.report.monitoring_in_words import (
    answer_reason,
    answer_word,
    disputed_word,
    ground_word,
    incident_words,
    status_word,
)
from goodoffices.report.talks_in_words import shortened, side_word
from goodoffices.report.wording import Wording

#: Characters of a report where it is only named.
SHORT = 60


@dataclass(frozen=True, kw_only=True)
class AllegationShown:
    """What an incident is to one obligation. ``status``: empty where nothing is alleged."""

    obligation: str
    answer: str
    reason: str
    status: str
    waits_for: str
    is_verified: bool


@dataclass(frozen=True, kw_only=True)
class SaidShown:
    """What somebody entered of an incident: an inquiry, an answer, a finding."""

    side: str
    what: str
    words: str
    evidence: str
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class ReportShown:
    """Who reported an incident, when, and in which words."""

    side: str
    at: datetime.datetime
    words: str


@dataclass(frozen=True, kw_only=True)
class IncidentShown:
    """An incident for its reader, with what she may do with it.

    ``disputed``: what its reports contradict one another in. ``joined``: pairs of its reports that
    are one event, as forms send them, and in words.
    """

    id: str
    line: str
    reports: list[ReportShown]
    disputed: str
    joined: list[tuple[str, str]]
    is_for_all: bool
    allegations: list[AllegationShown]
    outside: int
    said: list[SaidShown]
    stages: list[str]
    can_publish: bool
    can_inquire: bool
    can_answer: bool
    can_find: bool
    can_join: bool


def incidents_in_words(view: CaseView, put: VersionPut) -> list[IncidentShown]:
    """Show the incidents that she may know, the newest first."""
    known = incidents_known(view, put).newest_first()
    return [incident_in_words(view, put, one) for one in known]


def incident_in_words(view: CaseView, put: VersionPut, one: KnownIncident) -> IncidentShown:
    """Show one incident with all that she may know of it."""
    w = wording_for_reader(view.case)
    answered = one.answered
    told = [a for a in answered.answers if a.kind is not AnswerKind.OUTSIDE]
    statuses = {s.status for s in answered.standings.values()}
    can_find = bool(statuses - {Status.ALLEGED, Status.UNDER_INQUIRY}) and may_find(view, one.put)
    disputed = [disputed_word(each, w) for each in answered.incident.disputed]
    reports = {each.id: each for each in one.reports}
    return IncidentShown(
        id=one.id,
        line=incident_words(answered.incident, vocabulary_of(), put.terms.zone, w),
        reports=[_report(each, w) for each in one.reports],
        disputed=w.list_of(disputed) if disputed else "",
        joined=[
            (pair_of(pair), w.list_of(_report_in_short(reports[x], put, w) for x in pair.incidents))
            for pair in one.joined
        ],
        is_for_all=one.is_for_all,
        allegations=[_allegation(answered, a.watched.key, w) for a in told],
        outside=len(answered.answers) - len(told),
        said=_said(one, put, w),
        stages=_stages(answered, w),
        can_publish=can_publish(view, one),
        can_inquire=one.is_for_all
        and bool(answered.alleging)
        and not one.entered.inquiries
        and view.may(Right.RELEASE),
        can_answer=can_answer(view, one),
        can_find=one.is_for_all and can_find,
        can_join=one.is_for_all and view.may(Right.RELEASE),
    )


def _report(one: ReportedIncident, w: Wording) -> ReportShown:
    return ReportShown(side=side_word(one.side, w), at=one.at, words=one.report.words)


def _report_in_short(one: ReportedIncident, put: VersionPut, w: Wording) -> str:
    """Name a report by who made it, when, and the beginning of its words."""
    at = one.at.astimezone(put.terms.zone).strftime("%Y-%m-%d %H:%M")
    return _("{side}, {time}: “{words}”").format(
        side=side_word(one.side, w), time=at, words=w.isolated(shortened(one.report.words, SHORT))
    )


@dataclass(frozen=True, kw_only=True)
class OtherShown:
    """Another incident with which one may be joined. ``is_likely``: its line says why."""

    id: str
    line: str
    is_likely: bool


def others_in_words(known: KnownIncidents, one: KnownIncident, w: Wording) -> list[OtherShown]:
    """List the incidents that may be the same event as one, likely ones first with the reasons."""
    vocabulary = vocabulary_of()
    zone = known.zone
    told = [each for each in known.incidents if _are_for_all(known, each)]
    grounds = {}
    for candidate in same_event_candidates(told, vocabulary):
        if one.id in (candidate.first, candidate.second):
            other = candidate.second if candidate.first == one.id else candidate.first
            grounds[other] = w.list_of(ground_word(each, w) for each in candidate.grounds)
    others = {each.id: each for each in reversed(told) if each.id != one.id}
    found = []
    for name in (*grounds, *(name for name in others if name not in grounds)):
        line = incident_words(others[name], vocabulary, zone, w)
        if name in grounds:
            line = _("{incident} (perhaps the same: {reasons})").format(
                incident=line, reasons=grounds[name]
            )
        found.append(OtherShown(id=name, line=line, is_likely=name in grounds))
    return found


def _are_for_all(known: KnownIncidents, one: Incident) -> bool:
    return all(known.reported[report.id].is_for_all for report in one.reports)


def _allegation(one: AnsweredIncident, key: tuple[str, str], w: Wording) -> AllegationShown:
    answer = next(a for a in one.answers if a.watched.key == key)
    standing = one.standings.get(key)
    waits = [] if standing is None else [side_word(side, w) for side in standing.waits_for]
    return AllegationShown(
        obligation=answer.watched.id,
        answer=answer_word(answer.kind, w),
        reason=answer_reason(answer, one.incident, w),
        status="" if standing is None else status_word(standing.status, w),
        waits_for=w.list_of(waits) if waits else "",
        is_verified=standing is not None and standing.status is Status.VERIFIED,
    )


def _said(one: KnownIncident, put: VersionPut, w: Wording) -> list[SaidShown]:
    """List what was entered of an incident, in the order of time."""
    entered, found = one.entered, []
    mediation = _("The mediation")
    for inquiry in entered.inquiries:
        text = _("looks into it; an answer is awaited until {time}")
        until = inquiry.answer_by
        shown = "" if until is None else until.astimezone(put.terms.zone).strftime("%Y-%m-%d %H:%M")
        words = text.format(time=shown)
        found.append(SaidShown(side=mediation, what=words, words="", evidence="", at=inquiry.at))
    for pair in one.joined:
        words = _("says that these reports are about one event")
        found.append(SaidShown(side=mediation, what=words, words="", evidence="", at=pair.at))
    for reply in entered.replies:
        found.append(
            SaidShown(
                side=side_word(reply.by, w),
                what=_("answers"),
                words=reply.words,
                evidence="",
                at=reply.at,
            )
        )
    for each in entered.findings:
        files = [f"{e.name} {e.sha256}".strip() for e in each.evidence]
        what = _("finds, for “{obligation}”: {found}")
        found.append(
            SaidShown(
                side=side_word(each.by, w),
                what=what.format(obligation=each.obligation, found=status_word(each.found, w)),
                words=each.words,
                evidence=w.semicolons(files) if files else "",
                at=each.at,
            )
        )
    return sorted(found, key=lambda each: each.at)


def _stages(one: AnsweredIncident, w: Wording) -> list[str]:
    """Say how long each stage took that is over, of the allegation that came farthest."""
    farthest = max(one.standings.values(), key=lambda s: len(s.since), default=None)
    if farthest is None:
        return []
    text = _("{stage}: {days} days")
    return [
        text.format(stage=status_word(stage, w), days=f"{days:.1f}")
        for stage, days in farthest.days_in_stages
    ]
