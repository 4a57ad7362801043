"""`analysis.frontier.counting`: exact where it says so, bounds that hold where it does not."""

from __future__ import annotations

import math

import pytest

from benchmarks.random_cases import random_case
from goodoffices.analysis import Limits, analyse, compile_case
from goodoffices.analysis.frontier import counting
from goodoffices.analysis.frontier.counting import count_packages
from goodoffices.preferences import Numbers
from tests.cases import case_of, points_only, preferences_of


def test_exactly_the_walk_away_value_is_enough():
    zone = analyse(*points_only([(50, 50), (51, 49)], [50, 50])).zone
    assert (zone.exists, zone.count.lower) == (True, 1)


def test_no_walk_away_value_is_not_a_walk_away_value_of_0():
    zone = analyse(*points_only([(-5, 3), (-7, 4)], [None, 3])).zone
    assert (zone.exists, zone.count.lower) == (True, 2)
    assert not analyse(*points_only([(-5, 3), (-7, 4)], [0, 3])).zone.exists


def test_coarse_scores_are_counted_exactly_at_any_size():
    """30 issues of 0 or 1 point: the count is a sum of binomials, worked out by hand."""
    case = case_of({f"i{k:02}": 2 for k in range(30)}, ["p", "q"])
    prefs = [
        preferences_of(case, "p", [(0, 1)] * 30, 12, numbers=Numbers(weights_as_given=True)),
        preferences_of(case, "q", [(1, 0)] * 30, 14, numbers=Numbers(weights_as_given=True)),
    ]
    zone = analyse(case, prefs).zone
    assert zone.count.is_exact
    assert zone.count.lower == sum(math.comb(30, k) for k in range(12, 17))


@pytest.mark.slow
def test_two_parties_of_10_to_the_10_are_counted_by_halves(monkeypatch):
    problem = compile_case(*random_case(2, 10))
    floors, _ = problem.raw_floors()
    by_halves = count_packages(problem, floors, Limits(counts_exactly=True))
    assert by_halves.is_exact
    assert 0 < by_halves.lower < 10**10
    monkeypatch.setattr(counting, "HALF_ROWS_ASKED", 10)
    bounds = count_packages(problem, floors, Limits(counts_exactly=True))
    assert not bounds.is_exact
    assert bounds.lower <= by_halves.lower <= bounds.upper
    assert bounds.upper < 10**10


def test_halves_and_table_agree(monkeypatch):
    problem = compile_case(*random_case(2, 6))
    floors, _ = problem.raw_floors()
    table = count_packages(problem, floors)
    monkeypatch.setattr(counting, "LISTABLE", 0)
    monkeypatch.setattr(counting, "TABLE_ROWS", 0)
    assert count_packages(problem, floors) == table


@pytest.mark.long
def test_an_estimate_is_marked_and_repeats_with_its_seed():
    case, preferences = random_case(3, 20)
    first, again, other = (analyse(case, preferences, seed=s).zone for s in (7, 7, 8))
    assert not first.count.is_exact
    assert first.estimate == again.estimate
    assert first.estimate != other.estimate
    assert first.count.lower / 10**20 <= first.estimate.share <= first.count.upper / 10**20
