"""Describe what is said of a draft: its schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

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
class MoveOut(Out):
    """An issue settled in another way, and what that changes for each party."""

    issue: str
    option: str | int | float
    changes: Utilities


@dataclass(frozen=True, kw_only=True)
class PathOut(Out):
    """The fewest moves to an efficient package on which nobody loses; `none`: there is none within
    six; `open`: not decided.
    """

    found: Literal["efficient", "found", "none", "open"]
    moves: list[MoveOut]


@dataclass(frozen=True, kw_only=True)
class ConcessionOut(Out):
    """A move by which the giver loses and the taker gains, `rate` points for each point."""

    giver: str
    taker: str
    issue: str
    option: str | int | float
    changes: Utilities
    rate: float


@dataclass(frozen=True, kw_only=True)
class StepOut(Out):
    """An issue put into effect, and what each party has then."""

    issue: str
    utilities: Utilities


@dataclass(frozen=True, kw_only=True)
class OrderOut(Out):
    """An order of steps from the status quo after each of which nobody would rather walk away.

    `short`: whom the whole package leaves short.
    """

    found: Literal["found", "none", "open", "no_status_quo"]
    steps: list[StepOut]
    short: list[str]


@dataclass(frozen=True, kw_only=True)
class ContingentOut(Out):
    """If the event happens the issue is settled by `then`, else by `otherwise`; changes against the
    draft. `in_zone`: nobody walks away either way.
    """

    event: str
    issue: str
    then: str | int | float
    otherwise: str | int | float
    if_so: Utilities
    if_not: Utilities
    expected: dict[str, float | None]
    in_zone: bool


@dataclass(frozen=True, kw_only=True)
class StudyOut(Out):
    """What would make a draft better, and what it would take to carry it out."""

    moves_for_all: list[MoveOut]
    best_move_for: dict[str, MoveOut | None]
    best_move_by_sum: MoveOut | None
    path: PathOut
    concessions: list[ConcessionOut]
    order: OrderOut
    contingent: list[ContingentOut]
    inducement: MoneyOut | None
    side_payment: MoneyOut | None


@dataclass(frozen=True, kw_only=True)
class DraftOut(Out):
    """What the analysis says of a package or part of one."""

    name: str
    package: Package
    complete: bool
    utilities: Utilities | None
    feasible: Annotated[
        bool | None,
        Field(description="Null for a part of a package of which it was not found out."),
    ]
    in_zone: bool | None
    efficient: bool | None
    broken: list[DemandOut]
    dominated_by: list[ExampleOut]
    completions: int | None
    completions_in_zone: int | None
    completions_efficient: int | None
    study: Annotated[
        StudyOut | None,
        Field(
            description="Null for a part of a package, one that is not feasible, "
            "and where the frontier is not whole."
        ),
    ]
    taken: Annotated[
        float | None,
        Field(
            description="The share of the gains over walking away that all parties could have at "
            "once in the same proportion; null where somebody gains nothing, or it is not known."
        ),
    ] = None
