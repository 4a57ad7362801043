"""`preferences.questions`: when two questions are the same, and which numbers of a scale are asked for."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Issue, Option, Text
from goodoffices.preferences import Asked, Question, anchors

FIRST, SECOND = {"a": "a0", "b": "b1"}, {"a": "a1", "b": "b0"}


def issue_of(size, *, is_scale):
    options = tuple(Option(f"n{k}", Text.of(str(k)), k if is_scale else None) for k in range(size))
    return Issue(id="s", name=Text.of("s"), options=options, status_quo=None, is_scale=is_scale)


@given(st.integers(1, 200))
def test_of_a_scale_its_ends_and_at_most_two_numbers_evenly_between_are_asked_for(size):
    asked = [int(option[1:]) for option in anchors(issue_of(size, is_scale=True))]
    assert (asked[0], asked[-1], len(asked)) == (0, size - 1, min(size, 4))
    gaps = [after - before for before, after in pairwise(asked)]
    assert min(gaps, default=1) > 0
    assert max(gaps, default=1) - min(gaps, default=1) <= 1


def test_of_options_in_words_all_are_asked_for():
    assert len(anchors(issue_of(9, is_scale=False))) == 9


def test_a_question_is_the_same_however_its_packages_are_written():
    question = Question(asked=Asked.RATHER, first=FIRST, second=SECOND)
    again = Question(asked=Asked.RATHER, first=dict(reversed(FIRST.items())), second=dict(SECOND))
    assert question.key == again.key


def test_questions_that_differ_in_anything_are_others():
    questions = [
        Question(asked=Asked.RATHER, first=FIRST, second=SECOND),
        Question(asked=Asked.RATHER, first=SECOND, second=FIRST),
        Question(asked=Asked.RATHER, first=FIRST),
        Question(asked=Asked.RATHER, first=FIRST, second={}),
        Question(asked=Asked.SURPRISE, first=FIRST),
        Question(asked=Asked.SCORE, issue="a", option="a0"),
        Question(asked=Asked.SCORE, issue="a", option="a1"),
        Question(asked=Asked.SCORE, issue="b", option="a0"),
        Question(asked=Asked.WEIGHT, issue="a"),
    ]
    assert all(one.key != other.key for one, other in combinations(questions, 2))
