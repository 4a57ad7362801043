"""How many packages reach given totals: exact where that can be done, else bounds that are certain.

The count is a joint one over all parties (#P-hard), so three methods are tried in turn:

1. a table over the vectors of totals, one group of issues after another, equal vectors merged.
   Vectors that can no longer reach a floor leave it; those that surely reach one are clipped there;
2. for at most two floors that bind: the groups in two halves, and pairs counted by dominance;
3. amounts rounded down (a lower bound) and up (an upper bound) to a coarse grid, in floating point
   with the rounding error accounted for. Both bounds are certain.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.linked_issues import build_groups
from goodoffices.analysis.engine.partial_sums import rest_after
from goodoffices.analysis.problem.coordinates import (
    Coordinate,
    forbidden_conditions,
    limit_coordinates,
    party_coordinate,
)
from goodoffices.analysis.problem.errors import GroupTooLarge, OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import INT64_SAFE, Integers, Problem

#: Rows that the table may create in all, and where exact counts are asked for. Cases below LISTABLE
#: packages may always finish.
TABLE_ROWS, TABLE_ROWS_ASKED = 1_000_000, 50_000_000
#: Below this many packages the count is always exact.
LISTABLE = 1_000_000
#: Rows of a half, for counting by halves; and where exact counts are asked for.
HALF_ROWS, HALF_ROWS_ASKED = 100_000, 5_000_000
#: Cells of the coarse grid, for bounds.
GRID_CELLS = 60_000
#: Floors beyond which no coarse grid is tried.
MOST_GRID_AXES = 15
#: Additions of cells that a bound may cost.
GRID_WORK = 500_000_000


@dataclass(frozen=True, slots=True)
class Count:
    """A number of packages: exact if the bounds are equal."""

    lower: int
    upper: int

    @property
    def is_exact(self) -> bool:
        """Tell whether the number is known."""
        return self.lower == self.upper


@dataclass(frozen=True)
class _Rows:
    """Distinct vectors of amounts (n, coordinates) of one group.

    With each stands how many combinations have it.
    """

    values: Integers
    counts: npt.NDArray[Any]


def count_packages(
    problem: Problem,
    floors: Sequence[int | None],
    limits: Limits | None = None,
    *,
    only_exact: bool = False,
) -> Count:
    """Count the feasible packages with *raw* totals at or above ``floors`` (one a party).

    None: no floor. With ``only_exact`` the bounds are not narrowed when exact counting does not
    finish: the answer is then 0 to all packages. So it is where the time ends first.
    ``limits.counts_exactly``: exact counts may cost more.
    """
    limits = limits or Limits()
    coordinates = [
        party_coordinate(problem, p, floor=floor, objective=False)
        for p, floor in enumerate(floors)
        if floor is not None
    ]
    coordinates += limit_coordinates(problem)
    try:
        groups = [
            _distinct(g.values)
            for g in build_groups(problem, coordinates, forbidden_conditions(problem), limits)
        ]
    except GroupTooLarge:
        all_of_them = not problem.forbidden and all(
            _is_always_reached(c, problem) for c in coordinates
        )
        return Count(problem.n_packages if all_of_them else 0, problem.n_packages)
    total = math.prod(int(g.counts.sum()) for g in groups)
    if total == 0:
        return Count(0, 0)
    if total >= INT64_SAFE:
        groups = [_Rows(g.values, g.counts.astype(object)) for g in groups]
    groups, needs = _binding(groups, coordinates)
    if any(sum(int(g.values[:, c].max()) for g in groups) < need for c, need in enumerate(needs)):
        return Count(0, 0)
    rows = TABLE_ROWS_ASKED if limits.counts_exactly else TABLE_ROWS
    budget = None if problem.n_packages <= LISTABLE else rows // (1 + len(needs) // 4)
    try:
        exact = _by_table(groups, needs, budget, limits)
        if exact is None and len(needs) <= 2:
            exact = _by_halves(groups, needs, total, limits)
        if exact is not None:
            return Count(exact, exact)
        return Count(0, total) if only_exact else _by_grid(groups, needs, total, limits)
    except OutOfTime:
        return Count(0, total)


def _is_always_reached(coordinate: Coordinate, problem: Problem) -> bool:
    """Tell whether even the least of each issue, with all points below 0, reaches the floor."""
    least = sum(int(values[problem.allowed[j]].min()) for j, values in coordinate.values.items())
    least += sum(points for _, points in coordinate.conditions if points < 0) + coordinate.offset
    return coordinate.floor is None or least >= coordinate.floor


def _distinct(values: Integers, counts: npt.NDArray[Any] | None = None) -> _Rows:
    """Merge equal rows, and add their counts."""
    if counts is None:
        counts = np.ones(len(values), np.int64)
    if not len(values) or not values.shape[1]:
        return _Rows(values[:1], np.array([counts.sum()] if len(values) else [], counts.dtype))
    keys = _keys(values)
    order = np.lexsort(keys)
    changed = np.zeros(len(order), bool)
    changed[0] = True
    for key in keys:
        ordered = key[order]
        changed[1:] |= (ordered[1:] != ordered[:-1]).astype(bool)
    starts = np.flatnonzero(changed)
    return _Rows(values[order[starts]], np.add.reduceat(counts[order], starts))


def _keys(values: Integers) -> list[npt.NDArray[Any]]:
    """Give columns to sort by: packed into one integer where that fits."""
    columns = [values[:, c] for c in range(values.shape[1])]
    if values.dtype == object:
        return [np.unique(c, return_inverse=True)[1] for c in columns]
    extents = [int(c.max()) - int(c.min()) + 1 for c in columns]
    if math.prod(extents) >= INT64_SAFE:
        return columns
    key = np.zeros(len(values), np.int64)
    for column, extent in zip(columns, extents, strict=True):
        key = key * extent + (column - column.min())
    return [key]


def _binding(
    groups: list[_Rows], coordinates: Sequence[Coordinate]
) -> tuple[list[_Rows], list[int]]:
    """Give amounts as differences to each group's least.

    Only floors that some package misses are kept.
    """
    least = [[int(g.values[:, c].min()) for g in groups] for c in range(len(coordinates))]
    needs = [
        (c.floor or 0) - c.offset - sum(low) for c, low in zip(coordinates, least, strict=True)
    ]
    kept = [c for c, need in enumerate(needs) if need > 0]
    shifted = []
    for i, g in enumerate(groups):
        lows = np.array([least[c][i] for c in kept], g.values.dtype)
        shifted.append(_distinct(g.values[:, kept] - lows, g.counts))
    return shifted, [needs[c] for c in kept]


def _by_table(
    groups: Sequence[_Rows], needs: Sequence[int], budget: int | None, limits: Limits
) -> int | None:
    """Count exactly by the table of totals; None if it would create more than ``budget`` rows."""
    groups = sorted(groups, key=lambda g: len(g.values))
    most = rest_after([g.values for g in groups], np.max)
    state = _Rows(
        np.zeros((1, len(needs)), groups[0].values.dtype), np.ones(1, groups[0].counts.dtype)
    )
    for level, g in enumerate(groups):
        limits.check_time()
        n_new = len(state.values) * len(g.values)
        if budget is not None:
            budget -= n_new
            if budget < 0:
                return None
        sums, counts = _crossed(state, g)
        possible = np.ones(n_new, bool)
        for c, need in enumerate(needs):
            possible &= (sums[:, c] >= need - most[level + 1][c]).astype(bool)
            np.minimum(sums[:, c], need, out=sums[:, c])
        state = _distinct(sums[possible], counts[possible])
        if not len(state.values):
            return 0
    return int(state.counts.sum())


def _crossed(a: _Rows, b: _Rows) -> tuple[Integers, npt.NDArray[Any]]:
    """List all sums of a row of each, and how many combinations have each.

    Equal sums are not merged.
    """
    n, k = len(a.values) * len(b.values), a.values.shape[1]
    return (a.values[:, None, :] + b.values[None, :, :]).reshape(n, k), (
        a.counts[:, None] * b.counts[None, :]
    ).reshape(n)


def _by_halves(
    groups: Sequence[_Rows], needs: Sequence[int], total: int, limits: Limits
) -> int | None:
    """Count exactly the pairs of halves that reach both floors.

    None if a half or the count is too large.
    """
    if total >= INT64_SAFE or any(g.values.dtype == object for g in groups):
        return None
    halves: list[_Rows] = []
    sides: tuple[list[_Rows], list[_Rows]] = ([], [])
    sizes = [1, 1]
    for g in sorted(groups, key=lambda g: -len(g.values)):
        side = 0 if sizes[0] <= sizes[1] else 1
        sides[side].append(g)
        sizes[side] *= len(g.values)
    for side_groups, size in zip(sides, sizes, strict=True):
        if size > (HALF_ROWS_ASKED if limits.counts_exactly else HALF_ROWS):
            return None
        half = _Rows(np.zeros((1, len(needs)), np.int64), np.ones(1, np.int64))
        for g in side_groups:
            limits.check_time()
            half = _distinct(*_crossed(half, g))
        halves.append(half)
    a, b = halves
    two = [np.zeros((len(h.values), 2), np.int64) for h in halves]
    for wide, h in zip(two, halves, strict=True):
        wide[:, : len(needs)] = h.values
    wanted = np.array([*needs, *([0] * (2 - len(needs)))], np.int64) - two[0]
    reached = _weights_dominating(wanted, two[1], b.counts)
    return sum(int(x) * int(y) for x, y in zip(a.counts, reached, strict=True))


def _weights_dominating(
    queries: npt.NDArray[np.int64], points: npt.NDArray[np.int64], weights: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Give for each query the weight of all points at or above it in both columns.

    Cost: O((n + q) log n). A wavelet matrix: points in descending order of the first column, split
    bit by bit by the rank of the second. A query is a prefix of that order and a least rank.
    """
    points, weights = points[order := np.argsort(-points[:, 0], kind="stable")], weights[order]
    prefix = np.searchsorted(-points[:, 0], -queries[:, 0], side="right")
    ranked = np.sort(points[:, 1])
    rank = np.searchsorted(ranked, points[:, 1], side="left")
    least = np.searchsorted(ranked, queries[:, 1], side="left")
    begin, end = np.zeros(len(queries), np.int64), prefix.astype(np.int64)
    found = np.zeros(len(queries), np.int64)
    n_bits = max(1, len(points).bit_length())
    for bit in range(n_bits - 1, -1, -1):
        ones = (rank >> bit & 1).astype(bool)
        ones_before = np.concatenate([[0], np.cumsum(ones)])
        weight_before = np.concatenate([[0], np.cumsum(np.where(ones, weights, 0))])
        n_zeros = len(rank) - int(ones_before[-1])
        wants_one = (least >> bit & 1).astype(bool)
        found += np.where(wants_one, 0, weight_before[end] - weight_before[begin])
        begin = np.where(wants_one, n_zeros + ones_before[begin], begin - ones_before[begin])
        end = np.where(wants_one, n_zeros + ones_before[end], end - ones_before[end])
        split = np.concatenate([np.flatnonzero(~ones), np.flatnonzero(ones)])
        rank, weights = rank[split], weights[split]
    equal = np.concatenate([[0], np.cumsum(weights)])
    result: npt.NDArray[np.int64] = found + equal[end] - equal[begin]
    return result


def _by_grid(groups: Sequence[_Rows], needs: Sequence[int], total: int, limits: Limits) -> Count:
    """Give certain bounds on the count, by rounding amounts to a grid.

    All amounts are rounded down, then all up, to a grid of few steps a coordinate.
    """
    m = len(needs)
    if m > MOST_GRID_AXES:
        return Count(0, total)
    steps = max(1, int(GRID_CELLS ** (1 / m)) - 1)
    while (
        steps > 1
        and m * (steps + 1) ** m * sum(min(len(g.values), (steps + 1) ** m) for g in groups)
        > GRID_WORK
    ):
        steps = max(1, steps * 3 // 4)
    widths = [Fraction(need, steps) for need in needs]
    lower, upper = (_grid_share(groups, widths, steps, up, limits) for up in (False, True))
    return Count(math.floor(lower[0] * total), min(total, math.ceil(upper[1] * total)))


def _grid_share(
    groups: Sequence[_Rows], widths: Sequence[Fraction], steps: int, up: bool, limits: Limits
) -> tuple[Fraction, Fraction]:
    """Give the share of all combinations that reach ``steps`` in each coordinate.

    It is an interval around rounding.
    """
    m = len(widths)
    table = np.zeros((steps + 1,) * m)
    table[(0,) * m] = 1.0
    n_operations = 0
    for g in groups:
        limits.check_time()
        cells = np.stack(
            [_grid_steps(g.values[:, c], widths[c], steps, up) for c in range(m)], axis=1
        )
        coarse = _distinct(cells, g.counts)
        size = int(g.counts.sum())
        result = np.zeros_like(table)
        for shift, count in zip(coarse.values.tolist(), coarse.counts, strict=True):
            result += _shifted(table, shift) * (int(count) / size)
        table = result
        n_operations += len(coarse.values) + m * (steps + 1) + 3
    share = Fraction(float(table[(steps,) * m]))
    # Sums and products of non-negative floats: the relative error is at most (1 + 2^-53)^n - 1; the
    # absolute term covers numbers below the smallest normal float.
    error = share * n_operations * Fraction(1, 2**52) + Fraction(n_operations * table.size, 2**1000)
    return max(Fraction(0), share - error), share + error


def _grid_steps(amounts: Integers, width: Fraction, steps: int, up: bool) -> npt.NDArray[np.int64]:
    n, d = width.numerator, width.denominator
    whole = [min(steps, -(-int(a) * d // n) if up else int(a) * d // n) for a in amounts]
    return np.array(whole, np.int64)


def _shifted(table: npt.NDArray[np.float64], shift: Sequence[int]) -> npt.NDArray[np.float64]:
    """Move the table up by ``shift`` in each axis.

    What would leave it gathers in the last cells.
    """
    for axis, s in enumerate(shift):
        if not s:
            continue
        moved = np.zeros_like(table)
        source, target = np.moveaxis(table, axis, 0), np.moveaxis(moved, axis, 0)
        if s < len(source):
            target[s:] = source[: len(source) - s]
            target[-1] += source[len(source) - s :].sum(axis=0)
        else:
            target[-1] = source.sum(axis=0)
        table = moved
    return table
