"""The middle of what was said beside what holds whatever the truth: the same as its file would say, with bands and shares."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given

from goodoffices.analysis import SOLUTIONS, Possible, analyse, analyse_in_doubt
from goodoffices.analysis.doubt.central_reading import central_reading
from goodoffices.analysis.doubt.drawn_truths import TruthSampler
from goodoffices.analysis.in_the_middle import in_the_middle
from goodoffices.analysis.problem.limits import Limits
from goodoffices.preferences import Interval, Numbers, Ranked, Ranking
from tests.analysis.doubt.test_analysis_in_doubt import doubtful, extreme_truths
from tests.cases import case_of, preferences_of
from tests.reached import reached, reaches

F = Fraction


def middle_of(case, preferences, drafts=None, seed=0):
    result = analyse_in_doubt(case, preferences, drafts=drafts)
    return result, in_the_middle(result, drafts or {}, TruthSampler(result, seed), Limits())


@reaches(20)
@given(doubtful())
def test_it_is_the_analysis_of_the_central_readings_with_exact_bands(drawn):
    case, preferences = drawn
    if not any(one.unsupported() for one in preferences):
        return
    _, found = middle_of(case, preferences)
    certain = [
        central_reading(case, one, "middle").preferences if one.unsupported() else one for one in preferences
    ]  # fmt: skip
    alone = analyse(case, certain)
    assert found.result.frontier.utilities.tolist() == alone.frontier.utilities.tolist()
    assert (found.result.fairness is None) == (alone.fairness is None)
    for package, band in found.bands.items():
        ids = found.result.problem.package(package)
        for p, one in enumerate(preferences):
            values = [
                sum(w[i] * s[i, o] for i, o in ids.items()) / sum(w.values()) for w, s, _ in extreme_truths(one, 100) if sum(w.values())
            ]
            # A blank weight has no end, so that what it comes near to is a band's end, too.
            if all(x is not None for x in one.weights.values()):
                assert band[p] == (min(values), max(values))
                reached()


@reaches(5)
@given(doubtful())
def test_who_is_sure_to_sign_signs_in_every_truth(drawn):
    case, preferences = drawn
    if not any(one.unsupported() for one in preferences):
        return
    _, found = middle_of(case, preferences)
    for package, signing in found.signing.items():
        ids = found.result.problem.package(package)
        for one, signs in zip(preferences, signing, strict=True):
            if one.walk_away is None or one.red_lines or signs is None:
                continue
            margins = [
                sum(w[i] * s[i, o] for i, o in ids.items()) / sum(w.values()) - floor
                for w, s, floor in extreme_truths(one, 100)
                if sum(w.values())
            ]
            if signs is Possible.ALWAYS:
                assert min(margins) >= 0
                reached()
            elif signs is Possible.NEVER:
                assert max(margins) < 0
            elif all(x is not None for x in one.weights.values()):
                assert min(margins) < 0


def two_parties(low=40, high=60):
    """*p* has so much on *a* and 50 on *b*, *q* 30 and 70; each wants what the other does not."""
    case = case_of({"a": 3, "b": 3}, ["p", "q"])
    p = replace(
        preferences_of(case, "p", [(0, 60, 100), (0, 60, 100)], 20, numbers=Numbers()),
        weights={"a": Interval(F(low), F(high)), "b": F(50)},
    )
    q = replace(preferences_of(case, "q", [(100, 60, 0), (100, 60, 0)], 20, numbers=Numbers()), weights={"a": F(30), "b": F(70)})
    return case, [p, q]


def test_a_solution_that_no_truth_changes_stays_in_all_of_them():
    _, found = middle_of(*two_parties(150, 160))
    assert found.stays["nash"].share == 1
    assert set(found.stays) == set(SOLUTIONS)
    assert found.compared <= 9


def test_the_same_seed_gives_the_same_shares():
    case, (p, q) = two_parties(10, 90)
    one, again, other = (middle_of(case, [p, q], seed=s)[1].stays for s in (7, 7, 8))
    assert one == again
    assert 0 < one["nash"].share < 1
    assert one != other


def test_a_walk_away_value_of_which_nothing_was_said_is_told():
    case, (p, q) = two_parties()
    order = (Ranking(id="r", what=Ranked.PACKAGES, groups=(({"a": "a2", "b": "b2"},), ({"a": "a0", "b": "b0"},))),)
    blank = replace(p, walk_away=None, walk_away_is_blank=True, rankings=order)
    _, found = middle_of(case, [blank, q])
    assert found.readings["p"].walk_away_was_blank
    assert "q" not in found.readings
