"""Checks the baselines and the fair packages (solutions) of an exact answer."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.proof.certificate import ClaimedBaseline
from goodoffices.proof.checking.completeness import Vector, shown
from goodoffices.proof.checking.fairness import MOST_POWER, Key, keys_of_solutions
from goodoffices.proof.checking.integer_proof import IntegerProof
from goodoffices.proof.checking.quantity import AtLeast
from goodoffices.proof.claims.answer_ground import AnswerGround
from goodoffices.proof.verdict import Claim, Verdict


class SolutionChecker:
    """A checker of baselines, entitlements and solutions.

    It compares among the points of the frontier that lie in the zone.
    """

    def __init__(self, ground: AnswerGround) -> None:
        self.ground, self.certificate = ground, ground.certificate
        self.space, self.means = ground.space, ground.means

    def claims(self) -> list[Claim]:
        """Check baselines and solutions."""
        powers = self.ground.powers
        if not set(self.certificate.entitlements) <= set(self.ground.parties) or powers is None:
            said = (
                "an entitlement is named of no party, or they stand in no proportion of whole "
                f"numbers from 1 to {MOST_POWER:,}."
            )
            return [Claim.refused("nash", said)]
        baselines = [self.baseline(b) for b in self.certificate.baselines]
        wrong = [c for c in baselines if c.verdict is not Verdict.ACCEPTED]
        if [b.party for b in self.certificate.baselines] != self.ground.parties:
            wrong = [
                Claim.refused(
                    "baseline", "there is not one baseline for each party, in their order."
                )
            ]
        found = [
            wrong[0]
            if wrong
            else Claim.accepted(
                "baseline", f"the baselines of {len(self.ground.parties)} parties are what is said."
            )
        ]
        if wrong:
            return found + [
                Claim.open(name, "the baselines do not stand, so the gains are not known.")
                for name in self.certificate.solutions
            ]
        gains = {v: self.gains(v) for v in self.ground.good if self.space.in_zone(v)}
        keys = keys_of_solutions(list(gains.values()), powers) if gains else {}
        return found + [self.solution(name, gains, keys) for name in self.certificate.solutions]

    def gains(self, vector: Vector) -> Vector:
        """Give utilities over the baselines that are claimed."""
        return tuple(u - b.value for u, b in zip(vector, self.certificate.baselines, strict=True))

    def baseline(self, claimed: ClaimedBaseline) -> Claim:
        """Check from where a party's gains are counted."""
        one = next((o for o in self.space.preferences if o.party == claimed.party), None)
        if one is None:
            return Claim.refused("baseline", f"there is no party {claimed.party!r}.")
        party, floor = self.space.preferences.index(one), one.exact_walk_away()
        quo = self.space.case.status_quo()
        of_quo = (
            None
            if quo is None or not self.space.is_feasible(quo)
            else self.ground.vector(quo)[party]
        )
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
        """Check the least that a party gets in the zone."""
        package = claimed.package
        if package is None or not self.space.knows(package) or not self.space.is_feasible(package):
            return Claim.refused(
                "baseline", f"no package in the zone is named that gives {claimed.party} the least."
            )
        vector = self.ground.vector(package)
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
        """Check that a solution is best by its own idea.

        It is best among the efficient packages in the zone, whose gains these are.
        """
        point = self.certificate.solutions[name]
        if not self.space.knows(point.package) or not self.space.is_feasible(point.package):
            return Claim.refused(name, "its package is not feasible.")
        mine = self.ground.vector(point.package)
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
        if not self.ground.whole:
            return Claim.open(
                name,
                "no point of the list is better, but the list is not proven to be the whole "
                "frontier.",
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
            f"none of {len(gains):,} efficient packages in the zone is better by this "
            f"idea{weighed}.",
        )
