"""`doubt.columns`: sums over the issues of a package in the place of utilities, against adding them up one by one."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import compile_case
from goodoffices.analysis.doubt.columns import MOST_ADDED, Column, points_on_combinations, points_on_single_options, reaching, summed
from goodoffices.analysis.problem.coordinates import party_coordinate
from goodoffices.analysis.problem.limits import Limits
from goodoffices.case import Condition, ForbiddenTogether, Restriction, RestrictionKind
from goodoffices.preferences import Interaction
from tests.cases import case_of, preferences_of

F = Fraction
BOXES = ({"a": "a1"}, {"a": "a0", "b": "b1"}, {"b": ["b0", "b1"]}, {"a": ["a0", "a1"], "b": "b0", "c": "c1"})


def problem_by(draw):
    """Three issues, two parties with points on combinations of one issue, of two, of three, and on every package."""
    rules = [
        Restriction(
            id="r", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"a": "a2", "c": draw.choice(["c0", "c1"])}))
        )
    ]
    sizes = {"a": 3, "b": 2, "c": 2}
    case = case_of(sizes, ["p", "q"], rules)

    def interactions():
        return tuple(Interaction(Condition.of(draw.choice(BOXES)), F(draw.randint(-20, 20), 3)) for _ in range(3))

    rows = [[F(draw.randint(0, 30), 7) for _ in range(n)] for n in sizes.values()]
    return compile_case(case, [preferences_of(case, p, rows, 5, interactions=interactions()) for p in ("p", "q")])


def columns_by(draw, problem, count):
    return [
        Column(
            party=draw.randrange(2),
            amounts=tuple(tuple(F(draw.randint(-9, 9), draw.randint(1, 3)) for _ in i.options) for i in problem.case.issues),
            start=F(draw.randint(-9, 9), 5),
            times=F(draw.randint(-2, 3), 2),
        )
        for _ in range(count)
    ]


def listed(problem):
    return list(product(*(range(len(i.options)) for i in problem.case.issues)))


def sum_of(problem, column, package):
    of_issues = sum(row[i] for row, i in zip(column.amounts, package, strict=True))
    return column.start + of_issues + column.times * points_on_combinations(problem, column.party, package)


def sums_in(of_columns, package):
    """What the engine adds up for a package, column by column."""
    found, row = [], np.array([package], np.int32)
    for c, evaluation in enumerate(of_columns.evaluations):
        coordinate = party_coordinate(of_columns, c)
        total = coordinate.offset + sum(int(values[package[j]]) for j, values in coordinate.values.items())
        total += sum(points for condition, points in coordinate.conditions if condition.holds(row)[0])
        found.append(F(total, evaluation.scale))
    return found


@given(st.integers(0, 10**6))
def test_points_on_options_and_on_combinations_are_all_points_of_a_party(seed):
    problem = problem_by(random.Random(seed))
    for p, one in enumerate(problem.preferences):
        offset, alone = points_on_single_options(problem, p)
        for package in listed(problem):
            chosen = problem.package(package)
            points = sum(i.points for i in one.interactions if i.condition.holds(chosen))
            assert offset + sum(alone.get(at, 0) for at in enumerate(package)) + points_on_combinations(problem, p, package) == points


def test_a_party_without_combinations_has_no_points():
    case = case_of({"a": 2}, ["p"])
    problem = compile_case(case, [preferences_of(case, "p", [(F(1, 3), 5)])])
    assert points_on_single_options(problem, 0) == (0, {})
    assert points_on_combinations(problem, 0, (1,)) == 0


@given(st.integers(0, 10**6))
def test_a_problem_of_columns_gives_each_package_its_sums(seed):
    draw = random.Random(seed)
    problem = problem_by(draw)
    columns = columns_by(draw, problem, 3)
    of_columns = summed(problem, columns)
    for package in listed(problem):
        assert sums_in(of_columns, package) == [sum_of(problem, column, package) for column in columns]
    # What is asked is asked of the sums alone.
    assert of_columns.walk_away == (None,) * 3


@pytest.mark.parametrize("large", [1, 10**30])
def test_sums_of_any_size_are_exact(large):
    problem = problem_by(random.Random(1))
    column = Column(party=0, amounts=((F(large, 3), F(0), F(1)), (F(0), F(-large)), (F(1, 7), F(0))), start=F(1, 2), times=F(0))
    of_columns = summed(problem, [column])
    assert [sums_in(of_columns, x) for x in listed(problem)] == [[sum_of(problem, column, x)] for x in listed(problem)]


def is_found_where_there_is_one(seed, count, *, against_rules=False):
    draw = random.Random(seed)
    problem = problem_by(draw)
    columns = columns_by(draw, problem, count)
    of_columns = summed(problem, columns)
    allowed = [x for x in listed(problem) if not problem.case.broken_by(problem.package(x))]
    # Floors at the sums of a package: those that reach them are that one and whatever is at least as good.
    aim = draw.choice([x for x in listed(problem) if x not in allowed] if against_rules else listed(problem))
    floors = [int(sum_of(problem, c, aim) * e.scale) for c, e in zip(columns, of_columns.evaluations, strict=True)]
    good = {x for x in allowed if all(sum_of(problem, c, x) >= sum_of(problem, c, aim) for c in columns)}
    found = reaching(of_columns, floors, Limits())
    assert found in good if good else found is None
    # Whatever the rules say, it is reached where nobody asks for them.
    assert reaching(of_columns, floors, Limits(), demands=()) is not None


@given(st.integers(0, 10**6))
def test_a_package_that_reaches_all_floors_is_found_where_there_is_one(seed):
    is_found_where_there_is_one(seed, 3)


@pytest.mark.parametrize("against_rules", [False, True])
def test_it_is_found_too_where_there_are_too_many_sums_to_add_up(against_rules):
    is_found_where_there_is_one(1, MOST_ADDED + 1, against_rules=against_rules)


def test_of_walk_away_values_a_problem_of_columns_knows_nothing():
    case = case_of({"a": 2}, ["p"])
    problem = compile_case(case, [preferences_of(case, "p", [(0, 1)], 9)])
    column = Column(party=0, amounts=((F(0), F(1)),), start=F(0), times=F(0))
    assert reaching(summed(problem, [column]), [1], Limits()) == (1,)
    assert reaching(summed(problem, [replace(column, start=F(-1))]), [1], Limits()) is None
