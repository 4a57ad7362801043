"""What is known of a day: a function of the day and of the time; sums apart; alleged and verified never in one figure."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.agreement import Modality
from goodoffices.monitoring.day import day_known, day_of
from goodoffices.monitoring.decisions import Decisions, SaidSame
from goodoffices.monitoring.findings import Finding, Inquiry, Status
from goodoffices.monitoring.incident import ReportSource, SourceKind, TimeSpan, incident_of, incidents_of
from goodoffices.monitoring.matching import AnswerKind
from tests.monitoring.incidents import VOCABULARY, report, watched

UTC = ZoneInfo("UTC")
DAY = 86_400


def at(second):
    return datetime.datetime.fromtimestamp(second, datetime.UTC)


def known(reports, day=2, until=10 * DAY, held=None, **decided):
    decisions = Decisions(names_of_sides={}, **decided)
    when = (datetime.date(1970, 1, 1) + datetime.timedelta(days=day), at(until))
    return day_known(reports, lambda _: held or [watched(surely=(TimeSpan(0, 100 * DAY),))], VOCABULARY, decisions, when, UTC)


def told(name, day=2, **more):
    begins = day * DAY + 3_600
    return report(name, begins=begins, until=begins + 60, reported=begins + 600, **({"act": "attack", "actor": "a"} | more))


def test_each_figure_has_the_incidents_that_it_counts():
    found = known([told("r1"), told("r2"), told("r3", actor=None), told("r4", day=3)])
    figures = {(f.name, f.answer): f.incidents for f in found.figures if f.about == "obligation"}
    assert figures == {("o1", AnswerKind.BREACH_IF_CONFIRMED): ("r1", "r2"), ("o1", AnswerKind.POSSIBLE): ("r3",)}
    assert {(f.name, f.value) for f in found.figures if f.about == "actor"} == {("a", 2), ("unknown", 1)}


def test_sums_of_a_night_are_never_in_a_figure_with_single_incidents():
    found = known([told("r1"), told("sum", is_total=True, count=147)])
    assert sorted((f.is_total, f.incidents) for f in found.figures if f.about == "obligation") == [(False, ("r1",)), (True, ("sum",))]
    assert [one.alleged for one in found.trend.days] == [0, 0, 1]


def test_nothing_breaks_a_permission():
    held = [watched(surely=(TimeSpan(0, 100 * DAY),), modality=Modality.MAY)]
    found = known([told("r1"), told("r2", actor=None)], held=held)
    kinds = [[a.kind for a in one.answers] for one in found.incidents]
    assert kinds == [[AnswerKind.PERMITTED], [AnswerKind.POSSIBLE]]
    assert not any(one.alleging or one.standings for one in found.incidents)
    assert found.figures == ()
    assert {one.alleged for one in found.trend.days} == {0}


def test_alleged_and_verified_are_never_in_one_figure():
    found = known(
        [told("r1"), told("r2")],
        inquiries=(Inquiry(incident="r1", at=at(3 * DAY), by="m", answer_by=at(4 * DAY)),),
        findings=(Finding(incident="r1", obligation="o1", at=at(5 * DAY), by="mediation", found=Status.VERIFIED),),
    )
    figures = {(f.about, f.status): f.incidents for f in found.figures}
    assert figures["obligation", Status.VERIFIED] == figures["place", Status.VERIFIED] == ("r1",)
    assert figures["obligation", Status.ALLEGED] == figures["place", Status.ALLEGED] == ("r2",)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), min_size=1, max_size=8), st.integers(0, 10), st.integers(0, 6))
def test_what_is_published_later_is_not_known(pairs, until, day):
    reports = [
        report(f"r{n}", begins=d * DAY, until=d * DAY + 60, reported=(d + late) * DAY, act="attack") for n, (d, late) in enumerate(pairs)
    ]
    earlier = [one for one in reports if one.reported.begins <= until * DAY]
    assert known(reports, day=day, until=until * DAY) == known(earlier, day=day, until=until * DAY)


def test_reports_that_a_person_joins_are_one_incident_until_they_are_parted():
    two = [told("r1"), told("r2", act="drone", actor=None)]
    same = SaidSame(incidents=("r1", "r2"), at=at(3 * DAY), by="m", are_apart=False)
    parted = SaidSame(incidents=("r1", "r2"), at=at(5 * DAY), by="m", are_apart=True)
    counts = [len(known(two, until=n * DAY + 1, same=(same, parted)).incidents) for n in (2.9, 4, 6)]
    assert [int(n) for n in counts] == [2, 1, 2]
    (one,) = known(two, until=4 * DAY, same=(same,)).incidents
    assert (one.incident.act, one.incident.actor) == ("drone", "a")


def test_reports_that_contradict_one_another_say_nothing_for_sure():
    one = incident_of([told("r1"), told("r2", actor="b", act="pay")], VOCABULARY)
    assert (one.actor, one.act, set(one.disputed)) == (None, "", {"actor", "act"})
    far = incident_of([told("r1"), told("r2", day=4)], VOCABULARY)
    assert far.disputed == ("time",)


def test_what_says_that_nothing_happened_is_no_incident_and_is_counted():
    found = known([told("r1", says_nothing_happened=True)])
    assert (found.incidents, found.n_reports, found.n_nothing) == ((), 1, 1)


def test_joining_is_the_same_whatever_the_order():
    some = [told(f"r{n}") for n in range(4)]
    one = incidents_of(some, [("r0", "r1"), ("r1", "r2")], VOCABULARY)
    other = incidents_of(some, [("r1", "r2"), ("r0", "r1")], VOCABULARY)
    assert [tuple(r.id for r in i.reports) for i in one] == [tuple(r.id for r in i.reports) for i in other] == [("r0", "r1", "r2"), ("r3",)]


def test_a_night_belongs_to_the_day_on_which_it_is_reported_and_a_late_report_to_most_of_its_time():
    night = report("n", begins=2 * DAY - 5 * 3_600, until=2 * DAY + 8 * 3_600, reported=2 * DAY + 9 * 3_600 - 3_600 - 60)
    assert day_of(incident_of([night], VOCABULARY), UTC) == datetime.date(1970, 1, 3)
    late = report("l", begins=2 * DAY - 5 * 3_600, until=2 * DAY + 8 * 3_600, reported=20 * DAY)
    assert day_of(incident_of([late], VOCABULARY), UTC) == datetime.date(1970, 1, 3)
    early = report("e", begins=2 * DAY - 9 * 3_600, until=2 * DAY + 8 * 3_600, reported=20 * DAY)
    assert day_of(incident_of([early], VOCABULARY), UTC) == datetime.date(1970, 1, 2)


def test_silent_sources_and_sources_that_count_as_one():
    ministry = ReportSource(id="ministry", name="Ministry", kind=SourceKind.PARTY, side="a")
    first = ReportSource(id="first", name="First", kind=SourceKind.MEDIA, group="ministry")
    second = ReportSource(id="second", name="Second", kind=SourceKind.MEDIA, group="ministry")
    one = incident_of([told("r1", source=first), told("r2", source=second), told("r3", source=ministry)], VOCABULARY)
    assert one.independent_sources == {"ministry"}
    found = known([told("r1", source=first)], expected=(("ministry", "Ministry"), ("other", "Other")))
    assert found.silent == ("Other",)


def test_the_interval_of_a_rate_is_that_of_the_tables():
    from goodoffices.monitoring.day import DayCount, _rate

    days = [DayCount(day=datetime.date(2026, 1, 1), alleged=10, sources=frozenset())]
    rate, low, high = _rate(days)
    # Garwood (1936): for 10 events 4.795 to 18.39.
    assert (rate, round(low, 3), round(high, 2)) == (10, 4.795, 18.39)
    assert _rate([DayCount(day=datetime.date(2026, 1, 1), alleged=0, sources=frozenset())])[1] == 0
