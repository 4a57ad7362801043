"""`doubt.truths_program`: the most over all truths, with its limits, and rankings that cannot hold together."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import RankingsContradict
from goodoffices.analysis.doubt.bounds import doubt_of
from goodoffices.analysis.doubt.party_doubt import Linear, PartyDoubt, Row
from goodoffices.analysis.doubt.truths_program import TruthsProgram, least_lacking, truths_of
from goodoffices.analysis.problem.errors import NotDecided
from goodoffices.preferences import Numbers, Ranked, Ranking
from tests.cases import case_of, preferences_of
from tests.reached import reached, reaches

F = Fraction
CASE = case_of({"a": 2, "b": 2}, ["p"])


def heavier(first, second, times=1, name=None):
    """A ranking: one weight is at least so many times another."""
    return Row(name or f"{first} over {second}", Linear({first: F(1), second: -F(times)}))


def doubt(*rows, weights=((F(1), F(4)), (F(1), F(4)), (F(1), F(4)))):
    return PartyDoubt(party="p", weights=weights, scores=((),) * len(weights), walk_away=None, is_certain=False, rows=rows)


def holds_together(gaps):
    """Whether weights can lie so far apart: no ring of gaps comes back to where it began with something left over."""
    rings = (ring for size in (2, 3) for ring in permutations(range(3), size))
    return not any(sum(gaps.get(pair, F(-99)) for pair in zip(ring, (*ring[1:], ring[0]), strict=True)) > 0 for ring in rings)


@reaches(5)
@given(st.integers(0, 10**6))
def test_of_rankings_that_contradict_a_set_is_named_that_holds_without_any_one_of_it(seed):
    draw = random.Random(seed)
    pairs = draw.sample(list(permutations(range(3), 2)), 4)
    gaps = {pair: F(draw.randint(0, 1), 2) for pair in pairs}
    rows = [Row(f"{i} over {j}", Linear({i: F(1), j: F(-1)}, constant=-gap)) for (i, j), gap in gaps.items()]
    if holds_together(gaps):
        assert TruthsProgram(doubt(*rows)).most(Linear()).value == 0
        return
    with pytest.raises(RankingsContradict) as refusal:
        TruthsProgram(doubt(*rows))
    named = [pair for pair, row in zip(gaps, rows, strict=True) if row.ranking in refusal.value.rankings]
    reached()
    assert not holds_together({pair: gaps[pair] for pair in named})
    assert all(holds_together({pair: gaps[pair] for pair in some}) for some in combinations(named, len(named) - 1))


def test_the_ranking_that_lacks_least_is_given_up():
    rows = (heavier(0, 1, 3, "much heavier"), Row("a little less", Linear({0: F(-10), 1: F(10)}, constant=F(-1))))
    assert least_lacking(doubt(*rows)) == ["much heavier"]
    assert least_lacking(doubt(rows[0])) == []


def test_most_and_least_enclose_what_lies_amid():
    program = TruthsProgram(doubt(heavier(0, 1, 2), heavier(1, 2)))
    for linear in (Linear({0: F(1)}), Linear({1: F(3), 2: F(-5)}, constant=F(1)), Linear({2: F(-1)})):
        most, least = program.most(linear), program.least(linear)
        assert least.value < program.doubt.value(linear, program.amid()) < most.value
        assert (program.doubt.value(linear, most.truth), program.doubt.value(linear, least.truth)) == (most.value, least.value)
        assert program.doubt.bound(linear.negated(), least.multipliers) == -least.value
    assert program.doubt.allows(program.amid())
    assert program.most(Linear({2: F(1)})).value == 2
    assert program.least(Linear({0: F(1), 1: F(-2)})).value == 0


def test_without_rankings_the_most_is_a_sum_of_extremes():
    program = TruthsProgram(doubt())
    found = program.most(Linear({0: F(2), 1: F(-3)}))
    assert (found.value, found.truth.weights[:2], found.multipliers) == (5, (4, 1), ())
    assert program.roughly_most(Linear({0: F(2), 1: F(-3)})).weights[:2] == (4.0, 1.0)


@pytest.mark.parametrize("wrong", ["value", "truth", "multipliers"])
def test_nothing_that_the_solver_says_is_believed(wrong):
    program, linear = TruthsProgram(doubt(heavier(0, 1, 2))), Linear({1: F(1)})
    assert program.most(linear).value == 2
    value, values, multipliers = program.program.most(linear)

    class Lying:
        truth = staticmethod(program.program.truth)

        @staticmethod
        def most(_):
            if wrong == "value":
                return value - F(1, 10**30), values, multipliers
            if wrong == "truth":
                return value, {**values, ("weight", 0, 0): F(4) - F(1, 10**30)}, multipliers
            return value, values, tuple(F(0) for _ in multipliers)

    program.program = Lying()
    with pytest.raises(NotDecided):
        program.most(linear)


def blank_beside_known():
    """*a* weighs 1, of *b* only its order of options is known: proportions count, and *a* counts for something."""
    one = replace(
        preferences_of(CASE, "p", [(0, 100), (0, 100)], numbers=Numbers()),
        weights={"a": F(1), "b": None},
        scores={"a": {"a0": F(0), "a1": F(100)}, "b": {"b0": None, "b1": None}},
        rankings=(Ranking(id="r", what=Ranked.OPTIONS, groups=(("b1",), ("b0",)), issue="b"),),
    )
    return TruthsProgram(doubt_of(CASE, one))


def test_a_known_weight_comes_near_to_0_beside_a_blank_one_and_is_never_0():
    program = blank_beside_known()
    none = program.most(Linear({0: F(-1)}))
    assert (none.value, none.is_reached, none.may_be_zero_or_more) == (0, False, False)
    assert program.doubt.bound(Linear({0: F(-1)}), none.multipliers) <= 0
    assert program.doubt.value(Linear({0: F(-1)}), none.truth) < 0
    assert program.doubt.allows(none.truth)


def test_what_is_0_in_some_truth_is_told_from_what_only_comes_near():
    program = blank_beside_known()
    # b1 over b0, less: 0 where both are worth the same, whatever a weighs.
    same = program.most(Linear(of_worths={(1, 0): F(1), (1, 1): F(-1)}))
    assert (same.value, same.is_reached, same.may_be_zero_or_more) == (0, True, True)
    assert same.truth.scores[1][0] == same.truth.scores[1][1]


def test_near_a_limit_a_truth_is_named_in_which_the_sign_is_the_same():
    program = blank_beside_known()
    # b1 alone against everything that a can bring: the more, the heavier b is.
    linear = Linear(of_worths={(1, 1): F(1), (0, 1): F(-1)})
    found = program.most(linear)
    assert found.value > 0
    assert program.doubt.is_limit(found.point)
    assert program.doubt.allows(found.truth)
    assert not program.doubt.is_limit(found.truth)
    assert program.doubt.value(linear, found.truth) > 0


def test_truths_about_amid_keep_nearly_all_and_are_no_answer():
    program = TruthsProgram(doubt(heavier(0, 1, 2), heavier(1, 2)))
    assert all(abs(x - y) < F(1, 100) for x, y in zip(program.roughly_amid().weights, program.amid().weights, strict=True))


def test_the_party_whose_rankings_contradict_is_named():
    fine, other = doubt(heavier(0, 1)), replace(doubt(heavier(0, 1, 5, "too much")), party="q")
    assert [t.doubt.party for t in truths_of([fine, fine])] == ["p", "p"]
    with pytest.raises(RankingsContradict) as refusal:
        truths_of([fine, other])
    assert (refusal.value.party, refusal.value.rankings) == ("q", ("too much",))
