"""Checks what is said to open an agreement where none is possible (relaxations).

It checks which demands move, how far, and that fewer do not do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from goodoffices.case import Package
from goodoffices.proof.certificate import ClaimedConflict, ClaimedRelaxation, DemandName
from goodoffices.proof.checking.completeness import Means, dominating, shown
from goodoffices.proof.checking.integer_proof import IntegerProof, SolverAnswer
from goodoffices.proof.checking.quantity import AtLeast
from goodoffices.proof.checking.space import Space
from goodoffices.proof.verdict import Claim

#: Sets of demands that are held against the conflicts.
MOST_SETS = 1_000_000
NOTHING = SolverAnswer(impossible=True)


def check_relaxation(space: Space, claimed: ClaimedRelaxation, name: str, means: Means) -> Claim:
    """Check that a package meets all demands but those that move, and none of these.

    The demands move as far as is said. No smaller move is enough, and none opens anything better.
    """
    moved = [change.demand for change in claimed.changes]
    demands = space.demands()
    if not moved or len(set(moved)) < len(moved) or not set(moved) <= set(demands):
        return Claim.refused(name, "no demand moves, or one twice, or one that the case has not.")
    if any(d.kind == "bound" for d in moved):
        return Claim.refused(name, "a bound of law or of the mandate is said to move.")
    if not space.knows(claimed.point.package):
        return Claim.refused(
            name, "its package does not settle each issue by an option of the case."
        )
    if dict(claimed.point.utilities) != space.worth(claimed.point.package):
        return Claim.refused(name, "its package is not worth what is said.")
    package = claimed.point.package
    kept = [d for d in demands if d not in moved]
    if not all(space.meets(package, d) for d in kept):
        return Claim.refused(name, "its package does not meet the demands that stay.")
    spare = next((d for d in moved if space.meets(package, d)), None)
    if spare is not None:
        return Claim.refused(
            name, f"{spare.kind} {spare.id} is said to move, and its package meets it as it is."
        )
    amounts: dict[DemandName, Fraction] = {}
    for change in claimed.changes:
        amount = (
            space.amount(package, change.demand)
            if space.asks_for_one_amount(change.demand)
            else None
        )
        if change.to != amount:
            return Claim.refused(
                name,
                f"its package does not move {change.demand.kind} {change.demand.id} as far as is "
                "said.",
            )
        if amount is not None:
            amounts[change.demand] = amount
    if claimed.least and len(amounts) != 1:
        return Claim.refused(name, "an amount is said to be the least, and not just one moves.")
    proof = IntegerProof(space, space.rules(kept), means.seconds_left)
    return _nothing_nearer(space, proof, package, amounts, name)


def _nothing_nearer(
    space: Space,
    proof: IntegerProof,
    package: Package,
    amounts: Mapping[DemandName, Fraction],
    name: str,
) -> Claim:
    """Check that no smaller move is enough, and that no package so opened dominates this one.

    Of several amounts, no move is enough that is smaller in one and no larger in another.
    """
    said = "its package meets all demands but those that move, and none of those"
    as_near: list[AtLeast] = []
    if amounts:
        as_near = [
            bound
            for d, amount in amounts.items()
            if (bound := space.as_near(d, amount)) is not None
        ]
        nearer = [
            bound for d, amount in amounts.items() if (bound := space.nearer(d, amount)) is not None
        ]
        answer = proof.find(as_near, [nearer]) if nearer else NOTHING
        if answer.package is not None:
            return Claim.refused(name, "a smaller move is enough.")
        if not answer.impossible:
            return Claim.open(name, "whether a smaller move is enough was not decided.")
        said += "; an integer program proves that no smaller move is enough"
    better = dominating(space, proof, space.vector(package), as_near)
    if isinstance(better, tuple):
        return Claim.refused(
            name,
            f"the same move opens a package worth {shown(space, better)}, which dominates the one "
            "named.",
        )
    if better is None:
        return Claim.open(
            name,
            "whether the same move opens a package that dominates the one named was not decided.",
        )
    return Claim.accepted(name, f"{said}. No package that this opens dominates it.")


def check_fewest(
    fewest: int, relaxations: Sequence[ClaimedRelaxation], proven: Sequence[ClaimedConflict]
) -> Claim:
    """Check that each set of fewer demands leaves some proven conflict whole."""
    if not relaxations or any(len(r.changes) != fewest for r in relaxations):
        return Claim.refused(
            "fewest",
            "no way to open an agreement that was accepted is named, or one moves another number "
            "of demands than the fewest.",
        )
    conflicts = [frozenset(c.demands) for c in proven]
    movable = sorted(
        {d for c in conflicts for d in c if d.kind != "bound"},
        key=lambda d: (d.kind, d.party or "", d.id),
    )
    for number, some in enumerate(combinations(movable, min(fewest - 1, len(movable)))):
        if number >= MOST_SETS:
            return Claim.open("fewest", "there are too many sets of fewer demands to go through.")
        if all(c & set(some) for c in conflicts):
            return Claim.open(
                "fewest",
                "the conflicts that were proven do not show that fewer demands are not enough.",
            )
    return Claim.accepted(
        "fewest",
        f"whichever {fewest - 1} demands move, a proven conflict stays."
        if fewest > 1
        else "without a move nothing opens.",
    )
