"""What is carried between sides: only where its owner lets it go, or as the mediation's own word; and who knew of it when."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from goodoffices.office.models import Entry
from goodoffices.office.talks.readings import read_talks
from tests.office.cast import Cast
from tests.office.talks.test_rounds import text

IDEA = {"item_kind": "proposal", "words": "A list that is not published.", "agreed_days": "3"}


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def items_of(cast, name):
    with transaction.atomic():
        return read_talks(cast.view(name)).talks.items


def seen(cast, name) -> str:
    """Everything of the talks that somebody is shown."""
    return "".join(text(cast.get(name, page)) for page in ("", "items", "timeline", "record"))


def given(cast, **more) -> str:
    """North gives an item; its id."""
    assert cast.post("north", "items", **{**IDEA, **more}).status_code == 302
    return items_of(cast, "north")[-1].id


def test_what_a_party_gives_is_read_by_the_mediation_and_nobody_else(cast):
    given(cast)
    assert IDEA["words"] in text(cast.get("mara", "items"))
    assert "It may go to nobody." in text(cast.get("north", "items"))
    assert IDEA["words"] not in seen(cast, "south") + seen(cast, "olga")


def test_an_item_goes_no_further_until_its_owner_lets_it_go(cast):
    item = given(cast)
    refused = cast.post("mara", "items/carry", item=item, party="southland")
    assert (refused.status_code, "Its owner has not let it go there." in refused.content.decode()) == (422, True)
    assert items_of(cast, "south") == ()
    assert cast.post("north", "items/allow", item=item, to="southland").status_code == 302
    assert items_of(cast, "south") == ()
    assert cast.post("mara", "items/carry", item=item, party="southland").status_code == 302
    [there] = items_of(cast, "south")
    assert (there.owner, there.text.in_language(""), there.agreed_days) == ("northland", IDEA["words"], 3)
    assert there.id != item
    assert "With Southland since" in text(cast.get("north", "items"))
    assert cast.post("mara", "items/carry", item=item, party="southland").status_code == 422


def test_a_hypothetical_says_nothing_of_its_origin(cast):
    item = given(cast, item_kind="hypothetical", words="What if the bank were freed first?", to="southland")
    assert cast.post("mara", "items/carry", item=item, party="southland").status_code == 302
    [there] = items_of(cast, "south")
    assert there.owner == "mediation"
    page = text(cast.get("south", "items"))
    assert "Hypothetical, from the mediation" in page
    assert "Northland" not in page.split("What was given and carried")[1]
    with transaction.atomic():
        held = [repr(entry.payload) for entry in cast.view("south").entries_of() if entry.kind.startswith("item.")]
    assert held
    assert all("north" not in one and item not in one for one in held)


def test_the_mediation_restates_in_its_own_words_and_answers_for_them(cast):
    given(cast)
    own = {"item_kind": "question", "words": "Would an unpublished list do?", "to": ["southland", "northland"]}
    assert cast.post("mara", "items", **own).status_code == 302
    for who in ("north", "south"):
        assert own["words"] in text(cast.get(who, "items"))
        assert items_of(cast, who)[-1].owner == "mediation"
    assert [one.id for one in items_of(cast, "north")][-1] != items_of(cast, "south")[0].id


def test_what_the_mediation_writes_for_itself_goes_nowhere(cast):
    assert cast.post("mara", "items", item_kind="message", words="To be asked on Monday.").status_code == 302
    assert "To be asked on Monday." in text(cast.get("mara", "items"))
    assert "To be asked on Monday." not in seen(cast, "north") + seen(cast, "south")


def test_an_answer_is_read_by_the_mediation_and_not_by_the_owner(cast):
    item = given(cast, to="southland", item_kind="question")
    cast.post("mara", "items/carry", item=item, party="southland")
    [there] = items_of(cast, "south")
    assert "something that was carried to you" in text(cast.get("south"))
    assert cast.post("south", "items/answer", answered_item=there.id, answer_words="").status_code == 422
    assert cast.post("south", "items/answer", answered_item=there.id, answer_words="It would do.").status_code == 302
    assert "It would do." in text(cast.get("mara", "items"))
    assert "It would do." not in seen(cast, "north")
    assert "Answered on" not in text(cast.get("north", "items"))
    assert cast.post("south", "items/answer", answered_item=there.id, answer_words="Or not.").status_code == 422
    assert cast.post("north", "items/answer", answered_item=item, answer_words="Mine.").status_code == 422


def test_what_may_be_said_to_whom_now_is_listed_with_what_they_will_read(cast):
    item = given(cast, to="southland")
    cast.post("mara", "items", item_kind="message", words="Ours.")
    page = text(cast.get("mara", "items"))
    north, south = page.split("To Northland")[1].split("To Southland")
    assert "Ours." in north
    assert IDEA["words"] not in north
    assert f"{IDEA['words']} (proposal; it will read that this is from Northland)" in south.replace(" ;", ";")
    cast.post("mara", "items/carry", item=item, party="southland")
    assert IDEA["words"] not in text(cast.get("mara", "items")).split("To Southland")[1].split("In our own words")[0]


def test_who_could_read_an_item_is_found_from_its_page_with_the_act_by_which(cast):
    item = given(cast, to="southland")
    cast.post("mara", "items/carry", item=item, party="southland")
    page = cast.get("mara", "items").content.decode()
    found = "".join(text(cast.clients["mara"].get(link)) for link in re.findall(r'href="([^"]*/record/readers/[^"]*)"', page))
    assert "North" in found
    assert "South" in found


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"words": ""}, "Say it in 1 to 4,000 characters."),
        ({"words": "x" * 4_001}, "Say it in 1 to 4,000 characters."),
        ({"item_kind": "gift"}, "This form is not complete"),
        ({"to": "northland"}, "is not one of the available choices"),
        ({"agreed_days": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_is_missing_or_odd_is_said_and_nothing_is_entered(cast, what, said):
    refused = cast.post("north", "items", **{**IDEA, **what})
    assert (refused.status_code, said in text(refused)) == (422, True)
    assert items_of(cast, "north") == ()


def test_who_may_not_let_go_does_not_and_nobody_lets_go_what_is_not_hers(cast):
    item = given(cast)
    with transaction.atomic():
        member = cast.view("north").actor
        member.roles = ["delegate"]
        member.save()
    assert 'name="to"' not in cast.get("north", "items").content.decode()
    assert cast.post("north", "items/allow", item=item, to="southland").status_code == 403
    assert cast.post("south", "items/allow", item=item, to="northland").status_code == 422
    assert cast.post("mara", "items/allow", item=item, to="southland").status_code == 404
    assert cast.post("south", "items/carry", item=item, party="southland").status_code == 404
    assert cast.get("olga", "items").status_code == 404


def test_what_one_party_gives_leaves_no_trace_with_another(cast):
    before = Entry.objects.filter(log__side__party="southland").count()
    item = given(cast)
    assert cast.post("north", "items/allow", item=item, to="southland").status_code == 302
    assert Entry.objects.filter(log__side__party="southland").count() == before
    assert IDEA["words"] not in seen(cast, "south")


def test_a_case_that_is_paused_carries_nothing(cast):
    item = given(cast, to="southland")
    assert cast.post("south", "people/withdraw", sure="yes").status_code == 302
    assert cast.post("mara", "items/carry", item=item, party="southland").status_code in (409, 422)
