"""`analysis.frontier.fairness`: each idea of fairness by its inventor's rule, on discrete packages."""

from __future__ import annotations

from fractions import Fraction

from goodoffices.analysis import analyse
from tests.cases import nash_1950, points_only


def chosen(result, name):
    row = result.fairness.solutions[name].row
    return tuple(result.utility(row, p) for p in range(len(result.problem.preferences)))


def test_nash_1950_bill_gets_pen_toy_and_knife():
    """Nash (1950), p. 162: Bill gives book, whip, ball and bat; Jack gives pen, toy and knife. Gains 12 and 5."""
    result = analyse(*nash_1950())
    package = result.package(result.fairness.solutions["nash"].row)
    assert {good for good, owner in package.items() if owner == "bill"} == {"box", "pen", "toy", "knife"}
    assert chosen(result, "nash") == (12 + 12, 6 + 5)


def test_leximin_does_not_stop_at_the_party_at_the_minimum():
    """The least gain is 1 in all three; the second least decides, then the third: (4, 1, 9)."""
    result = analyse(*points_only([(1, 5, 4), (4, 1, 9), (9, 3, 1)], [0, 0, 0]))
    assert chosen(result, "egalitarian") == (4, 1, 9)
    assert result.fairness.ties["egalitarian"].count == 1


def test_kalai_smorodinsky_leaves_out_who_cannot_gain():
    result = analyse(*points_only([(4, 1, 5), (2, 3, 5), (3, 2, 5)], [0, 0, 5]))
    solution = result.fairness.solutions["kalai_smorodinsky"]
    assert solution.left_out == (2,)
    assert chosen(result, "kalai_smorodinsky") == (3, 2, 5)


def test_kalai_smorodinsky_and_egalitarian_differ_where_ideals_differ():
    result = analyse(*points_only([(90, 5), (60, 8), (9, 9), (0, 10)], [0, 0]))
    assert chosen(result, "kalai_smorodinsky") == (60, 8)
    assert chosen(result, "egalitarian") == (9, 9)
    assert result.fairness.unchanged_when_rescaled == {"egalitarian": False, "utilitarian": True}


def test_nash_names_the_groups_where_not_all_can_gain():
    """Only two of three can gain at once; the optimum of each pair is listed."""
    result = analyse(*points_only([(4, 4, 0), (0, 3, 3), (1, 0, 9)], [0, 0, 0]))
    solution = result.fairness.solutions["nash"]
    assert chosen(result, "nash") == (4, 4, 0)
    assert [group for group, _ in solution.groups] == [(0, 1), (0, 2), (1, 2)]


def test_without_a_walk_away_value_gains_count_from_the_status_quo():
    """The first option is the status quo; None is not 0."""
    result = analyse(*points_only([(30, 10), (20, 40), (50, 20), (35, 30)], [None, 10]))
    assert result.fairness.baselines[0].value == 30
    assert result.fairness.baselines[0].other == 20
    assert chosen(result, "nash") == (50, 20) or chosen(result, "nash") == (35, 30)
    assert chosen(result, "nash") == (50, 20)
    assert result.fairness.unchanged_with_other_baseline["egalitarian"] is False


def test_ties_are_counted_and_listed():
    """Three packages with the same utilities, and one other vector of equal sum."""
    result = analyse(*points_only([(4, 6), (4, 6), (6, 4), (4, 6)], [0, 0]))
    tied = result.fairness.ties["utilitarian"]
    assert (tied.count, tied.is_exact, len(tied.packages)) == (4, True, 4)
    assert result.fairness.ties["nash"].count == 4


def test_a_product_is_compared_beyond_floating_point():
    """10^9 × 10^9 against (10^9 + 1) × (10^9 - 1): equal as floats, different by one."""
    big = 10**9
    result = analyse(*points_only([(big, big), (big + 1, big - 1)], [0, 0]))
    assert chosen(result, "nash") == (big, big)
    assert result.fairness.ties["nash"].count == 1
    assert result.fairness.ideal == (Fraction(big + 1), Fraction(big))
