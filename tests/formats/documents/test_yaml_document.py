"""`formats.documents.yaml_document`: numbers and words as typed, lines remembered, nothing built from what is hostile."""

from __future__ import annotations

from fractions import Fraction

import pytest

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.text_file import MAX_BYTES, read_text
from goodoffices.formats.documents.yaml_document import parse_yaml


def test_words_and_numbers_are_as_typed():
    data = parse_yaml("a: no\nb: 0.1\nc: 1e-3\nd: '7'\ne: 3/7\nf: true\ng: ~\nh: on\ni: 007\n", "x").data
    assert data == {
        "a": "no", "b": Fraction(1, 10), "c": Fraction(1, 1000), "d": "7", "e": "3/7", "f": True, "g": None, "h": "on", "i": 7,
    }  # fmt: skip


def test_places_have_lines():
    document = parse_yaml("a:\n  - b: 1\n    c: 2\n  - d\n", "x")
    assert [document.line(p) for p in (("a",), ("a", 0, "c"), ("a", 1), ("a", 1, "none"))] == [1, 3, 4, 4]


def test_a_second_key_is_a_fault_with_both_lines():
    (fault,) = parse_yaml("a: 1\nb: 2\na: 3\n", "x.yaml").faults
    assert str(fault) == 'x.yaml:3: "a" stands a second time (first on line 1). Keep one of them.'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1\nb: 2", "anchors and aliases"),
        ("a: *x", "anchors and aliases|not valid YAML"),
        ("a: !!python/object/apply:os.system [ls]", "tags"),
        ("a: 1\n---\nb: 2", "second document"),
        ("? [1, 2]\n: 3", "stands where a key should"),
        ("[" * 30 + "]" * 30, "nesting is deeper than 20"),
        ("a: [1, 2", "not valid YAML"),
        ("a: \x07", "not valid YAML"),
        ("a:\n\t- b", "A tab stands in this line; use spaces"),
        ("a:\n  b: 'x\n", "and on the line above"),
    ],
)
def test_what_is_hostile_or_broken_is_refused_with_its_line(text, found):
    with pytest.raises(CaseFileError, match=found) as caught:
        parse_yaml(text, "x.yaml")
    assert caught.value.faults[0].line >= 1


def test_an_alias_bomb_is_refused_before_it_is_built():
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    with pytest.raises(CaseFileError, match="anchors and aliases"):
        parse_yaml(bomb, "x")


def test_absurd_numbers_stay_words():
    assert parse_yaml("a: 1e999999999\n", "x").data == {"a": "1e999999999"}
    assert parse_yaml(f"a: {'9' * 5000}\n", "x").data == {"a": "9" * 5000}


def test_files_that_cannot_be_read(tmp_path):
    file = tmp_path / "x.yaml"
    with pytest.raises(CaseFileError, match="there is no such file"):
        read_text(file, "x.yaml")
    file.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(CaseFileError, match=r"x\.yaml:2: the text is not UTF-8"):
        read_text(file, "x.yaml")
    file.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(CaseFileError, match="larger than 8,000,000 bytes"):
        read_text(file, "x.yaml")
    with pytest.raises(CaseFileError, match="cannot be read"):
        read_text(tmp_path, "folder")
