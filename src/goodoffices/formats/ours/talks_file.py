"""Describe ``talks.yaml`` by models: the talks as far as they may leave the office.

These also make the JSON Schema. Their docstrings stand in it.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from goodoffices.formats.documents.field_types import AtMost, Day, FileModel, Id, Words
from goodoffices.formats.ours.case_file import MOST_PARTIES, MOST_THIRD_PARTIES
from goodoffices.procedure import ItemKind, Level, MayBeSaid, Moment, Precision

#: What the lists of the file hold at most: tracks; rounds, items, events, deadlines and next steps
#: of each kind; rival times of one thing; sources.
MOST_TRACKS, MOST_THINGS, MOST_RIVALS, MOST_SOURCES = 200, 20_000, 20, 2_000


def _moment(value: Any) -> Moment:
    return Moment.read(str(value))


def _due(value: Any) -> datetime.date:
    try:
        day = Moment.read(str(value))
    except ValueError:
        day = None
    if day is None or day.precision is not Precision.DAY:
        raise ValueError("a date is written as year-month-day, such as 2025-03-25")
    return day.day


def _of(kind: type[Any]) -> Any:
    """Make a field of a kind of words, with the words that it can be."""
    words = [str(one) for one in kind]

    def read(value: Any) -> Any:
        if str(value) not in words:
            raise ValueError(f"write one of: {', '.join(words)}")
        return kind(str(value))

    return Annotated[kind, BeforeValidator(read), WithJsonSchema({"enum": words})]


#: A year, a month, a day, or a time with its zone.
MomentIn = Annotated[Moment, BeforeValidator(_moment), WithJsonSchema({"type": "string"})]
#: A day on which something is due, or was done.
DueIn = Annotated[
    datetime.date,
    BeforeValidator(_due),
    WithJsonSchema({"type": "string", "format": "date"}),
]
#: Who may read: party ids, `parties`, `observers`, `public`. The mediation always may.
ReadersIn = Annotated[list[Id], AtMost(MOST_PARTIES + 4)]


class PublicSourceIn(FileModel):
    """Where something public was said or printed."""

    id: Id
    title: str = ""
    publisher: str = Field(min_length=1)
    date: Day
    url: str = ""


class RivalIn(FileModel):
    """Another time that a source gives for the same thing."""

    at: MomentIn
    source: Id | None = None


class TrackIn(FileModel):
    """A channel between the mediation and one or more parties."""

    id: Id
    name: Words
    with_parties: Annotated[list[Id], AtMost(MOST_PARTIES, least=1)] = Field(alias="with")
    also: Annotated[list[Id], AtMost(MOST_THIRD_PARTIES)] = Field(
        [], description="Third parties who are in it: hosts, observers, guarantors."
    )
    readers: ReadersIn = []


class ThingIn(FileModel):
    """What all things of the talks have."""

    id: Id
    track: Id | None = None
    readers: ReadersIn = []
    source: Id | None = None


class DisputedIn(ThingIn):
    """A thing for which sources give other times, too."""

    disputed: Annotated[list[RivalIn], AtMost(MOST_RIVALS)] = []


class RoundIn(DisputedIn):
    """One meeting in a track: what was done, never who said what."""

    begins: MomentIn
    ends: MomentIn | None = None
    place: Words | None = Field(None, description="Where, or how: by telephone.")
    host: Id | None = None
    level: _of(Level) | None = None  # type: ignore[valid-type]
    parties: Annotated[list[Id], AtMost(MOST_PARTIES)] = []
    attendance: Annotated[
        dict[Id, Annotated[int, Field(ge=0, le=10_000)]], AtMost(MOST_PARTIES + MOST_THIRD_PARTIES)
    ] = Field({}, description="How many people of each side came.")
    agenda: Words | None = None
    decided: Words | None = None
    outcome_readers: ReadersIn = Field(
        [], description="Who may read what came of it; each of them is among the readers."
    )
    may_be_said: _of(MayBeSaid) = Field(  # type: ignore[valid-type]
        MayBeSaid.NOTHING, description="What may be said of it in public."
    )


class CarriedIn(FileModel):
    """That an item was carried to a party, and answered."""

    to: Id
    at: MomentIn
    answered: MomentIn | None = None


class ItemIn(DisputedIn):
    """What is carried between sides."""

    kind: _of(ItemKind)  # type: ignore[valid-type]
    text: Words
    owner: Id = "mediation"
    at: MomentIn
    carried: Annotated[list[CarriedIn], AtMost(MOST_PARTIES)] = []
    agreed_days: Annotated[int, Field(ge=0, le=10_000)] | None = Field(
        None, description="Days that were agreed for an answer."
    )
    package: dict[Id, Id] = Field(
        {}, description="The options that a proposal puts, by issue; not all issues need one."
    )


class EventIn(DisputedIn):
    """Something that happened outside the rounds."""

    text: Words
    at: MomentIn
    until: MomentIn | None = None


class DeadlineIn(ThingIn):
    """A date that law, mandate or agreement sets."""

    text: Words
    at: MomentIn
    set_by: str = Field(min_length=1, description="What sets it: a law, a mandate, an agreement.")


class NextStepIn(ThingIn):
    """What somebody does next, or what is expressly not planned."""

    text: Words
    owner: Id | None = None
    level: _of(Level) | None = None  # type: ignore[valid-type]
    due: DueIn | None = None
    done: DueIn | None = None
    planned: bool = Field(True, description="false: it is expressly not planned.")


class TalksFile(FileModel):
    """The talks: tracks, rounds, items, events, deadlines, next steps, each with its readers."""

    format: Literal["goodoffices-talks/1"]
    sources: Annotated[list[PublicSourceIn], AtMost(MOST_SOURCES)] = []
    tracks: Annotated[list[TrackIn], AtMost(MOST_TRACKS)] = []
    rounds: Annotated[list[RoundIn], AtMost(MOST_THINGS)] = []
    items: Annotated[list[ItemIn], AtMost(MOST_THINGS)] = []
    events: Annotated[list[EventIn], AtMost(MOST_THINGS)] = []
    deadlines: Annotated[list[DeadlineIn], AtMost(MOST_THINGS)] = []
    next_steps: Annotated[list[NextStepIn], AtMost(MOST_THINGS)] = []
