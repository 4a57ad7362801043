"""`analysis.frontier.fragility`: whether a zone stands when a weight is moved by a tenth, against moving it and listing all packages."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis import Limits, NotSupported, analyse
from goodoffices.analysis.frontier import fragility
from goodoffices.preferences import Numbers
from tests.cases import case_of, preferences_of
from tests.reference.brute import Truth
from tests.strategies import cases


def moved(one, issue, by):
    """One weight times 1 + by, the others scaled so that the sum stays."""
    weights = {i: one.exact_weight(i) for i in one.weights}
    total, new = sum(weights.values()), weights[issue] * (1 + by)
    rest = total - weights[issue]
    if not rest or not weights[issue] or new > total:
        return None
    scaled = {i: new if i == issue else w * (total - new) / rest for i, w in weights.items()}
    assert sum(scaled.values()) == total
    return replace(one, weights=scaled, numbers=replace(one.numbers, weights_as_given=True))


@pytest.mark.slow
@given(cases(parties=(1, 3), rules=2))
def test_fragile_weights_are_those_whose_move_empties_the_zone(case):
    try:
        result = analyse(*case)
    except NotSupported:
        assume(False)
    if not result.zone.exists:
        assert result.fragile is None
        return
    expected = set()
    for p, one in enumerate(case[1]):
        if one.walk_away is None:
            continue
        for j, issue in enumerate(case[0].issues):
            for by in (Fraction(-1, 10), Fraction(1, 10)):
                other = moved(one, issue.id, by)
                if other is not None and not Truth(case[0], tuple(other if q == p else o for q, o in enumerate(case[1]))).zone:
                    expected.add((p, j, by))
    movable = any(
        moved(one, i.id, by)
        for one in case[1]
        if one.walk_away is not None
        for i in case[0].issues
        for by in (Fraction(-1, 10), Fraction(1, 10))
    )
    assert (result.fragile is None) == (not movable)
    assert {(f.party, f.issue, f.by) for f in result.fragile or ()} == expected


def tight(walk_away):
    """*p* wants both issues, *q* neither: one for each is all there is."""
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    p = replace(preferences_of(case, "p", [(0, 100), (0, 100)], walk_away), weights={"a": Fraction(1), "b": Fraction(1)}, numbers=Numbers())
    return case, [p, replace(p, party="q", scores={i: {f"{i}0": Fraction(100), f"{i}1": Fraction(0)} for i in "ab"})]


def test_a_zone_without_room_is_fragile_and_one_with_room_stands():
    assert analyse(*tight(45)).fragile == ()
    # With its other issue a tenth lighter each still has the one that it gets.
    fragile = analyse(*tight(50)).fragile
    assert fragile == ()
    case, (p, q) = tight(50)
    only_one = replace(p, scores={"a": {"a0": Fraction(0), "a1": Fraction(100)}, "b": {"b0": Fraction(0), "b1": Fraction(0)}})
    found = analyse(case, [only_one, q]).fragile
    assert {(f.party, f.issue, f.by) for f in found} == {
        (0, 0, Fraction(-1, 10)),
        (0, 1, Fraction(1, 10)),
        (1, 0, Fraction(1, 10)),
        (1, 1, Fraction(-1, 10)),
    }


def test_of_weights_that_cannot_be_moved_nothing_is_said():
    case = case_of({"a": 2}, ["p"])
    assert analyse(case, [preferences_of(case, "p", [(0, 5)], 1)]).fragile is None


def test_where_there_are_too_many_weights_or_the_time_ends_nothing_is_said(monkeypatch):
    left = iter([100.0] * 12)
    assert analyse(*tight(50), limits=Limits(seconds_left=lambda: next(left, 100.0))).fragile is not None
    monkeypatch.setattr(fragility, "MOST_WEIGHTS", 3)
    assert analyse(*tight(50)).fragile is None


@given(st.sampled_from([Fraction(1, 10), Fraction(-1, 10)]), st.lists(st.integers(0, 5), min_size=2, max_size=4))
def test_a_weight_that_cannot_be_moved_is_left_alone(by, weights):
    case = case_of({f"i{k}": 2 for k in range(len(weights))}, ["p"])
    assume(sum(weights) > 0)
    one = replace(
        preferences_of(case, "p", [(0, 1)] * len(weights)), weights={f"i{k}": Fraction(w) for k, w in enumerate(weights)}, numbers=Numbers()
    )
    for issue, weight in one.weights.items():
        found = fragility.moved_weight(one, issue, by)
        assert (found is None) == (weight == 0 or weight == sum(weights))
        assert found is None or sum(found.weights.values()) == 1
