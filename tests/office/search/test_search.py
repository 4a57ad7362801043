"""One search over everything that somebody reads: all words, whatever their case and accents; nothing that she does not read, not even as a count."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.formats.documents.folding import folded, folded_with_places
from goodoffices.office.access.kept_texts import forget_texts
from goodoffices.office.beginning.readings import list_unanswered_terms
from goodoffices.office.record import destroying
from goodoffices.office.releases.readings import list_unanswered
from goodoffices.office.search.finding import snippet, sought
from goodoffices.office.search.readings import MOST_HITS
from tests.office.access.test_same_instant import package
from tests.office.cast import Cast
from tests.office.files.test_files import drop
from tests.office.talks.test_rounds import entered, text


@pytest.fixture
def cast(office) -> Cast:
    forget_texts()
    return Cast()


def found(cast, name, words) -> tuple[int, str]:
    """How many hits somebody is told of, and what she is shown."""
    page = cast.post(name, "search", sought=words)
    shown = text(page)
    return int(re.search(r"(\d+) hits?\.", shown)[1]), shown


def test_rounds_items_notes_and_files_are_found_by_whoever_reads_them(cast):
    entered(cast, place="Marmara", known="northland", readers="northland")
    cast.post("north", "items", item_kind="message", words="The ferry to Marmara sails.")
    cast.post("north", "notes", text="Ask about Marmara.")
    drop(cast, content=b"Soundings of the Marmara sea", file="soundings.txt")
    assert found(cast, "north", "marmara")[0] == 4
    assert found(cast, "mara", "marmara")[0] == 3  # The round in both logs, and the item.
    assert found(cast, "south", "marmara")[0] == 0
    assert found(cast, "olga", "marmara")[0] == 0


def test_case_and_accents_do_not_count_and_all_words_have_to_stand_there(cast):
    cast.post("north", "notes", text="Die Straße nach Łódź, Çanakkale und Évian. مُحادثات")
    for words in ("strasse", "LODZ", "canakkale", "evian ŁÓDŹ", "محادثات"):
        assert found(cast, "north", words)[0] == 1, words
    assert found(cast, "north", "evian geneva")[0] == 0


def test_what_an_entry_says_by_a_code_is_found_by_its_words(cast):
    cast.post("mara", "beginning/disclosure", interests="None.", parties=["northland", "southland"])
    with transaction.atomic():
        [terms] = list_unanswered_terms(cast.view("north"))
    cast.post("north", "beginning/answer", terms=terms.id, agrees="yes")
    cast.post("mara", "release", step="release", to="northland", words="What if?", **package(cast))
    with transaction.atomic():
        [put] = list_unanswered(cast.view("north"))
    cast.post("north", "released", number=str(put.entry.number), position="reject", words="Too few days.")
    for words in ("disclosure of interests", "agrees", "rejected it", "answered to a text", "Northland answered"):
        assert found(cast, "north", words)[0] >= 1, words
        assert found(cast, "olga", words)[0] == 0, words
    assert found(cast, "south", "rejected it")[0] == 0


def test_hits_are_marked(cast):
    cast.post("north", "notes", text="Ask about Évian tomorrow.")
    page = cast.post("north", "search", sought="evian").content.decode()
    assert "<mark>Évian</mark>" in page


def test_what_is_looked_for_stands_in_no_address_and_leaves_no_entry(cast):
    answer = cast.post("north", "search", sought="tangerine")
    assert "tangerine" not in (answer.get("Location") or "")
    assert cast.get("north", "search").status_code == 200
    assert "tangerine" not in text(cast.get("mara", "record"))


def test_what_was_deleted_is_found_no_more_though_it_was_just_found(cast):
    cast.post("mara", "items", item_kind="message", words="A tangerine.", to="northland")
    assert found(cast, "north", "tangerine")[0] == 1
    number = re.search(r"party:northland/(\d+)/", cast.get("mara", "items").content.decode())[1]
    cast.post("mara", f"record/readers/party:northland/{number}", why="It named a fruit.", sure="yes")
    assert found(cast, "north", "tangerine")[0] == 0


def test_what_another_process_deleted_is_found_no_more(cast, monkeypatch):
    cast.post("mara", "items", item_kind="message", words="A tangerine.", to="northland")
    number = re.search(r"party:northland/(\d+)/", cast.get("mara", "items").content.decode())[1]
    for _ in range(MOST_HITS):  # So many that it is counted and not shown.
        cast.post("mara", "items", item_kind="message", words="Another tangerine.", to="northland")
    assert found(cast, "north", "tangerine")[0] == MOST_HITS + 1
    # Another process empties its own memory alone: this one has to see it from the logs.
    monkeypatch.setattr(destroying, "forget_texts", lambda: None)
    cast.post("mara", f"record/readers/party:northland/{number}", why="It named a fruit.", sure="yes")
    assert found(cast, "north", "tangerine")[0] == MOST_HITS


def test_while_papers_are_locked_nothing_is_found(cast):
    cast.post("north", "notes", text="A tangerine.")
    assert found(cast, "north", "tangerine")[0] == 1
    cast.post("north", "people/leave-now", sure="yes")
    cast.sign_in("north")
    answer = cast.post("north", "search", sought="tangerine")
    assert "<mark>" not in answer.content.decode()


def test_an_empty_search_is_said_to_be_one(cast):
    answer = cast.post("north", "search", sought="  ")
    assert (answer.status_code, "Type a word" in text(answer)) == (422, True)


@given(st.text(max_size=40))
def test_folding_letter_by_letter_finds_the_places_of_a_folded_text(text):
    plain, places = folded_with_places(text)
    assert folded(text) == " ".join(plain.split())
    assert len(plain) == len(places)
    assert places == sorted(places)
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=400), st.text(max_size=5))
def test_a_snippet_is_made_of_the_text_and_its_hits_fold_to_what_was_sought(text, typed):
    words = sought(typed)
    pieces = snippet(text, words)
    shown = "".join(one.words for one in pieces if one.words != "…")
    assert all(letter in text for letter in shown)
    for one in pieces:
        if one.is_hit:
            assert any(folded(one.words).strip().startswith(word[:1]) or word in folded(one.words) for word in words)
