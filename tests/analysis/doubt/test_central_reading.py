"""The middle of what a party said: certain numbers that lie in every interval and keep every ranking, the same each time."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from goodoffices.analysis import NotSupported
from goodoffices.analysis.doubt.central_reading import central_reading
from goodoffices.preferences import BasisKind, Interval, Numbers, holds
from tests.analysis.doubt.test_rankings import ranked
from tests.cases import case_of, preferences_of
from tests.reached import reached, reaches

F = Fraction
TODAY = datetime.date(2026, 11, 23)


def lies_in(value, said) -> bool:
    """Whether a number is one that was said to be possible; a blank says nothing."""
    if said is None:
        return True
    return said.lower <= value <= said.upper if isinstance(said, Interval) else value == said


@reaches(20)
@given(ranked())
def test_the_middle_lies_in_every_interval_and_keeps_every_ranking(drawn):
    case, (one, _) = drawn
    found = central_reading(case, one, "middle", TODAY).preferences
    assert found.unsupported() == []
    assert all(lies_in(found.weights[i], said) for i, said in one.weights.items() if said is not None)
    assert all(lies_in(found.scores[i][o], said) for i, row in one.scores.items() for o, said in row.items())
    assert lies_in(found.walk_away, one.walk_away) or one.walk_away is None
    assert all(holds(found, ranking) for ranking in one.rankings)
    reached()
    assert found == central_reading(case, one, "middle", TODAY).preferences


def test_it_is_marked_as_nobodys_word_and_rounded_as_far_as_it_stays_true():
    case = case_of({"a": 2, "b": 2}, ["p"])
    one = replace(
        preferences_of(case, "p", [[0, 100], [100, 0]], 40, numbers=Numbers()),
        weights={"a": Interval(F(30), F(41)), "b": F(17)},
        walk_away=Interval(F(402, 10), F(404, 10)),
    )
    found = central_reading(case, one, "middle", TODAY)
    middle = found.preferences
    assert (middle.basis.kind, middle.basis.author, middle.reading) == (BasisKind.ESTIMATE, "the program", "middle")
    assert "nobody's word" in middle.basis.reason
    # What is certain stays; what is not is rounded together, here to a tenth because of the walk-away value.
    assert (middle.weights["b"], middle.weights["a"], middle.walk_away) == (17, F(71, 2), F(403, 10))
    assert found.in_doubt == ("the weight of a (an interval)", "the walk-away value (an interval)")


def test_where_nothing_is_in_doubt_there_is_no_middle():
    case = case_of({"a": 2}, ["p"])
    with pytest.raises(NotSupported, match="certain"):
        central_reading(case, preferences_of(case, "p", [[0, 1]], numbers=Numbers()), "middle", TODAY)
