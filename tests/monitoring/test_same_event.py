"""Candidates for one event: with their reasons, whatever the order, and only as a question."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.monitoring.incident import incident_of
from goodoffices.monitoring.same_event import Ground, same_event_candidates
from tests.monitoring.incidents import VOCABULARY, report, spot

HOUR = 3_600


def told(name, hour=0, latitude=45.0, longitude=30.0, within=1_000.0, **more):
    begins = int(hour * HOUR)
    known = {"act": "drone", "objects": ("power",), "actor": "a"} | more
    one = report(name, begins=begins, until=begins + HOUR, reported=begins + HOUR, spot=spot(latitude, longitude, within), **known)
    return incident_of([one], VOCABULARY)


def pairs(*incidents):
    return {(c.first, c.second): c for c in same_event_candidates(incidents, VOCABULARY)}


def test_the_same_place_hour_act_and_thing_make_a_candidate_with_its_reasons():
    ((pair, found),) = pairs(told("r1"), told("r2", hour=0.5, latitude=45.005)).items()
    assert pair == ("r1", "r2")
    assert set(found.grounds) == {
        Ground.TIMES_MEET,
        Ground.PLACES_MEET,
        Ground.ACTS_AGREE,
        Ground.OBJECTS_AGREE,
        Ground.ACTORS_AGREE,
    }
    assert found.repeats


def test_another_place_side_or_day_is_another_event():
    assert pairs(told("r1"), told("r2", latitude=46.9)) == {}
    assert pairs(told("r1"), told("r2", hour=80)) == {}
    assert pairs(told("r1"), told("r2", actor="b", objects=("ship",))) == {}


def test_one_without_a_place_is_compared_with_all_of_the_day():
    nowhere = incident_of([report("r2", begins=0, until=HOUR, act="attack", objects=("energy",), actor="a")], VOCABULARY)
    assert set(pairs(told("r1"), nowhere)) == {("r1", "r2")}


def test_the_same_words_are_found_days_apart():
    words = "The substation in the north of the town burned after a drone fell on it in the night"
    assert set(pairs(told("r1", words=words), told("r2", hour=200, words=words))) == {("r1", "r2")}


def test_a_sum_and_a_single_incident_are_never_one():
    assert pairs(told("r1"), told("r2", is_total=True)) == {}


@given(st.permutations(range(5)))
def test_the_order_of_incidents_changes_nothing(order):
    some = [told(f"r{n}", hour=n / 3, latitude=45 + n / 300) for n in range(5)]
    assert same_event_candidates([some[n] for n in order], VOCABULARY) == same_event_candidates(some, VOCABULARY)
