"""`analysis.sensitivity`: at which weight another package is chosen, against moving the weight and choosing anew."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import prod

import pytest
from hypothesis import assume, given

from goodoffices.analysis import SOLUTIONS, Limits, NotSupported, analyse
from goodoffices.analysis.sensitivity import NARROW, STEPS, sensitivity_of
from goodoffices.preferences import Numbers, utility
from tests.analysis.frontier.test_fragility import moved
from tests.cases import EXAMPLES, case_of, preferences_of
from tests.cli.program import goodoffices
from tests.strategies import cases


def best_sets(gains):
    """For each solution the candidates that are best by it; gains by candidate."""
    ideal = [max(g[p] for g in gains.values()) for p in range(len(next(iter(gains.values()))))]

    def best(key):
        top = max(map(key, gains.values()))
        return {k for k, g in gains.items() if key(g) == top}

    return {
        "nash": best(lambda g: (-sum(x < 0 for x in g), sum(x > 0 for x in g), prod(x for x in g if x > 0))),
        "kalai_smorodinsky": best(lambda g: tuple(sorted(x / i for x, i in zip(g, ideal, strict=True) if i > 0))),
        "egalitarian": best(lambda g: tuple(sorted(g))),
        "utilitarian": best(sum),
    }


@pytest.mark.slow
@given(cases(parties=(1, 3), rules=1, numbers=False))
def test_the_first_step_at_which_another_package_is_chosen(case):
    try:
        result = analyse(*case)
    except NotSupported:
        assume(False)
    found = sensitivity_of(result)
    if result.fairness is None:
        assert found is None
        return
    candidates = [r for r in range(len(result.frontier)) if result.zone.on_frontier[r]]
    packages = {r: result.package(r) for r in candidates}
    now = {name: set(s.tied_rows) for name, s in result.fairness.solutions.items()}

    def chosen(p, other):
        preferences = [other if q == p else one for q, one in enumerate(case[1])]
        worth = {r: [utility(one, x) for one in preferences] for r, x in packages.items()}
        floor = other.exact_walk_away()
        baselines = [b.value for b in result.fairness.baselines]
        if result.fairness.baselines[p].kind == "status_quo":
            baselines[p] = utility(other, case[0].status_quo())
        gains = {r: [u - b for u, b in zip(v, baselines, strict=True)] for r, v in worth.items() if floor is None or v[p] >= floor}
        return best_sets(gains) if gains else {name: set() for name in SOLUTIONS}

    assert len(found.weights) == len(case[1]) * len(case[0].issues)
    for turning in found.weights:
        issue = case[0].issues[turning.issue].id
        for sign, steps in ((-1, turning.down), (1, turning.up)):
            expected = dict.fromkeys(SOLUTIONS)
            for step in STEPS:
                other = moved(case[1][turning.party], issue, sign * step)
                if other is None:
                    break
                sets = chosen(turning.party, other)
                for name in SOLUTIONS:
                    if expected[name] is None and not sets[name] & now[name]:
                        expected[name] = step
            assert steps.keys() == expected.keys()
            for name, turn in steps.items():
                if expected[name] is None:
                    assert turn is None
                    continue
                assert expected[name] - STEPS[0] <= turn.before < turn.at <= expected[name]
                assert turn.at - turn.before <= NARROW
                for by, is_same in ((turn.before, True), (turn.at, False)):
                    sets = chosen(turning.party, moved(case[1][turning.party], issue, sign * by) if by else case[1][turning.party])
                    assert bool(sets[name] & now[name]) is is_same


def close():
    """Each wants the other option on both issues; *a* weighs more to *p*, both the same to *q*."""
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    p = replace(preferences_of(case, "p", [(0, 100), (100, 0)], 0), weights={"a": Fraction(60), "b": Fraction(40)}, numbers=Numbers())
    q = replace(preferences_of(case, "q", [(100, 0), (0, 100)], 0), weights={"a": Fraction(50), "b": Fraction(50)}, numbers=Numbers())
    return case, [p, q]


def test_a_weight_by_hand():
    found = sensitivity_of(analyse(*close()))
    turning = next(t for t in found.weights if (t.party, t.issue) == (0, 0))
    # p wants a1 and b0, q a0 and b1: the sum is greatest where p gets what weighs more to it, and that is a until it weighs 50.
    assert turning.down["utilitarian"].before <= Fraction(1, 6) < turning.down["utilitarian"].at < Fraction(1677, 10000)
    assert turning.up["utilitarian"] is None


@pytest.mark.long
def test_it_is_told_where_it_is_asked_for():
    assert sensitivity_of(analyse(*close(), limits=Limits(partial_packages=0))) is None
    ran = goodoffices("analyse", EXAMPLES / "strait", "--sensitivity", "--plain")
    assert ran.code == 0
    assert "How far do the named packages hang on the weights?" in ran.out
    data = goodoffices("analyse", EXAMPLES / "strait", "--sensitivity", "--json").json
    assert len(data["sensitivity"]) == 22
    assert "sensitivity" not in goodoffices("analyse", EXAMPLES / "strait", "--json").json
