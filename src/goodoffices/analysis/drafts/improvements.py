"""What would make a draft better: single changes, and a path of them on which nobody loses.

Exact, or said to be open. A move settles one issue in another way and leaves the others. Each
package on the way keeps all rules and red lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.frontier.frontier import Frontier
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Integers, Problem

#: Moves of a path; packages that are looked at before its search is given up; changes that are
#: listed.
LONGEST, MOST_SEEN, LISTED = 6, 400_000, 5


@dataclass(frozen=True)
class Move:
    """An issue settled by another option (positions), and what that changes.

    ``change``: in each party's final total.
    """

    issue: int
    option: int
    change: tuple[int, ...]


class PathFound(StrEnum):
    """What the search for a path found; the words of the JSON output.

    ``open``: there was too much to look at.
    """

    EFFICIENT = "efficient"
    FOUND = "found"
    NONE = "none"
    OPEN = "open"


@dataclass(frozen=True)
class Path:
    """The fewest moves from a draft to an efficient package such that nobody loses by any of them.

    None where there is no such path.
    """

    found: PathFound
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Improvements:
    """What single moves do for a feasible draft.

    - ``for_all``: nobody loses and somebody gains, the best first (by the smallest gain as a share
      of the party's span on the frontier, then the sum of these).
    - ``best_for``: for each party the move that gives it most; None: none gives it anything.
    - ``best_sum``: the greatest sum of gains, each as a share of the party's span; None: none has a
      sum above 0.
    - ``path``: see `Path`.
    - ``leaving``: after these a party would rather walk away that could sign the draft; the one
      that costs such a party the smallest share of its span first.
    - ``looked_at``: how many single moves there are.
    """

    for_all: tuple[Move, ...]
    best_for: tuple[Move | None, ...]
    best_sum: Move | None
    path: Path
    leaving: tuple[Move, ...]
    looked_at: int


def improvements(
    problem: Problem, frontier: Frontier, package: Sequence[int], limits: Limits
) -> Improvements:
    """Find what single moves do for a draft that keeps all rules and red lines.

    ``frontier``: the whole one.
    """
    moves = single_moves(problem, package)
    spans = spans_of(problem, frontier)

    def shares(move: Move) -> list[Fraction]:
        return [Fraction(c, s) for c, s in zip(move.change, spans, strict=True)]

    def worth(move: Move) -> tuple[Fraction, Fraction]:
        return min(shares(move)), sum(shares(move), Fraction(0))

    helpful = sorted(
        (m for m in moves if min(m.change) >= 0 and max(m.change) > 0), key=worth, reverse=True
    )
    best_for = []
    for p in range(len(problem.preferences)):
        best = max(moves, key=lambda m: (m.change[p], *worth(m)), default=None)
        best_for.append(best if best is not None and best.change[p] > 0 else None)
    best_sum = max(moves, key=lambda m: worth(m)[1], default=None)
    if best_sum is not None and worth(best_sum)[1] <= 0:
        best_sum = None
    return Improvements(
        for_all=tuple(helpful),
        best_for=tuple(best_for),
        best_sum=best_sum,
        path=path_to_frontier(problem, frontier, package, limits),
        leaving=_leaving_moves(problem, package, moves, spans),
        looked_at=len(moves),
    )


def _leaving_moves(
    problem: Problem, package: Sequence[int], moves: Sequence[Move], spans: Sequence[int]
) -> tuple[Move, ...]:
    """List the moves after which somebody would rather walk away who would not from the package."""
    before = [int(u) for u in problem.utilities(np.array([package], np.int32))[0]]
    already = set(problem.short(before))
    found = []
    for move in moves:
        after = [u + c for u, c in zip(before, move.change, strict=True)]
        if lost := set(problem.short(after)) - already:
            found.append((max(Fraction(-move.change[p], spans[p]) for p in lost), move))
    return tuple(move for _, move in sorted(found, key=lambda one: one[0]))


def spans_of(problem: Problem, frontier: Frontier) -> list[int]:
    """Give for each party the distance between its best and its worst efficient package.

    1 where there is none.
    """
    return [max(1, int(column.max()) - int(column.min())) for column in frontier.utilities.T]


def single_moves(problem: Problem, package: Sequence[int]) -> list[Move]:
    """List all moves from a package after which all rules and red lines hold."""
    here = np.array([package], np.int32)
    rows, issues, options = _neighbours(problem, here)
    before = problem.utilities(here)[0]
    after = problem.utilities(rows)
    return [
        Move(
            int(issues[k]),
            int(options[k]),
            tuple(int(after[k, p]) - int(before[p]) for p in range(len(before))),
        )
        for k in np.flatnonzero(problem.keeps_rules(rows) & (options >= 0))
    ]


def _neighbours(
    problem: Problem, packages: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """List all packages one move away from each of some, package by package: (n x moves, m).

    With them come the issue and the option of each move.
    """
    moves = [(j, int(o)) for j, allowed in enumerate(problem.allowed) for o in allowed]
    issues = np.array([j for j, _ in moves], np.int32)
    options = np.array([o for _, o in moves], np.int32)
    rows = np.repeat(packages, len(moves), axis=0)
    issues, options = np.tile(issues, len(packages)), np.tile(options, len(packages))
    changed = rows[np.arange(len(rows)), issues] != options
    rows[np.arange(len(rows)), issues] = options
    # A move to the option that is there is none. The row stays, so that row k comes from package
    # k // moves, and is told apart by its option.
    options[~changed] = -1
    return rows, issues, options


def path_to_frontier(
    problem: Problem, frontier: Frontier, package: Sequence[int], limits: Limits
) -> Path:
    """Find the fewest moves to an efficient package on which nobody loses, by breadth-first search.

    *none* is proven for up to `LONGEST` moves. *open*: more than `MOST_SEEN` packages would have
    had to be looked at, or the time ended.
    """
    efficient = {tuple(row) for row in frontier.utilities.tolist()}
    here = np.array([package], np.int32)
    level, worth = here, problem.utilities(here)
    if tuple(worth[0].tolist()) in efficient:
        return Path(PathFound.EFFICIENT)
    came_from: dict[bytes, tuple[bytes, int, int]] = {here[0].tobytes(): (b"", -1, -1)}
    for _ in range(LONGEST):
        nxt: list[npt.NDArray[np.int32]] = []
        values: list[Integers] = []
        step = max(1, 100_000 // max(1, sum(len(a) for a in problem.allowed)))
        for start in range(0, len(level), step):
            if limits.seconds_left() <= 0 or len(came_from) > MOST_SEEN:
                return Path(PathFound.OPEN)
            block = level[start : start + step]
            rows, issues, options = _neighbours(problem, block)
            n_moves = len(rows) // len(block)
            parent = np.arange(len(rows)) // n_moves
            totals = problem.utilities(rows)
            stays = (options >= 0) & (totals >= worth[start + parent]).all(axis=1).astype(bool)
            kept = np.flatnonzero(stays)
            kept = kept[problem.keeps_rules(rows[kept])]
            for k in kept:
                key = rows[k].tobytes()
                if key in came_from:
                    continue
                came_from[key] = (block[parent[k]].tobytes(), int(issues[k]), int(options[k]))
                if tuple(totals[k].tolist()) in efficient:
                    return Path(PathFound.FOUND, _moves_to(problem, key, came_from))
                nxt.append(rows[k])
                values.append(totals[k])
        if not nxt:
            break
        level, worth = np.stack(nxt), np.stack(values)
    return Path(PathFound.NONE)


def _moves_to(
    problem: Problem, key: bytes, came_from: dict[bytes, tuple[bytes, int, int]]
) -> tuple[Move, ...]:
    moves: list[Move] = []
    while (step := came_from[key])[0]:
        before, issue, option = step
        rows = np.stack([np.frombuffer(before, np.int32), np.frombuffer(key, np.int32)])
        first, second = problem.utilities(rows).tolist()
        moves.insert(
            0, Move(issue, option, tuple(b - a for a, b in zip(first, second, strict=True)))
        )
        key = before
    return tuple(moves)
