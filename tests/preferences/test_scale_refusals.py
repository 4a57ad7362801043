"""`preferences.scale_refusals`: what is refused on a scale, held against what the person who answers refuses in truth."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.preferences.scale_refusals import scale_refusals


@st.composite
def refusing(draw):
    """Numbers, those asked for, those refused in truth, and where refusal ends between two that are asked for.

    In truth refusal begins or ends at most once between two numbers that are asked for.
    """
    ids = [f"n{k}" for k in range(draw(st.integers(3, 12)))]
    inner = draw(st.sets(st.integers(1, len(ids) - 2), max_size=2))
    points = sorted({0, len(ids) - 1} | inner)
    refuses = {point: draw(st.booleans()) for point in points}
    truth = {point for point, refused in refuses.items() if refused}
    told = {}
    for low, high in pairwise(points):
        if refuses[low] and refuses[high]:
            truth |= set(range(low, high))
        elif refuses[low] != refuses[high]:
            between = draw(st.integers(0, high - low - 1))
            if refuses[low]:
                truth |= set(range(low, low + between + 1))
                told[f"n{low}", f"n{high}"] = f"n{low + between + 1}"
            else:
                truth |= set(range(high - between, high))
                told[f"n{high}", f"n{low}"] = f"n{high - between - 1}"
    asked = [ids[k] for k in points]
    return ids, asked, {ids[k] for k in truth}, {edge: told[edge] for edge in sorted(told)}


@given(refusing())
def test_where_all_was_told_just_what_is_refused_in_truth_is(drawn):
    ids, asked, truth, told = drawn
    found = scale_refusals(ids, asked, truth & set(asked), told)
    if truth >= set(asked):
        # Who refuses whatever was named, never said so of a number between.
        assert (found.never, found.perhaps) == (set(asked), set(ids) - set(asked))
    else:
        assert (found.never, found.perhaps) == (truth, frozenset())


@given(refusing(), st.data())
def test_whatever_was_not_told_nothing_is_surely_refused_that_is_not_and_what_is_refused_may_be(drawn, data):
    ids, asked, truth, told = drawn
    some = {edge: told[edge] for edge in told if data.draw(st.booleans())}
    found = scale_refusals(ids, asked, truth & set(asked), some)
    assert found.never <= truth <= found.never | found.perhaps
    assert not found.never & found.perhaps
    untold = [edge for edge in found.edges if edge not in some]
    between = {n for edge in untold for n in ids[min(map(ids.index, edge)) + 1 : max(map(ids.index, edge))]}
    assert between <= found.perhaps
    assert set(found.thresholds) == {first for edge, first in some.items() if first not in edge}
    assert list(found.thresholds) == sorted(found.thresholds, key=ids.index)


IDS = [f"n{k}" for k in range(7)]


def test_an_edge_names_the_refused_number_first_on_either_side():
    assert scale_refusals(IDS, ["n0", "n3", "n6"], {"n3"}, {}).edges == (("n3", "n0"), ("n3", "n6"))


def test_between_neighbours_there_is_nothing_to_ask():
    found = scale_refusals(IDS, ["n0", "n1", "n6"], {"n0"}, {})
    assert (found.edges, found.never, found.perhaps) == ((), {"n0"}, frozenset())


def test_a_number_between_that_is_refused_counts_as_asked():
    found = scale_refusals(IDS, ["n0", "n6"], {"n5"}, {})
    assert found.edges == (("n5", "n0"),)
    assert found.perhaps == {"n1", "n2", "n3", "n4"}


def test_the_first_acceptable_number_itself_is_not_refused():
    found = scale_refusals(IDS, ["n0", "n6"], {"n6"}, {("n6", "n0"): "n4"})
    assert (found.never, found.thresholds) == ({"n5", "n6"}, ("n4",))
