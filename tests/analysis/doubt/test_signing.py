"""`doubt.signing`: one rule for who could sign, for certain numbers and for numbers in doubt."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from goodoffices.analysis import Possible
from goodoffices.analysis.doubt.party_doubt import Truth
from goodoffices.analysis.doubt.signing import could_sign, could_sign_at, signing
from goodoffices.analysis.doubt.truths_program import Most
from goodoffices.case import Condition
from goodoffices.preferences import Interval, Numbers, RedLine
from tests.cases import case_of, preferences_of

F = Fraction
NOWHERE = Truth((), (), None)
CASE = case_of({"a": 3}, ["p"])
PLAIN = preferences_of(CASE, "p", [(10, 20, 30)], 20, numbers=Numbers())


def margin(value, *, is_reached=True):
    return lambda: Most(value=F(value), truth=NOWHERE, multipliers=(), point=NOWHERE, is_reached=is_reached)


@pytest.mark.parametrize(
    ("least", "most", "may_refuse", "expected"),
    [
        (margin(0), margin(5), False, (Possible.ALWAYS, False)),
        (margin(0), margin(0), False, (Possible.ALWAYS, False)),
        (margin(-1), margin(5), False, (Possible.PERHAPS, False)),
        (margin(-1), margin(0), False, (Possible.PERHAPS, True)),
        # 0 is only come near to: below no agreement in every truth.
        (margin(-1), margin(0, is_reached=False), False, (Possible.NEVER, False)),
        (margin(-2), margin(-1), False, (Possible.NEVER, False)),
        (margin(0), margin(5), True, (Possible.PERHAPS, False)),
        (margin(0), margin(0), True, (Possible.PERHAPS, True)),
        (margin(-2), margin(-1), True, (Possible.NEVER, False)),
    ],
)
def test_a_package_is_signed_always_perhaps_or_never_as_its_margins_say(least, most, may_refuse, expected):
    assert signing(least, most, may_refuse=may_refuse) == expected


def test_the_most_is_not_computed_where_the_least_says_enough():
    def unwanted():
        raise AssertionError("computed")

    assert signing(margin(1), unwanted, may_refuse=False)[0] is Possible.ALWAYS
    assert signing(unwanted, margin(1), may_refuse=True)[0] is Possible.PERHAPS


def test_who_has_certain_numbers_signs_what_reaches_the_walk_away_value_exactly():
    assert [could_sign(CASE, PLAIN, {"a": o}) for o in ("a0", "a1", "a2")] == [Possible.NEVER, Possible.ALWAYS, Possible.ALWAYS]
    for worth, floor in product((F(19), F(20), F(20) + F(1, 10**30)), (F(20), None)):
        assert could_sign_at(worth, floor) is (Possible.NEVER if worth == 19 and floor else Possible.ALWAYS)


def test_a_red_line_is_never_signed_and_a_possible_one_perhaps():
    lines = {
        "red_lines": (RedLine("sure", Condition.of({"a": "a2"})),),
        "possible_red_lines": (RedLine("perhaps-1", Condition.of({"a": "a1"})),),
    }
    for floor in (None, F(10)):
        one = replace(PLAIN, walk_away=floor, **lines)
        assert [could_sign(CASE, one, {"a": o}) for o in ("a0", "a1", "a2")] == [Possible.ALWAYS, Possible.PERHAPS, Possible.NEVER]


def test_an_interval_that_reaches_the_walk_away_value_may_be_signed():
    for high, expected in ((F(20), Possible.PERHAPS), (F(20) - F(1, 10**30), Possible.NEVER)):
        one = replace(PLAIN, scores={"a": {**PLAIN.scores["a"], "a0": Interval(F(0), high)}})
        assert could_sign(CASE, one, {"a": "a0"}) is expected
