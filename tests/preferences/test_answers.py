"""`preferences.answers`: the numbers, orders and red lines that answers give, and what they leave open."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Case, Condition, Issue, Option, Party, Text
from goodoffices.preferences import ABOUT, Answer, Answers, Asked, Interval, Question, Ranked, about, lower_end, upper_end
from tests.cases import EXERCISE

F = Fraction
TERMS = Issue(id="a", name=Text.of("a"), options=tuple(Option(f"a{k}", Text.of("")) for k in range(4)), status_quo=None)
SCALE = Issue(id="s", name=Text.of("s"), options=tuple(Option(f"s{k}", Text.of(""), k) for k in range(10)), status_quo=None, is_scale=True)
CASE = Case(id="c", name=Text.of("c"), parties=(Party("p", Text.of("p")),), issues=(TERMS, SCALE))
BEST_FIRST = (Question(asked=Asked.ORDER, issue="a"), (("a3",), ("a1", "a2"), ("a0",)))
MORE = (Question(asked=Asked.ORDER, issue="s"), "more")
FROM_S2 = (Question(asked=Asked.LIMIT, issue="s", first={"s": "s0"}, second={"s": "s3"}), "s2")


def answers(*pairs, set_aside=()):
    return Answers(CASE, [Answer(f"a{k}", *pair) for k, pair in enumerate(pairs)], set_aside)


def score(option, given_score):
    return (Question(asked=Asked.SCORE, issue=option[0], option=option), given_score)


def weight(issue, given_weight):
    return (Question(asked=Asked.WEIGHT, issue=issue), given_weight)


def never(*options):
    return (Question(asked=Asked.NEVER), tuple((option[0], option) for option in options))


def top(issue):
    return (Question(asked=Asked.TOP), issue)


@given(st.integers(0, 100).map(F))
def test_a_number_is_taken_as_about_that_number_and_never_beyond_the_scale(number):
    found = about(number)
    inside = [n for n in range(-10, 111) if abs(n - number) <= ABOUT and 0 <= n <= 100]
    assert (found.lower, found.upper) == (min(inside), max(inside))


def test_an_interval_stays_as_it_is_and_words_are_no_number():
    assert about(Interval(F(2), F(90))) == Interval(F(2), F(90))
    assert about("some") is about(None) is None


def test_best_and_worst_options_are_certain_and_what_was_not_asked_is_open():
    _, scores = answers(BEST_FIRST, score("a1", F(40))).bounds()
    assert scores["a"] == {"a0": 0, "a1": Interval(F(35), F(45)), "a2": None, "a3": 100}
    assert set(scores["s"].values()) == {None}


def test_a_score_counts_only_once_it_is_known_from_where_to_where():
    assert set(answers(score("a1", F(40))).bounds()[1]["a"].values()) == {None}


def test_without_ratings_orders_still_count():
    weights, scores = answers(BEST_FIRST, score("a1", F(40)), top("a"), weight("s", F(30))).bounds(rated=False)
    assert scores["a"] == {"a0": 0, "a1": None, "a2": None, "a3": 100}
    assert weights == {"a": None, "s": None}


def test_weights_are_counted_from_the_issue_that_comes_first():
    assert answers(weight("s", F(30))).bounds()[0] == {"a": None, "s": None}
    assert answers(top("a")).bounds()[0] == {"a": 100, "s": Interval(F(0), F(100))}
    assert answers(top("a"), weight("s", F(30))).bounds()[0] == {"a": 100, "s": Interval(F(25), F(35))}


def test_an_issue_of_which_all_options_are_as_good_counts_for_nothing():
    weights, scores = answers((Question(asked=Asked.ORDER, issue="s"), "same"), top("a")).bounds()
    assert weights["s"] == 0
    assert set(scores["s"].values()) == {F(0)}


def test_a_refused_option_has_no_place_to_ask_for():
    _, scores = answers(never("a2"), (BEST_FIRST[0], (("a3",), ("a1",), ("a0",)))).bounds()
    assert scores["a"] == {"a0": 0, "a1": None, "a2": 0, "a3": 100}


def test_where_nobody_told_from_which_number_on_a_scale_is_refused_its_worth_stays_open():
    weights, scores = answers(never("s0"), MORE, top("a"), weight("s", F(40)), score("s6", F(50))).bounds()
    assert weights["s"] is None
    assert {option: value for option, value in scores["s"].items() if value is not None} == {}
    weights, scores = answers(never("s0"), FROM_S2, MORE, top("a"), weight("s", F(40)), score("s6", F(50))).bounds()
    assert weights["s"] == Interval(F(35), F(45))
    assert [scores["s"][f"s{k}"] for k in (0, 1, 2, 6, 9)] == [0, 0, 0, Interval(F(45), F(55)), 100]
    # Between a number that was rated and an end there is still something to say.
    assert [scores["s"][f"s{k}"] for k in (4, 5, 7, 8)] == [Interval(F(0), F(55))] * 2 + [Interval(F(45), F(100))] * 2


@given(st.lists(st.integers(0, 100), min_size=8, max_size=8).map(sorted), st.booleans(), st.sets(st.sampled_from([3, 6])))
def test_what_a_person_thinks_of_a_scale_that_goes_one_way_lies_within_what_her_answers_give(inner, is_more, rated):
    truth = [F(0), *map(F, inner), F(100)][:: 1 if is_more else -1]
    said = [(MORE[0], "more" if is_more else "less"), *(score(f"s{k}", truth[k]) for k in sorted(rated))]
    row = answers(*said).bounds()[1]["s"]
    assert list(row) == list(SCALE.option_ids)
    assert all(lower_end(value) <= truth[k] <= upper_end(value) for k, value in enumerate(row.values()))
    # Between two ratings something is said of the numbers that were not asked for, too.
    if rated == {3, 6}:
        low, high = sorted((truth[3], truth[6]))
        between = (max(F(0), low - ABOUT), min(F(100), high + ABOUT))
        assert {(lower_end(row[k]), upper_end(row[k])) for k in ("s4", "s5")} == {between}


def test_a_scale_that_goes_both_ways_says_nothing_of_the_numbers_between():
    hill = (MORE[0], (("s3",), ("s6",), ("s9",), ("s0",)))
    row = answers(hill, score("s6", F(60))).bounds()[1]["s"]
    assert {k for k, value in row.items() if value is not None} == {"s0", "s3", "s6"}  # fmt: skip


def test_two_scores_against_an_order_are_named_with_it():
    said = [score("a1", F(80)), BEST_FIRST, score("a3", F(60))]
    assert answers(*said).contradictory_scores() == ("a1", "a0", "a2")
    assert answers(*said, set_aside={"a0"}).contradictory_scores() == ()


@given(st.integers(0, 100), st.integers(0, 100))
def test_scores_contradict_an_order_only_beyond_what_about_allows(better, worse):
    said = answers(BEST_FIRST, score("a3", F(better)), score("a0", F(worse)))
    assert bool(said.contradictory_scores()) is (worse - better > 2 * ABOUT)


def test_scores_of_options_said_to_be_as_good_contradict_nothing():
    assert answers(BEST_FIRST, score("a1", F(0)), score("a2", F(100))).contradictory_scores() == ()


def test_orders_become_rankings_under_the_name_of_their_answer():
    ranked = list(answers((Question(asked=Asked.MATTERS), ("s",)), BEST_FIRST).rankings())
    assert [(r.id, r.what, r.issue, r.groups) for r in ranked] == [
        ("a0", Ranked.ISSUES, "", (("s",), ("a",))),
        ("a1", Ranked.OPTIONS, "a", BEST_FIRST[1]),
    ]


def test_what_says_nothing_in_order_is_no_ranking():
    both_matter = (Question(asked=Asked.MATTERS), ("s", "a"))
    # Best and worst are numbers already: 100 and 0.
    two = (BEST_FIRST[0], (("a3", "a1", "a2"), ("a0",)))
    assert list(answers(both_matter, two, score("a1", F(3))).rankings()) == []


def test_only_the_last_order_of_an_issue_ranks():
    again = (BEST_FIRST[0], (("a0",), ("a1",), ("a2", "a3")))
    assert [(r.id, r.groups) for r in answers(BEST_FIRST, again).rankings()] == [("a1", again[1])]


PACKAGE, OTHER = {"a": "a0"}, {"a": "a1"}


@pytest.mark.parametrize(
    ("second", "said", "expected"),
    [
        (OTHER, "first", [("a0", PACKAGE, OTHER, 0)]),
        (OTHER, "second", [("a0", OTHER, PACKAGE, 0)]),
        # About as good: either may be a little better.
        (OTHER, "same", [("a0", PACKAGE, OTHER, 3), ("a0.back", OTHER, PACKAGE, 3)]),
        (None, "first", [("a0", PACKAGE, None, 0)]),
        # Who would rather have no agreement would not sign at a tie.
        (None, "second", [("a0", None, PACKAGE, F(-1, 1000))]),
    ],
)
def test_what_a_person_would_rather_have_stands_first(second, said, expected):
    ranked = answers((Question(asked=Asked.RATHER, first=PACKAGE, second=second), said)).rankings()
    assert [(r.id, *(x for (x,) in r.groups), r.within) for r in ranked] == expected


def test_refused_numbers_that_follow_one_another_are_one_red_line():
    never_lines, perhaps = answers(never("s0", "s9", "a1", "a3"), FROM_S2).red_lines()
    assert [(line.id, line.condition) for line in never_lines] == [
        ("never-1", Condition.of({"a": "a1"})),
        ("never-2", Condition.of({"a": "a3"})),
        ("never-3", Condition.of({"s": ["s0", "s1"]})),
        ("never-4", Condition.of({"s": "s9"})),
    ]
    assert [(line.id, line.condition) for line in perhaps] == [("perhaps-1", Condition.of({"s": ["s7", "s8"]}))]


def test_preferences_hold_what_is_known_and_leave_the_walk_away_value_open():
    said = answers(never("s0"), BEST_FIRST, score("a1", F(40)))
    one = said.preferences("p", "stated", EXERCISE)
    assert (one.party, one.reading, one.walk_away, one.walk_away_is_blank) == ("p", "stated", None, True)
    assert (one.weights, one.scores) == said.bounds()
    assert (one.red_lines, one.possible_red_lines) == said.red_lines()
    assert one.rankings == tuple(said.rankings())
    assert said.preferences("p", "stated", EXERCISE, rated=False).scores["a"]["a1"] is None
