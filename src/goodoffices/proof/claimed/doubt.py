"""What a certificate says where numbers are in doubt, and what shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from goodoffices.case import Package
from goodoffices.proof.claimed.certificate_part import CertificatePart
from goodoffices.proof.claimed.demands import ClaimedConflict
from goodoffices.proof.claimed.exact_number import Exact

Share = Literal["always", "perhaps", "never"]


@dataclass(frozen=True, slots=True)
class ClaimedTruth(CertificatePart):
    """Numbers that a party with doubt may have.

    They are a weight for each issue, a score for each option, and the walk-away value where it has
    one.
    """

    weights: Mapping[str, Exact]
    scores: Mapping[str, Mapping[str, Exact]]
    walk_away: Exact | None


@dataclass(frozen=True, slots=True)
class ClaimedGrounds(CertificatePart):
    """What is listed of a party with doubt: truths, and multipliers.

    The multipliers are of what its rankings say to be 0 or more, in the order of its file.
    `limits`: what truths come near to as a blank weight grows, and the known weights count for
    nothing. They are no truths; only regrets use them.
    """

    truths: tuple[ClaimedTruth, ...]
    multipliers: tuple[tuple[Exact, ...], ...]
    limits: tuple[ClaimedTruth, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedStanding(CertificatePart):
    """A package under all truths, and whether each party could sign it.

    `rival`: a package that dominates it under some truth (*perhaps*) or all (*dominated*).
    `witness`, with *perhaps*: the truth of each party (a position in its list; null for a party
    without doubt) under which it is efficient. `bars`, with *efficient*: the multipliers of each
    party (positions) that show it.
    """

    package: Package
    standing: Literal["efficient", "perhaps", "dominated", "open"]
    accepted: tuple[Share, ...]
    rival: Package | None
    witness: tuple[int | None, ...] | None = None
    bars: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimedRegret(CertificatePart):
    """How much each party may regret a package.

    It is the most by which another of the packages compared can be worth more to each party than
    this one.
    """

    package: Package
    largest: tuple[Exact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedDoubt(CertificatePart):
    """Where numbers are in doubt: whether an agreement is possible, and what holds of packages.

    `example`: a package that says so. `grounds`: by party in doubt. `bars`: for each party the
    multipliers (*never*) or the truths (*perhaps*) that show that no package is signed by all under
    any, or under all, truths. `conflict`: demands that cannot be met together under any truth,
    shown by the same multipliers. `regrets`: of the packages compared with one another.
    """

    possible: Share
    example: Package | None
    candidates: tuple[ClaimedStanding, ...]
    grounds: Mapping[str, ClaimedGrounds] = field(default_factory=dict)
    bars: tuple[tuple[int, ...], ...] = ()
    conflict: ClaimedConflict | None = None
    regrets: Annotated[tuple[ClaimedRegret, ...], Field(max_length=200)] = ()
