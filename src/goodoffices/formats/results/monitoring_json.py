"""Write what is known of a day as JSON: incidents with their answers, figures, rows set aside."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from goodoffices.formats.monitoring.rows import SetAside
from goodoffices.monitoring.day import AnsweredIncident, DayKnown
from goodoffices.monitoring.matching import MatchAnswer
from goodoffices.report.monitoring_in_words import answer_reason
from goodoffices.report.wording import Wording


class MatchAnswerOut(BaseModel):
    """What an incident is to an obligation.

    `reading`: whose reading of it, where the sides read it differently. `answer`:
    breach_if_confirmed, possible, permitted or outside. `missing`: of what is possible, what is not
    known. `status`: how far the allegation has come; null where nothing is alleged.
    """

    obligation: str
    reading: str
    answer: str
    missing: list[str]
    reason: str
    status: str | None


class PlaceOut(BaseModel):
    """Where, and to how many metres that is known."""

    latitude: float
    longitude: float
    within: float


class IncidentReportOut(BaseModel):
    """A report of an incident, by where it stands."""

    id: str
    source: str
    file: str
    row: int
    reported: str


class IncidentOut(BaseModel):
    """An incident: one event, as one or several reports tell it. Times are in UTC."""

    id: str
    source: str
    reports: list[IncidentReportOut]
    begins: str
    until: str
    place: str
    spot: PlaceOut | None
    act: str
    objects: list[str]
    actor: str | None
    is_total: bool
    disputed: list[str]
    answers: list[MatchAnswerOut]


class SetAsideOut(BaseModel):
    """A row that was not read, and why."""

    file: str
    row: int
    reason: str


class FigureOut(BaseModel):
    """A number, and the incidents that it counts. `status`: alleged and verified are never one."""

    name: str
    value: int
    status: str
    answer: str | None
    is_total: bool
    incidents: list[str]


class MonitoringOut(BaseModel):
    """What is known of a day until a time."""

    format: str = "goodoffices-monitor/1"
    case: str
    on: str
    zone: str
    known_until: str
    incidents: list[IncidentOut]
    set_aside: list[SetAsideOut]
    figures: list[FigureOut]
    silent: list[str]


def monitoring_data(
    known: DayKnown, set_aside: Sequence[SetAside], zone: str, w: Wording
) -> dict[str, Any]:
    """Write what is known of a day as plain data."""
    return MonitoringOut(
        case=w.case.id,
        on=known.day.isoformat(),
        zone=zone,
        known_until=_second(known.known_at),
        incidents=[incident_out(one, w) for one in known.incidents],
        set_aside=[SetAsideOut(file=s.file, row=s.row, reason=s.reason) for s in set_aside],
        figures=[
            FigureOut(
                name=f"{one.about}: {one.name}",
                value=one.value,
                status=one.status.value,
                answer=None if one.answer is None else one.answer.value,
                is_total=one.is_total,
                incidents=list(one.incidents),
            )
            for one in known.figures
        ],
        silent=list(known.silent),
    ).model_dump()


def incident_out(one: AnsweredIncident, w: Wording) -> IncidentOut:
    """Write an incident with its answers."""
    incident = one.incident
    return IncidentOut(
        id=incident.id,
        source="; ".join(sorted({r.source.id for r in incident.reports})),
        reports=[
            IncidentReportOut(
                id=r.id,
                source=r.source.id,
                file=r.file,
                row=r.row,
                reported=_instant(r.reported.begins),
            )
            for r in incident.reports
        ],
        begins=_instant(incident.happened.begins),
        until=_instant(incident.happened.until),
        place=incident.place,
        spot=None
        if incident.spot is None
        else PlaceOut(
            latitude=incident.spot.latitude,
            longitude=incident.spot.longitude,
            within=incident.spot.within,
        ),
        act=incident.act,
        objects=list(incident.objects),
        actor=incident.actor,
        is_total=incident.is_total,
        disputed=list(incident.disputed),
        answers=[_answer_out(one, answer, w) for answer in one.answers],
    )


def _answer_out(one: AnsweredIncident, answer: MatchAnswer, w: Wording) -> MatchAnswerOut:
    standing = one.standings.get(answer.watched.key)
    return MatchAnswerOut(
        obligation=answer.watched.id,
        reading=answer.watched.reading,
        answer=answer.kind.value,
        missing=[aspect.value for aspect in answer.missing],
        reason=answer_reason(answer, one.incident, w),
        status=None if standing is None else standing.status.value,
    )


def _instant(second: int) -> str:
    return _second(datetime.datetime.fromtimestamp(second, datetime.UTC))


def _second(instant: datetime.datetime) -> str:
    return instant.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
