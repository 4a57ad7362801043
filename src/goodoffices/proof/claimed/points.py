"""Packages in a certificate with what they are said to be worth, and the frontier of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from goodoffices.case import Package
from goodoffices.proof.claimed.certificate_part import CertificatePart
from goodoffices.proof.claimed.exact_number import Exact


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedPoint(CertificatePart):
    """A package by ids, with what it is said to be worth to each party.

    The numbers are exact, on the scale of the source.
    """

    utilities: Mapping[str, Exact]
    package: Package


@dataclass(frozen=True, slots=True)
class ClaimedFrontier(CertificatePart):
    """All efficient utility vectors, each once, with a package that reaches it."""

    points: tuple[ClaimedPoint, ...]


@dataclass(frozen=True, slots=True)
class ClaimedBaseline(CertificatePart):
    """From where a party's gains are counted."""

    party: str
    kind: Literal["walk_away", "status_quo", "least_in_zone"]
    value: Exact
    package: Annotated[
        Package | None,
        Field(description="For least_in_zone: a package of the zone that gives the party this."),
    ]
