"""`bounded_elimination`, `search_zones`, `rest_bounds`: under limits on sums the frontier is that of adding up without bounds."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import FrontierTooLarge, Limits, OutOfTime, compile_case, pareto_frontier
from goodoffices.analysis.engine import bounded_elimination, rest_bounds
from goodoffices.analysis.engine.efficient_groups import efficient_groups
from goodoffices.analysis.engine.partial_sums import stages_of
from goodoffices.analysis.engine.search_zones import SearchZones
from goodoffices.analysis.problem.coordinates import limit_coordinates, party_coordinate
from goodoffices.case import Restriction, RestrictionKind, SumLimit
from tests.cases import case_of, preferences_of
from tests.reference.brute import Truth
from tests.strategies import cases

F = Fraction
#: Bounds are used from the first group on, for the smallest cases, too.
BOUNDED = Limits(before_bounds=0)
PLAIN = Limits(before_bounds=10**9)


@pytest.fixture(autouse=True)
def small_passes(monkeypatch):
    """Passes that leave much out at first, so that small cases need several."""
    monkeypatch.setattr(bounded_elimination, "FIRST_PASS", 2)
    monkeypatch.setattr(bounded_elimination, "WORTH_BOUNDING", 0)


def budget(parties, issues, options=2, *, seed=0, opposed=False, rooms=1, lower=False, factor=1):
    """Issues whose options cost something, under limits on what they cost together."""
    draw = random.Random(seed)
    sizes = {f"i{j}": options for j in range(issues)}
    limits = []
    for r in range(rooms):
        amounts = {i: [Fraction(0), *(Fraction(draw.randint(1, 40)) for _ in range(n - 1))] for i, n in sizes.items()}
        half = sum(max(a) for a in amounts.values()) / 2
        shape = SumLimit(
            tuple((i, tuple((f"{i}{o}", a) for o, a in enumerate(row))) for i, row in amounts.items()),
            half if lower else None,
            None if lower else half,
            "",
        )
        limits.append(Restriction(id=f"r{r}", kind=RestrictionKind.LIMIT, shape=shape))
    case = case_of(sizes, [f"p{p}" for p in range(parties)], limits)
    rows = [
        [[draw.randint(1, 60) * factor * (-1 if lower else 1) * (o > 0) for o in range(n)] for n in sizes.values()] for _ in range(parties)
    ]
    if opposed:
        rows[1] = [[(61 - abs(v)) * (1 if v > 0 else -1) if v else 0 for v in row] for row in rows[0]]
    return case, [preferences_of(case, f"p{p}", rows[p]) for p in range(parties)]


BUDGETS = {
    "two parties": budget(2, 14),
    "two opposed": budget(2, 14, opposed=True),
    "three parties": budget(3, 12),
    "four parties, three options": budget(4, 8, 3),
    "six parties": budget(6, 9),
    "one party": budget(1, 14),
    "two limits": budget(3, 11, rooms=2),
    "at least": budget(3, 11, lower=True),
    "large numbers": budget(2, 11, factor=2**40),
}


@pytest.mark.parametrize("name", BUDGETS)
def test_the_frontier_is_that_of_adding_up(name):
    problem = compile_case(*BUDGETS[name])
    bounded, plain = pareto_frontier(problem, BOUNDED), pareto_frontier(problem, PLAIN)
    assert bounded.utilities.tolist() == plain.utilities.tolist()
    assert len(plain) > 3 or name == "one party"
    assert (problem.utilities(bounded.packages) == bounded.utilities).all()
    assert all(problem.is_feasible(row[None, :]) for row in bounded.packages)


@given(cases(parties=(1, 4)))
def test_small_cases_of_all_kinds_are_answered_the_same(case):
    problem = compile_case(*case)
    assert pareto_frontier(problem, BOUNDED).utilities.tolist() == pareto_frontier(problem, PLAIN).utilities.tolist()


@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(1, 6), st.integers(2, 3), st.integers(1, 2), st.booleans())
def test_against_the_list_of_all_packages(seed, parties, issues, options, rooms, lower):
    case, preferences = budget(parties, issues, options, seed=seed, rooms=rooms, lower=lower)
    problem = compile_case(case, preferences)
    found = [
        tuple(Fraction(int(u)) / r.final_scale for u, r in zip(row, problem.evaluations, strict=True))
        for row in pareto_frontier(problem, BOUNDED).utilities
    ]
    assert found == Truth(case, tuple(preferences)).frontier()


def test_a_limit_that_only_useless_options_would_break():
    """What costs more than the limit allows is worth less, too: once it is dropped the limit no longer matters."""
    amounts = tuple((i, ((f"{i}0", F(0)), (f"{i}1", F(9)))) for i in "ab")
    rule = Restriction(id="r", kind=RestrictionKind.LIMIT, shape=SumLimit(amounts, None, F(5), ""))
    case = case_of({"a": 2, "b": 2}, ["p", "q"], [rule])
    problem = compile_case(case, [preferences_of(case, p, [(4, 1), (3, 2)]) for p in ("p", "q")])
    assert pareto_frontier(problem, BOUNDED).utilities.tolist() == pareto_frontier(problem, PLAIN).utilities.tolist() == [[7, 7]]


def test_coarser_steps_of_a_room_change_no_answer(monkeypatch):
    monkeypatch.setattr(rest_bounds, "CELLS", 5)
    for name, (case, preferences) in BUDGETS.items():
        problem = compile_case(case, preferences)
        assert pareto_frontier(problem, BOUNDED).utilities.tolist() == pareto_frontier(problem, PLAIN).utilities.tolist(), name


@pytest.mark.parametrize("name", ["three parties", "two limits", "at least", "four parties, three options"])
@pytest.mark.parametrize("cells", [5, 2**16])
def test_no_completion_exceeds_its_bound(name, cells, monkeypatch):
    """Every way to finish a partial package weighs at most what was said, and with one limit and fine steps some way weighs just that."""
    monkeypatch.setattr(rest_bounds, "CELLS", cells)
    monkeypatch.setattr(rest_bounds, "STRIDE", 3)
    problem = compile_case(*BUDGETS[name])
    n = len(problem.preferences)
    coordinates = [*(party_coordinate(problem, p) for p in range(n)), *limit_coordinates(problem)]
    stages = stages_of(coordinates, efficient_groups(problem, coordinates, [], Limits()))
    weights = np.array([[1] * n, [3] + [0] * (n - 1), [k + 1 for k in range(n)]], np.int64)
    bounds = rest_bounds.RestBounds(stages, weights, range(n))
    tables = [g.values for g in stages.groups]
    level = len(tables) - 6
    draw = random.Random(0)
    tight = 0
    for _ in range(20):
        start = sum(t[draw.randrange(len(t))] for t in tables[:level])
        ends = [start + sum(rows) for rows in itertools.product(*tables[level:])]
        ends = [e for e in ends if all(e[c] >= stages.floors[c] for c in stages.rooms)]
        if not ends:
            continue
        most = np.max([weights @ e[:n] for e in ends], axis=0)
        said = bounds.of(level, np.array([start]))[:, 0]
        assert (most <= said).all()
        tight += int((most == said).all())
    assert tight > 0 or cells == 5 or name == "two limits"


@given(st.integers(1, 4).flatmap(lambda p: st.lists(st.tuples(*[st.integers(0, 6)] * p), max_size=12)), st.integers(1, 4))
def test_zones_hold_what_no_known_vector_reaches(known, p):
    p = len(known[0]) if known else p
    zones = SearchZones(np.zeros(p, np.int64), np.eye(p, dtype=np.int64))
    half = len(known) // 2
    zones.take_out(np.array(known[:half], np.int64).reshape(-1, p))
    zones.take_out(np.array(known[half:], np.int64).reshape(-1, p))
    corners = zones.corners
    for vector in itertools.product(range(8), repeat=p) if p < 4 else itertools.product((0, 3, 6, 7), repeat=p):
        reached = any(all(a <= b for a, b in zip(vector, k, strict=True)) for k in known)
        assert reached != any((corner <= vector).all() for corner in corners)
        allowed = zones.allowed(np.array(vector, np.int64)[:, None], np.zeros(1, np.int32))[0]
        assert allowed or reached
    # None lies in another.
    assert not any(i != j and (a <= b).all() for i, a in enumerate(corners) for j, b in enumerate(corners))


def test_zones_in_bundles_and_thresholds_are_never_missed(monkeypatch):
    monkeypatch.setattr("goodoffices.analysis.engine.search_zones.BUNDLES", 8)
    monkeypatch.setattr("goodoffices.analysis.engine.search_zones.THRESHOLDS", 3)
    draw = np.random.default_rng(1)
    known = draw.integers(0, 50, (60, 3))
    weights = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 2, 3]], np.int64)
    zones = SearchZones(np.zeros(3, np.int64), weights)
    zones.take_out(known)
    bounds = (draw.integers(0, 60, (400, 3)) @ weights.T).T
    allowed = zones.allowed(bounds, np.zeros(400, np.int32))
    inside = np.array([(zones.corners @ weights.T <= b).all(axis=1).any() for b in bounds.T])
    assert inside.any()
    assert not (inside & ~allowed).any()
    assert not allowed.all()


def test_where_no_pass_has_place_enough_nothing_is_listed(monkeypatch):
    monkeypatch.setattr(bounded_elimination, "MOST_KEPT", 2)
    problem = compile_case(*budget(3, 16))
    with pytest.raises(FrontierTooLarge, match="when the issue"):
        pareto_frontier(problem, BOUNDED)


def test_passes_end_with_the_time():
    problem = compile_case(*budget(3, 16))
    left = iter([100.0] * 30)
    with pytest.raises(OutOfTime):
        pareto_frontier(problem, replace(BOUNDED, seconds_left=lambda: next(left, -1.0)))


def test_progress_never_goes_back():
    seen = []
    pareto_frontier(compile_case(*budget(3, 14)), BOUNDED, lambda done, of: seen.append(done / of))
    assert len(seen) > 14
    assert seen == sorted(seen)
    assert seen[-1] <= 1


def test_numbers_of_any_length_are_put_in_order():
    """Spreads beyond what a float holds, and a limit beside them."""
    rule = budget(2, 3)[0].restrictions
    case = case_of({f"i{j}": 2 for j in range(3)}, ["p", "q"], rule)
    problem = compile_case(case, [preferences_of(case, p, [(0, 10**90 + k * 10**80 + j) for j in range(3)]) for k, p in enumerate("pq")])
    assert len(pareto_frontier(problem, BOUNDED)) >= 1
