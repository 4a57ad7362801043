"""`proof.claims.sensitivity`: fragile weights, turning choices and near agreements are accepted as they are, and refused by name when they are off."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given

from goodoffices.analysis import NotSupported, analyse
from goodoffices.analysis.sensitivity import sensitivity_of
from goodoffices.formats.certificates.exact_certificate import certificate_of
from goodoffices.proof import ClaimedFragile, Verdict
from tests.analysis.test_sensitivity import close
from tests.cases import case_of, points_only, preferences_of
from tests.proof.certifying import FILES, certified, checked, left_open, refused
from tests.strategies import cases

F = Fraction


def with_turnings(result):
    return certificate_of(result, FILES, steps=100, version="test", sensitivity=sensitivity_of(result))


@pytest.mark.slow
@given(cases(parties=(1, 3), rules=2))
def test_what_is_said_of_moves_is_accepted(case):
    try:
        result = analyse(*case)
    except NotSupported:
        assume(False)
    assert checked(with_turnings(result), *case).verdict is Verdict.ACCEPTED


def test_another_weight_said_to_be_fragile_is_refused():
    case = case_of({"a": 2, "b": 2}, ["p", "q"])
    p = replace(preferences_of(case, "p", [(0, 100), (100, 0)], 50), weights={"a": F(50), "b": F(50)})
    p = replace(p, numbers=replace(p.numbers, weights_as_given=False))
    q = preferences_of(case, "q", [(10, 0), (0, 0)], 10)
    result = analyse(case, [p, q])
    assert {(f.party, f.issue) for f in result.fragile}
    certificate = certified(result)
    assert checked(certificate, case, [p, q]).verdict is Verdict.ACCEPTED
    for wrong in ((), (*certificate.fragile, ClaimedFragile("q", "a", F(3, 10))), certificate.fragile[1:]):
        assert refused(checked(replace(certificate, fragile=tuple(wrong)), case, [p, q])) == {"fragile"}


@pytest.mark.parametrize("off", [F(1, 5), F(-1, 5)])
def test_a_choice_said_to_turn_elsewhere_is_refused(off):
    case, preferences = close()
    certificate = with_turnings(analyse(case, preferences))
    number, turning = next((k, t) for k, t in enumerate(certificate.turnings) if t.down["utilitarian"] is not None)
    before, at = turning.down["utilitarian"]
    for wrong in ((max(F(0), before + off), at + off), (before, before), (F(0), F(1, 2)), (before, F(1, 2)), None):
        changed = replace(turning, down={**turning.down, "utilitarian": wrong})
        turnings = tuple(changed if k == number else t for k, t in enumerate(certificate.turnings))
        assert refused(checked(replace(certificate, turnings=turnings), case, preferences)) == {"sensitivity"}
    assert refused(checked(replace(certificate, turnings=certificate.turnings[1:]), case, preferences)) == {"sensitivity"}
    assert "sensitivity" in left_open(checked(certificate, case, preferences, allow_sum=False, seconds=0))


def test_packages_that_do_not_come_nearest_are_refused():
    case, preferences = points_only([(10, 0), (9, 3), (5, 5), (3, 8), (0, 10)], (8, 8))
    result = analyse(case, preferences)
    assert [n.shortfalls for n in result.deadlock.near] == [(0, 5), (5, 0), (3, 3)]
    certificate = certified(result)
    assert checked(certificate, case, preferences).verdict is Verdict.ACCEPTED
    first, second, third = certificate.near
    far = next(p for p in certificate.points if p.utilities == {"p0": 10, "p1": 0})
    for wrong in ((first, third, second), (first, far), (third,), (replace(first, utilities=third.utilities), second)):
        assert refused(checked(replace(certificate, near=wrong), case, preferences)) == {"near"}
