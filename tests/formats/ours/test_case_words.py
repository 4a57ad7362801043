"""Texts of a case are put beside those of its first language, and taken away again, and nothing else changes."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.formats.ours.case_reader import read_case
from goodoffices.formats.ours.case_words import with_words, words_in
from goodoffices.formats.ours.edited_text import EditRefused
from tests.cases import EXAMPLES

STRAIT = (EXAMPLES / "strait/case.yaml").read_text()
PLACES = [one.place for one in words_in(STRAIT, "ar")]
#: What people type into one line.
LINE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=30).map(str.strip).filter(bool)


def list_of_languages(text):
    return list(read_case(text).languages)


def test_every_text_of_the_case_has_a_place_of_its_own():
    assert len(set(PLACES)) == len(PLACES) > 40
    kinds = {one.kind for one in words_in(STRAIT, "ar")}
    assert kinds == {"name", "note", "party", "third party", "issue", "option", "rule"}


@given(st.dictionaries(st.sampled_from(PLACES), LINE, min_size=1))
def test_what_is_written_is_read_in_that_language_and_the_first_language_stays(words):
    new = with_words(STRAIT, "ar", words)
    assert {one.place: one.words for one in words_in(new, "ar") if one.words} == words
    assert list_of_languages(new) == ["en", "id", "ar"]
    assert [one.first for one in words_in(new, "ar")] == [one.first for one in words_in(STRAIT, "ar")]
    assert read_case(new).issue_ids == read_case(STRAIT).issue_ids


@given(st.dictionaries(st.sampled_from(PLACES), LINE, min_size=1))
def test_what_is_emptied_is_gone_with_its_language_and_the_case_is_as_it_was(words):
    new = with_words(STRAIT, "ar", words)
    back = with_words(new, "ar", dict.fromkeys(words, ""))
    assert list_of_languages(back) == ["en", "id"]
    assert yaml.safe_load(back) == yaml.safe_load(STRAIT)


def test_a_reader_of_the_language_reads_it_and_one_of_another_the_first():
    case = read_case(with_words(STRAIT, "ar", {"parties/northland": "الشمال"}))
    assert case.party("northland").name.in_language("ar") == "الشمال"
    assert case.party("northland").name.in_language("en") == "Northland"


@pytest.mark.parametrize("language", ["en", "", "ar; x", "a", "../ar"])
def test_the_first_language_and_what_is_none_are_refused(language):
    with pytest.raises(EditRefused):
        with_words(STRAIT, language, {"name": "x"})


def test_a_text_that_reads_like_a_number_is_translated_too():
    odd = STRAIT.replace("name: {en: Northland, id: Utara}", "name: 35")
    new = with_words(odd, "ar", {"parties/northland": "خمسة وثلاثون"})
    assert read_case(new).party("northland").name.in_language("ar") == "خمسة وثلاثون"


def test_a_language_is_the_same_however_it_is_spelled():
    assert list_of_languages(with_words(STRAIT, "ID", {"parties/northland": "Utara sekali"})) == ["en", "id"]
    with pytest.raises(EditRefused):
        with_words(STRAIT, "EN", {"name": "x"})
