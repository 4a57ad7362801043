"""What a certificate claims: a result of the analysis in words and exact numbers, bound to the files that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from goodoffices.case import Package


@dataclass(frozen=True, slots=True)
class FileDigest:
    """A file that the result rests on, by its name inside the case, with the SHA-256 of its bytes in hexadecimal."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ClaimedPoint:
    """A package by ids, and what it is claimed to be worth to each party, on the scale of the source."""

    package: Package
    utilities: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class ClaimedBaseline:
    """From where a party's gains are counted. ``package``: where the value is the least in the zone, a package that has it."""

    party: str
    kind: str
    value: Fraction
    package: Package | None = None


@dataclass(frozen=True, slots=True)
class DemandName:
    """A demand by kind, party (None where it is nobody's) and id."""

    kind: str
    party: str | None
    id: str


@dataclass(frozen=True, slots=True)
class ClaimedConflict:
    """Demands said to conflict. ``without[i]``: a package said to meet all of them but ``demands[i]``."""

    demands: tuple[DemandName, ...]
    without: tuple[Package, ...]


@dataclass(frozen=True, slots=True)
class ClaimedChange:
    """A demand that moves; ``to``: the amount that its package has, None where the demand is no amount or is given up."""

    demand: DemandName
    to: Fraction | None


@dataclass(frozen=True, slots=True)
class ClaimedRelaxation:
    """Demands that move, and a package that this is said to open. ``least``: the one amount that moves is said to move no farther than it must."""

    changes: tuple[ClaimedChange, ...]
    point: ClaimedPoint
    least: bool


@dataclass(frozen=True, slots=True)
class ClaimedCost:
    """For each party a package said to give it the most if the demand were given up; None: nothing would be possible. ``demand`` None: as things are."""

    demand: DemandName | None
    best: tuple[ClaimedPoint, ...] | None


@dataclass(frozen=True, slots=True)
class ClaimedMove:
    """An issue settled by another option."""

    issue: str
    option: str


@dataclass(frozen=True, slots=True)
class ClaimedConcession:
    """A move by which the giver loses and the taker gains, ``rate`` points for each point."""

    giver: str
    taker: str
    move: ClaimedMove
    rate: Fraction


@dataclass(frozen=True, slots=True)
class ClaimedMoney:
    """What each party must receive (below 0: can pay), None where it is not told; ``total``: what must come from outside."""

    money: tuple[Fraction | None, ...]
    total: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedTerm:
    """If an event happens an issue is settled by one option, else by another; what each party expects of that against the draft, None where it gives
    the event no probability."""

    event: str
    issue: str
    then: str
    otherwise: str
    expected: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedStudy:
    """What is said to help a draft.

    ``path``: the moves of a shortest path to an efficient package on which nobody loses; with ``path_exists`` False there is said to be none of
    at most six; None: nothing is said. ``order``: the issues in the order of steps, likewise.
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
class ClaimedDraft:
    """A draft that settles every issue. ``efficient`` is None where it is said not to be feasible.

    ``dominated_by``: a package said to be at least as good for all and better for one. ``study``: None where it was not studied.
    """

    name: str
    point: ClaimedPoint
    efficient: bool | None
    dominated_by: Package | None = None
    study: ClaimedStudy | None = None


@dataclass(frozen=True, slots=True)
class ClaimedTruth:
    """Numbers that a party with doubt may have: a weight for each issue, a score for each option, the walk-away value where it has one."""

    weights: Mapping[str, Fraction]
    scores: Mapping[str, Mapping[str, Fraction]]
    walk_away: Fraction | None


@dataclass(frozen=True, slots=True)
class ClaimedGrounds:
    """What is listed of a party with doubt: truths, and multipliers of what its rankings say to be 0 or more, in the order of its file.

    ``limits``: numbers that truths come near to as a blank weight grows; no truths.
    """

    truths: tuple[ClaimedTruth, ...]
    multipliers: tuple[tuple[Fraction, ...], ...]
    limits: tuple[ClaimedTruth, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedStanding:
    """A package under all truths: ``standing`` is *efficient*, *perhaps*, *dominated* or *open*; ``accepted``: *always*, *perhaps* or *never* for each party.

    ``rival``: a package that dominates it under some truth (*perhaps*) or all (*dominated*). ``witness``: with *perhaps*, the truth of each party (a position in
    its list; None for a party without doubt) under which it is efficient. ``bars``: with *efficient*, the multipliers of each party (positions)
    that show it.
    """

    package: Package
    standing: str
    accepted: tuple[str, ...]
    rival: Package | None
    witness: tuple[int | None, ...] | None = None
    bars: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimedRegret:
    """The most by which another of the packages compared can be worth more to each party than this one."""

    package: Package
    largest: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedDoubt:
    """Where numbers are in doubt: whether an agreement is possible (*always*, *perhaps*, *never*), a package that says so, and what holds of packages.

    ``grounds``: by party in doubt. ``bars``: for each party the multipliers (*never*) or the truths (*perhaps*) that show that no package is signed by all under
    any, or under all, truths. ``conflict``: demands that cannot be met together under any truth, shown by the same multipliers. ``regrets``: of the packages compared
    with one another.
    """

    possible: str
    example: Package | None
    candidates: tuple[ClaimedStanding, ...]
    grounds: Mapping[str, ClaimedGrounds] = field(default_factory=dict)
    bars: tuple[tuple[int, ...], ...] = ()
    conflict: ClaimedConflict | None = None
    regrets: tuple[ClaimedRegret, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimedFragile:
    """A weight (by party and issue) whose move by a share of itself is said to leave no agreement possible."""

    party: str
    issue: str
    by: Fraction


@dataclass(frozen=True, slots=True)
class ClaimedTurning:
    """Where, as a weight is moved, each solution is said to choose another package: by solution, the last share with the same choice and the first
    with another; None: at no step.
    """

    party: str
    issue: str
    down: Mapping[str, tuple[Fraction, Fraction] | None]
    up: Mapping[str, tuple[Fraction, Fraction] | None]


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """All claims of one result.

    ``readings``: each party's reading, in the order of the result. ``steps``: into how many steps continuous
    issues were cut. ``uncut``: totals are not cut, though the files' program would. ``entitlements``: powers of the gains in
    Nash's product, where not 1. ``points``: the frontier, said to be complete. ``solutions``: by name. ``zone``: whether
    any agreement is said to be possible; where it is not, ``conflict`` and ``other_conflicts`` say why, and ``relaxations`` what would open one,
    moving ``fewest`` demands; ``inducement`` and ``side_payment``, what money would have to do, at the least over all packages.
    ``doubt``: where numbers are in doubt; nothing else is then claimed. ``near``: the packages that come nearest to an agreement, in order. ``fragile``: the only weights
    whose move by a tenth closes the zone; None: nothing is said. ``turnings``: of all weights, or of none.
    """

    version: str
    case_id: str
    files: tuple[FileDigest, ...]
    steps: int
    readings: Mapping[str, str]
    points: tuple[ClaimedPoint, ...]
    zone: bool
    baselines: tuple[ClaimedBaseline, ...] = ()
    solutions: Mapping[str, ClaimedPoint] = field(default_factory=dict)
    conflict: ClaimedConflict | None = None
    drafts: tuple[ClaimedDraft, ...] = ()
    uncut: bool = False
    entitlements: Mapping[str, Fraction] = field(default_factory=dict)
    other_conflicts: tuple[ClaimedConflict, ...] = ()
    relaxations: tuple[ClaimedRelaxation, ...] = ()
    fewest: int | None = None
    inducement: ClaimedMoney | None = None
    side_payment: ClaimedMoney | None = None
    costs: tuple[ClaimedCost, ...] = ()
    doubt: ClaimedDoubt | None = None
    near: tuple[ClaimedPoint, ...] = ()
    fragile: tuple[ClaimedFragile, ...] | None = None
    turnings: tuple[ClaimedTurning, ...] = ()
