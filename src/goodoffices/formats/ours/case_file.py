"""Describe ``case.yaml``, ``team.yaml`` and ``packages/<name>.yaml`` by models.

These also make the JSON Schema. Their docstrings stand in it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from goodoffices.formats.documents.field_types import (
    MOST_ISSUES,
    MOST_LANGUAGES,
    MOST_OPTIONS,
    Allowed,
    AtMost,
    FileModel,
    Id,
    IssueId,
    Number,
    OptionKey,
    Words,
)

SHAPES = ("only_if", "forbidden", "exactly_one", "at_most", "at_least", "sum")

#: A language tag such as en or pt-BR.
LanguageTag = Annotated[str, Field(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]

#: What the lists of a case hold at most: parties, third parties, rules of one kind, choices that a
#: rule counts, rows of the team's table.
MOST_PARTIES, MOST_THIRD_PARTIES, MOST_RULES, MOST_CHOICES, MOST_ROWS = (
    100,
    200,
    2_000,
    10_000,
    1_000,
)

#: Hours of reading time before a decision.
MOST_READING_HOURS = 1_000

#: Allowed options by issue: one issue at least; none, where what is wrong with it is said
#: elsewhere.
ConditionIn = Annotated[dict[IssueId, Allowed], AtMost(MOST_ISSUES, least=1)]
ChoiceIn = Annotated[dict[IssueId, Allowed], AtMost(MOST_ISSUES)]
ChoicesIn = Annotated[list[ChoiceIn], AtMost(MOST_CHOICES, least=1)]


class PartyIn(FileModel):
    """A side with preferences and consent."""

    id: Id
    name: Words
    default_reading: Id | None = Field(None, description="The reading used where none is named.")


class OnlyIfIn(FileModel):
    """`when` may hold only if `then` holds."""

    when: ConditionIn
    then: ConditionIn


class SomeOfIn(FileModel):
    """So many of these choices."""

    count: int = Field(ge=0, le=10_000)
    of: ChoicesIn


class TimesIn(FileModel):
    """The amount of an option on a scale: its number times this."""

    times: Number


class SumIn(FileModel):
    """Amounts of the chosen options, summed, stay within bounds."""

    amounts: Annotated[
        dict[
            IssueId,
            Annotated[
                TimesIn | Annotated[dict[OptionKey, Number], AtMost(MOST_OPTIONS)],
                Field(union_mode="left_to_right"),
                AtMost(MOST_OPTIONS),
            ],
        ],
        AtMost(MOST_ISSUES, least=1),
    ]
    at_least: Number | None = None
    at_most: Number | None = None
    unit: str = ""

    @model_validator(mode="after")
    def _is_bounded(self) -> SumIn:
        if self.at_least is None and self.at_most is None:
            raise ValueError("a sum needs at_least, at_most or both")
        return self


class RestrictionIn(FileModel):
    """A rule on packages. Exactly one of the six shapes."""

    id: Id
    text: Words | None = None
    only_if: OnlyIfIn | None = None
    forbidden: ConditionIn | None = None
    exactly_one: ChoicesIn | None = None
    at_most: SomeOfIn | None = None
    at_least: SomeOfIn | None = None
    sum: SumIn | None = None

    @model_validator(mode="after")
    def _has_one_shape(self) -> RestrictionIn:
        given = [name for name in SHAPES if getattr(self, name) is not None]
        if len(given) != 1:
            found = " and ".join(given) if given else "none"
            raise ValueError(f"a rule has exactly one of {', '.join(SHAPES)}; found {found}")
        return self


class BoundIn(RestrictionIn):
    """A bound of law or of the mandate, with its source."""

    of: Literal["law", "mandate"]
    source: str = Field(min_length=1)


class ThirdPartyIn(FileModel):
    """Somebody who is no party."""

    id: Id
    name: Words
    role: Literal["mediator", "host", "observer", "guarantor", "donor", "other"] = "other"
    limits: Annotated[list[RestrictionIn], AtMost(MOST_RULES)] = []


class OptionIn(FileModel):
    """One possible settlement of an issue."""

    id: OptionKey
    text: Words


class ScaleIn(FileModel):
    """Numbers from `from` to `to`, every `step`; or those listed."""

    start: Number | None = Field(None, alias="from")
    stop: Number | None = Field(None, alias="to")
    step: Number = Fraction(1)
    numbers: Annotated[list[Number], AtMost(MOST_OPTIONS, least=1)] | None = Field(
        None, description="In ascending order."
    )
    continuous: bool = Field(False, description="The numbers listed stand for a continuous range.")
    unit: str = ""

    @model_validator(mode="after")
    def _has_numbers(self) -> ScaleIn:
        if self.numbers is not None:
            if self.start is not None or self.stop is not None or "step" in self.model_fields_set:
                raise ValueError("a scale has either `numbers`, or `from` and `to` with a `step`")
            if any(a >= b for a, b in pairwise(self.numbers)):
                raise ValueError("the numbers of a scale go up, and none stands twice")
            return self
        if self.start is None or self.stop is None:
            raise ValueError("a scale has `from` and `to`, or a list of `numbers`")
        if self.step <= 0 or self.stop < self.start or (self.stop - self.start) % self.step:
            raise ValueError("a scale goes up from `from` to `to` in whole steps")
        if (self.stop - self.start) // self.step >= MOST_OPTIONS:
            raise ValueError(f"a scale has at most {MOST_OPTIONS:,} numbers; use a larger step")
        return self


class IssueIn(FileModel):
    """A matter to be settled: options, or a scale."""

    id: IssueId
    name: Words
    options: Annotated[list[OptionIn], AtMost(MOST_OPTIONS, least=1)] | None = None
    scale: ScaleIn | None = None
    status_quo: OptionKey | None = Field(
        description="What holds if nothing is agreed; null where the source does not say."
    )
    in_hand_of: Id | None = Field(None, description="The third party who can give or refuse it.")
    note: Words | None = Field(None, description="What it is about, in a sentence or two.")

    @model_validator(mode="after")
    def _has_options(self) -> IssueIn:
        if (self.options is None) == (self.scale is None):
            raise ValueError("an issue has either options or a scale")
        return self


class GroundIn(FileModel):
    """How the sides deal with one another while they talk: each rule where it was agreed."""

    phones: Words | None = Field(None, description="Phones and recording.")
    notes: Words | None = Field(None, description="Who takes notes, and what becomes of them.")
    press: Words | None = Field(None, description="Press and posts.")
    speaking: Words | None = Field(None, description="Who speaks, and in which order.")
    breaks: Words | None = Field(None, description="Who can ask for a break, and how.")
    interpreters: Words | None = Field(None, description="Interpreters.")
    reading_time: int | None = Field(
        None,
        ge=1,
        le=MOST_READING_HOURS,
        strict=True,
        description="The least whole hours between the circulation of a text and a decision on it.",
    )
    part_agreements: Literal["nothing until everything", "early harvest"] | None = Field(
        None, description="What becomes of what is agreed while other things are still open."
    )


class RulesIn(FileModel):
    """How the case may be changed, when the talks rest, and the rules of the room."""

    consent: Annotated[list[Id], AtMost(MOST_PARTIES, least=1)] | None = Field(
        None, description="Who must consent to a change of the case; default: all parties."
    )
    pause: Annotated[list[Id], AtMost(MOST_PARTIES)] | None = Field(
        None,
        description="Without which parties the talks rest when one of them withdraws; "
        "default: all.",
    )
    seats: Annotated[list[Id], AtMost(MOST_PARTIES)] = Field(
        [],
        description="Who must consent before hosts, observers or guarantors sit down; "
        "default: nobody.",
    )
    ground: GroundIn | None = None


class CaseFile(FileModel):
    """What is on the table."""

    format: Literal["goodoffices-case/1"]
    id: Id
    name: Words
    note: Words | None = None
    languages: Annotated[list[LanguageTag], AtMost(MOST_LANGUAGES, least=1)] = ["en"]
    real_parties: bool = Field(
        False,
        description="The parties exist: invented values (basis exercise) are used only when named.",
    )
    in_steps: bool = Field(
        False,
        description="An agreement would be carried out step by step: the report then says in which "
        "order a draft could be.",
    )
    parties: Annotated[list[PartyIn], AtMost(MOST_PARTIES, least=1)]
    third_parties: Annotated[list[ThirdPartyIn], AtMost(MOST_THIRD_PARTIES)] = []
    issues: Annotated[list[IssueIn], AtMost(MOST_ISSUES, least=1)]
    rules: RulesIn = RulesIn(consent=None, pause=None, seats=[])
    linkages: Annotated[list[RestrictionIn], AtMost(MOST_RULES)] = []
    bounds: Annotated[list[BoundIn], AtMost(MOST_RULES)] = []


class ConstituencyIn(FileModel):
    """People behind or beside a party who can carry or spoil an agreement."""

    party: Id | None = None
    name: Words
    interest: str
    influence: Literal["low", "medium", "high"]
    contact: str = ""
    note: str = ""


class TeamFile(FileModel):
    """The mediation team's stakeholder table. Read by no party's view."""

    format: Literal["goodoffices-team/1"]
    constituencies: Annotated[list[ConstituencyIn], AtMost(MOST_ROWS)] = []


class PackageFile(FileModel):
    """A package, or part of one."""

    format: Literal["goodoffices-package/1"]
    note: Words | None = None
    package: Annotated[dict[IssueId, OptionKey], AtMost(MOST_ISSUES, least=1)]
