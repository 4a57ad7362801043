"""`formats.others.continuous_issue`: the numbers listed for a range prove what is said of them."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import NotSupported, analyse
from goodoffices.formats.open_case import open_case
from goodoffices.formats.others.continuous_issue import JumpingWorth, Worth, listed_range
from goodoffices.preferences import utility
from tests.formats.opening import FIXTURES, opened_with, refusal

numbers = st.fractions(-3, 3, max_denominator=12)


@st.composite
def broken_lines(draw) -> Worth:
    """A continuous worth of straight pieces over 0 to 10."""
    corners = draw(st.lists(st.fractions(0, 10, max_denominator=6), max_size=3, unique=True))
    slopes = [draw(numbers) for _ in range(len(corners) + 1)]
    corners = sorted(corners)

    def worth(x):
        total, left = F(0), F(0)
        for corner, slope in zip([*corners, F(10)], slopes, strict=True):
            total += slope * (min(x, corner) - min(x, left))
            left = corner
        return total

    return Worth(worth, tuple(corners))


@given(
    st.lists(broken_lines(), min_size=1, max_size=3),
    st.integers(1, 12),
    st.lists(st.fractions(0, 10, max_denominator=50), min_size=3, max_size=9),
)
def test_for_each_number_of_the_range_some_listed_one_costs_nobody_more_than_said(worths, steps, anywhere):
    listed = listed_range(F(0), F(10), worths, steps)
    for x in anywhere:
        assert any(all(w.of(n) >= w.of(x) - loss for w, loss in zip(worths, listed.losses, strict=True)) for n in listed.numbers)


def test_where_parties_agree_the_ends_suffice_and_nothing_is_lost():
    up, steeper = Worth(lambda x: x), Worth(lambda x: 3 * x)
    listed = listed_range(F(0), F(10), [up, steeper])
    assert (listed.numbers, listed.losses) == ((0, 10), (0, 0))


def test_a_worth_that_jumps_or_bends_proves_nothing():
    for worth in (Worth(lambda x: F(x >= 5)), Worth(lambda x: x * x)):
        with pytest.raises(JumpingWorth):
            listed_range(F(0), F(10), [worth])


def test_real_issues_are_answered_within_a_stated_distance():
    opened = open_case(FIXTURES / "real")
    result = analyse(opened.case, opened.chosen_preferences({}))
    # Price: on 1 to 10 buyer loses 0.1 a step, seller gains 0.07; 90 steps, half of one: 0.005 and 0.0035.
    assert [one.numbers.within for one in opened.chosen_preferences({})] == [F(1, 200), F(7, 2000)]
    assert result.problem.epsilon == F(1, 200) + F(1, 10**9)
    assert opened.notes == ("Continuous: price (53 numbers), delay (3 numbers). Between these numbers the parties pull apart: the frontier is within 0.005, packages are counted at these numbers.",)  # fmt: skip


@given(st.fractions(0, 10, max_denominator=1000), st.fractions(0, 30, max_denominator=1000), st.sampled_from(["red", "blue"]))
def test_each_package_of_the_continuous_case_is_within_that_distance_of_the_frontier(price, delay, colour):
    opened = open_case(FIXTURES / "real", steps=7)
    preferences = opened.chosen_preferences({})
    result = analyse(opened.case, preferences)
    buyer = F(1, 2) * min(1, max(0, F(12, 10) - F(2, 10) * price)) + F(3, 10) * (delay / 10 if delay < 10 else 1 - (delay - 10) / 20)
    seller = F(7, 10) * F(1, 10) * price + F(1, 20)
    there = (buyer + F(2, 10) * (F(3, 4) if colour == "red" else 1), seller + F(2, 10) * (1 if colour == "red" else F(1, 5)))
    assert any(all(result.utility(row, p) >= there[p] - result.problem.epsilon for p in (0, 1)) for row in range(len(result.frontier)))
    # The listed packages themselves are worth what the functions say.
    listed = {"price": "10", "delay": "10", "colour": "red"}
    assert [utility(one, listed) for one in preferences] == [F(45, 100), F(95, 100)]


def test_without_opposition_a_real_issue_is_exact(tmp_path):
    opened = opened_with(tmp_path, "real", {"seller.xml": ('parameter0="0" parameter1="0.1"', 'parameter0="1" parameter1="-0.1"')})
    assert analyse(opened.case, opened.chosen_preferences({})).problem.epsilon == 0
    assert opened.case.issue("price").option_ids == ("0", "1", "6", "10")
    assert "so the frontier is exact" in opened.notes[0]


def test_an_empty_zone_is_left_open_where_the_list_cannot_decide(tmp_path):
    opened = opened_with(tmp_path, "real", {"buyer.xml": ('value="0.3"/></utility_space>', 'value="0.451"/></utility_space>'), "seller.xml": ('value="0.4"', 'value="0.95"')})  # fmt: skip
    with pytest.raises(NotSupported, match="one between them may"):
        analyse(opened.case, opened.chosen_preferences({}))


def test_an_empty_zone_that_the_list_proves_is_said_without_naming_a_conflict(tmp_path):
    opened = opened_with(tmp_path, "real", {"buyer.xml": ('value="0.3"/></utility_space>', 'value="0.8"/></utility_space>'), "seller.xml": ('value="0.4"', 'value="0.95"')})  # fmt: skip
    with pytest.raises(NotSupported, match="no agreement is possible, which the numbers listed for continuous issues prove"):
        analyse(opened.case, opened.chosen_preferences({}))


def test_a_triangle_without_a_rise_is_refused(tmp_path):
    said = refusal(
        tmp_path, "real", buyer=('parameter0="0" parameter1="30" parameter2="10"', 'parameter0="10" parameter1="30" parameter2="10"')
    )
    assert said == 'sale.xml: the worth of the continuous issue "delay" jumps; this is not read.'


def test_a_rule_on_a_continuous_issue_is_refused():
    from dataclasses import replace

    from goodoffices.case import Condition, ForbiddenTogether, Restriction, RestrictionKind

    opened = open_case(FIXTURES / "real")
    rule = Restriction(id="r", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"price": "0"})))
    with pytest.raises(NotSupported, match="the issue 'price' is continuous, and a rule"):
        analyse(replace(opened.case, restrictions=(rule,)), opened.chosen_preferences({}))
