"""Which packages are fair: Nash, Kalai–Smorodinsky, egalitarian and utilitarian, over the zone.

Each is chosen among the efficient packages in the zone, on *gains*: utility less the party's
baseline, which is its walk-away value (for a party without one see `baselines`). Floating point
only narrows the candidates; the choice is made in integers.

References
----------
J. F. Nash (1950), The bargaining problem, Econometrica 18(2), 155-162.
E. Kalai, M. Smorodinsky (1975), Other solutions to Nash's bargaining problem, Econometrica 43(3),
513-518.
E. Kalai (1977), Proportional solutions to bargaining situations, Econometrica 45(7), 1623-1630.
A. K. Sen (1970), Collective choice and social welfare (leximin).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.problem.problem import Integers

#: Names of the solutions, in the order in which results list them.
SOLUTIONS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


@dataclass(frozen=True, kw_only=True)
class Solution:
    """One solution: the row of the frontier chosen, and all rows that do as well.

    They do as well by this idea of fairness. ``left_out``: parties (by position) who cannot gain
    anywhere in the zone and so do not count here. ``groups``: Nash only, where not all parties can
    gain at once and several largest groups can: the best row of each group. That choice is no axiom
    of Nash's.
    """

    name: str
    row: int
    tied_rows: tuple[int, ...]
    left_out: tuple[int, ...] = ()
    groups: tuple[tuple[tuple[int, ...], int], ...] = ()


@dataclass(frozen=True)
class Gains:
    """Gains of the frontier's rows in the zone over the baselines, ready to be compared.

    ``rows``: positions on the frontier. ``exact``: (n, parties) Python integers, all parties on one
    common scale. ``rough``: the same in points, floating point. ``ideal``: each party's greatest
    gain, integers.
    """

    rows: npt.NDArray[np.intp]
    exact: Integers
    rough: npt.NDArray[np.float64]
    ideal: tuple[int, ...]


def gains_in_zone(
    utilities: Integers,
    inside: npt.NDArray[np.bool_],
    scales: Sequence[int],
    baselines: Sequence[Fraction],
) -> Gains:
    """Give the gains of the efficient packages in the zone.

    ``utilities``: final integers on ``scales``; ``baselines`` in points. Raises ValueError if the
    zone is empty.
    """
    rows = np.flatnonzero(inside)
    if not len(rows):
        raise ValueError("there is no zone, so there are no gains to compare")
    common = math.lcm(*scales, *(b.denominator for b in baselines))
    factors = [common // s for s in scales]
    exact = utilities[rows].astype(object) * np.array(factors, object) - np.array(
        [int(b * common) for b in baselines], object
    )
    rough = (
        np.array([[float(Fraction(int(x), common)) for x in row] for row in exact])
        if common >= 2**62
        else exact.astype(float) / common
    )
    return Gains(rows, exact, rough, tuple(int(x) for x in exact.max(axis=0)))


def nash(gains: Gains, powers: Sequence[int] | None = None) -> Solution:
    """Choose the greatest product of gains (Nash 1950).

    Each gain is taken to the power of the party's entitlement where ``powers`` are given (Kalai
    1977).

    Where no package lets all parties gain, first as few parties as can be fall below their
    baseline, then as many as can be gain, then the product of the gains of those who do is
    greatest.
    """

    weights = [1] * gains.exact.shape[1] if powers is None else list(powers)

    def key(i: int) -> tuple[int, int, int]:
        row = gains.exact[i]
        product = math.prod(x**w for x, w in zip(row, weights, strict=True) if x > 0)
        return (-sum(x < 0 for x in row), sum(x > 0 for x in row), product)

    positive, negative = gains.rough > 0, gains.rough < 0
    best_count = max(zip(-negative.sum(axis=1), positive.sum(axis=1), strict=True))
    in_best = np.flatnonzero(
        (-negative.sum(axis=1) == best_count[0]) & (positive.sum(axis=1) == best_count[1])
    )
    logs = (
        np.where(positive, np.log(np.where(positive, gains.rough, 1.0)), 0.0)
        * np.array(weights, float)
    ).sum(axis=1)[in_best]
    candidates = in_best[logs >= logs.max() - 1e-9 * max(1.0, float(np.abs(logs).max()))]
    solution = _chosen("nash", gains, [int(i) for i in candidates], key)
    members: dict[tuple[int, ...], list[int]] = {}
    for i in in_best:
        members.setdefault(tuple(np.flatnonzero(positive[i]).tolist()), []).append(int(i))
    if len(members) < 2:
        return solution
    groups = tuple(
        (g, int(gains.rows[max(inside, key=key)])) for g, inside in sorted(members.items())
    )
    return Solution(
        name="nash", row=solution.row, tied_rows=solution.tied_rows, left_out=(), groups=groups
    )


def kalai_smorodinsky(gains: Gains) -> Solution:
    """Choose the package nearest to equal shares of the ideal gains, by leximin of the shares.

    Source: Kalai and Smorodinsky 1975. A share is a gain divided by the party's ideal gain over the
    zone. A party whose ideal gain is not above 0 is left out. On a discrete set the shares are
    seldom equal and the axioms hold only nearly.
    """
    counted = [p for p, ideal in enumerate(gains.ideal) if ideal > 0]
    left_out = tuple(p for p in range(len(gains.ideal)) if p not in counted)
    common = math.lcm(*(gains.ideal[p] for p in counted))

    def key(i: int) -> tuple[int, ...]:
        return tuple(sorted(gains.exact[i][p] * (common // gains.ideal[p]) for p in counted))

    candidates = list(range(len(gains.rows)))
    if counted:
        shares = gains.rough[:, counted] / gains.rough[:, counted].max(axis=0)
        candidates = _near_best(shares.min(axis=1))
    return _chosen("kalai_smorodinsky", gains, candidates, key, left_out)


def egalitarian(gains: Gains) -> Solution:
    """Make the least gain as great as can be, then the second least, and so on (leximin).

    Sources: Kalai 1977, Sen 1970.
    """
    return _chosen(
        "egalitarian", gains, _near_best(gains.rough.min(axis=1)), lambda i: _leximin(gains, i)
    )


def utilitarian(gains: Gains) -> Solution:
    """Choose the greatest sum of gains."""
    return _chosen(
        "utilitarian", gains, _near_best(gains.rough.sum(axis=1)), lambda i: sum(gains.exact[i])
    )


def relative_utilitarian(gains: Gains) -> Solution:
    """Choose the greatest sum of gains, each rescaled to the party's ideal gain.

    It shows whether the scale decides.
    """
    counted = [p for p, ideal in enumerate(gains.ideal) if ideal > 0]
    common = math.lcm(*(gains.ideal[p] for p in counted))

    def key(i: int) -> int:
        return int(sum(gains.exact[i][p] * (common // gains.ideal[p]) for p in counted))

    shares = (
        gains.rough[:, counted] / gains.rough[:, counted].max(axis=0)
        if counted
        else np.zeros((len(gains.rows), 1))
    )
    return _chosen("relative_utilitarian", gains, _near_best(shares.sum(axis=1)), key)


def all_solutions(gains: Gains, powers: Sequence[int] | None = None) -> dict[str, Solution]:
    """Give the four solutions by name, in the order of `SOLUTIONS`.

    ``powers``: entitlements, for Nash's alone.
    """
    return {
        s.name: s
        for s in (
            nash(gains, powers),
            kalai_smorodinsky(gains),
            egalitarian(gains),
            utilitarian(gains),
        )
    }


def _leximin(gains: Gains, i: int) -> tuple[int, ...]:
    return tuple(sorted(gains.exact[i]))


def _near_best(rough: npt.NDArray[np.float64]) -> list[int]:
    """List the rows whose floating-point value may be the best; the exact comparison follows."""
    best = float(rough.max())
    slack = 1e-9 * max(1.0, float(np.abs(rough).max()))
    return [int(i) for i in np.flatnonzero(rough >= best - slack)]


def _chosen(
    name: str,
    gains: Gains,
    candidates: list[int],
    key: Callable[[int], Any],
    left_out: tuple[int, ...] = (),
) -> Solution:
    """Choose the best candidates by an exact key.

    Among equals it is the one whose gains are best by leximin.
    """
    keys = {i: key(i) for i in candidates}
    best = max(keys.values())
    tied = [i for i in candidates if keys[i] == best]
    chosen = max(tied, key=lambda i: (_leximin(gains, i), -i))
    return Solution(
        name=name,
        row=int(gains.rows[chosen]),
        tied_rows=tuple(int(gains.rows[i]) for i in tied),
        left_out=left_out,
    )
