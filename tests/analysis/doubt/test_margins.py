"""`doubt.margins`: by how much packages exceed another one in all truths, against listing packages and extreme truths."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import compile_case
from goodoffices.analysis.doubt.bounds import central, doubt_of
from goodoffices.analysis.doubt.margins import Margins, Proof
from goodoffices.analysis.doubt.truths_program import truths_of
from goodoffices.analysis.problem.limits import Limits
from goodoffices.case import Condition
from goodoffices.preferences import Interaction, Interval, Numbers, Ranked, Ranking, RedLine
from tests.analysis.doubt.test_analysis_in_doubt import beyond_floor, exceeds, extreme_truths
from tests.cases import case_of, preferences_of

F = Fraction
CASE = case_of({"a": 3, "b": 2}, ["p", "q"])
PACKAGES = list(product(range(3), range(2)))


def party_by(draw, party):
    """Intervals here and there, every weight above 0."""

    def number(most, least=0):
        low = draw.randint(least, most)
        return draw.choice([F(low), F(low), Interval(F(low), F(low + draw.randint(1, 4)))])

    scores = {i.id: {o: F(draw.randint(0, 12)) for o in i.option_ids} for i in CASE.issues}
    for issue, option in draw.sample([("a", "a0"), ("a", "a2"), ("b", "b0"), ("b", "b1")], 1):
        scores[issue][option] = number(12)
    low = draw.randint(0, 12)
    scores["a"]["a1"] = Interval(F(low), F(low + draw.randint(1, 4)))
    return replace(
        preferences_of(CASE, party, [(0, 0, 0), (0, 0)], numbers=Numbers()),
        weights={"a": number(4, 1), "b": F(2)}, scores=scores, walk_away=draw.choice([None, number(9)]),
    )  # fmt: skip


def margins_of(parties, package, lines=()):
    truths = truths_of([doubt_of(CASE, one) for one in parties])
    problem = compile_case(CASE, [replace(central(CASE, one, t), red_lines=lines) for one, t in zip(parties, truths, strict=True)])
    return Margins(problem, truths, package)


def sum_of(column, package):
    return column.start + sum(row[i] for row, i in zip(column.amounts, package, strict=True))


def over_all_truths(margins, one, package):
    """The least and the most of a margin over all truths with each number at an end of its bounds."""
    x = margins.problem.package(package)
    rest = margins.package
    of = (lambda t: beyond_floor(t, x)) if rest is None else (lambda t: exceeds(t, x, margins.problem.package(rest)))
    found = [of(truth) for truth in extreme_truths(one, F(0))]
    return min(found), max(found)


@given(st.integers(0, 10**6))
def test_the_least_and_most_of_a_margin_are_those_of_the_extreme_truths_and_columns_give_them(seed):
    draw = random.Random(seed)
    one = party_by(draw, "p")
    margins = margins_of([one], draw.choice([None, (0, 0), (2, 1)]))
    for package in PACKAGES:
        low, high = over_all_truths(margins, one, package)
        assert (margins.least(0, package).value, margins.most(0, package).value) == (low, high)
        if not margins.is_compared(0):
            continue
        assert (sum_of(margins.lower_bound(0), package), sum_of(margins.upper_bound(0), package)) == (low, high)
        assert sum_of(margins.in_truth(0, margins.most(0, package).truth), package) == high


@given(st.integers(0, 10**6))
def test_what_can_exceed_under_some_or_all_truths_is_found_where_listing_finds_it(seed):
    draw = random.Random(seed)
    parties = [party_by(draw, "p"), party_by(draw, "q")]
    margins = margins_of(parties, draw.choice([None, (1, 1)]))
    strict = draw.choice([None, 0, 1])
    ends = {x: [over_all_truths(margins, one, x) for one in parties] for x in PACKAGES}
    compared = [p for p in (0, 1) if margins.is_compared(p)]
    # A party that has nothing to be held against can be given nothing more, either: then nobody is asked to gain.
    strict = strict if strict in compared else None

    def good(which):
        return {x for x, found in ends.items() if all(found[p][which] >= 0 and (found[p][which] > 0 or p != strict) for p in compared)}

    some, every = margins.found_under_some(strict, Limits()), margins.found_under_all(strict, Limits())
    assert some in good(1) if good(1) else some is None
    assert every in good(0) if good(0) else every is None


@given(st.integers(0, 10**6))
def test_in_one_truth_of_each_party_the_margins_are_plain_numbers(seed):
    draw = random.Random(seed)
    parties = [party_by(draw, "p"), party_by(draw, "q")]
    margins = margins_of(parties, (0, 1))
    truths = [truth.most(margins.margin(p, draw.choice(PACKAGES))).truth for p, truth in enumerate(margins.truths)]
    strict = draw.choice([None, 0, 1])

    def gains(package):
        return [sum(w * (row[i] - row[k]) for w, row, i, k in zip(t.weights, t.scores, package, (0, 1), strict=True)) for t in truths]

    good = {x for x in PACKAGES if min(gains(x)) >= 0 and (strict is None or gains(x)[strict] > 0)}
    found = margins.found_within(truths, strict, Limits())
    assert found in good if good else found is None
    assert all(margins.doubts[p].value(margins.margin(p, x), truths[p]) == gains(x)[p] for x in PACKAGES for p in (0, 1))


def ranked():
    """Nothing is known of p but orders: a2 over a1 over a0, and b1 over b0."""
    orders = tuple(
        Ranking(id=i, what=Ranked.OPTIONS, groups=tuple((f"{i}{k}",) for k in ks), issue=i) for i, ks in (("a", (2, 1, 0)), ("b", (1, 0)))
    )
    blank = {i.id: dict.fromkeys(i.option_ids) for i in CASE.issues}
    return replace(preferences_of(CASE, "p", [(0, 0, 0), (0, 0)], numbers=Numbers()), scores=blank, rankings=orders)


def test_beside_orders_a_package_exceeds_surely_where_it_is_no_worse_in_any_issue():
    margins = margins_of([ranked()], (1, 0))
    for package in PACKAGES:
        surely = package[0] >= 1
        assert (margins.least(0, package).value >= 0) is surely
        # Only what is no better anywhere cannot be better in sum.
        assert (margins.most(0, package).value > 0) is not (package in {(0, 0), (1, 0)}), package


def test_the_multipliers_that_are_kept_make_bounds_under_which_each_package_falls_short():
    margins = margins_of([ranked()], (2, 1))
    proof = Proof()
    assert margins.found_under_some(0, Limits(), proof) is None
    (used,) = proof.multipliers
    assert used == margins.multipliers_used()[0]
    bounds = [margins.upper_bound(0, multipliers) for multipliers in used]
    for package in PACKAGES:
        assert min(sum_of(bound, package) for bound in bounds) <= 0


def test_each_package_falls_short_in_one_of_the_truths_that_are_kept():
    margins, proof = margins_of([ranked()], (1, 1)), Proof()
    assert margins.found_under_all(0, Limits(), proof) is None
    assert all(margins.doubts[0].allows(truth) for truth in proof.truths[0])
    for package in PACKAGES:
        assert min(margins.doubts[0].value(margins.margin(0, package), truth) for truth in proof.truths[0]) <= 0


def test_a_package_that_a_party_may_refuse_exceeds_for_nobody_surely():
    one = replace(party_by(random.Random(0), "p"), scores={"a": {"a0": F(0), "a1": F(1), "a2": F(9)}, "b": {"b0": F(0), "b1": F(0)}})
    assert margins_of([one], (1, 0)).found_under_all(0, Limits())[0] == 2
    doubted = replace(one, possible_red_lines=(RedLine("perhaps-1", Condition.of({"a": "a2"})),))
    assert margins_of([doubted], (1, 0)).found_under_all(0, Limits()) is None
    assert margins_of([doubted], (1, 0)).found_under_some(0, Limits())[0] == 2


def test_nothing_is_asked_beyond_the_demands_that_are_named():
    one = replace(party_by(random.Random(0), "p"), walk_away=F(100))
    line = (RedLine("l", Condition.of({"a": ["a0", "a1", "a2"]})),)
    margins = margins_of([one], None, line)
    assert margins.found_under_some(None, Limits()) is None
    assert margins.found_meeting((), Limits()) is not None
    for demand in range(len(margins.problem.demands)):
        assert margins.found_meeting((demand,), Limits()) is None


@pytest.mark.parametrize("package", [None, (1, 1)])
def test_points_on_combinations_count_on_both_sides(package):
    links = (Interaction(Condition.of({"a": "a1", "b": "b1"}), F(6)), Interaction(Condition.of({"a": "a2"}), F(-4)))
    one = replace(
        preferences_of(CASE, "p", [(0, 10, 20), (0, 10)], numbers=Numbers(), interactions=links),
        weights={"a": F(1), "b": F(3)}, walk_away=Interval(F(5), F(8)),
    )  # fmt: skip
    margins = margins_of([one], package)

    def worth(x):
        return F(10 * x[0] + 3 * 10 * x[1], 4) + 6 * (x == (1, 1)) - 4 * (x[0] == 2)

    for x in PACKAGES:
        # Times 4, the sum of the weights.
        low, high = (worth(x) - (worth(package) if package else end) for end in (8, 5))
        assert (margins.least(0, x).value, margins.most(0, x).value) == (4 * low, 4 * high)
        assert margins.points(0, x) == 6 * (x == (1, 1)) - 4 * (x[0] == 2)
    assert margins.points(0, None) == 0


def test_who_has_no_walk_away_value_is_held_against_nothing():
    one = replace(party_by(random.Random(3), "p"), walk_away=None)
    margins = margins_of([one], None)
    assert not margins.is_compared(0)
    assert margins.most(0, (0, 0)).value == margins.least(0, (2, 1)).value == 0
