"""`case.linkages_and_limits`: which packages each kind of rule leaves."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Condition, CountLimit, ForbiddenTogether, OnlyIf, RestrictionKind, SumLimit

F = Fraction
OPTIONS = {"a": ("a0", "a1", "a2"), "b": ("b0", "b1"), "c": ("c0", "c1")}
PACKAGES = [dict(zip(OPTIONS, row, strict=True)) for row in product(*OPTIONS.values())]


def left_by(shape):
    """The packages that keep a rule, as words."""
    return {" ".join(package.values()) for package in PACKAGES if shape.allows(package)}


def test_only_if_forbids_the_first_without_the_second_and_nothing_else():
    rule = OnlyIf(Condition.of({"a": ["a1", "a2"]}), Condition.of({"b": "b1", "c": "c1"}))
    assert left_by(rule) == {"a0 b0 c0", "a0 b0 c1", "a0 b1 c0", "a0 b1 c1", "a1 b1 c1", "a2 b1 c1"}


def test_what_is_forbidden_together_is_allowed_apart():
    rule = ForbiddenTogether(Condition.of({"a": "a1", "b": "b1"}))
    assert left_by(rule) == {" ".join(p.values()) for p in PACKAGES} - {"a1 b1 c0", "a1 b1 c1"}


def test_both_ends_of_a_count_are_allowed():
    choices = (("a", frozenset({"a1", "a2"})), ("b", frozenset({"b1"})), ("c", frozenset({"c1"})))
    counted = {n: left_by(CountLimit(choices, n, n)) for n in range(4)}
    assert counted[0] == {"a0 b0 c0"}
    assert counted[3] == {"a1 b1 c1", "a2 b1 c1"}
    assert left_by(CountLimit(choices, 1, 2)) == counted[1] | counted[2]
    assert left_by(CountLimit(choices, None, 1)) == counted[0] | counted[1]
    assert left_by(CountLimit(choices, 2, None)) == counted[2] | counted[3]


def test_two_choices_on_one_issue_count_one_by_one():
    rule = CountLimit((("a", frozenset({"a1", "a2"})), ("a", frozenset({"a2"}))), 2, 2)
    assert {name[:2] for name in left_by(rule)} == {"a2"}


@given(
    st.lists(
        st.sampled_from(sorted(OPTIONS)).flatmap(lambda i: st.tuples(st.just(i), st.frozensets(st.sampled_from(OPTIONS[i])))), max_size=5
    ),
    st.none() | st.integers(0, 4),
    st.none() | st.integers(0, 4),
)
def test_a_count_written_as_a_sum_leaves_the_same_packages(choices, least, most):
    rule = CountLimit(tuple(choices), least, most)
    assert left_by(rule.as_sum()) == left_by(rule)
    assert set(rule.as_sum().issues) == set(rule.issues)


@given(
    st.fixed_dictionaries(
        {}, optional={i: st.dictionaries(st.sampled_from(o), st.fractions(-3, 3, max_denominator=9)) for i, o in OPTIONS.items()}
    ),
    st.sampled_from(PACKAGES),
)
def test_a_total_adds_what_each_chosen_option_is_said_to_cost(amounts, package):
    rule = SumLimit(tuple((issue, tuple(row.items())) for issue, row in amounts.items()), None, None, "")
    cost = F(0)
    for issue, option in package.items():
        if option in amounts.get(issue, {}):
            cost += amounts[issue][option]
    assert rule.total(package) == cost


def test_a_sum_at_its_limit_is_allowed_exactly():
    """In floating point a tenth and two tenths are more than three tenths."""
    amounts = (("a", (("a1", F(1, 10)),)), ("b", (("b1", F(2, 10)),)))
    package = {"a": "a1", "b": "b1", "c": "c0"}
    assert SumLimit(amounts, None, F(3, 10), "").allows(package)
    assert SumLimit(amounts, F(3, 10), None, "").allows(package)
    assert not SumLimit(amounts, None, F(3, 10) - F(1, 10**30), "").allows(package)
    assert not SumLimit(amounts, F(3, 10) + F(1, 10**30), None, "").allows(package)


@pytest.mark.parametrize(
    ("rule", "issues"),
    [
        (OnlyIf(Condition.of({"b": "b0"}), Condition.of({"a": "a0", "c": "c0"})), ("b", "a", "c")),
        (ForbiddenTogether(Condition.of({"c": "c0", "a": "a0"})), ("c", "a")),
        (CountLimit((("c", frozenset({"c0"})), ("b", frozenset({"b0"}))), 1, 1), ("c", "b")),
        (SumLimit((("b", (("b0", F(1)),)), ("a", ())), F(0), None, "t"), ("b", "a")),
    ],
)
def test_a_rule_names_the_issues_that_it_ties(rule, issues):
    assert rule.issues == issues


def test_kinds_are_the_words_of_the_output():
    assert [str(kind) for kind in RestrictionKind] == ["linkage", "bound", "limit"]
