"""Groups of issues in the order in which they are added up, and the sums of partial packages.

Only sums that can still be completed are kept. Coordinates and groups are those of `coordinates`
and `linked_issues`. Adding a group to what came before means all sums of a row so far and a row of
the group. A sum leaves where even the most that later groups can add does not reach a floor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.dominance import undominated
from goodoffices.analysis.engine.linked_issues import Group
from goodoffices.analysis.problem.coordinates import Coordinate
from goodoffices.analysis.problem.errors import OutOfTime
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import Integers
from goodoffices.analysis.solvers.time_limits import while_time_lasts

#: Filtering fewer rows than this ends soon enough.
WORTH_A_THREAD = 20_000


@dataclass(frozen=True, kw_only=True)
class Front:
    """Undominated totals (n, coordinates) and, by back-pointers, a package for each."""

    values: Integers
    groups: tuple[Group, ...]
    parents: tuple[npt.NDArray[np.int32], ...]
    rows: tuple[npt.NDArray[np.int32], ...]
    n_issues: int

    def packages(self) -> npt.NDArray[np.int32]:
        """Give one package (option indices) for each row of ``values``: (n, issues) int32."""
        return traced(
            np.arange(len(self.values)), self.groups, self.parents, self.rows, self.n_issues
        )


def traced(
    at: npt.NDArray[Any],
    groups: Sequence[Group],
    parents: Sequence[npt.NDArray[np.int32]],
    rows: Sequence[npt.NDArray[np.int32]],
    n_issues: int,
) -> npt.NDArray[np.int32]:
    """Give the packages behind some rows of the last level."""
    packages = np.zeros((len(at), n_issues), np.int32)
    for group, parent, row in zip(reversed(groups), reversed(parents), reversed(rows), strict=True):
        packages[:, group.issues] = group.decode(group.codes[row[at]])
        at = parent[at]
    return packages


def binding_floors(
    coordinates: Sequence[Coordinate], groups: Sequence[Group]
) -> list[int | None] | None:
    """Give the floors on summed amounts, None where every package reaches it.

    If one is out of reach, the whole answer is None. The amounts of a coordinate that only had to
    reach such a floor are set to 0: it no longer matters.
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
    """Give for each level, per coordinate, the least (most) that the groups from there on can add.

    What they can add is read from their tables.
    """
    n = tables[0].shape[1] if tables else 0
    rest = [[0] * n]
    for table in reversed(tables):
        rest.insert(0, [rest[0][c] + int(extreme(table[:, c])) for c in range(n)])
    return rest


@dataclass(frozen=True, kw_only=True)
class Stages:
    """Groups in the order in which they are added, and what floors ask of the sums.

    Each group has its undominated rows only.

    - ``floors``: on sums without offsets, None where every package reaches it.
    - ``clipped``: coordinates that count only up to their floor.
    - ``least[k]`` and ``most[k]``: what groups from the k-th on add to each coordinate at least and
      at most.
    """

    groups: tuple[Group, ...]
    floors: tuple[int | None, ...]
    clipped: tuple[bool, ...]
    least: tuple[list[int], ...]
    most: tuple[list[int], ...]

    @property
    def dtype(self) -> Any:
        """Give the type that sums are held as."""
        return self.groups[0].values.dtype if self.groups else np.int64

    @property
    def rooms(self) -> tuple[int, ...]:
        """List the coordinates that only have to reach a floor, which some packages do not."""
        return tuple(c for c, clip in enumerate(self.clipped) if clip)

    def sums(
        self, level: int, values: Integers, part: Integers
    ) -> tuple[Integers, npt.NDArray[Any]]:
        """List all sums of a row of ``values`` and one of ``part`` that can still reach the floors.

        ``part`` is one of the level's group. Sum i comes from row ``i // n`` of the part and row
        ``i % n`` of the n so far; these i are returned beside the sums. Columns lie together in
        memory.
        """
        n, k = values.shape
        sums = np.empty((len(part) * n, k), values.dtype, order="F")
        possible = None
        for c, (floor, clip) in enumerate(zip(self.floors, self.clipped, strict=True)):
            column = sums[:, c]
            np.add.outer(part[:, c], values[:, c], out=column.reshape(len(part), n))
            if floor is not None:
                reached = (column >= floor - self.most[level + 1][c]).astype(bool)
                possible = reached if possible is None else possible & reached
                if clip:
                    np.minimum(column, floor - self.least[level + 1][c], out=column)
        candidates: npt.NDArray[Any] = np.arange(len(sums))
        if possible is not None and not possible.all():
            candidates = np.flatnonzero(possible)
            sums = np.asfortranarray(sums[candidates])
        return sums, candidates


def stages_of(coordinates: Sequence[Coordinate], groups: Sequence[Group]) -> Stages | None:
    """Put groups with rows in order; None where no sum reaches all floors."""
    floors = binding_floors(coordinates, groups)
    if floors is None:
        return None
    clipped = tuple(
        f is not None and not c.objective for f, c in zip(floors, coordinates, strict=True)
    )
    kept = [g.taking(undominated(g.values)) for g in groups]
    kept.sort(key=lambda g: _place_in_order(g, coordinates, clipped))
    return in_order(kept, floors, clipped)


def in_order(
    groups: Sequence[Group], floors: Sequence[int | None], clipped: Sequence[bool]
) -> Stages:
    """Give the stages of groups added in the order given."""
    tables = [g.values for g in groups]
    return Stages(
        groups=tuple(groups),
        floors=tuple(floors),
        clipped=tuple(clipped),
        least=tuple(rest_after(tables, np.min)),
        most=tuple(rest_after(tables, np.max)),
    )


def spread(group: Group) -> list[int]:
    """Tell how far apart the amounts of a group's rows lie, per coordinate.

    Python's integers: of any length, and dividing to a float.
    """
    return [int(column.max()) - int(column.min()) for column in group.values.T]


def _place_in_order(
    group: Group, coordinates: Sequence[Coordinate], clipped: Sequence[bool]
) -> tuple[bool, float, int]:
    """Give the key that puts groups in order: those that a limit touches come first.

    A limit is then soon forgotten. Of these groups, those come first that bring even the objective
    that they serve least the most for the room they take (an order of Bazgan, Hugot and
    Vanderpooten 2009, by worst ratios: on the public knapsack files it halves the work). Large
    groups come last.
    """
    rooms = [c for c, clip in enumerate(clipped) if clip and group.values[:, c].any()]
    if not rooms:
        return True, 0.0, len(group.codes)
    spreads = spread(group)
    taken = sum(spreads[c] for c in rooms)
    least = min(
        (spreads[c] for c, coordinate in enumerate(coordinates) if coordinate.objective), default=0
    )
    return False, -least / taken if taken else 0.0, len(group.codes)


def undominated_in_time(sums: Integers, limits: Limits) -> npt.NDArray[np.intp]:
    """Filter as `undominated` does, and give up where the time ends first. Raises `OutOfTime`."""
    if len(sums) < WORTH_A_THREAD:
        return undominated(sums)
    keep = while_time_lasts(lambda: undominated(sums), limits.seconds_left)
    if keep is None:
        raise OutOfTime("the time limit")
    return keep
