"""Checks what a demand is said to cost: the most that each party could get if it were given up."""

from __future__ import annotations

from goodoffices.case import Package
from goodoffices.proof.certificate import ClaimedCost, DemandName
from goodoffices.proof.checking.completeness import Means
from goodoffices.proof.checking.integer_proof import IntegerProof
from goodoffices.proof.checking.space import Space
from goodoffices.proof.verdict import Claim


def check_cost(space: Space, claimed: ClaimedCost, name: str, means: Means) -> Claim:
    """Check for each party a package that meets all other demands and gives it what is said.

    No package gives the party more. No packages: there is none that meets all other demands.
    """
    if claimed.demand is not None and claimed.demand not in space.demands():
        return Claim.refused(name, "a demand is named that the case has not.")
    kept = [d for d in space.demands() if d != claimed.demand]
    proof = IntegerProof(space, space.rules(kept), means.seconds_left)
    if claimed.best is None:
        answer = proof.find([])
        if answer.package is not None:
            return Claim.refused(name, "nothing is said to be possible then, and something is.")
        said = Claim.accepted(name, "nothing is possible then; an integer program proves it.")
        return (
            said
            if answer.impossible
            else Claim.open(name, "whether anything is possible then was not decided.")
        )
    parties = [one.party for one in space.preferences]
    if len(claimed.best) != len(parties):
        return Claim.refused(name, "there is not one package for each party.")
    for p, (party, point) in enumerate(zip(parties, claimed.best, strict=True)):
        if not space.knows(point.package) or not _meets(space, point.package, kept):
            return Claim.refused(
                name, f"the package for {party} does not meet the demands that stay."
            )
        worth = space.worth(point.package)
        if dict(point.utilities) != worth:
            return Claim.refused(name, f"the package for {party} is not worth what is said.")
        more = space.exceeding(p, worth[party])
        if more is None:
            continue
        answer = proof.find([more])
        if answer.package is not None:
            return Claim.refused(name, f"{party} could get more than is said.")
        if not answer.impossible:
            return Claim.open(name, f"whether {party} could get more was not decided.")
    return Claim.accepted(
        name,
        f"{len(parties)} packages give each party what is said; integer programs prove that none "
        "gives more.",
    )


def _meets(space: Space, package: Package, kept: list[DemandName]) -> bool:
    return all(space.meets(package, d) for d in kept)
