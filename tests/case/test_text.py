"""`case.text`: words in the reader's language, or marked words in another."""

from __future__ import annotations

from goodoffices.case import Text


def test_plain_words_stand_under_the_first_language_of_the_case():
    assert Text.of("Hafen", "de").in_language("de") == "Hafen"
    assert Text.of("harbour").in_language("en") == "harbour"


def test_words_in_the_wanted_language_are_given_as_written():
    text = Text.of({"en": "harbour", "id": "pelabuhan", "ar": "ميناء"})
    assert [text.in_language(tag) for tag in ("ar", "en", "id")] == ["ميناء", "harbour", "pelabuhan"]


def test_where_a_language_is_missing_the_first_words_of_the_file_stand_there_with_their_language():
    """The first in the file, not the first by alphabet: somebody who reads them sees that they are no translation."""
    text = Text.of({"id": "pelabuhan", "en": "harbour"})
    assert text.in_language("fr") == "pelabuhan [id]"


def test_a_region_is_a_language_of_its_own():
    assert Text.of({"en": "harbour"}).in_language("en-GB") == "harbour [en]"


def test_equal_words_make_equal_texts():
    assert Text.of("harbour") == Text.of({"en": "harbour"})
    assert len({Text.of("harbour"), Text.of({"en": "harbour"}), Text.of("harbour", "fr")}) == 2
