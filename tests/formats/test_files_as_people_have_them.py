"""Files as people have them: from word processors and desktops, from two systems, with the numbers of a labour dispute. Taken, or a message that shows the invisible."""

from __future__ import annotations

import unicodedata

import pytest

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.open_case import open_case
from goodoffices.formats.ours.case_folder import check_folder

CASE = """\
format: goodoffices-case/1
id: pay
name: Pay
parties: [{id: union, name: Union}, {id: firm, name: Firm}]
issues:
  - {id: raise, name: Raise, scale: {from: 0, to: 12, step: 0.5, unit: per cent}, status_quo: 11.5}
  - {id: café, name: Canteen, options: [{id: open, text: Open}, {id: shut, text: Shut}], status_quo: shut}
linkages:
  - {id: l, forbidden: {raise: [2.5, 3], café: open}}
"""
PREFERENCES = """\
format: goodoffices-preferences/1
basis: exercise
weights: {raise: 60, café: 40}
scores: {raise: {0: 0, 2.5: 40, 12: 100}, café: {open: 100, shut: 0}}
walk_away: 20
"""


@pytest.fixture
def folder(tmp_path):
    """A case with decimals on a scale and a name with an accent."""
    (tmp_path / "preferences").mkdir()
    for name, text in (("case.yaml", CASE), ("preferences/union.yaml", PREFERENCES), ("preferences/firm.yaml", PREFERENCES)):
        (tmp_path / name).write_text(text)
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages/draft.yaml").write_text("format: goodoffices-package/1\npackage: {raise: 2.5, café: shut}\n")
    return tmp_path


def faults(folder):
    return [str(fault) for fault in check_folder(folder).faults]


def rewritten(folder, name, change):
    file = folder / name
    file.write_text(change(file.read_text()))
    return faults(folder)


def test_decimals_name_options_of_a_scale(folder):
    assert faults(folder) == []
    opened = open_case(folder)
    assert opened.case.issue("raise").status_quo == "11.5"
    assert opened.draft("draft").choices["raise"] == "2.5"


def test_accents_written_in_two_ways_are_one(folder):
    assert rewritten(folder, "preferences/union.yaml", lambda text: unicodedata.normalize("NFD", text)) == []
    assert "café" in open_case(folder).preferences("union", "only").weights


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("walk_away: 20", "walk_away:\u00a020"),
        lambda text: text.replace("weights: {raise: 60,", "weights: {raise:\u00a060,\u00a0"),
        lambda text: text.replace("weights: {raise: 60, café: 40}", "weights:\n\u00a0\u00a0raise: 60\n\u00a0\u00a0café: 40"),
        lambda text: text.replace("walk_away", "“walk_away”"),
        lambda text: text.replace("raise: 60", "“raise”: 60").replace("basis: exercise", "basis: “exercise”"),
        lambda text: "\u200b" + text,
    ],
)
def test_signs_of_word_processors_are_taken_for_plain_ones(folder, change):
    assert rewritten(folder, "preferences/union.yaml", change) == []


def test_typographic_quotes_inside_a_text_stay(folder):
    assert rewritten(folder, "case.yaml", lambda text: text.replace("name: Pay\n", "name: The “Pay” case\n")) == []
    assert open_case(folder).case.name.in_language("en") == "The “Pay” case"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("walk_away: 20,5", "20,5"),
        ("walk_away: 20-40", "20-40"),
    ],
)
def test_a_walk_away_value_that_is_no_number_is_named(folder, typed, said):
    (fault,) = rewritten(folder, "preferences/union.yaml", lambda text: text.replace("walk_away: 20", typed))
    assert said in fault


@pytest.mark.parametrize(("typed", "remedy"), [("'60,5'", "with a point, as 60.5"), ("20-40", "in brackets, as [20, 40]")])
def test_a_decimal_comma_and_two_numbers_with_a_dash_are_named_with_the_way_to_write_them(folder, typed, remedy):
    found = rewritten(folder, "preferences/union.yaml", lambda text: text.replace("raise: 60", f"raise: {typed}"))
    assert any(remedy in fault for fault in found), found


def test_a_decimal_comma_inside_braces_is_named(folder):
    found = rewritten(folder, "preferences/union.yaml", lambda text: text.replace("raise: 60", "raise: 60,5"))
    assert any("decimal comma" in fault for fault in found), found


@pytest.mark.parametrize("name", ["case.yaml.txt", "case.yml", "Case.YAML", "case.txt"])
def test_a_case_under_another_name_is_told_its_own(folder, name):
    (folder / "case.yaml").rename(folder / name)
    with pytest.raises(CaseFileError, match=f"Rename {name} to case.yaml"):
        open_case(folder)


def test_a_folder_with_preferences_and_no_case_says_what_is_missing(folder):
    (folder / "case.yaml").unlink()
    with pytest.raises(CaseFileError, match=r"there is no case\.yaml"):
        open_case(folder)


@pytest.mark.parametrize("name", ["union (copy).yaml", "union.yaml~", "Thumbs.db", "union - Copy.yaml", "union copy 2.yaml", "desktop.ini", "union (1).yaml", "Copy of union.yaml"])  # fmt: skip
def test_what_desktops_leave_is_no_mistake(folder, name):
    (folder / "preferences" / name).write_text("nothing of ours")
    (folder / "packages" / name).write_text("nothing of ours")
    assert faults(folder) == []


def test_a_hidden_ending_is_shown(folder):
    (folder / "preferences/union.yaml").rename(folder / "preferences/union.yaml.txt")
    assert any("Rename it to union.yaml" in fault for fault in faults(folder))


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("sum: {amounts: {raise: {times: 1}}, at_least: 5, at_most: 2}", "at least 5 is more than at most 2"),
        ("sum: {amounts: {raise: {times: 1}}, at_least: 13}", "add up to 12 at the most"),
        ("sum: {amounts: {raise: {times: 1}}, at_most: -1}", "add up to 0 at the least"),
        ("at_least: {count: 3, of: [{raise: 1}, {café: open}]}", "add up to 2 at the most"),
        ("forbidden: {café: [open, shut]}", "it forbids every package"),
    ],
)
def test_a_rule_that_no_package_can_meet_is_said_at_once_with_its_line(folder, rule, why):
    text = CASE + f"  - {{id: odd, {rule}}}\n"
    (folder / "case.yaml").write_text(text)
    checked = check_folder(folder)
    assert checked.faults == ()
    (note,) = map(str, checked.notes)
    assert note.startswith("case.yaml:10: ")
    assert why in note
