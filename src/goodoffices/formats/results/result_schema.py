"""The shape of ``analyse --json``: the models that make its JSON Schema. Others rely on it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from goodoffices.formats.results.draft_schema import DraftOut
from goodoffices.formats.results.schema_parts import DemandOut, ExampleOut, MoneyOut, Out, Package, Utilities

#: A whole number as a string, as long as Python reads back.
DIGITS = "^[0-9]{1,4300}$"


class PartyOut(Out):
    """A party, and how exact utilities are recovered: utility × scale is a whole number."""

    id: str
    name: str
    scale: str = Field(
        description="Decimal string. While utility × scale is below 2^53, round(utility × scale) is the exact utility times scale."
    )


class OptionOut(Out):
    """An option. Packages name it by `value`."""

    id: str
    value: str | int | float


class IssueOut(Out):
    """An issue with its options, in order."""

    id: str
    name: str
    options: list[OptionOut]
    status_quo: str | int | float | None = Field(description="Null where the source does not say what holds if nothing is agreed.")
    in_hand_of: str | None


class CaseOut(Out):
    """What was analysed."""

    id: str
    name: str
    parties: list[PartyOut]
    issues: list[IssueOut]


class BasisOut(Out):
    """What the numbers of one party rest on."""

    party: str
    reading: str
    basis: Literal["stated", "public", "estimate", "exercise"]
    author: str
    date: str | None
    age_days: int | None
    confidence: str
    weights_sum: float | None = Field(description="The sum that weights were normalised from; null where taken as given.")
    walk_away: float | None


class EstimateOut(Out):
    """A sampled share of packages; no proof."""

    share: float
    drawn: int
    inside: int
    seed: int


class FragileOut(Out):
    """A weight whose move by a share of itself, the party's others scaled to keep the sum, leaves no agreement possible."""

    party: str
    issue: str
    by: float


class ZopaOut(Out):
    """The zone of possible agreement. Counts are decimal strings."""

    exists: bool
    count: str = Field(pattern=DIGITS, description="The number of packages in the zone; where it is not exact, the lower bound.")
    count_is_exact: bool
    count_lower: str = Field(pattern=DIGITS)
    count_upper: str = Field(pattern=DIGITS)
    estimate: EstimateOut | None
    example: ExampleOut | None
    fragile: list[FragileOut] | None = Field(
        description="Weights whose move by a tenth closes the zone; null: there is none, or it was not found out."
    )


class PointOut(Out):
    """One efficient utility vector, with a package that reaches it."""

    utilities: Utilities
    package: Package
    in_zone: bool


class FrontierOut(Out):
    """The frontier over all feasible packages, each vector once. `size` is always the whole of what was found."""

    exact: bool = Field(description="Whether these are all; else each package gives every party at most epsilon more than some point here.")
    epsilon: float | None = Field(
        description="0 where exact; above 0 where numbers are listed for continuous issues, or where the frontier is too large to list: "
        "then of the packages in the zone, proven in floating point; null where nothing is proven."
    )
    complete: bool = Field(
        description="False where the frontier is too large to list: points are then found ones, none dominating another."
    )
    why: str | None = Field(description="Why it is not complete.")
    size: int
    truncated: bool
    points: list[PointOut]


class TiesOut(Out):
    """Packages that do equally well, the one shown included."""

    count: int
    count_is_exact: bool
    packages: list[Package]


class GroupOut(Out):
    """Nash, where not all parties can gain at once: a largest group that can, and its best."""

    parties: list[str]
    utilities: Utilities
    package: Package


class BoundOut(Out):
    """What no package of the zone exceeds, where the frontier is not complete; `upper` is proven in floating point."""

    measure: Literal["sum_of_gains", "logarithm_of_product_of_gains", "least_gain", "least_share_of_ideal_gain"]
    value: float = Field(description="Of this package.")
    upper: float
    gap: float = Field(description="How much more is possible at most, as a share of the value (of the product, for Nash).")


class SolutionOut(Out):
    """A solution over the zone, on gains over the baselines."""

    utilities: Utilities
    package: Package
    gains: Utilities
    ties: TiesOut
    left_out: list[str]
    groups: list[GroupOut]
    unchanged_when_rescaled: bool | None
    unchanged_with_other_baseline: bool | None
    bound: BoundOut | None = Field(description="Null where the frontier is complete (the solution is exact), and where nothing is proven.")


class SolutionsOut(Out):
    """The four solutions; null where there is no zone."""

    nash: SolutionOut | None
    kalai_smorodinsky: SolutionOut | None
    egalitarian: SolutionOut | None
    utilitarian: SolutionOut | None


class BaselineOut(Out):
    """From where a party's gains are counted."""

    party: str
    kind: Literal["walk_away", "status_quo", "least_in_zone"]
    value: float
    other: float | None
    ideal_gain: float


class WithoutOut(Out):
    """The check of a conflict: without this demand, this package meets the others."""

    kind: str
    party: str | None
    id: str
    package: Package


class ConflictOut(Out):
    """A minimal set of demands that no package meets together."""

    demands: list[DemandOut]
    without: list[WithoutOut]


class ChangeOut(DemandOut):
    """One demand moved from an amount to another; both null where it is given up."""

    from_: float | None = Field(alias="from")
    to: float | None


class RelaxationOut(Out):
    """Changes of demands that open an agreement."""

    changes: list[ChangeOut]
    least: bool = Field(description="Exactly one amount moves, and less of it opens nothing.")
    package: Package
    utilities: Utilities


class NearOut(ExampleOut):
    """A package that keeps all rules and red lines, and what each party lacks there to its walk-away value."""

    shortfalls: Utilities


class PaymentsOut(ExampleOut, MoneyOut):
    """The same, for the package that needs least."""


class DeadlockOut(Out):
    """Why there is no zone. ``fewest``: how many demands must move; null where that was not found out, or bounds conflict by themselves."""

    conflicts: list[ConflictOut]
    conflicts_complete: bool
    fewest: int | None
    relaxations: list[RelaxationOut]
    relaxations_complete: bool
    near: list[NearOut]
    near_in_all: int = Field(description="How many there are, by what the parties lack; `near` names the first.")
    inducement: PaymentsOut | None = Field(
        description="The least that a third party would have to pay, if parties pay one another nothing."
    )
    side_payment: PaymentsOut | None = Field(description="What would have to change hands where the sum of gains in money is greatest.")


class DemandCostOut(DemandOut):
    """The most that each party could get in the zone without this demand (null: no zone), and how many combinations would be newly efficient."""

    decided: bool
    best: Utilities | None
    newly_efficient: int


class CostsOut(Out):
    """What each red line, linkage and limit costs."""

    best_now: Utilities | None
    without: list[DemandCostOut]


class LogRollOut(Out):
    """A trade: each of two parties has its way on the issue that matters more to it."""

    parties: list[str]
    issues: list[str]
    options: list[str | int | float]
    reverse: list[str | int | float]
    gains: Utilities
    others: Utilities


class TurningOut(Out):
    """By what share of itself a weight has to be moved for a solution to choose another package, to within 0.001; looked for in steps of 5 % up to 50 %; null: at none."""

    party: str
    issue: str
    down: dict[str, float | None]
    up: dict[str, float | None]


class MethodOut(Out):
    """How the efficient combinations of a group of tied issues are found. Counts are decimal strings."""

    issues: list[str]
    method: Literal["alone", "listed", "eliminated", "integer_programs"]
    combinations: str = Field(pattern=DIGITS)
    at_once: str = Field(pattern=DIGITS, description="The most combinations that one step looks at.")


class AnalysisOut(Out):
    """One analysis."""

    format: Literal["goodoffices-analysis/1"]
    version: str
    for_: str | None = Field(alias="for", description="The party whose own view this is; null for the team's.")
    seed: int
    numbers: str
    entitlements: dict[str, float] | None = Field(description="Powers of the gains in Nash's product, where not all are 1.")
    case: CaseOut
    rests_on: list[BasisOut]
    zopa: ZopaOut
    frontier: FrontierOut
    baselines: list[BaselineOut]
    solutions: SolutionsOut
    deadlock: DeadlockOut | None
    log_rolls: list[LogRollOut] | None = Field(description="Null where the time ended before they were looked for.")
    costs: CostsOut | None = Field(description="Only with --costs, where the frontier is whole.")
    drafts: list[DraftOut]
    sensitivity: list[TurningOut] | None = Field(None, description="Only with --sensitivity.")
    method: list[MethodOut] | None = None
    timing: dict[str, float] | None = Field(None, description="Of results of version 0.1.0, which were not the same twice.")
