"""A moment keeps how exactly it is known, and nothing is read into it."""

from __future__ import annotations

import datetime

import pytest

from goodoffices.procedure import Moment, Precision
from goodoffices.procedure.moment import days_between


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("2025", Precision.YEAR),
        ("2025-03", Precision.MONTH),
        ("2025-03-24", Precision.DAY),
        ("2025-03-24T10:00+03:00", Precision.MINUTE),
    ],
)
def test_what_is_written_is_read_and_written_again(written, precision):
    moment = Moment.read(written)
    assert (moment.precision, moment.written) == (precision, written)


@pytest.mark.parametrize(
    "odd", ["", "March", "2025-13", "2025-02-30", "24.03.2025", "2025-03-24T25:00Z", "2025-03-24T10:00+99:00", "20250324"]
)
def test_what_is_no_moment_is_refused(odd):
    with pytest.raises(ValueError, match=r"."):
        Moment.read(odd)


def test_a_time_without_its_zone_is_refused_and_the_remedy_said():
    with pytest.raises(ValueError, match="needs its zone"):
        Moment.read("2025-03-24T10:00")


def test_the_same_instant_in_two_zones_stands_at_one_place_and_keeps_its_own_day():
    late, early = Moment.read("2025-03-25T01:00+03:00"), Moment.read("2025-03-24T22:00Z")
    assert late.sort_key[0] == early.sort_key[0]
    assert (late.day, early.day) == (datetime.date(2025, 3, 25), datetime.date(2025, 3, 24))


def test_days_since_a_month_are_not_known():
    day = datetime.date(2025, 3, 26)
    assert days_between(Moment.read("2025-03"), day) is None
    assert days_between(Moment.read("2025-03-24T23:59+03:00"), day) == 2
