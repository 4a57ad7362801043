"""`doubt.exact_linear_program`: the most over a party's truths, in fractions, against every corner of its weights."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis.doubt.exact_linear_program import LinearProgram
from goodoffices.analysis.doubt.party_doubt import Linear, PartyDoubt, Row, Truth
from goodoffices.analysis.problem.errors import NotDecided
from tests.reached import reached, reaches

F = Fraction
seeds = st.integers(0, 10**6).map(random.Random)


def doubt_by(draw):
    """Two weights within bounds, certain scores and walk-away value, and two or three rankings."""
    weights = tuple(tuple(sorted((F(draw.randint(0, 20), 3), F(draw.randint(0, 20), 3)))) for _ in range(2))
    scores = tuple(tuple((v, v) for v in (F(draw.randint(0, 9), 7), F(draw.randint(0, 9)))) for _ in range(2))
    floor = F(draw.randint(0, 5))
    rows = tuple(Row(f"r{k}", linear_by(draw)) for k in range(draw.randint(2, 3)))
    return PartyDoubt(party="p", weights=weights, scores=scores, walk_away=(floor, floor), is_certain=False, rows=rows)


def linear_by(draw):
    return Linear(
        {j: F(draw.randint(-3, 3)) for j in range(2)},
        {(j, i): F(draw.randint(-2, 2)) for j in range(2) for i in range(2)},
        F(draw.randint(-1, 1)),
        F(draw.randint(-2, 6)),
    )


def at(doubt, weights):
    return Truth(weights, tuple(tuple(low for low, _ in row) for row in doubt.scores), doubt.walk_away[0])


def corners(doubt):
    """Where two of the lines cross that bounds and rankings draw in the plane of the two weights, within the bounds."""
    lines = [(F(1), F(0), -end) for end in doubt.weights[0]] + [(F(0), F(1), -end) for end in doubt.weights[1]]
    for row in doubt.rows:
        zero, one, other = (doubt.value(row.at_least_zero, at(doubt, w)) for w in ((F(0), F(0)), (F(1), F(0)), (F(0), F(1))))
        lines.append((one - zero, other - zero, zero))
    for (a, b, c), (d, e, f) in combinations(lines, 2):
        if a * e != b * d:
            point = ((b * f - c * e) / (a * e - b * d), (c * d - a * f) / (a * e - b * d))
            if all(low <= w <= high for w, (low, high) in zip(point, doubt.weights, strict=True)):
                yield at(doubt, point)


@reaches(8)
@given(seeds)
def test_the_most_is_that_of_the_best_corner_and_the_multipliers_prove_it(draw):
    doubt, linear = doubt_by(draw), linear_by(draw)
    kept = [t for t in corners(doubt) if all(doubt.value(row.at_least_zero, t) >= 0 for row in doubt.rows)]
    assume(kept)
    program = LinearProgram(doubt)
    value, values, multipliers = program.most(linear)
    reached()
    assert value == max(doubt.value(linear, t) for t in kept)
    assert doubt.allows_point(program.truth(values))
    assert doubt.value(linear, program.truth(values)) == value
    assert len(multipliers) == len(doubt.rows)
    assert min(multipliers) >= 0
    assert doubt.bound(linear, multipliers) == value


@given(seeds)
def test_what_rankings_lack_together_is_as_little_as_it_can_be(draw):
    doubt = doubt_by(draw)
    least = min(sum(max(F(0), -doubt.value(row.at_least_zero, t)) for row in doubt.rows) for t in corners(doubt))
    assert LinearProgram(doubt, lacking=True).most(Linear())[0] == -least


def test_what_the_model_asks_itself_is_given_up_last():
    """Of two rows that cannot both hold the ranking gives way, however little the other would have to."""
    ranking, own = Row("r", Linear({0: F(100)}, constant=F(-100))), Row("", Linear({0: F(-1)}, constant=F(1, 2)))
    doubt = PartyDoubt(party="p", weights=((F(0), F(2)),), scores=((),), walk_away=None, is_certain=False, rows=(ranking, own))
    _, values, _ = LinearProgram(doubt, lacking=True).most(Linear())
    assert (values["lack", 0, 0], values["lack", 1, 0]) == (50, 0)


def wide(total=None):
    """A score and a walk-away value in doubt, too; worth over the floor is asked for."""
    return PartyDoubt(
        party="p",
        weights=((F(1), F(2)), (F(1), F(1))),
        scores=(((F(10), F(40)),), ((F(60), F(60)),)),
        walk_away=(F(20), F(50)),
        is_certain=False,
        total=total,
        rows=(Row("at least as good as no agreement", Linear(of_worths={(0, 0): F(1), (1, 0): F(1)}, of_floor=F(-1))),),
    )


def test_scores_and_the_walk_away_value_are_found_beside_the_weights():
    program = LinearProgram(wide())
    value, values, _ = program.most(Linear(of_floor=F(1)))
    truth = program.truth(values)
    # With both weights at 1 the worth is at most 100 of 2: the floor times the sum of weights. With 2 and 1 it is 140 of 3.
    assert value == 140
    assert truth == Truth((F(2), F(1)), ((F(40),), (F(60),)), F(140, 3))
    assert wide().allows(truth)
    value, values, _ = LinearProgram(wide(total=F(1))).most(Linear(of_floor=F(1)))
    assert value == 50


@given(seeds)
def test_a_rough_truth_is_about_as_good_as_the_exact_most(draw):
    doubt = wide(draw.choice([None, F(1)]))
    linear = Linear({0: F(draw.randint(-9, 9))}, {(0, 0): F(draw.randint(-9, 9))}, F(draw.randint(-9, 9)))
    program = LinearProgram(doubt)
    rough = program.roughly_most(linear)
    total = float(doubt.total or sum(rough.weights))
    found = float(linear.of_weights[0]) * rough.weights[0] + float(linear.of_worths[0, 0]) * rough.weights[0] * rough.scores[0][0]
    assert found + float(linear.of_floor) * rough.walk_away * total == pytest.approx(float(program.most(linear)[0]), abs=1e-6)
    assert (rough.weights[1], rough.scores[1][0]) == (1, 60)


def test_where_no_truth_keeps_the_rows_nothing_is_said_to_be_the_most():
    doubt = PartyDoubt(
        party="p",
        weights=((F(0), F(1)),),
        scores=((),),
        walk_away=None,
        is_certain=False,
        rows=(Row("r", Linear({0: F(1)}, constant=F(-2))),),
    )
    with pytest.raises(NotDecided):
        LinearProgram(doubt).most(Linear({0: F(1)}))
