"""A seat opens only with the consents that the case demands; who refused is for the mediation alone."""

from __future__ import annotations

import pytest
import yaml
from django.db import transaction

from goodoffices.office.answers.readings import list_calls
from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.cases.readings import read_open_change
from goodoffices.office.models import Side
from goodoffices.office.sealing import clock_and_chance
from tests.office.answers.test_sealed_answers import HOUR, PUT, ask, read
from tests.office.cast import Cast, act
from tests.office.talks.test_rounds import text

SEAT = {**PUT, "words": "They would guarantee the corridor.", "rule": "seat", "kind": "guarantor", "name": "The Port Union"}


@pytest.fixture
def cast(office) -> Cast:
    """A case in which both parties have to consent to a seat."""
    cast = Cast()
    with act("the rules", 5):
        names = {"party:northland": "Northland", "party:southland": "Southland"}
        both = ["northland", "southland"]
        sent = {"step": "rules", **names, "consent": both, "pause": both, "seats": both}
        assert cast.post("mara", "build", **sent).status_code == 302
        assert cast.post("mara", "build/put", words="Seats need consent.").status_code == 302
    with transaction.atomic():
        change = str(read_open_change(cast.view("mara")).id)
    for name in ("north", "south"):
        with act(f"{name} agrees", 6):
            assert cast.post(name, "change", change=change, agrees="yes").status_code == 302
    with transaction.atomic():
        assert yaml.safe_load(cast.view("mara").case_text)["rules"]["seats"] == both
    return cast


def put(cast, **more) -> str:
    with act("a seat", 100):
        answer = ask(cast, {**SEAT, **more})
    assert answer.status_code == 302, text(answer)
    with transaction.atomic():
        return list_calls(cast.view("mara"))[0].call.id


def say(cast, name, call, choice, minute=110):
    with act(f"{name} {choice}", minute):
        return cast.post(name, "answers/assess", assessed=call, assessment=choice)


def seated() -> list[str]:
    return [side.name for side in Side.objects.filter(kind="guarantor")]


def sit(cast, call, minute=HOUR + 1, name="mara"):
    with act(f"it sits down at {minute}", minute):
        return cast.post(name, "answers/seat", seat=call)


def test_nobody_sits_down_without_the_consents_that_the_case_demands(cast):
    with act("without asking", 90):
        refused = cast.post("mara", "people/side", kind="guarantor", name="The Port Union")
    assert (refused.status_code, "needs the consent of Northland and Southland" in text(refused)) == (422, True)
    call = put(cast)
    for name in ("north", "south"):
        assert say(cast, name, call, "consent").status_code == 302
    assert sit(cast, call, HOUR - 1).status_code == 422
    assert seated() == []
    assert sit(cast, call, name="north").status_code == 404
    assert sit(cast, call).status_code == 302
    assert sit(cast, call, HOUR + 2).status_code == 422
    assert len(seated()) == 1


@pytest.mark.parametrize("south", ["refuse", None])
def test_a_seat_that_one_refuses_stays_empty_and_silence_is_no_consent(cast, south):
    call = put(cast)
    say(cast, "north", call, "consent")
    if south:
        say(cast, "south", call, south)
        with act("the state", 120):
            assert "Southland does not consent" in text(cast.get("mara", "answers"))
            assert "does not consent" not in text(cast.get("north", "answers")).replace(
                "No answer counts as: does not consent.", ""
            ).replace("We do not consent", "").replace("who consents and learns that not all do knows that the other does not", "")
    assert read(cast, "north", HOUR).seen.joint == "no"
    assert sit(cast, call).status_code == 422
    assert seated() == []
    with act("told", HOUR + 2):
        assert tell_where_due(clock_and_chance.now()) == 1
    for name in ("north", "south"):
        assert read(cast, name, HOUR + 3).seen.joint == "no"
        with act("the record", HOUR + 3):
            assert "Not all consent." in text(cast.get(name, "record"))


def test_the_result_is_that_of_all_whoever_looks_first(cast):
    """A side knows of itself alone that it was asked; what it settles counts the other, too."""
    call = put(cast)
    say(cast, "north", call, "consent")
    assert read(cast, "north", HOUR).seen.joint == "no"


def test_those_are_asked_whom_the_case_names(cast):
    with act("one alone", 100):
        refused = ask(cast, {**SEAT, "parties": ["northland"]})
    assert (refused.status_code, "add Southland" in text(refused)) == (422, True)
    for wrong in ({"name": " "}, {"kind": "party"}):
        with act("wrong", 100):
            assert ask(cast, {**SEAT, **wrong}).status_code == 422


def test_a_side_that_leaves_consents_no_more(cast):
    call = put(cast)
    for name in ("north", "south"):
        say(cast, name, call, "consent")
    with act("south leaves at once", 130):
        cast.post("south", "people/leave-now", sure="yes")
    assert read(cast, "north", HOUR).seen.joint == "no"


def test_where_the_case_names_nobody_a_side_is_added_as_before(office):
    cast = Cast()
    assert cast.post("mara", "people/side", kind="guarantor", name="The Port Union").status_code == 302
