"""Every method on the same degenerate cases: listing, elimination, integer programs, the answer in part, and the checker's two ways."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from goodoffices.analysis import SOLUTIONS, AnalysisError, Limits, OutOfTime, analyse
from goodoffices.case import Condition, ForbiddenTogether, Restriction, RestrictionKind, SumLimit
from goodoffices.preferences import Interaction
from goodoffices.proof import ClaimedFrontier, Verdict
from tests.analysis.test_against_brute_force import vectors
from tests.cases import case_of, points_only, preferences_of
from tests.proof.certifying import certified, checked, refused
from tests.reference.brute import Truth

SIZES = {"a": 3, "b": 3, "c": 2}
PAIR = Interaction(Condition.of({"a": "a0", "b": ["b1", "b2"]}), Fraction(7))


def split(n_parties, *, walk_away=0, factor=1, equal=False, restrictions=()):
    """Three issues that each party values in its own order; one combination that the first likes."""
    case = case_of(SIZES, [f"p{k}" for k in range(n_parties)], restrictions)
    preferences = []
    for p in range(n_parties):
        rows = [[0 if equal else factor * ((o * (p + 2) + j * p) % 5) for o in range(n)] for j, n in enumerate(SIZES.values())]
        more = {"interactions": (PAIR,)} if p == 0 and not equal else {}
        preferences.append(preferences_of(case, f"p{p}", rows, walk_away, **more))
    return case, preferences


def rule(shape, kind=RestrictionKind.LINKAGE):
    return (Restriction(id="r", kind=kind, shape=shape),)


AMOUNTS = tuple((i, tuple((f"{i}{o}", Fraction(o)) for o in range(n))) for i, n in SIZES.items())
CASES = {
    "all equal": split(3, equal=True),
    "one party": split(1),
    "two parties": split(2),
    "twelve parties": split(12),
    "a linkage that forbids everything": split(2, restrictions=rule(ForbiddenTogether(Condition.of({"a": ["a0", "a1", "a2"]})))),
    "a limit on a sum": split(3, restrictions=rule(SumLimit(AMOUNTS, Fraction(1), Fraction(3), ""), RestrictionKind.LIMIT)),
    "duplicates": points_only([(3, 1), (3, 1), (1, 3), (1, 3), (2, 2), (2, 2)], [0, 0]),
    "sums at 2^52": split(2, factor=2**52),
    "sums beyond 2^64": split(2, factor=2**70),
    "walk-away above the ideal": split(3, walk_away=1000),
    "walk-away at the ideal of all": split(2, equal=True, walk_away=0),
}
LIMITS = {
    "listed": Limits(),
    "eliminated": Limits(group_combinations=1),
    "programmed": Limits(group_combinations=1, elimination_cells=0),
    "in part": Limits(partial_packages=0),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("method", LIMITS)
def test_each_method_agrees_with_the_list_of_all_packages(name, method):
    case, preferences = CASES[name]
    truth, result = Truth(case, tuple(preferences)), analyse(case, preferences, limits=LIMITS[method])
    assert result.zone.exists is bool(truth.zone)
    if result.in_part is None:
        assert vectors(result) == truth.frontier()
    else:
        assert set(vectors(result)) <= set(truth.vectors)
    if result.fairness is not None:
        best = truth.solution_sets(tuple(b.value for b in result.fairness.baselines))
        for solution in SOLUTIONS:
            assert vectors(result, [result.fairness.solutions[solution].row])[0] in best[solution], solution
    else:
        assert result.conflict is not None


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("allow_sum", [True, False], ids=["sum", "proofs"])
def test_the_checker_accepts_them_all_and_misses_a_point_left_out(name, allow_sum):
    case, preferences = CASES[name]
    certificate = certified(analyse(case, preferences))
    assert checked(certificate, case, preferences, allow_sum=allow_sum).verdict is Verdict.ACCEPTED
    for k in range(min(3, len(certificate.points))):
        false = replace(certificate, frontier=ClaimedFrontier(certificate.points[:k] + certificate.points[k + 1 :]))
        assert "complete" in refused(checked(false, case, preferences, allow_sum=allow_sum))


@pytest.mark.parametrize("looks", [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89])
@pytest.mark.parametrize("method", LIMITS)
@pytest.mark.parametrize("name", ["two parties", "twelve parties", "walk-away above the ideal"])
def test_a_time_out_at_any_stage_is_an_answer_in_part_or_a_refusal(name, method, looks):
    """The time is over at the n-th look at the clock, wherever that falls."""
    case, preferences = CASES[name]
    left = iter([100.0] * looks)
    limits = replace(LIMITS[method], seconds_left=lambda: next(left, -1.0))
    truth = Truth(case, tuple(preferences))
    try:
        result = analyse(case, preferences, limits=limits)
    except OutOfTime:
        return
    except AnalysisError as other:  # pragma: no cover
        pytest.fail(f"refused with {other!r}")
    assert result.zone.exists is bool(truth.zone)
    assert set(vectors(result)) <= set(truth.vectors)
    if result.in_part is None:
        assert vectors(result) == truth.frontier()
