"""`next_question`, `acceptability`: what to ask next, against listing extreme truths; shares that are sampled, and said to be."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given

from goodoffices.analysis import Possible, Standing, analyse_in_doubt
from goodoffices.analysis.doubt.acceptability import acceptability
from goodoffices.analysis.doubt.what_to_find_out import next_questions
from goodoffices.preferences import Interval, Numbers
from tests.analysis.doubt.test_analysis_in_doubt import doubtful
from tests.cases import case_of, preferences_of

F = Fraction


def open_statements(doubts, packages):
    """How many statements are open, by all truths at the ends of bounds."""
    n_open, surely, perhaps = 0, set(product(range(len(packages)), repeat=2)), set(product(range(len(packages)), repeat=2))
    for doubt in doubts:
        truths = []
        for weights in product(*({*w} for w in doubt.weights)):
            for scores in product(*({*s} for row in doubt.scores for s in row)):
                rows, k = [], 0
                for row in doubt.scores:
                    rows.append(scores[k : k + len(row)])
                    k += len(row)
                truths.append((weights, rows))

        def worth(truth, package):
            return sum(w * row[i] for w, row, i in zip(truth[0], truth[1], package, strict=True))

        values = [[worth(t, p) for t in truths] for p in packages]
        if doubt.walk_away is not None:
            for of_package in values:
                ends = [v - floor * sum(t[0]) for v, t in zip(of_package, truths, strict=True) for floor in doubt.walk_away]
                n_open += min(ends) < 0 <= max(ends)
        for a, b in product(range(len(packages)), repeat=2):
            least = min(x - y for x, y in zip(values[a], values[b], strict=True))
            most = max(x - y for x, y in zip(values[a], values[b], strict=True))
            if least < 0:
                surely.discard((a, b))
            if most < 0:
                perhaps.discard((a, b))
    return n_open + len(perhaps - surely)


def halves(question, doubt):
    if question.issue is None:
        low, high = doubt.walk_away
        return [replace(doubt, walk_away=b) for b in ((low, question.middle), (question.middle, high))]
    if question.option is None:
        low, high = doubt.weights[question.issue]
        parts = [(low, question.middle), (question.middle, high)]
        return [replace(doubt, weights=tuple(b if j == question.issue else w for j, w in enumerate(doubt.weights))) for b in parts]
    low, high = doubt.scores[question.issue][question.option]

    def with_score(bounds):
        row = tuple(bounds if i == question.option else s for i, s in enumerate(doubt.scores[question.issue]))
        return replace(doubt, scores=tuple(row if j == question.issue else r for j, r in enumerate(doubt.scores)))

    return [with_score((low, question.middle)), with_score((question.middle, high))]


@given(doubtful())
def test_a_question_settles_what_is_said_however_it_is_answered(drawn):
    result = analyse_in_doubt(*drawn)
    questions = next_questions(result)
    packages = [j.package for j in result.candidates]
    assert questions.open_now == open_statements(result.doubts, packages)
    for one in questions.best:
        left = []
        for half in halves(one, result.doubts[one.party]):
            left.append(open_statements([half if p == one.party else d for p, d in enumerate(result.doubts)], packages))
        assert one.settles == questions.open_now - max(left) > 0
    assert [q.settles for q in questions.best] == sorted((q.settles for q in questions.best), reverse=True)


def two_packages():
    """One issue; whether *p* prefers its second option, and could sign the first, is in doubt."""
    case = case_of({"a": 2}, ["p"])
    one = replace(
        preferences_of(case, "p", [(0, 0)]),
        scores={"a": {"a0": Interval(F(0), F(100)), "a1": F(50)}}, walk_away=F(25), numbers=Numbers(),
    )  # fmt: skip
    return case, [one]


def test_the_best_question_by_hand():
    """Below 50 the second option is better and above the first; only above does the answer say that she could sign the first."""
    drafts = {"first": {"a": "a0"}, "second": {"a": "a1"}}
    result = analyse_in_doubt(*two_packages(), drafts=drafts)
    questions = next_questions(result)
    assert questions.open_now == 3
    (best,) = questions.best
    assert (best.party, best.issue, best.option, best.middle, best.settles) == (0, 0, 0, 50, 1)


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
    from goodoffices.analysis.doubt.acceptability import _share

    found = _share(50, 100)
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
