"""The plain truth: every package listed, every number a fraction, straight from the words.

Shares no code with `goodoffices.analysis`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import prod

from goodoffices.case import Case
from goodoffices.preferences import Preferences, crossed_red_lines, utility

Vector = tuple[Fraction, ...]


@dataclass
class Truth:
    """All feasible packages with their utilities, and what follows from them."""

    case: Case
    preferences: tuple[Preferences, ...]

    def __post_init__(self) -> None:
        ids = [issue.id for issue in self.case.issues]
        self.all = [dict(zip(ids, row, strict=True)) for row in product(*(i.option_ids for i in self.case.issues))]
        self.feasible = [p for p in self.all if self.is_feasible(p)]
        self.vectors = [self.vector(p) for p in self.feasible]
        self.zone = [v for v in self.vectors if self.in_zone(v)]

    def is_feasible(self, package: dict[str, str]) -> bool:
        return not self.case.broken_by(package) and not any(crossed_red_lines(one, package) for one in self.preferences)

    def vector(self, package: dict[str, str]) -> Vector:
        return tuple(utility(one, package) for one in self.preferences)

    def in_zone(self, vector: Vector) -> bool:
        floors = [one.exact_walk_away() for one in self.preferences]
        return all(f is None or u >= f for u, f in zip(vector, floors, strict=True))

    def frontier(self) -> list[Vector]:
        distinct = set(self.vectors)
        return sorted(
            (v for v in distinct if not any(w != v and all(a >= b for a, b in zip(w, v, strict=True)) for w in distinct)), reverse=True
        )

    def baselines(self) -> tuple[Vector, Vector]:
        """Baselines as the product takes them, and with the least value in the zone wherever it could be taken."""
        quo = self.case.status_quo()
        first, other = [], []
        for p, one in enumerate(self.preferences):
            walk_away = one.exact_walk_away()
            least = min(v[p] for v in self.zone)
            if walk_away is not None:
                first.append(walk_away)
                other.append(walk_away)
            else:
                first.append(utility(one, quo) if self.is_feasible(quo) else least)
                other.append(least)
        return tuple(first), tuple(other)

    def solution_sets(self, baselines: Vector) -> dict[str, set[Vector]]:
        """For each solution, the set of efficient vectors in the zone that are best by it."""
        points = [v for v in self.frontier() if self.in_zone(v)]
        gains = {v: tuple(u - b for u, b in zip(v, baselines, strict=True)) for v in points}
        ideal = [max(g[p] for g in gains.values()) for p in range(len(baselines))]

        def best(key) -> set[Vector]:
            top = max(key(gains[v]) for v in points)
            return {v for v in points if key(gains[v]) == top}

        return {
            "nash": best(lambda g: (-sum(x < 0 for x in g), sum(x > 0 for x in g), prod(x for x in g if x > 0))),
            "kalai_smorodinsky": best(lambda g: tuple(sorted(x / i for x, i in zip(g, ideal, strict=True) if i > 0))),
            "egalitarian": best(lambda g: tuple(sorted(g))),
            "utilitarian": best(sum),
        }

    def n_reaching(self, vectors: set[Vector]) -> int:
        return sum(v in vectors for v in self.vectors)

    def can_meet(self, demands) -> bool:
        """Whether some package meets a set of demands, given as predicates on packages."""
        return any(all(d(p) for d in demands) for p in self.all)

    def subsets_are_satisfiable(self, demands) -> bool:
        return all(self.can_meet(some) for some in combinations(demands, len(demands) - 1))
