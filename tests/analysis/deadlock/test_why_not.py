"""`conflicts`, `relaxations`, `why_not`: why nothing is possible and what would open something, against the list of all packages."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis import DemandKind, Limits, NotSupported, analyse
from goodoffices.analysis.deadlock import all_conflicts
from goodoffices.analysis.deadlock.relaxations import hitting_sets
from goodoffices.case import Condition, ForbiddenTogether, Restriction, RestrictionKind, SumLimit
from goodoffices.preferences import RedLine, utility
from tests.cases import case_of, points_only, preferences_of
from tests.reference.brute import Truth
from tests.strategies import cases


def met_by(problem, package):
    """The demands that a package meets, from the words alone."""
    met = set()
    for number, demand in enumerate(problem.demands):
        if demand.kind is DemandKind.WALK_AWAY:
            one = problem.preferences[problem.party_ids.index(demand.party)]
            ok = utility(one, package) >= one.exact_walk_away()
        elif demand.red_line is not None:
            ok = not demand.red_line.condition.holds(package)
        else:
            ok = demand.restriction.shape.allows(package)
        if ok:
            met.add(number)
    return frozenset(met)


def all_minimal_conflicts(problem, packages):
    """Every set of demands that no package meets whole, none of whose parts is such a set."""
    met = {met_by(problem, p) for p in packages}
    n = len(problem.demands)
    found = []
    for size in range(1, n + 1):
        for some in map(frozenset, combinations(range(n), size)):
            if not any(c <= some for c in found) and not any(some <= m for m in met):
                found.append(some)
    return set(found), met


@pytest.mark.slow
@given(cases(parties=(1, 3), rules=4))
def test_all_minimal_conflicts_and_smallest_relaxations_are_found(case):
    try:
        result = analyse(*case)
    except NotSupported:
        assume(False)
    assume(result.deadlock is not None)
    problem, truth = result.problem, Truth(*case)
    minimal, met = all_minimal_conflicts(problem, truth.all)
    found = {frozenset(c.demands) for c in result.deadlock.conflicts.found}
    assert found <= minimal
    if result.deadlock.conflicts.complete:
        assert found == minimal
    else:
        assert len(found) == all_conflicts.MOST_CONFLICTS < len(minimal)
    for conflict in result.deadlock.conflicts.found:
        for left_out, without in zip(conflict.demands, conflict.without, strict=True):
            assert set(conflict.demands) - {left_out} <= met_by(problem, problem.package(without))
    # Relaxations: the smallest complements, bounds of law apart.
    everything = frozenset(range(len(problem.demands)))
    bounds = {d for d in everything if problem.demands[d].kind is DemandKind.BOUND}
    open_ = [everything - m for m in met if bounds <= m]
    relaxations = result.deadlock.relaxations
    if not open_:
        assert relaxations.impossible
        assert relaxations.found == ()
        return
    fewest = min(map(len, open_))
    assert relaxations.fewest == fewest
    moved = {frozenset(c.demand for c in r.changes) for r in relaxations.found}
    assert moved <= {m for m in open_ if len(m) == fewest}
    if relaxations.complete:
        assert moved == {m for m in open_ if len(m) == fewest}
    for one in relaxations.found:
        package = problem.package(one.package)
        some = frozenset(c.demand for c in one.changes)
        assert everything - some <= met_by(problem, package)
        assert tuple(problem.as_utility(u, p) for p, u in enumerate(one.utilities)) == truth.vector(package)
        _check_amounts(problem, truth, one, everything - some)


def _check_amounts(problem, truth, relaxation, kept):
    others = [p for p in truth.all if kept <= met_by(problem, p)]
    for change in relaxation.changes:
        demand = problem.demands[change.demand]
        if demand.kind is DemandKind.WALK_AWAY:
            party = problem.party_ids.index(demand.party)
            reached = truth.vector(problem.package(relaxation.package))[party]
            assert (change.from_, change.to) == (demand.value, reached) or problem.evaluations[party].grid is not None
            if relaxation.least:
                assert change.to == max(truth.vector(p)[party] for p in others)
        elif change.to is not None and relaxation.least:
            totals = [demand.restriction.shape.total(p) for p in others]
            assert change.to == (min(totals) if demand.restriction.shape.at_most is not None else max(totals))


@pytest.mark.slow
@given(cases(parties=(2, 3), rules=1))
def test_near_agreements_leave_nothing_nearer(case):
    truth = Truth(*case)
    floors = [one.exact_walk_away() for one in case[1]]
    try:
        result = analyse(*case)
    except NotSupported:
        assume(False)
    assume(result.deadlock is not None)

    def short(vector):
        return tuple(Fraction(0) if f is None else max(Fraction(0), f - u) for u, f in zip(vector, floors, strict=True))

    every = {short(v) for v in truth.vectors}
    least = {s for s in every if not any(t != s and all(a <= b for a, b in zip(t, s, strict=True)) for t in every)}
    near = [one.shortfalls for one in result.deadlock.near]
    assert set(near) <= least
    assert len(near) == min(3, len(least))
    if near:
        assert sum(s > 0 for s in near[0]) == min(sum(s > 0 for s in v) for v in least)
    for one in result.deadlock.near:
        assert short(truth.vector(result.problem.package(one.package))) == one.shortfalls


def test_how_far_each_walk_away_value_alone_must_move():
    case, preferences = points_only([(10, 0), (6, 5), (3, 7)], [8, 6])
    found = analyse(case, preferences).deadlock.relaxations
    assert found.fewest == 1
    assert [[(c.demand, c.from_, c.to) for c in r.changes] for r in found.found] == [[(0, 8, 3)], [(1, 6, 0)]]
    assert all(r.least for r in found.found)


def test_how_far_a_limit_must_move():
    amounts = (("a", (("a0", Fraction(0)), ("a1", Fraction(7)))), ("b", (("b0", Fraction(0)), ("b1", Fraction(5)))))
    rule = Restriction(id="budget", kind=RestrictionKind.LIMIT, shape=SumLimit(amounts, None, Fraction(4), "million"))
    case = case_of({"a": 2, "b": 2}, ["p"], [rule])
    relaxations = analyse(case, [preferences_of(case, "p", [(0, 10), (0, 9)], 9)]).deadlock.relaxations
    moves = {r.changes[0].demand: (r.changes[0].from_, r.changes[0].to) for r in relaxations.found}
    assert moves == {0: (4, 5), 1: (9, 0)}


def test_bounds_of_law_are_never_proposed():
    law = Restriction(id="law", kind=RestrictionKind.BOUND, shape=ForbiddenTogether(Condition.of({"a": "a1"})), source="Act 1")
    case = case_of({"a": 2}, ["p"], [law])
    line = RedLine("never", Condition.of({"a": "a0"}))
    found = analyse(case, [preferences_of(case, "p", [(0, 10)], red_lines=(line,))]).deadlock
    assert [list(c.demands) for c in found.conflicts.found] == [[0, 1]]
    assert [[c.demand for c in r.changes] for r in found.relaxations.found] == [[1]]
    both = [law, replace(law, id="other", shape=ForbiddenTogether(Condition.of({"a": "a0"})))]
    case = case_of({"a": 2}, ["p"], both)
    found = analyse(case, [preferences_of(case, "p", [(0, 10)])]).deadlock
    assert found.relaxations.impossible
    assert found.relaxations.found == ()
    assert found.near == ()


def test_where_there_are_too_many_questions_it_is_said(monkeypatch):
    monkeypatch.setattr(all_conflicts, "MOST_QUESTIONS", 0)
    monkeypatch.setattr(all_conflicts.Questions.__init__, "__defaults__", (0,))
    case, preferences = points_only([(10, 0), (6, 5), (3, 7)], [8, 6])
    found = analyse(case, preferences).deadlock
    assert len(found.conflicts.found) == 1
    assert not found.conflicts.complete
    assert found.relaxations.fewest is None
    assert not found.relaxations.complete


def test_an_agreement_that_is_possible_has_no_deadlock():
    assert analyse(*points_only([(1, 1)], [0, 0])).deadlock is None


@given(st.lists(st.frozensets(st.integers(0, 5), min_size=1), min_size=1, max_size=5), st.integers(1, 4))
def test_hitting_sets_are_all_the_minimal_ones(sets, size):
    def hits(some):
        return all(s & some for s in sets)

    every = [frozenset(c) for k in range(1, size + 1) for c in combinations(range(6), k)]
    expected = {s for s in every if hits(s) and not any(hits(s - {d}) for d in s)}
    assert set(hitting_sets(sets, size)) == expected


@pytest.mark.parametrize("looks", [0, 1, 2, 5, 10, 20, 40])
def test_time_that_ends_leaves_what_was_found(looks):
    case, preferences = points_only([(10, 0), (6, 5), (3, 7)], [8, 6])
    left = iter([100.0] * (20 + looks))
    result = analyse(case, preferences, limits=Limits(seconds_left=lambda: next(left, -1.0)))
    assert result.zone.exists is False
    assert result.conflict is not None
