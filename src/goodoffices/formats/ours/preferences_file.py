"""Describe ``preferences/<party>/<reading>.yaml`` by a model.

It also makes the JSON Schema; the docstrings of its classes stand there.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema, model_validator

from goodoffices.formats.documents.field_types import (
    MOST_ISSUES,
    MOST_OPTIONS,
    AtMost,
    Day,
    Doubtful,
    FileModel,
    Id,
    IssueId,
    Number,
    OptionKey,
    Words,
)
from goodoffices.formats.ours.case_file import ConditionIn

#: What the lists of preferences hold at most: interactions, red lines, rankings, groups of issues
#: or packages in a ranking, packages in a group; events, positions and sources.
(
    MOST_INTERACTIONS,
    MOST_RED_LINES,
    MOST_RANKINGS,
    MOST_GROUPS,
    MOST_EVENTS,
    MOST_POSITIONS,
    MOST_SOURCES,
) = (
    10_000,
    2_000,
    2_000,
    100,
    1_000,
    1_000,
    2_000,
)

#: Outcomes that may be expected if nothing is agreed.
MOST_OUTCOMES = 20

#: What an estimate must say of itself.
OF_AN_ESTIMATE = ("author", "date", "confidence", "reason")


class BasisIn(FileModel):
    """Whose word the file is."""

    kind: Literal["stated", "public", "estimate", "exercise"]
    author: str = ""
    date: Day | None = None
    confidence: Literal["", "low", "medium", "high"] = ""
    reason: str = ""
    origin: str = ""

    @model_validator(mode="after")
    def _is_complete(self) -> BasisIn:
        missing = [
            name for name in OF_AN_ESTIMATE if self.kind == "estimate" and not getattr(self, name)
        ]
        if missing:
            raise ValueError(
                "an estimate says who made it, when, how sure and why; missing: "
                f"{', '.join(missing)}"
            )
        return self


def _basis_from_word(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


class _WordOrMapping:
    """Says in the JSON Schema that a basis may be a single word."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: Any, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"enum": ["stated", "public", "exercise"]}, handler(core)]}


class InteractionIn(FileModel):
    """Points on a condition as a whole."""

    when: ConditionIn
    points: Number
    text: Words | None = None
    source: Id | None = None


class RedLineIn(FileModel):
    """What the party refuses whatever it gets elsewhere."""

    id: Id
    never: ConditionIn
    sure: bool = Field(
        True,
        description="false: the party may refuse this, and may not; what is said holds either way.",
    )
    text: Words | None = None
    source: Id | None = None


OptionsIn = Annotated[list[OptionKey], AtMost(MOST_OPTIONS)]


class PositionIn(FileModel):
    """What the party said in public on an issue."""

    issue: IssueId
    says: Words
    source: Id
    wants: OptionsIn = []
    refuses: OptionsIn = []
    order: Annotated[list[OptionsIn], AtMost(MOST_OPTIONS)] = Field(
        default=[], description="Groups of options, better ones first."
    )


class SourceIn(FileModel):
    """Where something public was said or printed."""

    id: Id
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    date: Day
    url: str = ""


#: A package or a part of one; or the words "no agreement".
def _package_or_none(value: Any) -> Any:
    if not isinstance(value, (dict, list)) and value != "no agreement":
        raise ValueError(
            "a package is named by its options, {issue: option}, or is the words: no agreement"
        )
    return value


PackageOrNone = Annotated[
    Annotated[dict[IssueId, OptionKey], AtMost(MOST_ISSUES)] | Literal["no agreement"],
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
                {"const": "no agreement"},
            ]
        }
    ),
]


class RankingIn(FileModel):
    """What the party puts before what: groups, better ones first; a group is an item or a list of
    items. Exactly one of the three.
    """

    id: Id
    issues: (
        Annotated[
            list[
                Annotated[
                    IssueId | Annotated[list[IssueId], AtMost(MOST_ISSUES)], AtMost(MOST_ISSUES)
                ]
            ],
            AtMost(MOST_GROUPS, least=2),
        ]
        | None
    ) = None
    options: (
        Annotated[
            dict[
                IssueId,
                Annotated[
                    list[Annotated[OptionKey | OptionsIn, AtMost(MOST_OPTIONS)]],
                    AtMost(MOST_OPTIONS),
                ],
            ],
            AtMost(1, least=1),
        ]
        | None
    ) = None
    packages: (
        Annotated[
            list[
                Annotated[
                    PackageOrNone | Annotated[list[PackageOrNone], AtMost(MOST_GROUPS)],
                    BeforeValidator(_package_or_none),
                ]
            ],
            AtMost(MOST_GROUPS, least=2),
        ]
        | None
    ) = None
    within: Number = Field(
        Fraction(0),
        description="Of packages: at least as good but for so many points; below 0: "
        "better by at least so many.",
    )
    text: Words | None = None
    source: Id | None = None

    @model_validator(mode="after")
    def _is_one(self) -> RankingIn:
        if sum(given is not None for given in (self.issues, self.options, self.packages)) != 1:
            raise ValueError(
                "a ranking puts issues, the options of one issue, or packages in order: "
                "exactly one of the three"
            )
        if abs(self.within) > 100 or (self.within and self.packages is None):
            raise ValueError(
                "within is a number of points, from -100 to 100, and goes with packages alone"
            )
        return self


class OutcomeIn(FileModel):
    """Something that may happen if nothing is agreed: a package, or a number of points."""

    package: Annotated[dict[IssueId, OptionKey], AtMost(MOST_ISSUES)] | Literal["today"] | None = (
        Field(None, description="Issues that it does not name stay as they are today.")
    )
    worth: Number | None = Field(None, description="On the scale of the total.")
    odds: Annotated[Any, AtMost(2)] = Field(
        None, description="In per cent: a number or two; one outcome may have the rest."
    )
    text: Words | None = None


class PreferencesFile(FileModel):
    """What one party wants, in one reading."""

    format: Literal["goodoffices-preferences/1"]
    party: Id | None = Field(None, description="If given, must be the party of the file's name.")
    basis: Annotated[BasisIn, BeforeValidator(_basis_from_word), _WordOrMapping]
    note: Words | None = None
    weights: Annotated[dict[IssueId, Doubtful], AtMost(MOST_ISSUES)] | None = None
    scores: (
        Annotated[
            dict[IssueId, Annotated[dict[OptionKey, Doubtful], AtMost(MOST_OPTIONS)]],
            AtMost(MOST_ISSUES),
        ]
        | None
    ) = None
    walk_away: Annotated[Any, AtMost(2)] = Field(
        None,
        json_schema_extra={
            "description": (
                "A number on the scale of the total, or the word none. "
                "Needed where there are weights, or `otherwise` in its place."
            )
        },
    )
    otherwise: Annotated[list[OutcomeIn], AtMost(MOST_OUTCOMES)] = Field(
        [], description="What happens if nothing is agreed; the walk-away value comes from it."
    )
    interactions: Annotated[list[InteractionIn], AtMost(MOST_INTERACTIONS)] = []
    red_lines: Annotated[list[RedLineIn], AtMost(MOST_RED_LINES)] = []
    expectations: Annotated[dict[Id, Number], AtMost(MOST_EVENTS)] = {}
    points_per_unit: Number | None = Field(
        None,
        description="How many points one unit of money is worth to the party; "
        "the same unit for all parties. Above 0.",
    )
    rankings: Annotated[list[RankingIn], AtMost(MOST_RANKINGS)] = []
    positions: Annotated[list[PositionIn], AtMost(MOST_POSITIONS)] = []
    sources: Annotated[list[SourceIn], AtMost(MOST_SOURCES)] = []
    weights_as_given: bool = False
    cut: Number | None = None
    within: Number = Field(
        Fraction(0),
        description="What the party can lose, at most, because numbers are listed "
        "for a continuous issue.",
    )
    numbers: str = Field("exact", pattern="^(exact|rounded to 1e-[1-9][0-9]?)$")
