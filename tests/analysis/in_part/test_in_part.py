"""Where the frontier is too large to list: what is said of the rest holds against the list of all packages."""

from __future__ import annotations

import datetime
import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings

from goodoffices.analysis import SOLUTIONS, Limits, OutOfTime, analyse
from goodoffices.analysis.deadlock import why_not
from goodoffices.analysis.in_part import in_part as solving_in_part
from goodoffices.report.html import render_page
from goodoffices.report.reports.analysis_report import analysis_report
from tests.analysis.test_against_brute_force import vectors
from tests.cases import case_of, points_only, preferences_of
from tests.reached import reached, reaches
from tests.reference.brute import Truth
from tests.strategies import cases

#: So small that no frontier of a case with a choice can be listed.
TINY = Limits(partial_packages=0)

#: Most small cases have no zone, or a frontier that is found whole: those say nothing here.
MOST_ARE_LEFT_OUT = settings(suppress_health_check=[HealthCheck.filter_too_much])


def in_part(case, preferences, *, points=TINY.points, **more):
    return analyse(case, preferences, limits=replace(TINY, points=points), **more)


@pytest.mark.long
@reaches(10)
@MOST_ARE_LEFT_OUT
@given(cases(numbers=True))
def test_the_zone_and_the_solutions_are_those_of_the_whole_frontier(drawn):
    case, preferences = drawn
    result = in_part(case, preferences)
    assume(result.in_part is not None)
    truth = Truth(case, preferences)
    assert result.zone.exists is bool(truth.zone)
    for row in range(len(result.frontier)):
        assert truth.vector(result.package(row)) == vectors(result, [row])[0]
        assert truth.is_feasible(result.package(row))
    if result.fairness is None:
        assert result.conflict is not None
        return
    baselines = tuple(b.value for b in result.fairness.baselines)
    assume(max(map(abs, baselines)) < 10**9)  # beyond that floating point sees no difference between packages
    reached()
    assert baselines == truth.baselines()[0]
    best = truth.solution_sets(baselines)
    for name in SOLUTIONS:
        assert vectors(result, [result.fairness.solutions[name].row])[0] in best[name], name


@pytest.mark.slow
@reaches(10)
@MOST_ARE_LEFT_OUT
@given(cases(numbers=True))
def test_no_package_of_the_zone_exceeds_a_bound(drawn):
    case, preferences = drawn
    result = in_part(case, preferences)
    assume(result.fairness is not None and result.in_part is not None)
    reached()
    truth = Truth(case, preferences)
    baselines = tuple(b.value for b in result.fairness.baselines)
    upper, slack = result.in_part.bounds.upper, 1e-5
    gains = [tuple(u - b for u, b in zip(v, baselines, strict=True)) for v in truth.zone]
    assert max(map(sum, gains)) <= upper["utilitarian"] + slack
    assert max(map(min, gains)) <= upper["egalitarian"] + slack
    if any(min(g) > 0 for g in gains):
        assert max(sum(map(math.log, g)) for g in gains if min(g) > 0) <= upper["nash"] + slack
    for p, ideal in enumerate(result.in_part.bounds.ideal):
        assert max(g[p] for g in gains) <= ideal + slack


@pytest.mark.slow
@reaches(10)
@MOST_ARE_LEFT_OUT
@given(cases(numbers=True))
def test_no_package_of_the_zone_lies_further_beyond_the_points_than_epsilon(drawn):
    case, preferences = drawn
    result = in_part(case, preferences, points=2)
    assume(result.in_part is not None and result.in_part.epsilon is not None)
    truth, points = Truth(case, preferences), vectors(result)
    assume(truth.zone)
    reached()
    for vector in truth.zone:
        beyond = min(max(v - u for v, u in zip(vector, point, strict=True)) for point in points)
        assert beyond <= result.in_part.epsilon + 1e-5


def test_drafts_are_judged_exactly_beside_a_part():
    case, preferences = points_only([(4, 1), (3, 3), (1, 4), (2, 2), (2, 3)], [3, 3])
    result = in_part(case, preferences, drafts={"good": {"x": "x2"}, "poor": {"x": "x3"}})
    assert result.drafts["good"].efficient is True
    assert result.drafts["poor"].efficient is False
    assert result.drafts["poor"].dominated_by


@pytest.mark.slow
def test_a_draft_in_part_is_completed_where_that_can_be_listed():
    case = case_of({"a": 8, "b": 8}, ["p", "q"])
    p = preferences_of(case, "p", [range(8), [10 * k for k in range(8)]], 30)
    q = preferences_of(case, "q", [range(7, -1, -1), [70 - 10 * k for k in range(8)]])
    result = analyse(case, [p, q], drafts={"half": {"a": "a3"}}, limits=Limits(partial_packages=10))
    assert result.in_part is not None
    draft = result.drafts["half"]
    assert (len(draft.frontier), int(draft.in_zone.sum()), draft.efficient) == (8, 5, None)
    assert analyse(case, [p, q], drafts={"half": {"a": "a3"}}).drafts["half"].efficient.all()
    tiny = in_part(case, [p, q], drafts={"half": {"a": "a3"}}).drafts["half"]
    assert (tiny.frontier, len(tiny.in_zone)) == (None, 0)


def test_that_nothing_is_possible_is_said_though_time_ends_before_a_conflict_is_found(monkeypatch):
    def ends(*_, **__):
        raise OutOfTime("the time limit")

    case, preferences = points_only([(8, 1), (4, 4)], [5, 5])
    monkeypatch.setattr(why_not, "minimal_conflict", ends)
    monkeypatch.setattr(solving_in_part, "minimal_conflict", ends)
    for limits in (Limits(), TINY):
        result = analyse(case, preferences, limits=limits)
        assert not result.zone.exists
        assert (result.conflict, result.deadlock.conflicts.complete) == (None, False)
        page = render_page(analysis_report(result, today=datetime.date(2026, 1, 1)), "test")
        assert "Which demands cannot be met together was not found out" in page


def test_entitlements_are_powers_in_nashs_product():
    case, preferences = points_only([(8, 1), (4, 4), (2, 6)], [0, 0])
    for limits in (None, TINY):
        plain = analyse(case, preferences, limits=limits)
        weighted = analyse(case, preferences, limits=limits, entitlements={"p0": Fraction(3)})
        assert [vectors(r, [r.fairness.solutions["nash"].row])[0] for r in (plain, weighted)] == [(4, 4), (8, 1)]


@pytest.mark.parametrize("wrong", [{"nobody": Fraction(1)}, {"p0": Fraction(0)}, {"p0": Fraction(10_001, 10_000)}])
def test_entitlements_that_make_no_sense_are_refused(wrong):
    case, preferences = points_only([(8, 1), (4, 4)], [0, 0])
    with pytest.raises(ValueError, match=r"party|above 0|proportion"):
        analyse(case, preferences, entitlements=wrong)


def test_without_time_the_zone_is_not_guessed():
    case, preferences = points_only([(8, 1), (4, 4)], [0, 0])
    with pytest.raises(OutOfTime):
        analyse(case, preferences, limits=Limits(seconds_left=lambda: 0.0))


def test_a_package_that_misses_by_less_than_the_solver_sees_is_not_taken():
    """The first package is worth a trillionth less than the walk-away value: to the solver it lies in the zone."""
    little = Fraction(1, 10**12)
    case, preferences = points_only([(10 - little, 9), (10, 1)], [10, 0])
    result = in_part(case, preferences)
    assert result.zone.on_frontier.sum() == 1
    assert vectors(result) == [(10, 1)]


def test_the_second_least_gain_counts_too():
    """(1, 1, 20) and (1, 4, 4) are equal in the least gain; leximin is the second, which no other idea and no ideal leads to."""
    case, preferences = points_only([(1, 1, 20), (1, 4, 4), (30, 0, 0), (0, 30, 0), (0, 0, 30)], [0, 0, 0])
    result = in_part(case, preferences, points=1)
    assert vectors(result, [result.fairness.solutions["nash"].row]) == [(1, 1, 20)]
    assert vectors(result, [result.fairness.solutions["egalitarian"].row]) == [(1, 4, 4)]


def test_bounds_by_hand():
    """Ideals (8, 1) and (1, 8), Nash and egalitarian (5, 5); only (7, 2) is missing then, which gives one party 1 more than (8, 1)."""
    case, preferences = points_only([(8, 1), (5, 5), (7, 2), (1, 8)], [0, 0])
    part = in_part(case, preferences, points=3).in_part
    assert part.bounds.upper["utilitarian"] == pytest.approx(10)
    assert part.bounds.upper["egalitarian"] == pytest.approx(5)
    assert part.bounds.upper["nash"] == pytest.approx(math.log(25), abs=1e-6)
    assert part.bounds.upper["kalai_smorodinsky"] == pytest.approx(5 / 8)
    assert part.bounds.ideal == pytest.approx((8, 8))
    assert part.epsilon == pytest.approx(1)


def test_a_solver_that_overruns_is_given_up():
    """It waits for an event that comes only after it was given up."""
    import threading

    from goodoffices.analysis.solvers.time_limits import while_time_lasts

    given_up = threading.Event()
    looks = iter([1.0, 1.0, -9.0])
    answer = while_time_lasts(lambda: given_up.wait(20), lambda: next(looks))
    given_up.set()
    assert answer is None
