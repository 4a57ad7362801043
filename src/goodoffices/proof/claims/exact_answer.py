"""The claims of an exact answer, checked one by one: feasible, valued, efficient, fair, blocked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from goodoffices.case import Package, package_key
from goodoffices.proof.certificate import (
    Certificate,
    ClaimedBaseline,
    ClaimedConflict,
    ClaimedFragile,
    DemandName,
)
from goodoffices.proof.checking.completeness import Means, Vector, check_complete, dominating, shown
from goodoffices.proof.checking.fairness import MOST_POWER, Key, keys_of_solutions, whole_powers
from goodoffices.proof.checking.integer_proof import IntegerProof
from goodoffices.proof.checking.space import AtLeast, Space
from goodoffices.proof.checking.summing import first_meeting
from goodoffices.proof.claims.costs import check_cost
from goodoffices.proof.claims.drafts import StudyChecker, check_money
from goodoffices.proof.claims.relaxations import check_fewest, check_relaxation
from goodoffices.proof.claims.sensitivity import TurningChecker, check_fragile, check_near
from goodoffices.proof.verdict import Claim, Verdict


class ExactAnswerChecker:
    """The claims of one certificate, each computed from the packages' own words."""

    def __init__(
        self, certificate: Certificate, space: Space, means: Means, drafts: Mapping[str, Package]
    ) -> None:
        self.certificate, self.space, self.means, self.known_drafts = (
            certificate,
            space,
            means,
            drafts,
        )
        self.parties = [one.party for one in space.preferences]
        self.worth: dict[tuple[tuple[str, str], ...], Vector] = {}
        #: True utilities of the points that are feasible, and whether these are proven to be the whole frontier.
        self.good: list[Vector] = []
        self.whole = False
        self.known: set[Vector] = set()
        #: Claims on which later ones rest, with their verdicts.
        self.so_far: list[Claim] = []
        #: Conflicts that were accepted.
        self.proven: list[ClaimedConflict] = []

    def vector(self, package: Package) -> Vector:
        """What a package is worth; each package is evaluated once."""
        key = package_key(package)
        if key not in self.worth:
            self.worth[key] = self.space.vector(package)
        return self.worth[key]

    def claims(self) -> Iterator[Claim]:
        yield self.feasible()
        yield self.value()
        yield from self.told(check_complete(self.space, self.good, self.means))
        self.whole = {c.verdict for c in self.so_far} == {Verdict.ACCEPTED}
        self.known = set(self.good)
        yield from self.told(self.conflicts())
        yield self.zone(self.so_far)
        yield from self.relaxations()
        if (
            self.certificate.solutions
            or self.certificate.baselines
            or self.certificate.entitlements
        ):
            if self.certificate.zone:
                yield from self.told(self.fair())
            else:
                yield Claim.refused(
                    "baseline",
                    "there are baselines, solutions or entitlements, and no zone is claimed.",
                )
        if self.certificate.near:
            yield self.near()
        if self.certificate.fragile is not None:
            yield self.fragile(self.certificate.fragile)
        if self.certificate.turnings:
            yield self.turnings(self.so_far)
        for cost in self.certificate.costs:
            yield check_cost(
                self.space,
                cost,
                "cost now" if cost.demand is None else f"cost of {_named(cost.demand)}",
                self.means,
            )
        yield from self.drafts()

    def told(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Claims on which later ones rest."""
        for claim in claims:
            self.so_far.append(claim)
            yield claim

    def fragile(self, claimed: Sequence[ClaimedFragile]) -> Claim:
        """Which weights close the zone when moved."""
        if not self.certificate.zone:
            return Claim.refused(
                "fragile", "weights are said to close the zone, and no zone is claimed."
            )
        inside = [x for x in self.feasible_packages if self.space.in_zone(self.vector(x))]
        if not inside:
            return Claim.open(
                "fragile", "no package of the list lies in the zone, so there is none to be closed."
            )
        return check_fragile(self.space.case, self.space.preferences, claimed, inside, self.means)

    def feasible(self) -> Claim:
        """All packages named as feasible keep all rules and red lines."""
        named = [(f"point {n + 1}", p.package) for n, p in enumerate(self.certificate.points)]
        named += [(name, p.package) for name, p in self.certificate.solutions.items()]
        named += [
            (f"the baseline of {b.party}", b.package)
            for b in self.certificate.baselines
            if b.package is not None
        ]
        named += [
            (f"what dominates {d.name}", d.dominated_by)
            for d in self.certificate.drafts
            if d.dominated_by is not None
        ]
        wrong = None
        for number, (name, package) in enumerate(named):
            if not self.space.knows(package):
                wrong = wrong or f"{name} does not settle each issue by an option of the case."
            elif not self.space.is_feasible(package):
                wrong = wrong or f"the package of {name} breaks a rule or crosses a red line."
            elif number < len(self.certificate.points):
                self.good.append(self.vector(package))
        if wrong is not None:
            return Claim.refused("feasible", wrong)
        return Claim.accepted(
            "feasible",
            f"{len(named):,} packages keep all rules and red lines, held against the words of the files.",
        )

    def value(self) -> Claim:
        """Each package is worth what is said."""
        named = [(f"point {n + 1}", p) for n, p in enumerate(self.certificate.points)]
        named += list(self.certificate.solutions.items())
        named += [(f"the draft {d.name}", d.point) for d in self.certificate.drafts]
        for name, point in named:
            if not self.space.knows(point.package):
                continue
            true = dict(zip(self.parties, self.vector(point.package), strict=True))
            if dict(point.utilities) != true:
                party = next((p for p in self.parties if point.utilities.get(p) != true[p]), None)
                if party is None:
                    return Claim.refused("value", f"{name} names a party that the case has not.")
                return Claim.refused(
                    "value", f"{name} is worth {float(true[party]):g} to {party}, not what is said."
                )
        return Claim.accepted(
            "value",
            f"{len(named):,} packages are worth what is said, in fractions from the words of the files.",
        )

    def zone(self, so_far: Sequence[Claim]) -> Claim:
        """Whether any agreement is possible."""
        if self.certificate.zone is None:
            return Claim.refused("zone", "it is not said whether an agreement is possible.")
        inside = [v for v in self.good if self.space.in_zone(v)]
        if self.certificate.zone:
            if inside:
                return Claim.accepted(
                    "zone", f"{len(inside):,} of the points lie at or above every walk-away value."
                )
            return Claim.refused("zone", "no package named lies at or above every walk-away value.")
        if inside:
            return Claim.refused(
                "zone",
                f"a package worth {shown(self.space, inside[0])} lies at or above every walk-away value.",
            )
        if any(c.name == "conflict" and c.verdict is Verdict.ACCEPTED for c in so_far):
            return Claim.accepted(
                "zone",
                "no agreement is possible: the demands of the conflict cannot be met together.",
            )
        if self.whole:
            return Claim.accepted(
                "zone",
                "no agreement is possible: no point of the complete frontier lies in the zone.",
            )
        return Claim.open(
            "zone",
            "neither the frontier nor the conflict is proven, so there may be a package in the zone.",
        )

    def conflicts(self) -> list[Claim]:
        """Each conflict that is named."""
        first = () if self.certificate.conflict is None else (self.certificate.conflict,)
        found = []
        for number, conflict in enumerate((*first, *self.certificate.other_conflicts)):
            claims = self.conflict(conflict, "" if number == 0 else f" {number + 1}")
            if all(c.verdict is Verdict.ACCEPTED for c in claims):
                self.proven.append(conflict)
            found += claims
        return found

    def relaxations(self) -> list[Claim]:
        """What is said to open an agreement."""
        named = self.certificate.relaxations
        if self.certificate.zone and (named or self.certificate.fewest is not None):
            return [Claim.refused("relaxation", "demands are said to move, and a zone is claimed.")]
        found = [
            check_relaxation(self.space, r, f"relaxation {n + 1}", self.means)
            for n, r in enumerate(named)
        ]
        money = check_money(
            self.space,
            self.good,
            self.certificate.inducement,
            self.certificate.side_payment,
            "money",
        )
        if money is not None:
            least = Claim.open(
                "money",
                "no point of the list needs less, but the list is not proven to be the whole frontier.",
            )
            found.append(money if self.whole or money.verdict is Verdict.REFUSED else least)
        if self.certificate.fewest is not None:
            accepted = [
                r
                for r, claim in zip(named, found, strict=False)
                if claim.verdict is Verdict.ACCEPTED
            ]
            found.append(check_fewest(self.certificate.fewest, accepted, self.proven))
        return found

    def conflict(self, conflict: ClaimedConflict, suffix: str) -> list[Claim]:
        """The demands cannot be met together; without any one of them the others can."""
        name = "conflict" + suffix
        if not set(conflict.demands) <= set(self.space.demands()):
            return [Claim.refused(name, "a demand is named that the case has not.")]
        if not conflict.demands or len(set(conflict.demands)) < len(conflict.demands):
            return [Claim.refused(name, "no demand is named, or one twice.")]
        rules = self.space.rules(conflict.demands)
        answer = IntegerProof(self.space, rules, self.means.seconds_left).find([])
        how = "an integer program proves it"
        if not answer.impossible and answer.package is None:
            fits, package = first_meeting(self.space, rules, self.means.seconds_left)
            how = "adding up the issues shows it"
            if not fits:
                return [
                    Claim.open(name, "whether the demands can be met together was not decided."),
                    self.minimal(conflict, suffix),
                ]
        else:
            package = None if answer.package is None else self.space.package(answer.package)
        if package is not None:
            return [
                Claim.refused(name, "a package meets all the demands that are said to conflict."),
                self.minimal(conflict, suffix),
            ]
        n = len(conflict.demands)
        return [
            Claim.accepted(name, f"no package meets the {n} demands together; {how}."),
            self.minimal(conflict, suffix),
        ]

    def minimal(self, conflict: ClaimedConflict, suffix: str) -> Claim:
        """Each demand of a conflict is needed: some package meets all the others."""
        claim = "minimal" + suffix
        if len(conflict.without) != len(conflict.demands):
            return Claim.refused(claim, "there is not one package for each demand.")
        for left_out, package in zip(conflict.demands, conflict.without, strict=True):
            others = [d for d in conflict.demands if d != left_out]
            name = f"{left_out.kind} {left_out.id}"
            if not self.space.knows(package):
                return Claim.refused(
                    claim,
                    f"the package without {name} does not settle each issue by an option of the case.",
                )
            if len(others) != len(conflict.demands) - 1 or not all(
                self.space.meets(package, d) for d in others
            ):
                return Claim.refused(
                    claim, f"the package without {name} does not meet the other demands."
                )
        return Claim.accepted(
            claim, f"{len(conflict.demands)} packages each meet all demands but one."
        )

    @property
    def powers(self) -> tuple[int, ...] | None:
        """Entitlements as whole numbers; None where they are no proportion of such."""
        return whole_powers(
            [self.certificate.entitlements.get(party, Fraction(1)) for party in self.parties]
        )

    def fair(self) -> list[Claim]:
        """Baselines and solutions."""
        powers = self.powers
        if not set(self.certificate.entitlements) <= set(self.parties) or powers is None:
            said = f"an entitlement is named of no party, or they stand in no proportion of whole numbers from 1 to {MOST_POWER:,}."
            return [Claim.refused("nash", said)]
        baselines = [self.baseline(b) for b in self.certificate.baselines]
        wrong = [c for c in baselines if c.verdict is not Verdict.ACCEPTED]
        if [b.party for b in self.certificate.baselines] != self.parties:
            wrong = [
                Claim.refused(
                    "baseline", "there is not one baseline for each party, in their order."
                )
            ]
        found = [
            wrong[0]
            if wrong
            else Claim.accepted(
                "baseline", f"the baselines of {len(self.parties)} parties are what is said."
            )
        ]
        if wrong:
            return found + [
                Claim.open(name, "the baselines do not stand, so the gains are not known.")
                for name in self.certificate.solutions
            ]
        gains = {v: self.gains(v) for v in self.good if self.space.in_zone(v)}
        keys = keys_of_solutions(list(gains.values()), powers) if gains else {}
        return found + [self.solution(name, gains, keys) for name in self.certificate.solutions]

    def gains(self, vector: Vector) -> Vector:
        """Utilities over the baselines that are claimed."""
        return tuple(u - b.value for u, b in zip(vector, self.certificate.baselines, strict=True))

    def baseline(self, claimed: ClaimedBaseline) -> Claim:
        """From where a party's gains are counted."""
        one = next((o for o in self.space.preferences if o.party == claimed.party), None)
        if one is None:
            return Claim.refused("baseline", f"there is no party {claimed.party!r}.")
        party, floor = self.space.preferences.index(one), one.exact_walk_away()
        quo = self.space.case.status_quo()
        of_quo = None if quo is None or not self.space.is_feasible(quo) else self.vector(quo)[party]
        kind = (
            "walk_away"
            if floor is not None
            else "status_quo"
            if of_quo is not None
            else "least_in_zone"
        )
        if claimed.kind != kind:
            return Claim.refused(
                "baseline", f"the gains of {one.party} count from another baseline: {kind}."
            )
        if kind != "least_in_zone" and claimed.package is not None:
            return Claim.refused(
                "baseline",
                f"a package is named for {one.party}, whose gains do not count from one.",
            )
        if kind == "least_in_zone":
            return self.least(claimed, party)
        if claimed.value != (floor if floor is not None else of_quo):
            return Claim.refused("baseline", f"the baseline of {one.party} is not what is said.")
        return Claim.accepted("baseline", "")

    def least(self, claimed: ClaimedBaseline, party: int) -> Claim:
        """The least that a party gets in the zone."""
        package = claimed.package
        if package is None or not self.space.knows(package) or not self.space.is_feasible(package):
            return Claim.refused(
                "baseline", f"no package in the zone is named that gives {claimed.party} the least."
            )
        vector = self.vector(package)
        if not self.space.in_zone(vector) or vector[party] != claimed.value:
            return Claim.refused(
                "baseline",
                f"the package named for {claimed.party} does not give in the zone what is said.",
            )
        reached = self.space.reaching(party, claimed.value)
        assert reached is not None
        less = AtLeast(reached.quantity.negated(), 1 - reached.bound)
        answer = IntegerProof(self.space, self.space.zone_rules(), self.means.seconds_left).find(
            [less]
        )
        if answer.package is not None:
            return Claim.refused(
                "baseline", f"a package in the zone gives {claimed.party} less than is said."
            )
        return (
            Claim.accepted("baseline", "")
            if answer.impossible
            else Claim.open("baseline", f"the least of {claimed.party} was not proven.")
        )

    def solution(self, name: str, gains: Mapping[Vector, Vector], keys: Mapping[str, Key]) -> Claim:
        """A solution is best by its own idea among the efficient packages in the zone, whose gains these are."""
        point = self.certificate.solutions[name]
        if not self.space.knows(point.package) or not self.space.is_feasible(point.package):
            return Claim.refused(name, "its package is not feasible.")
        mine = self.vector(point.package)
        if not self.space.in_zone(mine):
            return Claim.refused(name, "its package lies outside the zone.")
        if not gains:
            return Claim.open(
                name,
                "no point of the list lies in the zone, so there is nothing to compare it with.",
            )
        if name not in keys:
            return Claim.refused(name, "there is no solution of this name.")
        key = keys[name]
        best = max(gains, key=lambda v: key(gains[v]))
        if key(gains[best]) > key(self.gains(mine)):
            return Claim.refused(
                name, f"the package worth {shown(self.space, best)} is better by the same idea."
            )
        if not self.whole:
            return Claim.open(
                name,
                "no point of the list is better, but the list is not proven to be the whole frontier.",
            )
        if mine not in gains:
            return Claim.refused(name, "its package is not efficient.")
        given = self.certificate.entitlements if name == "nash" else {}
        weighed = (
            ", with the entitlements " + ", ".join(f"{p}: {e}" for p, e in given.items())
            if given
            else ""
        )
        return Claim.accepted(
            name,
            f"none of {len(gains):,} efficient packages in the zone is better by this idea{weighed}.",
        )

    @property
    def feasible_packages(self) -> list[Package]:
        """The packages of the points that are feasible."""
        packages = [point.package for point in self.certificate.points]
        return [x for x in packages if self.space.knows(x) and self.space.is_feasible(x)]

    def near(self) -> Claim:
        """Which packages come nearest where nothing is possible."""
        if self.certificate.zone:
            return Claim.refused(
                "near",
                "packages are said to come near an agreement, and one is said to be possible.",
            )
        packages = [point.package for point in self.certificate.near]
        if not all(self.space.knows(x) and self.space.is_feasible(x) for x in packages):
            return Claim.refused("near", "a package named is not feasible.")
        if any(
            dict(point.utilities) != self.space.worth(point.package)
            for point in self.certificate.near
        ):
            return Claim.refused("near", "a package named is not worth what is said.")
        if not self.whole:
            return Claim.open("near", "the points are not proven to be the whole frontier.")
        floors = [one.exact_walk_away() for one in self.space.preferences]
        return check_near(floors, sorted(self.known), [self.vector(x) for x in packages])

    def turnings(self, so_far: Sequence[Claim]) -> Claim:
        """Where choices turn when a weight is moved."""
        if (
            not self.whole
            or not self.certificate.zone
            or any(c.name == "baseline" and c.verdict is not Verdict.ACCEPTED for c in so_far)
        ):
            return Claim.open(
                "sensitivity",
                "the points are not proven to be the whole frontier, or the baselines do not stand.",
            )
        by_vector = {
            self.vector(x): x for x in self.feasible_packages if self.space.in_zone(self.vector(x))
        }
        baselines = self.certificate.baselines
        if len(by_vector) == 0 or [b.party for b in baselines] != self.parties:
            return Claim.refused(
                "sensitivity",
                "there are no packages to choose among, or not one baseline for each party.",
            )
        checker = TurningChecker(
            self.space.case,
            self.space.preferences,
            list(by_vector.values()),
            [b.value for b in baselines],
            self.powers or (),
            [b.kind == "status_quo" for b in baselines],
            self.means,
        )
        return checker.check(self.certificate.turnings)

    def drafts(self) -> list[Claim]:
        """What is said of drafts."""
        found = []
        for draft in self.certificate.drafts:
            name = f"draft {draft.name}"
            package = draft.point.package
            if not self.space.knows(package):
                found.append(
                    Claim.refused(name, "it does not settle each issue by an option of the case.")
                )
                continue
            if dict(self.known_drafts.get(draft.name, {})) != dict(package):
                found.append(
                    Claim.refused(name, "the case has no such draft, or it says something else.")
                )
                continue
            vector, feasible = self.vector(package), self.space.is_feasible(package)
            if feasible is not (draft.efficient is not None):
                found.append(
                    Claim.refused(
                        name,
                        f"it is {'feasible' if feasible else 'not feasible'}, and the opposite is said.",
                    )
                )
            elif not feasible and draft.dominated_by is not None:
                found.append(
                    Claim.refused(name, "it is not feasible, and a package is said to dominate it.")
                )
            elif not feasible:
                found.append(Claim.accepted(name, "it breaks a rule or crosses a red line."))
            elif draft.efficient and draft.dominated_by is not None:
                found.append(Claim.refused(name, "it is said to be efficient and dominated."))
            elif draft.efficient:
                found.append(self.efficient_draft(name, vector))
            else:
                found.append(self.dominated_draft(name, vector, draft.dominated_by))
            if draft.study is not None:
                study = StudyChecker(
                    self.space, package, self.means, self.vector, self.is_efficient
                )
                found += study.claims(draft.study, draft.name)
        return found

    def is_efficient(self, vector: Vector) -> bool | None:
        """Whether a feasible package's utilities are efficient; None where that was not decided."""
        if self.whole:
            return vector in self.known
        answer = dominating(
            self.space,
            IntegerProof(self.space, self.space.rules(), self.means.seconds_left),
            vector,
        )
        return False if isinstance(answer, tuple) else None if answer is None else True

    def efficient_draft(self, name: str, vector: Vector) -> Claim:
        answer = dominating(
            self.space,
            IntegerProof(self.space, self.space.rules(), self.means.seconds_left),
            vector,
        )
        if isinstance(answer, tuple):
            return Claim.refused(
                name, f"the package worth {shown(self.space, answer)} dominates it."
            )
        return (
            Claim.open(name, "whether it is efficient was not decided.")
            if answer is None
            else Claim.accepted(name, "it is efficient.")
        )

    def dominated_draft(self, name: str, vector: Vector, package: Package | None) -> Claim:
        if package is not None and self.space.knows(package) and self.space.is_feasible(package):
            other = self.vector(package)
            if other != vector and all(a >= b for a, b in zip(other, vector, strict=True)):
                return Claim.accepted(
                    name,
                    f"it is feasible, and a package worth {shown(self.space, other)} dominates it.",
                )
        return Claim.refused(name, "the package named does not dominate it.")


def _named(demand: DemandName) -> str:
    return " ".join(part for part in (demand.party, demand.kind, demand.id) if part)
