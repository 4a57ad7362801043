"""Checks what is said to open an agreement where none is possible: demands that move, how far, and that fewer do not do."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from goodoffices.proof.certificate import ClaimedConflict, ClaimedRelaxation, DemandName
from goodoffices.proof.completeness import Means
from goodoffices.proof.integer_proof import IntegerProof
from goodoffices.proof.space import Space
from goodoffices.proof.verdict import Claim

#: Sets of demands that are held against the conflicts.
MOST_SETS = 1_000_000


def check_relaxation(space: Space, claimed: ClaimedRelaxation, name: str, means: Means) -> Claim:
    """A package meets all demands but those that move, these move as far as is said, and, where that is claimed, no less is enough."""
    moved = [change.demand for change in claimed.changes]
    demands = space.demands()
    if not moved or len(set(moved)) < len(moved) or not set(moved) <= set(demands):
        return Claim.refused(name, "no demand moves, or one twice, or one that the case has not.")
    if any(d.kind == "bound" for d in moved):
        return Claim.refused(name, "a bound of law or of the mandate is said to move.")
    if not space.knows(claimed.point.package):
        return Claim.refused(name, "its package does not settle each issue by an option of the case.")
    if dict(claimed.point.utilities) != space.worth(claimed.point.package):
        return Claim.refused(name, "its package is not worth what is said.")
    kept = [d for d in demands if d not in moved]
    if not all(space.meets(claimed.point.package, d) for d in kept):
        return Claim.refused(name, "its package does not meet the demands that stay.")
    for change in claimed.changes:
        if change.to is not None and space.amount(claimed.point.package, change.demand) != change.to:
            return Claim.refused(name, f"its package does not move {change.demand.kind} {change.demand.id} as far as is said.")
    if not claimed.least:
        return Claim.accepted(name, "its package meets all demands but those that move.")
    amounts = [change for change in claimed.changes if change.to is not None]
    if len(amounts) != 1:
        return Claim.refused(name, "an amount is said to be the least, and not just one moves.")
    return _least(space, amounts[0].demand, Fraction(amounts[0].to or 0), kept, name, means)


def _least(space: Space, demand: DemandName, to: Fraction, kept: Sequence[DemandName], name: str, means: Means) -> Claim:
    try:
        nearer = space.nearer(demand, to)
    except KeyError:
        return Claim.refused(name, f"{demand.kind} {demand.id} asks for no one amount that could be the least.")
    if nearer is None:
        return Claim.accepted(name, "its package meets all demands but those that move, and none can move less.")
    answer = IntegerProof(space, space.rules(kept), means.seconds_left).find([nearer])
    if answer.impossible:
        return Claim.accepted(name, "its package meets all demands but those that move; an integer program proves that no less is enough.")
    if answer.package is not None:
        return Claim.refused(name, f"a smaller move of {demand.kind} {demand.id} is enough.")
    return Claim.open(name, "whether a smaller move is enough was not decided.")


def check_fewest(fewest: int, relaxations: Sequence[ClaimedRelaxation], proven: Sequence[ClaimedConflict]) -> Claim:
    """Each set of fewer demands leaves some proven conflict whole."""
    if not relaxations or any(len(r.changes) != fewest for r in relaxations):
        return Claim.refused(
            "fewest", "no way to open an agreement that was accepted is named, or one moves another number of demands than the fewest."
        )
    conflicts = [frozenset(c.demands) for c in proven]
    movable = sorted({d for c in conflicts for d in c if d.kind != "bound"}, key=lambda d: (d.kind, d.party or "", d.id))
    for number, some in enumerate(combinations(movable, min(fewest - 1, len(movable)))):
        if number >= MOST_SETS:
            return Claim.open("fewest", "there are too many sets of fewer demands to go through.")
        if all(c & set(some) for c in conflicts):
            return Claim.open("fewest", "the conflicts that were proven do not show that fewer demands are not enough.")
    return Claim.accepted(
        "fewest", f"whichever {fewest - 1} demands move, a proven conflict stays." if fewest > 1 else "without a move nothing opens."
    )
