"""What money would need to change hands for a package to become one that everybody can sign. Exact.

It is asked of one package, or of any. A party's points count in money where it says what a unit of
money is worth to it (``points_per_unit``). A party without a walk-away value needs nothing and pays
nothing. Sums are greatest, and needs least, on the frontier, since both only grow with what parties
get.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.analysis.problem.problem import Integers, Problem


@dataclass(frozen=True)
class Payments:
    """What money would have to change hands for a package.

    - ``row``: the package, by its place in the list given.
    - ``money``: for each party what it must receive (below 0: what it can pay, or pays), None where
      points of it are not told in money.
    - ``total``: what must come from outside; 0: the parties can settle it among themselves.
    """

    row: int
    money: tuple[Fraction | None, ...]
    total: Fraction


def lacking(problem: Problem, totals: Sequence[int]) -> tuple[Fraction, ...]:
    """Tell how many points each party lacks to its walk-away value; 0 where none."""
    return tuple(
        Fraction(0)
        if floor is None
        else max(Fraction(0), problem.as_utility(floor - int(totals[p]), p))
        for p, floor in enumerate(problem.walk_away)
    )


def inducement(problem: Problem, utilities: Integers) -> Payments | None:
    """Find the least that a third party would have to pay so that a package can be signed.

    All can then sign one of some packages, if the parties pay one another nothing. ``utilities``
    (n, parties): final totals. None where no package leaves short only parties whose points are
    told in money.
    """
    if all(one.points_per_unit is None for one in problem.preferences):
        return None
    best: Payments | None = None
    for row, totals in enumerate(utilities):
        needs = [_in_money(problem, p, points) for p, points in enumerate(lacking(problem, totals))]
        if any(n is None for n in needs):
            continue
        total = sum((n for n in needs if n is not None), Fraction(0))
        if best is None or total < best.total:
            best = Payments(row, tuple(needs), total)
    return best


def side_payment(problem: Problem, utilities: Integers) -> Payments | None:
    """Find the package with the greatest sum of gains in money, and what would change hands there.

    Parties that lack something receive it, and those that gain can pay as much as they gain. None
    where a party's walk-away value is not told in money, or fewer than two have one.
    """
    with_floor = [p for p, floor in enumerate(problem.walk_away) if floor is not None]
    if len(with_floor) < 2 or any(
        problem.preferences[p].points_per_unit is None for p in with_floor
    ):
        return None
    best: tuple[Fraction, int, tuple[Fraction | None, ...]] | None = None
    for row, totals in enumerate(utilities):
        gains = [
            _gain_in_money(problem, p, int(totals[p])) if p in with_floor else None
            for p in range(len(problem.walk_away))
        ]
        total = sum((g for g in gains if g is not None), Fraction(0))
        if best is None or total > best[0]:
            best = total, row, tuple(None if g is None else -g for g in gains)
    return None if best is None else Payments(best[1], best[2], max(Fraction(0), -best[0]))


def _in_money(problem: Problem, party: int, points: Fraction) -> Fraction | None:
    rate = problem.preferences[party].points_per_unit
    return Fraction(0) if not points else None if rate is None else points / rate


def _gain_in_money(problem: Problem, party: int, total: int) -> Fraction:
    floor, rate = problem.walk_away[party], problem.preferences[party].points_per_unit
    assert floor is not None
    assert rate is not None
    return problem.as_utility(total - floor, party) / rate
