"""`preferences.evaluation`: what a package is worth, and whether a ranking is true of certain numbers."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Condition
from goodoffices.preferences import Interaction, Numbers, Ranked, Ranking, RedLine, Worths, crossed_red_lines, holds, utility
from goodoffices.preferences.evaluation import exact_sum, in_proportion
from tests.cases import case_of, preferences_of

F = Fraction
CASE = case_of({"a": 2, "b": 3}, ["p"])
BOTH = Interaction(Condition.of({"a": "a1", "b": ["b1", "b2"]}), F(-7))
PLAIN = preferences_of(CASE, "p", [(0, 10), (1, 2, 30)], 5, interactions=(BOTH, Interaction(Condition.of({"b": "b2"}), F(4))))
fractions = st.builds(F, st.integers(-500, 500), st.integers(1, 40))


def test_a_package_is_worth_its_options_and_the_combinations_that_it_meets():
    worth = {(a, b): utility(PLAIN, {"a": a, "b": b}) for a, b in product(("a0", "a1"), ("b0", "b1", "b2"))}
    assert worth == {("a0", "b0"): 1, ("a0", "b1"): 2, ("a0", "b2"): 34, ("a1", "b0"): 11, ("a1", "b1"): 5, ("a1", "b2"): 37}


def test_the_cut_comes_after_points_on_combinations():
    cut = replace(PLAIN, numbers=Numbers(weights_as_given=True, cut=F(36)))
    assert utility(cut, {"a": "a1", "b": "b2"}) == 36
    assert utility(cut, {"a": "a0", "b": "b2"}) == 34


def test_crossed_red_lines_are_listed_in_the_order_of_the_file():
    lines = tuple(RedLine(name, Condition.of(box)) for name, box in (("z", {"a": "a1"}), ("m", {"b": "b0"}), ("c", {"a": "a1", "b": "b2"})))
    one = replace(PLAIN, red_lines=lines)
    assert [line.id for line in crossed_red_lines(one, {"a": "a1", "b": "b2"})] == ["z", "c"]
    assert [line.id for line in crossed_red_lines(one, {"a": "a1", "b": "b0"})] == ["z", "m"]
    assert crossed_red_lines(one, {"a": "a0", "b": "b1"}) == ()


@given(st.integers(0, 10**6))
def test_a_ranking_of_packages_is_true_where_each_pair_is(seed):
    draw = random.Random(seed)
    one = replace(
        PLAIN,
        scores={i.id: {o: Fraction(draw.randint(0, 60), 7) for o in i.option_ids} for i in CASE.issues},
        weights={"a": F(draw.randint(1, 5)), "b": F(draw.randint(0, 5))},
        numbers=Numbers(),
    )
    items = [None, *({"a": a, "b": b} for a, b in product(("a0", "a1"), ("b0", "b1", "b2")))]
    groups = tuple(tuple(draw.sample(items, draw.randint(0, 2))) for _ in range(draw.randint(2, 3)))
    ranking = Ranking(id="r", what=Ranked.PACKAGES, groups=groups, within=F(draw.choice([0, 3, -3])))

    def worth(x):
        return one.walk_away if x is None else utility(one, x)

    assert holds(one, ranking) is all(worth(x) + ranking.within >= worth(y) for x, y in ranking.pairs())


@given(st.lists(st.integers(0, 4).map(F), min_size=3, max_size=3).filter(any), st.permutations("abc"))
def test_an_order_of_issues_or_options_is_true_where_no_later_one_is_worth_more(values, order):
    """Ties keep every order; what counts are the file's numbers, and no rounding of them."""
    by_id = dict(zip("abc", values, strict=True))
    is_true = all(by_id[x] >= by_id[y] for x, y in pairwise(order))
    case = case_of({"a": 1, "b": 1, "c": 1}, ["p"])
    weighed = replace(preferences_of(case, "p", [(1,), (1,), (1,)]), weights={i: w / 7 for i, w in by_id.items()}, numbers=Numbers())
    assert holds(weighed, Ranking(id="r", what=Ranked.ISSUES, groups=tuple((i,) for i in order))) is is_true
    case = case_of({"x": 3}, ["p"])
    scored = preferences_of(case, "p", [[by_id[k] / 3 for k in "abc"]])
    options = tuple((f"x{'abc'.index(k)}",) for k in order)
    assert holds(scored, Ranking(id="r", what=Ranked.OPTIONS, groups=options, issue="x")) is is_true


def test_parts_of_packages_are_compared_with_the_combinations_on_them_alone():
    """b1 is worth one more than b0, whatever is agreed elsewhere; with a1 the combination takes more than that away."""
    worths = Worths(PLAIN)

    def is_true(before, after):
        return worths.agree_with(Ranking(id="r", what=Ranked.PACKAGES, groups=((before,), (after,))))

    assert is_true({"b": "b1"}, {"b": "b0"})
    assert not is_true({"b": "b0"}, {"b": "b1"})
    assert is_true({"a": "a1", "b": "b0"}, {"a": "a1", "b": "b1"})
    assert not is_true({"a": "a1", "b": "b1"}, {"a": "a1", "b": "b0"})


def test_better_by_so_many_points_asks_for_all_of_them():
    def better_by(points):
        return Ranking(id="r", what=Ranked.PACKAGES, groups=(({"a": "a1"},), ({"a": "a0"},)), within=-F(points))

    assert holds(PLAIN, better_by(10))
    assert not holds(PLAIN, better_by(F(10) + F(1, 10**20)))


@given(st.dictionaries(st.integers(0, 9).map(str), fractions))
def test_whole_numbers_in_proportion_have_the_quotients_of_the_others(values):
    whole = in_proportion(values)
    assert all(isinstance(n, int) for n in whole.values())
    assert all(whole[x] * values[y] == whole[y] * values[x] and (whole[x] > 0) == (values[x] > 0) for x, y in product(values, repeat=2))


@given(st.lists(fractions, max_size=12))
def test_a_quick_sum_is_the_sum(values):
    assert exact_sum(iter(values)) == sum(values)
