"""`formats`: a case by hand becomes a `Case`; what is wrong is said with line and remedy."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_folder import check_folder
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.formats.ours.preferences_reader import read_preferences
from tests.cases import EXAMPLES

CASE = """\
format: goodoffices-case/1
id: small
name: {en: Small, fr: Petit}
languages: [en, fr]
parties: [{id: a, name: A}, {id: b, name: B}]
third_parties: [{id: m, name: M, role: donor}]
issues:
  - id: pause
    name: Pause
    options: [{id: "no", text: None}, {id: "yes", text: Agreed}]
    status_quo: "no"
  - id: days
    name: Days
    scale: {from: 0, to: 40, step: 10, unit: days}
    status_quo: 0
    in_hand_of: m
linkages:
  - {id: l1, only_if: {when: {days: {at_least: 10}}, then: {pause: "yes"}}}
"""

PREFERENCES = """\
format: goodoffices-preferences/1
basis: exercise
weights: {pause: 1, days: 3}
scores:
  pause: {"no": 0, "yes": 100}
  days: {0: 0, 10: 3/7, 40: 100}
walk_away: none
"""


def faults_of(text):
    with pytest.raises(CaseFileError) as caught:
        read_case(text)
    return [str(f) for f in caught.value.faults]


def test_a_case_by_hand():
    case = read_case(CASE)
    assert case.party_ids == ("a", "b")
    assert case.consent == ("a", "b")
    assert case.issue("days").option_ids == ("0", "10", "20", "30", "40")
    assert case.issue("days").in_hand_of == "m"
    assert case.name.in_language("fr") == "Petit"
    assert case.issue("pause").name.in_language("fr") == "Pause [en]"
    assert case.broken_by({"pause": "no", "days": "10"})[0].id == "l1"
    assert case.broken_by({"pause": "yes", "days": "10"}) == ()


def test_scores_on_a_scale_lie_on_lines_between_those_given():
    prefs = read_preferences(PREFERENCES, read_case(CASE), "a", "only", "a.yaml")
    assert prefs.scores["days"]["20"] == Fraction(3, 7) + (100 - Fraction(3, 7)) / 3
    assert prefs.contribution("days", "40") == 75
    assert prefs.walk_away is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('status_quo: "no"', "status_quo: maybe", 'case.yaml:11: issue "pause" has no option "maybe". Its options are: no, yes.'),
        ("in_hand_of: m", "in_hand_of: x", 'case.yaml:16: there is no third party "x". Third parties are: m.'),
        ("{pause: \"yes\"}}}", "{pauze: \"yes\"}}}", 'case.yaml:18: there is no issue "pauze". Issues are: pause, days.'),
        ("at_least: 10", "at_least: 50", 'case.yaml:18: no number of issue "days" lies in this range. Its numbers are: 0, 10, 20, 30, 40.'),
        ("id: b, name", "id: a, name", 'case.yaml:5: the id "a" (party or third party) stands a second time (first on line 5). Rename one.'),
        ("text: Agreed", "text: None", 'case.yaml:10: options "no" and "yes" have the same text. Word one differently.'),
        ("step: 10", "step: 15", "A scale goes up from `from` to `to` in whole steps."),
        ("parties:", "partys:", 'case.yaml:5: "partys" is no key that is known here. Did you mean "parties"?'),
        ("goodoffices-case/1", "goodoffices-case/9", "case.yaml:1: format: found \"goodoffices-case/9\". Write 'goodoffices-case/1'."),
        ("only_if:", "only_iff:", 'case.yaml:18: "only_iff" is no key that is known here. Did you mean "only_if"?'),
    ],
)  # fmt: skip
def test_each_mistake_has_its_line_and_remedy(old, new, message):
    assert old in CASE
    assert any(message in fault for fault in faults_of(CASE.replace(old, new))), faults_of(CASE.replace(old, new))


def test_faults_of_several_places_come_together():
    text = CASE.replace("step: 10", "step: ten").replace("role: donor", "role: king").replace("id: small", "id: ''")
    assert len(faults_of(text)) == 3


def test_a_mistake_is_said_once_without_those_that_only_follow_from_it():
    """The faulty scale is left out, then the issue has neither options nor a scale, then the case has no issue."""
    only = CASE.replace("step: 10", "step: 0").partition("  - id: pause")[0]
    days = CASE.partition("  - id: days")[2].partition("    in_hand_of")[0].replace("step: 10", "step: 0")
    found = faults_of(f"{only}  - id: days{days}")
    assert len(found) == 1, found
    assert "A scale goes up from `from` to `to` in whole steps." in found[0]


def test_an_empty_list_is_refused_in_plain_words():
    found = faults_of("format: goodoffices-case/1\nid: x\nname: X\nparties: []\nissues: []\n")
    assert [fault.partition(": ")[2] for fault in found] == [
        "parties: nothing stands here. Write at least 1.",
        "issues: nothing stands here. Write at least 1.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "walk_away: none\n",
            "",
            'the walk-away value is missing. Write "walk_away: 40", or "walk_away: none", which is not 0; or say under otherwise',
        ),
        ("walk_away: none", "walk_away: lots", 'a.yaml:7: the walk-away value is "lots".'),
        ("pause: 1,", "pause: -1,", 'a.yaml:3: the weight of "pause" is below 0.'),
        ("{pause: 1, days: 3}", "{pause: 0, days: 0}", "all weights are 0"),
        ("3/7", "3/0", "A number is a decimal such as 12.5 or a fraction such as 3/7."),
        ("40: 100}", "30: 100}", "no score for: 40."),
        ("basis: exercise", "basis: public", "weights.pause: a number of basis public has no source"),
        ("basis: exercise", "basis: estimate", "missing: author, date, confidence, reason"),
        ("basis: exercise", "basis: {kind: stated, date: March}", "A date is written as year-month-day, such as 2025-03-25."),
        ("format:", "party: b\nformat:", 'a.yaml:1: the file names the party "b". It lies where "a" is expected.'),
    ],
)
def test_each_mistake_in_preferences_has_its_remedy(old, new, message):
    assert old in PREFERENCES
    with pytest.raises(CaseFileError) as caught:
        read_preferences(PREFERENCES.replace(old, new), read_case(CASE), "a", "only", "a.yaml")
    assert any(message in str(f) for f in caught.value.faults), str(caught.value)


def test_public_numbers_carry_their_sources():
    text = PREFERENCES.replace("basis: exercise", "basis: public\nsources: [{id: s, title: T, publisher: P, date: 2025-01-01}]")
    for number in ("pause: 1", "days: 3", '"no": 0', '"yes": 100', "0: 0,", "10: 3/7", "40: 100"):
        key, value = number.rstrip(",").split(": ")
        text = text.replace(f"{key}: {value}", f"{key}: {{value: {value}, source: s}}", 1)
    assert read_preferences(text, read_case(CASE), "a", "only", "a.yaml").weight_sum == 4


@given(st.data())
def test_no_damage_to_a_file_ever_ends_in_a_traceback(tmp_path_factory, data):
    """Lines dropped, doubled, cut and exchanged: the check finds faults or nothing, and never fails itself."""
    source = (EXAMPLES / "strait" / "case.yaml").read_text().splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(source) - 1))
        what = data.draw(st.sampled_from(["drop", "double", "cut", "swap", "word"]))
        if what == "drop":
            del source[at]
        elif what == "double":
            source.insert(at, source[at])
        elif what == "cut":
            source[at] = source[at][: data.draw(st.integers(0, len(source[at])))]
        elif what == "swap":
            other = data.draw(st.integers(0, len(source) - 1))
            source[at], source[other] = source[other], source[at]
        else:
            source[at] = source[at].replace(":", data.draw(st.sampled_from([": -", ": {", ": 3 #", ": [x]", " :"])), 1)
    folder = tmp_path_factory.mktemp("case")
    (folder / "case.yaml").write_text("\n".join(source))
    checked = check_folder(folder)
    assert all(f.found and f.remedy for f in checked.faults)
