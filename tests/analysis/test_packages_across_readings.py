"""`analysis.packages_across_readings`: what holds under all combinations of readings, against listing all packages under each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis import NotSupported, analyse
from goodoffices.analysis.packages_across_readings import across_combinations, signed_under_all
from tests.reference.brute import Truth
from tests.strategies import cases, preferences


@st.composite
def two_readings(draw):
    """A case, and two readings of its first party."""
    case, first = draw(cases(parties=(2, 2), rules=1))
    other = replace(draw(preferences(case, "p0")), reading="other")
    return case, [first, (other, first[1])]


@pytest.mark.slow
@given(two_readings())
def test_what_stands_under_how_many_combinations(drawn):
    case, combinations = drawn
    try:
        results = [analyse(case, some) for some in combinations]
    except NotSupported:
        assume(False)
    truths = [Truth(case, tuple(some)) for some in combinations]

    def signed(truth, package):
        return truth.is_feasible(package) and truth.in_zone(truth.vector(package))

    package = signed_under_all(results)
    everywhere = [p for p in truths[0].all if all(signed(t, p) for t in truths)]
    assert (package is None) == (not everywhere)
    assert package is None or package in everywhere
    frontiers = [set(t.frontier()) for t in truths]
    across = across_combinations(results)
    assert {(n, name) for a in across for n, name in a.chosen_by} == {
        (n, name) for n, r in enumerate(results) if r.fairness is not None for name in r.fairness.solutions
    }
    for one in across:
        assert one.in_zone == tuple(n for n, t in enumerate(truths) if signed(t, one.package))
        assert one.efficient == tuple(
            n for n, t in enumerate(truths) if t.is_feasible(one.package) and t.vector(one.package) in frontiers[n]
        )
        assert one.undecided == ()
