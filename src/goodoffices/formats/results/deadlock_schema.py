"""Describe why there is no zone, and what each demand costs: parts of the schema of a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from goodoffices.formats.results.schema_parts import (
    DemandOut,
    ExampleOut,
    MoneyOut,
    Out,
    Package,
    Utilities,
)


@dataclass(frozen=True, kw_only=True)
class WithoutOut(Out):
    """The check of a conflict: without this demand, this package meets the others."""

    kind: str
    party: str | None
    id: str
    package: Package


@dataclass(frozen=True, kw_only=True)
class ConflictOut(Out):
    """A minimal set of demands that no package meets together."""

    demands: list[DemandOut]
    without: list[WithoutOut]


@dataclass(frozen=True, kw_only=True)
class ChangeOut(DemandOut):
    """One demand moved from an amount to another; both null where it is given up."""

    from_: Annotated[float | None, Field(alias="from")]
    to: float | None


@dataclass(frozen=True, kw_only=True)
class RelaxationOut(Out):
    """Changes of demands that open an agreement."""

    changes: list[ChangeOut]
    least: Annotated[
        bool, Field(description="Exactly one amount moves, and less of it opens nothing.")
    ]
    package: Package
    utilities: Utilities


@dataclass(frozen=True, kw_only=True)
class NearOut(ExampleOut):
    """A package that keeps all rules and red lines, and what each party lacks there to its
    walk-away value.
    """

    shortfalls: Utilities


@dataclass(frozen=True, kw_only=True)
class PaymentsOut(MoneyOut, ExampleOut):
    """The same, for the package that needs least."""


@dataclass(frozen=True, kw_only=True)
class DeadlockOut(Out):
    """Why there is no zone.

    ``fewest``: how many demands must move; null where that was not found out, or bounds conflict by
    themselves.
    """

    conflicts: list[ConflictOut]
    conflicts_complete: bool
    fewest: int | None
    relaxations: list[RelaxationOut]
    relaxations_complete: bool
    near: list[NearOut]
    near_in_all: Annotated[
        int,
        Field(description="How many there are, by what the parties lack; `near` names the first."),
    ]
    inducement: Annotated[
        PaymentsOut | None,
        Field(
            description="The least that a third party would have to pay, "
            "if parties pay one another nothing."
        ),
    ]
    side_payment: Annotated[
        PaymentsOut | None,
        Field(
            description="What would have to change hands "
            "where the sum of gains in money is greatest."
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class DemandCostOut(DemandOut):
    """The most that each party could get in the zone without this demand (null: no zone), and how
    many combinations would be newly efficient.
    """

    decided: bool
    best: Utilities | None
    newly_efficient: int


@dataclass(frozen=True, kw_only=True)
class CostsOut(Out):
    """What each red line, linkage and limit costs."""

    best_now: Utilities | None
    without: list[DemandCostOut]
