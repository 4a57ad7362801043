"""`engine.efficient_groups`: by whatever method, the groups together give the efficient packages among all that are listed."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import FrontierTooLarge, GroupTooLarge, compile_case
from goodoffices.analysis.engine.dominance import undominated
from goodoffices.analysis.engine.efficient_groups import efficient_groups
from goodoffices.analysis.engine.method import Method, choose_methods
from goodoffices.analysis.problem.coordinates import forbidden_conditions, party_coordinate
from goodoffices.analysis.problem.limits import Limits
from goodoffices.case import Condition, ForbiddenTogether, Restriction, RestrictionKind
from goodoffices.preferences import Interaction
from tests.cases import case_of, preferences_of
from tests.reached import reached, reaches

LISTED = Limits()
ELIMINATED = Limits(group_combinations=1)
PROGRAMMED = Limits(group_combinations=1, elimination_cells=0)


def asked(problem):
    return [party_coordinate(problem, p) for p in range(len(problem.preferences))], forbidden_conditions(problem)


def solved(problem, limits):
    return efficient_groups(problem, *asked(problem), limits)


def methods(problem, limits):
    return {chosen.method for chosen in choose_methods(problem, *asked(problem), limits)}


def best(rows):
    return {v for v in rows if not any(w != v and all(a >= b for a, b in zip(w, v, strict=True)) for w in rows)}


def listed(problem):
    """Raw totals of each package that lies in no forbidden condition, by its option indices."""
    rows = np.array(list(product(*(range(len(i.options)) for i in problem.case.issues))), np.int32)
    inside = [f.condition.holds(rows) for f in problem.forbidden]
    allowed = rows[~np.any(inside, axis=0)] if inside else rows
    return {tuple(map(int, row)): tuple(map(int, total)) for row, total in zip(allowed, problem.raw_utilities(allowed), strict=True)}


def combined(problem, groups):
    """Each package that takes one row of every group, with the sum of these rows."""
    found = {}
    choices = [list(zip(g.values, g.decode(g.codes), strict=True)) for g in groups]
    for picked in product(*choices):
        package = dict(pair for g, (_, options) in zip(groups, picked, strict=True) for pair in zip(g.issues, options, strict=True))
        total = sum((values for values, _ in picked), np.array(problem.offsets, problem.contributions[0].dtype))
        found[tuple(int(package[j]) for j in range(len(problem.case.issues)))] = tuple(map(int, total))
    return found


def hold_the_frontier(problem, limits):
    groups = solved(problem, limits)
    assert sorted(j for g in groups for j in g.issues) == list(range(len(problem.case.issues)))
    everything, found = listed(problem), combined(problem, groups)
    # Each package that the groups make is allowed and worth what their rows say, and the best of them are the best of all.
    assert found.items() <= everything.items()
    assert best(set(found.values())) == best(set(everything.values()))
    assert all(len(undominated(g.values)) == len(g.values) for g in groups)
    return groups


def problem_of(seed):
    """Two or three issues, two parties, whole numbers; rules and points tie some of the issues."""
    draw = random.Random(seed)
    sizes = {i: draw.randint(2, 3) for i in "abc"[: draw.randint(2, 3)]}
    case = case_of(sizes, ["p", "q"])

    def box(least):
        chosen = draw.sample(case.issues, draw.randint(least, 2))
        return Condition.of({i.id: set(draw.sample(i.option_ids, draw.randint(1, 2))) for i in chosen})

    rules = [Restriction(id=f"r{k}", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(box(1))) for k in range(draw.randint(0, 2))]
    parties = [
        preferences_of(
            case,
            party,
            [[draw.randint(0, 5) for _ in range(n)] for n in sizes.values()],
            interactions=tuple(Interaction(box(2), Fraction(draw.randint(-4, 4))) for _ in range(2)),
        )
        for party in ("p", "q")
    ]
    return compile_case(replace(case, restrictions=tuple(rules)), parties)


problems = st.integers(0, 10**6).map(problem_of)


@given(problems)
def test_listed_groups_hold_the_efficient_packages(problem):
    hold_the_frontier(problem, LISTED)


@reaches(15)
@given(problems)
def test_eliminated_groups_hold_the_efficient_packages(problem):
    if Method.ELIMINATED not in methods(problem, ELIMINATED):
        return
    reached()
    hold_the_frontier(problem, ELIMINATED)


def tied(worth=Fraction, parties=2, issues="abc"):
    """Issues in a ring of forbidden pairs and of points on pairs."""
    pairs = list(pairwise(issues + issues[0]))[: len(issues) if len(issues) > 2 else 1]
    rules = [
        Restriction(id=x + y, kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({x: [f"{x}2"], y: [f"{y}1", f"{y}2"]})))
        for x, y in pairs
    ]
    case = case_of(dict.fromkeys(issues, 3), [f"p{p}" for p in range(parties)], rules)
    signs = (1, -1, 1, -1)
    return compile_case(
        case,
        [
            preferences_of(
                case,
                f"p{p}",
                [[signs[p] * worth(k) + (j * p + k) % 3 for k in range(3)] for j in range(len(issues))],
                interactions=tuple(Interaction(Condition.of({x: f"{x}1", y: f"{y}1"}), worth(p + 1)) for x, y in pairs),
            )
            for p in range(parties)
        ],
    )


@pytest.mark.parametrize(
    ("limits", "method"), [(LISTED, Method.LISTED), (ELIMINATED, Method.ELIMINATED), (PROGRAMMED, Method.INTEGER_PROGRAMS)]
)
def test_a_ring_of_tied_issues_is_answered_the_same_by_each_method(limits, method):
    # Each point costs an integer program or two.
    problem = tied(issues="ab" if method is Method.INTEGER_PROGRAMS else "abc")
    assert methods(problem, limits) == {method}
    (group,) = hold_the_frontier(problem, limits)
    assert sorted(map(tuple, group.values.tolist())) == sorted(best(set(listed(problem).values())))


def test_issues_that_nothing_ties_are_groups_of_their_own():
    case = case_of({"a": 3, "b": 2}, ["p", "q"])
    problem = compile_case(case, [preferences_of(case, "p", [(0, 1, 2), (0, 5)]), preferences_of(case, "q", [(9, 9, 1), (1, 2)])])
    groups = solved(problem, LISTED)
    assert [g.issues for g in groups] == [(0,), (1,)]
    # a0 is worth less than a1 to p and no more to q; b1 is better for both.
    assert [sorted(map(tuple, g.values.tolist())) for g in groups] == [[(1, 9), (2, 1)], [(5, 2)]]


@pytest.mark.parametrize("limits", [LISTED, ELIMINATED])
def test_where_all_is_forbidden_a_group_is_empty(limits):
    case = case_of({"a": 2, "b": 2}, ["p"])
    rules = [
        Restriction(id=f"r{k}", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"a": f"a{k}", "b": ["b0", "b1"]})))
        for k in range(2)
    ]
    problem = compile_case(replace(case, restrictions=tuple(rules)), [preferences_of(case, "p", [(0, 1), (0, 1)])])
    assert 0 in [len(g.values) for g in solved(problem, limits)]


def test_a_group_that_no_method_can_solve_is_refused_by_the_names_of_its_issues():
    """Three parties are too many for integer programs, and numbers without end are not merged."""
    for problem, limits in ((tied(parties=3), PROGRAMMED), (tied(lambda k: Fraction(k * 10**30)), ELIMINATED)):
        with pytest.raises(GroupTooLarge) as refusal:
            solved(problem, limits)
        assert {"a", "b", "c"} == set(refusal.value.issues)


def test_an_elimination_that_grows_beyond_its_limit_is_refused():
    with pytest.raises(FrontierTooLarge) as refusal:
        solved(tied(), replace(ELIMINATED, partial_packages=1))
    assert refusal.value.limit == 1
