"""How obligations stand: against a second simulation by day, and by hand where steps, guarantees and hours meet."""

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
    Amendment,
    EventKind,
    Modality,
    Obligation,
    ObligationState,
    Period,
    PeriodUnit,
    Power,
    PowerKind,
    PowerWait,
    Progress,
    ProgressReport,
    Wait,
    end_of_day_instant,
    life_of,
    owed_at,
    powers_now,
)
from goodoffices.case import Text
from goodoffices.procedure import Moment
from tests.agreement.obligations_day_by_day import ObligationsDayByDay
from tests.reached import reached, reaches

FIRST = datetime.date(2025, 3, 1)
NAME = Text.of("Something")
ZONES = [ZoneInfo("Europe/Kyiv"), ZoneInfo("Asia/Beirut"), ZoneInfo("UTC")]
day_numbers = st.integers(0, 40)


def day(n: int) -> datetime.date:
    return FIRST + datetime.timedelta(days=n)


def on(n: int) -> Moment:
    return Moment.on(day(n))


periods = st.integers(1, 12).map(lambda n: Period(n, PeriodUnit.DAYS))


@st.composite
def obligations(draw) -> list[Obligation]:
    """Up to four, each of which can wait for those before it."""
    found: list[Obligation] = []
    for k in range(draw(st.integers(1, 4))):
        begins = draw(st.sampled_from(["text", "day", "event", "trigger"]))
        modality = draw(st.sampled_from([Modality.MUST, Modality.MUST, Modality.MUST_NOT, Modality.MAY]))
        again = modality is Modality.MUST and draw(st.booleans())
        ends = draw(st.sampled_from(["never", "until", "within"]))
        found.append(
            Obligation(
                id=f"o{k}",
                who="a",
                modality=modality,
                act=NAME,
                starts=on(draw(day_numbers)) if begins == "day" else None,
                starts_with="e0" if begins == "event" else None,
                triggered_by="e1" if begins == "trigger" else None,
                until=on(draw(day_numbers)) if ends == "until" else None,
                within=draw(periods) if ends == "within" else None,
                every=draw(periods) if again else None,
                exceptions=tuple(map(day, draw(st.lists(day_numbers, max_size=2)))) if again else (),
                after=tuple(one.id for one in found if draw(st.integers(0, 2)) == 0),
                confirmed_by=draw(st.sampled_from([(), (), ("a", "b"), ("b",)])),
            )
        )
    return found


@st.composite
def reports(draw, owed: list[Obligation]) -> list[ProgressReport]:
    """Up to ten, in the order of their days; about occurrences where there are some."""
    days = sorted(draw(st.lists(day_numbers, max_size=10)))
    found = []
    for k, n in enumerate(days):
        one = draw(st.sampled_from(owed))
        found.append(
            ProgressReport(
                id=f"r{k}",
                obligation=one.id,
                progress=draw(st.sampled_from([Progress.DONE, Progress.DONE, Progress.DONE, Progress.BLOCKED])),
                by=draw(st.sampled_from(["mediation", "a", "b"])),
                at=on(n),
                occurrence=day(draw(day_numbers)) if one.every is not None else None,
            )
        )
    return found


def agreement_of(text: AgreementText, *, events=(), reports=(), zone: str = "Europe/Kyiv") -> Agreement:
    return Agreement(name=NAME, zone=ZoneInfo(zone), texts=(text,), events=tuple(events), reports=tuple(reports))


def owed_on(agreement: Agreement, when: datetime.date) -> list:
    known_at = end_of_day_instant(when, agreement.zone)
    return owed_at(agreement, [life_of(one, agreement, known_at) for one in agreement.texts])


def text_of(*owed: Obligation, **more: object) -> AgreementText:
    words = {"id": "t", "name": NAME, "between": ("a", "b"), "agreed": on(0), "starts": on(0), "obligations": owed}
    return AgreementText(**{**words, **more})


def must(name: str, **more: object) -> Obligation:
    return Obligation(**{"id": name, "who": "a", "modality": Modality.MUST, "act": NAME, **more})


def report(of: str, by: str, n: int, progress: Progress = Progress.DONE, **more: object) -> ProgressReport:
    return ProgressReport(**{"id": f"{of}-{by}-{n}", "obligation": of, "progress": progress, "by": by, "at": on(n), **more})


def event(name: str, n: int, kind: EventKind = EventKind.HAPPENED, **more: object) -> AgreementEvent:
    return AgreementEvent(id=name, kind=kind, at=on(n), **more)


@reaches(300)
def test_each_obligation_stands_as_going_through_the_days_one_by_one_says():
    seen: Counter[str] = Counter()

    @settings(max_examples=600)
    @given(st.data())
    def on_a_day(data) -> None:
        owed = data.draw(obligations())
        said = data.draw(reports(owed))
        begins, length = data.draw(st.integers(0, 15)), data.draw(st.none() | st.integers(1, 30))
        happened = [event(name, n) for name in ("e0", "e1") if (n := data.draw(st.none() | day_numbers)) is not None]
        when = day(data.draw(st.integers(0, 55)))
        text = text_of(
            *owed, starts=on(begins), duration=None if length is None else Period(length, PeriodUnit.DAYS), first_day_counts=True
        )
        zone = data.draw(st.sampled_from(ZONES))
        found = owed_on(Agreement(name=NAME, zone=zone, texts=(text,), events=tuple(happened), reports=tuple(said)), when)
        other = ObligationsDayByDay(owed, happened, said, day(begins), None if length is None else day(begins + length))
        states = {(one.obligation.id, one.occurrence): str(one.state) for one in found}
        assert states == other.on(when)
        seen.update(states.values())
        reached()

    on_a_day()
    assert set(seen) >= set(ObligationState) - {ObligationState.SUSPENDED}


def test_what_waits_for_a_step_is_not_due_until_that_step_is_confirmed_by_all_who_must():
    first, second = must("first", confirmed_by=("a", "b")), must("second", after=("first",), until=on(5))
    text = text_of(first, second)
    half = agreement_of(text, reports=[report("first", "a", 1)])
    assert [one.state for one in owed_on(half, day(9))] == ["due", "not_yet"]
    assert owed_on(half, day(9))[0].claimed_by == ("a",)
    assert (owed_on(half, day(9))[1].waits, owed_on(half, day(9))[1].waits_for) == (Wait.STEP, ("first",))
    whole = agreement_of(text, reports=[report("first", "a", 1), report("first", "b", 9)])
    assert [one.state for one in owed_on(whole, day(9))] == ["kept", "overdue"]


def test_what_is_done_before_the_step_that_comes_first_is_marked_so_and_does_not_release_what_follows():
    steps = (must("first"), must("second", after=("first",)), must("third", after=("first", "second")))
    early = agreement_of(text_of(*steps), reports=[report("second", "mediation", 1)])
    found = owed_on(early, day(2))
    assert [(one.state, one.is_out_of_order) for one in found] == [("due", False), ("kept", True), ("not_yet", False)]
    later = agreement_of(text_of(*steps), reports=[report("second", "mediation", 1), report("first", "mediation", 4)])
    assert [(one.state, one.is_out_of_order) for one in owed_on(later, day(5))] == [("kept", False), ("kept", True), ("due", False)]


def test_a_day_is_not_before_an_hour_of_that_day():
    one = must("answer", starts_with="complaint", confirmed_by=("a",))
    complaint = AgreementEvent(id="complaint", kind=EventKind.HAPPENED, at=Moment.read("2025-03-04T15:00+02:00"))
    (found,) = owed_on(agreement_of(text_of(one), events=[complaint], reports=[report("answer", "a", 3)]), day(4))
    assert (found.state, found.is_out_of_order) == ("kept", False)
    (early,) = owed_on(agreement_of(text_of(one), events=[complaint], reports=[report("answer", "a", 2)]), day(4))
    assert early.is_out_of_order


def test_a_claim_is_no_finding_and_a_finding_that_is_taken_back_counts_no_longer():
    one = must("pay")
    claimed = agreement_of(text_of(one), reports=[report("pay", "a", 1)])
    assert [(found.state, found.claimed_by) for found in owed_on(claimed, day(2))] == [("due", ("a",))]
    back = agreement_of(text_of(one), reports=[report("pay", "mediation", 1), report("pay", "mediation", 3, Progress.BLOCKED)])
    assert [found.state for when in (2, 3) for found in owed_on(back, day(when))] == ["kept", "due"]


def test_a_guarantee_is_owed_once_its_trigger_happens():
    one = must("advance", triggered_by="default", within=Period(14, PeriodUnit.DAYS))
    assert [(found.state, found.waits) for found in owed_on(agreement_of(text_of(one)), day(9))] == [("not_yet", Wait.EVENT)]
    found = owed_on(agreement_of(text_of(one), events=[event("default", 3)]), day(3))
    assert [(one.state, one.due.written) for one in found] == [("due", "2025-03-18")]


def test_what_comes_again_is_counted_from_the_first_time():
    one = must("pay", starts=Moment.read("2025-01-31"), every=Period(1, PeriodUnit.MONTHS), until=Moment.read("2025-05-31"))
    text = text_of(one, starts=Moment.read("2025-01-01"))
    found = owed_on(agreement_of(text), datetime.date(2025, 6, 1))
    assert [str(one.occurrence) for one in found] == ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]


def test_what_comes_again_at_an_hour_keeps_that_hour_over_a_change_of_clocks():
    one = must("hand over", starts=Moment.read("2025-03-28T18:00+02:00"), every=Period(2, PeriodUnit.DAYS))
    found = owed_on(agreement_of(text_of(one)), datetime.date(2025, 3, 30))
    assert [one.begins.isoformat() for one in found][1] == "2025-03-30T15:00:00+00:00"


def test_what_was_due_when_a_text_ended_stays_owed_and_what_was_not_ends():
    text = text_of(must("early", until=on(3)), must("late", until=on(30)), starts=on(0))
    ended = agreement_of(text, events=[event("end", 10, EventKind.TERMINATED)])
    assert [one.state for one in owed_on(ended, day(40))] == ["overdue", "ended"]


def test_while_a_text_is_suspended_nothing_new_is_due():
    text = text_of(must("pay", until=on(20)), must("late", until=on(1)))
    held = agreement_of(text, events=[event("pause", 5, EventKind.SUSPENDED, by="a")])
    assert [one.state for one in owed_on(held, day(6))] == ["suspended", "overdue"]


def test_an_amendment_holds_from_its_own_day_and_takes_the_place_of_what_it_names():
    change = Amendment(
        id="letter", name=NAME, agreed=on(5), starts=on(8), obligations=(must("pay", until=on(30)), must("new")), ends=("old",)
    )
    agreement = agreement_of(text_of(must("pay", until=on(20)), must("old"), amendments=(change,)))
    facts = [[(one.obligation.id, one.due and one.due.written) for one in owed_on(agreement, day(n))] for n in (7, 8)]
    assert facts == [[("pay", "2025-03-21"), ("old", None)], [("pay", "2025-03-31"), ("new", None), ("old", None)]]
    # What it ends is ended, and what was done of it stays done.
    assert owed_on(agreement, day(8))[-1].state == "ended"
    done = agreement_of(agreement.texts[0], reports=[report("old", "mediation", 6)])
    assert owed_on(done, day(8))[-1].state == "kept"
    draft = agreement_of(text_of(must("old"), amendments=(Amendment(id="d", name=NAME, ends=("old",)),)))
    assert [one.obligation.id for one in owed_on(draft, day(20))] == ["old"]


def test_a_power_can_be_used_while_its_text_and_its_opening_event_allow_it():
    powers = (
        Power(id="suspend", who=("a",), kind=PowerKind.SUSPEND),
        Power(id="extend", who=("a", "b"), kind=PowerKind.EXTEND, together=True),
        Power(id="end", who=("b",), kind=PowerKind.TERMINATE, starts_with="default"),
    )

    def why(n: int, *events: AgreementEvent, **more: object) -> list[PowerWait | None]:
        agreement = agreement_of(text_of(powers=powers, **more), events=events)
        life = life_of(agreement.texts[0], agreement, end_of_day_instant(day(n), agreement.zone))
        return [one.why_not for one in powers_now(agreement, [life])]

    thirty = {"duration": Period(30, PeriodUnit.DAYS)}
    assert why(1, **thirty) == [None, None, PowerWait.AWAITS_EVENT]
    assert why(3, event("default", 2), **thirty) == [None, None, None]
    assert why(1) == [None, PowerWait.NO_END, PowerWait.AWAITS_EVENT]
    assert why(4, event("pause", 3, EventKind.SUSPENDED, by="a"), **thirty)[0] is PowerWait.SUSPENDED
    assert set(why(50, event("default", 2), **thirty)) == {PowerWait.ENDED}
    assert why(1, starts=on(9)) == [PowerWait.NOT_IN_FORCE, PowerWait.NOT_IN_FORCE, PowerWait.AWAITS_EVENT]


def test_what_an_amendment_brings_counts_from_the_amendment():
    change = Amendment(
        id="letter",
        name=NAME,
        agreed=on(10),
        obligations=(must("new", within=Period(5, PeriodUnit.DAYS)), must("daily", every=Period(1, PeriodUnit.DAYS), until=on(30))),
    )
    agreement = agreement_of(text_of(must("old"), amendments=(change,)))
    found = {(one.obligation.id, one.occurrence): (str(one.state), one.due and one.due.written) for one in owed_on(agreement, day(10))}
    assert found["new", None] == ("due", day(15).isoformat())
    assert [when for name, when in found if name == "daily"] == [day(10), day(11)]


def test_what_falls_due_while_a_text_is_suspended_is_suspended_and_not_overdue():
    text = text_of(must("pay", until=on(8)))
    held = agreement_of(text, events=[event("pause", 5, EventKind.SUSPENDED, by="a")])
    assert [one.state for one in owed_on(held, day(12))] == ["suspended"]
    again = agreement_of(text, events=[event("pause", 5, EventKind.SUSPENDED, by="a"), event("on", 12, EventKind.RESUMED, by="a")])
    assert [one.state for one in owed_on(again, day(12))] == ["overdue"]


def test_who_leaves_a_text_that_is_over_makes_nothing_overdue():
    text = text_of(must("late", until=on(20)), duration=Period(10, PeriodUnit.DAYS))
    assert [one.state for one in owed_on(agreement_of(text, events=[event("left", 25, EventKind.WITHDRAWN, by="a")]), day(30))] == ["ended"]


def test_only_what_happened_meets_what_is_awaited_and_no_act_of_a_side_does():
    one = must("pay", starts_with="vote")
    forged = AgreementEvent(id="vote", kind=EventKind.SUSPENDED, at=on(1), by="a")
    again = event("resumed", 1, EventKind.RESUMED, by="a")
    assert [found.waits for found in owed_on(agreement_of(text_of(one), events=[forged, again]), day(2))] == [Wait.EVENT]


def test_a_daily_duty_that_began_long_before_its_text_is_followed_from_the_text_on():
    one = must("watch", starts=Moment.read("1990-01-01"), every=Period(1, PeriodUnit.DAYS))
    found = owed_on(agreement_of(text_of(one)), day(2))
    assert [one.occurrence for one in found] == [day(0), day(1), day(2), day(3)]


def test_a_period_after_a_step_is_counted_from_that_step():
    steps = (must("first", until=on(10)), must("second", after=("first",), within=Period(5, PeriodUnit.DAYS)))
    late = agreement_of(text_of(*steps), reports=[report("first", "mediation", 20)])
    facts = [(one.state, one.due and one.due.written) for n in (12, 20, 26) for one in owed_on(late, day(n))[1:]]
    assert facts == [("not_yet", None), ("due", "2025-03-26"), ("overdue", "2025-03-26")]


def test_what_was_found_before_an_amendment_does_not_carry_out_its_words():
    change = Amendment(id="more", name=NAME, agreed=on(5), starts=on(8), obligations=(must("pay", until=on(30)),))
    done = [report("pay", "mediation", 6)]
    text = text_of(must("pay", until=on(7)), amendments=(change,))
    assert [owed_on(agreement_of(text, reports=done), day(n))[0].state for n in (7, 8)] == ["kept", "due"]
    again = [*done, report("pay", "mediation", 8)]
    assert owed_on(agreement_of(text, reports=again), day(8))[0].state == "kept"


def test_what_comes_again_does_not_begin_before_its_text_in_a_gap_or_after_the_end():
    one = must("meet", every=Period(10, PeriodUnit.DAYS), until=on(300))
    text = text_of(one, starts=on(5), duration=Period(15, PeriodUnit.DAYS), first_day_counts=True)
    (early,) = owed_on(agreement_of(text), day(1))
    assert (early.state, early.occurrence, early.due) == ("not_yet", None, None)
    ended = owed_on(agreement_of(text), day(200))
    assert [found.occurrence for found in ended] == [day(5), day(15)]
    renewed = [event("on", 30, EventKind.RENEWED, period=Period(15, PeriodUnit.DAYS))]
    found = owed_on(agreement_of(text, events=renewed), day(36))
    assert [one.occurrence for one in found] == [day(5), day(15), day(35), day(45)]
