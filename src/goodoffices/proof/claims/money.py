"""Checks the money that is said to be needed: from a third party, or between the parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from goodoffices.proof.certificate import ClaimedMoney
from goodoffices.proof.checking.completeness import Vector
from goodoffices.proof.checking.space import Space
from goodoffices.proof.verdict import Claim


def check_money(
    space: Space,
    vectors: Sequence[Vector],
    inducement: ClaimedMoney | None,
    side_payment: ClaimedMoney | None,
    name: str,
) -> Claim | None:
    """Check what must change hands, at the least over some vectors; None where nothing is said."""
    if inducement is None and side_payment is None:
        return None
    if inducement is not None and inducement not in _least(
        found for v in vectors if (found := _inducement(space, v)) is not None
    ):
        return Claim.refused(name, "a third party would have to bring other sums than is said.")
    if side_payment is not None and side_payment not in _least(
        found for v in vectors if (found := _side_payment(space, v)) is not None
    ):
        return Claim.refused(name, "other sums would have to change hands than is said.")
    return Claim.accepted(name, "the sums are those that the walk-away values ask for.")


def _least(payments: Iterable[ClaimedMoney]) -> list[ClaimedMoney]:
    """Keep those that leave the parties most, counted together."""
    found = list(payments)
    least = min(
        (sum((m for m in one.money if m is not None), Fraction(0)) for one in found), default=None
    )
    return [
        one for one in found if sum((m for m in one.money if m is not None), Fraction(0)) == least
    ]


def _inducement(space: Space, vector: Vector) -> ClaimedMoney | None:
    """Give what each party lacks, in money.

    None where the points of a party that lacks some are not told in money, or those of all are not.
    """
    if all(one.points_per_unit is None for one in space.preferences):
        return None
    money: list[Fraction | None] = []
    for one, worth in zip(space.preferences, vector, strict=True):
        floor = one.exact_walk_away()
        short = Fraction(0) if floor is None else max(Fraction(0), floor - worth)
        if short and one.points_per_unit is None:
            return None
        money.append(
            short / one.points_per_unit
            if short and one.points_per_unit is not None
            else Fraction(0)
        )
    return ClaimedMoney(tuple(money), sum((m for m in money if m is not None), Fraction(0)))


def _side_payment(space: Space, vector: Vector) -> ClaimedMoney | None:
    """Give what each party with a walk-away value lacks, or below 0 has over, in money.

    None where that is not told in money, or where fewer than two have such a value.
    """
    money: list[Fraction | None] = []
    for one, worth in zip(space.preferences, vector, strict=True):
        floor = one.exact_walk_away()
        if floor is not None and one.points_per_unit is None:
            return None
        money.append(
            None
            if floor is None or one.points_per_unit is None
            else (floor - worth) / one.points_per_unit
        )
    told = [m for m in money if m is not None]
    return (
        None
        if len(told) < 2
        else ClaimedMoney(tuple(money), max(Fraction(0), sum(told, Fraction(0))))
    )
