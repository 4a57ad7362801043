"""In which order a package can be put into effect, issue by issue. Exact up to 16 steps.

After each step nobody would rather walk away.

The first state is the status quo, the last the package; a step puts one issue from the one to the
other. After each step every party must have at least its walk-away value (a party without one: what
the status quo gives it), and each rule and red line holds that the status quo keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.problem.problem import Integers, Problem

#: Steps up to which every order is looked at.
MOST_STEPS = 16


class OrderFound(StrEnum):
    """What the search for an order found; the words of the JSON output."""

    FOUND = "found"
    NONE = "none"
    OPEN = "open"
    NO_STATUS_QUO = "no_status_quo"


@dataclass(frozen=True)
class Order:
    """Issues (positions) in the order in which they are put into effect.

    With them stand the parties' final totals after each. ``short``: where there is no order, the
    parties whom the whole package itself leaves below what they must have.
    Several orders may do. This one keeps the party that is nearest to walking away as far from it
    as can be, in shares of what each gets beyond it in the end.
    """

    found: OrderFound
    issues: tuple[int, ...] = ()
    totals: tuple[tuple[int, ...], ...] = ()
    short: tuple[int, ...] = ()


def order_of_steps(problem: Problem, package: Sequence[int]) -> Order:
    """Find the order in which a whole package can be put into effect.

    *none* is proven by all states between; *open* where there are more than `MOST_STEPS` steps.
    """
    quo = problem.case.status_quo()
    if quo is None:
        return Order(OrderFound.NO_STATUS_QUO)
    start, end = problem.indices(quo)[0], np.array(package, np.int32)
    issues = np.flatnonzero(start != end)
    floors = _floors(problem, start)
    final = problem.utilities(end[None, :])[0]
    short = tuple(p for p, floor in enumerate(floors) if int(final[p]) < floor)
    if short:
        return Order(OrderFound.NONE, short=short)
    if len(issues) > MOST_STEPS:
        return Order(OrderFound.OPEN)
    states = np.repeat(start[None, :], 1 << len(issues), axis=0)
    for bit, j in enumerate(issues):
        states[(np.arange(len(states)) >> bit) & 1 == 1, j] = end[j]
    totals = problem.utilities(states)
    # A demand that the status quo breaks is free as a whole.
    allowed = problem.keeps_rules(states, but=problem.broken_demands(start[None, :])) & _above(
        totals, floors
    )
    slack = _slack(totals, floors, final)
    order = _best_order(len(issues), allowed, slack)
    if order is None:
        return Order(OrderFound.NONE)
    reached, after = 0, []
    for bit in order:
        reached |= 1 << bit
        after.append(tuple(int(u) for u in totals[reached]))
    return Order(OrderFound.FOUND, tuple(int(issues[bit]) for bit in order), tuple(after))


def _floors(problem: Problem, start: npt.NDArray[np.int32]) -> list[int]:
    at_start = problem.utilities(start[None, :])[0]
    return [
        int(at_start[p]) if floor is None else floor for p, floor in enumerate(problem.walk_away)
    ]


def _above(totals: Integers, floors: Sequence[int]) -> npt.NDArray[np.bool_]:
    result = np.ones(len(totals), bool)
    for p, floor in enumerate(floors):
        result &= (totals[:, p] >= floor).astype(bool)
    return result


def _slack(totals: Integers, floors: Sequence[int], final: Integers) -> npt.NDArray[np.float64]:
    """Tell for each state how far the party nearest to walking away is from it.

    It is a share of what the party gets in the end. This chooses among orders; it proves nothing.
    """
    # Python's integers divide to a float however long they are.
    shares = [
        np.array([(int(u) - floor) / max(1, int(final[p]) - floor) for u in totals[:, p]])
        for p, floor in enumerate(floors)
    ]
    least: npt.NDArray[np.float64] = np.min(np.stack(shares), axis=0)
    return least


def _best_order(
    n: int, allowed: npt.NDArray[np.bool_], slack: npt.NDArray[np.float64]
) -> list[int] | None:
    """Choose of all orders through allowed states the one whose least slack is greatest.

    One value is kept for each set of steps taken.
    """
    best = np.full(1 << n, -np.inf)
    last = np.full(1 << n, -1)
    best[0] = np.inf
    # Sets by their size, so that all their parts come before.
    sizes = np.array([int(s).bit_count() for s in range(1 << n)])
    reachable = np.zeros(1 << n, bool)
    reachable[0] = True
    for size in range(1, n + 1):
        some = np.flatnonzero((sizes == size) & allowed)
        for bit in range(n):
            with_bit = some[(some >> bit) & 1 == 1]
            before = with_bit ^ (1 << bit)
            value = np.minimum(best[before], slack[with_bit])
            better = reachable[before] & ((last[with_bit] < 0) | (value > best[with_bit]))
            chosen = with_bit[better]
            best[chosen], last[chosen], reachable[chosen] = value[better], bit, True
    state = (1 << n) - 1
    if not reachable[state]:
        return None
    order: list[int] = []
    while state:
        order.insert(0, int(last[state]))
        state ^= 1 << int(last[state])
    return order
