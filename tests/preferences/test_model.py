"""`preferences.model`: how the numbers of a file are read."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Condition
from goodoffices.preferences import Interval, Numbers, Preferences, RedLine
from tests.cases import EXERCISE, case_of, preferences_of

F = Fraction
CASE = case_of({"a": 2, "b": 3}, ["p"])
PLAIN = preferences_of(CASE, "p", [(0, 100), (10, 20, 30)], 40, numbers=Numbers())
numbers = st.builds(F, st.integers(-9000, 9000), st.integers(1, 60))


@given(st.integers(1, 50), st.integers(0, 50), st.integers(1, 99))
def test_weights_count_by_their_proportions_alone(a, b, times):
    one = replace(PLAIN, weights={"a": F(a, 7), "b": F(b, 3)})
    other = replace(PLAIN, weights={"a": F(a * times, 7), "b": F(b * times, 3)})
    found = [one.contribution(i.id, o) for i in CASE.issues for o in i.option_ids]
    assert found == [other.contribution(i.id, o) for i in CASE.issues for o in i.option_ids]
    assert one.exact_weight("a") + one.exact_weight("b") == 1
    assert one.exact_weight("a") * F(b, 3) == one.exact_weight("b") * F(a, 7)


def test_weights_taken_as_given_are_not_brought_to_a_sum_of_1():
    one = replace(PLAIN, weights={"a": F(3), "b": F(1)}, numbers=Numbers(weights_as_given=True))
    assert one.contribution("a", "a1") == 300
    assert replace(one, numbers=Numbers()).contribution("a", "a1") == 75


def test_a_score_is_given_as_typed_and_a_weight_of_0_silences_it():
    one = replace(PLAIN, weights={"a": F(0), "b": F(2)})
    assert one.exact_score("a", "a1") == 100
    assert one.contribution("a", "a1") == 0


def test_each_number_in_doubt_is_named():
    one = Preferences(
        party="p",
        reading="only",
        basis=EXERCISE,
        weights={"a": None, "b": Interval(F(1), F(2))},
        scores={"a": {"a0": F(0), "a1": Interval(F(5), F(6))}, "b": {"b0": None, "b1": F(3), "b2": F(4)}},
        walk_away=Interval(F(1), F(9)),
        possible_red_lines=(RedLine("perhaps-1", Condition.of({"a": "a0"})),),
    )
    assert one.unsupported() == [
        "the weight of a (blank)",
        "the weight of b (an interval)",
        "the score of a: a1 (an interval)",
        "the score of b: b0 (blank)",
        "the walk-away value (an interval)",
        "whether perhaps-1 is a red line",
    ]
    assert replace(PLAIN, walk_away=None, walk_away_is_blank=True).unsupported() == ["the walk-away value (blank)"]
    assert PLAIN.unsupported() == []


def test_no_exact_number_is_made_of_one_in_doubt():
    for doubt in (None, Interval(F(1), F(1))):
        one = replace(PLAIN, weights={"a": F(1), "b": doubt}, scores={**PLAIN.scores, "a": {"a0": doubt, "a1": F(1)}})
        for exact in (lambda o: o.exact_weight("a"), lambda o: o.exact_weight("b"), lambda o: o.exact_score("a", "a0")):
            with pytest.raises(TypeError, match="no exact value"):
                exact(one)
    with pytest.raises(TypeError, match="no exact value"):
        replace(PLAIN, walk_away=Interval(F(1), F(2))).exact_walk_away()


@given(numbers, st.sampled_from([F(1), F(1, 10), F(5), F(2, 3)]))
def test_a_total_is_rounded_to_the_nearest_step_and_up_where_it_lies_between_two(total, grid):
    read = replace(PLAIN, numbers=Numbers(grid=grid)).read(total)
    steps = range(int(total / grid) - 2, int(total / grid) + 3)
    assert read == max((k * grid for k in steps), key=lambda step: (-abs(step - total), step))


@given(numbers, numbers, st.none() | numbers, st.sampled_from([None, F(1), F(3, 7)]))
def test_a_larger_total_is_never_read_as_less(one, other, cut, grid):
    reads = replace(PLAIN, numbers=Numbers(cut=cut, grid=grid))
    low, high = sorted((one, other))
    assert reads.read(low) <= reads.read(high)
    if cut is None and grid is None:
        assert reads.read(low) == low


def test_a_total_is_cut_before_it_is_rounded():
    one = replace(PLAIN, numbers=Numbers(cut=F(149, 100), grid=F(1)))
    assert one.read(F(7)) == 1
    assert one.uncut().read(F(7)) == 7
    assert one.uncut().read(F(3, 2)) == 2


def test_a_walk_away_value_is_rounded_like_a_total_but_never_cut():
    """A party that asks for more than the cut can be given nothing: to cut its demand would give it away."""
    one = replace(PLAIN, walk_away=F(1205, 10), numbers=Numbers(cut=F(100), grid=F(1)))
    assert one.exact_walk_away() == 121
    assert replace(one, walk_away=F(0)).exact_walk_away() == 0
    assert replace(one, walk_away=None).exact_walk_away() is None
