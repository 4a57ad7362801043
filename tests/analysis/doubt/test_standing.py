"""`doubt.standing`: what holds of one package whatever the truth."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import Limits, Possible, Standing, compile_case
from goodoffices.analysis.doubt.bounds import doubt_of
from goodoffices.analysis.doubt.margins import Margins
from goodoffices.analysis.doubt.standing import TRUTHS, accepted_by, favourable_truths, judge
from goodoffices.analysis.doubt.truths_program import truths_of
from goodoffices.case import Condition
from goodoffices.preferences import Interval, Numbers, Ranked, Ranking, RedLine
from tests.analysis.doubt.test_margins import CASE, PACKAGES, margins_of, party_by, ranked
from tests.cases import points_only, preferences_of

F = Fraction
NOBODY = (Possible.ALWAYS,)


def judged(parties, package):
    return judge(margins_of(parties, package), package, ("draft",), NOBODY, Limits())


def plain(party, a, b, **more):
    return replace(preferences_of(CASE, party, [a, b], numbers=Numbers()), **more)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=3))
def test_of_certain_numbers_a_package_is_efficient_or_dominated_as_on_the_frontier(vectors):
    case, parties = points_only(vectors, (None, None))
    problem, truths = compile_case(case, parties), truths_of([doubt_of(case, one) for one in parties])
    for k, v in enumerate(vectors):
        found = judge(Margins(problem, truths, (k,)), (k,), (), (), Limits())
        better = [w for w in vectors if w != v and w[0] >= v[0] and w[1] >= v[1]]
        assert found.standing is (Standing.DOMINATED if better else Standing.EFFICIENT)
        assert found.rival is None if not better else vectors[found.rival[0]] in better


def test_a_package_is_judged_by_what_is_known():
    p, q = plain("p", (0, 10, 20), (0, 0)), plain("q", (20, 10, 0), (0, 5))
    open_a0 = replace(p, scores={**p.scores, "a": {"a0": Interval(F(0), F(10)), "a1": F(5), "a2": F(20)}})
    found = {x: judged([open_a0, q], x) for x in PACKAGES}
    # b1 is better for q and costs p nothing; between a0 and a1 the truth decides, and a2 is best for p.
    assert [found[x].standing for x in ((0, 0), (1, 0), (2, 0))] == [Standing.DOMINATED] * 3
    assert [found[x].standing for x in ((0, 1), (1, 1), (2, 1))] == [Standing.EFFICIENT, Standing.PERHAPS, Standing.EFFICIENT]
    assert (found[1, 0].rival[1], found[1, 1].rival) == (1, (0, 1))
    assert found[1, 1].witness[0].scores[0][0] < found[1, 1].witness[0].scores[0][1]
    assert found[0, 1].witness is None
    assert {(one.names, one.accepted) for one in found.values()} == {(("draft",), NOBODY)}


def test_who_may_refuse_the_best_package_leaves_it_perhaps():
    p, q = plain("p", (0, 10, 20), (0, 1)), plain("q", (0, 10, 20), (0, 1))
    doubted = replace(p, possible_red_lines=(RedLine("perhaps-1", Condition.of({"a": "a2"})),))
    assert judged([p, q], (2, 1)).standing is Standing.EFFICIENT
    best, next_best = judged([doubted, q], (2, 1)), judged([doubted, q], (1, 1))
    assert (best.standing, best.rival, best.witness) == (Standing.PERHAPS, None, None)
    assert next_best.standing is not Standing.DOMINATED
    assert judged([doubted, q], (0, 1)).standing is Standing.DOMINATED


@pytest.mark.parametrize("seed", [0, 1])
def test_whatever_is_tried_to_favour_a_package_is_a_truth(seed):
    draw = random.Random(seed)
    margins = margins_of([ranked(), party_by(draw, "q")], (1, 1))
    for number in range(TRUTHS):
        truths = favourable_truths(margins, (1, 1), [(2, 0), (2, 1)], number)
        assert all(doubt.allows(truth) for doubt, truth in zip(margins.doubts, truths, strict=True))


def test_without_rankings_a_package_is_favoured_by_the_most_of_its_own_options_and_the_least_of_all_others():
    wide = Interval(F(3), F(8))
    one = plain("p", (0, 0, 0), (0, 0), weights={"a": Interval(F(1), F(3)), "b": F(1)}, walk_away=Interval(F(2), F(6)))
    one = replace(one, scores={"a": dict.fromkeys(("a0", "a1", "a2"), wide), "b": {"b0": F(1), "b1": wide}})
    margins = margins_of([one], (1, 1))
    tried = [favourable_truths(margins, (1, 1), [(0, 0)], number)[0] for number in range(3)]
    assert {truth.scores for truth in tried} == {((F(3), F(8), F(3)), (F(1), F(8)))}
    assert [truth.weights[0] for truth in tried] == [2, 1, 3]
    assert {truth.walk_away for truth in tried} == {F(2)}


def test_a_party_that_can_sign_at_best_at_a_tie_is_told_from_one_that_may_gain():
    order = Ranking(id="r", what=Ranked.PACKAGES, groups=((None,), ({"a": "a1", "b": "b0"},)))
    tied = replace(ranked(), walk_away_is_blank=True, rankings=(*ranked().rankings, order))
    margins = margins_of([tied], None)
    assert accepted_by(margins, 0, (1, 0)) == (Possible.PERHAPS, True)
    assert accepted_by(margins, 0, (2, 1)) == (Possible.PERHAPS, False)
    free = margins_of([plain("p", (0, 1, 2), (0, 1))], None)
    assert accepted_by(free, 0, (0, 0)) == (Possible.ALWAYS, False)
    refusing = plain("p", (0, 1, 2), (0, 1), possible_red_lines=(RedLine("l", Condition.of({"b": "b1"})),), walk_away=F(0))
    assert [accepted_by(margins_of([refusing], None), 0, x)[0] for x in ((0, 0), (0, 1))] == [Possible.ALWAYS, Possible.PERHAPS]
