"""Describe ``readings --json`` by the models that make its JSON Schemas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from goodoffices.formats.results.inputs_json import InputsOut
from goodoffices.formats.results.schema_parts import Out, Package, UnderTruths, Utilities

InputsByReading = Annotated[
    InputsOut | None, Field(description="Preferences by party and reading: `party/reading`.")
]


@dataclass(frozen=True, kw_only=True)
class ZoneUnderOut(Out):
    """The zone under one combination of readings."""

    exists: bool
    count: str
    count_is_exact: bool
    count_lower: str
    count_upper: str


@dataclass(frozen=True, kw_only=True)
class SolutionUnderOut(Out):
    """A solution under one combination of readings."""

    utilities: Utilities
    package: Package


@dataclass(frozen=True, kw_only=True)
class CombinationOut(Out):
    """What holds under one combination of readings."""

    readings: dict[str, str]
    bases: dict[str, str]
    zopa: ZoneUnderOut
    frontier: dict[str, Any]
    solutions: dict[str, SolutionUnderOut | None]


@dataclass(frozen=True, kw_only=True)
class AcrossOut(Out):
    """A package, and under which combinations (by number) it lies in the zone, and is efficient."""

    package: Package
    chosen_by: list[dict[str, Any]]
    drafts: list[str]
    in_zone: list[int]
    efficient: list[int]
    undecided: list[int]


@dataclass(frozen=True, kw_only=True)
class ReadingsOut(Out):
    """What `readings --json` prints where all numbers are certain."""

    format: Literal["goodoffices-readings/1"]
    version: str
    inputs: InputsByReading = None
    combinations: list[CombinationOut]
    signed_under_all: Any
    packages: list[AcrossOut]


@dataclass(frozen=True, kw_only=True)
class CombinationInDoubtOut(Out):
    """Whether an agreement is possible under one combination, whatever the truth."""

    readings: dict[str, str]
    bases: dict[str, str]
    possible: UnderTruths
    example: Package | None
    judged: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class CouldSignOut(Out):
    """What each reading would do with a package."""

    package: Package
    drafts: list[str]
    could_sign: list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class ReadingsInDoubtOut(Out):
    """What `readings --json` prints where numbers are in doubt."""

    format: Literal["goodoffices-readings-in-doubt/1"]
    version: str
    inputs: InputsByReading = None
    combinations: list[CombinationInDoubtOut]
    packages: list[CouldSignOut]
