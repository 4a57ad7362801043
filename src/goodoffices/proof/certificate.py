"""What a certificate claims: a result of the analysis in words and exact numbers.

It is bound to the files that the result rests on. These classes, and those of `claimed`, are the
certificate's file, too: the fields of each, in their order, are the keys of its mapping. The
reader, the writer and the published schema are made from them
(`formats/certificates/certificate_file.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from goodoffices.proof.claimed.certificate_part import CertificatePart
from goodoffices.proof.claimed.demands import (
    ClaimedChange,
    ClaimedConflict,
    ClaimedCost,
    ClaimedRelaxation,
    DemandKind,
    DemandName,
)
from goodoffices.proof.claimed.doubt import (
    ClaimedDoubt,
    ClaimedGrounds,
    ClaimedRegret,
    ClaimedStanding,
    ClaimedTruth,
    Share,
)
from goodoffices.proof.claimed.draft import (
    ClaimedConcession,
    ClaimedDraft,
    ClaimedMoney,
    ClaimedMove,
    ClaimedStudy,
    ClaimedTerm,
)
from goodoffices.proof.claimed.exact_number import DIGITS, Exact, exact_number
from goodoffices.proof.claimed.points import ClaimedBaseline, ClaimedFrontier, ClaimedPoint

__all__ = [
    "DIGITS",
    "FORMAT",
    "Certificate",
    "CertificatePart",
    "CertifiedCase",
    "ChosenReading",
    "ClaimedBaseline",
    "ClaimedChange",
    "ClaimedConcession",
    "ClaimedConflict",
    "ClaimedCost",
    "ClaimedDoubt",
    "ClaimedDraft",
    "ClaimedFragile",
    "ClaimedFrontier",
    "ClaimedGrounds",
    "ClaimedMoney",
    "ClaimedMove",
    "ClaimedPoint",
    "ClaimedRegret",
    "ClaimedRelaxation",
    "ClaimedStanding",
    "ClaimedStudy",
    "ClaimedTerm",
    "ClaimedTruth",
    "ClaimedTurning",
    "DemandKind",
    "DemandName",
    "Exact",
    "FileDigest",
    "Share",
    "certificate_of_doubt_alone",
    "exact_number",
]

FORMAT: Literal["goodoffices-certificate/1"] = "goodoffices-certificate/1"


@dataclass(frozen=True, slots=True)
class FileDigest(CertificatePart):
    """A file that the result rests on, by its name inside the case."""

    name: str
    sha256: Annotated[
        str,
        Field(
            pattern="^[0-9a-f]{64}$", description="Of the file's bytes, as `sha256sum` prints it."
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifiedCase(CertificatePart):
    """What the certificate is bound to."""

    id: str
    files: tuple[FileDigest, ...]
    steps: Annotated[
        int,
        Field(
            ge=1,
            le=10_000,
            description="Into how many steps continuous issues were cut where parties pull apart.",
        ),
    ]
    uncut: Annotated[
        bool,
        Field(
            description="Whether totals are taken uncut, though the files' program would cut them."
        ),
    ]


@dataclass(frozen=True, slots=True)
class ChosenReading(CertificatePart):
    """The reading of a party on which the result rests."""

    party: str
    reading: str


@dataclass(frozen=True, slots=True)
class ClaimedFragile(CertificatePart):
    """A weight whose move by a share of itself is said to leave no agreement possible."""

    party: str
    issue: str
    by: Exact


@dataclass(frozen=True, slots=True)
class ClaimedTurning(CertificatePart):
    """Where, as a weight is moved, each solution is said to choose another package.

    By solution, the last share of the move with the same choice and the first with another; null:
    at no step.
    """

    party: str
    issue: str
    down: Mapping[str, tuple[Exact, Exact] | None]
    up: Mapping[str, tuple[Exact, Exact] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(CertificatePart):
    """A result with what proves it.

    `readings` stand in the order of the result. `conflict` and `other_conflicts` say why no
    agreement is possible, `relaxations` what would open one. `inducement` and `side_payment`: what
    money would have to do, at the least over all packages. `near`: the packages that come nearest
    to an agreement, in order.

    `fragile`: the only weights whose move by a tenth closes the zone; null: nothing is said.
    `turnings`: of all weights, or of none. `doubt`: where numbers are in doubt; nothing else is
    then claimed.
    """

    format: Literal["goodoffices-certificate/1"]
    version: Annotated[str, Field(description="Of the program that wrote it.")]
    case: CertifiedCase
    readings: tuple[ChosenReading, ...]
    entitlements: Annotated[
        Mapping[str, Exact],
        Field(description="Powers of the gains in Nash's product, where not 1."),
    ]
    zone: Annotated[
        bool | None,
        Field(
            description=(
                "Whether any agreement is possible; null where numbers are in doubt: there `doubt` "
                "says it."
            )
        ),
    ]
    frontier: ClaimedFrontier
    baselines: tuple[ClaimedBaseline, ...]
    solutions: Annotated[Mapping[str, ClaimedPoint], Field(description="By name.")]
    conflict: ClaimedConflict | None
    other_conflicts: tuple[ClaimedConflict, ...] = ()
    fewest: Annotated[
        int | None,
        Field(
            ge=1,
            le=1000,
            description=(
                "How many demands must move, at the fewest, for an agreement to be possible."
            ),
        ),
    ] = None
    inducement: ClaimedMoney | None = None
    side_payment: ClaimedMoney | None = None
    costs: tuple[ClaimedCost, ...] = ()
    relaxations: tuple[ClaimedRelaxation, ...] = ()
    near: Annotated[tuple[ClaimedPoint, ...], Field(max_length=100)] = ()
    fragile: tuple[ClaimedFragile, ...] | None = None
    turnings: tuple[ClaimedTurning, ...] = ()
    doubt: ClaimedDoubt | None = None
    drafts: tuple[ClaimedDraft, ...]

    @property
    def points(self) -> tuple[ClaimedPoint, ...]:
        """Give the points of the frontier."""
        return self.frontier.points

    @property
    def reading_of(self) -> dict[str, str]:
        """Give the reading by party."""
        return {one.party: one.reading for one in self.readings}


def certificate_of_doubt_alone(
    *,
    version: str,
    case: CertifiedCase,
    readings: tuple[ChosenReading, ...],
    doubt: ClaimedDoubt,
) -> Certificate:
    """Make a certificate that claims what holds under all truths, and nothing else."""
    return Certificate(
        format=FORMAT,
        version=version,
        case=case,
        readings=readings,
        entitlements={},
        zone=None,
        frontier=ClaimedFrontier(()),
        baselines=(),
        solutions={},
        conflict=None,
        doubt=doubt,
        drafts=(),
    )
