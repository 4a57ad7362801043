"""The helper that counts: a property that seldom comes to its assertion goes red."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reached import reached, reaches


@reaches(10)
@given(st.integers(0, 9))
def test_a_property_that_comes_to_its_assertion_passes(number):
    reached()
    assert number < 10


def test_a_property_that_never_does_goes_red():
    @reaches(1)
    @given(st.integers(0, 9))
    def vacuous(number):
        if number > 9:
            reached()
            raise AssertionError

    with pytest.raises(AssertionError, match="0 examples came to the assertion"):
        vacuous()


def test_a_count_without_a_floor_is_refused():
    with pytest.raises(AssertionError, match="put @reaches"):
        reached()
