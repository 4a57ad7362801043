"""A person reads the office in her own language; what binds stays in the one of the case."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.test import Client

from goodoffices.office.models import Entry, Membership, Person, Side
from goodoffices.report.languages import direction_of, text_language, translations_in
from tests.office.cast import BACKEND, START, Cast
from tests.office.worlds import answer_next


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
    north, here = cast.clients["north"], cast.path("preferences")
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


@pytest.mark.parametrize(
    "elsewhere",
    ["http://localhost//evil.example/x", "//evil.example", "/\\evil.example", "foo", "./x", "http://localhost/nowhere", "http://[::1"],
)
def test_no_address_leads_elsewhere_or_nowhere(cast, elsewhere):
    north = cast.clients["north"]
    assert chosen(north, "fr", came_from=elsewhere)["Location"] == "/"
    page = north.get("/language/", headers={"referer": elsewhere}).content.decode()
    assert 'name="came_from" value="/"' in page


def test_nobody_is_called_as_the_mediation_in_any_language(cast):
    for name in ("The mediation", "the MEDIATION ", translations_in("ar").gettext("The mediation")):
        refused = cast.post("mara", "people/side", kind="host", name=name)
        assert (refused.status_code, "called as the mediation is" in refused.content.decode()) == (422, True)


def test_who_is_named_to_whom_does_not_hang_on_the_language(cast):
    """Sides are told apart by their ids: names are translated."""
    with transaction.atomic():
        cast.view("mara")
        Side.objects.filter(case_id=cast.case_id, kind="observer").update(name=translations_in("ar").gettext("The mediation"))
        Membership.objects.filter(side=cast.mediation()).update(ended_at=START)
    english = "Mara" in cast.get("olga", "people").content.decode()
    chosen(cast.clients["olga"], "ar")
    assert ("Mara" in cast.get("olga", "people").content.decode()) == english is False


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("fa", "rtl"), ("ur", "rtl"), ("ps", "rtl"), ("ckb", "rtl"), ("prs", "rtl"), ("fr", "ltr"), ("tet", "ltr")],
)
def test_the_direction_of_a_language_is_known(language, direction):
    assert direction_of(language) == direction


def test_a_language_with_a_region_reads_what_its_language_has():
    assert translations_in("ar-EG").gettext("Sign out") == translations_in("ar").gettext("Sign out") != "Sign out"
    assert text_language(["en", "ar-EG"], "ar") == "ar-EG"
    assert text_language(["en", "ar-EG"], "fr") == "en"


def test_a_body_that_is_too_large_is_refused_in_no_readers_language(cast):
    chosen(cast.clients["north"], "ar")
    cast.get("north")
    refused = Client(SERVER_NAME="localhost").post("/accounts/login/", b"", content_type="text/plain", CONTENT_LENGTH="1000000000")
    assert (refused.status_code, refused.content) == (413, b"This is larger than the office takes.")


def test_beside_the_summary_stands_what_was_asked_and_given_in_the_wording_that_prevails(cast):
    for _ in range(14):
        assert answer_next(cast, "north", "questions").status_code == 302
    assert 'id="prevailing"' not in cast.get("north", "questions/summary").content.decode()
    chosen(cast.clients["north"], "uk")
    page = cast.get("north", "questions/summary").content.decode()
    [prevails] = re.findall(r'<div class="prevailing" lang="en" dir="ltr">(.*?)</div>', page, re.S)
    assert "Is there anything here that you could never accept?" in prevails
    assert "Is there anything here that you could never accept?" not in page.replace(prevails, "")
