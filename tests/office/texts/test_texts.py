"""Texts in versions: nothing that two people write is lost, each copy has a code, and a sponsor is named to nobody else."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from goodoffices.office.texts.readings import list_texts
from goodoffices.record.kinds import TEXT_HANDED
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
        return list_texts(cast.view(name))[0]


def saved(cast, which, body, based_on=1, name="mara"):
    return cast.post(name, f"texts/{which}", body=body, based_on=str(based_on))


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
    assert re.search(r"<ins><strong>\s*do not\s*</strong></ins>", page)
    assert "Ports: 1 bracket left" in page_text(cast.get("mara", "texts"))
    older = page_text(cast.get("mara", f"texts/{which}"))
    assert "What changed" in older
    assert saved(cast, which, BODY.replace("30", "60").replace("sail", "do not sail"), 2).status_code == 422


def test_a_copy_names_its_party_as_sponsor_and_no_other(cast):
    which = begun(cast)
    assert handed(cast, which, "northland", "southland").status_code == 302
    assert "[shall Northland ] [should]" in seen(cast, "north", which)
    assert "[shall] [should Southland ]" in seen(cast, "south", which)
    for name, other in (("north", "southland"), ("south", "northland")):
        with transaction.atomic():
            [entry] = cast.view(name).entries_of(TEXT_HANDED)
        assert other not in entry.payload["body"]
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


def test_where_both_changed_one_place_both_stand_on_the_page_and_nothing_is_saved(cast):
    which = begun(cast, "One.\n\nTwo.")
    saved(cast, which, "Theirs.\n\nTwo.")
    clash = saved(cast, which, "Ours.\n\nTwo.")
    assert clash.status_code == 422
    shown = clash.content.decode()
    assert "Somebody changed the same place meanwhile." in shown
    assert "Theirs.\n\nOurs.\n\nTwo." in shown
    assert 'name="based_on" value="2"' in shown
    assert len(read(cast, "mara").versions) == 2
    assert saved(cast, which, "Ours and theirs.\n\nTwo.", 2).status_code == 302


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
        ({"body": "x" * 400_001}, "Write the text in 1 to"),
        ({"body": "Open [[a | b."}, "In block 1 a bracket is not whole"),
        ({"body": "Fine.\n\n[[a | [[b]]"}, "In block 2 a bracket is not whole"),
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
    with act("any"):
        assert cast.get("mara", f"texts/{which}?old=9&new=x").status_code in (200, 301, 404)
