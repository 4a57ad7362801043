"""`preferences.scales`: numbers between those that are given."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Issue, Option, Text
from goodoffices.preferences import Interval, between_given, lower_end, runs_of, upper_end

F = Fraction


def scale(numbers):
    options = tuple(Option(f"n{k}", Text.of(str(number)), number) for k, number in enumerate(numbers))
    return Issue(id="s", name=Text.of("s"), options=options, status_quo=None, is_scale=True)


def line(at, left, right, end):
    """The height at a place of the straight line through two points, each a number and a value."""
    share = F(at - left[0]) / F(right[0] - left[0])
    return (1 - share) * end(left[1]) + share * end(right[1])


def value_by(draw):
    low = F(draw.randint(0, 300), 6)
    return draw.choice([None, low, Interval(low, low + draw.randint(1, 50))])


@given(st.integers(0, 10**6))
def test_each_end_of_a_score_between_lies_on_the_line_between_its_neighbours(seed):
    draw = random.Random(seed)
    numbers = sorted(draw.sample(range(60), 9))
    chosen = draw.sample(numbers, draw.randint(2, 5))
    given_values = {f"n{numbers.index(n)}": value_by(draw) for n in sorted(chosen)}
    found = between_given(scale(numbers), given_values)
    assert list(found) == [f"n{k}" for k, n in enumerate(numbers) if min(chosen) <= n <= max(chosen)]
    for option, value in found.items():
        at = numbers[int(option[1:])]
        if option in given_values:
            assert value == given_values[option]
            continue
        left, right = (
            (n, given_values[f"n{numbers.index(n)}"]) for n in (max(c for c in chosen if c < at), min(c for c in chosen if c > at))
        )
        assert lower_end(value) == line(at, left, right, lower_end)
        assert upper_end(value) == line(at, left, right, upper_end)
        # What is open is said to be open, and one number is no interval.
        assert (value is None) is (left[1] is None and right[1] is None)
        assert not isinstance(value, Interval) or value.lower < value.upper


def test_a_third_between_0_and_100_is_exact():
    assert between_given(scale([0, 1, 3]), {"n0": F(0), "n2": F(100)})["n1"] == F(100, 3)


def test_beside_a_blank_a_score_is_as_open_as_it_is_near():
    assert between_given(scale([0, 1, 4]), {"n0": F(40), "n2": None}) == {"n0": F(40), "n1": Interval(F(30), F(55)), "n2": None}


def test_one_given_number_says_nothing_of_the_others():
    assert between_given(scale([0, 1, 2]), {"n1": F(5)}) == {"n1": F(5)}
    assert between_given(scale([0, 1, 2]), {}) == {}


def test_a_blank_goes_from_0_to_100():
    assert [(lower_end(v), upper_end(v)) for v in (None, F(7), Interval(F(2), F(3)))] == [(0, 100), (7, 7), (2, 3)]


@given(st.lists(st.booleans(), max_size=9))
def test_runs_hold_what_is_chosen_and_are_broken_where_something_is_not(picks):
    names = [f"o{k}" for k in range(len(picks))]
    chosen = {name for name, picked in zip(names, picks, strict=True) if picked}
    runs = runs_of(names, chosen)
    assert [name for run in runs for name in run] == [name for name in names if name in chosen]
    assert all(names[names.index(run[0]) :][: len(run)] == run for run in runs)
    assert all(names.index(before[-1]) + 1 < names.index(after[0]) for before, after in pairwise(runs))
