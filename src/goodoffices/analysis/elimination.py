"""The engine: adds one group of issues after another and drops dominated partial packages at once.

Coordinates and groups are those of `groups`. A group's undominated rows are added to what came before, and
what is then dominated is dropped (Nemhauser and Ullmann 1969). Dropping is right because a coordinate's total is the sum over
groups: what is dominated now is dominated whatever comes later.

References
----------
C. Bazgan, H. Hugot, D. Vanderpooten (2009), Solving efficiently the 0-1 multi-objective knapsack problem,
Computers & Operations Research 36(1), 260-279.
G. L. Nemhauser, Z. Ullmann (1969), Discrete dynamic programming and capital allocation, Management
Science 15(9), 494-505.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.dominance import undominated
from goodoffices.analysis.efficient_groups import efficient_groups
from goodoffices.analysis.errors import FrontierTooLarge, OutOfTime
from goodoffices.analysis.groups import Coordinate, Group, Limits
from goodoffices.analysis.patience import while_time_lasts
from goodoffices.analysis.problem import Box, Integers, Problem

#: Filtering fewer rows than this ends soon enough.
WORTH_A_THREAD = 20_000


#: Called after each group with (groups added, groups in all).
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Front:
    """Undominated totals (n, coordinates) and, by back-pointers, a package for each."""

    values: Integers
    groups: tuple[Group, ...]
    parents: tuple[npt.NDArray[np.int32], ...]
    rows: tuple[npt.NDArray[np.int32], ...]
    n_issues: int

    def packages(self) -> npt.NDArray[np.int32]:
        """One package (option indices) for each row of ``values``: (n, issues) int32."""
        packages = np.zeros((len(self.values), self.n_issues), np.int32)
        at: npt.NDArray[Any] = np.arange(len(self.values))
        for group, parent, row in zip(reversed(self.groups), reversed(self.parents), reversed(self.rows), strict=True):
            packages[:, group.issues] = group.decode(group.codes[row[at]])
            at = parent[at]
        return packages


def efficient_totals(
    problem: Problem,
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[Box],
    limits: Limits,
    progress: Progress | None = None,
) -> Front:
    """All undominated totals of the coordinates over packages that keep all floors and forbidden boxes.

    Exact. An empty result means that no package does. Raises `FrontierTooLarge`, `GroupTooLarge`.
    """
    groups = efficient_groups(problem, coordinates, forbidden, limits)
    if any(not len(g.codes) for g in groups):
        return _nothing(problem, len(coordinates))
    floors = binding_floors(coordinates, groups)
    if floors is None:
        return _nothing(problem, len(coordinates))
    clipped = [f is not None and not c.objective for f, c in zip(floors, coordinates, strict=True)]
    groups = [g.taking(undominated(g.values)) for g in groups]
    groups.sort(key=lambda g: _place_in_order(g, coordinates, clipped))
    least = rest_after([g.values for g in groups], np.min)
    most = rest_after([g.values for g in groups], np.max)
    dtype = groups[0].values.dtype if groups else np.int64
    values = np.zeros((1, len(coordinates)), dtype)
    parents, rows = [], []
    n_sums = n_comparisons = 0
    for level, group in enumerate(groups):
        n_sums += len(values) * len(group.codes)
        if len(coordinates) > 3:
            n_comparisons += len(values) * len(values) * len(group.codes) * comparison_weight(len(coordinates))
        if n_sums > limits.sums or n_comparisons > limits.comparisons:
            raise FrontierTooLarge(problem.case.issue_ids[group.issues[-1]], len(values), limits.partial_packages, too_slow=True)
        window = [(f, clip, least[level + 1][c], most[level + 1][c]) for c, (f, clip) in enumerate(zip(floors, clipped, strict=True))]
        values, parent, row = _add(values, group.values, window, limits)
        if len(values) > limits.partial_packages:
            raise FrontierTooLarge(problem.case.issue_ids[group.issues[-1]], len(values), limits.partial_packages)
        if not len(values):
            return _nothing(problem, len(coordinates))
        parents.append(parent)
        rows.append(row)
        if progress is not None:
            progress(level + 1, len(groups))
    totals = values + np.array([c.offset for c in coordinates], dtype) if coordinates else values
    return Front(totals, tuple(groups), tuple(parents), tuple(rows), len(problem.allowed))


def _undominated_in_time(sums: Integers, limits: Limits) -> npt.NDArray[np.intp]:
    """`undominated`, given up where the time ends first. Raises `OutOfTime`."""
    if len(sums) < WORTH_A_THREAD:
        return undominated(sums)
    keep = while_time_lasts(lambda: undominated(sums), limits.seconds_left)
    if keep is None:
        raise OutOfTime("the time limit")
    return keep


def comparison_weight(n_coordinates: int) -> int:
    """How much longer a comparison takes in more dimensions: fewer rows are dominated, so fewer comparisons end early (measured)."""
    return 1 if n_coordinates < 6 else max(5, 2 * (n_coordinates - 5))


def _place_in_order(group: Group, coordinates: Sequence[Coordinate], clipped: Sequence[bool]) -> tuple[bool, float, int]:
    """Groups that a limit touches come first, so that it is soon forgotten; of these, those that bring even the
    objective that they serve least the most for the room they take (an order of Bazgan, Hugot and Vanderpooten 2009,
    by worst ratios: on the public knapsack files it halves the work). Large groups last."""
    rooms = [c for c, clip in enumerate(clipped) if clip and group.values[:, c].any()]
    if not rooms:
        return True, 0.0, len(group.codes)
    spread = [float(values.max() - values.min()) for values in group.values.T]
    taken = sum(spread[c] for c in rooms)
    least = min((spread[c] for c, coordinate in enumerate(coordinates) if coordinate.objective), default=0.0)
    return False, -least / taken if taken else 0.0, len(group.codes)


def _nothing(problem: Problem, n_coordinates: int) -> Front:
    return Front(np.zeros((0, n_coordinates), np.int64), (), (), (), len(problem.allowed))


def binding_floors(coordinates: Sequence[Coordinate], groups: Sequence[Group]) -> list[int | None] | None:
    """Floors on summed amounts, None where every package reaches it; None in all if one is out of reach.

    The amounts of a coordinate that only had to reach such a floor are set to 0: it no longer matters.
    """
    floors: list[int | None] = []
    for c, coordinate in enumerate(coordinates):
        floor = None if coordinate.floor is None else coordinate.floor - coordinate.offset
        if floor is not None and sum(int(g.values[:, c].max()) for g in groups) < floor:
            return None
        if floor is not None and sum(int(g.values[:, c].min()) for g in groups) >= floor:
            floor = None
        floors.append(floor)
        if floor is None and not coordinate.objective:
            for g in groups:
                g.values[:, c] = 0
    return floors


def rest_after(tables: Sequence[Integers], extreme: Callable[..., Any]) -> list[list[int]]:
    """For each level, per coordinate, the least (most) that the groups' tables from there on can add."""
    n = tables[0].shape[1] if tables else 0
    rest = [[0] * n]
    for table in reversed(tables):
        rest.insert(0, [rest[0][c] + int(extreme(table[:, c])) for c in range(n)])
    return rest


def _add(
    values: Integers, added: Integers, window: Sequence[tuple[int | None, bool, int, int]], limits: Limits
) -> tuple[Integers, npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """One group more: all sums of a row so far and a row of the group, undominated ones only.

    ``window``: per coordinate its floor, whether totals above it are equal, and the least and the most
    that later groups can add. Returns the sums with the rows that they came from.
    """
    n, k = len(values), values.shape[1]
    step = max(1, limits.block_rows // n)
    kept = np.empty((0, k), values.dtype)
    parent, row = np.empty(0, np.int32), np.empty(0, np.int32)
    for start in range(0, len(added), step):
        limits.check_time()
        part = added[start : start + step]
        # Columns lie together in memory; candidate i comes from row i // n of the group and row i % n so far.
        sums = np.empty((len(part) * n, k), values.dtype, order="F")
        possible = None
        for c, (floor, clip, rest_least, rest_most) in enumerate(window):
            column = sums[:, c]
            np.add.outer(part[:, c], values[:, c], out=column.reshape(len(part), n))
            if floor is not None:
                reached = (column >= floor - rest_most).astype(bool)
                possible = reached if possible is None else possible & reached
                if clip:
                    np.minimum(column, floor - rest_least, out=column)
        candidates: npt.NDArray[Any] = np.arange(len(sums))
        if possible is not None and not possible.all():
            candidates = np.flatnonzero(possible)
            sums = np.asfortranarray(sums[candidates])
        n_kept = len(kept)
        if n_kept:
            sums = np.asfortranarray(np.concatenate([kept, sums]))
        keep = _undominated_in_time(sums, limits)
        old, new = keep < n_kept, candidates[keep[keep >= n_kept] - n_kept]
        came_from, came_by = np.empty(len(keep), np.int32), np.empty(len(keep), np.int32)
        came_from[old], came_by[old] = parent[keep[old]], row[keep[old]]
        came_from[~old], came_by[~old] = new % n, start + new // n
        kept, parent, row = np.asfortranarray(sums[keep]), came_from, came_by
    return kept, parent, row
