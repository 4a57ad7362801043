"""`analysis.deadlock.minimal_conflict`: why nothing is possible, in the fewest demands."""

from __future__ import annotations

from goodoffices.analysis import DemandKind, analyse
from goodoffices.case import Condition, ForbiddenTogether, Restriction, RestrictionKind
from goodoffices.preferences import RedLine
from tests.cases import case_of, preferences_of


def demands(result):
    return [(result.problem.demands[d].kind, result.problem.demands[d].party) for d in result.conflict.demands]


def test_two_walk_away_values_that_cannot_both_be_reached():
    case = case_of({"a": 2, "b": 2}, ["p", "q", "r"])
    prefs = [
        preferences_of(case, "p", [(0, 10), (0, 1)], 10),
        preferences_of(case, "q", [(10, 0), (0, 1)], 10),
        preferences_of(case, "r", [(0, 0), (5, 5)], 1),
    ]
    assert demands(analyse(case, prefs)) == [(DemandKind.WALK_AWAY, "p"), (DemandKind.WALK_AWAY, "q")]


def test_a_linkage_is_named_only_where_it_is_needed():
    idle = Restriction(id="idle", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"b": "b0"})))
    bound = Restriction(id="law", kind=RestrictionKind.BOUND, shape=ForbiddenTogether(Condition.of({"a": "a1"})), source="Act 1")
    case = case_of({"a": 2, "b": 2}, ["p", "q"], [idle, bound])
    line = RedLine("never", Condition.of({"a": "a0"}))
    prefs = [preferences_of(case, "p", [(0, 10), (0, 1)], red_lines=(line,)), preferences_of(case, "q", [(1, 0), (0, 1)], 0)]
    result = analyse(case, prefs)
    assert demands(result) == [(DemandKind.BOUND, None), (DemandKind.RED_LINE, "p")]
    assert len(result.frontier) == 0


def test_one_demand_alone_can_be_impossible():
    case = case_of({"a": 2}, ["p", "q"])
    prefs = [preferences_of(case, "p", [(0, 10)], 11), preferences_of(case, "q", [(10, 0)], 0)]
    assert demands(analyse(case, prefs)) == [(DemandKind.WALK_AWAY, "p")]
