"""`proof.claims.doubt`: what is said to hold whatever the truth is accepted where it does, and refused by name where it does not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import event, given

from goodoffices.analysis import Possible, Standing, analyse, analyse_in_doubt
from goodoffices.analysis.doubt.regret import regrets
from goodoffices.case import Condition
from goodoffices.formats.certificates.doubt_certificate import certificate_of_doubt
from goodoffices.preferences import Interval, Numbers, Ranked, Ranking, RedLine
from goodoffices.proof import DemandName, Verdict
from tests.analysis.doubt.test_analysis_in_doubt import doubtful
from tests.analysis.doubt.test_rankings import known_order, ranked
from tests.cases import case_of, preferences_of
from tests.proof.certifying import FILES, certified, checked, left_open, refused

F = Fraction


def doubted(result):
    return certificate_of_doubt(result, FILES, steps=100, version="test")


@given(doubtful())
def test_every_answer_in_doubt_is_accepted(drawn):
    case, preferences = drawn
    assert checked(doubted(analyse_in_doubt(case, preferences)), case, preferences).verdict is Verdict.ACCEPTED


@pytest.mark.slow
@given(doubtful())
def test_regrets_that_are_only_come_near_to_are_proven_by_limits(drawn):
    """Also where a ranking stands beside a blank weight, which may then outweigh all others as nearly as one likes."""
    case, preferences = drawn
    told = [replace(one, rankings=(known_order(case, one),)) if known_order(case, one) else one for one in preferences]
    result = analyse_in_doubt(case, told)
    certificate = certificate_of_doubt(result, FILES, steps=100, version="test", regrets=regrets(result))
    event(f"limits listed: {sum(len(g.limits) for g in certificate.doubt.grounds.values())}")
    assert checked(certificate, case, told).verdict is Verdict.ACCEPTED


def three_options():
    """*q* certainly prefers a0 to a1 to a2; how *p* sees a1 is in doubt; a3 is worst for both. *p* may walk away from a0."""
    case = case_of({"a": 4}, ["p", "q"])
    scores = {"a": {"a0": F(10), "a1": Interval(F(5), F(60)), "a2": F(50), "a3": F(0)}}
    p = replace(preferences_of(case, "p", [(0, 0, 0, 0)]), scores=scores, walk_away=Interval(F(5), F(20)), numbers=Numbers())
    return case, [p, preferences_of(case, "q", [(9, 5, 1, 0)])]


DRAFTS = {f"d{k}": {"a": f"a{k}"} for k in range(4)}


def result_of():
    return analyse_in_doubt(*three_options(), drafts=DRAFTS)


def test_the_example_says_one_of_each():
    result = result_of()
    found = {j.names[0]: (j.standing, j.accepted[0]) for j in result.candidates}
    assert found == {
        "d0": (Standing.EFFICIENT, Possible.PERHAPS),
        "d1": (Standing.PERHAPS, Possible.PERHAPS),
        "d2": (Standing.PERHAPS, Possible.ALWAYS),
        "d3": (Standing.DOMINATED, Possible.NEVER),
    }
    assert result.possible is Possible.ALWAYS
    checking = checked(doubted(result), *three_options())
    assert checking.verdict is Verdict.ACCEPTED
    assert [c.name for c in checking.claims] == ["case", "possible", "package 1", "package 2", "package 3", "package 4"]


def false(name, **changes):
    """What is refused of a certificate in which what is said of one draft is changed."""
    result = result_of()
    number = next(n for n, j in enumerate(result.candidates) if j.names == (name,))
    candidates = list(result.candidates)
    if changes.get("witness") == "amid":
        changes = {**changes, "witness": tuple(t.amid() for t in result.truths)}
    candidates[number] = replace(candidates[number], **changes)
    return refused(checked(doubted(replace(result, candidates=tuple(candidates))), *three_options())), f"package {number + 1}"


FALSE = {
    "perhaps said to be efficient": ("d1", {"standing": Standing.EFFICIENT}),
    "dominated said to be efficient": ("d3", {"standing": Standing.EFFICIENT}),
    "efficient said to be dominated": ("d0", {"standing": Standing.DOMINATED, "rival": (1,)}),
    "perhaps said to be dominated": ("d1", {"standing": Standing.DOMINATED}),
    "dominated said to be perhaps": ("d3", {"standing": Standing.PERHAPS, "witness": "amid"}),
    "efficient said to be perhaps": ("d0", {"standing": Standing.PERHAPS, "rival": (1,), "witness": "amid"}),
    "dominated by another": ("d3", {"rival": (3,)}),
    "perhaps without a witness": ("d1", {"witness": None}),
    "surely signed": ("d0", {"accepted": (Possible.ALWAYS, Possible.ALWAYS)}),
    "never signed": ("d0", {"accepted": (Possible.NEVER, Possible.ALWAYS)}),
    "perhaps not signed": ("d2", {"accepted": (Possible.PERHAPS, Possible.ALWAYS)}),
    "another package": ("d0", {"package": (3,)}),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_standing_is_refused(name):
    draft, changes = FALSE[name]
    found, claim = false(draft, **changes)
    assert found == {claim}


@pytest.mark.parametrize(
    ("possible", "example"), [("perhaps", (2,)), ("perhaps", (0,)), ("never", None), ("always", (0,)), ("always", None), ("always", (3,))]
)
def test_a_false_answer_to_whether_an_agreement_is_possible_is_refused(possible, example):
    result = replace(result_of(), possible=Possible(possible), example=example)
    assert refused(checked(doubted(result), *three_options())) == {"possible"}


def test_truths_outside_the_bounds_or_against_a_ranking_show_nothing():
    case, preferences = ranked_example()
    result = analyse_in_doubt(case, preferences, drafts={"d": {"a": "a0", "b": "b0"}, "e": {"a": "a1", "b": "b1"}})
    certificate = doubted(result)
    assert checked(certificate, case, preferences).verdict is Verdict.ACCEPTED
    grounds = certificate.doubt.grounds["p"]
    honest = grounds.truths[0]
    for wrong in (
        replace(honest, weights={**honest.weights, "a": F(0)}),
        replace(honest, weights={**honest.weights, "a": F(4)}),
        replace(honest, scores={**honest.scores, "a": {**honest.scores["a"], "a0": F(11)}}),
        replace(honest, weights={"a": F(1), "b": F(3)}),
        replace(honest, walk_away=F(0)),
        replace(honest, weights={"a": F(1)}),
    ):
        changed = {"p": replace(grounds, truths=(*grounds.truths, wrong))}
        assert refused(checked(replace(certificate, doubt=replace(certificate.doubt, grounds=changed)), case, preferences)) == {"truths"}
    for multipliers in ((F(-1),), (F(1), F(1))):
        changed = {"p": replace(grounds, multipliers=(*grounds.multipliers, multipliers))}
        assert refused(checked(replace(certificate, doubt=replace(certificate.doubt, grounds=changed)), case, preferences)) == {"truths"}


def ranked_example():
    """*a* weighs at least as much as *b* to *p*; without that neither draft would be efficient for sure."""
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    p = replace(
        preferences_of(case, "p", [(10, 0), (0, 10)]),
        weights={"a": Interval(F(1), F(3)), "b": Interval(F(1), F(3))},
        walk_away=F(3),
        numbers=Numbers(),
        rankings=(Ranking(id="r", what=Ranked.ISSUES, groups=(("a",), ("b",))),),
    )
    return case, [p, preferences_of(case, "q", [(5, 0), (0, 0)])]


def test_a_regret_that_a_heavier_blank_weight_exceeds_is_refused():
    """*y* is blank: as it grows, what may be regretted of x0,y0 comes as near to 100 as one likes, and passes anything below."""
    case = case_of({"x": 2, "y": 2}, ["p", "q"])
    scores = {"x": {"x0": F(100), "x1": F(0)}, "y": {"y0": F(0), "y1": F(100)}}
    p = replace(preferences_of(case, "p", [(0, 0), (0, 0)]), weights={"x": F(1), "y": None}, scores=scores, numbers=Numbers())
    preferences = [p, preferences_of(case, "q", [(0, 1), (1, 0)])]
    drafts = {"d": {"x": "x0", "y": "y0"}, "e": {"x": "x1", "y": "y1"}}
    result = analyse_in_doubt(case, preferences, drafts=drafts)
    certificate = certificate_of_doubt(result, FILES, steps=100, version="test", regrets=regrets(result))
    assert checked(certificate, case, preferences).verdict is Verdict.ACCEPTED
    at = next(k for k, r in enumerate(certificate.doubt.regrets) if dict(r.package) == drafts["d"])
    assert certificate.doubt.regrets[at].largest[0] == 100
    for less in (F(20100, 202), F(99)):
        false = list(certificate.doubt.regrets)
        false[at] = replace(false[at], largest=(less, *false[at].largest[1:]))
        forged = replace(certificate, doubt=replace(certificate.doubt, regrets=tuple(false)))
        assert refused(checked(forged, case, preferences)) == {"regrets"}


def test_what_a_ranking_shows_is_not_shown_without_its_multipliers():
    case, preferences = ranked_example()
    result = analyse_in_doubt(case, preferences, drafts={"d": {"a": "a0", "b": "b0"}})
    draft = result.candidates[0]
    # a0 alone is worth at least half of what can be had, for sure; the bounds alone say a quarter.
    assert (draft.names, draft.accepted[0]) == (("d",), Possible.ALWAYS)
    certificate = doubted(result)
    bare = replace(certificate.doubt.grounds["p"], multipliers=())
    assert "package 1" in refused(checked(replace(certificate, doubt=replace(certificate.doubt, grounds={"p": bare})), case, preferences))
    unranked = [replace(preferences[0], rankings=()), preferences[1]]
    assert refused(checked(certificate, case, unranked)) == {"truths"}


@pytest.mark.slow
@given(ranked())
def test_every_answer_with_rankings_is_accepted(drawn):
    case, preferences = drawn
    assert checked(doubted(analyse_in_doubt(case, preferences)), case, preferences).verdict is Verdict.ACCEPTED


def test_a_package_that_crosses_a_red_line_is_refused():
    case, (p, q) = three_options()
    certificate = doubted(result_of())
    crossed = [replace(p, red_lines=(RedLine("r", Condition.of({"a": "a0"})),)), q]
    assert any(name.startswith("package") for name in refused(checked(certificate, case, crossed)))


def test_a_plain_certificate_of_a_case_in_doubt_and_time_that_ends():
    case, preferences = three_options()
    plain = certified(
        analyse(case, [replace(preferences[0], scores={"a": {f"a{k}": F(k) for k in range(4)}}, walk_away=F(0)), preferences[1]])
    )
    assert refused(checked(plain, case, preferences)) == {"truths"}
    assert left_open(checked(doubted(result_of()), case, preferences, seconds=0))


def with_regrets(result):
    return certificate_of_doubt(result, FILES, steps=100, version="test", regrets=regrets(result))


@pytest.mark.slow
@given(ranked())
def test_regrets_and_conflicts_are_accepted_as_they_are_and_refused_when_they_are_off(drawn):
    case, preferences = drawn
    certificate = with_regrets(analyse_in_doubt(case, preferences))
    assert checked(certificate, case, preferences).verdict is Verdict.ACCEPTED
    first, *others = certificate.doubt.regrets
    for off in (F(1, 7), F(-1, 7)):
        wrong = (replace(first, largest=(first.largest[0] + off, *first.largest[1:])), *others)
        assert refused(checked(replace(certificate, doubt=replace(certificate.doubt, regrets=wrong)), case, preferences)) == {"regrets"}


def never_agreed():
    """*p* wants a0 by at least half, whatever its numbers; *q* wants a1."""
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    p = replace(
        preferences_of(case, "p", [(100, 0), (0, 0)]),
        scores={"a": {"a0": F(100), "a1": F(0)}, "b": {"b0": Interval(F(0), F(10)), "b1": F(0)}},
        walk_away=Interval(F(30), F(45)),
        numbers=Numbers(),
    )
    return case, [p, preferences_of(case, "q", [(0, 9), (1, 1)], 5)]


def test_where_nothing_is_possible_under_any_truth_a_minimal_conflict_is_named_and_checked():
    case, preferences = never_agreed()
    result = analyse_in_doubt(case, preferences)
    assert result.possible is Possible.NEVER
    assert [(result.problem.demands[d].party, result.problem.demands[d].value) for d in result.conflict.demands] == [("p", 30), ("q", 5)]
    certificate = doubted(result)
    assert {c.name for c in checked(certificate, case, preferences).claims} >= {"conflict"}
    assert checked(certificate, case, preferences).verdict is Verdict.ACCEPTED
    good = certificate.doubt.conflict
    for wrong in (
        replace(good, demands=good.demands[:1], without=good.without[:1]),
        replace(good, without=good.without[::-1]),
        replace(good, demands=(*good.demands, DemandName("red_line", "p", "no such")), without=(*good.without, good.without[0])),
    ):
        changed = replace(certificate, doubt=replace(certificate.doubt, conflict=wrong))
        assert refused(checked(changed, case, preferences)) == {"conflict"}


def test_nothing_else_may_be_claimed_beside_what_holds_under_all_truths():
    case, preferences = three_options()
    certificate = doubted(result_of())
    for change in ({"zone": True}, {"fewest": 3}, {"fragile": ()}):
        assert refused(checked(replace(certificate, **change), case, preferences)) == {"truths"}
