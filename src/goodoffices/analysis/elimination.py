"""The engine: adds one group of issues after another and drops dominated partial packages at once.

A *coordinate* is anything that is summed over issues and of which more is better: a party's utility,
or room left under a limit. A coordinate may have a *floor*; one that is no objective counts only up to
its floor (`saturated` is as good as more). Issues that conditions tie together form a *group*; a group
is enumerated, its forbidden combinations dropped, and its undominated rows are then added to what came
before (Nemhauser and Ullmann 1969). Dropping is right because a coordinate's total is the sum over
groups: what is dominated now is dominated whatever comes later.

References
----------
G. L. Nemhauser, Z. Ullmann (1969), Discrete dynamic programming and capital allocation, Management
Science 15(9), 494-505.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.dominance import undominated
from goodoffices.analysis.errors import FrontierTooLarge, GroupTooLarge
from goodoffices.analysis.problem import Box, Integers, Problem

#: Candidate rows filtered at a time; bounds memory, changes no answer.
BLOCK_ROWS = 4_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes above which the analysis refuses rather than give a wrong or partial answer."""

    partial_packages: int = 2_000_000
    group_combinations: int = 1_000_000
    #: Numbers that a group's table may hold: combinations times parties and limits.
    group_cells: int = 50_000_000
    #: Sums of partial packages that may be formed in all.
    sums: int = 300_000_000
    #: Comparisons in four dimensions or more, where filtering is no longer sorting.
    comparisons: int = 1_000_000_000_000


#: Called after each group with (groups added, groups in all).
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Coordinate:
    """Something summed over issues of which more is better.

    ``values[j]`` gives the amount of each option of issue j (missing: 0 for all), ``boxes`` amounts for
    conditions on several issues. ``floor``: the least total that counts, or None. Not ``objective``:
    all totals at or above the floor are equally good.
    """

    values: dict[int, Integers]
    boxes: tuple[tuple[Box, int], ...] = ()
    offset: int = 0
    floor: int | None = None
    objective: bool = True


def party_coordinate(problem: Problem, party: int, *, floor: int | None = None, objective: bool = True, sign: int = 1) -> Coordinate:
    """A party's raw total as a coordinate; ``sign=-1`` to make less of it better."""
    return Coordinate(
        {j: sign * values[:, party] for j, values in enumerate(problem.contributions)},
        tuple((b.box, sign * b.points) for b in problem.bonuses if b.party == party),
        sign * problem.offsets[party],
        floor,
        objective,
    )


def limit_coordinates(problem: Problem, active: Iterable[int] | None = None) -> list[Coordinate]:
    """Room under (and over) each limit on a sum, as coordinates that must reach a floor."""
    wanted = None if active is None else set(active)
    found = []
    for bound in problem.sums:
        if wanted is not None and bound.demand not in wanted:
            continue
        arrays = {j: np.array(a, problem.contributions[0].dtype) for j, a in bound.amounts.items()}
        if bound.upper is not None:
            found.append(Coordinate({j: -a for j, a in arrays.items()}, floor=-bound.upper, objective=False))
        if bound.lower is not None:
            found.append(Coordinate(arrays, floor=bound.lower, objective=False))
    return found


def forbidden_boxes(problem: Problem, active: Iterable[int] | None = None) -> list[Box]:
    """Boxes that no package may lie in, of all demands or of those named."""
    wanted = None if active is None else set(active)
    return [f.box for f in problem.forbidden if wanted is None or f.demand in wanted]


@dataclass(frozen=True)
class Group:
    """Issues tied together, and the rows of their allowed combinations.

    ``values`` (rows, coordinates); ``codes`` (rows): the combination as a mixed-radix number over
    ``issues``, each digit a position in ``options``.
    """

    issues: tuple[int, ...]
    options: tuple[npt.NDArray[np.int32], ...]
    values: Integers
    codes: npt.NDArray[np.int64]

    def decode(self, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        """Option indices (n, issues of the group) of combinations."""
        shape = tuple(len(o) for o in self.options)
        digits = np.unravel_index(codes, shape)
        return np.stack([o[d] for o, d in zip(self.options, digits, strict=True)], axis=1).astype(np.int32)

    def taking(self, rows: npt.NDArray[np.intp]) -> Group:
        """The same group with some of its rows."""
        return Group(self.issues, self.options, self.values[rows], self.codes[rows])


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


def build_groups(problem: Problem, coordinates: Sequence[Coordinate], forbidden: Sequence[Box], limits: Limits) -> list[Group]:
    """The groups of tied issues with all their allowed rows (dominated ones included).

    Raises `GroupTooLarge` where a group has more combinations than ``limits.group_combinations``.
    """
    boxes = [*forbidden, *(box for c in coordinates for box, _ in c.boxes)]
    groups = []
    for issues in connected_issues(len(problem.allowed), boxes):
        options = tuple(problem.allowed[j] for j in issues)
        n = math.prod(len(o) for o in options)
        if n * max(1, len(coordinates)) > limits.group_cells:
            raise GroupTooLarge(tuple(problem.case.issue_ids[j] for j in issues), n, limits.group_cells // max(1, len(coordinates)))
        if len(issues) > 1 and n > limits.group_combinations:
            raise GroupTooLarge(tuple(problem.case.issue_ids[j] for j in issues), n, limits.group_combinations)
        groups.append(_enumerate_group(issues, options, coordinates, forbidden, problem.contributions[0].dtype))
    return groups


def connected_issues(n_issues: int, boxes: Sequence[Box]) -> list[tuple[int, ...]]:
    """The issues, split into those that some box ties together."""
    leader = list(range(n_issues))

    def find(j: int) -> int:
        while leader[j] != j:
            leader[j] = leader[leader[j]]
            j = leader[j]
        return j

    for box in boxes:
        for j in box.issues[1:]:
            leader[find(j)] = find(box.issues[0])
    by_leader: dict[int, list[int]] = {}
    for j in range(n_issues):
        by_leader.setdefault(find(j), []).append(j)
    return [tuple(issues) for issues in by_leader.values()]


def _enumerate_group(
    issues: tuple[int, ...],
    options: tuple[npt.NDArray[np.int32], ...],
    coordinates: Sequence[Coordinate],
    forbidden: Sequence[Box],
    dtype: Any,
) -> Group:
    shape = tuple(len(o) for o in options)
    axis = {j: a for a, j in enumerate(issues)}

    def along(j: int, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return values[options[axis[j]]].reshape([-1 if a == axis[j] else 1 for a in range(len(shape))])

    def inside(box: Box) -> npt.NDArray[np.bool_]:
        result = np.ones(shape, bool)
        for j, mask in zip(box.issues, box.masks, strict=True):
            result &= along(j, mask)
        return result

    allowed = np.ones(shape, bool)
    for box in forbidden:
        if not box.issues:
            allowed[...] = False
        elif box.issues[0] in axis:
            allowed &= ~inside(box)
    codes = np.flatnonzero(allowed.ravel())
    columns = np.zeros((len(codes), len(coordinates)), dtype)
    for c, coordinate in enumerate(coordinates):
        grid = np.zeros(shape, dtype)
        for j in issues:
            if j in coordinate.values:
                grid += along(j, coordinate.values[j])
        for box, points in coordinate.boxes:
            if box.issues[0] in axis:
                grid[inside(box)] += points
        columns[:, c] = grid.ravel()[codes]
    return Group(issues, options, columns, codes.astype(np.int64))


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
    groups = build_groups(problem, coordinates, forbidden, limits)
    if any(not len(g.codes) for g in groups):
        return _nothing(problem, len(coordinates))
    floors = binding_floors(coordinates, groups)
    if floors is None:
        return _nothing(problem, len(coordinates))
    clipped = [f is not None and not c.objective for f, c in zip(floors, coordinates, strict=True)]
    groups = [g.taking(undominated(g.values)) for g in groups]
    # Groups that a limit touches come first, so that it is soon forgotten; large ones last.
    groups.sort(key=lambda g: (not any(clipped[c] and g.values[:, c].any() for c in range(len(coordinates))), len(g.codes)))
    least = rest_after([g.values for g in groups], np.min)
    most = rest_after([g.values for g in groups], np.max)
    dtype = groups[0].values.dtype if groups else np.int64
    values = np.zeros((1, len(coordinates)), dtype)
    parents, rows = [], []
    n_sums = n_comparisons = 0
    for level, group in enumerate(groups):
        n_sums += len(values) * len(group.codes)
        if len(coordinates) > 3:
            n_comparisons += len(values) * len(values) * len(group.codes)
        if n_sums > limits.sums or n_comparisons > limits.comparisons:
            raise FrontierTooLarge(problem.case.issue_ids[group.issues[-1]], len(values), limits.partial_packages, too_slow=True)
        window = [(f, clip, least[level + 1][c], most[level + 1][c]) for c, (f, clip) in enumerate(zip(floors, clipped, strict=True))]
        values, parent, row = _add(values, group.values, window)
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
    values: Integers, added: Integers, window: Sequence[tuple[int | None, bool, int, int]]
) -> tuple[Integers, npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """One group more: all sums of a row so far and a row of the group, undominated ones only.

    ``window``: per coordinate its floor, whether totals above it are equal, and the least and the most
    that later groups can add. Returns the sums with the rows that they came from.
    """
    n, k = len(values), values.shape[1]
    step = max(1, BLOCK_ROWS // n)
    kept = np.empty((0, k), values.dtype)
    parent, row = np.empty(0, np.int32), np.empty(0, np.int32)
    for start in range(0, len(added), step):
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
        keep = undominated(sums)
        old, new = keep < n_kept, candidates[keep[keep >= n_kept] - n_kept]
        came_from, came_by = np.empty(len(keep), np.int32), np.empty(len(keep), np.int32)
        came_from[old], came_by[old] = parent[keep[old]], row[keep[old]]
        came_from[~old], came_by[~old] = new % n, start + new // n
        kept, parent, row = np.asfortranarray(sums[keep]), came_from, came_by
    return kept, parent, row
