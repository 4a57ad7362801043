"""Rankings: what is known in order alone, held against linear programs of another solver and against truths drawn at random."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from goodoffices.analysis import Limits, Possible, RankingsContradict, Standing, analyse_in_doubt
from goodoffices.analysis.doubt.acceptability import acceptability
from goodoffices.analysis.doubt.bounds import doubt_of
from goodoffices.analysis.doubt.margins import Margins
from goodoffices.analysis.doubt.party_doubt import Linear
from goodoffices.analysis.doubt.regret import regrets
from goodoffices.analysis.doubt.truths_program import TruthsProgram
from goodoffices.analysis.doubt.what_to_find_out import next_questions
from goodoffices.case import Condition
from goodoffices.preferences import Interaction, Interval, Numbers, Ranked, Ranking, holds, utility
from tests.analysis.doubt.test_analysis_in_doubt import doubtful
from tests.cases import case_of, preferences_of
from tests.reference.brute import Truth as Numbered

F = Fraction


@st.composite
def ranked(draw):
    """Two or three issues, two parties; one has numbers in doubt and rankings that a hidden truth keeps."""
    sizes = {"a": draw(st.integers(2, 3)), "b": 2, **({"c": 2} if draw(st.booleans()) else {})}
    case = case_of(sizes, ["p", "q"])
    weights = {i: F(draw(st.integers(1, 6))) for i in sizes}
    scores = {i.id: {o: F(draw(st.integers(0, 20))) for o in i.option_ids} for i in case.issues}
    floor = draw(st.one_of(st.none(), st.integers(2, 14).map(F)))
    as_given, combined = draw(st.booleans()), draw(st.booleans())
    link = (Interaction(Condition.of({"a": "a1", "b": "b1"}), F(draw(st.integers(-6, 6)))),) if combined else ()
    truth = replace(
        preferences_of(case, "p", [[0] * n for n in sizes.values()]),
        weights=weights, scores=scores, walk_away=floor, interactions=link, numbers=Numbers(weights_as_given=as_given),
    )  # fmt: skip

    def blurred(value, blank=True):
        kind = draw(st.sampled_from(["number", "interval", "blank" if blank else "interval"]))
        return (
            value
            if kind == "number"
            else None
            if kind == "blank"
            else Interval(max(F(0), value - draw(st.integers(0, 4))), value + draw(st.integers(0, 4)))
        )

    doubted = replace(
        truth,
        weights=weights if combined else {i: blurred(w, not as_given) for i, w in weights.items()},
        scores={i: {o: blurred(v) for o, v in row.items()} for i, row in scores.items()},
        walk_away=None if floor is None else blurred(floor, blank=False),
    )
    first = next(iter(doubted.scores["a"]))
    doubted = doubted if doubted.unsupported() else replace(doubted, scores={**scores, "a": {**scores["a"], first: None}})

    def order(what, items, worth, issue=""):
        items = sorted(items, key=worth, reverse=True)
        return Ranking(id=f"{what}{issue}", what=what, groups=tuple((i,) for i in items), issue=issue)

    def package(number):
        return {i.id: i.option_ids[number // 3**k % len(i.option_ids)] for k, i in enumerate(case.issues)}

    rankings = []
    if draw(st.booleans()):
        rankings.append(order(Ranked.ISSUES, list(sizes), lambda i: weights[i]))
    if draw(st.booleans()):
        rankings.append(order(Ranked.OPTIONS, list(scores["a"]), lambda o: scores["a"][o], "a"))
    some = [package(k) for k in draw(st.lists(st.integers(0, 26), min_size=2, max_size=4))]
    with_floor = [None] if floor is not None and draw(st.booleans()) else []
    rankings.append(order(Ranked.PACKAGES, some + with_floor, lambda x: floor if x is None else utility(truth, x)))
    assert all(holds(truth, r) for r in rankings)
    q = preferences_of(
        case, "q", [[draw(st.integers(0, 9)) for _ in range(n)] for n in sizes.values()], draw(st.sampled_from([None, 3, 8]))
    )
    return case, [replace(doubted, rankings=tuple(rankings)), q]


def most_by_another_solver(doubt, linear):
    """The most of a linear function over the truths, by HiGHS in floating point, all variables and bounds written out."""
    from ortools.math_opt.python import mathopt

    model = mathopt.Model()
    weights = [model.add_variable(lb=float(low), ub=float(high)) for low, high in doubt.weights]
    worths = [[model.add_variable(lb=-1e9, ub=1e9) for _ in row] for row in doubt.scores]
    total = sum(weights) if doubt.total is None else float(doubt.total)
    floor = model.add_variable(lb=-1e9, ub=1e9)
    low, high = doubt.walk_away or (F(0), F(0))
    model.add_linear_constraint(floor - float(low) * total >= 0)
    model.add_linear_constraint(float(high) * total - floor >= 0)
    for w, of_issue, row in zip(weights, worths, doubt.scores, strict=True):
        for z, (least, greatest) in zip(of_issue, row, strict=True):
            model.add_linear_constraint(z - float(least) * w >= 0)
            model.add_linear_constraint(float(greatest) * w - z >= 0)

    def written(one):
        found = float(one.constant) + float(one.of_floor) * floor
        found += sum(float(a) * weights[j] for j, a in one.of_weights.items())
        return found + sum(float(g) * worths[j][i] for (j, i), g in one.of_worths.items())

    for row in doubt.rows:
        model.add_linear_constraint(written(row.at_least_zero) >= 0)
    model.maximize(written(linear))
    return mathopt.solve(model, mathopt.SolverType.HIGHS).objective_value()


@pytest.mark.slow
@given(ranked())
def test_the_most_of_a_lead_is_what_another_solver_finds(drawn):
    case, preferences = drawn
    result = analyse_in_doubt(case, preferences)
    truths = result.truths
    packages = [one.package for one in result.candidates]
    for over in [*packages[:2], None]:
        leads = Margins(result.problem, truths, over)
        for x in packages[:3]:
            if leads.is_compared(0):
                near = most_by_another_solver(truths[0].doubt, leads.margin(0, x))
                assert float(leads.most(0, x).value) == pytest.approx(near, abs=1e-5 * max(1, abs(near)))


@pytest.mark.slow
@given(ranked(), st.integers(0, 2**32 - 1))
def test_no_truth_that_keeps_the_rankings_contradicts_what_is_said_to_hold_for_all(drawn, seed):
    case, preferences = drawn
    result = analyse_in_doubt(case, preferences)
    draw = np.random.default_rng(seed)
    extreme = [t for one in result.candidates for t in ((one.witness or ())[:1])] + [result.truths[0].amid()]
    truth = extreme[int(draw.integers(len(extreme)))]
    assert result.truths[0].doubt.allows(truth)
    first = replace(
        preferences[0],
        weights=dict(zip(case.issue_ids, truth.weights, strict=True)),
        scores={i.id: dict(zip(i.option_ids, row, strict=True)) for i, row in zip(case.issues, truth.scores, strict=True)},
        walk_away=truth.walk_away,
        walk_away_is_blank=False,
    )
    assert all(holds(first, ranking) for ranking in first.rankings)
    numbered = Numbered(case, (first, preferences[1]))
    frontier = set(numbered.frontier())
    for judged in result.candidates:
        vector = numbered.vector(result.problem.package(judged.package))
        if judged.standing in (Standing.EFFICIENT, Standing.DOMINATED):
            assert (vector in frontier) == (judged.standing is Standing.EFFICIENT)
        for floor, worth, accepted in zip((first.walk_away, preferences[1].walk_away), vector, judged.accepted, strict=True):
            assert accepted is Possible.PERHAPS or (floor is None or worth >= floor) == (accepted is Possible.ALWAYS)
    if result.possible is not Possible.PERHAPS:
        assert bool(numbered.zone) == (result.possible is Possible.ALWAYS)


def blank(case, **more):
    return replace(
        preferences_of(case, "p", [[0] * len(i.options) for i in case.issues]),
        weights=dict.fromkeys(case.issue_ids),
        scores={i.id: dict.fromkeys(i.option_ids) for i in case.issues},
        **{"numbers": Numbers(), **more},
    )


def test_orders_alone_settle_what_follows_from_them():
    case = case_of({"a": 2, "b": 2, "c": 2}, ["p"])
    rankings = (
        Ranking(id="w", what=Ranked.ISSUES, groups=(("a",), ("b",), ("c",))),
        *(Ranking(id=i, what=Ranked.OPTIONS, groups=((f"{i}1",), (f"{i}0",)), issue=i) for i in "abc"),
    )
    result = analyse_in_doubt(case, [blank(case, rankings=rankings)], drafts={"best": {"a": "a1", "b": "b1", "c": "c1"}})
    leads = Margins(result.problem, result.truths, (0, 0, 0))
    assert result.candidates[0].standing is Standing.EFFICIENT
    assert leads.least(0, (1, 0, 0)).value == 0
    # Nothing is known of how far options lie apart, so a1 with b0 may be worth less than a0 with b1.
    assert Margins(result.problem, result.truths, (0, 1, 0)).least(0, (1, 0, 0)).value < 0


def test_where_every_weight_may_be_0_not_all_are():
    case = case_of({"a": 2, "b": 2}, ["p"])
    scores = {i: {f"{i}0": F(0), f"{i}1": F(100)} for i in "ab"}
    p = replace(blank(case), scores=scores)
    result = analyse_in_doubt(case, [p], drafts={"worst": {"a": "a0", "b": "b0"}, "one": {"a": "a1", "b": "b0"}})
    found = {one.names[0]: one.standing for one in result.candidates if one.names}
    # Were all weights 0, nothing would be better than anything.
    assert found == {"worst": Standing.DOMINATED, "one": Standing.PERHAPS}


def test_rankings_that_cannot_all_be_true_are_named_and_no_others():
    case = case_of({"a": 2, "b": 2}, ["p"])
    first = {"a": "a1", "b": "b0"}, {"a": "a0", "b": "b1"}
    rankings = (
        Ranking(id="fine", what=Ranked.OPTIONS, groups=(("b1",), ("b0",)), issue="b"),
        Ranking(id="one", what=Ranked.PACKAGES, groups=((first[0],), (first[1],))),
        Ranking(id="other", what=Ranked.PACKAGES, groups=((first[1],), ({"a": "a1", "b": "b1"},))),
        Ranking(id="order", what=Ranked.OPTIONS, groups=(("a1",), ("a0",)), issue="a"),
    )
    scores = {"a": {"a0": F(0), "a1": Interval(F(10), F(20))}, "b": {"b0": F(0), "b1": F(5)}}
    p = replace(blank(case, rankings=rankings), weights={"a": F(1), "b": F(1)}, scores=scores)
    with pytest.raises(RankingsContradict) as refusal:
        analyse_in_doubt(case, [p])
    assert refusal.value.rankings == ("other",)
    equal = replace(
        p,
        scores={"a": dict.fromkeys(scores["a"]), "b": {"b0": F(0), "b1": Interval(F(1), F(5))}},
        rankings=(*rankings[1:3], Ranking(id="third", what=Ranked.PACKAGES, groups=(({"a": "a1", "b": "b1"},), (first[0],)))),
    )
    # Round in a circle: one >= other >= both >= one can only be where all are equal, and b1 is better than b0 for sure.
    with pytest.raises(RankingsContradict) as refusal:
        analyse_in_doubt(case, [equal])
    assert set(refusal.value.rankings) == {"one", "other"}


def test_no_agreement_in_a_ranking_moves_the_walk_away_value():
    case = case_of({"a": 3}, ["p"])
    scores = {"a": {"a0": F(0), "a1": F(50), "a2": F(100)}}
    ranking = Ranking(id="r", what=Ranked.PACKAGES, groups=(({"a": "a2"},), (None,), ({"a": "a1"},)))
    p = replace(blank(case, rankings=(ranking,), walk_away_is_blank=True), weights={"a": F(1)}, scores=scores)
    result = analyse_in_doubt(case, [p], drafts={f"d{k}": {"a": f"a{k}"} for k in range(3)})
    # At 50 exactly both are as good as no agreement.
    assert [one.accepted[0] for one in sorted(result.candidates, key=lambda j: j.package)] == [
        Possible.NEVER,
        Possible.PERHAPS,
        Possible.ALWAYS,
    ]


def test_a_party_without_doubt_is_asked_nothing_of_its_rankings():
    case = case_of({"a": 2}, ["p"])
    ranking = Ranking(id="r", what=Ranked.OPTIONS, groups=(("a1",), ("a0",)), issue="a")
    plain = replace(preferences_of(case, "p", [(0, 1)]), rankings=(ranking,))
    assert not doubt_of(case, plain).rows
    assert TruthsProgram(doubt_of(case, plain)).doubt.is_certain


def blank_beside_known(*more):
    """*a* and *b* are blank, *d* weighs 1; by its order *b* need not weigh little beside *d*, however much *a* has to."""
    case = case_of({"a": 2, "b": 3, "d": 2}, ["p"])
    scores = {"a": {"a0": F(0), "a1": F(1)}, "b": {"b0": F(0), "b1": F(1), "b2": F(100)}, "d": {"d0": F(0), "d1": F(100)}}
    order = Ranking(id="ab", what=Ranked.PACKAGES, groups=(({"a": "a1", "b": "b0"},), ({"a": "a0", "b": "b2"},)))
    return case, replace(blank(case, rankings=(order, *more)), weights={"a": None, "b": None, "d": F(1)}, scores=scores)


def test_a_blank_weight_beside_rankings_has_no_bound():
    case, p = blank_beside_known()
    drafts = {"b alone": {"a": "a0", "b": "b1", "d": "d0"}, "d alone": {"a": "a0", "b": "b0", "d": "d1"}}
    found = {j.names[0]: j for j in analyse_in_doubt(case, [p], drafts=drafts).candidates if j.names}
    truth = replace(p, weights={"a": F(100_000), "b": F(1000), "d": F(1)})
    assert all(holds(truth, r) for r in p.rankings)
    leads = Margins(analyse_in_doubt(case, [p]).problem, analyse_in_doubt(case, [p]).truths, (0, 0, 1))
    assert leads.most(0, (0, 1, 0)).value > 0
    assert {j.standing for j in found.values()} <= {Standing.DOMINATED, Standing.PERHAPS}
    # Both orders are true of the weights above.
    back = Ranking(id="bd", what=Ranked.PACKAGES, groups=(({"b": "b1", "d": "d0"},), ({"b": "b0", "d": "d1"},)))
    assert holds(truth, back)
    case, both = blank_beside_known(back)
    assert analyse_in_doubt(case, [both]).candidates


@pytest.mark.slow
@given(doubtful())
def test_a_true_statement_that_says_nothing_new_changes_no_answer(drawn):
    """Where a ranking stands beside a blank weight another method answers; the answer is the same, and what it names is possible by the file."""
    case, preferences = drawn
    told = [replace(one, rankings=(known_order(case, one),)) if known_order(case, one) else one for one in preferences]
    drafts = {f"d{n}": {"a": a, "b": b} for n, (a, b) in enumerate(product(case.issue("a").option_ids, case.issue("b").option_ids))}
    before, after = analyse_in_doubt(case, preferences, drafts=drafts), analyse_in_doubt(case, told, drafts=drafts)
    event(f"rankings beside a blank weight: {sum(bool(one.rankings) and None in one.weights.values() for one in told)}")
    assert (after.possible, after.broken) == (before.possible, before.broken)
    said = [{j.names: (j.standing, j.accepted, j.at_best_equal) for j in result.candidates} for result in (before, after)]
    for names, (standing, accepted, equal) in said[1].items():
        assert (accepted, equal) == said[0][names][1:]
        assert standing is said[0][names][0] or standing is Standing.OPEN
    largest = [
        {result.candidates[k].names: row for k, row in zip(found.compared, found.largest, strict=True)}
        for result, found in ((r, regrets(r)) for r in (before, after))
    ]
    assert largest[0] == largest[1]
    for judged in after.candidates:
        assert judged.witness is None or all(doubt.allows(t) for doubt, t in zip(after.doubts, judged.witness, strict=True))


def known_order(case, one):
    """The order of two options whose scores are both certain; None where there are none."""
    for issue in case.issues:
        known = [o for o in issue.option_ids if isinstance(one.scores[issue.id][o], F)]
        if len(known) > 1:
            known.sort(key=lambda o: one.scores[issue.id][o], reverse=True)
            return Ranking(id="known", what=Ranked.OPTIONS, groups=((known[0],), (known[1],)), issue=issue.id)
    return None


def test_known_weights_keep_their_proportions_beside_blank_ones():
    case = case_of({"a": 2, "b": 2, "c": 2}, ["p"])
    scores = {i: {f"{i}0": F(0), f"{i}1": F(100)} for i in "abc"}
    order = Ranking(id="r", what=Ranked.ISSUES, groups=(("c",), ("a",)))
    p = replace(blank(case, rankings=(order,)), weights={"a": F(2), "b": Interval(F(5), F(6)), "c": None}, scores=scores)
    truths = TruthsProgram(doubt_of(case, p))
    # b weighs between 5/2 and 3 times a, whatever c weighs.
    result = analyse_in_doubt(case, [p])
    assert Margins(result.problem, truths_of(result), (1, 0, 0)).least(0, (0, 1, 0)).value >= 0
    for truth in (truths.most(Linear({0: F(1)})).truth, truths.most(Linear({2: F(1)})).truth):
        assert F(5, 2) * truth.weights[0] <= truth.weights[1] <= 3 * truth.weights[0] <= 3 * truth.weights[2]


def truths_of(result):
    return result.truths


def test_a_package_after_no_agreement_is_at_best_as_good():
    case = case_of({"a": 2}, ["p"])
    order = Ranking(id="r", what=Ranked.PACKAGES, groups=((None,), ({"a": "a1"}, {"a": "a0"})))
    p = replace(blank(case, rankings=(order,), walk_away_is_blank=True), weights={"a": F(1)})
    for judged in analyse_in_doubt(case, [p], drafts={"x": {"a": "a1"}}).candidates:
        assert (judged.accepted, judged.at_best_equal) == ((Possible.PERHAPS,), (True,))


def test_weights_as_given_may_all_be_0():
    case = case_of({"a": 2}, ["p"])
    p = replace(
        blank(case, rankings=(Ranking(id="r", what=Ranked.OPTIONS, groups=(("a1",), ("a0",)), issue="a"),)),
        weights={"a": Interval(F(0), F(5))}, scores={"a": {"a0": F(3), "a1": None}}, numbers=Numbers(weights_as_given=True),
    )  # fmt: skip
    assert analyse_in_doubt(case, [p]).candidates


def test_shares_of_truths_drawn_never_contradict_what_is_proven():
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    both = {"a": "a0", "b": "b1"}
    orders = (
        Ranking(id="one", what=Ranked.PACKAGES, groups=((both,), (None,))),
        Ranking(id="other", what=Ranked.PACKAGES, groups=((None,), (both,))),
    )
    p = replace(blank(case, rankings=orders, walk_away_is_blank=True), weights={"a": Interval(F(1), F(3)), "b": F(2)})
    result = analyse_in_doubt(case, [p, preferences_of(case, "q", [(0, 1), (1, 0)])], drafts={"both": both})
    (judged,) = [j for j in result.candidates if j.names]
    assert set(judged.accepted) == {Possible.ALWAYS}
    shares = acceptability(result, 0, 300)
    assert next(s for k, s in zip(shares.candidates, shares.signed, strict=True) if result.candidates[k].names).share == 1


def test_what_is_open_counts_points_on_combinations_and_given_weights():
    case = case_of({"a": 2, "b": 2}, ["p"])
    link = (Interaction(Condition.of({"a": "a1", "b": "b1"}), F(30)),)
    for one in (
        replace(blank(case, interactions=link, walk_away=F(60)), weights={"a": F(1), "b": F(1)}, scores={"a": {"a0": F(0), "a1": Interval(F(20), F(80))}, "b": {"b0": F(0), "b1": F(20)}}),
        replace(blank(case, walk_away=F(52), numbers=Numbers()), weights={"a": Interval(F(1), F(2)), "b": F(1)}, scores={"a": {"a0": F(0), "a1": F(30)}, "b": {"b0": F(0), "b1": F(10)}}),
    ):  # fmt: skip
        one = replace(one, numbers=Numbers(weights_as_given=not one.interactions))
        result = analyse_in_doubt(case, [one])
        undecided = sum(a is Possible.PERHAPS for j in result.candidates for a in j.accepted)
        assert undecided
        assert next_questions(result).open_now >= undecided


def test_time_that_ends_before_all_are_judged_is_told():
    case = case_of({"a": 4}, ["p", "q"])
    p = replace(blank(case), weights={"a": F(1)}, scores={"a": {f"a{k}": Interval(F(k), F(k + 1)) for k in range(4)}})
    q = preferences_of(case, "q", [(9, 6, 3, 0)])
    asked = iter(range(1000))
    result = analyse_in_doubt(case, [p, q], limits=Limits(seconds_left=lambda: 6.0 - next(asked)))
    assert result.time_ended
    assert result.left_out >= 1
    assert not any(j.standing is Standing.OPEN for j in result.candidates)
