"""Where periods end on the clock of a place, also over a change of hour."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.agreement import Period, PeriodUnit, first_instant
from goodoffices.agreement.period import end_from, extended
from goodoffices.procedure import Moment
from tests.reached import reached, reaches

ZONES = {
    "Europe/Istanbul": (2016, 3, 27),
    "Europe/Moscow": (2014, 10, 26),
    "America/New_York": (2025, 3, 9),
    "Europe/Kyiv": (2025, 10, 26),
    "Australia/Lord_Howe": (2025, 4, 6),  # Half an hour.
    "Africa/Cairo": (2025, 4, 25),  # Midnight is skipped.
    "Asia/Beirut": (2024, 10, 27),  # Midnight comes twice.
    "Pacific/Apia": (2011, 12, 30),  # A whole day is skipped.
}
MINUTE = datetime.timedelta(minutes=1)
NOON = datetime.datetime(2025, 3, 18, 12)


def first_minute_by_counting(wall: datetime.datetime, zone: ZoneInfo) -> datetime.datetime:
    """Go through the minutes, and stop at the first at which the clock of the place shows the time or a later one."""
    at = wall.replace(tzinfo=datetime.UTC) - datetime.timedelta(hours=27)
    while at.astimezone(zone).replace(tzinfo=None) < wall:
        at += MINUTE
    return at


@reaches(150)
@settings(max_examples=200)
@given(st.sampled_from(sorted(ZONES)), st.integers(-26 * 60, 26 * 60))
def test_a_time_on_the_clock_of_a_place_is_its_first_minute_over_every_change_of_hour(name, minutes):
    zone = ZoneInfo(name)
    wall = datetime.datetime(*ZONES[name]) + minutes * MINUTE
    assert first_instant(wall, zone) == first_minute_by_counting(wall, zone)
    reached()


@reaches(150)
@settings(max_examples=200)
@given(st.sampled_from(sorted(ZONES)), st.integers(-3 * 1440, 0), st.integers(1, 4))
def test_days_from_an_hour_end_at_the_same_time_of_day_whatever_the_clocks_do(name, minutes, days):
    zone = ZoneInfo(name)
    start = datetime.datetime(*ZONES[name], 12, tzinfo=zone).astimezone(datetime.UTC) + minutes * MINUTE
    wall = start.astimezone(zone).replace(tzinfo=None) + datetime.timedelta(days=days)
    end = end_from(Moment.at(start), Period(days, PeriodUnit.DAYS), zone)
    assert (end.last_day, end.after) == (None, first_minute_by_counting(wall, zone))
    reached()


@pytest.mark.parametrize(
    ("start", "period", "first_day_counts", "last_day"),
    [
        ("2025-03-18", (30, "days"), False, "2025-04-17"),
        ("2025-03-18", (30, "days"), True, "2025-04-16"),
        ("2022-07-22", (120, "days"), False, "2022-11-19"),
        ("2025-01-31", (1, "months"), False, "2025-02-28"),
        ("2024-01-31", (1, "months"), False, "2024-02-29"),
        ("2025-12-15", (14, "months"), False, "2027-02-15"),
        ("2025-03-18", (1, "days"), True, "2025-03-18"),
    ],
)
def test_a_period_from_a_day_has_its_last_day(start, period, first_day_counts, last_day):
    counted = Period(period[0], PeriodUnit(period[1]))
    end = end_from(Moment.read(start), counted, ZoneInfo("Europe/Istanbul"), first_day_counts=first_day_counts)
    assert end.written == last_day


def test_hours_pass_where_days_are_those_of_the_calendar():
    zone = ZoneInfo("America/New_York")
    start = Moment.at(datetime.datetime(2025, 3, 8, 12, tzinfo=zone))
    hours, days = (end_from(start, Period(n, unit), zone) for n, unit in ((24, PeriodUnit.HOURS), (1, PeriodUnit.DAYS)))
    assert hours.after - days.after == datetime.timedelta(hours=1)
    assert hours.after.astimezone(zone).hour == 13


def test_hours_are_not_counted_from_a_day():
    zone, hours = ZoneInfo("UTC"), Period(30, PeriodUnit.HOURS)
    with pytest.raises(ValueError, match="from an hour"):
        end_from(Moment.read("2025-04-19"), hours, zone)
    with pytest.raises(ValueError, match="from an hour"):
        extended(end_from(Moment.read("2025-04-19"), Period(1, PeriodUnit.DAYS), zone), hours, zone)
