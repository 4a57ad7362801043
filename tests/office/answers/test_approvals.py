"""A text is approved by all or not: the same bytes for each, no bracket left, under the seal of every sealed answer."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.db import transaction

from goodoffices.office.answers.readings import list_calls
from goodoffices.office.models import AnswerCall
from goodoffices.office.texts.readings import list_texts
from tests.office.answers.test_sealed_answers import HOUR, PUT, answer, ask
from tests.office.cast import Cast, act
from tests.office.talks.test_rounds import text as page_text
from tests.office.texts.test_texts import saved

STATEMENT = "# Joint statement\n\nThe parties spare ports for 30 days."


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def begun(cast, body=STATEMENT) -> str:
    with act("a text", 90):
        assert cast.post("mara", "texts", title="Joint statement", body=body).status_code == 302
        with transaction.atomic():
            return list_texts(cast.view("mara"))[0].id


def put(cast, text, **more):
    with act("for approval", 100):
        return ask(cast, {**PUT, "rule": "approval", "text": text, "words": "Do you approve it?", **more})


def asked(cast, name):
    with act("somebody looks", 105), transaction.atomic():
        return list_calls(cast.view(name))[0]


def test_each_side_is_asked_for_the_same_bytes_and_reads_their_digest(cast):
    assert put(cast, begun(cast)).status_code == 302
    found = [asked(cast, name).asks for name in ("north", "south", "mara")]
    assert found[0] == found[1] == found[2]
    assert sha256(found[0]["body"].encode()).hexdigest() == found[0]["sha256"]
    with act("the page", 106):
        page = page_text(cast.get("north", "answers"))
    assert found[0]["sha256"] in page
    assert "The parties spare ports for 30 days." in page
    assert "body" not in AnswerCall.objects.get().said["asks"]


@pytest.mark.parametrize(("south", "said"), [("yes", "All approve the text"), (None, "Not all approve the text")])
def test_all_approve_or_all_learn_that_not_all_did(cast, south, said):
    put(cast, begun(cast))
    call = asked(cast, "mara").call.id
    answer(cast, "north", call, "yes")
    if south:
        answer(cast, "south", call, south)
    with act("the hour", HOUR):
        for name in ("north", "south", "mara"):
            assert said in page_text(cast.get(name, "answers"))


def test_a_change_of_the_text_changes_nothing_of_what_was_put_and_needs_an_approval_of_its_own(cast):
    text = begun(cast)
    put(cast, text)
    before = asked(cast, "north").asks["sha256"]
    with act("a change", 101):
        assert saved(cast, text, STATEMENT.replace("30", "60")).status_code == 302
    assert asked(cast, "north").asks["sha256"] == before
    with act("once more", 102):
        sent = {**PUT, "rule": "approval", "text": text, "words": "And this?"}
        assert ask(cast, sent).status_code == 302
    assert asked(cast, "north").asks["sha256"] != before


def test_a_text_with_brackets_is_put_for_no_approval(cast):
    refused = put(cast, begun(cast, "Ports [[northland: are | southland: stay]] open."))
    assert (refused.status_code, "Brackets are left in this text" in page_text(refused)) == (422, True)
    assert put(cast, "nothing").status_code == 422
    assert AnswerCall.objects.count() == 0
