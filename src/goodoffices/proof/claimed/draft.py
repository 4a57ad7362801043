"""What a certificate says of a draft: whether it is efficient, and what would help it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.case import Package
from goodoffices.proof.claimed.certificate_part import CertificatePart
from goodoffices.proof.claimed.exact_number import Exact
from goodoffices.proof.claimed.points import ClaimedPoint


@dataclass(frozen=True, slots=True)
class ClaimedMove(CertificatePart):
    """An issue settled by another option."""

    issue: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedConcession(CertificatePart):
    """A move by which the giver loses and the taker gains, `rate` points for each point."""

    giver: str
    taker: str
    issue: str
    option: str
    rate: Exact

    @property
    def move(self) -> ClaimedMove:
        """Name what moves."""
        return ClaimedMove(self.issue, self.option)


@dataclass(frozen=True, slots=True)
class ClaimedMoney(CertificatePart):
    """What each party must receive in money (below 0: can pay).

    `money`: in the order of `readings`, null where it is not told. `total`: what must come from
    outside.
    """

    money: tuple[Exact | None, ...]
    total: Exact


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedTerm(CertificatePart):
    """A contingent term: if the event happens the issue is settled by `then`, else by `otherwise`.

    `expected`: what each party, in the order of `readings`, expects of that against the draft; null
    where it gives the event no probability.
    """

    event: str
    issue: str
    then: str
    otherwise: str
    expected: tuple[Exact | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedStudy(CertificatePart):
    """What is said to help a draft. `path` and `order` are null where nothing is said of them.

    `path`: the moves of a shortest path to an efficient package on which nobody loses. With
    `path_exists` false there is said to be none of at most six moves. `order`: the issues in the
    order of steps, likewise.
    """

    moves_for_all: tuple[ClaimedMove, ...]
    path: tuple[ClaimedMove, ...] | None
    path_exists: bool
    concessions: tuple[ClaimedConcession, ...]
    order: tuple[str, ...] | None
    order_exists: bool
    terms: tuple[ClaimedTerm, ...]
    inducement: ClaimedMoney | None
    side_payment: ClaimedMoney | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedDraft(CertificatePart):
    """A draft that settles every issue; `efficient` is null where it is said not to be feasible.

    `dominated_by`: a package said to be at least as good for all and better for one. `study`: null
    where it was not studied.
    """

    name: str
    utilities: Mapping[str, Exact]
    package: Package
    efficient: bool | None
    dominated_by: Package | None
    study: ClaimedStudy | None = None

    @property
    def point(self) -> ClaimedPoint:
        """Give the package with what it is said to be worth."""
        return ClaimedPoint(utilities=self.utilities, package=self.package)
