"""The checker accepts what is true, and refuses what is false by the claim's name, by either of its methods."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis import analyse
from goodoffices.analysis.deadlock.minimal_conflict import Conflict
from goodoffices.analysis.deadlock.why_not import only_one
from goodoffices.analysis.frontier.frontier import Frontier
from goodoffices.case import Condition, ForbiddenTogether, Restriction, RestrictionKind, SumLimit
from goodoffices.preferences import Interaction, RedLine
from goodoffices.proof import ChosenReading, ClaimedFrontier, DemandName, FileDigest, Verdict
from goodoffices.proof.checking.completeness import frontier_by_sum
from goodoffices.proof.checking.integer_proof import IntegerProof
from goodoffices.proof.checking.space import Space
from goodoffices.proof.checking.summing import undominated
from tests.cases import EXAMPLES, case_of, points_only, preferences_of
from tests.proof.certifying import certified, checked, left_open, refused
from tests.reference.brute import Truth
from tests.strategies import cases

both_methods = pytest.mark.parametrize("allow_sum", [True, False], ids=["by the sum", "by integer programs"])


@pytest.mark.slow
@given(cases(), st.booleans())
def test_what_the_analysis_finds_is_accepted(drawn, allow_sum):
    case, preferences = drawn
    checking = checked(certified(analyse(case, preferences)), case, preferences, allow_sum=allow_sum)
    assert checking.verdict is Verdict.ACCEPTED, checking.claims


@pytest.mark.slow
@given(cases(), st.booleans(), st.data())
def test_a_point_left_out_is_missed(drawn, allow_sum, data):
    case, preferences = drawn
    result = analyse(case, preferences)
    n = len(result.frontier)
    assume(n)
    kept = np.delete(np.arange(n), data.draw(st.integers(0, n - 1)))
    false = replace(certified(result), frontier=ClaimedFrontier(tuple(certified(result).points[i] for i in kept)))
    assert "complete" in refused(checked(false, case, preferences, allow_sum=allow_sum))


@pytest.mark.long
@given(cases(), st.booleans(), st.data())
def test_a_dominated_point_added_is_seen(drawn, allow_sum, data):
    case, preferences = drawn
    truth, result = Truth(case, preferences), analyse(case, preferences)
    frontier = set(truth.frontier())
    dominated = [p for p in truth.feasible if truth.vector(p) not in frontier]
    assume(dominated)
    package = data.draw(st.sampled_from(dominated))
    certificate = certified(result)
    worth = {one.party: u for one, u in zip(preferences, truth.vector(package), strict=True)}
    added = replace(certificate.points[0], package=package, utilities=worth)
    false = replace(certificate, frontier=ClaimedFrontier((*certificate.points, added)))
    assert "efficient" in refused(checked(false, case, preferences, allow_sum=allow_sum))
    assert "complete" not in refused(checked(false, case, preferences, allow_sum=allow_sum))


@pytest.mark.slow
@given(cases())
def test_the_checkers_own_sum_is_the_frontier(drawn):
    case, preferences = drawn
    assert frontier_by_sum(Space(case, preferences)) == set(Truth(case, preferences).frontier())


@pytest.mark.slow
@given(cases(), st.data())
def test_an_integer_program_finds_a_package_exactly_where_there_is_one(drawn, data):
    """On the demands of the case, any of them, against the list of all packages."""
    case, preferences = drawn
    space = Space(case, preferences)
    demands = space.demands()
    some = data.draw(st.lists(st.sampled_from(demands), unique=True)) if demands else []
    answer = IntegerProof(space, space.rules(some), lambda: 100.0).find([])
    truth = Truth(case, preferences)
    meeting = [p for p in truth.all if all(space.meets(p, d) for d in some)]
    assert answer.impossible is not bool(meeting)
    if answer.package is not None:
        assert space.package(answer.package) in meeting


@given(st.integers(1, 5).flatmap(lambda k: st.lists(st.tuples(*[st.integers(0, 4)] * k), min_size=1, max_size=40)))
def test_sort_and_scan_keeps_what_nothing_dominates(rows):
    kept = [rows[i] for i in undominated(np.array(rows, object).reshape(len(rows), -1))]
    best = {r for r in rows if not any(s != r and all(a >= b for a, b in zip(s, r, strict=True)) for s in rows)}
    assert sorted(kept) == sorted(best)


def three_goods():
    """Three goods between two parties who value them differently: 8 packages, all worth to somebody; none below walk-away."""
    case = case_of({"a": 2, "b": 2, "c": 2}, ["north", "south"])
    north = preferences_of(case, "north", [(0, 5), (0, 3), (0, 1)], 1)
    south = preferences_of(case, "south", [(1, 0), (3, 0), (5, 0)], 1)
    return case, [north, south]


def with_points(result, rows):
    """The same result with other rows on its frontier."""
    frontier = Frontier(result.frontier.utilities[rows], result.frontier.packages[rows])
    inside = result.problem.in_zone(frontier.utilities)
    return replace(result, frontier=frontier, zone=replace(result.zone, on_frontier=inside), fairness=None)


@both_methods
@pytest.mark.parametrize("left_out", ["an end", "the other end", "the middle"])
def test_a_frontier_with_a_hole_is_refused_as_incomplete(allow_sum, left_out):
    case, preferences = three_goods()
    result = analyse(case, preferences)
    n = len(result.frontier)
    gone = {"an end": 0, "the other end": n - 1, "the middle": n // 2}[left_out]
    false = certified(with_points(result, [i for i in range(n) if i != gone]))
    assert refused(checked(false, case, preferences, allow_sum=allow_sum)) == {"complete"}


@both_methods
def test_a_changed_value_is_refused(allow_sum):
    case, preferences = three_goods()
    result = analyse(case, preferences)
    utilities = result.frontier.utilities.copy()
    utilities[1, 0] += 1
    false = certified(replace(result, frontier=Frontier(utilities, result.frontier.packages), fairness=None))
    assert refused(checked(false, case, preferences, allow_sum=allow_sum)) == {"value"}


@both_methods
def test_swapped_packages_are_refused_by_their_values(allow_sum):
    case, preferences = three_goods()
    result = analyse(case, preferences)
    packages = result.frontier.packages.copy()
    packages[[0, 1]] = packages[[1, 0]]
    false = certified(replace(result, frontier=Frontier(result.frontier.utilities, packages), fairness=None))
    assert refused(checked(false, case, preferences, allow_sum=allow_sum)) == {"value"}


def test_a_package_that_breaks_a_rule_is_refused_as_not_feasible():
    case, preferences = three_goods()
    free = analyse(case, preferences)
    rule = Restriction(id="r", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of(free.package(2))))
    ruled = replace(case, restrictions=(rule,))
    false = certified(free)
    assert "feasible" in refused(checked(false, ruled, preferences))


@both_methods
@pytest.mark.parametrize("name", ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"])
def test_another_solution_than_the_best_is_refused_by_name(allow_sum, name):
    case, preferences = points_only([(9, 1), (7, 4), (5, 6), (2, 7)], [0, 0])
    result = analyse(case, preferences)
    solution = result.fairness.solutions[name]
    worst = 0 if solution.row != 0 else 3
    fairness = replace(result.fairness, solutions={**result.fairness.solutions, name: replace(solution, row=worst)})
    checking = checked(certified(replace(result, fairness=fairness)), case, preferences, allow_sum=allow_sum)
    assert refused(checking) == {name}


def test_a_baseline_that_is_not_the_least_in_the_zone_is_refused():
    """North has no walk-away value: her gains count from her least in the zone, which is the 1 of the third package."""
    case, preferences = points_only([(4, 1), (3, 3), (1, 4), (2, 2)], [None, 2])
    case = replace(case, issues=(replace(case.issues[0], status_quo=None),))
    result = analyse(case, preferences)
    first, second = result.fairness.baselines
    assert (first.value, first.example) == (1, (2,))
    assert checked(certified(result), case, preferences).verdict is Verdict.ACCEPTED
    for false in (replace(first, value=Fraction(2), example=(3,)), replace(first, value=Fraction(0)), replace(first, example=None)):
        fairness = replace(result.fairness, baselines=(false, second))
        assert refused(checked(certified(replace(result, fairness=fairness)), case, preferences)) == {"baseline"}


def deadlocked():
    """Each party wants at least 4 of 6 points that are split; and one rule that has nothing to do with it."""
    rule = Restriction(id="beside", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"b": "b0"})))
    case = case_of({"a": 7, "b": 2}, ["north", "south"], [rule])
    north = preferences_of(case, "north", [range(7), (0, 0)], 4)
    south = preferences_of(case, "south", [range(6, -1, -1), (0, 0)], 4)
    return case, [north, south]


def test_a_conflict_with_a_spare_member_is_refused_as_not_minimal():
    case, preferences = deadlocked()
    result = analyse(case, preferences)
    beside = next(d for d, demand in enumerate(result.problem.demands) if demand.id == "beside")
    conflict = Conflict((*result.conflict.demands, beside), (*result.conflict.without, result.conflict.without[0]))
    false = certified(replace(result, deadlock=only_one(conflict)))
    assert refused(checked(false, case, preferences)) == {"minimal"}


def test_a_conflict_with_a_member_too_few_is_refused():
    case, preferences = deadlocked()
    result = analyse(case, preferences)
    conflict = Conflict(result.conflict.demands[:1], result.conflict.without[:1])
    assert "conflict" in refused(checked(certified(replace(result, deadlock=only_one(conflict))), case, preferences))


def test_a_demand_that_the_case_has_not_is_refused():
    case, preferences = deadlocked()
    certificate = certified(analyse(case, preferences))
    demands = (DemandName("red_line", "north", "invented"), *certificate.conflict.demands[1:])
    false = replace(certificate, conflict=replace(certificate.conflict, demands=demands))
    assert refused(checked(false, case, preferences)) == {"conflict"}


def test_a_zone_that_is_denied_is_refused():
    case, preferences = three_goods()
    false = replace(certified(analyse(case, preferences)), zone=False, solutions={}, baselines=())
    assert refused(checked(false, case, preferences)) == {"zone", "fragile"}


def test_a_certificate_says_whether_an_agreement_is_possible():
    """Where none is, a certificate that leaves it open would be as good as one that denies it."""
    case, preferences = deadlocked()
    false = replace(certified(analyse(case, preferences)), zone=None)
    assert refused(checked(false, case, preferences)) == {"zone"}


def test_the_digests_of_another_case_are_refused_before_anything_else():
    case, preferences = three_goods()
    certificate = certified(analyse(case, preferences))
    false = replace(certificate, case=replace(certificate.case, files=(FileDigest("case.yaml", "1" * 64),)))
    checking = checked(false, case, preferences)
    assert refused(checking) == {"case"}
    assert len(checking.claims) == 1


def test_drafts_are_checked_by_themselves():
    case, preferences = three_goods()
    best = analyse(case, preferences).package(0)
    result = analyse(case, preferences, drafts={"best": best, "poor": {"a": "a0", "b": "b0", "c": "c1"}})
    assert result.drafts["poor"].efficient is False
    assert checked(certified(result), case, preferences).verdict is Verdict.ACCEPTED
    praised = replace(result, drafts={"poor": replace(result.drafts["poor"], efficient=True)})
    assert refused(checked(certified(praised), case, preferences)) == {"draft poor"}
    blamed = replace(result, drafts={"best": replace(result.drafts["best"], efficient=False, dominated_by=(1,))})
    assert refused(checked(certified(blamed), case, preferences)) == {"draft best"}


def test_nothing_is_said_to_dominate_a_draft_that_is_not_feasible():
    case, preferences = three_goods()
    crossing = [replace(preferences[0], red_lines=(RedLine("r", Condition.of({"a": "a0"})),)), *preferences[1:]]
    result = analyse(case, crossing, drafts={"poor": {"a": "a0", "b": "b0", "c": "c1"}})
    certificate = certified(result)
    assert checked(certificate, case, crossing).verdict is Verdict.ACCEPTED
    (draft,) = certificate.drafts
    assert draft.efficient is None
    false = replace(certificate, drafts=(replace(draft, dominated_by=certificate.points[0].package),))
    assert refused(checked(false, case, crossing)) == {"draft poor"}


def test_entitlements_that_no_computer_can_raise_a_gain_to_are_refused_at_once():
    case, preferences = points_only([(8, 1), (4, 4), (2, 6)], [0, 0])
    certificate = certified(analyse(case, preferences, entitlements={"p0": Fraction(3)}))
    for powers in ((3_001, 1_000), (10**9, 10**9 - 1)):
        huge = replace(certificate, entitlements={"p0": Fraction(powers[0]), "p1": Fraction(powers[1])})
        assert refused(checked(huge, case, preferences)) == {"nash"}
    (nash,) = [c.reason for c in checked(certificate, case, preferences).claims if c.name == "nash"]
    assert "p0: 3" in nash


def test_without_time_nothing_is_refused_and_what_needs_a_proof_stays_open():
    case, preferences = three_goods()
    checking = checked(certified(analyse(case, preferences)), case, preferences, allow_sum=False, seconds=0)
    assert not refused(checking)
    assert {"efficient", "complete", "nash"} <= left_open(checking)
    assert checking.verdict is Verdict.OPEN


def test_numbers_longer_than_the_solver_holds_are_proven_too():
    """Differences of 1 at 10^25: divided and rounded they look equal, and the packages tell them apart."""
    big = 10**25
    case, preferences = points_only([(big, 1), (big - 1, 2), (big - 2, 3), (big - 3, 1)], [0, 0])
    for allow_sum in (True, False):
        assert checked(certified(analyse(case, preferences)), case, preferences, allow_sum=allow_sum).verdict is Verdict.ACCEPTED
    n = len(analyse(case, preferences).frontier)
    false = certified(with_points(analyse(case, preferences), [i for i in range(n) if i != 1]))
    assert refused(checked(false, case, preferences, allow_sum=False)) == {"complete"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["strait", "ferry-strike", "dry-river"])
def test_the_examples_are_accepted_by_integer_programs_alone(name):
    from goodoffices import load
    from goodoffices.api import analyse as run

    loaded = load(EXAMPLES / name)
    checking = checked(certified(run(loaded).result), loaded.case, loaded.preferences, allow_sum=False)
    assert checking.verdict is Verdict.ACCEPTED, checking.claims


def test_limits_longer_than_64_bits_are_no_obstacle():
    """A limit that every package keeps, and one that none can."""
    case, preferences = three_goods()
    amounts = tuple((i.id, tuple((o, Fraction(k)) for k, o in enumerate(i.option_ids))) for i in case.issues)
    for lowest, highest in ((None, Fraction(10**30)), (-Fraction(10**30), None), (Fraction(10**30), None)):
        limited = replace(
            case, restrictions=(Restriction(id="r", kind=RestrictionKind.LIMIT, shape=SumLimit(amounts, lowest, highest, "")),)
        )
        result = analyse(limited, preferences)
        assert result.zone.exists is (lowest is None or lowest < 0)
        for allow_sum in (True, False):
            assert checked(certified(result), limited, preferences, allow_sum=allow_sum).verdict is Verdict.ACCEPTED


def test_a_package_that_the_solvers_presolve_loses_is_still_found():
    """Found by hypothesis: CP-SAT 9.15 calls the question without the point (0, 60, 6.7) infeasible (or-tools issue 5293)."""
    case = case_of({"a": 1, "b": 3, "c": 4, "d": 4}, ["p", "q", "r"])
    scale = 29947330799631314130
    large = [[0], [0, 0, 0], [0, 0, 998244359987710471000, 200647116357529804671]]
    large.append([998244359987710471000, 998244359987710471000, 199648870619964887060, 200000001420000000140])
    nothing = [[0], [0] * 3, [0] * 4]
    together = Interaction(Condition.of({"a": "a0", "b": "b0", "c": "c0"}), Fraction(10))
    preferences = [
        preferences_of(case, "p", [*nothing, [0] * 4]),
        preferences_of(case, "q", [*nothing, [0, 0, 25, 50]], interactions=(together,)),
        preferences_of(case, "r", [[Fraction(x, scale) for x in row] for row in large]),
    ]
    certificate = certified(analyse(case, preferences))
    for left_out in range(len(certificate.points)):
        points = tuple(p for k, p in enumerate(certificate.points) if k != left_out)
        false = replace(certificate, frontier=ClaimedFrontier(points), solutions={}, baselines=())
        assert refused(checked(false, case, preferences, allow_sum=False)) == {"complete"}


def test_a_certificate_without_the_parties_is_refused():
    """Found by an attack: without readings nobody has preferences, and anything is true."""
    case, preferences = three_goods()
    certificate = certified(analyse(case, preferences))
    false = replace(certificate, readings=(), frontier=ClaimedFrontier(()), zone=False, solutions={}, baselines=())
    assert refused(checked(false, case, [])) == {"case"}
    assert refused(checked(replace(certificate, readings=(ChosenReading("north", "only"),)), case, preferences[:1])) == {"case"}


def test_baselines_are_checked_without_solutions_too():
    case, preferences = three_goods()
    certificate = certified(analyse(case, preferences))
    wrong = replace(certificate.baselines[0], value=Fraction(10**4000))
    assert "baseline" in refused(
        checked(replace(certificate, solutions={}, baselines=(wrong, certificate.baselines[1])), case, preferences)
    )


@pytest.mark.parametrize("change", ["invented", "twice", "none"])
def test_a_conflict_names_demands_of_the_case_each_once(change):
    case, preferences = deadlocked()
    certificate = certified(analyse(case, preferences))
    (first, *_), (package, *_) = certificate.conflict.demands, certificate.conflict.without
    demands = {"invented": (replace(first, id="invented"),), "twice": (first, first), "none": ()}[change]
    false = replace(certificate, conflict=replace(certificate.conflict, demands=demands, without=(package,) * len(demands)))
    for seconds in (100.0, 0.0):
        assert "conflict" in refused(checked(false, case, preferences, seconds=seconds))


def test_a_conflict_that_can_be_met_is_no_traceback_where_the_time_is_over():
    case, preferences = deadlocked()
    certificate = certified(analyse(case, preferences))
    beside = DemandName("linkage", None, "beside")
    false = replace(certificate, conflict=replace(certificate.conflict, demands=(beside,), without=certificate.conflict.without[:1]))
    assert "conflict" in left_open(checked(false, case, preferences, seconds=0.0)) | refused(checked(false, case, preferences, seconds=0.0))


def test_entitlements_are_part_of_what_is_claimed():
    case, preferences = points_only([(8, 1), (4, 4), (2, 6)], [0, 0])
    certificate = certified(analyse(case, preferences, entitlements={"p0": Fraction(3)}))
    assert checked(certificate, case, preferences).verdict is Verdict.ACCEPTED
    assert refused(checked(replace(certificate, entitlements={}), case, preferences)) == {"nash"}
    for wrong in ({"nobody": Fraction(2)}, {"p0": Fraction(0)}, {"p0": Fraction(10**4000)}):
        assert refused(checked(replace(certificate, entitlements=wrong), case, preferences)) == {"nash"}
