"""`doubt.bounds`: from the words of a file to the bounds of one party's truths."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import NotSupported
from goodoffices.analysis.doubt.bounds import against, central, doubt_of
from goodoffices.analysis.doubt.party_doubt import Truth, worth_of
from goodoffices.analysis.doubt.truths_program import TruthsProgram
from goodoffices.case import Condition
from goodoffices.preferences import Interaction, Interval, Numbers, Ranked, Ranking, RedLine, holds, utility
from tests.cases import case_of, preferences_of

F = Fraction
seeds = st.integers(0, 10**6).map(random.Random)
CASE = case_of({"a": 2, "b": 2, "c": 2}, ["p"])
PLAIN = preferences_of(CASE, "p", [(0, 100), (10, 20), (5, 5)], 40, numbers=Numbers())
DOUBT = replace(PLAIN, walk_away=Interval(F(10), F(30)))
ORDER = Ranking(id="r", what=Ranked.OPTIONS, groups=(("c1",), ("c0",)), issue="c")
LINK = Interaction(Condition.of({"a": "a1", "b": "b1"}), F(8))


@given(seeds)
def test_certain_numbers_are_bounds_without_width_under_which_packages_are_worth_what_they_are(draw):
    scores = {i.id: {o: F(draw.randint(0, 300), 7) for o in i.option_ids} for i in CASE.issues}
    one = replace(PLAIN, scores=scores, weights={i: F(draw.randint(1, 9)) for i in "abc"}, walk_away=draw.choice([None, F(3)]))
    doubt = doubt_of(CASE, one)
    assert doubt.is_certain
    truth = doubt.greedy(worth_of((0, 0, 0)))
    for row in product((0, 1), repeat=3):
        package = {i.id: i.option_ids[k] for i, k in zip(CASE.issues, row, strict=True)}
        assert doubt.value(worth_of(row), truth) == utility(one, package)
    assert doubt.walk_away == (None if one.walk_away is None else (3, 3))


def test_intervals_and_blanks_become_bounds():
    one = replace(
        DOUBT,
        weights={"a": F(2), "b": Interval(F(1), F(4)), "c": F(0)},
        scores={**PLAIN.scores, "b": {"b0": None, "b1": Interval(F(3), F(9))}},
    )
    doubt = doubt_of(CASE, one)
    assert doubt.weights == ((2, 2), (1, 4), (0, 0))
    assert doubt.scores == (((0, 0), (100, 100)), ((0, 100), (3, 9)), ((5, 5), (5, 5)))
    assert (doubt.walk_away, doubt.total, doubt.is_certain) == ((10, 30), None, False)
    assert doubt_of(CASE, replace(one, walk_away=None)).walk_away is None
    assert doubt_of(CASE, replace(one, walk_away=None, walk_away_is_blank=True)).walk_away == (0, 100)
    assert doubt_of(CASE, replace(DOUBT, weights={"a": F(2), "b": F(1), "c": F(3)})).total == 6
    assert doubt_of(CASE, replace(one, numbers=Numbers(weights_as_given=True))).total == 1


@given(st.integers(0, 10**6))
def test_a_blank_weight_can_outweigh_all_others_together(seed):
    """At its most the least step on its issue decides, whatever packages hold elsewhere, and whatever no agreement is worth."""
    draw = random.Random(seed)
    scores = {i: {f"{i}{k}": F(draw.randint(0, 700), 7) for k in range(2)} for i in "abc"}
    floor = F(draw.randint(0, 1000), 10)
    one = replace(
        DOUBT, weights={"a": F(draw.randint(1, 9)), "b": Interval(F(1), F(draw.randint(1, 9))), "c": None}, scores=scores, walk_away=floor
    )
    doubt = doubt_of(CASE, one)
    heaviest = Truth(tuple(high for _, high in doubt.weights), tuple(tuple(row.values()) for row in scores.values()), floor)
    worth = {row: doubt.value(worth_of(row), heaviest) for row in product((0, 1), repeat=3)}
    for x, y in product(worth, repeat=2):
        gain = scores["c"][f"c{x[2]}"] - scores["c"][f"c{y[2]}"]
        assert not gain or (worth[x] > worth[y]) is (gain > 0)
    for x, of_x in worth.items():
        gain = scores["c"][f"c{x[2]}"] - floor
        assert not gain or (of_x > floor * sum(heaviest.weights)) is (gain > 0)


@given(st.integers(0, 10**6))
def test_beside_rankings_and_blanks_just_the_proportions_of_the_known_weights_are_kept(seed):
    draw = random.Random(seed)

    def known():
        low = F(draw.randint(1, 4))
        return draw.choice([low, Interval(low, low + draw.randint(0, 4))])

    one = replace(DOUBT, weights={"a": known(), "b": known(), "c": None}, rankings=(ORDER,))
    doubt = doubt_of(CASE, one)
    assert (doubt.is_relative, doubt.counts, doubt.blank) == (True, 0, {2})
    ends = [(w, w) if isinstance(w, F) else (w.lower, w.upper) for w in (one.weights["a"], one.weights["b"])]
    middle = tuple(tuple((low + high) / 2 for low, high in row) for row in doubt.scores)
    for _ in range(20):
        weights = (F(draw.randint(1, 8), 8), F(draw.randint(1, 8), 8), F(draw.randint(0, 8), 8))
        # Some length of the scale brings both known weights within their intervals.
        scales = [(low / w, high / w) for w, (low, high) in zip(weights, ends, strict=False)]
        fits = max(low for low, _ in scales) <= min(high for _, high in scales)
        point = Truth(weights, middle, F(20))
        assert doubt.allows_point(point) is (fits and sum(weights) >= 1)
        assert not fits or doubt.allows(doubt.in_own_numbers(point))


def test_where_every_weight_may_be_0_proportions_add_up_to_1_or_more():
    one = replace(DOUBT, weights={"a": None, "b": Interval(F(0), F(3)), "c": F(0)})
    doubt = doubt_of(CASE, one)
    assert doubt.weights == ((0, 1), (0, 1), (0, 0))
    assert (doubt.is_relative, doubt.counts) == (True, None)
    scores = tuple(tuple(low for low, _ in row) for row in doubt.scores)
    assert not doubt.allows_point(Truth((F(0), F(0), F(0)), scores, F(20)))
    assert doubt.allows_point(Truth((F(0), F(1), F(0)), scores, F(20)))


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (replace(DOUBT, has_numbers=False), "words"),
        (replace(DOUBT, numbers=Numbers(cut=F(100))), "exact numbers"),
        (replace(DOUBT, numbers=Numbers(grid=F(1))), "exact numbers"),
        (replace(DOUBT, weights={"a": F(1), "b": None, "c": F(1)}, numbers=Numbers(weights_as_given=True)), "taken as given"),
        (replace(DOUBT, weights={"a": F(1), "b": Interval(F(1), F(2)), "c": F(1)}, interactions=(LINK,)), "combinations"),
        (replace(DOUBT, weights=dict.fromkeys("abc", F(0))), "every weight is 0"),
    ],
)
def test_what_says_too_little_is_refused_with_the_remedy(one, why):
    with pytest.raises(NotSupported, match=why) as refusal:
        doubt_of(CASE, one)
    assert str(refusal.value).startswith("p")


def doubted(draw):
    """Numbers, intervals and blanks; the weight of a is certain."""

    def number(kinds=("number", "interval", "blank")):
        low, kind = F(draw.randint(0, 20)), draw.choice(kinds)
        return low if kind == "number" else None if kind == "blank" else Interval(low, low + draw.randint(1, 9))

    scores = {i.id: {o: number() for o in i.option_ids} for i in CASE.issues}
    weights = {"a": F(draw.randint(1, 5)), "b": draw.choice([None, Interval(F(1), F(4))]), "c": F(0)}
    return replace(DOUBT, weights=weights, scores=scores, walk_away=draw.choice([None, F(8), Interval(F(4), F(12))]))


@given(seeds)
def test_a_ranking_becomes_a_row_that_is_0_or_more_just_where_it_holds(draw):
    one = replace(doubted(draw), weights={"a": F(2), "b": Interval(F(1), F(3)), "c": F(1)})
    first, second = ({i.id: draw.choice(i.option_ids) for i in CASE.issues} for _ in range(2))
    second = None if one.walk_away is not None and draw.random() < 0.5 else second
    ranking = Ranking(id="r", what=Ranked.PACKAGES, groups=((first,), (second,)), within=F(draw.choice([0, 3, -3])))
    doubt = doubt_of(CASE, replace(one, rankings=(ranking,)))
    rows = [row for row in doubt.rows if row.ranking == "r"]
    scores = {i: {o: _middle(v) for o, v in row.items()} for i, row in one.scores.items()}
    floor = None if one.walk_away is None else _middle(one.walk_away)
    certain = replace(one, weights={"a": F(2), "b": F(2), "c": F(1)}, scores=scores, walk_away=floor)
    truth = Truth((F(2), F(2), F(1)), tuple(tuple(row.values()) for row in certain.scores.values()), certain.walk_away)
    assert all(doubt.value(row.at_least_zero, truth) >= 0 for row in rows) is holds(certain, ranking)
    assert len(rows) == 1


def _middle(value):
    return F(50) if value is None else value if isinstance(value, F) else (value.lower + value.upper) / 2


def test_possible_red_lines_go_along():
    line = Condition.of({"a": "a1"})
    doubt = doubt_of(CASE, replace(PLAIN, possible_red_lines=(RedLine("perhaps-1", line),)))
    assert doubt.may_refuse == (line,)
    assert not doubt.is_certain


def test_what_a_package_is_held_against_is_another_one_or_no_agreement():
    doubt = doubt_of(CASE, replace(DOUBT, interactions=(LINK,)))
    truth = doubt.greedy(worth_of((1, 1, 1)))
    # Three weights of 1: in sum three times the utility.
    assert doubt.value(against(doubt, (1, 1, 0), F(8)), truth) == -(100 + 20 + 5) - 3 * 8
    assert doubt.value(against(doubt, None), truth) == -3 * 10


@given(seeds)
def test_the_middle_is_certain_and_within_every_interval(draw):
    one = doubted(draw)
    middle = central(CASE, one, TruthsProgram(doubt_of(CASE, one)))
    assert middle.unsupported() == []
    for issue, row in one.scores.items():
        assert middle.scores[issue] == {option: _middle(value) for option, value in row.items()}
    assert middle.walk_away == (None if one.walk_away is None else _middle(one.walk_away))
    # A blank weight is the mean of those that are known: that of a, and 0.
    assert middle.weights["b"] == (middle.weights["a"] / 2 if one.weights["b"] is None else F(5, 2))
    assert middle.red_lines == one.red_lines


def test_beside_rankings_some_numbers_amid_keep_them():
    order = Ranking(id="r", what=Ranked.OPTIONS, groups=(("b1",), ("b0",)), issue="b")
    one = replace(DOUBT, scores={**PLAIN.scores, "b": {"b0": Interval(F(40), F(60)), "b1": Interval(F(0), F(50))}}, rankings=(order,))
    truths = TruthsProgram(doubt_of(CASE, one))
    middle = central(CASE, one, truths)
    assert (middle.unsupported(), middle.rankings) == ([], ())
    assert holds(middle, order)
    rough = central(CASE, one, truths, roughly=True)
    assert all(abs(rough.scores["b"][o] - middle.scores["b"][o]) <= F(1, 5) for o in ("b0", "b1"))
    assert central(CASE, PLAIN, TruthsProgram(doubt_of(CASE, PLAIN))) is PLAIN
