"""One wording is elected by private rankings: against slow readings of the two rules, with the lot that was drawn."""

from __future__ import annotations

from itertools import pairwise, permutations, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.procedure.answer_rules import NONE, RankingRule, all_rankings
from goodoffices.procedure.electing import best_worse_rank, elected, schulze
from tests.reached import reached, reaches


@st.composite
def rankings(draw, sides):
    count = draw(st.integers(2, 5))
    one = st.tuples(*[st.integers(1, count)] * count)
    return [draw(one) for _ in range(sides if isinstance(sides, int) else draw(sides))]


def place(ranks, k):
    return len([other for other in ranks if other < ranks[k]])


@given(rankings(2))
def test_with_two_sides_no_other_wording_is_better_for_both_and_none_has_a_better_worse_rank(sides):
    wins, everything = best_worse_rank(sides), range(len(sides[0]))
    assert wins
    places = {k: sorted((place(one, k) for one in sides), reverse=True) for k in everything}
    for k in wins:
        for other in everything:
            better = [place(one, other) - place(one, k) for one in sides]
            assert not (max(better) <= 0 and min(better) < 0)
            assert places[k][0] <= places[other][0]


@given(rankings(st.integers(3, 5)))
def test_schulze_is_the_strongest_path_over_all_paths(sides):
    everything = range(len(sides[0]))
    beats = {(a, b): sum(one[a] < one[b] for one in sides) for a in everything for b in everything}

    def strongest(a, b):
        others = [c for c in everything if c not in (a, b)]
        paths = [(a, *via, b) for n in range(len(others) + 1) for via in permutations(others, n)]
        widths = [min(beats[x, y] if beats[x, y] > beats[y, x] else 0 for x, y in pairwise(path)) for path in paths]
        return max(widths)

    assert schulze(sides) == {a for a in everything if all(strongest(a, b) >= strongest(b, a) for b in everything if b != a)}


def test_a_cycle_is_decided_by_the_strongest_paths():
    """The first example of Schulze (2011): 45 rankings of five, in which each is beaten by another."""
    given = {"ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8}
    sides = [tuple(order.index(one) + 1 for one in "ABCDE") for order, count in given.items() for _ in range(count)]
    assert len(sides) == 45
    assert schulze(sides) == {"ABCDE".index("E")}


@reaches(5)
@given(rankings(st.integers(3, 5)))
def test_a_wording_that_beats_each_other_is_elected_whatever_the_lot(sides):
    everything = range(len(sides[0]))
    winners = [
        a
        for a in everything
        if all(sum(one[a] < one[b] for one in sides) > sum(one[b] < one[a] for one in sides) for b in everything if b != a)
    ]
    assume(winners)
    reached()
    for lot in (tuple(k + 1 for k in everything), tuple(k + 1 for k in everything)[::-1]):
        assert elected(sides, lot) == winners[0] + 1


def test_ties_go_by_the_lot_and_unless_all_rank_none_is_elected():
    opposed = [(1, 2), (2, 1)]
    assert [elected(opposed, lot) for lot in ((1, 2), (2, 1))] == [1, 2]
    rule = RankingRule(wordings=3, lot=(2, 3, 1))
    assert rule.joint({"a": "3,2,1", "b": "1,1,1"}) == "3"
    assert rule.joint({"a": "1,1,1", "b": "1,1,1"}) == "2"
    assert rule.joint({"a": "3,2,1", "b": ""}) == NONE


def test_the_middle_beats_what_one_side_likes_best_and_the_other_worst():
    assert elected([(1, 2, 3), (3, 2, 1)], (1, 2, 3)) == 2


def test_one_side_elects_nothing():
    with pytest.raises(ValueError, match="two sides or more"):
        elected([(1, 2)], (1, 2))


def test_all_orders_with_ties_are_listed_once():
    assert [len(all_rankings(n)) for n in (1, 2, 3, 4)] == [1, 3, 13, 75]
    assert all(RankingRule(wordings=3, lot=(1, 2, 3)).takes(one) for one in all_rankings(3))
    assert len({tuple(one.split(",")) for one in all_rankings(4)}) == 75
    assert (
        {tuple(map(int, one.split(","))) for one in all_rankings(2)}
        == {(1, 1), (1, 2), (2, 1)}
        == set(product((1, 2), repeat=2)) - {(2, 2)}
    )
