"""`case.condition`: a box in the space of packages."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Condition

OPTIONS = {"a": ("a0", "a1", "a2"), "b": ("b0", "b1"), "c": ("c0", "c1", "c2", "c3")}
PACKAGES = [dict(zip(OPTIONS, row, strict=True)) for row in product(*OPTIONS.values())]
boxes = st.fixed_dictionaries({}, optional={issue: st.sets(st.sampled_from(options)) for issue, options in OPTIONS.items()})


@given(boxes)
def test_a_condition_holds_for_as_many_packages_as_its_box_has_places(box):
    inside = [package for package in PACKAGES if Condition.of(box).holds(package)]
    assert len(inside) == prod(len(box.get(issue, options)) for issue, options in OPTIONS.items())
    assert all(package[issue] in allowed for package in inside for issue, allowed in box.items())


@given(boxes, boxes)
def test_what_two_conditions_both_allow_is_the_box_of_the_options_that_both_allow(one, other):
    both = {issue: one.get(issue, set(options)) & other.get(issue, set(options)) for issue, options in OPTIONS.items()}
    for package in PACKAGES:
        assert Condition.of(both).holds(package) is (Condition.of(one).holds(package) and Condition.of(other).holds(package))


def test_a_word_is_one_option_and_not_its_letters():
    condition = Condition.of({"scope": "sea"})
    assert condition == Condition.of({"scope": ["sea"]}) == Condition.of({"scope": {"sea"}})
    assert condition.holds({"scope": "sea"})
    assert not condition.holds({"scope": "s"})


def test_the_issues_of_a_condition_stand_in_the_order_of_the_file():
    assert Condition.of({"scope": "sea", "duration": ["d30"], "access": "all"}).issues == ("scope", "duration", "access")


def test_a_package_without_an_issue_that_the_condition_names_is_an_error_and_no_answer():
    with pytest.raises(KeyError):
        Condition.of({"a": "a0"}).holds({"b": "b0"})
