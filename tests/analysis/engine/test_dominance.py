"""`engine.dominance`: the undominated rows, against comparing every row with every other."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis.engine.dominance import undominated


def best(rows):
    """The distinct rows that no other exceeds nowhere-less, in Python's integers."""
    distinct = {tuple(map(int, row)) for row in rows}
    return {v for v in distinct if not any(w != v and all(a >= b for a, b in zip(w, v, strict=True)) for w in distinct)}


def checked(rows):
    kept = undominated(rows)
    assert {tuple(map(int, rows[k])) for k in kept} == best(rows)
    assert len(kept) == len(best(rows))
    # Of equal rows it is the first.
    assert all(not any((rows[k] == rows[i]).all() for i in range(k)) for k in kept)


#: Ties; numbers that floating point takes for one another, up to near the ends of 64 bits; and integers of any length.
NUMBERS = {
    "ties": (np.int64, lambda draw: draw.randint(0, 3)),
    "near": (np.int64, lambda draw: 2**53 + draw.randint(0, 2)),
    "products beyond 64 bits": (np.int64, lambda draw: draw.randint(0, 3) * 2**31 + draw.randint(-1, 1)),
    "ends": (np.int64, lambda draw: draw.choice([0, 2**61, -(2**61)]) + draw.randint(-2, 2)),
    "long": (object, lambda draw: draw.randint(0, 2) * 10**40 + draw.randint(-1, 1)),
}


@pytest.mark.parametrize("kind", NUMBERS)
@given(st.integers(0, 10**6))
def test_the_rows_that_are_left_are_those_that_no_other_dominates(kind, seed):
    draw = random.Random(seed)
    dtype, number = NUMBERS[kind]
    for columns in (1, 2, 3, 5):
        checked(np.array([[number(draw) for _ in range(columns)] for _ in range(draw.randint(1, 9))], dtype))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=10))
def test_a_column_in_which_all_rows_are_equal_decides_nothing(pairs):
    rows = np.array([(7, a, 2**60, b) for a, b in pairs], np.int64)
    assert undominated(rows).tolist() == undominated(np.array(pairs, np.int64)).tolist()
    checked(rows)


def test_of_rows_without_columns_the_first_stands_for_all():
    assert undominated(np.zeros((4, 0), np.int64)).tolist() == [0]
    assert undominated(np.full((3, 2), 5, np.int64)).tolist() == [0]


@pytest.mark.parametrize("columns", [0, 1, 3])
def test_of_no_rows_none_is_left(columns):
    assert undominated(np.zeros((0, columns), np.int64)).tolist() == []


def test_rows_in_a_long_front_all_stay():
    """Two columns against each other, wide enough that both do not fit into one key."""
    for step in (1, 2**40):
        first = np.arange(1000, dtype=np.int64) * step
        rows = np.stack([first, first[::-1].copy() * 3], axis=1)
        assert sorted(undominated(rows).tolist()) == list(range(1000))
