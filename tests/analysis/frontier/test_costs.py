"""`analysis.frontier.costs`, `proof.claims.costs`: what a demand costs, against the list of all packages, and false costs refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given

from goodoffices.analysis import DemandKind, Limits, NotSupported, analyse
from goodoffices.analysis.analysis import with_costs
from goodoffices.case import Condition, OnlyIf, Restriction, RestrictionKind
from goodoffices.preferences import RedLine
from goodoffices.proof import Verdict
from tests.analysis.deadlock.test_why_not import met_by
from tests.cases import case_of, preferences_of
from tests.proof.certifying import certified, checked, refused
from tests.reference.brute import Truth
from tests.strategies import cases


@pytest.mark.slow
@given(cases(parties=(1, 3), rules=3))
def test_costs_are_the_best_of_all_packages_without_each_demand(case):
    try:
        result = with_costs(analyse(*case))
    except NotSupported:
        assume(False)
    problem, truth = result.problem, Truth(*case)
    everything = frozenset(range(len(problem.demands)))
    met = [(met_by(problem, p), truth.vector(p)) for p in truth.all]

    def bests(kept):
        inside = [v for m, v in met if kept <= m]
        return None if not inside else tuple(max(column) for column in zip(*inside, strict=True))

    def found(best):
        return None if best is None else tuple(problem.as_utility(b.total, p) for p, b in enumerate(best))

    assert found(result.costs.now) == bests(everything)
    told = [c.demand for c in result.costs.of_demands]
    assert told == [d for d in sorted(everything) if problem.demands[d].kind in ("red_line", "linkage", "limit")]
    for cost in result.costs.of_demands:
        assert found(cost.best) == bests(everything - {cost.demand})
    assert checked(certified(result), *case).verdict is Verdict.ACCEPTED


def linked():
    """A linkage that takes 10 points from *p*, a red line of *q* that takes 6."""
    link = Restriction(id="link", kind=RestrictionKind.LINKAGE, shape=OnlyIf(Condition.of({"a": "a1"}), Condition.of({"b": "b1"})))
    case = case_of({"a": 2, "b": 2, "c": 2}, ["p", "q"], [link])
    line = RedLine("never", Condition.of({"c": "c1"}))
    return case, [
        preferences_of(case, "p", [(0, 12), (10, 0), (0, 6)], 0),
        preferences_of(case, "q", [(1, 0), (0, 3), (2, 0)], 0, red_lines=(line,)),
    ]


def test_what_two_demands_cost_by_hand():
    result = with_costs(analyse(*linked()))
    told = {result.problem.demands[c.demand].kind: [b.total for b in c.best] for c in result.costs.of_demands}
    assert [b.total for b in result.costs.now] == [12, 6]
    assert told == {DemandKind.LINKAGE: [22, 6], DemandKind.RED_LINE: [18, 6]}


def false(change, number=1):
    case, preferences = linked()
    certificate = certified(with_costs(analyse(case, preferences)))
    costs = list(certificate.costs)
    costs[number] = change(costs[number])
    return refused(checked(replace(certificate, costs=tuple(costs)), case, preferences))


def test_false_costs_are_refused_by_name():
    def less(cost):
        return replace(cost, best=(cost.best[1], cost.best[1]))

    def worth_more(cost):
        first = cost.best[0]
        return replace(cost, best=(replace(first, utilities={"p": Fraction(99), "q": first.utilities["q"]}), cost.best[1]))

    def breaks_another(cost):
        package = {"a": "a1", "b": "b0", "c": "c1"}
        return replace(cost, best=(replace(cost.best[0], package=package, utilities={"p": Fraction(28), "q": Fraction(0)}), cost.best[1]))

    for change in (less, worth_more, breaks_another, lambda c: replace(c, best=None), lambda c: replace(c, best=c.best[:1])):
        assert false(change) == {"cost of linkage link"}
    assert false(less, 0) == {"cost now"}
    assert false(less, 2) == {"cost of q red_line never"}


def test_time_that_ends_leaves_the_answer_and_says_what_was_not_found_out(monkeypatch):
    from goodoffices.analysis import OutOfTime
    from goodoffices.analysis.frontier import costs

    def late(*_):
        raise OutOfTime("the time limit")

    monkeypatch.setattr(costs, "pareto_frontier", late)
    result = with_costs(analyse(*linked()))
    assert result.costs.now is not None
    assert [(c.decided, c.best) for c in result.costs.of_demands] == [(False, None), (False, None)]


def test_costs_are_told_only_where_they_are_asked_for_and_the_frontier_is_whole():
    assert analyse(*linked()).costs is None
    assert with_costs(analyse(*linked(), limits=Limits(partial_packages=0))).costs is None


@pytest.mark.parametrize("with_zone", [True, False])
def test_the_program_tells_costs(with_zone):
    from tests.cases import EXAMPLES
    from tests.cli.program import goodoffices

    ran = goodoffices("analyse", EXAMPLES / ("strait" if with_zone else "dry-river"), "--costs", "--plain")
    text = " ".join(ran.out.split())
    assert "What does each red line and linkage cost?" in text
    assert ("92 (+1.3)" in text) is with_zone
    assert ("no zone now" in text) is not with_zone
    data = goodoffices("analyse", EXAMPLES / "dry-river", "--costs", "--json").json
    assert data["costs"]["best_now"] is None
    assert [c["best"] for c in data["costs"]["without"] if c["party"] == "lower"] == [{"upper": 47.5, "lower": 67, "town": 86}]
