"""The plan of the office: each reader's pages, by groups, with what waits for her; nothing that she has no right to."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import get_resolver

from goodoffices.office.access.door import all_patterns
from goodoffices.office.navigation import PLAN
from tests.office.access.test_same_instant import changed
from tests.office.cast import Cast

PLACES = [place for _, places in PLAN for place in places]
DOORS = {p.name: p.callback.door for p in all_patterns(get_resolver(settings.ROOT_URLCONF).url_patterns) if hasattr(p.callback, "door")}


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def places_of(cast, name, page=""):
    """The labels of the plan that somebody is shown, and which of them is open."""
    nav = re.search(r'<nav class="case".*?</nav>', cast.get(name, page).content.decode(), re.S)[0]
    links = re.findall(r'<a\s+href="[^"]*"\s*(aria-current="\w+")?\s*>(.*?)</a>', nav, re.S)
    words = {re.sub(r"<.*", "", label, flags=re.S).strip(): bool(current) for current, label in links}
    words.pop("All my cases")
    return words


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.page)
def test_a_place_is_offered_to_those_for_whom_its_door_is_open(place):
    assert DOORS[place.page] == place.right
    assert set(place.within) <= set(DOORS)


def test_each_reader_sees_her_own_pages_and_which_one_is_open(cast):
    assert [name for name, is_open in places_of(cast, "north", "record").items() if is_open] == ["Record"]
    assert list(places_of(cast, "north")) == [
        "Desk",
        "Our preferences",
        "Our mandate",
        "Questions",
        "Weigh",
        "Beginning",
        "Timeline",
        "Rounds",
        "Carried",
        "Positions",
        "Texts",
        "Statements",
        "Answers",
        "Put before us",
        "Agreement",
        "Board",
        "Incidents",
        "Search",
        "Files",
        "Notes",
        "People",
        "Record",
    ]
    assert list(places_of(cast, "olga")) == ["Desk", "Timeline", "Rounds", "Statements", "Search", "Files", "Notes", "People", "Record"]
    assert {"Estimates", "Report", "Frontier", "Release"} <= set(places_of(cast, "mara"))
    assert "Questions" not in places_of(cast, "mara")
    assert places_of(cast, "mara", "record/readers/parties/1")["Record"]


def test_what_waits_is_counted_in_the_plan_and_in_the_title_which_names_no_case(cast):
    def title(name, page=""):
        return " ".join(re.search(r"<title>(.*?)</title>", cast.get(name, page).content.decode(), re.S)[1].split())

    assert title("north") == "Good Offices"
    change = changed(cast)
    assert title("north") == "(1) Good Offices"
    assert title("north", "record") == "(1) Record – Good Offices"
    assert "waiting for you" in cast.get("north", "record").content.decode()
    assert title("mara") == title("olga") == "Good Offices"
    cases = cast.clients["north"].get("/").content.decode()
    assert "<title>(1) My cases – Good Offices</title>" in cases
    assert "waiting for you" in cases
    cast.post("north", "change", change=str(change), agrees="no")
    assert title("north") == "Good Offices"
    assert title("south") == "(1) Good Offices"


def test_the_plan_of_a_locked_side_asks_for_none_of_its_papers(cast):
    cast.post("north", "people/leave-now")
    cast.sign_in("north")
    with transaction.atomic():
        assert cast.view("north").is_locked
    page = cast.get("north", "people")
    assert page.status_code in (200, 403)
    assert "<title>" in page.content.decode()
