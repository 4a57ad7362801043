"""Describe ``agreement.yaml`` by models: the texts of an agreement, and what happened to it.

These also make the JSON Schema. Their docstrings stand in it.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from goodoffices.agreement import Period, PeriodUnit
from goodoffices.formats.documents.field_types import AtMost, FileModel, Id, Words
from goodoffices.formats.ours.talks_file import MOST_SOURCES, MomentIn, PublicSourceIn
from goodoffices.procedure import Moment

#: What the lists of the file hold at most.
MOST_TEXTS, MOST_SIDES, MOST_CONDITIONS, MOST_OBLIGATIONS, MOST_EVENTS = 20, 200, 200, 5_000, 5_000
#: The longest period: a hundred years.
LONGEST = {PeriodUnit.HOURS: 876_600, PeriodUnit.DAYS: 36_525, PeriodUnit.MONTHS: 1_200}
_PERIOD = re.compile(r"([1-9][0-9]{0,5}) (hour|day|month)s?\Z")


def _period(value: Any) -> Period:
    found = _PERIOD.match(str(value))
    if found is None:
        raise ValueError("a period is written as 30 days, 6 months or 30 hours")
    period = Period(int(found[1]), PeriodUnit(found[2] + "s"))
    if period.count > LONGEST[period.unit]:
        raise ValueError("a period is a hundred years at most")
    return period


def _to_the_day(moment: Moment) -> Moment:
    if not moment.is_day_known:
        raise ValueError("a clock needs the day at least, as in 2025-03-18")
    return moment


def _zone(value: Any) -> ZoneInfo:
    # Names from the list alone: whatever else is asked for would be looked up as a path.
    if not re.match(r"[A-Za-z]+([_/+-][A-Za-z0-9]+)*\Z", str(value)) or len(str(value)) > 60:
        raise ValueError("a time zone is written as Europe/Istanbul or UTC")
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no time zone {value}; write one as Europe/Istanbul") from None


PeriodIn = Annotated[
    Period, BeforeValidator(_period), WithJsonSchema({"type": "string", "pattern": _PERIOD.pattern})
]
#: A day, or a time with its zone.
DayOrTimeIn = Annotated[MomentIn, AfterValidator(_to_the_day)]
ZoneIn = Annotated[ZoneInfo, BeforeValidator(_zone), WithJsonSchema({"type": "string"})]
SidesIn = Annotated[list[Id], AtMost(MOST_SIDES)]


class ObligationIn(FileModel):
    """Who must, must not or may do what."""

    id: Id
    who: Id
    modality: Literal["must", "must not", "may"]
    act: Words


class ConditionIn(FileModel):
    """What must have happened before the text takes effect."""

    id: Id
    text: Words
    met_by: Id | None = Field(None, description="The event that meets it.")
    named_by: SidesIn = Field([], description="The sides that say that it stands.")
    denied_by: SidesIn = Field([], description="The sides that say that it does not.")


class AgreementTextIn(FileModel):
    """One text: whom it binds, when it begins, how long it lasts, how it is renewed or left."""

    id: Id
    name: Words
    between: Annotated[list[Id], AtMost(MOST_SIDES, least=1)]
    agreed: DayOrTimeIn | None = Field(None, description="When it was agreed; none: a draft.")
    starts: DayOrTimeIn | None = None
    starts_with: Id | None = Field(None, description="The event with which it takes effect.")
    conditions: Annotated[list[ConditionIn], AtMost(MOST_CONDITIONS)] = []
    duration: PeriodIn | None = Field(None, description="None: it has no end.")
    first_day_counts: bool = Field(False, description="The day it begins on is day one.")
    renewal: Literal["consent", "silence"] | None = None
    renewed_for: PeriodIn | None = Field(None, description="How long silence renews it.")
    notice: PeriodIn | None = Field(
        None, description="How long it stays in force after a withdrawal."
    )
    obligations: Annotated[list[ObligationIn], AtMost(MOST_OBLIGATIONS)] = []
    source: Id | None = None


class AgreementEventIn(FileModel):
    """Something that happened, on a day or at a time."""

    id: Id
    kind: Literal[
        "happened", "renewed", "objected", "suspended", "resumed", "withdrawn", "terminated"
    ]
    at: DayOrTimeIn
    by: Id | None = None
    texts: Annotated[list[Id], AtMost(MOST_TEXTS)] = Field(
        [], description="The texts that it is about; none: all."
    )
    period: PeriodIn | None = Field(None, alias="for", description="How long a renewal is for.")
    text: Words | None = None
    source: Id | None = None


class AgreementFile(FileModel):
    """An agreement: its texts, and what happened to them. Days are those of the time zone."""

    format: Literal["goodoffices-agreement/1"]
    name: Words
    zone: ZoneIn
    sources: Annotated[list[PublicSourceIn], AtMost(MOST_SOURCES)] = []
    texts: Annotated[list[AgreementTextIn], AtMost(MOST_TEXTS, least=1)]
    events: Annotated[list[AgreementEventIn], AtMost(MOST_EVENTS)] = []
