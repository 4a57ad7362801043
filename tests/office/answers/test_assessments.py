"""Assessment at home: each side answers in private by an hour, the mediation alone sees the state, and who missed it is recorded."""

from __future__ import annotations

import pytest
from django.db import transaction

from goodoffices.office.answers.readings import list_calls
from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.models import SealedAnswer
from goodoffices.office.sealing import clock_and_chance
from tests.office.answers.test_sealed_answers import HOUR, PUT, ask, read
from tests.office.cast import Cast, act
from tests.office.talks.test_rounds import text

RESULT = {**PUT, "words": "Lists of sites are exchanged.", "rule": "assessment"}


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def put(cast, **more) -> str:
    with act("an assessment", 100):
        answer = ask(cast, {**RESULT, **more})
    assert answer.status_code == 302, text(answer)
    with transaction.atomic():
        return list_calls(cast.view("mara"))[0].call.id


def assess(cast, name, call, choice, words="", minute=110):
    with act(f"{name} {choice} {minute}", minute):
        return cast.post(name, "answers/assess", assessed=call, assessment=choice, assessment_words=words)


def page(cast, name, minute=120):
    with act("somebody looks", minute):
        return text(cast.get(name, "answers"))


def test_the_mediation_alone_sees_what_each_answers_when_it_is_given(cast):
    call = put(cast)
    assert "Northland not answered yet" in page(cast, "mara")
    assert assess(cast, "north", call, "reserve", "Thirty days are too few.").status_code == 302
    assert "Northland reserved its answer: “ Thirty days are too few. ”" in page(cast, "mara")
    assert "Southland not answered yet" in page(cast, "mara")
    assert "Thirty days" in page(cast, "north")
    for page_name in ("answers", "record", "", "timeline"):
        shown = text(cast.get("south", page_name))
        assert "Thirty days" not in shown
        assert "reserved its answer" not in shown


def test_a_side_reads_of_no_other_that_it_is_asked(cast):
    call = put(cast)
    with transaction.atomic():
        [entry] = [one for one in cast.view("south").entries_of() if one.kind == "call.open"]
    assert (entry.payload["matter"], entry.payload["number"], entry.payload["of"]) == (call, 1, 1)
    assert "Northland" in page(cast, "north")
    with transaction.atomic():
        assert list_calls(cast.view("north"))[0].call.sides == ("northland",)
        assert list_calls(cast.view("mara"))[0].call.sides == ("northland", "southland")
    assert "Southland" not in page(cast, "north")
    assert SealedAnswer.objects.count() == 0


def test_an_answer_can_be_changed_until_the_hour_and_all_stay_in_the_record(cast):
    call = put(cast)
    assess(cast, "north", call, "reject", "Not without guarantees.")
    assess(cast, "north", call, "accept", minute=HOUR - 1)
    assert "Northland accepted" in page(cast, "mara", HOUR - 1)
    late = assess(cast, "north", call, "reject", "Too late.", minute=HOUR)
    assert (late.status_code, "The hour has passed" in text(late)) == (422, True)
    with act("the record", HOUR):
        record = text(cast.get("north", "record"))
    assert "Northland answered: rejected. “Not without guarantees.”" in record
    assert "Northland answered: accepted." in record


def test_who_reserves_or_rejects_says_why(cast):
    call = put(cast)
    for choice in ("reserve", "reject"):
        refused = assess(cast, "north", call, choice)
        assert (refused.status_code, "Say why" in text(refused)) == (422, True)
    assert assess(cast, "north", call, "perhaps").status_code == 422
    assert assess(cast, "mara", call, "accept").status_code == 422  # The mediation was not asked.
    assert assess(cast, "north", "00000000-0000-4000-8000-000000000001", "accept").status_code == 422


def test_a_missed_hour_is_what_the_rule_says_and_is_recorded_for_that_side_alone(cast):
    call = put(cast)
    assess(cast, "north", call, "accept")
    assert "Southland did not answer in time; counts as: reserved its answer" in page(cast, "mara", HOUR)
    with act("the office tells", HOUR + 30):
        assert tell_where_due(clock_and_chance.now()) == 1
        assert tell_where_due(clock_and_chance.now()) == 0
    with act("the record", HOUR + 31):
        missed = "Southland had not answered by 2026-11-24 15:00 UTC; that counts as: reserved its answer."
        assert missed in text(cast.get("south", "record"))
        assert missed in text(cast.get("mara", "record"))
        assert "had not answered" not in text(cast.get("north", "record"))
    assert read(cast, "south", HOUR + 31).is_closed


def test_one_side_alone_can_be_asked_and_the_other_knows_nothing_of_it(cast):
    put(cast, parties=["northland"])
    assert "Lists of sites are exchanged." in page(cast, "north")
    assert "Nothing was put to you" in page(cast, "south")


def test_no_less_time_is_given_than_the_ground_rules_say(cast):
    with act("ground rules", 50):
        assert cast.post("mara", "build/ground-rules", phones="Off.", reading_time="24").status_code == 302
        assert cast.post("mara", "build/put", words="How we deal with one another.").status_code == 302
    with transaction.atomic():
        from goodoffices.office.cases.readings import read_open_change

        change = str(read_open_change(cast.view("north")).id)
    for name in ("north", "south"):
        with act(f"{name} agrees", 60):
            assert cast.post(name, "change", change=change, agrees="yes").status_code == 302
    with act("too soon", 100):
        refused = ask(cast, RESULT)
    assert (refused.status_code, "24 hours between circulation and a decision" in text(refused)) == (422, True)
    with act("in time", 100):
        assert ask(cast, {**RESULT, "day": "2026-11-26"}).status_code == 302


def test_a_delegate_sees_the_mandate_of_its_own_side_beside_what_is_put(cast):
    cast.post("north", "mandate", text="No less than thirty days.", based_on="")
    put(cast)
    assert "No less than thirty days." in page(cast, "north")
    assert "No less than thirty days." not in page(cast, "mara") + page(cast, "south")


def test_an_hour_that_has_not_come_stands_among_what_is_due_and_on_the_sheet_before_a_round(cast):
    put(cast)
    for name, place in (("mara", ""), ("mara", "digest"), ("north", "digest")):
        with act("somebody looks", 120):
            assert "Answers until an hour: Lists of sites are exchanged." in text(cast.get(name, place)), (name, place)
        with act("later", HOUR):
            assert "Answers until an hour" not in text(cast.get(name, place))


def test_a_clock_that_is_set_back_opens_no_assessment_again(cast):
    call = put(cast)
    with act("told", HOUR + 1):
        assert tell_where_due(clock_and_chance.now()) == 1
    assert assess(cast, "north", call, "accept", minute=120).status_code == 422
    assert "closed" in page(cast, "north", 120)
