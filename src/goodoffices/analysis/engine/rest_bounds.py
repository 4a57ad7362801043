"""The most that later groups can add to a weighted sum of objectives: an upper bound.

It is given how much room they must still leave. Exact for each room alone.

For each level a table holds the greatest weighted sum over what is left of the groups, by the
amount that they must bring to the room at least. It is filled backwards, group by group, as for one
knapsack (Bellman 1957). Only every few levels are kept and the rest filled again when they are
needed, so that the memory stays small.
A room with more amounts than ``CELLS`` is measured in coarser steps, rounded in its favour: the
bound is then still one, but not the least. Of several rooms each is looked at alone, and the least
bound is taken.

References
----------
R. Bellman (1957), Dynamic programming, Princeton University Press.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.partial_sums import Stages

#: Amounts of room that a table tells apart.
CELLS = 1 << 16
#: Levels between two tables that are kept.
STRIDE = 12
#: Below any weighted sum, and far from where integers end when one is added.
IMPOSSIBLE = -(2**62)

Table = npt.NDArray[np.int64]


class RestBounds:
    """Upper bounds on weighted sums of finished packages, for partial ones of any level.

    ``weights`` (w, objectives): whole numbers, 0 or more; ``objectives``: the columns that they
    weigh.
    """

    def __init__(
        self, stages: Stages, weights: npt.NDArray[np.int64], objectives: Sequence[int]
    ) -> None:
        self.weights, self.objectives = weights, list(objectives)
        self.rooms = [_Room(stages, room, weights, self.objectives) for room in stages.rooms]

    def of(self, level: int, values: npt.NDArray[np.int64]) -> Table:
        """Give for each partial package the most that each weighted sum can become: (w, n).

        It holds the groups up to ``level``, itself not included; the groups from there on are still
        to come.
        """
        rest = self.rooms[0].rest(level, values)
        for room in self.rooms[1:]:
            np.minimum(rest, room.rest(level, values), out=rest)
        for k, column in enumerate(self.objectives):
            rest += self.weights[:, k, None] * values[None, :, column]
        return rest


class _Room:
    """One coordinate that must reach a floor."""

    def __init__(
        self, stages: Stages, room: int, weights: npt.NDArray[np.int64], objectives: list[int]
    ) -> None:
        floor = stages.floors[room]
        assert floor is not None
        self.room, self.floor = room, floor
        self.least = [rest[room] for rest in stages.least]
        amounts = [g.values[:, room] - int(g.values[:, room].min()) for g in stages.groups]
        self.divisor = math.gcd(*(int(a) for column in amounts for a in column)) or 1
        self.coarser = max(1, -(-(self.floor - self.least[0]) // (self.divisor * CELLS)))
        self.amounts = [-(-column // (self.divisor * self.coarser)) for column in amounts]
        self.worths = [g.values[:, objectives] @ weights.T for g in stages.groups]
        self.most = [0]
        for column in reversed(self.amounts):
            self.most.insert(0, self.most[0] + int(column.max()))
        # Below 0 where only dominated rows, which are gone, would have missed the floor.
        self.needed = max(0, int(self._steps(np.array([self.floor - self.least[0]]))[0]))
        last = len(self.amounts)
        table = np.zeros((weights.shape[0], 1), np.int64)
        self.kept = {last: table}
        for level in range(last - 1, -1, -1):
            table = self._before(level, table)
            if level % STRIDE == 0:
                self.kept[level] = table
        self.near: dict[int, Table] = {}

    def _steps(self, amounts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Give in steps the amounts that must be reached.

        They are rounded up to what can be, and down where steps are coarser.
        """
        return np.asarray(-(-amounts // self.divisor) // self.coarser)

    def rest(self, level: int, values: npt.NDArray[np.int64]) -> Table:
        """Give (w, n): the most that the groups from ``level`` on add to each weighted sum.

        This is if the room is to reach its floor.
        """
        table = self._table(level)
        need = self._steps(self.floor - self.least[level] - values[:, self.room])
        return np.take(table, np.clip(need, 0, table.shape[1] - 1), axis=1)

    def _table(self, level: int) -> Table:
        if level in self.kept:
            return self.kept[level]
        if level not in self.near:
            self.near = {}
            above = min(k for k in self.kept if k > level)
            table = self.kept[above]
            for k in range(above - 1, level - level % STRIDE, -1):
                table = self.near[k] = self._before(k, table)
        return self.near[level]

    def _before(self, level: int, table: Table) -> Table:
        """Fill the table of a level from that of the next.

        Cell r is the greatest weighted sum where the room gets r steps or more.
        """
        size = min(self.most[level], self.needed) + 1
        found = np.full((len(table), size), IMPOSSIBLE, np.int64)
        for amount, worth in zip(self.amounts[level].tolist(), self.worths[level], strict=True):
            # With this row, r steps are left for the others where the row brings no more than r;
            # where it brings more, none.
            enough = min(amount, size)
            np.maximum(found[:, :enough], (table[:, 0] + worth)[:, None], out=found[:, :enough])
            reach = min(size, amount + table.shape[1])
            if reach > enough:
                np.maximum(
                    found[:, enough:reach],
                    table[:, : reach - enough] + worth[:, None],
                    out=found[:, enough:reach],
                )
        return found
