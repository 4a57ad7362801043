"""The shape of a certificate: the models that make its JSON Schema and that read it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

#: An exact number: a whole one or a fraction, in digits.
Exact = Annotated[str, Field(pattern=r"^-?[0-9]{1,4300}(/[1-9][0-9]{0,4299})?$")]
#: One option id for each issue id.
PackageIds = dict[str, str]


class CertificatePart(BaseModel):
    """A mapping in a certificate."""

    model_config = ConfigDict(extra="forbid")


class FilePart(CertificatePart):
    """A file that the result rests on."""

    name: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="Of the file's bytes, as `sha256sum` prints it.")


class CasePart(CertificatePart):
    """What the certificate is bound to."""

    id: str
    files: list[FilePart]
    steps: int = Field(ge=1, le=10_000, description="Into how many steps continuous issues were cut where parties pull apart.")
    uncut: bool = Field(description="Whether totals are taken uncut, though the files' program would cut them.")


class ReadingPart(CertificatePart):
    """The reading of a party; parties stand in the order of the result."""

    party: str
    reading: str


class PointPart(CertificatePart):
    """A package by ids and what it is worth, exactly."""

    utilities: dict[str, Exact]
    package: PackageIds


class FrontierPart(CertificatePart):
    """All efficient utility vectors, one object a point."""

    points: list[PointPart]


class BaselinePart(CertificatePart):
    """From where a party's gains are counted."""

    party: str
    kind: Literal["walk_away", "status_quo", "least_in_zone"]
    value: Exact
    package: PackageIds | None = Field(description="For least_in_zone: a package of the zone that gives the party this.")


class DemandPart(CertificatePart):
    """A demand; `party` is null where it is nobody's."""

    kind: Literal["walk_away", "red_line", "linkage", "bound", "limit"]
    party: str | None
    id: str


class ConflictPart(CertificatePart):
    """Demands that no package meets together; `without[i]` meets all of them but `demands[i]`."""

    demands: list[DemandPart]
    without: list[PackageIds]


class ChangePart(DemandPart):
    """A demand that moves; `to` is the amount that the package has, null where it asks for none or is given up."""

    to: Exact | None


class RelaxationPart(PointPart):
    """Demands that move, and a package that this opens; `least`: the one amount that moves could not move less."""

    changes: list[ChangePart]
    least: bool


class CostPart(CertificatePart):
    """For each party a package that gives it the most if the demand were given up (null: as things are); null: nothing would be possible."""

    demand: DemandPart | None
    best: list[PointPart] | None


class MovePart(CertificatePart):
    """An issue settled by another option."""

    issue: str
    option: str


class ConcessionPart(MovePart):
    """A move by which the giver loses and the taker gains, `rate` points for each point."""

    giver: str
    taker: str
    rate: Exact


class MoneyPart(CertificatePart):
    """What each party, in the order of `readings`, must receive (below 0: can pay); `total`: what must come from outside."""

    money: list[Exact | None]
    total: Exact


class TermPart(CertificatePart):
    """If the event happens the issue is settled by `then`, else by `otherwise`; what each party, in the order of `readings`, expects of that."""

    event: str
    issue: str
    then: str
    otherwise: str
    expected: list[Exact | None]


class StudyPart(CertificatePart):
    """What is said to help a draft. `path` and `order` are null where nothing is said of them."""

    moves_for_all: list[MovePart]
    path: list[MovePart] | None
    path_exists: bool
    concessions: list[ConcessionPart]
    order: list[str] | None
    order_exists: bool
    terms: list[TermPart]
    inducement: MoneyPart | None
    side_payment: MoneyPart | None


class DraftPart(CertificatePart):
    """A draft that settles every issue; `efficient` is null where it is not feasible."""

    name: str
    utilities: dict[str, Exact]
    package: PackageIds
    efficient: bool | None
    dominated_by: PackageIds | None
    study: StudyPart | None = None


class TruthPart(CertificatePart):
    """Numbers that a party with doubt may have."""

    weights: dict[str, Exact]
    scores: dict[str, dict[str, Exact]]
    walk_away: Exact | None


class GroundsPart(CertificatePart):
    """What is listed of a party with doubt: truths, and multipliers of what its rankings say.

    `limits`: what truths come near to as a blank weight grows, and the known weights count for nothing. They are no truths; only regrets use them.
    """

    truths: list[TruthPart]
    multipliers: list[list[Exact]]
    limits: list[TruthPart] = []


class StandingPart(CertificatePart):
    """A package under all truths; `witness`, with *perhaps*: the truth of each party under which it is efficient; `bars`, with *efficient*: the multipliers that show it."""

    package: PackageIds
    standing: Literal["efficient", "perhaps", "dominated", "open"]
    accepted: list[Literal["always", "perhaps", "never"]]
    rival: PackageIds | None
    witness: list[int | None] | None = None
    bars: list[list[int]] = []


class RegretPart(CertificatePart):
    """The most by which another of the packages compared can be worth more to each party than this one."""

    package: PackageIds
    largest: list[Exact]


class DoubtPart(CertificatePart):
    """What holds where numbers are in doubt; positions are those in `grounds`."""

    possible: Literal["always", "perhaps", "never"]
    example: PackageIds | None
    candidates: list[StandingPart]
    grounds: dict[str, GroundsPart] = {}
    bars: list[list[int]] = []
    conflict: ConflictPart | None = None
    regrets: list[RegretPart] = Field(default=[], max_length=200)


class FragilePart(CertificatePart):
    """A weight whose move by a share of itself leaves no agreement possible."""

    party: str
    issue: str
    by: Exact


Pair = Annotated[list[Exact], Field(min_length=2, max_length=2)]


class TurningPart(CertificatePart):
    """By solution, the last share of a move with the same choice and the first with another; null: at no step."""

    party: str
    issue: str
    down: dict[str, Pair | None]
    up: dict[str, Pair | None]


class CertificateFile(CertificatePart):
    """A result with what proves it."""

    format: Literal["goodoffices-certificate/1"]
    version: str = Field(description="Of the program that wrote it.")
    case: CasePart
    readings: list[ReadingPart]
    entitlements: dict[str, Exact] = Field(description="Powers of the gains in Nash's product, where not 1.")
    zone: bool | None = Field(description="Whether any agreement is possible; null where numbers are in doubt: there `doubt` says it.")
    frontier: FrontierPart
    baselines: list[BaselinePart]
    solutions: dict[str, PointPart]
    conflict: ConflictPart | None
    other_conflicts: list[ConflictPart] = []
    fewest: int | None = Field(
        None, ge=1, le=1000, description="How many demands must move, at the fewest, for an agreement to be possible."
    )
    relaxations: list[RelaxationPart] = []
    costs: list[CostPart] = []
    doubt: DoubtPart | None = None
    near: list[PointPart] = Field(default=[], max_length=100)
    fragile: list[FragilePart] | None = None
    turnings: list[TurningPart] = []
    inducement: MoneyPart | None = None
    side_payment: MoneyPart | None = None
    drafts: list[DraftPart]
