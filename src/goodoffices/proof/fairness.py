"""Which of some points is best by each idea of fairness: in fractions, by the definitions, on a list."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

Vector = tuple[Fraction, ...]
Key = Callable[[Vector], tuple[Fraction | int, ...]]


def keys_of_solutions(gains: Sequence[Vector]) -> dict[str, Key]:
    """For each solution the number, or the numbers in order, that it makes as great as can be.

    ``gains``: of all efficient packages in the zone, over the baselines. Kalai–Smorodinsky leaves out parties who can gain nowhere.
    """
    ideal = [max(g[p] for g in gains) for p in range(len(gains[0]))]
    return {
        "nash": _nash,
        "kalai_smorodinsky": lambda g: tuple(sorted(x / best for x, best in zip(g, ideal, strict=True) if best > 0)),
        "egalitarian": lambda g: tuple(sorted(g)),
        "utilitarian": lambda g: (sum(g, Fraction(0)),),
    }


def _nash(gains: Vector) -> tuple[Fraction | int, ...]:
    """First as few parties as can be below their baseline, then as many as can be above, then the product of their gains."""
    above = [x for x in gains if x > 0]
    return -sum(x < 0 for x in gains), len(above), math.prod(above, start=Fraction(1))
