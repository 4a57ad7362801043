"""Tied issues solved by eliminating one after another along a tree decomposition. Exact.

An issue is eliminated by looking at all combinations of its neighbours (the issues that conditions
still tie it to): for each, what the issue and everything that hangs on it can bring, as a list of
undominated vectors. What remains is a message to the neighbours.
The cost is the product of the neighbours' numbers of options, times the lengths of the lists. The
order takes the issue with the smallest product first.

References
----------
U. Bertelè, F. Brioschi (1972), Nonserial dynamic programming, Academic Press.
E. Rollon, J. Larrosa (2006), Bucket elimination for multiobjective optimization problems, Journal
of Heuristics 12, 307-328.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.engine.dominance import undominated
from goodoffices.analysis.engine.merging import Term, TiedIssues
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import INT64_SAFE, Integers

#: Combinations of neighbours and issue looked at in one go; bounds memory, changes no answer.
BLOCK_CELLS = 100_000

Rows = npt.NDArray[np.intp]


class TooManyRows(Exception):
    """The lists of undominated vectors grew beyond a limit, or joining them would take too long.

    They grew to ``n_rows``.
    """

    def __init__(self, n_rows: int, *, too_slow: bool = False) -> None:
        self.n_rows = n_rows
        self.too_slow = too_slow
        super().__init__(n_rows)


class _Work:
    """What an elimination has done so far, held against the limits before each join is formed."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.n_sums = 0
        self.n_comparisons = 0.0

    def join(self, lengths: Rows, others: Rows, n_coordinates: int) -> None:
        """Count a join before it is formed: the sums of two lists, for each pair of lists.

        These are all sums of a row of the one and a row of the other. Raises `TooManyRows`.
        """
        self.limits.check_time()
        sums = lengths * others
        n_rows = int(sums.sum())
        self.n_sums += n_rows
        if n_coordinates > 3:
            self.n_comparisons += float((sums.astype(float) * lengths).sum())
        too_many = (
            self.n_sums > self.limits.sums or n_rows * n_coordinates > self.limits.group_cells
        )
        if too_many or self.n_comparisons > self.limits.comparisons:
            raise TooManyRows(int(lengths.sum()), too_slow=True)


def elimination_order(tied: TiedIssues) -> tuple[list[int], int]:
    """Give the order of elimination, and the most combinations that one step looks at."""
    neighbours: dict[int, set[int]] = {j: set() for j in tied.options}
    for term in tied.terms:
        for j in term.masks:
            neighbours[j] |= term.masks.keys() - {j}
    sizes = {j: len(o) for j, o in tied.options.items()}
    order: list[int] = []
    largest = 1

    def cells(j: int) -> int:
        return sizes[j] * math.prod(sizes[i] for i in neighbours[j])

    while neighbours:
        j = min(neighbours, key=lambda i: (cells(i), i))
        largest = max(largest, cells(j))
        order.append(j)
        around = neighbours.pop(j)
        for i in around:
            neighbours[i] |= around - {i}
            neighbours[i].discard(j)
    return order, largest


@dataclass(frozen=True, kw_only=True)
class _Message:
    """Undominated vectors for each combination of the issues in ``scope``.

    The combinations stand in the order of their codes. Row r chose option ``choice[r]`` of
    ``issue`` and row ``below[i][r]`` of the i-th message that it took in. ``starts[c]`` to
    ``starts[c + 1]`` are the rows of combination c.
    """

    scope: tuple[int, ...]
    issue: int
    starts: Rows
    values: Integers
    choice: npt.NDArray[np.int32]
    taken: tuple[_Message, ...]
    below: tuple[Rows, ...]


def efficient_by_elimination(
    tied: TiedIssues, limits: Limits
) -> tuple[Integers, npt.NDArray[np.int32]]:
    """List all undominated vectors (n, coordinates) of tied issues, and a choice for each.

    A choice is a row of option indices (n, issues). The issues stand in the order of
    ``tied.options``. Raises `TooManyRows`.
    """
    order, _ = elimination_order(tied)
    terms, messages = list(tied.terms), list[_Message]()
    work = _Work(limits)
    for issue in order:
        here = [t for t in terms if issue in t.masks]
        terms = [t for t in terms if issue not in t.masks]
        taken = [m for m in messages if issue in m.scope]
        messages = [m for m in messages if issue not in m.scope]
        around = {j for t in here for j in t.masks} | {j for m in taken for j in m.scope}
        scope = tuple(sorted(around - {issue}))
        messages.append(_eliminated(tied, issue, scope, here, taken, work))
    return _joined(tied, messages, work)


def _eliminated(
    tied: TiedIssues,
    issue: int,
    scope: tuple[int, ...],
    terms: Sequence[Term],
    taken: Sequence[_Message],
    work: _Work,
) -> _Message:
    sizes = [len(tied.options[j]) for j in scope]
    n_cells, n_options = math.prod(sizes), len(tied.options[issue])
    blocks: list[tuple[Rows, Integers, npt.NDArray[np.int32], list[Rows]]] = []
    n_rows = 0
    step = max(1, BLOCK_CELLS // n_options)
    for start in range(0, n_cells, step):
        codes = np.arange(start, min(start + step, n_cells))
        block = _block(tied, issue, scope, codes, terms, taken, work)
        blocks.append(block)
        n_rows += len(block[0])
        if n_rows > work.limits.partial_packages:
            raise TooManyRows(n_rows)
    code = np.concatenate([b[0] for b in blocks])
    starts = np.searchsorted(code, np.arange(n_cells + 1)).astype(np.intp)
    below = tuple(np.concatenate([b[3][i] for b in blocks]) for i in range(len(taken)))
    values, choice = np.concatenate([b[1] for b in blocks]), np.concatenate([b[2] for b in blocks])
    return _Message(
        scope=scope,
        issue=issue,
        starts=starts,
        values=values,
        choice=choice,
        taken=tuple(taken),
        below=below,
    )


def _block(
    tied: TiedIssues,
    issue: int,
    scope: tuple[int, ...],
    codes: Rows,
    terms: Sequence[Term],
    taken: Sequence[_Message],
    work: _Work,
) -> tuple[Rows, Integers, npt.NDArray[np.int32], list[Rows]]:
    """Give codes, values, choices and rows taken of one block of combinations.

    Only undominated ones are given, by code.
    """
    n_options, sizes = len(tied.options[issue]), [len(tied.options[j]) for j in scope]
    digits = (
        dict(
            zip(
                scope,
                (np.repeat(d, n_options) for d in np.unravel_index(codes, sizes)),
                strict=True,
            )
        )
        if scope
        else {}
    )
    digits[issue] = np.tile(np.arange(n_options), len(codes))
    code, values = np.repeat(codes, n_options), tied.values[issue][digits[issue]]
    allowed = np.ones(len(code), bool)
    for term in terms:
        inside = np.ones(len(code), bool)
        for j, mask in term.masks.items():
            inside &= mask[digits[j]]
        if term.points is None:
            allowed &= ~inside
        else:
            values[inside] += term.points
    at = np.flatnonzero(allowed)
    cell, values = at, values[at]
    below: list[Rows] = []
    for message in taken:
        own = np.ravel_multi_index(
            [digits[j][cell] for j in message.scope], [len(tied.options[j]) for j in message.scope]
        )
        first, count = message.starts[own], message.starts[own + 1] - message.starts[own]
        # The rows of a cell all meet the same list of the message.
        _, one, length = np.unique(cell, return_index=True, return_counts=True)
        work.join(length, count[one], values.shape[1])
        row = np.repeat(np.arange(len(cell)), count)
        other = np.repeat(first - np.cumsum(count) + count, count) + np.arange(len(row))
        sums = values[row] + message.values[other]
        keep = undominated_within(cell[row], sums)
        row, other = row[keep], other[keep]
        cell, values, below = cell[row], sums[keep], [*(b[row] for b in below), other]
        if len(cell) > work.limits.partial_packages:
            raise TooManyRows(len(cell))
    keep = undominated_within(code[cell], values)
    cell = cell[keep]
    return code[cell], values[keep], digits[issue][cell].astype(np.int32), [b[keep] for b in below]


def _joined(
    tied: TiedIssues, messages: Sequence[_Message], work: _Work
) -> tuple[Integers, npt.NDArray[np.int32]]:
    """Add up the vectors of all messages that nothing is left to hang on."""
    values: Integers = tied.constant[None, :]
    rows: list[Rows] = []
    for message in messages:
        n, m = len(values), len(message.values)
        work.join(np.array([n]), np.array([m]), values.shape[1])
        sums = (values[:, None, :] + message.values[None, :, :]).reshape(n * m, values.shape[1])
        keep = undominated(sums)
        if len(keep) > work.limits.partial_packages:
            raise TooManyRows(len(keep))
        values, rows = sums[keep], [*(r[keep // m] for r in rows), keep % m]
    position = {j: k for k, j in enumerate(tied.options)}
    choices = np.zeros((len(values), len(position)), np.int32)
    open_ = list(zip(messages, rows, strict=True))
    while open_:
        message, at = open_.pop()
        choices[:, position[message.issue]] = tied.options[message.issue][message.choice[at]]
        open_ += [
            (other, below[at]) for other, below in zip(message.taken, message.below, strict=True)
        ]
    return values, choices


def undominated_within(segment: Rows, values: Integers) -> Rows:
    """List the rows that no other row of the same segment dominates, of equal ones the first.

    Gives their indices, by segment. One and two coordinates are sorted and scanned for all segments
    at once: O(n log n). With more, each segment is filtered by itself.
    """
    n, k = values.shape
    if not n:
        return np.empty(0, np.intp)
    if k > 2:
        return _each_segment(segment, values)
    order = np.lexsort((*(-values[:, c] for c in range(k - 1, -1, -1)), segment))
    ordered = segment[order]
    new = np.ones(n, bool)
    new[1:] = ordered[1:] != ordered[:-1]
    if k < 2:
        return order[new]
    second: npt.NDArray[Any] = values[order, 1]
    low, high = int(second.min()), int(second.max())
    number = np.cumsum(new)
    if (high - low + 1) * (int(number[-1]) + 1) >= INT64_SAFE:
        second = np.unique(second, return_inverse=True)[1]
        low, high = 0, int(second.max())
    # Later segments are lifted above all earlier ones, so that one running maximum serves them all.
    lifted = (second - low) + number * (high - low + 1)
    keep = np.ones(n, bool)
    keep[1:] = lifted[1:] > np.maximum.accumulate(lifted)[:-1]
    return order[keep]


def _each_segment(segment: Rows, values: Integers) -> Rows:
    order = np.argsort(segment, kind="stable")
    ends = np.flatnonzero(np.diff(segment[order])) + 1
    parts = np.split(order, ends)
    return np.concatenate(
        [part if len(part) == 1 else part[np.sort(undominated(values[part]))] for part in parts]
    )
