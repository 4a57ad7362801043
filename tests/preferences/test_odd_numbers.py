"""Numbers that are allowed and seldom meant: what they come to, held against what going from worst to best adds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Issue, Option, Text
from goodoffices.preferences import Numbers, utility
from goodoffices.preferences.odd_numbers import Oddness, amounts_over_times, odd_numbers
from tests.cases import case_of, preferences_of

CASE = case_of({"a": 3, "b": 2}, ["p"])


def one(scores_a, walk_away=None, weights=(60, 40)):
    made = preferences_of(CASE, "p", [scores_a, [0, 100]], walk_away, numbers=Numbers())
    return replace(made, weights=dict(zip(("a", "b"), map(Fraction, weights), strict=True)))


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3), st.integers(1, 90))
def test_what_an_issue_is_worth_is_by_how_much_its_best_option_raises_a_package(scores, weight):
    party = one(scores, weights=(weight, 100))
    best, worst = (f"a{scores.index(end(scores))}" for end in (max, min))
    gained = utility(party, {"a": best, "b": "b0"}) - utility(party, {"a": worst, "b": "b0"})
    found = {odd.issue: odd for odd in odd_numbers(party)}
    assert ("a" in found) == (max(scores) - min(scores) != 100)
    if "a" in found:
        assert found["a"].worth == gained
        assert found["a"].weight == Fraction(100 * weight, weight + 100)


@pytest.mark.parametrize(
    ("scores", "kind"), [([0, 1, 0], Oddness.TINY), ([50, 50, 50], Oddness.FLAT), ([20, 60, 100], Oddness.SPAN), ([0, 40, 100], None)]
)
def test_each_kind_is_told_from_the_others(scores, kind):
    assert [odd.kind for odd in odd_numbers(one(scores))] == ([] if kind is None else [kind])


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("0.4", Oddness.WALK_AWAY_IN_UNIT),
        (1, Oddness.WALK_AWAY_IN_UNIT),
        (-5, Oddness.WALK_AWAY_BELOW),
        (0, None),
        (40, None),
        (None, None),
    ],
)
def test_a_walk_away_value_of_another_scale_is_pointed_out(value, kind):
    assert [odd.kind for odd in odd_numbers(one([0, 50, 100], value))] == ([] if kind is None else [kind])


def test_other_programs_numbers_have_rules_of_their_own():
    assert list(odd_numbers(preferences_of(CASE, "p", [[0, 1, 0], [0, 1]]))) == []


def scale(issue: str, unit: str, name: str = "") -> Issue:
    numbers = tuple(Option(id=str(n), text=Text.of(str(n)), number=Fraction(n)) for n in (0, 12))
    return Issue(id=issue, name=Text.of(name or issue), options=numbers, is_scale=True, unit=unit, status_quo=None)


@pytest.mark.parametrize(
    ("amount", "time", "is_found"),
    [
        ("pounds a month", "years", True),
        ("euro", "months", False),
        ("hours a week", "months", True),
        ("pounds a month", "per cent", False),
        ("hours", "months", False),
    ],
)
def test_an_amount_beside_a_time_is_pointed_out(amount, time, is_found):
    case = replace(CASE, issues=(scale("pay", amount), scale("term", time)))
    assert amounts_over_times(case) == ([("pay", "term")] if is_found else [])
    named = replace(CASE, issues=(scale("pay", "euro", name="Monthly support"), scale("term", "years")))
    assert amounts_over_times(named) == [("pay", "term")]
