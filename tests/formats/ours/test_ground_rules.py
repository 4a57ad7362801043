"""The ground rules of a case in its file: read, checked, written, changed in place and translated; no answer hangs on them."""

from __future__ import annotations

import dataclasses
import datetime
import shutil

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.api import analyse, load
from goodoffices.case import GROUND_TEXTS, GroundRules, PartAgreements, Text
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours import case_editing
from goodoffices.formats.ours.case_file import GroundIn
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.formats.ours.case_words import with_words, words_in
from goodoffices.formats.ours.case_writer import case_files
from goodoffices.report.ground_rules import ground_rules_in_words
from goodoffices.report.saying import Saying
from goodoffices.report.wording import Wording
from tests.cases import EXAMPLES

STRAIT = (EXAMPLES / "strait/case.yaml").read_text()
#: On line 124 of the case begins what comes after its rules.
RULES = """\
rules:
  consent: [northland, southland]
  ground:
    phones: {en: Phones stay outside., id: Telepon di luar.}
    press: Nobody posts before both agree.
    reading_time: 24
    part_agreements: early harvest
"""
GROUND = STRAIT.replace("rules:\n  consent: [northland, southland]\n", RULES)
LINE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=30).map(str.strip).filter(bool)
GIVEN = st.dictionaries(st.sampled_from(GROUND_TEXTS), LINE | st.just("yes") | st.just("two\nlines"))


def test_ground_rules_by_hand():
    rules = read_case(GROUND).ground_rules
    assert list(rules.texts) == ["phones", "press"]
    assert rules.texts["phones"].in_language("id") == "Telepon di luar."
    assert (rules.reading_time, rules.notes) == (24, None)
    assert ground_rules_in_words(Wording(read_case(GROUND))) == [
        ("Phones and recording", "Phones stay outside."),
        ("Press and posts", "Nobody posts before both agree."),
        ("Least reading time between circulation and a decision", "24 hours"),
        ("What is agreed in part", "What is agreed holds at once, whatever else is open."),
    ]


def test_a_case_without_them_has_none():
    assert read_case(STRAIT).ground_rules == GroundRules()
    assert read_case(STRAIT.replace("rules:\n", "rules:\n  ground: {}\n")).ground_rules == GroundRules()
    assert ground_rules_in_words(Wording(read_case(STRAIT))) == []


def test_the_model_the_file_and_the_form_have_the_same_rules():
    assert (
        [one.name for one in dataclasses.fields(GroundRules)]
        == [*GROUND_TEXTS, "reading_time", "part_agreements"]
        == list(GroundIn.model_fields)
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("phones: {", "fones: {", 'case.yaml:122: "fones" is no key that is known here. Did you mean "phones"?'),
        ("reading_time: 24", "reading_time: a day", 'case.yaml:124: rules.ground.reading_time: found "a day". Expected a whole number.'),
        ("reading_time: 24", "reading_time: 1.5", "case.yaml:124: rules.ground.reading_time: found"),
        ("reading_time: 24", "reading_time: 0", "case.yaml:124: rules.ground.reading_time: found"),
        ("reading_time: 24", "reading_time: 1001", "case.yaml:124: rules.ground.reading_time: found"),
        ("reading_time: 24", "reading_time: true", "Expected a whole number."),
        ("part_agreements: early harvest", "part_agreements: all", "case.yaml:125: rules.ground.part_agreements: found"),
        ("press: Nobody posts before both agree.", "press: []", "A text is words, or words by language such as"),
    ],
)
def test_each_mistake_has_its_line_and_remedy(old, new, message):
    with pytest.raises(CaseFileError) as caught:
        read_case(GROUND.replace(old, new))
    found = [str(one) for one in caught.value.faults]
    assert len(found) == 1
    assert message in found[0]


@given(GIVEN, st.none() | st.integers(1, 1_000), st.sampled_from(["", *map(str, PartAgreements)]))
def test_what_a_form_writes_is_read_and_written_and_nothing_else_changes(ground, hours, in_part):
    text = case_editing.with_ground_rules(STRAIT, ground, hours, in_part)
    case = read_case(text)
    assert {name: one.in_language("en") for name, one in case.ground_rules.texts.items()} == {k: v.strip() for k, v in ground.items()}
    assert case.ground_rules.reading_time == hours
    assert (case.ground_rules.part_agreements or "") == in_part
    assert dataclasses.replace(case, ground_rules=GroundRules()) == read_case(STRAIT)
    back = case_editing.with_ground_rules(text, dict.fromkeys(GROUND_TEXTS, ""), None, "")
    assert yaml.safe_load(back) == yaml.safe_load(STRAIT)
    plain = dataclasses.replace(case, restrictions=(), languages=("en",))
    assert read_case(case_files(plain, [])["case.yaml"]).ground_rules == case.ground_rules


def test_a_form_changes_the_first_language_and_other_rules_stay():
    text = case_editing.with_ground_rules(GROUND, {"phones": "Phones are off.", "press": " "}, None, "")
    rules = read_case(text).ground_rules
    assert rules == GroundRules(phones=Text((("en", "Phones are off."), ("id", "Telepon di luar."))))
    assert read_case(text).consent == ("northland", "southland")
    assert read_case(case_editing.with_rules(GROUND, {}, ["northland"], [])).ground_rules == read_case(GROUND).ground_rules


def test_a_case_without_rules_gets_some_and_loses_them_again():
    data = yaml.safe_load(STRAIT)
    del data["rules"]
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    with_some = case_editing.with_ground_rules(text, {"breaks": "Anybody asks."}, 48, "")
    assert read_case(with_some).ground_rules.reading_time == 48
    assert "rules" not in yaml.safe_load(case_editing.with_ground_rules(with_some, {}, None, ""))


def test_their_texts_are_translated_beside_the_others():
    assert {one.place: one.first for one in words_in(GROUND, "ar") if one.kind == "ground rule"} == {
        "ground/phones": "Phones stay outside.",
        "ground/press": "Nobody posts before both agree.",
    }
    new = read_case(with_words(GROUND, "ar", {"ground/press": "لا منشورات"}))
    assert new.ground_rules.texts["press"].in_language("ar") == "لا منشورات"
    assert new.ground_rules.texts["phones"] == read_case(GROUND).ground_rules.texts["phones"]


def test_no_answer_hangs_on_them(tmp_path):
    said = []
    for name, text in (("without", STRAIT), ("with", GROUND)):
        folder = tmp_path / name
        shutil.copytree(EXAMPLES / "strait", folder)
        (folder / "case.yaml").write_text(text)
        said.append(analyse(load(folder, readings="pragmatic")).as_data(Saying(today=datetime.date(2026, 11, 24))))
    assert said[0] == said[1]
    assert said[0]["frontier"]["points"]
