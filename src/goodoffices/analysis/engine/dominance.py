"""Which rows are undominated, exactly, whatever the size of the integers.

The filter itself is `moocore`'s (C). It computes in float64, silently, so rows are handed over only
where every number is a float64 exactly; larger integers are replaced by their ranks, which order
them in the same way. Two columns are sorted and scanned here instead: on fronts merged from sorted
parts that is three times as fast.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.problem.problem import INT64_SAFE, Integers

#: Integers up to this are float64 exactly.
FLOAT64_SAFE = 2**53


def undominated(rows: Integers) -> npt.NDArray[np.intp]:
    """List the rows (n, k), larger is better, that no other row dominates; of equal rows the first.

    Gives their indices. k = 0 means that all rows are equal. Cost: O(n log n) for k up to 3, more
    above.
    """
    if not len(rows):
        return np.empty(0, np.intp)
    varying = [c for c in range(rows.shape[1]) if (rows[:, c] != rows[0, c]).any()]
    if not varying:
        return np.zeros(1, np.intp)
    columns = rows if len(varying) == rows.shape[1] else np.asfortranarray(rows[:, varying])
    if len(varying) == 1:
        return np.array([int(np.argmax(columns[:, 0]))], np.intp)
    if columns.dtype == object:
        columns = _ranks(columns)
    if len(varying) == 2:
        return _sorted_scan(columns)
    if max(abs(int(columns.max())), abs(int(columns.min()))) > FLOAT64_SAFE:
        columns = _ranks(columns)
    import moocore

    mask = moocore.is_nondominated(columns.astype(np.float64), maximise=True, keep_weakly=False)
    return np.flatnonzero(mask)


def _ranks(columns: Integers) -> npt.NDArray[np.int64]:
    """Replace each column's numbers by their ranks: the same order, small integers."""
    return np.stack(
        [np.unique(columns[:, c], return_inverse=True)[1] for c in range(columns.shape[1])], axis=1
    ).astype(np.int64)


def _sorted_scan(columns: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
    """Filter two columns: list the rows that are undominated.

    Rows are sorted by the first column, descending. Each row is kept that raises the second's
    maximum.
    """
    first, second = columns[:, 0], columns[:, 1]
    span = int(second.max()) - int(second.min()) + 1
    largest = max(abs(int(first.max())), abs(int(first.min()))) + 1
    order: npt.NDArray[Any]
    if (largest + 1) * span + max(abs(int(second.max())), abs(int(second.min()))) < INT64_SAFE:
        # One key for both columns. A stable sort meets the sorted parts of merged fronts as runs.
        key = first * -span
        key -= second
        order = np.argsort(key, kind="stable")
    else:
        order = np.lexsort((-second, -first))
    ordered = second[order]
    best = np.maximum.accumulate(ordered)
    keep = np.empty(len(order), bool)
    keep[0] = True
    keep[1:] = ordered[1:] > best[:-1]
    return order[keep].astype(np.intp)
