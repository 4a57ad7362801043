"""`doubt`, `in_doubt`: what holds whatever the truth, against listing all packages and all extreme truths."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis import NotSupported, Possible, Standing, analyse, analyse_in_doubt
from goodoffices.analysis.doubt.bounds import doubt_of
from goodoffices.case import Condition
from goodoffices.preferences import Interaction, Interval, Numbers, RedLine
from tests.cases import case_of, preferences_of
from tests.reference.brute import Truth

F = Fraction


@st.composite
def number(draw, most=20):
    """A number, an interval or a blank; mostly a number, so that not everything is open."""
    kind = draw(st.sampled_from(["number", "number", "interval", "blank"]))
    low, high = sorted((draw(st.integers(0, most)), draw(st.integers(0, most))))
    return None if kind == "blank" else Interval(F(low), F(high)) if kind == "interval" else F(low)


@st.composite
def doubtful(draw):
    """Two issues of two or three options, two parties, with intervals and blanks, but one weight that is certain."""
    sizes = {"a": draw(st.integers(2, 3)), "b": 2}
    case = case_of(sizes, ["p", "q"])
    preferences = []
    for party in ("p", "q"):
        weights = {"a": F(draw(st.integers(1, 5))), "b": draw(number(5))}
        scores = {i.id: {o: draw(number()) for o in i.option_ids} for i in case.issues}
        # Few things in doubt, or there are too many truths to list.
        uncertain = [(i, o) for i in scores for o in scores[i] if not isinstance(scores[i][o], Fraction)]
        for i, o in uncertain[2:]:
            scores[i][o] = F(draw(st.integers(0, 20)))
        floor = draw(st.one_of(st.none(), st.just(F(8)), st.just(Interval(F(4), F(12)))))
        lines = draw(st.sampled_from([(), (RedLine("l", Condition.of({"a": "a0", "b": "b0"})),)]))
        preferences.append(
            replace(
                preferences_of(case, party, [[0] * n for n in sizes.values()]),
                weights=weights, scores=scores, walk_away=floor, numbers=Numbers(), red_lines=lines,
            )
        )  # fmt: skip
    return case, preferences


def extreme_truths(one, most_weight):
    """All truths with each number at an end of its bounds: sums of products are largest and smallest there."""

    def ends(value, high):
        return [F(0), high] if value is None else [value.lower, value.upper] if isinstance(value, Interval) else [value]

    issues = list(one.scores)
    places = [(i, o) for i in issues for o in one.scores[i]]
    for weights in product(*(ends(one.weights[i], most_weight) for i in issues)):
        for values in product(*(ends(one.scores[i][o], F(100)) for i, o in places)):
            for floor in [None] if one.walk_away is None else ends(one.walk_away, F(100)):
                yield dict(zip(issues, weights, strict=True)), dict(zip(places, values, strict=True)), floor


def exceeds(truth, y, x):
    weights, scores, _ = truth
    return sum(w * (scores[i, y[i]] - scores[i, x[i]]) for i, w in weights.items())


def beyond_floor(truth, x):
    weights, scores, floor = truth
    return F(0) if floor is None else sum(w * (scores[i, x[i]] - floor) for i, w in weights.items())


@given(doubtful())
def test_standings_and_acceptance_hold_for_all_extreme_truths(drawn):
    case, preferences = drawn
    result = analyse_in_doubt(case, preferences)
    truth = Truth(
        case,
        tuple(
            replace(
                one,
                weights={i.id: F(1) for i in case.issues},
                scores={i.id: dict.fromkeys(i.option_ids, F(0)) for i in case.issues},
                walk_away=None,
            )
            for one in preferences
        ),
    )
    truths = [list(extreme_truths(one, doubt_of(case, one).weights[1][1])) for one in preferences]
    feasible = truth.feasible

    def extremes(y, x):
        found = [[exceeds(t, y, x) for t in of_party] for of_party in truths]
        return [min(f) for f in found], [max(f) for f in found]

    surely = [x for x in feasible if all(min(beyond_floor(t, x) for t in ts) >= 0 for ts in truths)]
    perhaps = [x for x in feasible if all(max(beyond_floor(t, x) for t in ts) >= 0 for ts in truths)]
    assert result.possible is (Possible.ALWAYS if surely else Possible.PERHAPS if perhaps else Possible.NEVER)
    if result.example is not None:
        assert result.problem.package(result.example) in (surely or perhaps)
    for judged in result.candidates:
        x = result.problem.package(judged.package)
        others = [(y, *extremes(y, x)) for y in feasible]
        can_be_dominated = any(min(most) >= 0 and max(most) > 0 for _, _, most in others)
        always_dominated = any(min(least) >= 0 and max(least) > 0 for _, least, _ in others)
        assert (judged.standing is Standing.EFFICIENT) == (not can_be_dominated)
        assert (judged.standing is Standing.DOMINATED) == (can_be_dominated and always_dominated)
        if judged.standing is Standing.PERHAPS:
            assert _efficient_under(case, truth, judged.package, judged.witness, [doubt_of(case, one) for one in preferences])
        for p, ts in enumerate(truths):
            low, high = min(beyond_floor(t, x) for t in ts), max(beyond_floor(t, x) for t in ts)
            assert judged.accepted[p] is (Possible.ALWAYS if low >= 0 else Possible.PERHAPS if high >= 0 else Possible.NEVER)
        if judged.rival is not None:
            least, most = extremes(result.problem.package(judged.rival), x)
            worst = least if judged.standing is Standing.DOMINATED else most
            assert min(worst) >= 0 and max(worst) > 0  # noqa: PT018


def _efficient_under(case, truth, package, witness, doubts):
    """The truths that are named lie within bounds and rankings, and make the package efficient."""
    assert all(doubt.allows(one) for doubt, one in zip(doubts, witness, strict=True))
    x = {i.id: i.option_ids[k] for i, k in zip(case.issues, package, strict=True)}

    def worth(p, y):
        places = (i.option_ids.index(y[i.id]) for i in case.issues)
        return sum(w * row[o] for w, row, o in zip(witness[p].weights, witness[p].scores, places, strict=True))

    mine = [worth(p, x) for p in range(len(witness))]
    rest = [[worth(p, y) for p in range(len(witness))] for y in truth.feasible]
    return not any(all(a >= b for a, b in zip(v, mine, strict=True)) and v != mine for v in rest)


def test_without_doubt_it_is_the_frontier():
    case = case_of({"a": 3, "b": 2}, ["p", "q"])
    link = Interaction(Condition.of({"a": "a1", "b": "b1"}), F(4))
    preferences = [
        preferences_of(case, "p", [(0, 3, 5), (0, 2)], 1, interactions=(link,)),
        preferences_of(case, "q", [(5, 3, 0), (3, 0)], 1),
    ]
    result, plain = analyse_in_doubt(case, preferences), analyse(case, preferences)
    assert {j.standing for j in result.candidates} == {Standing.EFFICIENT}
    assert {j.package for j in result.candidates} == {tuple(row) for row in plain.frontier.packages.tolist()}
    assert result.possible is Possible.ALWAYS
    inside = {tuple(row) for row in plain.frontier.packages[plain.zone.on_frontier].tolist()}
    assert {j.package for j in result.candidates if set(j.accepted) == {Possible.ALWAYS}} == inside


def test_a_party_without_doubt_keeps_its_points_on_combinations():
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    link = Interaction(Condition.of({"a": "a1", "b": "b1"}), F(10))
    p = preferences_of(case, "p", [(0, 1), (0, 0)], 5, interactions=(link,))
    q = replace(
        preferences_of(case, "q", [(0, 0), (0, 0)]),
        scores={"a": {"a0": Interval(F(0), F(3)), "a1": F(1)}, "b": {"b0": F(0), "b1": F(0)}},
        numbers=Numbers(),
    )
    result = analyse_in_doubt(case, [p, q], drafts={"d": {"a": "a0", "b": "b0"}})
    found = {j.package: j for j in result.candidates}
    assert found[1, 1].standing is Standing.EFFICIENT
    assert found[1, 1].accepted == (Possible.ALWAYS, Possible.ALWAYS)
    assert found[0, 0].accepted[0] is Possible.NEVER
    # (a1, b1) brings p 11 more; q may gain 1 by it or lose 2.
    assert found[0, 0].standing is Standing.PERHAPS
    assert found[0, 0].names == ("d",)


def test_a_blank_weight_may_outweigh_everything():
    case = case_of({"a": 2, "b": 2}, ["p"])
    p = replace(
        preferences_of(case, "p", [(0, 100), (0, 0)]),
        weights={"a": F(1000), "b": None},
        scores={"a": {"a0": F(0), "a1": F(100)}, "b": {"b0": F(1), "b1": F(0)}},
        numbers=Numbers(),
    )
    standings = {
        j.package: j.standing
        for j in analyse_in_doubt(case, [p], drafts={"x": {"a": "a0", "b": "b0"}, "y": {"a": "a1", "b": "b1"}}).candidates
    }
    # However much b weighs, a1 with b0 is best; what lacks either may be dominated, or always is.
    assert standings == {(1, 0): Standing.EFFICIENT, (0, 0): Standing.DOMINATED, (1, 1): Standing.PERHAPS}


def test_a_draft_that_breaks_a_rule_is_said_to():
    case = case_of({"a": 2}, ["p"])
    line = RedLine("never", Condition.of({"a": "a1"}))
    p = replace(
        preferences_of(case, "p", [(0, 0)]), scores={"a": {"a0": Interval(F(0), F(3)), "a1": F(1)}}, numbers=Numbers(), red_lines=(line,)
    )
    result = analyse_in_doubt(case, [p], drafts={"bad": {"a": "a1"}})
    assert {n: [result.problem.demands[d].id for d in broken] for n, broken in result.broken.items()} == {"bad": ["never"]}
    assert [j.package for j in result.candidates] == [(0,)]


def test_what_cannot_be_decided_yet_is_refused_by_name():
    case = case_of({"a": 2, "b": 2}, ["p"])
    plain = replace(preferences_of(case, "p", [(0, 1), (0, 1)]), numbers=Numbers())
    in_between = {"a": Interval(F(1), F(2)), "b": F(1)}
    link = Interaction(Condition.of({"a": "a1", "b": "b1"}), F(1))
    for one, words in (
        (replace(plain, weights=in_between, interactions=(link,)), "points on combinations"),
        (replace(plain, weights={"a": None, "b": F(1)}, numbers=Numbers(weights_as_given=True)), "weights taken as given"),
        (replace(plain, weights={"a": Interval(F(0), F(0)), "b": F(0)}), "every weight is 0"),
        (replace(plain, weights=in_between, numbers=Numbers(grid=F(1, 10))), "exact numbers"),
    ):
        with pytest.raises(NotSupported, match=words):
            analyse_in_doubt(case, [one])


def test_too_many_candidates_are_spread_and_those_left_out_are_counted():
    case = case_of({"a": 5}, ["p", "q"])
    preferences = [preferences_of(case, "p", [(0, 1, 2, 3, 4)]), preferences_of(case, "q", [(4, 3, 2, 1, 0)])]
    result = analyse_in_doubt(case, preferences, most=3)
    assert (len(result.candidates), result.left_out) == (3, 2)
    assert {j.package for j in result.candidates} == {(0,), (2,), (4,)}


@given(doubtful(), st.integers(0, 2**32 - 1))
def test_no_truth_drawn_at_random_contradicts_what_is_said_to_hold_for_all(drawn, seed):
    case, preferences = drawn
    draw = np.random.default_rng(seed)

    def within(value, most):
        low, high = (F(0), most) if value is None else (value.lower, value.upper) if isinstance(value, Interval) else (value, value)
        return low + (high - low) * F(int(draw.integers(0, 9)), 8)

    true = []
    for one in preferences:
        weights = {i: within(w, F(50)) for i, w in one.weights.items()}
        scores = {i: {o: within(v, F(100)) for o, v in row.items()} for i, row in one.scores.items()}
        floor = None if one.walk_away is None else within(one.walk_away, F(100))
        true.append(replace(one, weights=weights, scores=scores, walk_away=floor))
    result, truth = analyse_in_doubt(case, preferences), Truth(case, tuple(true))
    frontier = set(truth.frontier())
    for judged in result.candidates:
        vector = truth.vector(result.problem.package(judged.package))
        if judged.standing in (Standing.EFFICIENT, Standing.DOMINATED):
            assert (vector in frontier) == (judged.standing is Standing.EFFICIENT)
        for p, accepted in enumerate(judged.accepted):
            floor = true[p].walk_away
            assert accepted is Possible.PERHAPS or (floor is None or vector[p] >= floor) == (accepted is Possible.ALWAYS)
    assume(result.possible is not Possible.PERHAPS)
    assert bool(truth.zone) == (result.possible is Possible.ALWAYS)


def test_what_a_party_may_refuse_it_is_never_said_to_sign_for_sure():
    """Every number is certain and every package good enough; only whether *a1* is out of the question nobody said."""
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    p = preferences_of(case, "p", [(0, 10), (0, 10)], 0)
    q = preferences_of(case, "q", [(10, 0), (10, 0)], 0)
    unsure = replace(p, possible_red_lines=(RedLine("maybe", Condition.of({"a": "a1"})),))
    drafts = {f"{a}{b}": {"a": a, "b": b} for a, b in product(("a0", "a1"), ("b0", "b1"))}
    result = analyse_in_doubt(case, [unsure, q], drafts=drafts)
    signed = {name: judged.accepted for judged in result.candidates for name in judged.names}
    assert signed == {
        "a0b0": (Possible.ALWAYS, Possible.ALWAYS),
        "a0b1": (Possible.ALWAYS, Possible.ALWAYS),
        "a1b0": (Possible.PERHAPS, Possible.ALWAYS),
        "a1b1": (Possible.PERHAPS, Possible.ALWAYS),
    }
