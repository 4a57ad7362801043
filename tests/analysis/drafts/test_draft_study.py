"""`improvements`, `concessions`, `implementing`, `payments`: what would help a draft, against the list of all packages and orders."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis import Limits, NotSupported, OrderFound, PathFound, analyse
from goodoffices.analysis.drafts import improvements, order_of_steps
from goodoffices.case import Condition, ForbiddenTogether, OnlyIf, Restriction, RestrictionKind
from goodoffices.preferences import RedLine
from tests.cases import case_of, points_only, preferences_of
from tests.reference.brute import Truth
from tests.strategies import cases


def studied(case, preferences, package):
    """The study of a draft with its truth, and nothing where it is not feasible or the case is not analysed."""
    try:
        result = analyse(case, preferences, drafts={"d": package})
    except NotSupported:
        assume(False)
    return result, result.drafts["d"].study, Truth(case, tuple(preferences))


@st.composite
def cases_with_drafts(draw, **more):
    case, preferences = draw(cases(**more))
    return case, preferences, {i.id: draw(st.sampled_from(i.option_ids)) for i in case.issues}


def neighbours(case, package):
    return [{**package, i.id: o} for i in case.issues for o in i.option_ids if o != package[i.id]]


def difference(truth, before, after):
    return tuple(b - a for a, b in zip(truth.vector(before), truth.vector(after), strict=True))


def after(result, package, move):
    issue = result.problem.case.issues[move.issue]
    return {**package, issue.id: issue.option_ids[move.option]}


def as_points(result, change):
    return tuple(result.problem.as_utility(c, p) for p, c in enumerate(change))


@given(cases_with_drafts(parties=(1, 3)))
def test_moves_are_all_there_are_and_the_best_are_named(drawn):
    case, preferences, package = drawn
    result, study, truth = studied(case, preferences, package)
    if study is None:
        assert not truth.is_feasible(package)
        return
    every = [(n, difference(truth, package, n)) for n in neighbours(case, package) if truth.is_feasible(n)]
    found = [(after(result, package, m), as_points(result, m.change)) for m in study.improvements.for_all]
    expected = [(n, d) for n, d in every if min(d) >= 0 and max(d) > 0]
    assert sorted(map(str, found)) == sorted(map(str, expected))
    for p, best in enumerate(study.improvements.best_for):
        most = max([d[p] for _, d in every], default=Fraction(0))
        assert (best is None) == (most <= 0)
        assert best is None or as_points(result, best.change)[p] == most
    frontier = truth.frontier()
    spans = [max(c) - min(c) or Fraction(1, result.problem.evaluations[p].final_scale) for p, c in enumerate(zip(*frontier, strict=True))]
    sums = [sum(x / s for x, s in zip(d, spans, strict=True)) for _, d in every]
    best = study.improvements.best_sum
    assert (best is None) == (max(sums, default=0) <= 0)
    if best is not None:
        assert sum(x / s for x, s in zip(as_points(result, best.change), spans, strict=True)) == max(sums)


def shortest_path(case, truth, package):
    """How many moves the shortest path to the frontier takes on which nobody loses; None: none within six."""
    frontier = set(truth.frontier())
    level, seen = [package], {tuple(package.values())}
    for length in range(7):
        if any(truth.vector(p) in frontier for p in level):
            return length
        found = []
        for p in level:
            for n in neighbours(case, p):
                if tuple(n.values()) not in seen and truth.is_feasible(n) and min(difference(truth, p, n)) >= 0:
                    seen.add(tuple(n.values()))
                    found.append(n)
        level = found
    return None


@pytest.mark.long
@given(cases_with_drafts(parties=(2, 3)))
def test_the_path_is_a_shortest_one_and_nobody_loses_on_it(drawn):
    case, preferences, package = drawn
    result, study, truth = studied(case, preferences, package)
    assume(study is not None)
    path, length = study.improvements.path, shortest_path(case, truth, package)
    assert {None: PathFound.NONE, 0: PathFound.EFFICIENT}.get(length, PathFound.FOUND) is path.found
    assert len(path.moves) == (length or 0)
    for move in path.moves:
        nxt = after(result, package, move)
        assert truth.is_feasible(nxt)
        assert as_points(result, move.change) == difference(truth, package, nxt)
        assert min(move.change) >= 0
        package = nxt
    if path.found is not PathFound.NONE:
        assert truth.vector(package) in truth.frontier()


def test_no_path_leads_through_what_a_rule_forbids():
    rules = [
        Restriction(id=f"r{k}", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"a": f"a{k}", "b": f"b{1 - k}"})))
        for k in (0, 1)
    ]
    case = case_of({"a": 2, "b": 2}, ["p"], rules)
    draft = {"a": "a0", "b": "b0"}
    found = analyse(case, [preferences_of(case, "p", [(0, 1), (0, 1)])], drafts={"d": draft}).drafts["d"].study.improvements
    assert found.path.found is PathFound.NONE
    assert found.for_all == ()


def test_a_path_of_seven_moves_is_not_looked_for_and_too_much_is_left_open(monkeypatch):
    case = case_of(dict.fromkeys("abcdefg", 2), ["p", "q"])
    preferences = [preferences_of(case, p, [(0, 1)] * 7) for p in ("p", "q")]
    draft = {i: f"{i}0" for i in "abcdefg"}
    found = analyse(case, preferences, drafts={"d": draft}).drafts["d"].study.improvements
    assert found.path.found is PathFound.NONE
    assert len(found.for_all) == 7
    near = {**draft, "g": "g1"}
    assert len(analyse(case, preferences, drafts={"d": near}).drafts["d"].study.improvements.path.moves) == 6
    monkeypatch.setattr(improvements, "MOST_SEEN", 3)
    assert analyse(case, preferences, drafts={"d": near}).drafts["d"].study.improvements.path.found is PathFound.OPEN


@pytest.mark.long
@given(cases_with_drafts(parties=(2, 3)))
def test_concessions_are_the_best_rates_of_each_issue(drawn):
    case, preferences, package = drawn
    result, study, truth = studied(case, preferences, package)
    assume(study is not None)
    parties = range(len(preferences))
    for giver in parties:
        for taker in parties:
            rates = {}
            for n in neighbours(case, package):
                d = difference(truth, package, n)
                if truth.is_feasible(n) and d[giver] < 0 < d[taker]:
                    issue = next(i for i in n if n[i] != package[i])
                    rates[issue] = max(rates.get(issue, Fraction(0)), d[taker] / -d[giver])
            found = [c for c in study.concessions if (c.giver, c.taker) == (giver, taker)]
            assert [c.rate for c in found] == sorted(rates.values(), reverse=True)[: 3 if len(preferences) == 2 else 2]
            for c in found:
                assert as_points(result, c.move.change) == difference(truth, package, after(result, package, c.move))


def good_orders(case, truth, package):
    """All orders of steps after each of which nobody would rather walk away and what held at the start still holds."""
    quo = case.status_quo()
    broken = {r.id for r in case.broken_by(quo)}
    lines = {(one.party, line.id) for one in truth.preferences for line in one.red_lines if line.condition.holds(quo)}
    floors = [
        one.exact_walk_away() if one.exact_walk_away() is not None else truth.vector(quo)[p] for p, one in enumerate(truth.preferences)
    ]

    def allowed(state):
        now = {(one.party, line.id) for one in truth.preferences for line in one.red_lines if line.condition.holds(state)}
        return (
            all(u >= f for u, f in zip(truth.vector(state), floors, strict=True))
            and {r.id for r in case.broken_by(state)} <= broken
            and now <= lines
        )

    changed = [i for i in quo if quo[i] != package[i]]
    orders = []
    for order in permutations(changed):
        state, fine = dict(quo), True
        for issue in order:
            state[issue] = package[issue]
            fine = fine and allowed(state)
        if fine:
            orders.append(order)
    return orders


@pytest.mark.slow
@given(cases_with_drafts(parties=(1, 3)))
def test_an_order_of_steps_is_found_exactly_where_there_is_one(drawn):
    case, preferences, package = drawn
    result, study, truth = studied(case, preferences, package)
    assume(study is not None)
    orders, found = good_orders(case, truth, package), study.order
    floors = [one.exact_walk_away() for one in preferences]
    quo = truth.vector(case.status_quo())
    assert set(found.short) == {p for p, u in enumerate(truth.vector(package)) if u < (quo[p] if floors[p] is None else floors[p])}
    if found.short:
        assert found.found is OrderFound.NONE
        return
    assert found.found is (OrderFound.FOUND if orders else OrderFound.NONE)
    if orders:
        ids = tuple(case.issues[j].id for j in found.issues)
        assert ids in orders
        state = dict(case.status_quo())
        for issue, totals in zip(ids, found.totals, strict=True):
            state[issue] = package[issue]
            assert tuple(result.problem.as_utility(u, p) for p, u in enumerate(totals)) == truth.vector(state)


def test_there_is_no_order_where_whoever_goes_first_would_rather_walk_away():
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    preferences = [preferences_of(case, "p", [(0, -5), (0, 5)], 0), preferences_of(case, "q", [(0, 5), (0, -5)], 0)]
    order = analyse(case, preferences, drafts={"d": {"a": "a1", "b": "b1"}}).drafts["d"].study.order
    assert order.found is OrderFound.NONE
    assert order.short == ()


def test_each_side_gives_in_turn():
    """Each of four issues costs one side 3 and brings the other 5; both start at 10 and walk away below 7."""
    case = case_of({"a": 2, "b": 2, "c": 2, "d": 2, "base": 1}, ["p", "q"])
    p = preferences_of(case, "p", [(0, -3), (0, -3), (0, 5), (0, 5), (10,)], 7)
    q = preferences_of(case, "q", [(0, 5), (0, 5), (0, -3), (0, -3), (10,)], 7)
    order = analyse(case, [p, q], drafts={"d": {"a": "a1", "b": "b1", "c": "c1", "d": "d1", "base": "base0"}}).drafts["d"].study.order
    assert order.found is OrderFound.FOUND
    givers = ["p" if case.issues[j].id in "ab" else "q" for j in order.issues]
    assert givers in (["p", "q", "p", "q"], ["q", "p", "q", "p"], ["p", "q", "q", "p"], ["q", "p", "p", "q"])


def test_a_linkage_orders_the_steps_and_red_lines_hold_between_them():
    link = Restriction(id="first", kind=RestrictionKind.LINKAGE, shape=OnlyIf(Condition.of({"a": "a1"}), Condition.of({"b": "b1"})))
    case = case_of({"a": 2, "b": 2}, ["p"], [link])
    draft = {"a": "a1", "b": "b1"}
    assert analyse(case, [preferences_of(case, "p", [(0, 1), (0, 1)])], drafts={"d": draft}).drafts["d"].study.order.issues == (1, 0)
    line = RedLine("no", Condition.of({"a": "a0", "b": "b1"}))
    blocked = preferences_of(case, "p", [(0, 1), (0, 1)], red_lines=(line,))
    assert analyse(case, [blocked], drafts={"d": draft}).drafts["d"].study.order.found is OrderFound.NONE


def test_a_linkage_that_is_broken_now_is_free_as_a_whole():
    """*l1* asks for two things and is broken at the start by the first; the second may then be missing on the way, too."""
    l1 = Restriction(id="l1", kind=RestrictionKind.LINKAGE, shape=OnlyIf(Condition.of({"a": "a0"}), Condition.of({"b": "b1", "c": "c1"})))
    l2 = Restriction(id="l2", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"a": "a1", "c": "c1"})))
    case = case_of({"a": 2, "b": 2, "c": 2}, ["p"], [l1, l2])
    case = replace(case, issues=(*case.issues[:2], replace(case.issues[2], status_quo="c1")))
    draft = {"a": "a1", "b": "b0", "c": "c0"}
    order = analyse(case, [preferences_of(case, "p", [(0, 9), (0, 0), (1, 0)], 0)], drafts={"d": draft}).drafts["d"].study.order
    assert order.issues == (2, 0)


def test_more_than_sixteen_steps_are_left_open_and_without_a_status_quo_there_is_no_order(monkeypatch):
    monkeypatch.setattr(order_of_steps, "MOST_STEPS", 1)
    case = case_of({"a": 2, "b": 2}, ["p"])
    preferences = [preferences_of(case, "p", [(0, 1), (0, 1)])]
    draft = {"a": "a1", "b": "b1"}
    assert analyse(case, preferences, drafts={"d": draft}).drafts["d"].study.order.found is OrderFound.OPEN
    nowhere = replace(case, issues=tuple(replace(i, status_quo=None) for i in case.issues))
    assert analyse(nowhere, preferences, drafts={"d": draft}).drafts["d"].study.order.found is OrderFound.NO_STATUS_QUO


def test_sixteen_steps_are_all_looked_at():
    case = case_of({f"i{k}": 2 for k in range(16)}, ["p", "q"])
    p = preferences_of(case, "p", [(0, 1 if k % 2 else -1) for k in range(16)], -1)
    q = preferences_of(case, "q", [(0, -1 if k % 2 else 1) for k in range(16)], -1)
    order = analyse(case, [p, q], drafts={"d": {f"i{k}": f"i{k}1" for k in range(16)}}).drafts["d"].study.order
    assert order.found is OrderFound.FOUND
    assert min(u for totals in order.totals for u in totals) == -1


@pytest.mark.slow
@given(cases(parties=(2, 3), rules=1), st.lists(st.sampled_from([None, Fraction(1, 2), Fraction(3)]), min_size=3, max_size=3))
def test_money_is_the_least_that_any_package_needs(case, rates):
    case, preferences = case[0], [replace(one, points_per_unit=r) for one, r in zip(case[1], rates, strict=False)]
    try:
        deadlock = analyse(case, preferences).deadlock
    except NotSupported:
        assume(False)
    assume(deadlock is not None)
    truth = Truth(case, tuple(preferences))
    floors = [one.exact_walk_away() for one in preferences]
    needs = []
    for v in truth.vectors:
        short = [(p, f - u) for p, (u, f) in enumerate(zip(v, floors, strict=True)) if f is not None and u < f]
        if all(preferences[p].points_per_unit is not None for p, _ in short):
            needs.append(sum(s / preferences[p].points_per_unit for p, s in short))
    assert (deadlock.inducement is None) == (not needs)
    if needs:
        assert deadlock.inducement.total == min(needs)
    with_floor = [p for p, f in enumerate(floors) if f is not None]
    told = len(with_floor) >= 2 and all(preferences[p].points_per_unit is not None for p in with_floor) and truth.vectors
    assert (deadlock.side_payment is not None) == bool(told)
    if told:
        best = max(sum((v[p] - floors[p]) / preferences[p].points_per_unit for p in with_floor) for v in truth.vectors)
        assert deadlock.side_payment.total == max(0, -best)
        assert sum(m for m in deadlock.side_payment.money if m is not None) == -best


def test_what_a_draft_needs_is_told_in_money():
    case, preferences = points_only([(10, 0), (6, 5)], [8, 4])
    preferences = [replace(preferences[0], points_per_unit=Fraction(2)), replace(preferences[1], points_per_unit=Fraction(1))]
    study = analyse(case, preferences, drafts={"d": {"x": "x1"}}).drafts["d"].study
    assert study.inducement.money == (1, 0)
    assert study.side_payment.money == (1, -1)
    assert study.side_payment.total == 0


def test_an_answer_in_part_does_not_study_its_drafts():
    rule = Restriction(id="r", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"a": "a1", "b": "b1"})))
    case = case_of({"a": 2, "b": 2}, ["p", "q"], [rule])
    preferences = [preferences_of(case, "p", [(0, 3), (0, 1)]), preferences_of(case, "q", [(2, 0), (0, 1)])]
    result = analyse(case, preferences, drafts={"d": {"a": "a0", "b": "b0"}}, limits=Limits(partial_packages=0))
    assert result.in_part is not None
    assert result.drafts["d"].study is None


@pytest.mark.parametrize("factor", [1, 2**52, 2**70])
def test_numbers_of_any_length(factor):
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    preferences = [
        preferences_of(case, "p", [(0, 3 * factor), (0, factor)], 0),
        preferences_of(case, "q", [(2 * factor, 0), (0, factor)], 0),
    ]
    study = analyse(case, preferences, drafts={"d": {"a": "a0", "b": "b0"}}).drafts["d"].study
    assert [m.change for m in study.improvements.for_all] == [(factor, factor)]
    assert study.improvements.path.found is PathFound.FOUND
    assert study.order.found is OrderFound.FOUND


probabilities = st.one_of(st.none(), st.integers(0, 4).map(lambda n: Fraction(n, 4)))


@pytest.mark.slow
@given(cases_with_drafts(parties=(2, 3), rules=1), st.lists(probabilities, min_size=3, max_size=3))
def test_contingent_terms_are_the_best_there_are(drawn, beliefs):
    case, preferences, package = drawn
    preferences = [one if b is None else replace(one, expectations={"rain": b}) for one, b in zip(preferences, beliefs, strict=False)]
    _, study, truth = studied(case, preferences, package)
    assume(study is not None)
    beliefs = [one.expectations.get("rain") for one in preferences]
    differ = len({b for b in beliefs if b is not None}) > 1
    best = {}
    for issue in case.issues:
        fixed = [difference(truth, package, n) for o in issue.option_ids if truth.is_feasible(n := {**package, issue.id: o})]
        for so in fixed:
            for otherwise in fixed:
                expected = [None if q is None else q * a + (1 - q) * b for q, a, b in zip(beliefs, so, otherwise, strict=True)]
                counts = [min(a, b) if e is None else e for e, a, b in zip(expected, so, otherwise, strict=True)]
                needed = [max(a, b) if e is None else e for e, a, b in zip(expected, so, otherwise, strict=True)]
                matched = any(all(x >= n for x, n in zip(f, needed, strict=True)) for f in fixed)
                if differ and min(counts) >= 0 and max(counts) > 0 and not matched:
                    best[tuple(counts)] = True
    assert bool(study.contingent) == bool(best)
    for term in study.contingent:
        issue = case.issues[term.issue]
        so, otherwise = ({**package, issue.id: issue.option_ids[o]} for o in (term.then, term.otherwise))
        assert (term.if_so, term.if_not) == (difference(truth, package, so), difference(truth, package, otherwise))
        assert term.counts in best
        assert term.in_zone == (truth.in_zone(truth.vector(so)) and truth.in_zone(truth.vector(otherwise)))


def test_a_bet_on_the_harvest_by_hand():
    """The farmer thinks rain likely, the miller not: the price follows the rain. Neither fixed price does as well for both."""
    case = case_of({"price": 3}, ["farmer", "miller"])
    farmer = replace(preferences_of(case, "farmer", [(0, -4, 4)]), expectations={"rain": Fraction(3, 4)})
    miller = replace(preferences_of(case, "miller", [(0, 4, -4)]), expectations={"rain": Fraction(1, 4)})
    (term,) = analyse(case, [farmer, miller], drafts={"d": {"price": "price0"}}).drafts["d"].study.contingent
    assert (term.event, term.then, term.otherwise, term.expected) == ("rain", 2, 1, (2, 2))
    agreed = replace(miller, expectations={"rain": Fraction(3, 4)})
    assert analyse(case, [farmer, agreed], drafts={"d": {"price": "price0"}}).drafts["d"].study.contingent == ()


@pytest.mark.parametrize("walk_away", [0, 10])
def test_a_common_denominator_beyond_what_a_float_holds(walk_away):
    """Sixteen fractions without a common factor: their sums are multiples of less than 10^-400."""
    sizes = {f"i{k}": 2 for k in range(16)}
    case = case_of(sizes, ["p", "q"])
    rows = [(0, Fraction(1, 10**26 + 2 * k + 1)) for k in range(16)]
    p, q = (preferences_of(case, party, rows, walk_away) for party in ("p", "q"))
    result = analyse(case, [p, q], drafts={"d": {i: f"{i}1" for i in sizes}})
    study = result.drafts["d"].study
    assert study.order.found is (OrderFound.FOUND if walk_away == 0 else OrderFound.NONE)
    assert result.zone.exists is (walk_away == 0)
