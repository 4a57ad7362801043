"""The shape of ``case.yaml``, ``team.yaml`` and ``packages/<name>.yaml``, as models that also make the JSON Schema."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from goodoffices.formats.field_types import Allowed, FileModel, Id, IssueId, Number, OptionKey, Words

SHAPES = ("only_if", "forbidden", "exactly_one", "at_most", "at_least", "sum")

#: A language tag such as en or pt-BR.
LanguageTag = Annotated[str, Field(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]

#: Most numbers of a scale.
MOST_NUMBERS = 10_001

ConditionIn = dict[IssueId, Allowed]


class PartyIn(FileModel):
    """A side with preferences and consent."""

    id: Id
    name: Words
    default_reading: Id | None = Field(None, description="The reading used where none is named.")


class OnlyIfIn(FileModel):
    """`when` may hold only if `then` holds."""

    when: ConditionIn = Field(min_length=1)
    then: ConditionIn = Field(min_length=1)


class SomeOfIn(FileModel):
    """So many of these choices."""

    count: int = Field(ge=0, le=10_000)
    of: list[ConditionIn] = Field(min_length=1)


class TimesIn(FileModel):
    """The amount of an option on a scale: its number times this."""

    times: Number


class SumIn(FileModel):
    """Amounts of the chosen options, summed, stay within bounds."""

    amounts: dict[IssueId, Annotated[TimesIn | dict[OptionKey, Number], Field(union_mode="left_to_right")]] = Field(min_length=1)
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
    forbidden: ConditionIn | None = Field(None, min_length=1)
    exactly_one: list[ConditionIn] | None = Field(None, min_length=1)
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
    limits: list[RestrictionIn] = []


class OptionIn(FileModel):
    """One possible settlement of an issue."""

    id: OptionKey
    text: Words


class ScaleIn(FileModel):
    """Numbers from `from` to `to`, every `step`; or those listed."""

    start: Number | None = Field(None, alias="from")
    stop: Number | None = Field(None, alias="to")
    step: Number = Fraction(1)
    numbers: list[Number] | None = Field(None, min_length=1, max_length=MOST_NUMBERS, description="In ascending order.")
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
        if (self.stop - self.start) // self.step >= MOST_NUMBERS:
            raise ValueError(f"a scale has at most {MOST_NUMBERS:,} numbers; use a larger step")
        return self


class IssueIn(FileModel):
    """A matter to be settled: options, or a scale."""

    id: IssueId
    name: Words
    options: list[OptionIn] | None = Field(None, min_length=1, max_length=MOST_NUMBERS)
    scale: ScaleIn | None = None
    status_quo: OptionKey | None = Field(description="What holds if nothing is agreed; null where the source does not say.")
    in_hand_of: Id | None = Field(None, description="The third party who can give or refuse it.")

    @model_validator(mode="after")
    def _has_options(self) -> IssueIn:
        if (self.options is None) == (self.scale is None):
            raise ValueError("an issue has either options or a scale")
        return self


class RulesIn(FileModel):
    """How the case may be changed, and when the talks rest."""

    consent: list[Id] | None = Field(None, min_length=1, description="Who must consent to a change of the case; default: all parties.")
    pause: list[Id] | None = Field(None, description="Without which parties the talks rest when one of them withdraws; default: all.")


class CaseFile(FileModel):
    """What is on the table."""

    format: Literal["goodoffices-case/1"]
    id: Id
    name: Words
    note: Words | None = None
    languages: list[LanguageTag] = Field(default=["en"], min_length=1)
    real_parties: bool = Field(False, description="The parties exist: invented values (basis exercise) are used only when named.")
    parties: list[PartyIn] = Field(min_length=1, max_length=100)
    third_parties: list[ThirdPartyIn] = []
    issues: list[IssueIn] = Field(min_length=1, max_length=1000)
    rules: RulesIn = RulesIn(consent=None, pause=None)
    linkages: list[RestrictionIn] = []
    bounds: list[BoundIn] = []


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
    constituencies: list[ConstituencyIn] = []


class PackageFile(FileModel):
    """A package, or part of one."""

    format: Literal["goodoffices-package/1"]
    note: Words | None = None
    package: dict[IssueId, OptionKey] = Field(min_length=1)
