"""`preferences.public_words`: where a reading cannot be true beside what the party said in public."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Text
from goodoffices.preferences import Interval, Position, Source, lower_end, upper_end
from goodoffices.preferences.public_words import contradictions
from tests.cases import case_of, preferences_of

F = Fraction
CASE = case_of({"a": 4, "b": 2}, ["p"])
SOURCES = tuple(Source(id=i, title=i, publisher="press", date=datetime.date(2026, 1, k + 1)) for k, i in enumerate(("speech", "paper")))
OPTIONS = ("a0", "a1", "a2", "a3")


def public(*positions):
    return replace(preferences_of(CASE, "p", [(0,) * 4, (0, 0)]), reading="said", positions=positions, sources=SOURCES, has_numbers=False)


def reading(*scores):
    row = dict(zip(OPTIONS, scores, strict=False))
    return replace(preferences_of(CASE, "p", [(0,) * 4, (0, 0)]), reading="guess", scores={"a": row})


def said(issue="a", source="speech", **words):
    return Position(issue=issue, says=Text.of("words"), source=source, **words)


def wrong(pairs, row):
    """Of what was put before what, the pairs that a reading scores the other way for sure."""
    return {(x, y) for x, y in pairs if x in row and y in row and upper_end(row[x]) < lower_end(row[y])}


scores = (
    st.none() | st.integers(0, 6).map(F) | st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda e: Interval(F(min(e)), F(max(e))))
)


@given(
    st.lists(scores, min_size=2, max_size=4),
    st.permutations(OPTIONS),
    st.lists(st.integers(1, 3), max_size=2).map(sorted),
    st.sets(st.sampled_from(OPTIONS)),
    st.sets(st.sampled_from(OPTIONS)),
)
def test_a_contradiction_is_found_where_some_pair_is_scored_the_other_way_for_sure(values, order, cuts, wants, refuses):
    groups = [tuple(order[i:j]) for i, j in pairwise([0, *cuts, 4])]
    position = said(order=tuple(groups), wants=tuple(sorted(wants)), refuses=tuple(sorted(refuses)))
    guess = reading(*values)
    apart = [pair for before, after in combinations(groups, 2) for pair in product(before, after)] + list(product(wants, refuses))
    found = {(one.better, one.worse) for one in contradictions(public(position), guess)}
    assert len(found) == 1 or not wrong(apart, guess.scores["a"])
    assert found <= wrong(apart, guess.scores["a"])


def test_a_contradiction_names_position_source_and_both_readings():
    first, second = said(wants=("a1",), refuses=("a0",)), said(source="paper", order=(("a0",), ("a2",)))
    (one, other) = contradictions(public(first, second), reading(F(5), F(4), F(6)))
    assert (one.position, one.source.id, one.better, one.worse) == (first, "speech", "a1", "a0")
    assert (other.position, other.source.id, other.better, other.worse) == (second, "paper", "a0", "a2")
    assert {(x.public, x.reading) for x in (one, other)} == {("said", "guess")}


def test_equal_scores_and_open_ones_contradict_nobody():
    position = said(wants=("a0",), refuses=("a1",))
    for better, worse in ((F(5), F(5)), (None, F(100)), (F(0), None), (Interval(F(0), F(5)), F(5))):
        assert list(contradictions(public(position), reading(better, worse))) == []


def test_words_on_an_issue_that_the_reading_does_not_score_contradict_nothing():
    assert list(contradictions(public(said(issue="b", wants=("b0",), refuses=("b1",))), reading(F(1), F(2)))) == []


def test_of_what_contradicts_a_position_the_first_that_was_put_too_high_is_named_with_the_first_above_it():
    position = said(order=(("a0", "a1"), ("a2", "a3")))
    (found,) = contradictions(public(position), reading(F(9), F(1), F(2), F(3)))
    assert (found.better, found.worse) == ("a1", "a2")


def test_an_order_is_contradicted_though_what_lies_between_is_not_known():
    position = said(order=(("a0",), ("a1",), ("a2",)))
    (found,) = contradictions(public(position), replace(reading(F(5), F(0), F(10)), scores={"a": {"a0": F(5), "a2": F(10)}}))
    assert (found.better, found.worse) == ("a0", "a2")
