"""Questions about scales on a page: which way all of it goes, and from which number on somebody could accept."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from goodoffices.formats.ours.case_reader import read_case
from goodoffices.office.preferences.given_answers import given_in
from goodoffices.office.preferences.question_forms import question_form, so_far
from goodoffices.preferences import Answer, Answers, Asked, Question
from goodoffices.report.typed_answers import NotAnAnswer
from goodoffices.report.wording import Wording
from tests.cli.test_elicit_scales import CASE

case = read_case(CASE)
REFUSED = Answer("a1", Question(asked=Asked.NEVER), (("money", "0"), ("money", "300")))


def test_a_scale_may_be_said_to_go_one_way_as_a_whole():
    question, answers = Question(asked=Asked.ORDER, issue="money"), Answers(case, ())
    form = question_form(question, case, Wording(case), answers, QueryDict())
    assert [value for value, _ in form.directions] == ["more", "less", "same"]
    for value in ("more", "less", "same"):
        assert given_in(question, QueryDict(f"given={value}"), case, answers) == value
    plain = question_form(Question(asked=Asked.MATTERS), case, Wording(case), answers, QueryDict())
    assert plain.directions == ()


def test_from_where_on_is_a_number_between_the_two():
    answers = Answers(case, [REFUSED])
    (question,) = answers.limits("money")
    form = question_form(question, case, Wording(case), answers, QueryDict())
    assert (form.shape, "300 pounds is out of the question, 600 pounds is not" in form.text) == ("amount", True)
    assert given_in(question, QueryDict("given=this&amount=450"), case, answers) == "450"
    assert given_in(question, QueryDict("given=%3F"), case, answers) is None
    for wrong in ("300", "425", "700", "", "much"):
        with pytest.raises(NotAnAnswer, match="350 to 600"):
            given_in(question, QueryDict(f"given=this&amount={wrong}"), case, answers)


def test_what_is_refused_is_told_as_a_range_and_what_nobody_said_apart():
    w = Wording(case)
    (question,) = Answers(case, [REFUSED]).limits("money")
    open_ = so_far(Answers(case, [REFUSED]), w, 0)
    assert any("Not said whether it is out of the question" in said and "350 to 550 pounds" in said for said in open_)
    told = so_far(Answers(case, [REFUSED, Answer("a2", question, "450")]), w, 0)
    assert told[0] == "Out of the question: Money: 0 to 400 pounds."
    assert not any("Not said" in said for said in told)
