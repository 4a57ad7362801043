"""The engine: adds one group of issues after another and drops dominated partial packages at once.

Coordinates and groups are those of `coordinates` and `linked_issues`. A group's undominated rows
are added to what came before, and what is then dominated is dropped (Nemhauser and Ullmann 1969).
Dropping is right because a coordinate's total is the sum over groups: what is dominated now is
dominated whatever comes later. Where limits on sums keep too many alive, `bounded_elimination` goes
on.

References
----------
C. Bazgan, H. Hugot, D. Vanderpooten (2009), Solving efficiently the 0-1 multi-objective knapsack
problem, Computers & Operations Research 36(1), 260-279.
G. L. Nemhauser, Z. Ullmann (1969), Discrete dynamic programming and capital allocation, Management
Science 15(9), 494-505.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.bounded_elimination import can_be_bounded, efficient_by_bounds
from goodoffices.analysis.engine.efficient_groups import efficient_groups
from goodoffices.analysis.engine.partial_sums import Front, Stages, stages_of, undominated_in_time
from goodoffices.analysis.problem.coordinates import Coordinate
from goodoffices.analysis.problem.errors import FrontierTooLarge
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import CompiledCondition, Integers, Problem

#: Called after each group with (groups added, groups in all).
Progress = Callable[[int, int], None]


def efficient_totals(
    problem: Problem,
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[CompiledCondition],
    limits: Limits,
    progress: Progress | None = None,
) -> Front:
    """List all undominated totals of the coordinates over the packages that are allowed.

    Allowed are packages that keep all floors and forbidden conditions. Exact. An empty result means
    that no package does. Raises `FrontierTooLarge`, `GroupTooLarge`.
    """
    groups = efficient_groups(problem, coordinates, forbidden, limits)
    stages = stages_of(coordinates, groups) if all(len(g.codes) for g in groups) else None
    if stages is None:
        return Front(
            values=np.zeros((0, len(coordinates)), np.int64),
            groups=(),
            parents=(),
            rows=(),
            n_issues=len(problem.allowed),
        )
    objectives = [c for c, coordinate in enumerate(coordinates) if coordinate.objective]
    if can_be_bounded(stages, objectives):
        few = replace(limits, partial_packages=min(limits.partial_packages, limits.before_bounds))
        try:
            front = _added_up(problem, stages, few, None)
        except FrontierTooLarge:
            front = efficient_by_bounds(problem, stages, objectives, limits, progress)
    else:
        front = _added_up(problem, stages, limits, progress)
    totals = (
        front.values + np.array([c.offset for c in coordinates], front.values.dtype)
        if coordinates
        else front.values
    )
    return replace(front, values=totals)


def _added_up(problem: Problem, stages: Stages, limits: Limits, progress: Progress | None) -> Front:
    values = np.zeros((1, len(stages.floors)), stages.dtype)
    parents, rows = [], []
    n_sums = n_comparisons = 0
    for level, group in enumerate(stages.groups):
        n_sums += len(values) * len(group.codes)
        if values.shape[1] > 3:
            n_comparisons += (
                len(values) * len(values) * len(group.codes) * comparison_weight(values.shape[1])
            )
        if n_sums > limits.sums or n_comparisons > limits.comparisons:
            raise FrontierTooLarge(
                problem.case.issue_ids[group.issues[-1]],
                len(values),
                limits.partial_packages,
                too_slow=True,
            )
        values, parent, row = _add(stages, level, values, limits)
        if len(values) > limits.partial_packages:
            raise FrontierTooLarge(
                problem.case.issue_ids[group.issues[-1]], len(values), limits.partial_packages
            )
        parents.append(parent)
        rows.append(row)
        if progress is not None:
            progress(level + 1, len(stages.groups))
    return Front(
        values=values,
        groups=stages.groups,
        parents=tuple(parents),
        rows=tuple(rows),
        n_issues=len(problem.allowed),
    )


def comparison_weight(n_coordinates: int) -> int:
    """Tell how much longer a comparison takes in more dimensions.

    Fewer rows are dominated there, so fewer comparisons end early (measured).
    """
    return 1 if n_coordinates < 6 else max(5, 2 * (n_coordinates - 5))


def _add(
    stages: Stages, level: int, values: Integers, limits: Limits
) -> tuple[Integers, npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Add one group more: give all sums of a row so far and a row of the group, undominated only.

    With them come the rows that they came from.
    """
    added, n = stages.groups[level].values, len(values)
    step = max(1, limits.block_rows // max(1, n))
    kept = np.empty((0, values.shape[1]), values.dtype)
    parent, row = np.empty(0, np.int32), np.empty(0, np.int32)
    for start in range(0, len(added), step):
        limits.check_time()
        sums, candidates = stages.sums(level, values, added[start : start + step])
        n_kept = len(kept)
        if n_kept:
            sums = np.asfortranarray(np.concatenate([kept, sums]))
        keep = undominated_in_time(sums, limits)
        old, new = keep < n_kept, candidates[keep[keep >= n_kept] - n_kept]
        came_from, came_by = np.empty(len(keep), np.int32), np.empty(len(keep), np.int32)
        came_from[old], came_by[old] = parent[keep[old]], row[keep[old]]
        came_from[~old], came_by[~old] = new % n, start + new // n
        kept, parent, row = np.asfortranarray(sums[keep]), came_from, came_by
    return kept, parent, row
