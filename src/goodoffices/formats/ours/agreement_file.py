"""Describe ``agreement.yaml`` by models: the texts of an agreement, and what happened to it.

These also make the JSON Schema. Their docstrings stand in it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.formats.documents.field_types import (
    MOST_ISSUES,
    AtMost,
    FileModel,
    Id,
    IssueId,
    OptionKey,
    Words,
)
from goodoffices.formats.ours import agreement_terms_file as terms
from goodoffices.formats.ours.moment_fields import DayOrTimeIn, PeriodIn, ZoneIn
from goodoffices.formats.ours.talks_file import MOST_SOURCES, PublicSourceIn

#: Texts of one agreement; amendments of one text; articles, definitions and annexes.
MOST_TEXTS, MOST_AMENDMENTS, MOST_ARTICLES = 20, 100, 500


class ConditionIn(FileModel):
    """What must have happened before the text takes effect."""

    id: Id
    text: Words
    met_by: Id | None = Field(None, description="The event that meets it.")
    named_by: terms.SidesIn = Field([], description="The sides that say that it stands.")
    denied_by: terms.SidesIn = Field([], description="The sides that say that it does not.")


class AgreementTextIn(FileModel):
    """One text: whom it binds, when it begins, how long it lasts, how it is renewed or left."""

    id: Id
    name: Words
    between: Annotated[list[Id], AtMost(terms.MOST_SIDES, least=1)]
    agreed: DayOrTimeIn | None = Field(None, description="When it was agreed; none: a draft.")
    starts: DayOrTimeIn | None = None
    starts_with: Id | None = Field(None, description="The event with which it takes effect.")
    conditions: Annotated[list[ConditionIn], AtMost(terms.MOST_CONDITIONS)] = []
    duration: PeriodIn | None = Field(None, description="None: it has no end.")
    first_day_counts: bool = Field(False, description="The day it begins on is day one.")
    renewal: Literal["consent", "silence"] | None = None
    renewed_for: PeriodIn | None = Field(None, description="How long silence renews it.")
    notice: PeriodIn | None = Field(
        None, description="How long it stays in force after a withdrawal."
    )
    obligations: terms.ObligationsIn = []
    powers: terms.PowersIn = []
    amendments: Annotated[list[terms.AmendmentIn], AtMost(MOST_AMENDMENTS)] = []
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
    """An agreement: its texts, its terms, and what happened. Days are those of the time zone."""

    format: Literal["goodoffices-agreement/1"]
    name: Words
    zone: ZoneIn
    kind: Literal["ceasefire", "maritime", "labour", "family"] | None = Field(
        None, description="The list of matters that it is held against."
    )
    package: Annotated[dict[IssueId, OptionKey], AtMost(MOST_ISSUES)] = Field(
        {}, description="The package that it carries out: an option for each issue."
    )
    sources: Annotated[list[PublicSourceIn], AtMost(MOST_SOURCES)] = []
    articles: Annotated[list[terms.ArticleIn], AtMost(MOST_ARTICLES)] = []
    definitions: Annotated[list[terms.DefinitionIn], AtMost(MOST_ARTICLES)] = []
    annexes: Annotated[list[terms.AnnexIn], AtMost(MOST_ARTICLES)] = []
    areas: Annotated[list[terms.AreaIn], AtMost(terms.MOST_AREAS)] = []
    finders: terms.SidesIn = Field(
        [],
        description="The sides that find whether an allegation holds: all of them must say the "
        "same. None: the mediation.",
    )
    answer_within: PeriodIn | None = Field(
        None, description="How long an accused side has to answer before anything is found."
    )
    seats: Annotated[list[terms.SeatsIn], AtMost(terms.MOST_SIDES)] = []
    texts: Annotated[list[AgreementTextIn], AtMost(MOST_TEXTS, least=1)]
    awaited: Annotated[list[terms.AwaitedIn], AtMost(terms.MOST_EVENTS)] = Field(
        [], description="What may happen; it has when an event of that id is there."
    )
    events: Annotated[list[AgreementEventIn], AtMost(terms.MOST_EVENTS)] = []
    reports: Annotated[list[terms.ReportIn], AtMost(terms.MOST_REPORTS)] = []
