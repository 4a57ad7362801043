"""`analysis.frontier.binding_demands`, log-rolls in a package, and what keeps the rules: against the list of all packages."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import assume, given

from goodoffices.analysis import DemandKind, NotSupported, analyse, compile_case
from goodoffices.analysis.frontier.log_rolls import log_rolls_in
from goodoffices.case import Condition, OnlyIf, Restriction, RestrictionKind
from goodoffices.preferences import RedLine
from tests.analysis.deadlock.test_why_not import met_by
from tests.cases import case_of, preferences_of
from tests.reached import reached, reaches
from tests.reference.brute import Truth
from tests.strategies import cases

F = Fraction


@reaches(3)
@given(cases(parties=(1, 3), rules=3))
def test_a_demand_binds_where_without_it_alone_something_is_better_for_all(drawn):
    # Without walk-away values there is a zone wherever the rules leave something.
    case, preferences = drawn[0], [replace(one, walk_away=None) for one in drawn[1]]
    try:
        result = analyse(case, preferences)
    except NotSupported:
        assume(False)
    if result.fairness is None:
        assert result.binding is None
        return
    problem, truth = result.problem, Truth(case, preferences)
    row = result.fairness.solutions["nash"].row
    nash = tuple(result.utility(row, p) for p in range(len(problem.preferences)))
    kept = {d for d, one in enumerate(problem.demands) if one.kind is not DemandKind.WALK_AWAY}
    met = [(met_by(problem, p), truth.vector(p)) for p in truth.all]

    def better(v):
        return all(a >= b for a, b in zip(v, nash, strict=True)) and v != nash

    binds = {d for d in kept if any(kept - {d} <= m and better(v) for m, v in met)}
    assert {one.demand for one in result.binding} == binds
    if kept:
        reached()
    for one in result.binding:
        package = problem.package(one.package)
        assert better(truth.vector(package))
        assert kept - {one.demand} <= met_by(problem, package)


def test_what_binds_by_hand():
    """Without the linkage *p* gains 10 and *q* loses nothing; the red line of *q* spares it what *p* would gain."""
    link = Restriction(id="link", kind=RestrictionKind.LINKAGE, shape=OnlyIf(Condition.of({"a": "a1"}), Condition.of({"b": "b1"})))
    case = case_of({"a": 2, "b": 2, "c": 2}, ["p", "q"], [link])
    line = RedLine("never", Condition.of({"c": "c1"}))
    result = analyse(
        case,
        [
            preferences_of(case, "p", [(0, 10), (12, 0), (0, 6)], 0),
            preferences_of(case, "q", [(1, 1), (2, 0), (2, 0)], 0, red_lines=(line,)),
        ],
    )
    (only,) = result.binding
    assert result.problem.demands[only.demand].kind is DemandKind.LINKAGE
    assert result.problem.package(only.package) == {"a": "a1", "b": "b0", "c": "c0"}
    assert result.zone.lawful == 3


@reaches(8)
@given(cases())
def test_what_keeps_the_rules_is_counted(drawn):
    case, preferences = drawn
    truth, result = Truth(case, preferences), analyse(case, preferences)
    if result.zone.exists:
        assert result.zone.lawful == len(truth.feasible)
        reached()


def trading(others=()):
    case = case_of({"a": 2, "b": 2, "c": 2}, ["p", "q", "r"] if others else ["p", "q"])
    preferences = [
        preferences_of(case, "p", [(0, 10), (3, 0), (0, 1)], 0),
        preferences_of(case, "q", [(4, 0), (0, 9), (0, 1)], 0),
    ]
    return case, preferences + ([preferences_of(case, "r", others, 0)] if others else [])


def test_the_log_roll_in_a_package_and_what_it_costs_others():
    """*p* has its way on *a* (10 against 4), *q* on *b* (9 against 3): over the reverse *p* gains 7, *q* 5."""
    problem = compile_case(*trading())
    (roll,) = log_rolls_in(problem, (1, 1, 1))
    assert (roll.parties, roll.issues, roll.options, roll.gains) == ((0, 1), (0, 1), (1, 1), (7, 5))
    assert log_rolls_in(problem, (1, 0, 1)) == ()
    with_others = compile_case(*trading([(2, 0), (0, 1), (0, 0)]))
    (costly,) = log_rolls_in(with_others, (1, 1, 1))
    assert costly.others == ((2, F(-1)),)


@reaches(10)
@given(cases(parties=(2, 3)))
def test_log_rolls_of_a_package_are_in_it_and_gain_for_both(drawn):
    problem = compile_case(*drawn)
    for package in product(*(range(len(i.options)) for i in problem.case.issues)):
        named: list[int] = []
        for roll in log_rolls_in(problem, package):
            assert roll.options == tuple(package[j] for j in roll.issues)
            assert min(roll.gains) > 0
            named += roll.issues
            reached()
        assert len(named) == len(set(named))
