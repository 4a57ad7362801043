"""`analysis.doubt.inner_truths`: truths drawn keep every bound and ranking, evenly, the same on every machine; their centre is a truth."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given

from goodoffices.analysis.doubt import inner_truths as module
from goodoffices.analysis.doubt.bounds import doubt_of
from goodoffices.analysis.doubt.inner_truths import STEPS, inner_truths
from goodoffices.analysis.doubt.party_doubt import Truth
from goodoffices.analysis.doubt.truths_program import TruthsProgram
from goodoffices.preferences import Interval, Numbers, Ranked, Ranking
from tests.analysis.doubt.test_rankings import ranked
from tests.cases import case_of, preferences_of
from tests.reached import reached, reaches

F = Fraction


def truths_in(found, doubt):
    """What was drawn, as truths in fractions."""
    ends = (*found.first, found.scores.shape[1])
    for w, s, d in zip(found.weights, found.scores, found.floors, strict=True):
        scores = tuple(tuple(F(int(v), STEPS) for v in s[ends[j] : ends[j + 1]]) for j in range(len(doubt.scores)))
        yield Truth(tuple(F(int(x), STEPS) for x in w), scores, None if doubt.walk_away is None else F(int(d), STEPS))


@reaches(20)
@given(ranked())
def test_every_truth_keeps_the_rankings_and_the_centre_is_one(drawn):
    case, (one, _) = drawn
    truths = TruthsProgram(doubt_of(case, one))
    doubt = truths.doubt
    if not doubt.rows:
        return
    start = truths.amid()
    for truth in truths_in(inner_truths(doubt, start, 40, 3), doubt):
        assert all(
            low - F(1, 100) <= v <= high + F(1, 100)
            for row, ends in zip(truth.scores, doubt.scores, strict=True)
            for v, (low, high) in zip(row, ends, strict=True)
        )
        scale = max(sum(truth.weights), F(1))
        for row in doubt.rows:
            if row.ranking:
                # A start that is no point of the grid may lack a little; in points that is next to nothing.
                assert doubt.value(row.at_least_zero, truth) >= -scale / 50
                reached()
    assert doubt.allows(truths.centre())


def ordered():
    """Two issues, the first weighs more; three options, better first; where no agreement lies is open."""
    case = case_of({"a": 3, "b": 2}, ["p"])
    order = (
        Ranking(id="w", what=Ranked.ISSUES, groups=(("a",), ("b",))),
        Ranking(id="o", what=Ranked.OPTIONS, groups=(("a0",), ("a1",), ("a2",)), issue="a"),
    )
    one = preferences_of(case, "p", [(0, 0, 0), (0, 0)], numbers=Numbers(), rankings=order)
    from dataclasses import replace

    return case, replace(
        one,
        weights={"a": F(100), "b": Interval(F(0), F(100))},
        scores={"a": dict.fromkeys(("a0", "a1", "a2"), Interval(F(0), F(100))), "b": {"b0": F(0), "b1": F(100)}},
        walk_away_is_blank=True,
    )


def test_truths_are_drawn_evenly():
    """Of three scores in order the means are 75, 50 and 25; of a weight below 100, 50: as rejection would draw them."""
    case, one = ordered()
    truths = TruthsProgram(doubt_of(case, one))
    found = inner_truths(truths.doubt, truths.amid(), 4_000, 1)
    scores = found.scores.mean(axis=0)[:3] / STEPS
    assert np.abs(scores - [75, 50, 25]).max() < 1.5
    assert np.abs(np.quantile(found.weights[:, 1] / STEPS, [0.1, 0.5, 0.9]) - [10, 50, 90]).max() < 3
    assert np.abs(found.floors.mean() / STEPS - 50) < 1.5
    centre = truths.centre()
    assert abs(float(centre.scores[0][1]) - 50) < 2


def test_no_floating_point_enters_so_that_every_machine_draws_the_same(monkeypatch):
    case, one = ordered()
    truths = TruthsProgram(doubt_of(case, one))
    quick = inner_truths(truths.doubt, truths.amid(), 60, 5)
    monkeypatch.setattr(module, "INT64_SAFE", 0)
    slow = inner_truths(truths.doubt, truths.amid(), 60, 5)
    assert (quick.weights.dtype, slow.weights.dtype) == (np.int64, object)
    for a, b in ((quick.weights, slow.weights), (quick.scores, slow.scores), (quick.floors, slow.floors)):
        assert a.tolist() == b.tolist()
    other = inner_truths(truths.doubt, truths.amid(), 60, 6)
    assert other.weights.tolist() != quick.weights.tolist()


def test_as_good_as_another_keeps_them_together():
    """Two packages that are said to be as good stay within the grid of one another in each truth."""
    case, one = ordered()
    from dataclasses import replace

    same = (
        *one.rankings,
        *(
            Ranking(id=n, what=Ranked.PACKAGES, groups=g)
            for n, g in (
                ("s", (({"a": "a1", "b": "b0"},), ({"a": "a2", "b": "b1"},))),
                ("t", (({"a": "a2", "b": "b1"},), ({"a": "a1", "b": "b0"},))),
            )
        ),
    )
    truths = TruthsProgram(doubt_of(case, replace(one, rankings=same)))
    for truth in truths_in(inner_truths(truths.doubt, truths.amid(), 50, 0), truths.doubt):
        first = truth.weights[0] * truth.scores[0][1]
        second = truth.weights[0] * truth.scores[0][2] + truth.weights[1] * truth.scores[1][1]
        assert abs(first - second) / sum(truth.weights) < F(1, 50)
