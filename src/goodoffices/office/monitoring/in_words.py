"""Incidents as their pages show them: a line each, what each may break, how far it has come."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodoffices.formats.monitoring.library import vocabulary_of
from goodoffices.monitoring.day import AnsweredIncident
from goodoffices.monitoring.findings import Status
from goodoffices.monitoring.matching import AnswerKind
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.readings import VersionPut
from goodoffices.office.answers.readings import own_side
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.monitoring.commands import can_answer, can_publish
from goodoffices.office.monitoring.readings import (
    ReportedIncident,
    answered_incident,
    decisions_for,
    list_reported,
    may_find,
)
from goodoffices.report.monitoring_in_words import (
    answer_reason,
    answer_word,
    incident_words,
    status_word,
)
from goodoffices.report.talks_in_words import side_word
from goodoffices.report.wording import Wording


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
class IncidentShown:
    """An incident for its reader, with what she may do with it."""

    id: str
    side: str
    at: datetime.datetime
    line: str
    words: str
    is_for_all: bool
    allegations: list[AllegationShown]
    outside: int
    said: list[SaidShown]
    stages: list[str]
    can_publish: bool
    can_inquire: bool
    can_answer: bool
    can_find: bool


def incidents_in_words(view: CaseView, put: VersionPut) -> list[IncidentShown]:
    """Show the incidents that she may know, the newest first."""
    return [incident_in_words(view, put, one) for one in list_reported(view)]


def incident_in_words(view: CaseView, put: VersionPut, one: ReportedIncident) -> IncidentShown:
    """Show one incident with all that she may know of it."""
    w = wording_for_reader(view.case)
    answered = answered_incident(view, put, one)
    decisions = decisions_for(view, put)
    is_open = any(x.incident == one.id for x in decisions.inquiries)
    told = [a for a in answered.answers if a.kind is not AnswerKind.OUTSIDE]
    statuses = {s.status for s in answered.standings.values()}
    can_find = bool(statuses - {Status.ALLEGED, Status.UNDER_INQUIRY}) and may_find(view, put)
    return IncidentShown(
        id=one.id,
        side=side_word(one.side, w),
        at=one.at,
        line=incident_words(answered.incident, vocabulary_of(), put.terms.zone, w),
        words=one.report.words,
        is_for_all=one.is_for_all,
        allegations=[_allegation(answered, a.watched.key, w) for a in told],
        outside=len(answered.answers) - len(told),
        said=_said(view, put, one, w),
        stages=_stages(answered, w),
        can_publish=can_publish(view, one),
        can_inquire=one.is_for_all and not is_open and view.may(Right.RELEASE),
        can_answer=can_answer(view, put, one),
        can_find=one.is_for_all and can_find,
    )


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


def _said(view: CaseView, put: VersionPut, one: ReportedIncident, w: Wording) -> list[SaidShown]:
    """List what was entered of an incident, in the order of time."""
    decisions, found = decisions_for(view, put), []
    for inquiry in decisions.inquiries:
        if inquiry.incident == one.id:
            text = _("looks into it; an answer is awaited until {time}")
            until = inquiry.answer_by
            shown = (
                "" if until is None else until.astimezone(put.terms.zone).strftime("%Y-%m-%d %H:%M")
            )
            words = text.format(time=shown)
            found.append(
                SaidShown(side=_("The mediation"), what=words, words="", evidence="", at=inquiry.at)
            )
    for reply in decisions.replies:
        if reply.incident == one.id:
            found.append(
                SaidShown(
                    side=side_word(reply.by, w),
                    what=_("answers"),
                    words=reply.words,
                    evidence="",
                    at=reply.at,
                )
            )
    for each in decisions.findings:
        if each.incident == one.id:
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


def waits_for_answer(view: CaseView, put: VersionPut) -> bool:
    """Tell whether an incident waits for the answer of her side."""
    return bool(own_side(view)) and any(can_answer(view, put, one) for one in list_reported(view))
