"""`elicitation`: answers become a model that allows the truth behind them, disagreeing ones are named, and questions end when the order is settled."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.elicitation import SIZES, one_run
from benchmarks.respondents import Kind, Respondent, random_case
from goodoffices.analysis import Limits, analyse_in_doubt
from goodoffices.analysis.doubt.bounds import doubt_of
from goodoffices.analysis.doubt.drawn_truths import inner_truths_of
from goodoffices.analysis.doubt.party_doubt import Linear, Truth
from goodoffices.analysis.doubt.truths_program import TruthsProgram
from goodoffices.case import Case, Issue, Option, Party, Text
from goodoffices.elicitation.conversation import Conversation
from goodoffices.elicitation.fit import fit
from goodoffices.elicitation.next_question import MOST_ENTRIES, is_settled, next_question, opening
from goodoffices.elicitation.packages_in_play import own_packages, packages_between_all
from goodoffices.formats.ours.preferences_reader import read_preferences
from goodoffices.formats.ours.preferences_writer import preferences_text
from goodoffices.preferences import Answer, Asked, Basis, BasisKind, Interval, Preferences, Question, anchors
from tests.cases import case_of
from tests.reached import reached, reaches

F = Fraction


def interviewed(case, person, most=MOST_ENTRIES, seed=0):
    """The answers of somebody who is asked until enough is known, or ``most`` are given."""
    answers = []
    while len(answers) < most:
        fitted = fit(case, answers)
        question = next_question(case, answers, fitted, own_packages(case, fitted, seed), seed)
        if question is None:
            break
        answers.append(Answer(f"a{len(answers) + 1}", question, person.answer(question)))
    return answers


def truth_of(model):
    """The model as one choice of numbers, in the scale of answers: weights that add up to 1."""
    total = sum(model.weights.values())
    return Truth(
        tuple(w / total for w in model.weights.values()), tuple(tuple(row.values()) for row in model.scores.values()), model.walk_away
    )


@pytest.mark.slow
@settings(max_examples=8)
@given(st.integers(0, 10_000), st.integers(6, 40))
def test_what_a_consistent_person_answers_allows_her_true_model(seed, most):
    case, (model, _) = random_case(4, 3, seed)
    answers = interviewed(case, Respondent(case, model, Kind.CONSISTENT, random.Random(seed)), most)
    fitted = fit(case, answers)
    assert (fitted.set_aside, fitted.disagree) == ((), ())
    assert fitted.truths.doubt.allows(truth_of(model))


@pytest.mark.long
@settings(max_examples=8)
@given(st.integers(0, 10_000), st.sampled_from([Kind.NOISY, Kind.CONTRADICTING, Kind.UNSURE]))
def test_answers_that_disagree_are_named_as_a_smallest_set_and_the_rest_is_fitted(seed, kind):
    case, (model, _) = random_case(4, 3, seed)
    answers = interviewed(case, Respondent(case, model, kind, random.Random(seed)), 30)
    fitted = fit(case, answers)
    assert bool(fitted.set_aside) == bool(fitted.disagree)
    kept = [a for a in answers if a.id not in fitted.set_aside]
    assert fit(case, kept).disagree == ()
    if fitted.disagree:
        disagreeing = [a for a in answers if a.id in fitted.disagree or a.question.asked in (Asked.ORDER, Asked.TOP)]
        assert fit(case, disagreeing).disagree
        for left_out in fitted.disagree:
            # What an order or the first issue says of the scale itself stays; without any other one of them the rest goes together.
            if next(a for a in answers if a.id == left_out).question.asked not in (Asked.ORDER, Asked.TOP):
                rest = [a for a in disagreeing if a.id != left_out]
                assert not set(fitted.disagree) <= set(fit(case, rest).disagree)


def test_a_contradiction_by_hand():
    case = case_of({"a": 3, "b": 2}, ["p"])
    orders = [
        Answer("o1", Question(asked=Asked.ORDER, issue="a"), (("a2",), ("a1",), ("a0",))),
        Answer("o2", Question(asked=Asked.ORDER, issue="b"), (("b1",), ("b0",))),
        Answer("t", Question(asked=Asked.TOP), "a"),
        Answer("w", Question(asked=Asked.WEIGHT, issue="b"), F(30)),
    ]
    rather = Answer("r", Question(asked=Asked.RATHER, first={"a": "a0", "b": "b1"}, second={"a": "a2", "b": "b0"}), "first")
    fine = Answer("f", Question(asked=Asked.SCORE, issue="a", option="a1"), F(40))
    fitted = fit(case, [*orders, fine, rather])
    # All of a from worst to best is worth more than all of b, by either of two answers; the choice says the opposite.
    assert set(fitted.disagree) in ({"w", "r"}, {"t", "r"})
    assert len(fitted.set_aside) == 1
    assert set(fitted.set_aside) <= set(fitted.disagree)
    assert fit(case, [*orders, fine]).disagree == ()


@pytest.mark.slow
@settings(max_examples=6)
@given(st.integers(0, 10_000), st.sampled_from(list(Kind)))
def test_what_is_written_never_contradicts_itself_on_scales_too(seed, kind):
    issues = (
        Issue(
            id="rent",
            name=Text.of("Rent"),
            options=tuple(Option(str(n), Text.of(str(n)), n) for n in range(500, 901, 50)),
            status_quo="700",
            is_scale=True,
        ),
        Issue(id="seal", name=Text.of("Seal"), options=(Option("wax", Text.of("Wax")),), status_quo="wax"),
        Issue(id="pets", name=Text.of("Pets"), options=tuple(Option(o, Text.of(o)) for o in ("none", "small", "any")), status_quo="none"),
    )
    case = Case(id="trio", name=Text.of("Trio"), parties=(Party("a", Text.of("A")),), issues=issues)
    draw = random.Random(seed)
    scores = {i.id: {o: F(draw.randint(0, 20) * 5) for o in i.option_ids} for i in issues}
    model = Preferences(
        party="a",
        reading="only",
        basis=Basis(kind=BasisKind.EXERCISE),
        weights={i.id: F(draw.randint(1, 50)) for i in issues},
        scores=scores,
        walk_away=F(50),
    )
    answers = interviewed(case, Respondent(case, model, kind, draw))
    fitted = fit(case, answers)
    one = fitted.answers.preferences("a", "stated", Basis(kind=BasisKind.STATED))
    text = preferences_text(case, one)
    again = read_preferences(text, case, "a", "stated", "a.yaml")
    assert (again.weights, again.scores, again.rankings) == (one.weights, one.scores, one.rankings)
    assert TruthsProgram(doubt_of(case, again)).most(Linear()).value == 0
    shown = {i.id: set(anchors(i)) for i in issues}
    assert all(o in shown[i] for a in answers for x in (a.question.first, a.question.second) if x for i, o in x.items())


@pytest.mark.long
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_no_question_is_put_whose_answer_follows_from_those_given(seed):
    case, models = random_case(4, 3, seed)
    person, answers = Respondent(case, models[0], Kind.CONSISTENT, random.Random(seed)), []
    while len(answers) < 30:
        fitted = fit(case, answers)
        question = next_question(case, answers, fitted, own_packages(case, fitted, seed), seed)
        if question is None:
            break
        if question.asked is Asked.RATHER:
            other = {"first": "second", "second": "first"}[person.answer(question)] if person.answer(question) != "same" else "first"
            said_otherwise = fit(case, [*answers, Answer("other", question, other)])
            assert not said_otherwise.disagree, question
        answers.append(Answer(f"a{len(answers) + 1}", question, person.answer(question)))


def test_not_sure_leaves_open_and_is_not_asked_again():
    case = case_of({"a": 3, "b": 3}, ["p"])

    class Unsure:
        def answer(self, question):
            return None

    answers = interviewed(case, Unsure())
    keys = [a.question.key for a in answers]
    assert len(keys) == len(set(keys))
    one = fit(case, answers).answers.preferences("p", "only", Basis(kind=BasisKind.STATED))
    assert set(one.weights.values()) == {None}
    assert all(v is None for row in one.scores.values() for v in row.values())


def test_after_60_answers_nothing_is_asked():
    case, _ = random_case(10, 4, 1)
    answers = [Answer(f"a{k}", Question(asked=Asked.SCORE, issue=case.issues[k % 10].id, option=f"o{k // 10}"), None) for k in range(60)]
    fitted = fit(case, answers)
    assert next_question(case, answers, fitted, own_packages(case, fitted)) is None
    assert next_question(case, answers[:59], fitted, own_packages(case, fitted)) is not None


@pytest.mark.long
def test_ten_issues_take_at_most_60_entries_and_are_usable_after_12():
    seed = 1
    case, (model, other) = random_case(10, 4, seed)
    assert [q.asked for q in opening(case)][12:] == [Asked.OTHERWISE]
    person = Respondent(case, model, Kind.CONSISTENT, random.Random(seed))
    answers = interviewed(case, person, 12)
    assert Conversation(case, answers).is_usable
    assert not Conversation(case, answers[:11]).is_usable
    one = fit(case, answers).answers.preferences("a", "only", Basis(kind=BasisKind.STATED))
    result = analyse_in_doubt(case, [one, other], most=5)
    assert result.candidates
    assert len(interviewed(case, person)) <= 60


@pytest.mark.slow
@reaches(3)
@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_when_enough_is_known_no_truth_that_the_answers_allow_orders_the_packages_otherwise(seed):
    case, (model, _) = random_case(2, 3, seed)
    answers = interviewed(case, Respondent(case, model, Kind.CONSISTENT, random.Random(seed)))
    fitted = fit(case, answers)
    play = own_packages(case, fitted)
    if len(answers) == MOST_ENTRIES or not is_settled(fitted, play):
        return
    reached()
    for truth in inner_truths_of(fitted.truths, 40, seed):
        worth = sum(truth.worths[j][play.packages[:, j]] for j in range(len(case.issues))) / truth.weights.sum()
        assert (np.diff(worth) <= 3 + 0.02).all()


def test_an_unsettled_order_is_not_said_to_be_settled():
    case, _ = random_case(3, 3, 1)
    answers = [
        Answer(f"o{k}", Question(asked=Asked.ORDER, issue=i.id), tuple((o,) for o in i.option_ids)) for k, i in enumerate(case.issues)
    ]
    # Every package is rather taken than no agreement, so that it hangs on their order alone.
    worst = {i.id: i.option_ids[-1] for i in case.issues}
    answers.append(Answer("f", Question(asked=Asked.RATHER, first=worst), "first"))
    fitted = fit(case, answers)
    assert not is_settled(fitted, own_packages(case, fitted))


def test_about_a_number_is_within_five_points_and_an_interval_stays():
    case = case_of({"a": 3, "b": 2}, ["p"])
    answers = [
        Answer("o1", Question(asked=Asked.ORDER, issue="a"), (("a0",), ("a1",), ("a2",))),
        Answer("o2", Question(asked=Asked.ORDER, issue="b"), (("b0", "b1"),)),
        Answer("t", Question(asked=Asked.TOP), "a"),
        Answer("s", Question(asked=Asked.SCORE, issue="a", option="a1"), Interval(F(20), F(60))),
        Answer("n", Question(asked=Asked.NEVER), (("b", "b1"),)),
    ]
    one = fit(case, answers).answers.preferences("p", "only", Basis(kind=BasisKind.STATED))
    assert one.scores["a"] == {"a0": 100, "a1": Interval(F(20), F(60)), "a2": 0}
    assert (one.weights, one.scores["b"]) == ({"a": 100, "b": 0}, {"b0": 0, "b1": 0})
    assert [line.condition.holds({"a": "a0", "b": "b1"}) for line in one.red_lines] == [True]
    again = fit(case, [*answers, Answer("s2", Question(asked=Asked.SCORE, issue="a", option="a1"), F(97))])
    assert again.answers.preferences("p", "only", Basis(kind=BasisKind.STATED)).scores["a"]["a1"] == Interval(F(92), F(100))


def test_the_teams_questions_look_at_packages_that_are_in_play_between_all():
    case, (model, other) = random_case(6, 3, 5)
    fitted = fit(case, interviewed(case, Respondent(case, model, Kind.CONSISTENT, random.Random(1)), 8))
    play = packages_between_all(case, fitted, [[other, replace(other, reading="hard", walk_away=F(70))]], Limits())
    assert 2 <= len(play.packages) <= 14
    best = own_packages(case, fitted).packages[0]
    worth = [other.contribution(i.id, i.option_ids[k]) for i, k in zip(case.issues, best, strict=True)]
    assert sum(worth) < max(
        sum(other.contribution(i.id, i.option_ids[k]) for i, k in zip(case.issues, row, strict=True)) for row in play.packages
    )


@pytest.mark.long
def test_answers_on_which_the_solver_lost_its_way_are_fitted():
    """Ten issues, a person who is unsure: after some 25 answers the solver, going on from its last basis, once found no optimum."""
    kind = list(Kind)[95 // len(SIZES) % len(Kind)]
    assert len(one_run(95, "adaptive", kind)) == 6
