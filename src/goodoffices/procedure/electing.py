"""Elect one wording by the private rankings of the sides, with a lot that is drawn beforehand.

With two sides: of the wordings that no other beats for both, the one whose worse rank is best
(fallback bargaining: Brams and Kilgour, 2001). With three and more: the Schulze method, by winning
votes (Schulze, 2011). Ties go by the lot.
"""

from __future__ import annotations

from collections.abc import Sequence

Ranks = tuple[int, ...]


def elected(rankings: Sequence[Ranks], lot: Sequence[int]) -> int:
    """Elect a wording, give its number from 1.

    ``rankings``: of each side the rank of each wording, 1 for the best, shared where several are
    alike; ``lot``: the order of the wordings that decides ties. Cost: wordings to the third power.
    """
    if len(rankings) < 2:
        raise ValueError("two sides or more elect a wording")
    wins = best_worse_rank(rankings) if len(rankings) == 2 else schulze(rankings)
    return next(number for number in lot if number - 1 in wins)


def best_worse_rank(rankings: Sequence[Ranks]) -> set[int]:
    """Find the undominated wordings whose worst rank is best, by their positions from 0."""
    sides = [_places(one) for one in rankings]
    count = len(sides[0])
    undominated = [
        k
        for k in range(count)
        if not any(
            _dominates([side[j] for side in sides], [side[k] for side in sides])
            for j in range(count)
        )
    ]
    worst = {k: max(side[k] for side in sides) for k in undominated}
    return {k for k in undominated if worst[k] == min(worst.values())}


def schulze(rankings: Sequence[Ranks]) -> set[int]:
    """Find the winners by the Schulze method, by their positions from 0."""
    count = len(rankings[0])
    beats = [[sum(one[a] < one[b] for one in rankings) for b in range(count)] for a in range(count)]
    path = [
        [beats[a][b] if beats[a][b] > beats[b][a] else 0 for b in range(count)]
        for a in range(count)
    ]
    for via in range(count):
        for a in range(count):
            for b in range(count):
                if a != b:
                    path[a][b] = max(path[a][b], min(path[a][via], path[via][b]))
    return {
        a for a in range(count) if all(path[a][b] >= path[b][a] for b in range(count) if b != a)
    }


def _places(ranks: Ranks) -> Ranks:
    """Give each wording one more than the number of those that are ranked before it."""
    return tuple(1 + sum(other < mine for other in ranks) for mine in ranks)


def _dominates(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True)) and any(
        a < b for a, b in zip(one, other, strict=True)
    )
