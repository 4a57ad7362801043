"""Which of some points is best by each idea of fairness (solution concept).

In fractions, by the definitions, on a list.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

Vector = tuple[Fraction, ...]
Key = Callable[[Vector], tuple[Fraction | int, ...]]


#: Entitlements as whole numbers go up to this; beyond, products of gains would have no end.
MOST_POWER = 1_000


def whole_powers(entitlements: Sequence[Fraction]) -> tuple[int, ...] | None:
    """Give entitlements as the smallest whole numbers in the same proportion.

    None where one is not above 0, or where they are larger than `MOST_POWER`.
    """
    if any(e <= 0 for e in entitlements):
        return None
    common = math.lcm(*(e.denominator for e in entitlements))
    whole = [int(e * common) for e in entitlements]
    powers = tuple(w // math.gcd(*whole) for w in whole)
    return None if max(powers) > MOST_POWER else powers


def keys_of_solutions(gains: Sequence[Vector], powers: Sequence[int]) -> dict[str, Key]:
    """Give for each solution the number, or the numbers in order, that it makes as great as can be.

    ``gains``: of all efficient packages in the zone, over the baselines. Kalai–Smorodinsky leaves
    out parties who can gain nowhere. ``powers``: of the gains in Nash's product.
    """
    ideal = [max(g[p] for g in gains) for p in range(len(gains[0]))]
    return {
        "nash": lambda g: _nash(g, powers),
        "kalai_smorodinsky": lambda g: tuple(
            sorted(x / best for x, best in zip(g, ideal, strict=True) if best > 0)
        ),
        "egalitarian": lambda g: tuple(sorted(g)),
        "utilitarian": lambda g: (sum(g, Fraction(0)),),
    }


def _nash(gains: Vector, powers: Sequence[int]) -> tuple[Fraction | int, ...]:
    """Rank a point by Nash's product.

    First as few parties as can be are below their baseline, then as many as can be above, then the
    product of their gains counts.
    """
    above = [x**power for x, power in zip(gains, powers, strict=True) if x > 0]
    return -sum(x < 0 for x in gains), len(above), math.prod(above, start=Fraction(1))
