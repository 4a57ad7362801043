"""`proof.claims.relaxations`: what is said to block and to open is accepted where it is true, and refused by name where it is not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given

from goodoffices.analysis import NotSupported, analyse
from goodoffices.case import Condition, ForbiddenTogether, Restriction, RestrictionKind, SumLimit
from goodoffices.preferences import RedLine
from goodoffices.proof import ClaimedChange, ClaimedFragile, Verdict
from tests.cases import case_of, points_only, preferences_of
from tests.proof.certifying import certified, checked, left_open, refused
from tests.strategies import cases

#: 55 and 50 cannot both be had, nor 55 and 48, nor what the bound forbids.
VECTORS = [(60, 30, 20), (50, 40, 10), (40, 49, 30), (30, 60, 50)]


def blocked():
    """Four packages, a bound that takes the last, and three walk-away values in the way."""
    law = Restriction(id="law", kind=RestrictionKind.BOUND, shape=ForbiddenTogether(Condition.of({"x": "x3"})), source="Act 1")
    case, preferences = points_only(VECTORS, [55, 50, 25])
    return replace(case, restrictions=(law,)), preferences


def budget():
    amounts = (("a", (("a0", Fraction(0)), ("a1", Fraction(7)))), ("b", (("b0", Fraction(0)), ("b1", Fraction(5)))))
    rule = Restriction(id="budget", kind=RestrictionKind.LIMIT, shape=SumLimit(amounts, None, Fraction(4), "million"))
    case = case_of({"a": 2, "b": 2}, ["p"], [rule])
    return case, [preferences_of(case, "p", [(0, 10), (0, 9)], 9, red_lines=(RedLine("both", Condition.of({"a": "a1", "b": "b1"})),))]


def made(build, change=lambda deadlock: deadlock):
    """What the checker says of a certificate of a result whose deadlock was changed."""
    case, preferences = build()
    result = analyse(case, preferences)
    return checked(certified(replace(result, deadlock=change(result.deadlock))), case, preferences)


def with_relaxation(change, number=0):
    def changed(deadlock):
        found = list(deadlock.relaxations.found)
        found[number] = change(found[number])
        return replace(deadlock, relaxations=replace(deadlock.relaxations, found=tuple(found)))

    return changed


@pytest.mark.parametrize("build", [blocked, budget])
def test_true_ones_are_accepted(build):
    checking = made(build)
    assert checking.verdict is Verdict.ACCEPTED
    assert {"conflict", "minimal", "relaxation 1", "fewest"} <= {c.name for c in checking.claims}


@pytest.mark.slow
@given(cases(parties=(1, 3), rules=3))
def test_every_answer_to_why_not_is_accepted(case):
    try:
        result = analyse(*case)
    except NotSupported:
        assume(False)
    assume(result.deadlock is not None)
    assert checked(certified(result), *case).verdict is Verdict.ACCEPTED


def test_a_move_that_is_not_far_enough_is_refused():
    def nearer(relaxation):
        change = replace(relaxation.changes[0], to=relaxation.changes[0].to + 1)
        return replace(relaxation, changes=(change, *relaxation.changes[1:]))

    assert refused(made(blocked, with_relaxation(nearer))) == {"relaxation 1"}
    assert refused(made(budget, with_relaxation(nearer))) == {"relaxation 1"}


def test_a_move_farther_than_the_least_is_refused():
    """The budget moved to 7 opens as well, but 5 is enough."""

    def farther(relaxation):
        return replace(relaxation, package=(1, 0), utilities=(10,), changes=(replace(relaxation.changes[0], to=Fraction(7)),))

    assert refused(made(budget, with_relaxation(farther))) == {"relaxation 1"}


def test_a_package_that_breaks_what_stays_is_refused():
    """All that moves is told truly; but the third party walks away from this package, and does not move."""
    case, preferences = blocked()
    certificate = certified(analyse(case, preferences))
    changes = tuple(ClaimedChange("walk_away", f"p{p}", "walk_away", Fraction(VECTORS[0][p])) for p in (0, 1))
    worth = {f"p{p}": Fraction(v) for p, v in enumerate(VECTORS[0])}
    moved = replace(certificate.relaxations[0], changes=changes, package={"x": "x0"}, utilities=worth)
    false = replace(certificate, relaxations=(moved,))
    checking = checked(false, case, preferences)
    assert refused(checking) == {"relaxation 1", "fewest"}
    assert [c.reason for c in checking.claims if c.name == "relaxation 1"] == ["its package does not meet the demands that stay."]


def test_a_demand_that_its_package_meets_is_no_part_of_a_move():
    """With the budget a red line is said to move, which the package does not cross: another package would do without."""
    case, preferences = budget()
    certificate = certified(analyse(case, preferences))
    spare = ClaimedChange("red_line", "p", "both", None)
    first = certificate.relaxations[0]
    false = replace(certificate, relaxations=(replace(first, changes=(*first.changes, spare), least=False),), fewest=None)
    assert refused(checked(false, case, preferences)) == {"relaxation 1"}


def test_a_move_farther_than_it_must_be_is_refused_though_nobody_calls_it_the_least():
    case, preferences = budget()
    certificate = certified(analyse(case, preferences))
    first = certificate.relaxations[0]
    farther = replace(first, changes=(replace(first.changes[0], to=Fraction(7)),), least=False)
    farther = replace(farther, package={"a": "a1", "b": "b0"}, utilities={"p": Fraction(10)})
    assert refused(checked(replace(certificate, relaxations=(farther,)), case, preferences)) == {"relaxation 1", "fewest"}


def capped():
    """*p*'s totals are cut at 40 and it wants 60: giving that up opens both packages, of which x1 is better for *q*."""
    case, preferences = points_only([(50, 40), (45, 80)], [60, None])
    return case, [replace(one, numbers=replace(one.numbers, cut=Fraction(40 if p == 0 else 100))) for p, one in enumerate(preferences)]


def test_what_a_move_opens_is_not_dominated_where_totals_are_cut():
    case, preferences = capped()
    result = analyse(case, preferences)
    (relaxation,) = result.deadlock.relaxations.found
    assert (relaxation.package, relaxation.changes[0].to, relaxation.least) == ((1,), 40, True)
    certificate = certified(result)
    assert checked(certificate, case, preferences).verdict is Verdict.ACCEPTED
    first = certificate.relaxations[0]
    worse = replace(first, package={"x": "x0"}, utilities={"p0": Fraction(40), "p1": Fraction(40)})
    assert refused(checked(replace(certificate, relaxations=(worse,)), case, preferences)) == {"relaxation 1", "fewest"}


def test_no_weight_closes_a_zone_that_there_is_not():
    case, preferences = blocked()
    certificate = certified(analyse(case, preferences))
    false = replace(certificate, fragile=(ClaimedFragile("p0", "x", Fraction(1, 10)),))
    assert refused(checked(false, case, preferences)) == {"fragile"}


def test_a_false_value_is_refused():
    def worth_more(relaxation):
        return replace(relaxation, utilities=tuple(u + 1 for u in relaxation.utilities))

    assert refused(made(blocked, with_relaxation(worth_more))) == {"relaxation 1"}


def test_a_bound_of_law_that_moves_is_refused():
    case, preferences = blocked()
    certificate = certified(analyse(case, preferences))
    law = ClaimedChange("bound", None, "law", None)
    first = certificate.relaxations[0]
    false = replace(certificate, relaxations=(replace(first, changes=(law, *first.changes), least=False),), fewest=len(first.changes) + 1)
    assert "relaxation 1" in refused(checked(false, case, preferences))


def test_fewer_demands_than_it_takes_are_refused_and_more_stay_open():
    case, preferences = blocked()
    certificate = certified(analyse(case, preferences))
    assert certificate.fewest == 2
    fewer = replace(certificate, fewest=1)
    assert refused(checked(fewer, case, preferences)) == {"fewest"}
    unproven = replace(certificate, other_conflicts=())
    assert left_open(checked(unproven, case, preferences)) == {"fewest"}
    spare = certificate.relaxations[0]
    third = next(
        ClaimedChange("walk_away", p, "walk_away", None) for p in ("p0", "p1", "p2") if p not in {c.demand.party for c in spare.changes}
    )
    more = replace(certificate, relaxations=(replace(spare, changes=(*spare.changes, third)),), fewest=3)
    assert checked(more, case, preferences).verdict is not Verdict.ACCEPTED


def test_a_number_without_a_way_that_was_accepted_is_refused():
    case, preferences = blocked()
    certificate = certified(analyse(case, preferences))
    for fewest in (1, 2, 3):
        assert refused(checked(replace(certificate, fewest=fewest, relaxations=()), case, preferences)) == {"fewest"}


def test_of_a_limit_with_two_sides_no_amount_is_the_least():
    amounts = (("a", (("a0", Fraction(0)), ("a1", Fraction(7)), ("a2", Fraction(20)))),)
    rule = Restriction(id="two", kind=RestrictionKind.LIMIT, shape=SumLimit(amounts, Fraction(5), Fraction(9), ""))
    case = case_of({"a": 3}, ["p"], [rule])
    preferences = [preferences_of(case, "p", [(9, 1, 5)], 8)]
    certificate = certified(analyse(case, preferences))
    number = next(n for n, r in enumerate(certificate.relaxations) if r.changes[0].demand.kind == "limit")
    assert certificate.relaxations[number].changes[0].to is None
    false = replace(certificate.relaxations[number], changes=(ClaimedChange("limit", None, "two", Fraction(0)),), least=True)
    relaxations = tuple(false if n == number else r for n, r in enumerate(certificate.relaxations))
    assert f"relaxation {number + 1}" in refused(checked(replace(certificate, relaxations=relaxations), case, preferences))


def test_a_further_conflict_with_a_spare_member_is_refused():
    case, preferences = blocked()
    certificate = certified(analyse(case, preferences))
    second = certificate.other_conflicts[0]
    spare = next(d for c in (certificate.conflict, *certificate.other_conflicts) for d in c.demands if d not in second.demands)
    wider = replace(second, demands=(*second.demands, spare), without=(*second.without, second.without[0]))
    false = replace(certificate, other_conflicts=(wider, *certificate.other_conflicts[1:]))
    assert "minimal 2" in refused(checked(false, case, preferences))


def test_moves_beside_a_zone_are_refused():
    case, preferences = points_only([(1, 1)], [0, 0])
    certificate = replace(certified(analyse(case, preferences)), fewest=1)
    assert refused(checked(certificate, case, preferences)) == {"relaxation"}
