"""Write a timeline as JSON: the same facts as its text, for programs."""

from __future__ import annotations

import datetime
from typing import Any

from pydantic import BaseModel, Field

from goodoffices.case import Case
from goodoffices.procedure import (
    MEDIATION,
    Talks,
    TimelineEvent,
    is_overdue,
    next_steps,
    open_proposals,
    part_for,
    timeline,
)
from goodoffices.report.talks_in_words import event_words
from goodoffices.report.wording import Wording


class TrackOut(BaseModel):
    """A track that the reader may know of, with the parties in it."""

    id: str
    name: str
    with_parties: list[str] = Field(alias="with")
    also: list[str]


class RivalOut(BaseModel):
    """Another time that is given for the same thing."""

    at: str
    precision: str
    source: str | None


class EventOut(BaseModel):
    """One line of the timeline. `at`, `until`: as exactly as they are known, ISO 8601."""

    at: str
    until: str | None
    kind: str
    track: str | None
    text: str
    readers: list[str]
    precision: str
    source: str | None
    rivals: list[RivalOut]


class OpenOut(BaseModel):
    """What lies with a party without an answer. `days`: since it was carried there."""

    proposal: str
    kind: str
    with_party: str = Field(alias="with")
    days: int | None
    agreed_days: int | None


class NextStepOut(BaseModel):
    """A next step, or what is expressly not planned (`planned` false)."""

    text: str
    owner: str | None
    level: str | None
    due: str | None
    overdue: bool
    done: str | None
    planned: bool
    source: str | None


class TimelineOut(BaseModel):
    """The talks of a case as one reader may know them, on one day."""

    format: str = "goodoffices-timeline/1"
    case: str
    reader: str
    today: str
    tracks: list[TrackOut]
    events: list[EventOut]
    open: list[OpenOut]
    next_steps: list[NextStepOut]


def timeline_data(
    case: Case,
    talks: Talks,
    reader: str,
    today: datetime.date,
    language: str | None = None,
) -> dict[str, Any]:
    """Write the talks as one reader may know them on a day, as plain data."""
    w = Wording(case, language)
    return {
        "format": "goodoffices-timeline/1",
        "case": case.id,
        "reader": reader,
        "today": today.isoformat(),
        "tracks": [
            {
                "id": one.id,
                "name": w.text(one.name),
                "with": list(one.with_parties),
                "also": list(one.also),
            }
            for one in part_for(talks, reader).tracks
        ],
        "events": [_event(one, talks, reader, w) for one in timeline(talks, reader)],
        "open": [
            {
                "proposal": w.text(one.item.text),
                "kind": str(one.item.kind),
                "with": one.party,
                "days": one.days,
                "agreed_days": one.agreed_days,
            }
            for one in open_proposals(talks, today, reader)
        ],
        "next_steps": [
            {
                "text": w.text(one.text),
                "owner": one.owner,
                "level": None if one.level is None else str(one.level),
                "due": None if one.due is None else one.due.isoformat(),
                "overdue": is_overdue(one, today),
                "done": None if one.done is None else one.done.isoformat(),
                "planned": one.is_planned,
                "source": None if one.source is None else one.source.written,
            }
            for one in next_steps(talks, reader)
        ],
    }


def _event(event: TimelineEvent, talks: Talks, reader: str, w: Wording) -> dict[str, Any]:
    readers = event.of.readers.shown(talks.parties) if reader == MEDIATION else [reader]
    return {
        "at": event.at.written,
        "until": None if event.until is None else event.until.written,
        "kind": event.kind,
        "track": event.of.track,
        "text": event_words(event, w),
        "readers": readers,
        "precision": str(event.at.precision),
        "source": None if event.of.source is None else event.of.source.written,
        "rivals": [
            {
                "at": one.at.written,
                "precision": str(one.at.precision),
                "source": None if one.source is None else one.source.written,
            }
            for one in event.rivals
        ],
    }
