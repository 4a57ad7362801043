"""`analysis` equals listing every package in exact rationals, on whatever hypothesis can think of."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import SOLUTIONS, DemandKind, WholeDraft, analyse
from goodoffices.analysis.engine.linked_issues import build_groups
from goodoffices.analysis.frontier.counting import _binding, _by_grid, _by_halves, _by_table, _distinct
from goodoffices.analysis.problem.coordinates import forbidden_conditions, limit_coordinates, party_coordinate
from goodoffices.analysis.problem.limits import Limits
from goodoffices.preferences import crossed_red_lines, utility
from tests.reference.brute import Truth
from tests.strategies import cases


def vectors(result, rows=None):
    n = len(result.problem.preferences)
    return [tuple(result.utility(r, p) for p in range(n)) for r in (range(len(result.frontier)) if rows is None else rows)]


@given(cases())
def test_frontier_is_what_comparing_all_pairs_leaves(drawn):
    case, preferences = drawn
    truth, result = Truth(case, preferences), analyse(case, preferences)
    assert truth.frontier() == vectors(result)
    for row in range(len(result.frontier)):
        package = result.package(row)
        assert truth.is_feasible(package)
        assert truth.vector(package) == vectors(result, [row])[0]


@pytest.mark.slow
@given(cases())
def test_zone_is_found_and_counted(drawn):
    case, preferences = drawn
    truth, result = Truth(case, preferences), analyse(case, preferences)
    assert (bool(truth.zone), len(truth.zone), len(truth.zone)) == (result.zone.exists, result.zone.count.lower, result.zone.count.upper)
    assert [truth.in_zone(v) for v in truth.frontier()] == result.zone.on_frontier.tolist()


@pytest.mark.slow
@given(cases(parties=(1, 3)))
def test_every_way_of_counting_agrees(drawn):
    """The table, the halves and the coarse grid, each against the list."""
    case, preferences = drawn
    truth, result = Truth(case, preferences), analyse(case, preferences)
    problem = result.problem
    floors, possible = problem.raw_floors()
    if not possible:
        assert not truth.zone
        return
    coordinates = [party_coordinate(problem, p, floor=f, objective=False) for p, f in enumerate(floors) if f is not None]
    coordinates += limit_coordinates(problem)
    groups = [_distinct(g.values) for g in build_groups(problem, coordinates, forbidden_conditions(problem), Limits())]
    if any(not len(g.values) for g in groups):
        assert not truth.zone
        return
    groups, needs = _binding(groups, coordinates)
    total = 1
    for g in groups:
        total *= int(g.counts.sum())
    if any(sum(int(g.values[:, c].max()) for g in groups) < need for c, need in enumerate(needs)):
        assert not truth.zone
        return
    assert len(truth.zone) == _by_table(groups, needs, None, Limits())
    if len(needs) <= 2:
        assert _by_halves(groups, needs, total, Limits()) in (len(truth.zone), None)
    if needs:
        bounds = _by_grid(groups, needs, total, Limits())
        assert bounds.lower <= len(truth.zone) <= bounds.upper


@pytest.mark.slow
@given(cases())
def test_solutions_are_best_by_their_own_idea_and_ties_are_counted(drawn):
    case, preferences = drawn
    truth, result = Truth(case, preferences), analyse(case, preferences)
    if not truth.zone:
        assert result.fairness is None
        return
    fairness = result.fairness
    first, other = truth.baselines()
    assert first == tuple(b.value for b in fairness.baselines)
    expected = truth.solution_sets(first)
    for name in SOLUTIONS:
        solution = fairness.solutions[name]
        assert expected[name] == set(vectors(result, solution.tied_rows)), name
        assert solution.row in solution.tied_rows
        tied = fairness.ties[name]
        assert tied.is_exact
        assert truth.n_reaching(expected[name]) == tied.count, name
        assert min(20, tied.count) == len(set(tied.packages)) == len(tied.packages)
        for row in tied.packages:
            assert truth.vector(result.problem.package(row)) in expected[name]
            assert truth.is_feasible(result.problem.package(row))
    if fairness.unchanged_with_other_baseline is not None:
        others = truth.solution_sets(other)
        for name, same in fairness.unchanged_with_other_baseline.items():
            assert same == (vectors(result, [fairness.solutions[name].row])[0] in others[name]), name


@pytest.mark.slow
@given(cases())
def test_a_conflict_cannot_be_met_and_any_fewer_demands_can(drawn):
    case, preferences = drawn
    truth, result = Truth(case, preferences), analyse(case, preferences)
    assert (result.conflict is None) == bool(truth.zone)
    if result.conflict is None:
        return

    def predicate(number):
        demand = result.problem.demands[number]
        if demand.kind is DemandKind.WALK_AWAY:
            one = next(p for p in preferences if p.party == demand.party)
            return lambda package: utility(one, package) >= one.exact_walk_away()
        if demand.red_line is not None:
            one = next(p for p in preferences if p.party == demand.party)
            return lambda package: demand.red_line not in crossed_red_lines(one, package)
        return lambda package: demand.restriction.shape.allows(package)

    demands = [predicate(d) for d in result.conflict.demands]
    assert not truth.can_meet(demands)
    assert truth.subsets_are_satisfiable(demands)
    for i, witness in enumerate(result.conflict.without):
        package = result.problem.package(witness)
        assert all(d(package) for k, d in enumerate(demands) if k != i)


@pytest.mark.slow
@given(cases(), st.data())
def test_a_draft_is_efficient_or_what_dominates_it_is_named(drawn, data):
    case, preferences = drawn
    truth = Truth(case, preferences)
    package = {i.id: data.draw(st.sampled_from(i.option_ids)) for i in case.issues}
    result = analyse(case, preferences, drafts={"draft": package})
    draft = result.drafts["draft"]
    assert isinstance(draft, WholeDraft)
    own = truth.vector(package)
    assert own == tuple(result.problem.as_utility(u, p) for p, u in enumerate(draft.utilities))
    assert (draft.efficient is None) == (not truth.is_feasible(package))
    if truth.is_feasible(package):
        better = {v for v in truth.frontier() if v != own and all(a >= b for a, b in zip(v, own, strict=True))}
        assert better == set(vectors(result, draft.dominated_by))
        assert draft.efficient == (own in truth.frontier())
        assert (not draft.broken) == truth.in_zone(own)


@pytest.mark.slow
@given(cases(), st.data())
def test_a_part_of_a_package_is_completed(drawn, data):
    case, preferences = drawn
    if len(case.issues) < 2:
        return
    truth = Truth(case, preferences)
    fixed = {i.id: data.draw(st.sampled_from(i.option_ids)) for i in case.issues[:-1]}
    draft = analyse(case, preferences, drafts={"draft": fixed}).drafts["draft"]
    points = {truth.vector(p) for p in truth.feasible if all(p[k] == v for k, v in fixed.items())}
    best = {v for v in points if not any(w != v and all(a >= b for a, b in zip(w, v, strict=True)) for w in points)}
    assert len(best) == len(draft.frontier)
    assert [v in truth.frontier() for v in sorted(best, reverse=True)] == draft.efficient.tolist()
    assert [truth.in_zone(v) for v in sorted(best, reverse=True)] == draft.in_zone.tolist()


@pytest.mark.slow
@given(cases())
def test_log_rolls_gain_for_both_and_can_be_agreed(drawn):
    case, preferences = drawn
    truth, result = Truth(case, preferences), analyse(case, preferences)
    for roll in result.trades:
        ids = [case.issues[j] for j in roll.issues]
        chosen = {i.id: i.options[o].id for i, o in zip(ids, roll.options, strict=True)}
        assert any(all(p[k] == v for k, v in chosen.items()) for p in truth.feasible)
        assert min(roll.gains) > Fraction(0)
