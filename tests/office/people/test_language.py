"""A person reads the office in her own language; what binds stays in the one of the case."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from goodoffices.office.models import Entry, Person
from tests.office.cast import BACKEND, Cast


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def written_in(answer) -> tuple[str, str]:
    """The language and the direction of a page, as it says them."""
    return re.search(r'<html lang="([^"]+)" dir="([^"]+)"', answer.content.decode()).groups()


def chosen(client, language, **sent):
    return client.post("/language/", {"language": language, "came_from": "", **sent})


def test_whoever_comes_reads_the_language_that_her_browser_asks_for(office):
    stranger = Client(SERVER_NAME="localhost", headers={"accept-language": "ar-EG,ar;q=0.9,en;q=0.5"})
    assert written_in(stranger.get("/accounts/login/")) == ("ar", "rtl")
    assert written_in(Client(SERVER_NAME="localhost").get("/accounts/login/")) == ("en", "ltr")


def test_a_stranger_chooses_a_language_and_keeps_it(office):
    stranger = Client(SERVER_NAME="localhost")
    assert chosen(stranger, "ar").status_code == 302
    assert written_in(stranger.get("/accounts/login/")) == ("ar", "rtl")


def test_a_person_keeps_her_language_wherever_she_signs_in_and_nobody_else_has_it(cast):
    entries = Entry.objects.count()
    assert chosen(cast.clients["north"], "ar").status_code == 302
    elsewhere = Client(SERVER_NAME="localhost", headers={"accept-language": "fr"})
    elsewhere.force_login(Person.objects.get(pk=cast.people["north"].pk), backend=BACKEND)
    answer = elsewhere.get(cast.path())
    assert (*written_in(answer), answer["Content-Language"]) == ("ar", "rtl", "ar")
    assert written_in(cast.get("south")) == written_in(cast.get("mara")) == ("en", "ltr")
    assert Entry.objects.count() == entries


def test_her_language_is_sealed_told_to_her_and_erased_with_her_account(cast):
    chosen(cast.clients["sam"], "uk")
    kept = Person.objects.get(pk=cast.people["sam"].pk)
    assert kept.language == "uk"
    assert b"uk" not in bytes(kept.language_sealed)
    assert cast.clients["sam"].get("/you/my-data.json").json()["account"]["language"] == "uk"
    cast.clients["sam"].post("/you/erase/", {"erased_password": "sam: a long pass phrase", "sure": "yes"})
    assert Person.objects.get(pk=cast.people["sam"].pk).language_sealed is None


def test_she_goes_back_to_where_she_was_and_to_no_other_site(cast):
    north, here = cast.clients["north"], cast.path("preferences/")
    page = north.get("/language/", headers={"referer": f"http://localhost{here}"}).content.decode()
    assert f'value="{here}"' in page
    assert chosen(north, "fr", came_from=here)["Location"] == here
    assert chosen(north, "fr", came_from="https://example.org/cases/")["Location"] == "/"
    assert chosen(north, "fr", came_from="//example.org/")["Location"] == "/"


def test_a_language_that_the_office_does_not_have_is_refused(cast):
    answer = chosen(cast.clients["north"], "xx")
    assert answer.status_code == 422
    assert Person.objects.get(pk=cast.people["north"].pk).language == ""


def test_each_language_says_how_much_of_it_there_is_and_that_nobody_read_it(cast):
    page = re.sub(r"\s+", " ", cast.clients["north"].get("/language/").content.decode())
    assert len(re.findall(r'name="language" value="(?:en|ar|fr|id|ru|uk)"', page)) == 6
    assert page.count("of the texts are translated. The others stand in English.") >= 1
    assert page.count("No native speaker has read the translation yet.") == 5
    chosen(cast.clients["north"], "fr")
    foot = cast.get("north").content.decode().split("<footer>")[1]
    assert "The rest is in English." in re.sub(r"\s+", " ", foot)


def put_change(cast):
    assert cast.post("mara", "build", step="name", name="Another name").status_code == 302
    assert cast.post("mara", "build/put", words="It was misspelled.").status_code == 302


def test_beside_a_consent_stands_the_wording_that_prevails_for_whoever_reads_another_language(cast):
    put_change(cast)
    says = re.search(r'<h2 id="differs">.*?<li>(.*?)</li>', cast.get("north", "change").content.decode(), re.S)[1]
    assert 'id="prevailing"' not in cast.get("north", "change").content.decode()
    chosen(cast.clients["north"], "uk")
    page = cast.get("north", "change").content.decode()
    [prevails] = re.findall(r'<div class="prevailing" lang="en" dir="ltr">(.*?)</div>', page, re.S)
    assert says in prevails


def test_what_is_signed_is_the_same_whatever_the_language_of_the_page(cast):
    put_change(cast)
    once = "change/00000000-0000-4000-8000-000000000007/statement.json"
    english = cast.clients["north"].get(cast.path() + once).content
    assert b"northland" in english
    chosen(cast.clients["north"], "ar")
    assert cast.clients["north"].get(cast.path() + once).content == english
