"""Describe ``analyse --json`` where numbers are in doubt. Others rely on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from goodoffices.formats.results.inputs_json import InputsOut
from goodoffices.formats.results.schema_parts import Out, Package, UnderTruths


@dataclass(frozen=True, kw_only=True)
class ShareOut(Out):
    """A share of the truths drawn, with a 95 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class SampledOut(Out):
    """No proof: in how many of the truths drawn all could sign the package, and it is efficient
    among those compared.
    """

    signed: ShareOut
    efficient: ShareOut


@dataclass(frozen=True, kw_only=True)
class QuestionOut(Out):
    """A question to a party: what happens otherwise; whether it would sign `first`; or whether it
    would rather have `first` or `second`.
    """

    party: str
    asked: Literal["otherwise", "sign", "rather"]
    first: Package | None
    second: Package | None
    settles: Annotated[
        list[int] | None,
        Field(
            description="How many open statements yes (or the first) settles at least, and how "
            "many no (or the second)."
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class JudgedOut(Out):
    """A package: the drafts that it is, whether it is efficient, who could sign it; `rival`: a
    package that dominates it under some truth, or all.
    """

    drafts: list[str]
    package: Package
    standing: Literal["efficient", "perhaps", "dominated", "open"]
    accepted: dict[str, UnderTruths]
    rival: Package | None
    sampled: Annotated[
        SampledOut | None,
        Field(description="Null for a package beyond those that the sample compares."),
    ]


@dataclass(frozen=True, kw_only=True)
class InDoubtPart(Out):
    """The numbers of a party's reading that are in doubt, by name."""

    party: str
    reading: str
    basis: str
    numbers: list[str]
    rankings: Annotated[list[str], Field(description="Ids of the rankings that are known of it.")]


@dataclass(frozen=True, kw_only=True)
class ConflictDemand(Out):
    """A demand by kind, party (null: nobody's) and id."""

    kind: str
    party: str | None
    id: str


@dataclass(frozen=True, kw_only=True)
class RegretOut(Out):
    """The most points by which another of the packages compared could turn out to be better for
    each party than this one.
    """

    package: Package
    largest: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class BandOut(Out):
    """Between what a package is worth to each party, whatever the truth; null: not decided."""

    package: Package
    between: dict[str, list[float] | None]


@dataclass(frozen=True, kw_only=True)
class MiddleOut(Out):
    """What the middle of what was said comes to: one model, nobody's word.

    `stays`: in how many truths drawn each solution is chosen again, among `compared` packages.
    """

    parties: Annotated[list[str], Field(description="Whose numbers are those of the middle.")]
    walk_away_unknown: Annotated[
        list[str], Field(description="Parties of whose walk-away value no number was said.")
    ]
    analysis: Annotated[
        dict[str, Any], Field(description="As `goodoffices schema analysis` describes it.")
    ]
    bands: list[BandOut]
    stays: dict[str, ShareOut]
    compared: int


@dataclass(frozen=True, kw_only=True)
class DoubtOut(Out):
    """What `analyse --json` prints where numbers are intervals or blanks."""

    format: Literal["goodoffices-doubt/2"]
    version: str
    case: str
    in_doubt: list[InDoubtPart]
    inputs: InputsOut
    possible: UnderTruths
    example: Package | None
    candidates: list[JudgedOut]
    sample: Annotated[dict[str, int], Field(description="`drawn` truths, with this `seed`.")]
    next_questions: list[QuestionOut]
    open_statements: int
    conflict: Annotated[
        list[ConflictDemand] | None,
        Field(
            description="Where nothing is possible: demands that cannot be met together under any "
            "truth; without any one of them the others can, under some."
        ),
    ]
    regrets: Annotated[
        list[RegretOut],
        Field(
            description="Of packages compared with one another alone; exact but for floating point."
        ),
    ]
    middle: Annotated[
        MiddleOut | None,
        Field(description="Null where nothing is possible, or it could not be had in the time."),
    ]
    left_out: Annotated[
        int,
        Field(
            description="Packages that are efficient under the middles of intervals "
            "and were not looked at."
        ),
    ]
    time_ended: Annotated[
        bool,
        Field(description="Before all candidates were judged; they are counted in `left_out`."),
    ]
    broken_drafts: Annotated[
        dict[str, list[str]],
        Field(description="Drafts that break a rule or cross a red line, and which."),
    ]
