"""How the talks begin: first contact, the mediator's disclosure, the agreement to mediate; each party's own, answered with the digest of its text."""

from __future__ import annotations

import hashlib
import json
import re
import uuid

import pytest
from django.db import transaction

from goodoffices.office.access.kinds import Role
from goodoffices.office.beginning.readings import list_unanswered_terms, read_beginnings
from goodoffices.office.models import Entry, Membership
from goodoffices.record.kinds import CONTACT_MADE, TERMS_ANSWERED, TERMS_PUT
from tests.office.cast import Cast

CONTACT = {"party": "northland", "on": "2026-11-20", "how": "A call of the ambassador"}
DISCLOSURE = {"interests": "My sister works for the port of Southland."}
AGREEMENT = {
    "scope": "The strait and nothing else.",
    "confidentiality": "What is said stays here.",
    "cost": "Meridia pays.",
    "leave": "A letter is enough.",
}
BOTH = ["northland", "southland"]


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def put(cast, what="disclosure", parties="northland", who="mara", **more):
    parts = DISCLOSURE if what == "disclosure" else AGREEMENT
    return cast.post(who, f"beginning/{what}", **{**parts, **more}, parties=parties)


def newest(cast, what="disclosure", who="north", party="northland"):
    with transaction.atomic():
        return read_beginnings(cast.view(who))[party].newest(what)


def answer(cast, what="disclosure", agrees="yes", who="north", party="northland", **more):
    return cast.post(who, "beginning/answer", **{"terms": newest(cast, what, who, party).id, "agrees": agrees, **more})


def said(cast, name, kind):
    with transaction.atomic():
        return [(one.label, dict(one.payload)) for one in cast.view(name).entries_of(kind)]


def with_role(cast, name, role):
    with transaction.atomic():
        row = Membership.objects.get(pk=cast.view(name).actor.pk)
        row.roles = [role]
        row.save()


def test_a_first_contact_is_the_mediations_until_the_lead_lets_the_party_read_it(cast):
    assert cast.post("mara", "beginning/contact", **CONTACT).status_code == 302
    page = text(cast.get("mara", "beginning"))
    assert "made on 20 November 2026 A call of the ambassador" in page
    assert "not entered" in page.split("Southland")[-1]
    assert said(cast, "mara", CONTACT_MADE) == [("mediation", CONTACT)]
    assert "ambassador" not in text(cast.get("north", "beginning")) + text(cast.get("north", "record"))
    assert cast.post("mara", "beginning/contact", **CONTACT, told="yes").status_code == 302
    assert sorted(said(cast, "mara", CONTACT_MADE)) == [("mediation", CONTACT), ("party:northland", CONTACT)]
    assert "first spoke with your side on 20 November 2026: A call" in text(cast.get("north", "beginning")).replace("\u2068", "").replace(
        "\u2069", ""
    )
    assert "(the party reads it)" in text(cast.get("mara", "beginning"))
    assert "ambassador" not in text(cast.get("south", "beginning")) + text(cast.get("south", "record"))
    again = cast.post("mara", "beginning/contact", **CONTACT, told="yes")
    assert (again.status_code, "entered already" in text(again)) == (422, True)


def test_a_contact_that_is_entered_anew_stands_before_the_one_before(cast):
    cast.post("mara", "beginning/contact", **CONTACT)
    cast.post("mara", "beginning/contact", **{**CONTACT, "on": "2026-11-18", "how": "A letter"})
    page = text(cast.get("mara", "beginning"))
    assert page.index("made on 18 November 2026 A letter") < page.index("Entered before: 20 November 2026")


def test_each_party_reads_what_is_put_to_it_and_the_mediation_sees_where_each_stands(cast):
    assert put(cast).status_code == put(cast, "agreement", BOTH).status_code == 302
    north = text(cast.get("north", "beginning"))
    for words in (*DISCLOSURE.values(), *AGREEMENT.values(), "How to leave", "Your side has not answered to this text."):
        assert words in north, words
    south = text(cast.get("south", "beginning"))
    assert ("My sister" in south, "Meridia pays." in south) == (False, True)
    assert answer(cast).status_code == 302
    assert answer(cast, "agreement", "no").status_code == 302
    page = text(cast.get("mara", "beginning"))
    assert re.search(r"goes on with this mediator said on \d+ November 2026; put on", page)
    assert re.search(r"does not agree said on", page)
    assert page.split("Southland")[-1].count("no answer yet") == 1
    assert "not put yet" in page.split("Southland")[-1]
    assert "We go on with this mediator" in text(cast.get("north", "beginning"))


def test_an_answer_names_the_text_by_its_sha_256(cast):
    put(cast, "agreement")
    shown = newest(cast, "agreement")
    digest = hashlib.sha256(json.dumps(AGREEMENT, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    assert shown.sha256 == digest
    assert digest in text(cast.get("north", "beginning"))
    assert answer(cast, "agreement").status_code == 302
    payload = {"party": "northland", "terms": shown.id, "agrees": True, "sha256": digest}
    assert said(cast, "mara", TERMS_ANSWERED) == [("party:northland", payload)]


def test_an_answer_that_names_another_digest_counts_for_no_text(cast):
    from goodoffices.office.record.commands import log_of, record

    put(cast)
    with transaction.atomic():
        view = cast.view("north")
        payload = {"party": "northland", "terms": newest(cast).id, "agrees": True, "sha256": "0" * 64}
        record(log_of(cast.side("northland")), view.actor, TERMS_ANSWERED, view.actor.since, payload)
    assert newest(cast).answers == ()


def test_a_new_text_is_answered_anew_and_the_earlier_one_stays_with_its_answers(cast):
    put(cast)
    old = newest(cast)
    answer(cast)
    assert put(cast, interests="My sister left the port.").status_code == 302
    late = cast.post("north", "beginning/answer", terms=old.id, agrees="yes")
    assert (late.status_code, "A newer text was put" in text(late)) == (422, True)
    page = text(cast.get("mara", "beginning"))
    assert "Of an earlier text, on 24 November 2026: goes on with this mediator" in page
    assert "no answer yet" in page.split("Northland")[-1]
    own = text(cast.get("north", "beginning"))
    assert own.index("My sister left") < own.index("has not answered") < own.index("My sister works")
    assert "of this earlier text" in own
    assert answer(cast, agrees="no").status_code == 302
    assert "does not go on with this mediator" in text(cast.get("mara", "beginning"))


def test_the_next_text_begins_with_the_last_one(cast):
    put(cast, "agreement")
    assert "Meridia pays.</textarea>" in cast.get("mara", "beginning/agreement").content.decode()
    assert "Meridia pays." not in cast.get("mara", "beginning/disclosure").content.decode()


def test_a_side_can_answer_otherwise_later_and_both_answers_stay(cast):
    put(cast, "agreement")
    answer(cast, "agreement", "no")
    answer(cast, "agreement", "yes")
    assert [one.agrees for one in newest(cast, "agreement").answers] == [True, False]
    assert "Before, on" in text(cast.get("mara", "beginning"))


def test_a_text_without_an_answer_waits_for_those_who_speak_for_the_side(cast):
    put(cast)
    assert "put a text before you" in text(cast.get("north"))
    assert "put a text before you" not in text(cast.get("south"))
    answer(cast)
    assert "put a text before you" not in text(cast.get("north"))
    with transaction.atomic():
        assert list_unanswered_terms(cast.view("north")) == []


def test_ids_of_a_text_put_to_two_parties_do_not_tell_that_it_is_one(cast):
    put(cast, parties=BOTH)
    ids = [payload["terms"] for _, payload in said(cast, "mara", TERMS_PUT)]
    assert len({*ids}) == 2
    stolen = cast.post("south", "beginning/answer", terms=newest(cast).id, agrees="yes")
    unknown = cast.post("south", "beginning/answer", terms=str(uuid.UUID(int=9)), agrees="yes")
    assert stolen.status_code == unknown.status_code == 422
    assert "There is no such text before your side." in text(stolen)
    assert "There is no such text before your side." in text(unknown)


def test_what_one_party_is_put_and_answers_changes_nothing_for_another(cast):
    before = text(cast.get("south", "beginning")), text(cast.get("south")), text(cast.get("south", "record"))
    count = Entry.objects.filter(log__side__party="southland").count()
    put(cast)
    put(cast, "agreement")
    answer(cast)
    cast.post("mara", "beginning/contact", **CONTACT, told="yes")
    assert (text(cast.get("south", "beginning")), text(cast.get("south")), text(cast.get("south", "record"))) == before
    assert Entry.objects.filter(log__side__party="southland").count() == count


@pytest.mark.parametrize(
    ("page", "sent", "words"),
    [
        ("contact", {**CONTACT, "how": " "}, "Say how the contact was made."),
        ("contact", {**CONTACT, "on": "soon"}, "Write the day as 2025-03-23."),
        ("contact", {**CONTACT, "party": "meridia"}, "Choose a party that is in the talks."),
        ("disclosure", {**DISCLOSURE}, "Choose a party."),
        ("disclosure", {"interests": "x" * 4_001, "parties": "northland"}, "Say it in 1 to 4,000 characters."),
        ("agreement", {**AGREEMENT, "cost": " \n", "parties": BOTH}, "Say it in 1 to 4,000 characters."),
        ("agreement", {**AGREEMENT, "parties": "meridia"}, "is not one of the available choices"),
    ],
)
def test_what_is_missing_is_said_with_what_was_typed_and_nothing_is_entered(cast, page, sent, words):
    refused = cast.post("mara", f"beginning/{page}", **sent)
    assert (refused.status_code, words in text(refused)) == (422, True)
    typed = sent.get("scope") or sent.get("interests") or sent["on"]
    assert typed in refused.content.decode()
    assert said(cast, "mara", CONTACT_MADE) + said(cast, "mara", TERMS_PUT) == []


def test_an_answer_that_is_neither_yes_nor_no_is_refused(cast):
    put(cast)
    refused = answer(cast, agrees="perhaps")
    assert (refused.status_code, "not complete" in text(refused), said(cast, "mara", TERMS_ANSWERED)) == (422, True, [])


def test_who_may_not_know_finds_nothing_and_who_may_not_act_is_refused(cast):
    put(cast)
    for page in ("beginning", "beginning/contact", "beginning/disclosure", "beginning/agreement"):
        assert cast.get("sam", page).status_code == 404
        assert cast.get("olga", page).status_code == 404
    for page in ("beginning/contact", "beginning/disclosure", "beginning/agreement"):
        assert cast.get("north", page).status_code == 404
    assert cast.post("mara", "beginning/answer", terms=newest(cast).id, agrees="yes").status_code == 404
    assert cast.get("north", "beginning/answer").status_code == 405
    with_role(cast, "north", Role.DELEGATE)
    assert answer(cast).status_code == 403
    assert "My sister" in text(cast.get("north", "beginning"))
    assert 'name="agrees"' not in cast.get("north", "beginning").content.decode()


def test_the_team_enters_a_contact_for_the_mediation_alone_and_puts_nothing(cast):
    with_role(cast, "mara", Role.NOTE_TAKER)
    assert 'name="told"' not in cast.get("mara", "beginning/contact").content.decode()
    assert cast.post("mara", "beginning/contact", **CONTACT, told="yes").status_code == 302
    assert said(cast, "mara", CONTACT_MADE) == [("mediation", CONTACT)]
    assert put(cast).status_code == 403


def test_in_a_case_that_is_paused_nothing_is_put_and_nothing_is_told(cast):
    cast.post("south", "people/withdraw", sure="yes")
    assert put(cast).status_code == cast.post("mara", "beginning/contact", **CONTACT, told="yes").status_code == 422
    assert cast.post("mara", "beginning/contact", **CONTACT).status_code == 302
    cast.post("mara", "resume")
    assert put(cast, parties="southland").status_code == 422
    assert put(cast).status_code == 302


def test_an_act_that_is_sent_twice_is_entered_once(cast):
    key = str(uuid.UUID(int=5, version=4))
    for _ in range(2):
        assert put(cast, idempotency_key=key).status_code == 302
    assert len(said(cast, "mara", TERMS_PUT)) == 1


def test_a_text_whose_words_were_destroyed_is_not_shown_any_more(cast):
    put(cast)
    with transaction.atomic():
        [number] = [one.number for one in cast.view("mara").entries_of(TERMS_PUT)]
    assert cast.post("mara", f"record/readers/party:northland/{number}", why="It named a person.", sure="yes").status_code == 302
    for who in ("mara", "north"):
        assert "My sister" not in text(cast.get(who, "beginning"))
    assert newest(cast) is None
