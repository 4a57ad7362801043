"""`next_question`, `acceptability`: what to ask next, against listing extreme truths; shares that are sampled, and said to be."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given

from goodoffices.analysis import Possible, Standing, analyse_in_doubt
from goodoffices.analysis.doubt.acceptability import acceptability
from goodoffices.analysis.doubt.what_to_find_out import AskedAbout, next_questions
from goodoffices.case import Condition
from goodoffices.preferences import Interval, Numbers, RedLine
from tests.analysis.doubt.test_analysis_in_doubt import doubtful
from tests.cases import case_of, preferences_of
from tests.reached import reached, reaches

F = Fraction


def corners(doubt):
    """All truths of a party at the ends of its bounds."""
    for weights in product(*({*w} for w in doubt.weights)):
        for scores in product(*({*s} for row in doubt.scores for s in row)):
            rows, k = [], 0
            for row in doubt.scores:
                rows.append(scores[k : k + len(row)])
                k += len(row)
            for floor in [None] if doubt.walk_away is None else sorted({*doubt.walk_away}):
                yield weights, rows, floor


def worth(truth, package):
    return sum(w * row[i] for w, row, i in zip(truth[0], truth[1], package, strict=True))


def open_statements(truths_of_parties, packages):
    """How many statements are open, by listed truths of each party."""
    n_open, surely, perhaps = 0, set(product(range(len(packages)), repeat=2)), set(product(range(len(packages)), repeat=2))
    for truths in truths_of_parties:
        values = [[worth(t, p) for t in truths] for p in packages]
        for of_package in values:
            ends = [v - t[2] * sum(t[0]) for v, t in zip(of_package, truths, strict=True) if t[2] is not None]
            n_open += bool(ends) and min(ends) < 0 <= max(ends)
        for a, b in product(range(len(packages)), repeat=2):
            least = min(x - y for x, y in zip(values[a], values[b], strict=True))
            most = max(x - y for x, y in zip(values[a], values[b], strict=True))
            if least < 0:
                surely.discard((a, b))
            if most < 0:
                perhaps.discard((a, b))
    return n_open + len(perhaps - surely)


def answered(question, truths):
    """The truths in which a question is answered by yes (or the first), and those by no (or the second)."""
    if question.asked is AskedAbout.SIGN:
        over = [worth(t, question.first) - t[2] * sum(t[0]) for t in truths]
        return [t for t, x in zip(truths, over, strict=True) if x >= 0], [t for t, x in zip(truths, over, strict=True) if x < 0]
    over = [worth(t, question.first) - worth(t, question.second) for t in truths]
    return [t for t, x in zip(truths, over, strict=True) if x > 0], [t for t, x in zip(truths, over, strict=True) if x < 0]


@reaches(20)
@given(doubtful())
def test_a_question_settles_what_is_said_however_it_is_answered(drawn):
    result = analyse_in_doubt(*drawn)
    questions = next_questions(result)
    packages = [j.package for j in result.candidates]
    truths = [list(corners(doubt)) for doubt in result.doubts]
    assert questions.open_now == open_statements(truths, packages)
    asked = [one for one in questions.best if one.asked is not AskedAbout.OTHERWISE]
    for one in asked:
        assert min(one.settles) > 0
        for left, settles in zip(answered(one, truths[one.party]), one.settles, strict=True):
            if left:
                still = open_statements([left if p == one.party else of for p, of in enumerate(truths)], packages)
                assert still <= questions.open_now - settles
                reached()
    assert [min(q.settles) for q in asked] == sorted((min(q.settles) for q in asked), reverse=True)


def two_packages():
    """One issue; whether *p* prefers its second option, and could sign the first, is in doubt."""
    case = case_of({"a": 2}, ["p"])
    one = replace(
        preferences_of(case, "p", [(0, 0)]),
        scores={"a": {"a0": Interval(F(0), F(100)), "a1": F(50)}}, walk_away=F(25), numbers=Numbers(),
    )  # fmt: skip
    return case, [one]


def test_questions_are_asked_in_packages_and_the_best_come_first():
    """Rather the first: neither is better otherwise, and it could be signed. A no to signing it settles one more."""
    drafts = {"first": {"a": "a0"}, "second": {"a": "a1"}}
    questions = next_questions(analyse_in_doubt(*two_packages(), drafts=drafts))
    assert questions.open_now == 3
    rather, sign = sorted(questions.best, key=lambda q: q.asked.value)
    assert (rather.asked, rather.first, rather.second, rather.settles) == (AskedAbout.RATHER, (0,), (1,), (2, 2))
    assert (sign.asked, sign.first, sign.second, sign.settles) == (AskedAbout.SIGN, (0,), None, (1, 1))


def test_what_happens_otherwise_is_asked_first_where_nobody_knows_it():
    case, (one,) = two_packages()
    blank = replace(one, walk_away=None, walk_away_is_blank=True)
    first, *_ = next_questions(analyse_in_doubt(case, [blank])).best
    assert (first.asked, first.party, first.settles) == (AskedAbout.OTHERWISE, 0, None)


def test_nothing_follows_for_what_may_be_a_red_line():
    """Who signs a package may refuse a better one that crosses what may be a red line."""
    case = case_of({"a": 3}, ["p"])
    one = replace(
        preferences_of(case, "p", [(10, 20, 30)], numbers=Numbers()),
        walk_away=Interval(F(5), F(35)), possible_red_lines=(RedLine("perhaps", Condition.of({"a": "a2"})),),
    )  # fmt: skip
    drafts = {name: {"a": name} for name in ("a0", "a1", "a2")}
    (sign,) = [q for q in next_questions(analyse_in_doubt(case, [one], drafts=drafts)).best if q.asked is AskedAbout.SIGN]
    # Without the red line either answer about the one in the middle would settle two.
    assert sign.settles in {(1, 2), (2, 1)}
    sure = replace(one, possible_red_lines=())
    (sign,) = [q for q in next_questions(analyse_in_doubt(case, [sure], drafts=drafts)).best if q.asked is AskedAbout.SIGN]
    assert (sign.first, sign.settles) == ((1,), (2, 2))


def test_shares_are_seeded_and_lie_where_they_should():
    drafts = {"first": {"a": "a0"}, "second": {"a": "a1"}}
    result = analyse_in_doubt(*two_packages(), drafts=drafts)
    one, again, other = acceptability(result, 7), acceptability(result, 7), acceptability(result, 8)
    assert one == again != other
    assert (one.drawn, one.seed) == (1_000, 7)
    at = {result.candidates[k].package: n for n, k in enumerate(one.candidates)}
    assert one.signed[at[0,]].share == pytest.approx(0.75, abs=0.05)
    assert one.efficient[at[0,]].share == pytest.approx(0.5, abs=0.05)
    assert one.signed[at[1,]].share == 1


def test_the_interval_is_wilsons():
    from goodoffices.analysis.doubt.acceptability import share_of

    found = share_of(50, 100)
    assert (found.low, found.high) == (pytest.approx(0.40383, abs=1e-5), pytest.approx(0.59617, abs=1e-5))


@given(doubtful())
def test_a_sample_never_contradicts_what_holds_for_all_truths(drawn):
    result = analyse_in_doubt(*drawn)
    shares = acceptability(result, 0, drawn=30)
    for n, k in enumerate(shares.candidates):
        one = result.candidates[k]
        if one.standing is Standing.EFFICIENT:
            assert shares.efficient[n].share == 1
        if Possible.NEVER in one.accepted:
            assert shares.signed[n].share == 0
        if set(one.accepted) == {Possible.ALWAYS}:
            assert shares.signed[n].share == 1
