"""`goodoffices elicit` and `enter` on scales, of which only a few numbers are named: from where on, which way, and what stays open."""

from __future__ import annotations

import pytest
import yaml

from goodoffices.cli.whose_answers import Who
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.preferences import Asked, Interval, Question
from goodoffices.report.questions import asking
from goodoffices.report.typed_answers import answer_typed
from goodoffices.report.wording import Wording
from tests.cli.program import goodoffices

CASE = """\
format: goodoffices-case/1
id: two
name: Nights and money
languages: [en]
parties: [{id: anna, name: Anna}, {id: ben, name: Ben}]
issues:
  - {id: nights, name: Nights, scale: {from: 2, to: 7, step: 1, unit: nights}, status_quo: 2}
  - {id: money, name: Money, scale: {from: 0, to: 900, step: 50, unit: pounds}, status_quo: 0}
"""
BEN = """\
format: goodoffices-preferences/1
basis: exercise
weights: {nights: 50, money: 50}
scores: {nights: {"2": 0, "7": 100}, money: {"0": 100, "900": 0}}
walk_away: 30
"""


@pytest.fixture
def folder(tmp_path):
    """The public case, and what Ben wants."""
    (tmp_path / "preferences").mkdir()
    (tmp_path / "case.yaml").write_text(CASE)
    (tmp_path / "preferences/ben.yaml").write_text(BEN)
    return tmp_path


def typing(folder, *lines, command="elicit", options=()):
    return goodoffices(command, folder, "anna", *options, typed=lines)


def written(folder):
    return yaml.safe_load((folder / "preferences/anna/stated.yaml").read_text())


def surely_signed(folder):
    """The package that the report says everybody could sign, in words; "" where there is none."""
    ran = goodoffices("analyse", folder)
    assert ran.code == 0, ran.err
    said = " ".join(ran.out.split())
    return said.partition("everybody could sign under all truths: ")[2].partition(". ")[0]


def test_who_refuses_0_and_300_pounds_is_not_said_to_sign_50(folder):
    ran = typing(folder, "2a 2b", "?", "1", "?", "-", "stop")
    assert "Money: 300 pounds is out of the question, 600 pounds is not." in ran.out
    assert surely_signed(folder) == ""
    lines = {line["id"]: line for line in written(folder)["red_lines"]}
    assert lines["perhaps-2"] == {"id": "perhaps-2", "never": {"money": {"at_least": 350, "at_most": 550}}, "sure": False}
    assert written(folder)["weights"]["money"] is None


def test_from_where_on_she_refuses_is_a_range_and_the_number_told_is_her_worst(folder):
    typing(folder, "2a 2b", "450", "1", "-", "+", "stop")
    found = written(folder)
    assert found["red_lines"] == [{"id": "never-1", "never": {"money": {"at_least": 0, "at_most": 400}}}]
    assert found["scores"]["money"]["450"] == 0
    assert found["scores"]["money"]["900"] == 100
    assert found["scores"]["money"]["500"] is None
    assert goodoffices("check", folder).code == 0


def test_a_number_that_nobody_asked_about_lies_between_its_neighbours_where_all_goes_one_way(folder):
    """6 nights lies between 5 and 7 nights; with letters alone nothing is known of it."""
    typing(folder, "-", "?", "-", "?", "1", "30", "60")
    answers = yaml.safe_load((folder / "answers/anna/stated.yaml").read_text())["answers"]
    assert ("order", "nights", "less") in {(a["ask"], a.get("issue"), str(a["value"])) for a in answers}
    row = written(folder)["scores"]["nights"]
    assert (row["2"], row["7"]) == (100, 0)
    assert row["6"] is None or row["6"][0] == 0
    other = folder / "other"
    other.mkdir()
    (other / "case.yaml").write_text(CASE)
    typing(other, "-", "?", "a b c d", "?", "stop")
    assert written(other)["scores"]["nights"]["6"] is None


def test_scores_that_go_against_their_own_order_are_shown_at_once_and_never_written(folder):
    typing(folder, "-", "?", "+", "+", "stop")
    file = folder / "answers/anna/stated.yaml"
    data = yaml.safe_load(file.read_text())
    data["answers"] += [
        {"id": "s1", "ask": "score", "issue": "money", "option": "300", "value": 67},
        {"id": "s2", "ask": "score", "issue": "money", "option": "600", "value": 33},
    ]
    del data["model"]
    file.write_text(yaml.safe_dump(data))
    ran = typing(folder, "stop")
    assert "These answers do not go together" in ran.out
    assert "back s2" in ran.out
    assert goodoffices("check", folder).code == 0
    assert written(folder)["scores"]["money"]["300"] == [62, 72]
    assert "Left out" in written(folder)["note"]


def test_when_every_answer_is_taken_back_nothing_stays_and_nothing_is_denied(folder):
    ran = typing(folder, "?", "back", "stop")
    assert "What was written before is taken away" in ran.out
    assert "Nothing was written." not in ran.out
    assert not (folder / "answers/anna/stated.yaml").exists()
    assert not (folder / "preferences/anna/stated.yaml").exists()
    assert "Nothing was written." in typing(folder, "stop").out


def test_on_paper_it_is_asked_from_where_on_too(folder):
    code = Who(folder, "anna", "stated", False).code()
    ran = typing(folder, code, "2a", "200", "?", command="enter")
    assert ran.code == 0, ran.err
    answers = yaml.safe_load((folder / "answers/anna/stated.yaml").read_text())["answers"]
    assert [(a["ask"], a["value"]) for a in answers[:2]] == [("never", [{"money": "0"}]), ("limit", "200")]
    assert written(folder)["red_lines"] == [{"id": "never-1", "never": {"money": {"at_least": 0, "at_most": 150}}}]


def test_numbers_are_taken_in_the_digits_of_any_language_and_with_a_comma():
    case = read_case(CASE)
    score = Question(asked=Asked.SCORE, issue="money", option="300")
    for typed, value in (("60", 60), ("٦٠", 60), ("37,5", 37.5), ("۳۰-۵۰", None)):
        given = answer_typed(score, typed, case, Wording(case))
        assert given == value if value is not None else given == Interval(30, 50)
    limit = Question(asked=Asked.LIMIT, issue="money", option="", first={"money": "0"}, second={"money": "300"})
    assert answer_typed(limit, "٢٠٠", case, Wording(case)) == "200"
    assert "0 pounds is out of the question, 300 pounds is not" in asking(limit, case, Wording(case)).text
