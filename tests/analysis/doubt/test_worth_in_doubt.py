"""Between which values a package's worth lies: against every corner of the intervals."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.analysis.doubt.signing import Possible, worth_signing
from goodoffices.analysis.doubt.worth_in_doubt import OwnValues
from goodoffices.preferences import Interval, Preferences, Ranked, Ranking
from tests.cases import EXERCISE, case_of

CASE = case_of({"a": 3, "b": 2}, ["p"])
numbers = st.integers(0, 100).map(Fraction)


@st.composite
def intervals(draw, low=0):
    ends = sorted((draw(numbers) + low, draw(numbers) + low))
    return Interval(*ends) if ends[0] < ends[1] else ends[0]


def ends(value):
    return (value.lower, value.upper) if isinstance(value, Interval) else (value,)


def wanted(weights, scores, floor=None, **more):
    return Preferences(party="p", reading="only", basis=EXERCISE, weights=weights, scores=scores, walk_away=floor, **more)


@settings(max_examples=60)
@given(st.fixed_dictionaries({"a": intervals(low=1), "b": intervals(low=1)}), st.lists(intervals(), min_size=5, max_size=5), intervals())
def test_the_worth_of_a_package_lies_between_its_least_and_most_corner(weights, values, floor):
    scores = {"a": dict(zip(("a0", "a1", "a2"), values, strict=False)), "b": dict(zip(("b0", "b1"), values[3:], strict=True))}
    own = OwnValues(CASE, wanted(weights, scores, floor))
    package = {"a": "a1", "b": "b0"}
    corners = [
        (wa * sa + wb * sb) / (wa + wb)
        for wa, wb, sa, sb in product(ends(weights["a"]), ends(weights["b"]), ends(scores["a"]["a1"]), ends(scores["b"]["b0"]))
    ]
    assert own.worth(package) == (min(corners), max(corners))
    low, high = min(corners), max(corners)
    expected = Possible.ALWAYS if low >= ends(floor)[-1] else Possible.NEVER if high < ends(floor)[0] else Possible.PERHAPS
    assert worth_signing(own, package) is expected


def test_a_ranking_narrows_what_a_package_is_worth():
    weights = {"a": Interval(Fraction(0), Fraction(100)), "b": Interval(Fraction(0), Fraction(100))}
    scores = {"a": {"a0": Fraction(0), "a1": Fraction(50), "a2": Fraction(100)}, "b": {"b0": Fraction(0), "b1": Fraction(100)}}
    heavier = Ranking(id="r", what=Ranked.ISSUES, groups=(("a",), ("b",)))
    own = OwnValues(CASE, wanted(weights, scores, rankings=(heavier,)))
    assert own.worth({"a": "a2", "b": "b0"}) == (50, 100)
    assert own.gain("b", "b0", "b1") == (0, 50)
    assert own.gain("a", "a1", "a1") == (0, 0)
