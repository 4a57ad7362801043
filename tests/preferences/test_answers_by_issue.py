"""`preferences.answers_by_issue`: what one person's answers say of each issue, the last word counting."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Case, Issue, Option, Party, Text
from goodoffices.preferences import Answer, Asked, Question
from goodoffices.preferences.answers_by_issue import AnswersByIssue

F = Fraction
TERMS = Issue(id="a", name=Text.of("a"), options=tuple(Option(f"a{k}", Text.of("")) for k in range(3)), status_quo=None)
SCALE = Issue(id="s", name=Text.of("s"), options=tuple(Option(f"s{k}", Text.of(""), k) for k in range(10)), status_quo=None, is_scale=True)
ONLY = Issue(id="x", name=Text.of("x"), options=(Option("x0", Text.of("")),), status_quo=None)
CASE = Case(id="c", name=Text.of("c"), parties=(Party("p", Text.of("p")),), issues=(TERMS, SCALE, ONLY))

#: Of the scale s0, s3, s6 and s9 are asked for.
LOW_IS_REFUSED = (Question(asked=Asked.NEVER), (("s", "s0"),))
FROM_S2 = (Question(asked=Asked.LIMIT, issue="s", first={"s": "s0"}, second={"s": "s3"}), "s2")


def answers(*given_to, set_aside=()):
    return AnswersByIssue(CASE, [Answer(f"a{k}", *pair) for k, pair in enumerate(given_to)], set_aside)


def order(given_order, issue="a"):
    return (Question(asked=Asked.ORDER, issue=issue), given_order)


def never(*pairs):
    return (Question(asked=Asked.NEVER), pairs)


ANY_ORDER = order((("a0",), ("a1",), ("a2",)))


@given(st.lists(st.tuples(st.none() | st.integers(0, 100), st.booleans()), max_size=6))
def test_the_last_answer_counts_that_was_neither_set_aside_nor_not_sure(said):
    question = Question(asked=Asked.SCORE, issue="a", option="a1")
    found = answers(
        *((question, None if number is None else F(number)) for number, _ in said),
        set_aside={f"a{k}" for k, (_, aside) in enumerate(said) if aside},
    )
    counted = [(f"a{k}", number) for k, (number, aside) in enumerate(said) if number is not None and not aside]
    last = found.last(Asked.SCORE, "a", "a1")
    assert ((last.id, last.given) if last else None) == (counted[-1] if counted else None)
    assert [a.id for a in found.used] == [i for i, _ in counted]
    assert len(found.all) == len(said)
    assert found.last(Asked.SCORE, "a", "a2") is None


def test_an_order_is_given_better_ones_first_and_its_ends_are_best_and_worst():
    found = answers(order((("a2", "a0"), ("a1",))))
    assert found.order("a") == (("a2", "a0"), ("a1",))
    assert found.ends("a") == ({"a2", "a0"}, {"a1"})
    assert found.order("s") == ()
    assert found.ends("s") == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("said", "expected"),
    [("more", (("s9",), ("s6",), ("s3",), ("s0",))), ("less", (("s0",), ("s3",), ("s6",), ("s9",))), ("same", (("s0", "s3", "s6", "s9"),))],
)
def test_of_a_scale_one_word_orders_the_numbers_that_are_asked_for(said, expected):
    found = answers(order(said, "s"))
    assert found.order("s") == expected
    assert found.direction("s") == ("" if said == "same" else said)
    assert found.indifferent("s") is (said == "same")


def test_an_order_without_a_refused_option_is_one_until_the_refusal_is_taken_back():
    """Then it says nothing of that option, and is asked for again."""
    short = order((("a0",), ("a1",)))
    refusing = answers(never(("a", "a2")), short)
    assert refusing.order("a") == (("a0",), ("a1",))
    assert short[0].key in refusing.asked()
    back = answers(never(("a", "a2")), short, never())
    assert back.order("a") == ()
    assert back.ends("a") == (frozenset(), frozenset())
    assert short[0].key not in back.asked()


def test_not_sure_is_not_asked_again_nor_is_what_was_set_aside():
    question = Question(asked=Asked.WEIGHT, issue="a")
    assert answers((question, None)).asked() == {question.key}
    assert answers((question, F(3)), set_aside={"a0"}).asked() == {question.key}


def test_refused_options_are_those_of_the_last_answer_alone():
    found = answers(never(("a", "a0")), never(("a", "a1"), ("s", "s9")))
    assert found.refused() == (("a", "a1"), ("s", "s9"))
    assert found.acceptable("a") == ("a0", "a2")
    assert found.acceptable("s") == ("s0", "s3", "s6")


def test_where_a_scale_is_refused_up_to_a_number_that_is_told_the_number_is_asked_for_too():
    cut = answers(LOW_IS_REFUSED)
    assert cut.is_cut_somewhere("s")
    assert cut.points("s") == ("s0", "s3", "s6", "s9")
    told = answers(LOW_IS_REFUSED, FROM_S2)
    assert not told.is_cut_somewhere("s")
    assert told.points("s") == ("s0", "s2", "s3", "s6", "s9")
    assert told.acceptable("s") == ("s2", "s3", "s6", "s9")
    assert told.refusals("s").never == {"s0", "s1"}


def test_what_is_asked_of_a_cut_scale_is_where_refusal_ends():
    (question,) = answers(LOW_IS_REFUSED).limits("s")
    assert question.key == FROM_S2[0].key
    assert answers().limits("s") == answers(never(("a", "a0"))).limits("a") == ()


def test_where_nobody_said_from_where_on_a_scale_is_refused_it_has_no_ends_and_cannot_come_first():
    first, direction = (Question(asked=Asked.TOP), "s"), order("more", "s")
    cut = answers(LOW_IS_REFUSED, direction, first)
    assert (cut.top, cut.ends("s")) == (None, (frozenset(), frozenset()))
    told = answers(LOW_IS_REFUSED, FROM_S2, direction, first)
    assert (told.top, told.ends("s")) == ("s", ({"s9"}, {"s2"}))


def test_a_person_is_indifferent_where_one_option_is_left_or_all_are_as_good():
    assert answers().indifferent("x")
    assert not answers().indifferent("a")
    assert not answers(ANY_ORDER).indifferent("a")
    assert answers(order((("a0", "a1", "a2"),))).indifferent("a")
    assert answers(never(("a", "a0"), ("a", "a2"))).indifferent("a")
    # Of a scale numbers are left between those that were refused by name, until the end of refusal is told.
    most = tuple(("s", s) for s in ("s0", "s3", "s6"))
    assert not answers(never(*most)).indifferent("s")
    last = (Question(asked=Asked.LIMIT, issue="s", first={"s": "s6"}, second={"s": "s9"}), "s9")
    assert answers(never(*most), last).indifferent("s")


def test_what_matters_and_what_comes_first_is_what_was_last_said():
    found = answers((Question(asked=Asked.MATTERS), ("s", "a")), (Question(asked=Asked.TOP), "a"), (Question(asked=Asked.TOP), None))
    assert (found.important, found.top) == (("s", "a"), "a")
    assert (answers().important, answers().top) == ((), None)
