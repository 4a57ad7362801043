"""Which of some points is best by each idea of fairness: in fractions, by the definitions, on a list."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

Vector = tuple[Fraction, ...]
Key = Callable[[Vector], tuple[Fraction | int, ...]]


def keys_of_solutions(gains: Sequence[Vector], entitlements: Sequence[Fraction]) -> dict[str, Key]:
    """For each solution the number, or the numbers in order, that it makes as great as can be.

    ``gains``: of all efficient packages in the zone, over the baselines. Kalai–Smorodinsky leaves out parties who can gain nowhere.
    ``entitlements``: above 0, the powers of the gains in Nash's product.
    """
    common = math.lcm(*(e.denominator for e in entitlements))
    whole = [int(e * common) for e in entitlements]
    powers = [w // math.gcd(*whole) for w in whole]
    ideal = [max(g[p] for g in gains) for p in range(len(gains[0]))]
    return {
        "nash": lambda g: _nash(g, powers),
        "kalai_smorodinsky": lambda g: tuple(sorted(x / best for x, best in zip(g, ideal, strict=True) if best > 0)),
        "egalitarian": lambda g: tuple(sorted(g)),
        "utilitarian": lambda g: (sum(g, Fraction(0)),),
    }


def _nash(gains: Vector, powers: Sequence[int]) -> tuple[Fraction | int, ...]:
    """First as few parties as can be below their baseline, then as many as can be above, then the product of their gains."""
    above = [x**power for x, power in zip(gains, powers, strict=True) if x > 0]
    return -sum(x < 0 for x in gains), len(above), math.prod(above, start=Fraction(1))
