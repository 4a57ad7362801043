"""What may go wrong with answers: a mediation that is locked, a clock that is set back, a call that cannot be told, words that are destroyed."""

from __future__ import annotations

import uuid

import pytest
from django.db import transaction

from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.models import AnswerCall
from goodoffices.office.sealing import clock_and_chance
from tests.office.answers.test_sealed_answers import HOUR, PUT, answer, ask, put, read
from tests.office.cast import Cast, act
from tests.office.talks.test_rounds import text


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def test_the_mediation_that_is_locked_holds_no_result_back_and_it_is_entered_when_it_can_be(cast):
    call = put(cast)
    for name in ("north", "south"):
        answer(cast, name, call, "yes")
    with act("the mediation leaves at once", HOUR - 5):
        cast.post("mara", "people/leave-now", sure="yes")
    with act("told", HOUR + 1):
        assert tell_where_due(clock_and_chance.now()) == 0
    assert read(cast, "north", HOUR + 2).seen.joint == "yes"
    assert AnswerCall.objects.get().told_at is None


def test_once_somebody_saw_the_result_a_clock_that_is_set_back_changes_it_no_more(cast):
    call = put(cast)
    answer(cast, "north", call, "yes")
    assert read(cast, "north", HOUR).seen.joint == "no"
    answer(cast, "south", call, "yes", HOUR - 1)
    assert read(cast, "north", HOUR).seen.joint == "no"


def test_a_clock_that_was_set_back_before_a_call_was_put_makes_no_page_fail(cast):
    with act("an entry of a later time", HOUR + 40):
        assert cast.post("mara", "items", item_kind="message", words="Later.", to=["northland", "southland"]).status_code == 302
    call = put(cast)
    answer(cast, "north", call, "yes")
    for name in ("mara", "north"):
        for page in ("", "answers", "digest", "record"):
            with act("somebody looks", 120):
                assert cast.get(name, page).status_code == 200, (name, page)
    with act("told", HOUR + 1):
        assert tell_where_due(clock_and_chance.now()) == 1


def test_one_call_that_cannot_be_told_keeps_no_other_from_it(cast, caplog):
    first = put(cast)
    with act("another call", 101):
        assert ask(cast, {**PUT, "words": "Another."}).status_code == 302
    AnswerCall.objects.filter(pk=first).update(said_sealed=b"changed outside this office")
    with act("told", HOUR + 1):
        assert tell_where_due(clock_and_chance.now()) == 1
    assert "could not be entered: NotOpened" in caplog.text


def test_nothing_of_an_open_call_is_destroyed_and_the_case_is_not_closed_before_the_hour(cast):
    put(cast)
    with transaction.atomic():
        [entry] = [one for one in cast.view("north").entries_of() if one.kind == "call.open"]
    where = f"record/readers/{entry.label}/{entry.number}"
    with act("too early", 120):
        refused = cast.post("mara", where, why="It named a place.", sure="yes")
        assert "Destroy it after that." in text(refused)
        assert "Close the case after that." in text(cast.post("mara", "settings", step="close", sure="yes"))
    with act("told", HOUR + 1):
        tell_where_due(clock_and_chance.now())
        assert cast.post("mara", where, why="It named a place.", sure="yes").status_code == 302
        assert cast.post("mara", "settings", step="close", sure="yes").status_code == 302


def test_a_further_call_is_sealed_and_put_to_the_same_sides(cast):
    first = put(cast, of="2")
    with act("told", HOUR + 1):
        tell_where_due(clock_and_chance.now())
    again = {**PUT, "time": "16:00", "again": first}
    with act("others, or by another rule", HOUR + 2):
        for wrong in ({"rule": "ranking", "wordings": "One.\n\nTwo."}, {"parties": ["northland"]}):
            assert ask(cast, {**again, **wrong}).status_code == 422, wrong
        assert ask(cast, again).status_code == 302


def test_of_one_form_each_answer_acts_once(cast):
    call, key = put(cast), str(uuid.uuid4())
    for choice in ("yes", "no"):
        assert answer(cast, "north", call, choice, idempotency_key=key).status_code == 302
        assert read(cast, "north", 120).seen.own == choice
