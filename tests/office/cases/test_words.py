"""The texts of a case are written in the languages of those who read it; parties agree to them like to any change."""

from __future__ import annotations

import html
import json
import re

import pytest

from tests.office.cast import Cast


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def reads(cast, name, language):
    assert cast.clients[name].post("/language/", {"language": language, "came_from": ""}).status_code == 302


def written(cast, **words):
    sent = {f"words:{place}": text for place, text in words.items()}
    return cast.clients["mara"].post(cast.path("build/words"), {"language": "ar", **sent})


def test_the_page_lists_every_text_beside_the_first_language_and_saves_into_the_draft(cast):
    page = cast.clients["mara"].get(cast.path("build/words") + "?language=ar").content.decode()
    assert re.search(r'name="words:issues/scope/full" value=""[^>]*lang="ar"\s+dir="rtl"', page)
    assert written(cast, **{"name": "المضيق", "parties/northland": "الشمال"}).status_code == 302
    page = cast.clients["mara"].get(cast.path("build/words") + "?language=ar").content.decode()
    assert 'value="المضيق"' in page
    assert "2 of " in page
    assert "المضيق" not in cast.get("north").content.decode()


def test_when_the_parties_agreed_each_reads_the_case_in_her_language(cast):
    assert written(cast, **{"name": "المضيق", "parties/northland": "الشمال"}).status_code == 302
    assert cast.post("mara", "build/put", words="So that all can read it.").status_code == 302
    for name in ("north", "south"):
        change = re.search(r'name="change" value="([^"]+)"', cast.get(name, "change").content.decode())[1]
        assert cast.post(name, "change", change=change, agrees="yes").status_code == 302
    reads(cast, "north", "ar")
    assert "<h1>المضيق</h1>" in cast.get("north").content.decode()
    assert "<h1>The Strait</h1>" in cast.get("south").content.decode()


def test_a_case_without_her_language_is_read_in_its_first_one_and_says_so_to_her_screen_reader(cast):
    reads(cast, "north", "ar")
    page = cast.get("north").content.decode()
    assert "<h1>The Strait</h1>" in page
    assert '<tbody lang="en">' in page
    assert "[en]" not in page


def test_who_may_not_build_has_no_such_page(cast):
    assert cast.get("north", "build/words").status_code == 404
    assert cast.get("olga", "build/words").status_code == 404


def test_the_first_language_is_not_written_there(cast):
    answer = cast.clients["mara"].post(cast.path("build/words"), {"language": "en", "words:name": "Another"})
    assert answer.status_code == 422
    assert "is written in its own forms" in answer.content.decode()


def shown_of(cast) -> str:
    page = cast.clients["mara"].get(cast.path("build/words") + "?language=ar").content.decode()
    return html.unescape(re.search(r'name="shown" value="([^"]*)"', page)[1])


def test_two_people_do_not_lose_each_others_words(cast):
    seen = shown_of(cast)
    fields = {f"words:{place}": words for place, words in json.loads(seen).items()}
    one = {**fields, "words:issues/sea": "البحر"}
    other = {**fields, "words:issues/scope": "النطاق"}
    for sent in (one, other):
        assert cast.clients["mara"].post(cast.path("build/words"), {"language": "ar", "shown": seen, **sent}).status_code == 302
    kept = json.loads(shown_of(cast))
    assert (kept["issues/sea"], kept["issues/scope"]) == ("البحر", "النطاق")
    again = cast.clients["mara"].post(cast.path("build/words"), {"language": "ar", "shown": seen, **fields, "words:issues/sea": "بحر آخر"})
    assert again.status_code == 422
    assert "Somebody changed “البحر” meanwhile." in again.content.decode()


def test_a_text_that_is_too_long_is_refused_and_none_is_cut(cast):
    refused = written(cast, **{"name": "ا" * 4_001})
    assert refused.status_code == 422
    assert "A text has at most 4,000 characters." in refused.content.decode()
    assert json.loads(shown_of(cast))["name"] == ""
    kept = "می\u200cخواهم\nدو خط"
    assert written(cast, **{"note": kept}).status_code == 302
    assert json.loads(shown_of(cast))["note"] == kept


@pytest.mark.parametrize("shown", ["", "x", "[]", "{", '{"name": 5}', "[" * 9000])
def test_what_a_page_showed_may_be_nonsense(cast, shown):
    sent = {"language": "ar", "shown": shown, "words:name": "المضيق"}
    assert cast.clients["mara"].post(cast.path("build/words"), sent).status_code == 302
