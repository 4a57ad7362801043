"""`proof.timed_checking`: a claim that takes longer than there is time is left behind, and what was checked before it stands."""

from __future__ import annotations

import threading
from itertools import chain, repeat

import pytest

from goodoffices.proof import Claim, Verdict
from goodoffices.proof.timed_checking import checked_in_time

FIRST = Claim.accepted("first", "it is.")


def test_all_claims_are_collected_where_there_is_time():
    checking = checked_in_time(iter([FIRST, FIRST]), lambda: 100.0)
    assert checking.claims == (FIRST, FIRST)


def test_a_claim_that_does_not_end_is_left_open():
    release = threading.Event()

    def claims():
        yield FIRST
        release.wait()
        yield FIRST

    left = chain([5.0, 1.0], repeat(-1.0))
    checking = checked_in_time(claims(), lambda: next(left))
    release.set()
    assert checking.claims[0] == FIRST
    assert [c.name for c in checking.claims[1:]] == ["time"]
    assert checking.verdict is Verdict.OPEN


def test_what_checking_raises_is_raised_here():
    def claims():
        yield FIRST
        raise ValueError("internal")

    with pytest.raises(ValueError, match="internal"):
        checked_in_time(claims(), lambda: 100.0)
