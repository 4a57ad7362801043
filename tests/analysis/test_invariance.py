"""The answer does not hang on names or on the order of parties, issues and options."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import SOLUTIONS, analyse
from tests.strategies import cases


def facts(result, order):
    """What must not change: utility vectors, counts, ties; parties brought into one order."""

    def vector(row):
        return tuple(result.utility(row, p) for p in order)

    fairness = result.fairness
    solutions = None
    if fairness is not None:
        solutions = {n: (sorted(map(vector, fairness.solutions[n].tied_rows)), fairness.ties[n].count) for n in SOLUTIONS}
    return {
        "frontier": sorted(map(vector, range(len(result.frontier)))),
        "zone": (result.zone.exists, result.zone.count),
        "solutions": solutions,
        "deadlock": result.conflict is None,
    }


@pytest.mark.slow
@given(cases(), st.randoms(use_true_random=False))
def test_order_of_parties_issues_and_options_does_not_matter(drawn, random):
    case, preferences = drawn
    order = list(range(len(preferences)))
    random.shuffle(order)
    issues = [replace(i, options=tuple(random.sample(i.options, len(i.options)))) for i in case.issues]
    random.shuffle(issues)
    restrictions = random.sample(case.restrictions, len(case.restrictions))
    shuffled = replace(case, parties=tuple(case.parties[p] for p in order), issues=tuple(issues), restrictions=tuple(restrictions))
    before = analyse(case, preferences)
    after = analyse(shuffled, [preferences[p] for p in order])
    back = [order.index(p) for p in range(len(order))]
    assert facts(before, range(len(order))) == facts(after, back)
