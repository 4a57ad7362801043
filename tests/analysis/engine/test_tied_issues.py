"""`merging`, `tree`, `efficient_groups`: densely tied issues give the same as listing all their combinations."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis import FrontierTooLarge, GroupTooLarge, analyse, compile_case, pareto_frontier
from goodoffices.analysis.engine import tree_decomposition
from goodoffices.analysis.engine.dominance import undominated
from goodoffices.analysis.engine.efficient_groups import efficient_groups
from goodoffices.analysis.engine.feasible_package import package_meeting
from goodoffices.analysis.engine.merging import tied_parts
from goodoffices.analysis.engine.tree_decomposition import undominated_within
from goodoffices.analysis.problem.coordinates import forbidden_conditions, limit_coordinates, party_coordinate
from goodoffices.analysis.problem.limits import Limits
from goodoffices.case import Case, Condition, Issue, Option, Party, Text
from goodoffices.preferences import Basis, BasisKind, Interaction, Numbers, Preferences
from tests.reference.brute import Truth
from tests.strategies import cases

#: Nothing that is tied is listed; everything is merged and eliminated.
NEVER_LISTED = Limits(group_combinations=1)
#: Nothing is eliminated, either: what is tied is left to integer programs, for two coordinates.
PROGRAMMED = Limits(group_combinations=1, elimination_cells=0)


def boxes_case(n_issues, n_boxes, *, seed=0, n_options=10, dims=(2, 3, 4), parties=2):
    """Conditions on whole numbers in the manner of the ANAC 2014 domains."""
    draw = random.Random(seed)
    issues = tuple(
        Issue(
            id=f"i{j}",
            name=Text.of(f"i{j}"),
            options=tuple(Option(str(k), Text.of(str(k)), k) for k in range(n_options)),
            status_quo=None,
            is_scale=True,
        )
        for j in range(n_issues)
    )
    case = Case(
        id="conditions", name=Text.of("conditions"), parties=tuple(Party(f"p{p}", Text.of(f"p{p}")) for p in range(parties)), issues=issues
    )
    nothing = {i.id: dict.fromkeys(i.option_ids, Fraction(0)) for i in issues}
    preferences = []
    for party in case.party_ids:
        interactions = []
        for _ in range(n_boxes):
            inside = {}
            for issue in draw.sample(issues, min(n_issues, draw.choice(dims))):
                low, high = sorted((draw.randrange(n_options), draw.randrange(n_options)))
                inside[issue.id] = set(issue.option_ids[low : high + 1])
            interactions.append(Interaction(Condition.of(inside), Fraction(draw.randint(1, 100))))
        weights = dict.fromkeys(nothing, Fraction(0))
        numbers = Numbers(weights_as_given=True)
        preferences.append(
            Preferences(
                party=party,
                reading="only",
                basis=Basis(kind=BasisKind.EXERCISE),
                weights=weights,
                scores=nothing,
                walk_away=Fraction(0),
                interactions=tuple(interactions),
                numbers=numbers,
            )
        )
    return case, preferences


@pytest.mark.slow
@given(cases(parties=(1, 4)))
def test_the_frontier_equals_that_of_listing(case):
    problem = compile_case(*case)
    assume(problem.contributions[0].dtype != object)
    frontier, listed = pareto_frontier(problem, NEVER_LISTED), pareto_frontier(problem)
    assert frontier.utilities.tolist() == listed.utilities.tolist()
    # Each package is feasible and worth what is said.
    assert (problem.evaluate(problem.raw_utilities(frontier.packages)) == frontier.utilities).all()
    assert all(problem.is_feasible(row[None, :]) for row in frontier.packages)


@pytest.mark.slow
@given(cases(parties=(1, 3)), st.data())
def test_feasibility_of_any_demands_equals_that_of_listing(case, data):
    problem = compile_case(*case)
    assume(problem.contributions[0].dtype != object)
    demands = data.draw(st.sets(st.integers(0, max(0, len(problem.demands) - 1)), max_size=len(problem.demands)))
    demands = {d for d in demands if d < len(problem.demands)}
    eliminated, listed = package_meeting(problem, demands, NEVER_LISTED), package_meeting(problem, demands, Limits())
    assert (eliminated is None) == (listed is None)


@pytest.mark.long
@given(cases(parties=(2, 3)))
def test_the_whole_analysis_says_the_same_but_for_counts(case):
    problem = compile_case(*case)
    assume(problem.contributions[0].dtype != object)
    one, other = analyse(*case, limits=NEVER_LISTED), analyse(*case)
    assert one.frontier.utilities.tolist() == other.frontier.utilities.tolist()
    assert one.zone.exists == other.zone.exists
    if one.fairness is not None:
        for name, solution in one.fairness.solutions.items():
            assert one.frontier.utilities[solution.row].tolist() == other.frontier.utilities[other.fairness.solutions[name].row].tolist()
            assert 1 <= one.fairness.ties[name].count <= other.fairness.ties[name].count
        assert one.zone.count.lower <= other.zone.count.lower <= other.zone.count.upper <= one.zone.count.upper


@pytest.mark.parametrize("seed", range(6))
def test_boxes_equal_brute_force(seed):
    case, preferences = boxes_case(4, 12, seed=seed, n_options=5)
    truth = Truth(case, tuple(preferences))
    problem = compile_case(case, preferences)
    found = {tuple(problem.as_utility(int(u), p) for p, u in enumerate(row)) for row in pareto_frontier(problem, NEVER_LISTED).utilities}
    assert found == set(truth.frontier())


@pytest.mark.slow
@pytest.mark.parametrize("parties", [2, 3])
def test_many_tied_issues_equal_listing_in_another_order(parties):
    """10^7 packages: the frontier does not hang on the order of the issues, nor on whether they are listed."""
    case, preferences = boxes_case(7, 10, seed=parties, parties=parties)
    turned = Case(id=case.id, name=case.name, parties=case.parties, issues=tuple(reversed(case.issues)))
    one = pareto_frontier(compile_case(case, preferences))
    other = pareto_frontier(compile_case(turned, preferences))
    assert one.utilities.tolist() == other.utilities.tolist()


def test_options_that_no_box_tells_apart_are_merged():
    case, preferences = boxes_case(3, 2, seed=3)
    problem = compile_case(case, preferences)
    coordinates = [party_coordinate(problem, p) for p in range(2)]
    parts = tied_parts(problem, (0, 1, 2), coordinates, [])
    assert sum(len(o) for part in parts for o in part.options.values()) < 12
    for part in parts:
        for term in part.terms:
            assert len(term.masks) > 1
            assert all(mask.any() and not mask.all() for mask in term.masks.values())


def test_what_everything_forbids_is_infeasible():
    from goodoffices.case import ForbiddenTogether, Restriction, RestrictionKind

    case, preferences = boxes_case(3, 2)
    everything = ForbiddenTogether(Condition.of({i.id: set(i.option_ids) for i in case.issues}))
    forbidden = Case(
        id=case.id,
        name=case.name,
        parties=case.parties,
        issues=case.issues,
        restrictions=(Restriction(id="all", kind=RestrictionKind.LINKAGE, shape=everything),),
    )
    result = analyse(forbidden, preferences, limits=NEVER_LISTED)
    assert len(result.frontier) == 0
    assert [result.problem.demands[d].id for d in result.conflict.demands] == ["all"]


def test_what_rules_forbid_only_between_them_is_infeasible():
    """No rule excludes an option by itself; together they leave no package."""
    from goodoffices.case import ForbiddenTogether, Restriction, RestrictionKind

    case, preferences = boxes_case(2, 2, n_options=2)
    rules = tuple(
        Restriction(id=f"r{a}{b}", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"i0": {a}, "i1": {b}})))
        for a in "01"
        for b in "01"
    )
    forbidden = Case(id=case.id, name=case.name, parties=case.parties, issues=case.issues, restrictions=rules)
    result = analyse(forbidden, preferences, limits=NEVER_LISTED)
    assert len(result.frontier) == 0
    assert {result.problem.demands[d].id for d in result.conflict.demands} == {r.id for r in rules}


def test_too_dense_is_refused_with_the_size_of_the_step():
    case, preferences = boxes_case(30, 80, seed=1, parties=3)
    with pytest.raises(GroupTooLarge, match="so densely that"):
        pareto_frontier(compile_case(case, preferences))


@pytest.mark.parametrize("limit", [{"sums": 2_000}, {"group_cells": 2_000}, {"comparisons": 20_000}])
def test_a_join_is_refused_before_it_is_formed(limit, monkeypatch):
    """One issue tied to each of many others: few combinations, long lists."""
    most = []
    filter_ = tree_decomposition.undominated_within
    monkeypatch.setattr(
        tree_decomposition, "undominated_within", lambda segment, values: most.append(len(values)) or filter_(segment, values)
    )
    case, preferences = boxes_case(9, 1, parties=4)
    draw = random.Random(1)
    star = []
    for one in preferences:
        conditions = [Condition.of({j.id: set(draw.sample(j.option_ids, 5)) for j in (case.issues[0], leaf)}) for leaf in case.issues[1:]]
        scores = {i.id: {o: Fraction(draw.randint(0, 100)) for o in i.option_ids} for i in case.issues}
        interactions = tuple(Interaction(condition, Fraction(draw.randint(1, 100))) for condition in conditions)
        star.append(replace(one, interactions=interactions, scores=scores, weights=dict.fromkeys(scores, Fraction(1))))
    with pytest.raises(FrontierTooLarge, match="would take too long"):
        pareto_frontier(compile_case(case, star), replace(NEVER_LISTED, **limit))
    assert max(most) <= max(limit.values())


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(-3, 3), st.integers(0, 2)), min_size=1, max_size=40),
    st.integers(0, 3),
)
def test_segments_are_filtered_each_by_itself(rows, k):
    table = np.array(rows, np.int64)
    segment, values = table[:, 0].astype(np.intp), table[:, 1 : 1 + k]
    found = undominated_within(segment, values)
    for s in set(segment.tolist()):
        inside = np.flatnonzero(segment == s)
        expected = {tuple(v) for v in values[inside[undominated(values[inside])]].tolist()}
        mine = [tuple(values[i].tolist()) for i in found if segment[i] == s]
        assert set(mine) == expected
        assert len(mine) == len(expected)


def test_large_numbers_are_filtered_by_rank():
    segment = np.array([0, 0, 1, 1], np.intp)
    values = np.array([[2**61, -(2**61)], [2**61 - 1, 2**61], [0, 0], [1, 1]], np.int64)
    assert sorted(undominated_within(segment, values).tolist()) == [0, 1, 3]


def test_limits_on_sums_go_along():
    """A limit is a coordinate like any other: partial packages that use less of it are kept."""
    from goodoffices.case import Restriction, RestrictionKind, SumLimit

    case, preferences = boxes_case(4, 8, seed=5, n_options=4)
    amounts = tuple((i.id, tuple((o, Fraction(k)) for k, o in enumerate(i.option_ids))) for i in case.issues)
    limit = Restriction(id="limit", kind=RestrictionKind.LIMIT, shape=SumLimit(amounts, None, Fraction(5), ""))
    limited = Case(id=case.id, name=case.name, parties=case.parties, issues=case.issues, restrictions=(limit,))
    problem = compile_case(limited, preferences)
    coordinates = [*(party_coordinate(problem, p) for p in range(2)), *limit_coordinates(problem)]
    assert sum(len(g.codes) for g in efficient_groups(problem, coordinates, forbidden_conditions(problem), NEVER_LISTED)) > 0
    assert pareto_frontier(problem, NEVER_LISTED).utilities.tolist() == pareto_frontier(problem).utilities.tolist()


def test_what_is_forbidden_together_stays_out_of_an_elimination():
    """Each party wants the first option of both issues, and these are forbidden together: one of the others it must be."""
    from goodoffices.case import ForbiddenTogether, Restriction, RestrictionKind
    from tests.cases import case_of, preferences_of

    rule = Restriction(id="r", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"a": "a0", "b": "b0"})))
    case = case_of({"a": 2, "b": 2}, ["p", "q"], [rule])
    problem = compile_case(case, [preferences_of(case, "p", [[9, 1], [5, 1]]), preferences_of(case, "q", [[5, 1], [9, 1]])])
    assert pareto_frontier(problem, NEVER_LISTED).utilities.tolist() == [[10, 6], [6, 10]]


def test_ties_and_counts_of_eliminated_groups_are_lower_bounds():
    case, preferences = boxes_case(3, 4, seed=2, n_options=4)
    result, listed = analyse(case, preferences, limits=NEVER_LISTED), analyse(case, preferences)
    # Nothing is asked for that some package misses, so all packages lie in the zone, whatever ties them together.
    assert (result.zone.count.lower, result.zone.count.upper) == (4**3, 4**3)
    asking = [replace(one, walk_away=Fraction(60)) for one in preferences]
    some, listed_some = analyse(case, asking, limits=NEVER_LISTED), analyse(case, asking)
    assert not some.zone.count.is_exact
    assert 0 < some.zone.count.lower <= listed_some.zone.count.lower < some.zone.count.upper == 4**3
    for name, tied in result.fairness.ties.items():
        assert not tied.is_exact
        assert listed.fairness.ties[name].is_exact


@given(cases(parties=(2, 2)))
def test_the_frontier_by_integer_programs_equals_that_of_listing(case):
    problem = compile_case(*case)
    try:
        programmed = pareto_frontier(problem, PROGRAMMED)
    except GroupTooLarge:
        assume(False)
    whole = pareto_frontier(problem)
    assert programmed.utilities.tolist() == whole.utilities.tolist()


def test_a_dense_case_by_integer_programs_equals_its_elimination():
    case, preferences = boxes_case(10, 15, seed=4)
    problem = compile_case(case, preferences)
    eliminated, programmed = (pareto_frontier(problem, limits) for limits in (None, PROGRAMMED))
    assert len(eliminated) > 5
    assert programmed.utilities.tolist() == eliminated.utilities.tolist()


@pytest.mark.long
def test_a_sibling_too_dense_to_eliminate_is_answered_whole():
    """Twenty issues, forty conditions a party: a step of the elimination would look at forty million combinations."""
    frontier = pareto_frontier(compile_case(*boxes_case(20, 40)))
    assert len(frontier) == 38
