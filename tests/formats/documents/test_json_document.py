"""`formats.documents.json_document`: numbers as typed, and nothing that can harm."""

from __future__ import annotations

from fractions import Fraction

import pytest

from goodoffices.formats import CaseFileError
from goodoffices.formats.documents.json_document import parse_json


def test_numbers_are_taken_as_typed():
    assert parse_json('{"a": [0.1, 3, 1E-2, -0.30000000000000004]}', "f") == {
        "a": [Fraction(1, 10), 3, Fraction(1, 100), -Fraction(30000000000000004, 10**17)]
    }


def test_what_is_no_json_number_is_no_number():
    assert parse_json("[NaN, -Infinity]", "f") == ["NaN", "-Infinity"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1,\n}', "f.json:2: this is not valid JSON: Expecting property name enclosed in double quotes. Look at commas, quotes and brackets here."),
        ('{"a": 1, "a": 2}', 'f.json: the key "a" stands twice. Keep one of them.'),
        ("[" * 100_000, "f.json: nesting is too deep. Flatten it."),
        ("[" * 40 + "]" * 40, "f.json: nesting is deeper than 30. Flatten it."),
        ("[1e999]", "f.json: the number 1e999 is out of reach. Write it with fewer digits."),
        ('["\\u001b[31m"]', "f.json: a control character stands in a text. Take it out."),
        ('{"\\u009b": 1}', "f.json: a control character stands in a text. Take it out."),
    ],
)  # fmt: skip
def test_what_is_broken_or_hostile_is_refused(text, said):
    with pytest.raises(CaseFileError) as caught:
        parse_json(text, "f.json")
    assert str(caught.value) == said
