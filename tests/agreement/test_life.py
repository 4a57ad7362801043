"""How a text stands at a time: against a second simulation by day, and by hand where it is told by the hour."""

from __future__ import annotations

import datetime
from collections import Counter
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.agreement import (
    Agreement,
    AgreementEvent,
    AgreementText,
    Cause,
    EventKind,
    Period,
    PeriodUnit,
    Precondition,
    RenewalWay,
    State,
    end_of_day_instant,
    life_of,
    state_of_all,
    where_they_part,
)
from goodoffices.case import Text
from goodoffices.procedure import Moment
from tests.agreement.day_by_day import DayByDay
from tests.reached import reached, reaches

FIRST = datetime.date(2025, 3, 1)
NAME = Text.of("A text")
#: Its clocks change on 30 March 2025, and at midnight in Beirut.
ZONES = [ZoneInfo("Europe/Kyiv"), ZoneInfo("Asia/Beirut"), ZoneInfo("UTC")]
days = st.integers(0, 60).map(lambda n: Moment.on(FIRST + datetime.timedelta(days=n)))
periods = st.integers(1, 20).map(lambda n: Period(n, PeriodUnit.DAYS))
GOES_ON = [EventKind.RENEWED, EventKind.RENEWED, EventKind.OBJECTED, EventKind.SUSPENDED, EventKind.SUSPENDED, EventKind.RESUMED]


@st.composite
def events(draw) -> list[AgreementEvent]:
    """Up to ten events of all kinds; the first two happen on some day."""
    kinds = [EventKind.HAPPENED] * 2 + draw(st.lists(st.sampled_from(GOES_ON), max_size=7))
    kinds += draw(st.sampled_from([[], [], [EventKind.WITHDRAWN], [EventKind.TERMINATED]]))
    return [
        AgreementEvent(
            id=f"e{k}",
            kind=kind,
            at=draw(days),
            by=draw(st.sampled_from(["a", "b"]))
            if kind in (EventKind.OBJECTED, EventKind.WITHDRAWN)
            else draw(st.sampled_from(["a", "b", None])),
            period=draw(periods) if kind is EventKind.RENEWED else None,
        )
        for k, kind in enumerate(kinds)
    ]


@st.composite
def texts(draw) -> AgreementText:
    starts = draw(st.sampled_from(["day", "event", "event", None]))
    duration = draw(st.none() | periods)
    is_silent = duration is not None and draw(st.booleans())
    return AgreementText(
        id="t",
        name=NAME,
        between=("a", "b"),
        agreed=draw(st.sampled_from([None, Moment.on(FIRST), Moment.on(FIRST), Moment.on(FIRST + datetime.timedelta(days=9))])),
        starts=draw(days) if starts == "day" else None,
        starts_with="e0" if starts == "event" else None,
        conditions=draw(st.sampled_from([(), (), (Precondition(id="c", text=NAME, met_by="e1"),), (Precondition(id="c", text=NAME),)])),
        duration=duration,
        first_day_counts=draw(st.booleans()),
        renewal=RenewalWay.SILENCE if is_silent else None,
        renewed_for=draw(periods) if is_silent else None,
        notice=draw(st.none() | periods),
    )


@reaches(300)
def test_the_state_on_a_day_is_that_of_going_through_the_days_one_by_one():
    seen: Counter[State] = Counter()
    compare(seen)
    assert set(seen) >= set(State) - {State.DIFFERS}


def compare(seen: Counter[State]) -> None:
    """Compare both on 400 days, and count the states."""

    @settings(max_examples=400)
    @given(texts(), events(), st.sampled_from(ZONES), st.integers(0, 90))
    def on_a_day(text, happened, zone, n_days):
        on = FIRST + datetime.timedelta(days=n_days)
        agreement = Agreement(name=NAME, zone=zone, texts=(text,), events=tuple(happened))
        life, other = life_of(text, agreement, end_of_day_instant(on, zone)), DayByDay(text, happened, on)
        assert life.state == other.state(on)
        if life.periods and life.state in (State.IN_FORCE, State.SUSPENDED):
            ends = min([one for one in (other.last, other.ended and other.ended[0] - datetime.timedelta(days=1)) if one], default=None)
            assert (
                None if life.end is None else life.end.last_day or (life.end.after.astimezone(zone).date() - datetime.timedelta(days=1))
            ) == ends
        seen[life.state] += 1
        reached()

    on_a_day()


def lives(text: dict[str, object], happened: tuple[AgreementEvent, ...], at: str, zone: str = "Europe/Moscow"):
    made = AgreementText(**{"id": "t", "name": NAME, "between": ("a", "b"), "agreed": Moment.read("2025-01-01"), **text})
    agreement = Agreement(name=NAME, zone=ZoneInfo(zone), texts=(made,), events=happened)
    return life_of(made, agreement, datetime.datetime.fromisoformat(at).astimezone(datetime.UTC))


def event(kind: str, at: str, name: str = "e", **more: object) -> AgreementEvent:
    return AgreementEvent(id=name, kind=EventKind(kind), at=Moment.read(at), **more)


def test_a_truce_of_thirty_hours_ends_to_the_minute():
    truce = {"starts": Moment.read("2025-04-19T18:00+03:00"), "duration": Period(30, PeriodUnit.HOURS)}
    assert lives(truce, (), "2025-04-20T23:59:59+03:00").state is State.IN_FORCE
    assert lives(truce, (), "2025-04-21T00:00+03:00").state is State.EXPIRED


def test_a_text_without_a_duration_stays_in_force_until_something_ends_it():
    begun = {"starts": Moment.read("2025-03-18")}
    life = lives(begun, (), "2199-01-01T00:00+00:00")
    assert (life.state, life.cause, life.end) == (State.IN_FORCE, Cause.NO_END_SAID, None)
    ended = lives(begun, (event("terminated", "2026-01-01T12:00+03:00", by="a"),), "2026-01-01T12:00+03:00")
    assert (ended.state, ended.cause) == (State.TERMINATED, Cause.TERMINATED)


def test_what_it_waits_for_is_named_and_nothing_begins_before():
    waits = {"starts": Moment.read("2025-03-25"), "conditions": (Precondition(id="bank", text=NAME, met_by="freed"),)}
    assert lives(waits, (), "2025-05-01T00:00+03:00").cause is Cause.AWAITS_CONDITION
    met = lives(waits, (event("happened", "2025-04-10", "freed"),), "2025-05-01T00:00+03:00")
    assert (met.state, met.start.written) == (State.IN_FORCE, "2025-04-10")
    assert lives({}, (), "2025-05-01T00:00+03:00").cause is Cause.NO_START_SAID
    assert lives({"starts_with": "call"}, (), "2025-05-01T00:00+03:00").cause is Cause.AWAITS_EVENT


def test_a_withdrawal_with_notice_ends_it_when_the_notice_is_over():
    rules = {"starts": Moment.read("2025-01-01"), "notice": Period(10, PeriodUnit.DAYS)}
    left = (event("withdrawn", "2025-03-01", by="a"),)
    running = lives(rules, left, "2025-03-11T23:59+03:00")
    assert (running.state, running.cause, running.end.written) == (State.IN_FORCE, Cause.NOTICE_RUNS, "2025-03-11")
    assert lives(rules, left, "2025-03-12T00:00+03:00").state is State.WITHDRAWN


def test_each_side_takes_back_its_own_suspension():
    rules = {"starts": Moment.read("2025-01-01")}
    both = (event("suspended", "2025-02-01", "s1", by="a"), event("suspended", "2025-02-02", "s2", by="b"))
    back = (*both, event("resumed", "2025-02-10", "r1", by="a"))
    assert lives(rules, back, "2025-02-11T00:00+03:00").suspended_by == ("b",)
    all_back = (*back, event("resumed", "2025-02-12", "r2", by="b"))
    assert lives(rules, all_back, "2025-02-13T00:00+03:00").state is State.IN_FORCE


def test_what_happens_later_is_not_known_before():
    rules = {"starts": Moment.read("2025-03-01"), "duration": Period(10, PeriodUnit.DAYS)}
    renewed = (event("renewed", "2025-03-05", period=Period(10, PeriodUnit.DAYS)),)
    assert lives(rules, renewed, "2025-03-04T00:00+03:00").end.written == "2025-03-11"
    assert lives(rules, renewed, "2025-03-05T00:00+03:00").end.written == "2025-03-21"


def test_silence_renews_a_text_each_day_for_centuries_as_it_does_once():
    daily = {"starts": Moment.read("1800-01-01"), "duration": Period(1, PeriodUnit.DAYS)}
    daily |= {"renewal": RenewalWay.SILENCE, "renewed_for": Period(1, PeriodUnit.DAYS)}
    life = lives(daily | {"agreed": Moment.read("1800-01-01")}, (), "2200-12-31T12:00+03:00")
    assert (life.state, life.end.written) == (State.IN_FORCE, "2200-12-31")


def test_a_late_renewal_leaves_a_gap():
    rules = {"starts": Moment.read("2025-03-01"), "duration": Period(5, PeriodUnit.DAYS)}
    late = lives(rules, (event("renewed", "2025-03-20", period=Period(5, PeriodUnit.DAYS)),), "2025-03-21T00:00+03:00")
    states = {day: late.state_at(datetime.datetime(2025, 3, day, 12, tzinfo=datetime.UTC)) for day in (6, 7, 19, 20, 25, 26)}
    assert [str(one) for one in states.values()] == ["in_force", "expired", "expired", "in_force", "in_force", "expired"]


def test_two_texts_of_one_deal_have_two_clocks_and_it_is_said_where_they_part():
    short, long = (
        AgreementText(
            id=name, name=NAME, between=("a",), agreed=Moment.on(FIRST), starts=Moment.on(FIRST), duration=Period(n, PeriodUnit.DAYS)
        )
        for name, n in (("short", 60), ("long", 120))
    )
    agreement = Agreement(name=NAME, zone=ZoneInfo("UTC"), texts=(short, long))
    for on, state in (("2025-03-20", State.IN_FORCE), ("2025-05-01", State.DIFFERS), ("2025-08-01", State.EXPIRED)):
        known_at = datetime.datetime.fromisoformat(on).replace(tzinfo=datetime.UTC)
        both = [life_of(one, agreement, known_at) for one in agreement.texts]
        assert state_of_all(both) is state
        span = where_they_part(both)
        days_of = None if span is None else (span.begins.date().isoformat(), span.until.date().isoformat())
        assert days_of == (None if state is State.EXPIRED else ("2025-05-01", "2025-06-30"))


def test_nothing_is_foreseen_of_a_draft():
    texts = [
        AgreementText(
            id=name, name=NAME, between=("a",), agreed=Moment.on(FIRST), starts=Moment.on(FIRST), duration=Period(n, PeriodUnit.DAYS)
        )
        for name, n in (("short", 60), ("long", 120))
    ]
    agreement = Agreement(name=NAME, zone=ZoneInfo("UTC"), texts=tuple(texts))
    before = datetime.datetime(2025, 2, 1, tzinfo=datetime.UTC)
    assert where_they_part([life_of(one, agreement, before) for one in texts]) is None
