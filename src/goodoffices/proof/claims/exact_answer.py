"""The claims of an exact answer, checked one by one: feasible, valued, efficient, fair, blocked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from goodoffices.case import Package
from goodoffices.proof.certificate import Certificate, ClaimedConflict, ClaimedFragile, DemandName
from goodoffices.proof.checking.completeness import Means, check_complete, shown
from goodoffices.proof.checking.space import Space
from goodoffices.proof.claims.answer_ground import AnswerGround
from goodoffices.proof.claims.conflicts import ConflictChecker
from goodoffices.proof.claims.costs import check_cost
from goodoffices.proof.claims.draft_standing import DraftChecker
from goodoffices.proof.claims.money import check_money
from goodoffices.proof.claims.relaxations import check_fewest, check_relaxation
from goodoffices.proof.claims.sensitivity import TurningChecker, check_fragile, check_near
from goodoffices.proof.claims.solutions import SolutionChecker
from goodoffices.proof.verdict import Claim, Verdict


class ExactAnswerChecker:
    """The claims of one certificate, each computed from the packages' own words."""

    def __init__(
        self, certificate: Certificate, space: Space, means: Means, drafts: Mapping[str, Package]
    ) -> None:
        self.ground = AnswerGround(certificate, space, means)
        self.certificate, self.space, self.means, self.known_drafts = (
            certificate,
            space,
            means,
            drafts,
        )
        #: Claims on which later ones rest, with their verdicts.
        self.so_far: list[Claim] = []
        #: Conflicts that were accepted.
        self.proven: list[ClaimedConflict] = []

    def claims(self) -> Iterator[Claim]:
        """Yield all claims, in the order in which they build on one another."""
        yield self.feasible()
        yield self.value()
        yield from self.told(check_complete(self.space, self.ground.good, self.means))
        self.ground.whole = {c.verdict for c in self.so_far} == {Verdict.ACCEPTED}
        self.ground.known = set(self.ground.good)
        yield from self.told(self.conflicts())
        yield self.zone(self.so_far)
        yield from self.relaxations()
        if (
            self.certificate.solutions
            or self.certificate.baselines
            or self.certificate.entitlements
        ):
            if self.certificate.zone:
                yield from self.told(SolutionChecker(self.ground).claims())
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
        yield from DraftChecker(self.ground, self.known_drafts).claims()

    def told(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Yield claims on which later ones rest, and remember them."""
        for claim in claims:
            self.so_far.append(claim)
            yield claim

    def fragile(self, claimed: Sequence[ClaimedFragile]) -> Claim:
        """Check which weights close the zone when moved."""
        if not self.certificate.zone:
            return Claim.refused(
                "fragile", "weights are said to close the zone, and no zone is claimed."
            )
        inside = [
            x for x in self.ground.feasible_packages if self.space.in_zone(self.ground.vector(x))
        ]
        if not inside:
            return Claim.open(
                "fragile", "no package of the list lies in the zone, so there is none to be closed."
            )
        return check_fragile(self.space.case, self.space.preferences, claimed, inside, self.means)

    def feasible(self) -> Claim:
        """Check that all packages named as feasible keep all rules and red lines."""
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
                self.ground.good.append(self.ground.vector(package))
        if wrong is not None:
            return Claim.refused("feasible", wrong)
        return Claim.accepted(
            "feasible",
            f"{len(named):,} packages keep all rules and red lines, held against the words of the "
            "files.",
        )

    def value(self) -> Claim:
        """Check that each package is worth what is said."""
        named = [(f"point {n + 1}", p) for n, p in enumerate(self.certificate.points)]
        named += list(self.certificate.solutions.items())
        named += [(f"the draft {d.name}", d.point) for d in self.certificate.drafts]
        for name, point in named:
            if not self.space.knows(point.package):
                continue
            true = dict(zip(self.ground.parties, self.ground.vector(point.package), strict=True))
            if dict(point.utilities) != true:
                party = next(
                    (p for p in self.ground.parties if point.utilities.get(p) != true[p]), None
                )
                if party is None:
                    return Claim.refused("value", f"{name} names a party that the case has not.")
                return Claim.refused(
                    "value", f"{name} is worth {float(true[party]):g} to {party}, not what is said."
                )
        return Claim.accepted(
            "value",
            f"{len(named):,} packages are worth what is said, in fractions from the words of the "
            "files.",
        )

    def zone(self, so_far: Sequence[Claim]) -> Claim:
        """Check whether any agreement is possible, as is said."""
        if self.certificate.zone is None:
            return Claim.refused("zone", "it is not said whether an agreement is possible.")
        inside = [v for v in self.ground.good if self.space.in_zone(v)]
        if self.certificate.zone:
            if inside:
                return Claim.accepted(
                    "zone", f"{len(inside):,} of the points lie at or above every walk-away value."
                )
            return Claim.refused("zone", "no package named lies at or above every walk-away value.")
        if inside:
            return Claim.refused(
                "zone",
                f"a package worth {shown(self.space, inside[0])} lies at or above every walk-away "
                "value.",
            )
        if any(c.name == "conflict" and c.verdict is Verdict.ACCEPTED for c in so_far):
            return Claim.accepted(
                "zone",
                "no agreement is possible: the demands of the conflict cannot be met together.",
            )
        if self.ground.whole:
            return Claim.accepted(
                "zone",
                "no agreement is possible: no point of the complete frontier lies in the zone.",
            )
        return Claim.open(
            "zone",
            "neither the frontier nor the conflict is proven, so there may be a package in the "
            "zone.",
        )

    def conflicts(self) -> list[Claim]:
        """Check each conflict that is named."""
        first = () if self.certificate.conflict is None else (self.certificate.conflict,)
        found = []
        for number, conflict in enumerate((*first, *self.certificate.other_conflicts)):
            claims = ConflictChecker(self.space, self.means).claims(
                conflict, "" if number == 0 else f" {number + 1}"
            )
            if all(c.verdict is Verdict.ACCEPTED for c in claims):
                self.proven.append(conflict)
            found += claims
        return found

    def relaxations(self) -> list[Claim]:
        """Check what is said to open an agreement."""
        named = self.certificate.relaxations
        if self.certificate.zone and (named or self.certificate.fewest is not None):
            return [Claim.refused("relaxation", "demands are said to move, and a zone is claimed.")]
        found = [
            check_relaxation(self.space, r, f"relaxation {n + 1}", self.means)
            for n, r in enumerate(named)
        ]
        money = check_money(
            self.space,
            self.ground.good,
            self.certificate.inducement,
            self.certificate.side_payment,
            "money",
        )
        if money is not None:
            least = Claim.open(
                "money",
                "no point of the list needs less, but the list is not proven to be the whole "
                "frontier.",
            )
            found.append(money if self.ground.whole or money.verdict is Verdict.REFUSED else least)
        if self.certificate.fewest is not None:
            accepted = [
                r
                for r, claim in zip(named, found, strict=False)
                if claim.verdict is Verdict.ACCEPTED
            ]
            found.append(check_fewest(self.certificate.fewest, accepted, self.proven))
        return found

    def near(self) -> Claim:
        """Check which packages come nearest where nothing is possible."""
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
        if not self.ground.whole:
            return Claim.open("near", "the points are not proven to be the whole frontier.")
        floors = [one.exact_walk_away() for one in self.space.preferences]
        return check_near(
            floors, sorted(self.ground.known), [self.ground.vector(x) for x in packages]
        )

    def turnings(self, so_far: Sequence[Claim]) -> Claim:
        """Check where choices turn when a weight is moved."""
        if (
            not self.ground.whole
            or not self.certificate.zone
            or any(c.name == "baseline" and c.verdict is not Verdict.ACCEPTED for c in so_far)
        ):
            return Claim.open(
                "sensitivity",
                "the points are not proven to be the whole frontier, or the baselines do not "
                "stand.",
            )
        by_vector = {
            self.ground.vector(x): x
            for x in self.ground.feasible_packages
            if self.space.in_zone(self.ground.vector(x))
        }
        baselines = self.certificate.baselines
        if len(by_vector) == 0 or [b.party for b in baselines] != self.ground.parties:
            return Claim.refused(
                "sensitivity",
                "there are no packages to choose among, or not one baseline for each party.",
            )
        checker = TurningChecker(
            self.space.case,
            self.space.preferences,
            list(by_vector.values()),
            [b.value for b in baselines],
            self.ground.powers or (),
            [b.kind == "status_quo" for b in baselines],
            self.means,
        )
        return checker.check(self.certificate.turnings)


def _named(demand: DemandName) -> str:
    return " ".join(part for part in (demand.party, demand.kind, demand.id) if part)
