"""Lists, numbers, dates and signs are written as each language writes them."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from babel import Locale
from babel.lists import format_list
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.report.languages import LANGUAGES, Language, locale_of, unmarked

WORDS = st.lists(st.text(st.characters(categories=("L",)), min_size=1, max_size=5), min_size=1, max_size=6)


@pytest.mark.parametrize("language", LANGUAGES)
@given(words=WORDS)
def test_words_are_listed_as_the_cldr_lists_them(language, words):
    spoken, locale = Language(language), locale_of(language)
    assert spoken.list_of(words) == format_list(words, locale=locale)
    assert spoken.choice_of(words) == format_list(words, "or", locale=locale)


def test_english_is_that_of_britain():
    assert locale_of("en") == Locale.parse("en_GB")
    assert Language("en").list_of(["a", "b", "c"]) == "a, b and c"
    assert Language("en").day(datetime.date(2025, 3, 11)) == "11 March 2025"


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", ("1,234,567", "12.5", "+0.13", "11 March 2025")), ("fr", ("1\u202f234\u202f567", "12,5", "+0,13", "11 mars 2025")),
     ("uk", ("1\xa0234\xa0567", "12,5", "+0,13", "11 березня 2025")), ("ar", ("1,234,567", "12.5", "+0.13", "11 مارس 2025"))],
)  # fmt: skip
def test_numbers_and_days_are_those_of_the_language(language, written):
    spoken = Language(language)
    said = (
        spoken.number(1234567),
        spoken.points(Fraction(25, 2)),
        spoken.points(Fraction(1, 8), sign=True),
        spoken.day(datetime.date(2025, 3, 11)),
    )
    assert tuple(map(unmarked, said)) == written


def test_from_right_to_left_a_sign_stays_at_its_number_and_words_keep_together():
    spoken = Language("ar")
    assert spoken.points(Fraction(-5)) == "\u2066−5\u2069"
    assert spoken.isolated("Northland") == "\u2068Northland\u2069"
    assert Language("en").points(Fraction(-5)) == "−5"
    assert Language("en").isolated("Northland") == "Northland"
    assert Language("en").isolated("الشمال") == "\u2068الشمال\u2069"


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=1000))
def test_what_is_written_is_the_number_rounded_half_up(value):
    written = unmarked(Language("en").points(value, sign=True)).replace("−", "-")
    digits = 1 if abs(value) >= 1 or (value * 10).denominator == 1 else 2 if abs(value) >= Fraction(1, 100) else 3
    assert abs(Fraction(written) - value) <= Fraction(1, 2 * 10**digits)


def test_a_language_that_nobody_knows_is_written_as_english_is():
    assert Language("tlh").list_of(["a", "b", "c"]) == "a, b and c"
