"""The best vectors of some quantities under rules, by adding up the issues.

This is the checker's own plain code. Tied issues are listed together, the others one by one; of
equal and dominated vectors one stays. The order is the reverse of the case's, the filter is sort
and scan: nothing is shared with the analysis but the idea.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.proof.checking.quantity import IndexedCondition, Quantity, Rules
from goodoffices.proof.checking.space import Space

Rows = npt.NDArray[Any]

#: Sums that may be formed in all, and combinations of tied issues that may be listed.
MOST_SUMS = 30_000_000
#: Numbers that one step may hold: sums times columns.
MOST_CELLS = 8_000_000
#: Rows scanned between two looks at the clock.
POLL_SECONDS = 4_096
MOST_COMBINATIONS = 200_000
#: Comparisons, where there are more than three columns.
MOST_COMPARISONS = 5_000_000_000
#: Integers up to this are added in 64 bits.
SAFE = 2**62


@dataclass(frozen=True)
class UndominatedVectors:
    """Undominated vectors (n, quantities), and for each a package by positions of options.

    The largest in the first column stand first.
    """

    vectors: Rows
    packages: npt.NDArray[np.int32]


def best_vectors(
    space: Space, objectives: Sequence[Quantity], rules: Rules, seconds_left: Callable[[], float]
) -> UndominatedVectors | None:
    """Find all undominated vectors of the objectives over the packages that keep the rules. Exact.

    None where that is too much work. What must be reached is carried as one column more, in which
    more is better until it is reached.
    """
    k = len(objectives)
    if rules.impossible or () in rules.forbidden:
        return _nothing(space, k)
    columns = [*objectives, *(r.quantity for r in rules.reached)]
    sizes = [len(issue.options) for issue in space.case.issues]
    tied = _tied(
        len(sizes),
        [*rules.forbidden, *(condition for q in columns for condition, _ in q.conditions)],
    )
    tables = []
    for issues in tied:
        if np.prod([sizes[j] for j in issues], dtype=float) > MOST_COMBINATIONS:
            return None
        tables.append(_listed(issues, sizes, columns, rules.forbidden))
    if any(not len(choices) for _, choices, _ in tables):
        return _nothing(space, k)
    tables.sort(key=lambda t: len(t[2]))
    needs = [r.near for r in rules.reached]
    try:
        return _added(tables, columns, k, needs, len(sizes), seconds_left)
    except _OutOfTime:
        return None


def _nothing(space: Space, n_columns: int) -> UndominatedVectors:
    return UndominatedVectors(
        np.zeros((0, n_columns), np.int64), np.zeros((0, len(space.case.issues)), np.int32)
    )


def _tied(n_issues: int, conditions: Sequence[IndexedCondition]) -> list[tuple[int, ...]]:
    """List the issues from last to first, those that some condition names together in one tuple."""
    part = list(range(n_issues))
    for condition in conditions:
        named = {part[j] for j, _ in condition}
        part = [min(named) if p in named else p for p in part]
    by_part: dict[int, list[int]] = {}
    for j in reversed(range(n_issues)):
        by_part.setdefault(part[j], []).append(j)
    return [tuple(issues) for issues in by_part.values()]


def _listed(
    issues: tuple[int, ...],
    sizes: Sequence[int],
    columns: Sequence[Quantity],
    forbidden: Sequence[IndexedCondition],
) -> tuple[tuple[int, ...], npt.NDArray[np.int32], Rows]:
    """List the allowed combinations of some issues, and what each adds to the columns."""
    choices = np.array(list(product(*(range(sizes[j]) for j in issues))), np.int32).reshape(
        -1, len(issues)
    )
    place = {j: c for c, j in enumerate(issues)}

    def inside(condition: IndexedCondition) -> npt.NDArray[np.bool_]:
        result = np.ones(len(choices), bool)
        for j, allowed in condition:
            result &= np.isin(choices[:, place[j]], list(allowed))
        return result

    for condition in forbidden:
        if condition[0][0] in place:
            choices = choices[~inside(condition)]
    dtype: Any = np.int64 if max((q.largest for q in columns), default=0) < SAFE else object
    values = np.zeros((len(choices), len(columns)), dtype)
    for c, quantity in enumerate(columns):
        for j in issues:
            if j in quantity.amounts:
                values[:, c] += np.array(quantity.amounts[j], dtype)[choices[:, place[j]]]
        for condition, points in quantity.conditions:
            if condition and condition[0][0] in place:
                values[inside(condition), c] += points
    return issues, choices, values


def _added(
    tables: Sequence[tuple[tuple[int, ...], npt.NDArray[np.int32], Rows]],
    columns: Sequence[Quantity],
    k: int,
    needs: Sequence[int],
    n_issues: int,
    seconds_left: Callable[[], float],
) -> UndominatedVectors | None:
    constants = [
        q.constant + sum(points for condition, points in q.conditions if not condition)
        for q in columns
    ]
    vectors: Rows = np.array([constants], tables[0][2].dtype if tables else np.int64).reshape(
        1, len(columns)
    )
    packages = np.zeros((1, n_issues), np.int32)
    n_sums = n_comparisons = 0
    for level, (issues, choices, values) in enumerate(tables):
        n = len(vectors)
        n_sums += n * len(values)
        if n_sums > MOST_SUMS or n * len(values) * len(columns) > MOST_CELLS or seconds_left() <= 0:
            return None
        if len(columns) > 3:
            n_comparisons += n * len(values) * n
            if n_comparisons > MOST_COMPARISONS:
                return None
        sums = (vectors[:, None, :] + values[None, :, :]).reshape(n * len(values), len(columns))
        rest = tables[level + 1 :]
        keep = np.ones(len(sums), bool)
        for c, need in enumerate(needs, start=k):
            most = sum(int(v[:, c].max()) for _, _, v in rest)
            least = sum(int(v[:, c].min()) for _, _, v in rest)
            keep &= (sums[:, c] >= need - most).astype(bool)
            sums[:, c] = np.minimum(sums[:, c], need - least)
        rows = np.flatnonzero(keep)
        rows = rows[undominated(sums[rows], seconds_left)]
        vectors = sums[rows]
        packages = packages[rows // len(values)]
        packages[:, list(issues)] = choices[rows % len(values)]
        if not len(vectors):
            break
    return UndominatedVectors(vectors[:, :k], packages)


class _OutOfTime(Exception):
    """A scan that took longer than it may."""


def unlimited() -> float:
    """Give no end to the time: as long as it takes."""
    return float("inf")


def undominated(rows: Rows, seconds_left: Callable[[], float] = unlimited) -> npt.NDArray[np.intp]:
    """Find the rows that no other row is at least as good as in all columns, by sort and scan.

    The result is their positions. Of equal rows one is kept.
    """
    if not len(rows) or not rows.shape[1]:
        return np.arange(min(1, len(rows)))
    ranks = np.stack([_ranks(rows[:, c]) for c in range(rows.shape[1])], axis=1)
    order = np.lexsort(tuple(-ranks[:, c] for c in range(ranks.shape[1] - 1, -1, -1)))
    scan = {1: _scan_one, 2: _scan_two, 3: _scan_three}.get(ranks.shape[1], _scan_many)
    kept: npt.NDArray[np.intp] = order[scan(ranks[order], seconds_left)]
    return kept


def _look(position: int, seconds_left: Callable[[], float]) -> None:
    if position % POLL_SECONDS == 0 and seconds_left() <= 0:
        raise _OutOfTime


def _ranks(column: Rows) -> npt.NDArray[np.int64]:
    return np.unique(column, return_inverse=True)[1].astype(np.int64)


def _scan_one(
    ranks: npt.NDArray[np.int64], seconds_left: Callable[[], float]
) -> npt.NDArray[np.intp]:
    return np.zeros(1, np.intp)


def _scan_two(
    ranks: npt.NDArray[np.int64], seconds_left: Callable[[], float]
) -> npt.NDArray[np.intp]:
    best_before = np.concatenate([[-1], np.maximum.accumulate(ranks[:, 1])[:-1]])
    return np.flatnonzero(ranks[:, 1] > best_before)


def _scan_three(
    ranks: npt.NDArray[np.int64], seconds_left: Callable[[], float]
) -> npt.NDArray[np.intp]:
    """Scan by a staircase of second and third column: rising ``seconds``, falling ``thirds``."""
    seconds: list[int] = []
    thirds: list[int] = []
    kept = []
    for position, (_, second, third) in enumerate(ranks.tolist()):
        _look(position, seconds_left)
        at = bisect_left(seconds, second)
        if at < len(seconds) and thirds[at] >= third:
            continue
        kept.append(position)
        end = at + 1 if at < len(seconds) and seconds[at] == second else at
        begin = at
        while begin and thirds[begin - 1] <= third:
            begin -= 1
        seconds[begin:end], thirds[begin:end] = [second], [third]
    return np.array(kept, np.intp)


def _scan_many(
    ranks: npt.NDArray[np.int64], seconds_left: Callable[[], float]
) -> npt.NDArray[np.intp]:
    """Scan in one pass, each row against those kept.

    In the order of the sort no later row is better than an earlier one in all columns, so one pass
    is enough.
    """
    kept = np.empty_like(ranks)
    positions: list[int] = []
    for position, row in enumerate(ranks):
        _look(position, seconds_left)
        if not (kept[: len(positions)] >= row).all(axis=1).any():
            kept[len(positions)] = row
            positions.append(position)
    return np.array(positions, np.intp)


def first_meeting(
    space: Space, rules: Rules, seconds_left: Callable[[], float]
) -> tuple[bool, dict[str, str] | None]:
    """Tell whether the question fits, and find a package that keeps the rules.

    The package is None where none does.
    """
    found = best_vectors(space, (), rules, seconds_left)
    if found is None:
        return False, None
    return True, space.package(found.packages[0].tolist()) if len(found.packages) else None
