"""`analysis.frontier.frontier`: nothing better is left out, nothing worse is let in, whatever the size."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.random_cases import random_case
from goodoffices.analysis import FrontierTooLarge, GroupTooLarge, Limits, analyse, compile_case, pareto_frontier
from goodoffices.analysis.engine.dominance import undominated
from goodoffices.case import Condition, ForbiddenTogether, Restriction, RestrictionKind
from goodoffices.preferences import Numbers
from tests.cases import case_of, points_only, preferences_of


def frontier_of(case, preferences):
    problem = compile_case(case, preferences)
    found = pareto_frontier(problem)
    return [tuple(problem.as_utility(x, p) for p, x in enumerate(row)) for row in found.utilities]


def test_price_case_has_three_efficient_packages():
    """Worked by hand in docs/explanation/analysis.md: option 1 is dominated by option 2."""
    assert frontier_of(*points_only([(100, 0), (50, 60), (60, 70), (0, 100)], [0, 0])) == [(100, 0), (60, 70), (0, 100)]


def test_a_linkage_takes_an_efficient_package_away():
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    prefs = [preferences_of(case, "p", [(0, 3), (0, 4)]), preferences_of(case, "q", [(1, 0), (2, 0)])]
    assert frontier_of(case, prefs) == [(7, 0), (4, 1), (3, 2), (0, 3)]
    tie = Restriction(id="r", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"a": "a1", "b": "b0"})))
    assert frontier_of(case_of({"a": 2, "b": 2}, ["p", "q"], [tie]), prefs) == [(7, 0), (4, 1), (0, 3)]


def test_sevenths_are_added_exactly():
    """2/7 + 1/7 equals 3/7 here; as floating-point numbers they differ in the last digit."""
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    prefs = [preferences_of(case, "p", [("2/7", 0), ("1/7", "3/7")]), preferences_of(case, "q", [(0, 1), (1, 0)])]
    third = Fraction(3, 7)
    assert frontier_of(case, prefs) == [(Fraction(5, 7), 0), (third, 1), (Fraction(1, 7), 2)]


def test_rounding_makes_equal_what_differs_below_the_grid():
    grid = {"numbers": Numbers(weights_as_given=True, grid=Fraction(1, 10**9))}
    vectors = [("0.5", "0.3"), ("0.5000000001", "0.2"), ("0.4999999995", "0.4"), ("0.49999999949", "0.5")]
    assert frontier_of(*points_only(vectors, [None, None], **grid)) == [
        (Fraction(1, 2), Fraction(2, 5)),
        (Fraction(499999999, 10**9), Fraction(1, 2)),
    ]


def test_a_cut_makes_equal_what_lies_above_it():
    cut = {"numbers": Numbers(weights_as_given=True, cut=Fraction(1))}
    assert frontier_of(*points_only([("1.2", "0.1"), ("1.1", "0.3"), ("0.9", "0.4")], [None, None], **cut)) == [
        (1, Fraction(3, 10)),
        (Fraction(9, 10), Fraction(2, 5)),
    ]


@given(st.data())
def test_undominated_rows_are_those_that_no_row_beats(data):
    """Against comparing all pairs, on small and on enormous integers, of 0 to 5 columns."""
    k = data.draw(st.integers(0, 5))
    scale = data.draw(st.sampled_from([1, 2**40, 2**60, 10**30]))
    rows = data.draw(st.lists(st.lists(st.integers(-3, 3), min_size=k, max_size=k), min_size=1, max_size=25))
    table = np.array([[x * scale for x in row] for row in rows], dtype=object).reshape(len(rows), k)
    if 4 * scale < 2**62:
        table = table.astype(np.int64)
    kept = [tuple(rows[i]) for i in undominated(table)]
    distinct = {tuple(r) for r in rows}
    best = {r for r in distinct if not any(w != r and all(a >= b for a, b in zip(w, r, strict=True)) for w in distinct)}
    assert len(kept) == len(best)
    assert set(kept) == best


def test_integers_that_float64_cannot_tell_apart():
    """(2^53 + 1, 0) and (2^53, 1): as float64 the first would be dropped."""
    rows = np.array([[2**53 + 1, 0, 0], [2**53, 1, 0], [2**53, 0, 1]], np.int64)
    assert undominated(rows).tolist() == [0, 1, 2]


def test_too_large_names_the_issue_and_returns_nothing():
    problem = compile_case(*random_case(3, 8))
    with pytest.raises(FrontierTooLarge, match=r"when the issue 'i\d{3}' was added, [\d,]+ partial packages .* the limit is 50\."):
        pareto_frontier(problem, Limits(partial_packages=50))


def test_a_group_too_large_is_named():
    tie = Restriction(id="r", kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of({"a": "a1", "b": "b1", "c": "c1"})))
    case = case_of({"a": 9, "b": 9, "c": 9}, ["p"], [tie])
    problem = compile_case(case, [preferences_of(case, "p", [[0, 9, 1, 2, 3, 4, 5, 6, 7]] * 3)])
    # Not all 729 combinations are listed: of each issue the option that the rule names and the best other one are left.
    assert len(pareto_frontier(problem, Limits(group_combinations=700))) == 1
    with pytest.raises(
        GroupTooLarge,
        match=r"tie together 3 issues \(a, b, c\) so densely that 8 combinations would have to be looked at in one step; the limit is 7",
    ):
        pareto_frontier(problem, Limits(group_combinations=700, elimination_cells=7))


@pytest.mark.slow
@pytest.mark.parametrize(("parties", "issues", "opposed"), [(2, 100, False), (3, 20, False)])
def test_enormous_cases_are_answered_whole(parties, issues, opposed):
    """10^100 and 10^20 packages: frontier, zone, solutions, ties and trades, and nothing lists packages."""
    result = analyse(*random_case(parties, issues, opposed=opposed))
    assert result.problem.n_packages == 10**issues
    assert len(result.frontier) > 3000
    assert result.zone.exists
    assert 0 < result.zone.count.lower <= result.zone.count.upper <= 10**issues
    assert all(t.is_exact and t.count >= 1 for t in result.fairness.ties.values())
    assert len(result.trades) == 5


@pytest.mark.long
@pytest.mark.parametrize(("parties", "issues"), [(2, 100), (3, 20)])
def test_enormous_opposed_cases_are_answered_whole(parties, issues):
    result = analyse(*random_case(parties, issues, opposed=True))
    assert len(result.frontier) > 100_000
    utilities = result.frontier.utilities
    assert len(undominated(utilities)) == len(utilities)


def test_uncut_totals_go_beyond_the_cut():
    case, preferences = points_only([(3, 1), (2, 2)], [0, 0], numbers=Numbers(weights_as_given=True, cut=Fraction(2)))
    cut, uncut = (pareto_frontier(compile_case(case, some)) for some in (preferences, [one.uncut() for one in preferences]))
    assert cut.utilities.tolist() == [[2, 2]]
    assert uncut.utilities.tolist() == [[3, 1], [2, 2]]
