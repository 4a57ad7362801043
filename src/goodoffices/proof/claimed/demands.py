"""What a certificate says of demands: which conflict, which would move, and what each costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from goodoffices.case import Package
from goodoffices.proof.claimed.certificate_part import CertificatePart
from goodoffices.proof.claimed.exact_number import Exact
from goodoffices.proof.claimed.points import ClaimedPoint

DemandKind = Literal["walk_away", "red_line", "linkage", "bound", "limit"]


@dataclass(frozen=True, slots=True)
class DemandName(CertificatePart):
    """A demand by kind, party (null where it is nobody's) and id."""

    kind: DemandKind
    party: str | None
    id: str


@dataclass(frozen=True, slots=True)
class ClaimedConflict(CertificatePart):
    """Demands that no package is said to meet together.

    `without[i]`: a package said to meet all of them but `demands[i]`.
    """

    demands: tuple[DemandName, ...]
    without: tuple[Package, ...]


@dataclass(frozen=True, slots=True)
class ClaimedChange(DemandName):
    """A demand that moves.

    `to`: the amount that its package has, null where the demand is no amount or is given up.
    """

    to: Exact | None

    @property
    def demand(self) -> DemandName:
        """Name the demand that moves."""
        return DemandName(self.kind, self.party, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedRelaxation(CertificatePart):
    """Demands that move, and a package that this is said to open.

    `least`: the one amount that moves is said to move no farther than it must.
    """

    changes: tuple[ClaimedChange, ...]
    utilities: Mapping[str, Exact]
    package: Package
    least: bool

    @property
    def point(self) -> ClaimedPoint:
        """Give the package with what it is said to be worth."""
        return ClaimedPoint(utilities=self.utilities, package=self.package)


@dataclass(frozen=True, slots=True)
class ClaimedCost(CertificatePart):
    """For each party a package said to give it the most if the demand were given up.

    `demand` null: as things are. `best` null: nothing would be possible.
    """

    demand: DemandName | None
    best: tuple[ClaimedPoint, ...] | None
