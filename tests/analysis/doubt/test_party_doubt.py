"""`doubt.party_doubt`: linear functions over one party's truths, against truths drawn within its bounds."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis.doubt.party_doubt import Linear, PartyDoubt, Row, Truth, by_issue, mixture, total_weight, worth_of
from goodoffices.case import Condition

F = Fraction
seeds = st.integers(0, 10**6).map(random.Random)


def doubt_by(draw, **more):
    """Two issues of two options, all numbers within bounds of any width, the sum of weights open or given."""

    def bounds(most, least=0):
        low, high = sorted((F(draw.randint(least, most)), F(draw.randint(least, most))))
        return low, high

    return PartyDoubt(
        party="p",
        weights=(bounds(5, 1), bounds(5)),
        scores=tuple(tuple(bounds(20) for _ in range(2)) for _ in range(2)),
        walk_away=draw.choice([None, bounds(15)]),
        is_certain=False,
        total=draw.choice([None, F(1)]),
        **more,
    )


def linear_by(draw):
    return Linear(
        {j: F(draw.randint(-3, 3)) for j in range(2)},
        {(j, i): F(draw.randint(-3, 3)) for j in range(2) for i in range(2)},
        F(draw.randint(-3, 3)),
        F(draw.randint(-9, 9)),
    )


def truth_by(draw, doubt):
    def within(bounds):
        return bounds[0] + (bounds[1] - bounds[0]) * F(draw.randint(0, 4), 4)

    return Truth(
        tuple(map(within, doubt.weights)),
        tuple(tuple(map(within, row)) for row in doubt.scores),
        None if doubt.walk_away is None else within(doubt.walk_away),
    )


def worth(doubt, truth, linear):
    """The function as its words say: weights, weight times score, and walk-away value times the sum of weights."""
    total = doubt.total if doubt.total is not None else truth.weights[0] + truth.weights[1]
    found = linear.constant + linear.of_floor * (truth.walk_away or 0) * total
    for j in range(2):
        found += linear.of_weights.get(j, 0) * truth.weights[j]
        for i in range(2):
            found += linear.of_worths.get((j, i), 0) * truth.weights[j] * truth.scores[j][i]
    return found


@given(seeds)
def test_the_bound_of_a_function_is_its_most_over_all_extreme_truths_and_reached_by_the_greedy_one(draw):
    doubt, linear = doubt_by(draw), linear_by(draw)
    ends = [set(b) for b in (*doubt.weights, *doubt.scores[0], *doubt.scores[1], doubt.walk_away or (None, None))]
    most = max(worth(doubt, Truth((v, w), ((a, b), (c, d)), floor), linear) for v, w, a, b, c, d, floor in product(*ends))
    assert doubt.bound(linear) == most
    greedy = doubt.greedy(linear)
    assert doubt.allows(greedy)
    assert doubt.value(linear, greedy) == worth(doubt, greedy, linear) == most


@given(seeds)
def test_with_multipliers_a_bound_still_holds_for_each_truth_that_keeps_the_rankings(draw):
    plain = doubt_by(draw)
    truth = truth_by(draw, plain)
    # Each row is moved so that the truth drawn keeps it, some of them just so.
    wanted = [linear_by(draw) for _ in range(2)]
    rows = [Row("r", one.plus(Linear(constant=F(draw.randint(0, 2)) - plain.value(one, truth)))) for one in wanted]
    doubt = PartyDoubt(**{**plain.__dict__, "rows": tuple(rows)})
    assert doubt.allows(truth)
    linear = linear_by(draw)
    assert worth(doubt, truth, linear) <= doubt.bound(linear, [F(draw.randint(0, 3), 2) for _ in rows])


@given(seeds)
def test_functions_are_added_and_turned_around(draw):
    doubt, one, other, times = doubt_by(draw), linear_by(draw), linear_by(draw), F(draw.randint(-3, 3))
    truth = truth_by(draw, doubt)
    at = [doubt.value(x, truth) for x in (one, other, one.plus(other, times), one.negated())]
    assert at[2:] == [at[0] + times * at[1], -at[0]]


@given(seeds)
def test_a_mixture_of_truths_is_a_truth_and_each_function_has_the_mixed_value_there(draw):
    doubt, linear = doubt_by(draw), linear_by(draw)
    truths = [truth_by(draw, doubt) for _ in range(3)]
    shares = [F(1, 2), F(1, 3), F(1, 6)]
    mixed = mixture(shares, truths, doubt)
    assert doubt.allows(mixed)
    assert doubt.value(linear, mixed) == sum(a * doubt.value(linear, t) for a, t in zip(shares, truths, strict=True))


PLAIN = PartyDoubt(
    party="p",
    weights=((F(1), F(3)), (F(0), F(2))),
    scores=(((F(0), F(10)), (F(5), F(5))), ((F(0), F(0)), (F(1), F(2)))),
    walk_away=(F(2), F(4)),
    is_certain=False,
)
INSIDE = Truth((F(1), F(2)), ((F(10), F(5)), (F(0), F(1))), F(4))


def test_a_truth_beyond_any_one_bound_is_not_allowed():
    assert PLAIN.allows(INSIDE)
    a_little = F(1, 10**20)
    for beyond in (
        Truth((F(1) - a_little, F(2)), INSIDE.scores, F(4)),
        Truth((F(1), F(2) + a_little), INSIDE.scores, F(4)),
        Truth(INSIDE.weights, ((F(10) + a_little, F(5)), INSIDE.scores[1]), F(4)),
        Truth(INSIDE.weights, INSIDE.scores, F(4) + a_little),
        Truth(INSIDE.weights, INSIDE.scores, F(2) - a_little),
        Truth(INSIDE.weights, INSIDE.scores, None),
    ):
        assert not PLAIN.allows(beyond)


def test_that_all_weights_are_0_is_no_truth_unless_they_are_taken_as_given():
    wide = {**PLAIN.__dict__, "weights": ((F(0), F(3)), (F(0), F(2)))}
    nothing = Truth((F(0), F(0)), INSIDE.scores, F(4))
    assert not PartyDoubt(**wide).allows(nothing)
    assert PartyDoubt(**{**wide, "total": F(1)}).allows(nothing)


def test_a_ranking_that_is_not_kept_is_not_allowed():
    heavier = Row("first", Linear({0: F(1), 1: F(-1)}))
    doubt = PartyDoubt(**{**PLAIN.__dict__, "rows": (heavier,)})
    assert not doubt.allows(INSIDE)
    assert doubt.allows(Truth((F(2), F(2)), INSIDE.scores, F(4)))
    # What the model asks itself is said of proportions, not of the numbers of the file.
    own = PartyDoubt(**{**PLAIN.__dict__, "rows": (Row("", heavier.at_least_zero),)})
    assert (doubt.is_relative, own.is_relative) == (False, True)
    assert own.allows(INSIDE)
    assert not own.allows_point(INSIDE)


def test_proportions_are_brought_to_the_numbers_of_the_file():
    ends = ((F(2), F(3)), (F(10), F(12)), (F(0), None))
    doubt = PartyDoubt(**{**PLAIN.__dict__, "weights": ((F(0), F(1)),) * 3, "given": ends, "counts": 0})
    found = doubt.in_own_numbers(Truth((F(1, 10), F(4, 10), F(1, 2)), INSIDE.scores, F(3)))
    assert found.weights == (F(5, 2), F(10), F(25, 2))
    assert (found.scores, found.walk_away) == (INSIDE.scores, F(3))
    # At the limit nothing that is known counts, and no scale is left.
    limit = Truth((F(0), F(0), F(1)), INSIDE.scores, F(3))
    assert doubt.is_limit(limit)
    assert not doubt.is_limit(found)
    assert doubt.in_own_numbers(limit) == limit
    assert not PLAIN.is_limit(limit)


def test_where_known_weights_have_no_least_none_is_brought_above_its_most():
    doubt = PartyDoubt(**{**PLAIN.__dict__, "weights": ((F(0), F(1)),) * 2, "given": ((F(0), F(3)), (F(0), F(8)))})
    assert doubt.in_own_numbers(Truth((F(1, 2), F(1, 2)), INSIDE.scores, F(3))).weights == (3, 3)


def test_a_blank_weight_is_taken_to_lie_below_the_greatest_that_surely_counts():
    assert PLAIN.known_weight == 3
    assert PartyDoubt(**{**PLAIN.__dict__, "weights": ((F(0), F(9)),) * 2}).known_weight == 1


def test_what_crosses_any_possible_red_line_may_be_refused():
    doubt = PartyDoubt(**{**PLAIN.__dict__, "may_refuse": (Condition.of({"a": "a1"}), Condition.of({"b": "b1"}))})
    assert [doubt.may_be_refused({"a": a, "b": b}) for a, b in product(("a0", "a1"), ("b0", "b1"))] == [False, True, True, True]
    assert not PLAIN.may_be_refused({"a": "a1", "b": "b1"})


def test_a_package_is_worth_its_options_over_the_sum_of_weights():
    assert PLAIN.value(worth_of((0, 1)), INSIDE) == 1 * 10 + 2 * 1
    assert PLAIN.value(total_weight(PLAIN), INSIDE) == 3
    assert PLAIN.value(total_weight(PartyDoubt(**{**PLAIN.__dict__, "total": F(7)})), INSIDE) == 7
    assert by_issue(worth_of((0, 1)).plus(worth_of((1, 1)))) == {0: {0: 1, 1: 1}, 1: {1: 2}}
