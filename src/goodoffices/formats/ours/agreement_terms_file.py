"""Describe the terms in ``agreement.yaml`` by models: obligations, powers, articles, areas.

These also make the JSON Schema. Their docstrings stand in it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from goodoffices.formats.documents.field_types import AtMost, Day, FileModel, Id, Number, Words
from goodoffices.formats.ours.moment_fields import DayOrTimeIn, PeriodIn

#: What the lists of the file hold at most.
MOST_SIDES, MOST_CONDITIONS, MOST_OBLIGATIONS, MOST_EVENTS = 200, 200, 5_000, 5_000
MOST_AREAS, MOST_PLACES, MOST_REPORTS, MOST_DAYS, MOST_TAGS = 500, 2_000, 20_000, 1_000, 20
#: Metres around a point.
MOST_RADIUS = 1_000_000
SidesIn = Annotated[list[Id], AtMost(MOST_SIDES)]


class ObligationIn(FileModel):
    """Who must, must not or may do what, where, from when until when."""

    id: Id
    who: Id
    modality: Literal["must", "must not", "may"]
    act: Words
    article: Id | None = Field(None, description="The article that it stands under.")
    where: SidesIn = Field([], description="Its areas; none: everywhere.")
    starts: DayOrTimeIn | None = Field(None, description="None: it begins with its text.")
    starts_with: Id | None = Field(None, description="The event with which it begins.")
    until: DayOrTimeIn | None = Field(None, description="Of a duty, the last day for it.")
    within: PeriodIn | None = Field(None, description="How long there is, from its beginning.")
    every: PeriodIn | None = Field(None, description="It comes again each time this long after.")
    exceptions: Annotated[list[Day], AtMost(MOST_DAYS)] = Field(
        [], description="Days on which it does not come again."
    )
    condition: Words | None = Field(None, description="In words, for a person to judge.")
    unless: Words | None = None
    after: SidesIn = Field([], description="The obligations that come first.")
    confirmed_by: SidesIn = Field(
        [], description="The sides that must all say that it is done; none: the mediation."
    )
    triggered_by: Id | None = Field(
        None, description="It is a guarantee: the event that makes it due."
    )
    tags: Annotated[list[Id], AtMost(MOST_TAGS)] = []
    acts: SidesIn = Field(
        [],
        description="Kinds of acts that it forbids or allows; of a duty, those that break it. "
        "Incidents are held against them.",
    )
    objects: SidesIn = Field([], description="Kinds of things that they are done to.")


class PowerIn(FileModel):
    """Who may suspend, extend, amend, leave or end the text, and how."""

    id: Id
    who: SidesIn
    kind: Literal["suspend", "extend", "amend", "withdraw", "terminate"]
    together: bool = Field(False, description="Only all of them together.")
    how: Words | None = None
    starts_with: Id | None = Field(None, description="The event that opens it.")
    article: Id | None = None


ObligationsIn = Annotated[list[ObligationIn], AtMost(MOST_OBLIGATIONS)]
PowersIn = Annotated[list[PowerIn], AtMost(MOST_SIDES)]


class AmendmentIn(FileModel):
    """A change of the text with its own consent and entry into force."""

    id: Id
    name: Words
    agreed: DayOrTimeIn | None = Field(None, description="When all consented; none: a draft.")
    starts: DayOrTimeIn | None = None
    starts_with: Id | None = None
    obligations: ObligationsIn = Field([], description="New ones, and others in place of the old.")
    powers: PowersIn = []
    ends: SidesIn = Field([], description="The obligations and powers that it ends.")


class ArticleIn(FileModel):
    """A part of the text with a heading."""

    id: Id
    heading: Words
    words: Words | None = None
    about: SidesIn = Field([], description="The matters of its kind that it settles.")
    settles: SidesIn = Field([], description="The issues of the case whose option it carries out.")


class DefinitionIn(FileModel):
    """What a word means in the agreement."""

    term: Words
    means: Words


class AnnexIn(FileModel):
    """A list, a map or a form that stands after the text and belongs to it."""

    id: Id
    name: Words
    words: Words | None = None


class AreaIn(FileModel):
    """A point, a line or a polygon: as people write places, or as GeoJSON. WGS 84."""

    id: Id
    name: Words
    point: str | None = Field(None, description="46.4825, 30.7233 or 46°29.0′N 30°43.4′E")
    radius: Number | None = Field(None, description="Metres around a point.")
    line: Annotated[list[str], AtMost(MOST_PLACES)] | None = None
    polygon: Annotated[list[str], AtMost(MOST_PLACES)] | None = None
    geojson: dict[str, Any] | None = Field(None, description="A Point, LineString or Polygon.")


class SeatsIn(FileModel):
    """How many seats each side has in a body."""

    id: Id
    body: Words
    seats: Annotated[dict[Id, Annotated[int, Field(ge=1, le=10_000)]], AtMost(MOST_SIDES, least=1)]


class AwaitedIn(FileModel):
    """What may happen, that obligations and conditions wait for."""

    id: Id
    text: Words


class ReportIn(FileModel):
    """What somebody said of how far an obligation is carried out."""

    id: Id
    obligation: Id
    occurrence: Day | None = Field(None, description="Which one, by the day it begins.")
    progress: Literal["not begun", "begun", "on the way", "done", "blocked"]
    by: Id
    at: DayOrTimeIn
    text: Words | None = None
    evidence: Words | None = None
    source: Id | None = None
