"""Describe ``analyse --json`` by the models that make its JSON Schema. Others rely on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from goodoffices.formats.results.deadlock_schema import CostsOut, DeadlockOut
from goodoffices.formats.results.draft_schema import DraftOut
from goodoffices.formats.results.inputs_json import InputsOut
from goodoffices.formats.results.schema_parts import (
    ExampleOut,
    Out,
    Package,
    Utilities,
)

#: A whole number as a string, as long as Python reads back.
DIGITS = "^[0-9]{1,4300}$"


@dataclass(frozen=True, kw_only=True)
class PartyOut(Out):
    """A party, and how exact utilities are recovered: utility × scale is a whole number."""

    id: str
    name: str
    scale: Annotated[
        str,
        Field(
            description="Decimal string. While utility × scale is below 2^53, "
            "round(utility × scale) is the exact utility times scale."
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class OptionOut(Out):
    """An option. Packages name it by `value`."""

    id: str
    value: str | int | float


@dataclass(frozen=True, kw_only=True)
class IssueOut(Out):
    """An issue with its options, in order."""

    id: str
    name: str
    options: list[OptionOut]
    status_quo: Annotated[
        str | int | float | None,
        Field(description="Null where the source does not say what holds if nothing is agreed."),
    ]
    in_hand_of: str | None


@dataclass(frozen=True, kw_only=True)
class CaseOut(Out):
    """What was analysed."""

    id: str
    name: str
    parties: list[PartyOut]
    issues: list[IssueOut]


@dataclass(frozen=True, kw_only=True)
class BasisOut(Out):
    """What the numbers of one party rest on."""

    party: str
    reading: str
    basis: Literal["stated", "public", "estimate", "exercise"]
    author: str
    date: str | None
    age_days: int | None
    confidence: str
    weights_sum: Annotated[
        float | None,
        Field(description="The sum that weights were normalised from; null where taken as given."),
    ]
    walk_away: float | None


@dataclass(frozen=True, kw_only=True)
class EstimateOut(Out):
    """A sampled share of packages; no proof."""

    share: float
    drawn: int
    inside: int
    seed: int


@dataclass(frozen=True, kw_only=True)
class FragileOut(Out):
    """A weight whose move by a share of itself, the party's others scaled to keep the sum, leaves
    no agreement possible.
    """

    party: str
    issue: str
    by: float


@dataclass(frozen=True, kw_only=True)
class ZopaOut(Out):
    """The zone of possible agreement. Counts are decimal strings."""

    exists: bool
    count: Annotated[
        str,
        Field(
            pattern=DIGITS,
            description="The number of packages in the zone; "
            "where it is not exact, the lower bound.",
        ),
    ]
    count_is_exact: bool
    count_lower: Annotated[str, Field(pattern=DIGITS)]
    count_upper: Annotated[str, Field(pattern=DIGITS)]
    estimate: EstimateOut | None
    example: ExampleOut | None
    fragile: Annotated[
        list[FragileOut] | None,
        Field(
            description="Weights whose move by a tenth closes the zone; null: "
            "there is none, or it was not found out."
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class PointOut(Out):
    """One efficient utility vector, with a package that reaches it."""

    utilities: Utilities
    package: Package
    in_zone: bool


@dataclass(frozen=True, kw_only=True)
class FrontierOut(Out):
    """The frontier over all feasible packages, each vector once.

    `size` is always the whole of what was found.
    """

    exact: Annotated[
        bool,
        Field(
            description="Whether these are all; else each package gives every party "
            "at most epsilon more than some point here."
        ),
    ]
    epsilon: Annotated[
        float | None,
        Field(
            description="0 where exact; above 0 where numbers are listed for continuous issues, "
            "or where the frontier is too large to list: "
            "then of the packages in the zone, proven in floating point; "
            "null where nothing is proven."
        ),
    ]
    complete: Annotated[
        bool,
        Field(
            description="False where the frontier is too large to list: "
            "points are then found ones, none dominating another."
        ),
    ]
    why: Annotated[str | None, Field(description="Why it is not complete.")]
    size: int
    truncated: bool
    points: list[PointOut]


@dataclass(frozen=True, kw_only=True)
class TiesOut(Out):
    """Packages that do equally well, the one shown included."""

    count: int
    count_is_exact: bool
    packages: list[Package]


@dataclass(frozen=True, kw_only=True)
class GroupOut(Out):
    """Nash, where not all parties can gain at once: a largest group that can, and its best."""

    parties: list[str]
    package: Package
    utilities: Utilities


@dataclass(frozen=True, kw_only=True)
class BoundOut(Out):
    """What no package of the zone exceeds, where the frontier is not complete; `upper` is proven in
    floating point.
    """

    measure: Literal[
        "sum_of_gains", "logarithm_of_product_of_gains", "least_gain", "least_share_of_ideal_gain"
    ]
    value: Annotated[float, Field(description="Of this package.")]
    upper: float
    gap: Annotated[
        float,
        Field(
            description="How much more is possible at most, as a share of the value "
            "(of the product, for Nash)."
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class SolutionOut(Out):
    """A solution over the zone, on gains over the baselines."""

    package: Package
    utilities: Utilities
    gains: Utilities
    ties: TiesOut
    left_out: list[str]
    groups: list[GroupOut]
    unchanged_when_rescaled: bool | None
    unchanged_with_other_baseline: bool | None
    bound: Annotated[
        BoundOut | None,
        Field(
            description="Null where the frontier is complete (the solution is exact), "
            "and where nothing is proven."
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class SolutionsOut(Out):
    """The four solutions; null where there is no zone."""

    nash: SolutionOut | None
    kalai_smorodinsky: SolutionOut | None
    egalitarian: SolutionOut | None
    utilitarian: SolutionOut | None


@dataclass(frozen=True, kw_only=True)
class BaselineOut(Out):
    """From where a party's gains are counted."""

    party: str
    kind: Literal["walk_away", "status_quo", "least_in_zone"]
    value: float
    other: float | None
    ideal_gain: float


@dataclass(frozen=True, kw_only=True)
class LogRollOut(Out):
    """A trade: each of two parties has its way on the issue that matters more to it."""

    parties: list[str]
    issues: list[str]
    options: list[str | int | float]
    reverse: list[str | int | float]
    gains: Utilities
    others: Utilities


@dataclass(frozen=True, kw_only=True)
class TurningOut(Out):
    """By what share of itself a weight has to be moved for a solution to choose another package, to
    within 0.001; looked for in steps of 5 % up to 50 %; null: at none.
    """

    party: str
    issue: str
    down: dict[str, float | None]
    up: dict[str, float | None]


@dataclass(frozen=True, kw_only=True)
class MethodOut(Out):
    """How the efficient combinations of a group of tied issues are found.

    Counts are decimal strings.
    """

    issues: list[str]
    method: Literal["alone", "listed", "eliminated", "integer_programs"]
    combinations: Annotated[str, Field(pattern=DIGITS)]
    at_once: Annotated[
        str, Field(pattern=DIGITS, description="The most combinations that one step looks at.")
    ]


@dataclass(frozen=True, kw_only=True)
class AnalysisOut(Out):
    """One analysis."""

    format: Literal["goodoffices-analysis/1"]
    version: str
    for_: Annotated[
        str | None,
        Field(alias="for", description="The party whose own view this is; null for the team's."),
    ]
    seed: int
    numbers: str
    entitlements: Annotated[
        dict[str, float] | None,
        Field(description="Powers of the gains in Nash's product, where not all are 1."),
    ]
    case: CaseOut
    rests_on: list[BasisOut]
    zopa: ZopaOut
    frontier: FrontierOut
    baselines: list[BaselineOut]
    solutions: SolutionsOut
    deadlock: DeadlockOut | None
    log_rolls: Annotated[
        list[LogRollOut] | None,
        Field(description="Null where the time ended before they were looked for."),
    ]
    costs: Annotated[
        CostsOut | None, Field(description="Only with --costs, where the frontier is whole.")
    ]
    drafts: list[DraftOut]
    sensitivity: Annotated[
        list[TurningOut] | None, Field(description="Only with --sensitivity.")
    ] = None
    method: list[MethodOut] | None = None
    inputs: Annotated[
        InputsOut | None,
        Field(description="The numbers and rules that were given; null in older results."),
    ] = None
    timing: Annotated[
        dict[str, float] | None,
        Field(description="Of results of version 0.1.0, which were not the same twice."),
    ] = None
