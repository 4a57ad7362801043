"""What a party can give up at least cost to itself and greatest gain to another. Exact.

It gives it up from a draft, one issue at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.analysis.drafts.improvements import Move, single_moves
from goodoffices.analysis.problem.problem import Problem

#: Concessions of one party to another that are listed, among two parties and among more.
LISTED, LISTED_OF_MANY = 3, 2


@dataclass(frozen=True)
class Concession:
    """A move by which one party loses and another gains.

    ``rate``: the other's points for each point given up. It orders the concessions of one party to
    one other; between different pairs it compares points of different people.
    """

    giver: int
    taker: int
    move: Move
    rate: Fraction


def concessions(
    problem: Problem, package: Sequence[int], most: int = LISTED
) -> tuple[Concession, ...]:
    """List for each pair of parties the best concessions, one an issue, the best rate first.

    For a draft that keeps all rules and red lines.
    """
    moves = single_moves(problem, package)
    parties = range(len(problem.preferences))
    most = most if len(parties) < 3 else min(most, LISTED_OF_MANY)
    found: list[Concession] = []
    for giver in parties:
        for taker in parties:
            if giver == taker:
                continue
            best: dict[int, Concession] = {}
            for move in moves:
                if move.change[giver] < 0 < move.change[taker]:
                    rate = problem.as_utility(move.change[taker], taker) / -problem.as_utility(
                        move.change[giver], giver
                    )
                    known = best.get(move.issue)
                    if known is None or (rate, move.change[taker]) > (
                        known.rate,
                        known.move.change[taker],
                    ):
                        best[move.issue] = Concession(giver, taker, move, rate)
            found += sorted(
                best.values(), key=lambda c: (c.rate, c.move.change[taker]), reverse=True
            )[:most]
    return tuple(found)
