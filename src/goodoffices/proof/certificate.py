"""What a certificate claims: a result of the analysis in words and exact numbers, bound to the files that it rests on.

These classes are the certificate's file, too: the fields of each, in their order, are the keys of its mapping. The reader, the writer and
the published schema are made from them (`formats/certificates/certificate_file.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema

from goodoffices.case import Package

#: An exact number in a file: a whole one or a fraction, in digits. No exponents: these make short texts into numbers that fill the memory.
DIGITS = r"^-?[0-9]{1,4300}(/[1-9][0-9]{0,4299})?$"


def exact_number(digits: object) -> Fraction:
    """Read a number from its digits. Raises ValueError."""
    if not isinstance(digits, str) or not re.fullmatch(DIGITS, digits, re.ASCII):
        raise ValueError("no whole number or fraction in digits")
    return Fraction(digits)


Exact = Annotated[
    Fraction,
    PlainValidator(exact_number),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": DIGITS}),
]
FORMAT: Literal["goodoffices-certificate/1"] = "goodoffices-certificate/1"
DemandKind = Literal["walk_away", "red_line", "linkage", "bound", "limit"]
Share = Literal["always", "perhaps", "never"]


class CertificatePart:
    """A mapping in a certificate. Its file has no key beside the fields."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedPoint(CertificatePart):
    """A package by ids, and what it is said to be worth to each party, exactly, on the scale of the source."""

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


@dataclass(frozen=True, slots=True)
class DemandName(CertificatePart):
    """A demand by kind, party (null where it is nobody's) and id."""

    kind: DemandKind
    party: str | None
    id: str


@dataclass(frozen=True, slots=True)
class ClaimedConflict(CertificatePart):
    """Demands that no package is said to meet together; `without[i]`: a package said to meet all of them but `demands[i]`."""

    demands: tuple[DemandName, ...]
    without: tuple[Package, ...]


@dataclass(frozen=True, slots=True)
class ClaimedChange(DemandName):
    """A demand that moves; `to`: the amount that its package has, null where the demand is no amount or is given up."""

    to: Exact | None

    @property
    def demand(self) -> DemandName:
        """Name the demand that moves."""
        return DemandName(self.kind, self.party, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedRelaxation(CertificatePart):
    """Demands that move, and a package that this is said to open. `least`: the one amount that moves is said to move no farther than it must."""

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
    """For each party a package said to give it the most if the demand were given up (null: as things are); null: nothing would be possible."""

    demand: DemandName | None
    best: tuple[ClaimedPoint, ...] | None


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
    """What each party, in the order of `readings`, must receive (below 0: can pay), null where it is not told; `total`: what must come from outside."""

    money: tuple[Exact | None, ...]
    total: Exact


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedTerm(CertificatePart):
    """If the event happens the issue is settled by `then`, else by `otherwise`.

    `expected`: what each party, in the order of `readings`, expects of that against the draft; null where it gives the event no probability.
    """

    event: str
    issue: str
    then: str
    otherwise: str
    expected: tuple[Exact | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedStudy(CertificatePart):
    """What is said to help a draft. `path` and `order` are null where nothing is said of them.

    `path`: the moves of a shortest path to an efficient package on which nobody loses; with `path_exists` false there is said to be none of
    at most six. `order`: the issues in the order of steps, likewise.
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

    `dominated_by`: a package said to be at least as good for all and better for one. `study`: null where it was not studied.
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


@dataclass(frozen=True, slots=True)
class ClaimedTruth(CertificatePart):
    """Numbers that a party with doubt may have: a weight for each issue, a score for each option, the walk-away value where it has one."""

    weights: Mapping[str, Exact]
    scores: Mapping[str, Mapping[str, Exact]]
    walk_away: Exact | None


@dataclass(frozen=True, slots=True)
class ClaimedGrounds(CertificatePart):
    """What is listed of a party with doubt: truths, and multipliers of what its rankings say to be 0 or more, in the order of its file.

    `limits`: what truths come near to as a blank weight grows, and the known weights count for nothing. They are no truths; only regrets use them.
    """

    truths: tuple[ClaimedTruth, ...]
    multipliers: tuple[tuple[Exact, ...], ...]
    limits: tuple[ClaimedTruth, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedStanding(CertificatePart):
    """A package under all truths, and whether each party could sign it.

    `rival`: a package that dominates it under some truth (*perhaps*) or all (*dominated*). `witness`, with *perhaps*: the truth of each party (a
    position in its list; null for a party without doubt) under which it is efficient. `bars`, with *efficient*: the multipliers of each party
    (positions) that show it.
    """

    package: Package
    standing: Literal["efficient", "perhaps", "dominated", "open"]
    accepted: tuple[Share, ...]
    rival: Package | None
    witness: tuple[int | None, ...] | None = None
    bars: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimedRegret(CertificatePart):
    """The most by which another of the packages compared can be worth more to each party than this one."""

    package: Package
    largest: tuple[Exact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedDoubt(CertificatePart):
    """Where numbers are in doubt: whether an agreement is possible, a package that says so, and what holds of packages.

    `grounds`: by party in doubt. `bars`: for each party the multipliers (*never*) or the truths (*perhaps*) that show that no package is signed by
    all under any, or under all, truths. `conflict`: demands that cannot be met together under any truth, shown by the same multipliers.
    `regrets`: of the packages compared with one another.
    """

    possible: Share
    example: Package | None
    candidates: tuple[ClaimedStanding, ...]
    grounds: Mapping[str, ClaimedGrounds] = field(default_factory=dict)
    bars: tuple[tuple[int, ...], ...] = ()
    conflict: ClaimedConflict | None = None
    regrets: Annotated[tuple[ClaimedRegret, ...], Field(max_length=200)] = ()


@dataclass(frozen=True, slots=True)
class ClaimedFragile(CertificatePart):
    """A weight whose move by a share of itself is said to leave no agreement possible."""

    party: str
    issue: str
    by: Exact


@dataclass(frozen=True, slots=True)
class ClaimedTurning(CertificatePart):
    """Where, as a weight is moved, each solution is said to choose another package.

    By solution, the last share of the move with the same choice and the first with another; null: at no step.
    """

    party: str
    issue: str
    down: Mapping[str, tuple[Exact, Exact] | None]
    up: Mapping[str, tuple[Exact, Exact] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(CertificatePart):
    """A result with what proves it.

    `readings` stand in the order of the result. `conflict` and `other_conflicts` say why no agreement is possible, `relaxations` what would open
    one. `inducement` and `side_payment`: what money would have to do, at the least over all packages. `near`: the packages that come nearest to
    an agreement, in order. `fragile`: the only weights whose move by a tenth closes the zone; null: nothing is said. `turnings`: of all weights,
    or of none. `doubt`: where numbers are in doubt; nothing else is then claimed.
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
            description="Whether any agreement is possible; null where numbers are in doubt: there `doubt` says it."
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
            description="How many demands must move, at the fewest, for an agreement to be possible.",
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
