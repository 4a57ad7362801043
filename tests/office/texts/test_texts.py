"""Texts in versions: nothing that two people write is lost, each copy has a code, and a sponsor is named to nobody else."""

from __future__ import annotations

import re
import uuid

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from goodoffices.office.access.kinds import Role
from goodoffices.office.models import Side
from goodoffices.office.people import commands
from goodoffices.office.texts.readings import find_text, list_texts
from goodoffices.procedure.text import paragraphs_of
from tests.office.cast import Cast, act
from tests.office.talks.test_rounds import text as page_text

BODY = "# Ports\n\nThe parties [[northland: shall | southland: should]] spare ports for 30 days.\n\nShips sail."
TITLE = "A corridor"


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def begun(cast, body=BODY) -> str:
    assert cast.post("mara", "texts", title=TITLE, body=body).status_code == 302
    return read(cast, "mara").id


def read(cast, name):
    with transaction.atomic():
        [found] = list_texts(cast.view(name))
        for one in found.versions:
            assert one.body  # It is opened within the transaction.
        return found


def typed(cast, which, words, version=1, start=0, count=1, step="done", name="mara", **more):
    return cast.post(name, f"texts/{which}/type/{version}/{start}/{count}", words=words, step=step, **more)


def saved(cast, which, body, based_on=1, name="mara"):
    """The whole text is written anew, and a version made of it."""
    sent = typed(cast, which, body, based_on, 0, len(paragraphs_of(body_of(cast, which, based_on))), name=name)
    if sent.status_code != 302:
        return sent
    with transaction.atomic():
        newest = find_text(cast.view("mara"), which).newest.number
    return made(cast, which, newest, name)


def made(cast, which, based_on=1, name="mara"):
    return cast.post(name, f"texts/{which}/make", based_on=str(based_on))


def body_of(cast, which, number):
    with transaction.atomic():
        return find_text(cast.view("mara"), which).version(number).body


def handed(cast, which, *to, version=1):
    return cast.post("mara", f"texts/{which}/hand-out", version=str(version), to=list(to))


def seen(cast, name, which) -> str:
    return page_text(cast.get(name, f"texts/{which}"))


def test_a_text_is_saved_in_versions_and_says_which_is_current_and_what_changed(cast):
    which = begun(cast)
    assert saved(cast, which, BODY.replace("30", "60").replace("sail", "do not sail")).status_code == 302
    page = cast.get("mara", f"texts/{which}").content.decode()
    assert "Version 2 is current" in page_text(cast.get("mara", "texts"))
    assert "<del><strong>30</strong></del> <ins><strong>60</strong></ins>" in page
    assert re.search(r"<ins>\s*do\s*</ins>\s*<ins><strong>\s*not\s*</strong></ins>", page)
    assert "Ports: 1 bracket left" in page_text(cast.get("mara", "texts"))
    older = page_text(cast.get("mara", f"texts/{which}"))
    assert "What changed" in older
    assert saved(cast, which, BODY.replace("30", "60").replace("sail", "do not sail"), 2).status_code == 422


def test_a_copy_names_its_party_as_sponsor_and_no_other(cast):
    which = begun(cast)
    assert handed(cast, which, "northland", "southland").status_code == 302
    assert "[ shall Northland ] [ should ]" in seen(cast, "north", which)
    assert "[ shall ] [ should Southland ]" in seen(cast, "south", which)
    for name, other in (("north", "southland"), ("south", "northland")):
        with transaction.atomic():
            body = list_texts(cast.view(name))[0].newest.body
        assert other not in body
        assert other.capitalize() not in seen(cast, name, which).split("The text")[1].split("Say something")[0]


def test_each_copy_has_a_code_that_stands_on_it_and_in_the_register(cast):
    which = begun(cast)
    handed(cast, which, "northland", "southland")
    codes = {name: read(cast, name).newest.code for name in ("north", "south")}
    assert len(set(codes.values())) == 2
    register = seen(cast, "mara", which)
    for name, party in (("north", "Northland"), ("south", "Southland")):
        assert re.search(rf"{party} 1 {codes[name]}", register)
        assert codes[name] in seen(cast, name, which)
        assert codes[name] in cast.get(name, f"texts/{which}/version/1").content.decode()
    assert codes["north"] not in seen(cast, "south", which) + page_text(cast.get("south", "record"))


def test_a_party_sees_what_changed_since_the_version_that_it_was_given_and_not_how_many_there_were(cast):
    which = begun(cast)
    handed(cast, which, "northland")
    for number, days in enumerate(("40", "50", "60"), 1):
        saved(cast, which, BODY.replace("30", days), number)
    handed(cast, which, "northland", version=4)
    page = cast.get("north", f"texts/{which}").content.decode()
    assert "<del><strong>30</strong></del> <ins><strong>60</strong></ins>" in page
    assert "40" not in page_text(cast.get("north", f"texts/{which}"))
    assert "No. 2 that your side was given" in page_text(cast.get("north", f"texts/{which}"))
    assert cast.get("south", f"texts/{which}").status_code == 404
    assert "No text was given to your side yet." in page_text(cast.get("south", "texts"))
    assert cast.get("olga", "texts").status_code == 404


def test_what_two_people_change_in_different_paragraphs_is_both_kept(cast):
    body = "First.\n\nSecond.\n\nThird."
    which = begun(cast, body)
    assert saved(cast, which, body.replace("First", "The first")).status_code == 302
    assert saved(cast, which, body.replace("Third", "The third")).status_code == 302
    assert read(cast, "mara").newest.body == "The first.\n\nSecond.\n\nThe third."


def test_what_is_typed_is_saved_before_any_version_and_no_party_or_log_has_it(cast):
    which = begun(cast, "One.\n\nTwo.")
    handed(cast, which, "northland")
    as_north(cast, which)
    before = as_north(cast, which), entries_of(cast)
    for words in ("O", "On", "Uno, in a moment."):
        shown = typed(cast, which, words, step="save", seen=seen_words(cast, which))
        assert shown.status_code == 302
    assert "Uno, in a moment." in seen(cast, "mara", which)
    assert "You are typing here: Uno, in a moment." in seen(cast, "mara", which)
    assert "Uno" in page_text(cast.get("mara", f"texts/{which}/type/1/0/1"))
    assert (as_north(cast, which), entries_of(cast)) == before
    assert made(cast, which).status_code == 422
    assert typed(cast, which, "Uno.", seen=seen_words(cast, which)).status_code == 302
    assert made(cast, which).status_code == 302
    assert read(cast, "mara").newest.body == "Uno.\n\nTwo."
    assert "Typed since" not in seen(cast, "mara", which)


def as_north(cast, which) -> bytes:
    with act("north looks"):
        return cast.get("north", f"texts/{which}").content


def entries_of(cast):
    with transaction.atomic():
        return [(one.label, one.number) for one in cast.view("mara").entries_of()]


def seen_words(cast, which, version=1, start=0, count=1, name="mara"):
    shown = cast.get(name, f"texts/{which}/type/{version}/{start}/{count}").content.decode()
    return re.search(r'name="seen" value="([0-9a-f]*)"', shown)[1]


def test_where_somebody_else_typed_meanwhile_both_stand_on_a_page_and_nothing_is_lost(cast):
    tom = joined(cast, "tom")
    which = begun(cast, "One.\n\nTwo.")
    start = seen_words(cast, which)
    assert typed(cast, which, "Hers.", step="save", seen=start).status_code == 302
    held = page_text(cast.get(tom, f"texts/{which}/type/1/0/1"))
    assert "Mara holds this place, and typed here at" in held
    assert "Take it over from Mara" in held
    assert "The words" not in held
    assert "Mara is typing here, last at" in seen(cast, tom, which)
    clash = typed(cast, which, "His.", seen=start, name=tom)
    assert clash.status_code == 409
    assert "Mara typed in the same place meanwhile." in page_text(clash)
    assert "His." in clash.content.decode()
    assert "<del>Hers.</del>" in clash.content.decode()
    newer = re.search(r'name="seen" value="([0-9a-f]*)"', clash.content.decode())[1]
    assert typed(cast, which, "Not asked for.", seen=newer, name=tom).status_code == 409
    assert typed(cast, which, "Hers and his.", seen=newer, takes_over="yes", name=tom).status_code == 302
    assert "Hers." in page_text(cast.get("mara", f"texts/{which}/type/1/0/1")).split("What others had typed here before")[1]
    assert made(cast, which).status_code == 302
    assert read(cast, "mara").newest.body == "Hers and his.\n\nTwo."


def test_a_part_of_what_somebody_holds_is_not_typed_in_by_another(cast):
    tom = joined(cast, "tom")
    which = begun(cast, "One.\n\nTwo.")
    assert typed(cast, which, "All of it.", count=2, step="save").status_code == 302
    refused = typed(cast, which, "His two.", start=1, name=tom)
    assert (refused.status_code, "Mara is typing in a part of this place." in page_text(refused)) == (422, True)
    assert "Mara is typing in a part of this place." in page_text(cast.get(tom, f"texts/{which}/type/1/1/1"))
    assert typed(cast, which, "His one.", version=1, name=tom).status_code == 422


def test_what_is_typed_where_a_new_version_changed_the_same_paragraph_becomes_a_page_with_both(cast):
    tom = joined(cast, "tom")
    which = begun(cast, "One.\n\nTwo.\n\nThree.")
    typed(cast, which, "Two of Mara's.", start=1)
    assert made(cast, which).status_code == 302
    assert typed(cast, which, "Two of Tom's.", start=1, step="save", name=tom).status_code == 302
    merge = cast.get(tom, f"texts/{which}/type/1/1/1")
    assert "Another version changed the same place after this was begun." in page_text(merge)
    done = typed(cast, which, "Two of Tom's.", start=1, seen=seen_words(cast, which, start=1, name=tom), name=tom)
    assert (done.status_code, "It is saved, and another version changed the same place" in page_text(done)) == (422, True)
    assert f"/texts/{which}/type/2/1/1/" in merge.content.decode()
    instead = re.search(r'name="instead" value="([0-9a-f-]*)"', merge.content.decode())[1]
    assert typed(cast, which, "Two of both.", version=2, start=1, instead=instead, name=tom).status_code == 302
    assert made(cast, which, 2).status_code == 302
    assert read(cast, "mara").newest.body == "One.\n\nTwo of both.\n\nThree."
    assert "Typed since" not in seen(cast, "mara", which)


def test_what_is_typed_can_be_undone_and_a_version_can_be_gone_back_from(cast):
    which = begun(cast, "One.\n\nTwo.")
    typed(cast, which, "Uno.")
    shown = cast.get("mara", f"texts/{which}").content.decode()
    sent = {name: re.search(rf'name="{name}" value="([0-9a-f-]*)"', shown)[1] for name in ("undone", "undone_words")}
    typed(cast, which, "Uno, and more.", seen=seen_words(cast, which))
    refused = cast.post("mara", f"texts/{which}/undo", **sent)
    assert (refused.status_code, "Other words stand there by now." in page_text(refused)) == (422, True)
    sent["undone_words"] = seen_words(cast, which)
    assert cast.post("mara", f"texts/{which}/undo", **sent).status_code == 302
    assert cast.post("mara", f"texts/{which}/undo", **sent).status_code == 422
    assert "Uno." not in seen(cast, "mara", which)
    saved(cast, which, "Eins.\n\nZwei.")
    assert "Go back to version 1" in page_text(cast.get("mara", f"texts/{which}/changes"))
    assert cast.post("mara", f"texts/{which}/back", based_on="2", back_to="1").status_code == 302
    assert [one.body for one in read(cast, "mara").versions] == ["One.\n\nTwo.", "Eins.\n\nZwei.", "One.\n\nTwo."]
    assert cast.post("mara", f"texts/{which}/back", based_on="2", back_to="1").status_code == 422


def test_paragraphs_can_be_added_and_taken_out(cast):
    which = begun(cast, "One.\n\nTwo.\n\nThree.")
    typed(cast, which, "One.\n\nOne and a half.")
    typed(cast, which, "", start=2)
    assert made(cast, which).status_code == 302
    assert read(cast, "mara").newest.body == "One.\n\nOne and a half.\n\nTwo."


def test_what_a_script_saves_is_answered_with_what_stands_for_it(cast):
    which = begun(cast, "One.")
    place = cast.path(f"texts/{which}/type/1/0/1")
    sent = {"idempotency_key": str(uuid.uuid4()), "words": "Uno", "step": "save", "seen": seen_words(cast, which)}
    told = cast.clients["mara"].post(place, sent, headers={"X-Requested-With": "fetch"})
    assert (told.status_code, 'data-seen="' in told.content.decode()) == (200, True)
    assert seen_words(cast, which) in told.content.decode()
    late = cast.clients["mara"].post(place, {**sent, "words": "Eins"}, headers={"X-Requested-With": "fetch"})
    assert (late.status_code, "to see both" in late.content.decode()) == (409, True)


def test_typing_uses_up_none_of_the_acts_of_a_side(cast, monkeypatch):
    monkeypatch.setattr(settings, "MOST_ACTS_AN_HOUR", 4)
    which = begun(cast, "One.")
    for number in range(8):
        assert typed(cast, which, f"Uno {number}", step="save", seen=seen_words(cast, which)).status_code == 302
    typed(cast, which, "Uno 7", seen=seen_words(cast, which))
    assert made(cast, which).status_code == 302


def joined(cast, name) -> str:
    """One more of the mediation's team."""
    with act(f"{name} joins"), transaction.atomic():
        cast._person(name)
        commands.join_by_office(cast.people[name], Side.objects.get(pk=cast.mediation()), [Role.TEAM])
    with act(f"{name} signs in"):
        cast.clients[name] = Client(SERVER_NAME="localhost")
        cast.sign_in(name)
    with act(f"{name} is told"):
        cast.post(name, "told")
    return name


def test_what_a_party_says_of_a_place_reaches_the_mediation_with_its_version_and_nobody_else(cast):
    which = begun(cast)
    handed(cast, which, "northland", "southland")
    sent = {"paragraph": "1", "words": "Thirty days are too few."}
    assert cast.post("north", f"texts/{which}/criticise", **sent).status_code == 302
    assert "Northland, of version 1, paragraph 1 : “ Thirty days are too few. ”" in seen(cast, "mara", which)
    assert "Thirty days are too few." in seen(cast, "north", which)
    assert "Thirty days are too few." not in seen(cast, "south", which) + page_text(cast.get("south", "record"))
    for wrong in ({"paragraph": "9"}, {"paragraph": "-1"}, {"words": " "}, {"words": "x" * 4001}):
        assert cast.post("north", f"texts/{which}/criticise", **{**sent, **wrong}).status_code == 422
    assert cast.post("mara", f"texts/{which}/criticise", **sent).status_code == 422


def test_who_may_not_write_or_hand_out_does_not(cast):
    which = begun(cast)
    assert cast.post("north", "texts", title="Ours", body="A text.").status_code == 404
    handed(cast, which, "northland")
    assert saved(cast, which, "Other.", name="north").status_code == 404
    assert cast.post("north", f"texts/{which}/hand-out", version="1", to="southland").status_code == 404
    assert read(cast, "mara").newest.body == BODY


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": " "}, "Say what the text is called."),
        ({"body": " \n\n "}, "Write the text in 1 to"),
        ({"body": "x\n\n" * 400_000}, "Write the text in 1 to"),
        ({"body": "Open [[a | b."}, "In paragraph 1 of these a bracket is not whole"),
        ({"body": "[[Nrthland: a | b]]"}, "“Nrthland” before a colon in a bracket is no party of this case"),
        ({"body": "y" * 20_001}, "A paragraph has at most 20,000 characters"),
        ({"body": "A turn \u202e of words."}, "There is a sign in it that nobody sees (U+202E)."),
        ({"body": "Fine.\n\n[[a | [[b]]"}, "In paragraph 2 of these a bracket is not whole"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(cast, sent, said):
    refused = cast.post("mara", "texts", **{"title": TITLE, "body": "A text.", **sent})
    assert (refused.status_code, said in page_text(refused)) == (422, True)
    with transaction.atomic():
        assert list_texts(cast.view("mara")) == []


def test_words_that_are_typed_into_a_text_are_no_page(cast):
    which = begun(cast, "<script>alert(1)</script> & [[<b>a</b> | northland: <i>b</i>]]")
    handed(cast, which, "northland")
    saved(cast, which, "<script>alert(2)</script> & [[<b>a</b> | northland: <i>b</i>]]")
    for name in ("mara", "north"):
        shown = cast.get(name, f"texts/{which}").content.decode()
        assert "<script>alert" not in shown
        assert "<b>a</b>" not in shown


def test_a_version_that_is_not_there_is_not_found(cast):
    which = begun(cast)
    assert cast.get("mara", f"texts/{which}/version/2").status_code == 404
    assert cast.get("mara", "texts/nothing").status_code == 404
    assert handed(cast, which, "northland", version=7).status_code == 422
    assert handed(cast, which, version=1).status_code == 422
    saved(cast, which, "Ports.\n\nShips.")
    saved(cast, which, "Ports.\n\nShips and boats.", 2)
    assert "Choose two different versions" in page_text(cast.clients["mara"].get(cast.path(f"texts/{which}/changes") + "?old=9&new=x"))
    assert "What changed from 1 to 3" in page_text(cast.clients["mara"].get(cast.path(f"texts/{which}/changes") + "?old=1&new=3"))


def test_what_is_typed_in_a_version_whose_words_are_destroyed_stays_for_who_typed_it(cast):
    which = begun(cast, "One.\n\nTwo.")
    saved(cast, which, "One.\n\nTwo, new.")
    handed(cast, which, "northland", version=2)
    typed(cast, which, "One, mine.", version=2)
    entry = read(cast, "mara").newest.entry
    assert cast.post("mara", f"record/readers/mediation/{entry}", why="It named somebody.", sure="yes").status_code == 302
    assert "One, mine." in seen(cast, "mara", which)
    typed(cast, which, "Two, otherwise.", version=1, start=1)
    assert "Make version 3 of what is done" in seen(cast, "mara", which)
    assert made(cast, which, 1).status_code == 302
    assert [(one.number, one.body) for one in read(cast, "mara").versions] == [(1, "One.\n\nTwo."), (3, "One.\n\nTwo, otherwise.")]
    assert "One, mine." in seen(cast, "mara", which)


def test_nobody_deletes_what_another_typed_by_naming_it(cast):
    tom = joined(cast, "tom")
    which = begun(cast, "One.\n\nTwo.")
    typed(cast, which, "Hers.", step="save")
    shown = cast.get("mara", f"texts/{which}").content.decode()
    edit = re.search(r'name="undone" value="([0-9a-f-]*)"', shown)[1]
    assert cast.post(tom, f"texts/{which}/undo", undone=edit, undone_words="").status_code == 422
    assert typed(cast, which, "His.", start=1, instead=edit, name=tom).status_code == 302
    assert "Hers." in seen(cast, "mara", which)
    assert typed(cast, which, "Hers, too.", step="save", seen=seen_words(cast, which), instead=edit).status_code == 302
    assert "Hers, too." in seen(cast, "mara", which)


def test_a_sponsor_is_known_by_the_name_that_stands_on_the_page(cast):
    which = begun(cast, "Ports [[Northland: are | SOUTHLAND: stay]] open.")
    handed(cast, which, "northland")
    assert "[ are Northland ] [ stay ]" in seen(cast, "north", which)
    assert "outhland" not in read(cast, "north").newest.body
