"""`goodoffices reading --central`: the middle of what was said, with which all works that asks for certain numbers; notes of `check`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.program import ROOT, goodoffices

TEMPLATES = ROOT / "src/goodoffices/formats/ours/case_templates"
DOUBTED = """\
format: goodoffices-preferences/1
basis: {kind: stated, date: 2026-01-15}
weights: {raise: [30, 40], term: 15, hours: 20, home: 10, peace: [10, 30]}
scores:
  raise: {0: 100, 6: 0}
  term: {12: 0, 36: 100}
  hours: {35: 0, 40: 100}
  home: {none: 60, two: 100, free: 0}
  peace: {none: 0, full: 100}
walk_away: ~
"""


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    shutil.copytree(TEMPLATES / "labour", folder)
    (folder / "preferences/employer.yaml").unlink()
    (folder / "preferences/employer").mkdir()
    (folder / "preferences/employer/stated.yaml").write_text(DOUBTED)
    return folder


def central(talks: Path, *more: object, name: str = "middle"):
    return goodoffices("reading", talks, "employer", "--central", name, "--today", "2026-11-23", *more)


def test_with_the_middle_all_works_that_asks_for_certain_numbers(talks):
    ran = central(talks)
    assert ran.code == 0
    assert "Nothing was said of the walk-away value: 50 is the middle" in ran.out
    report = goodoffices("analyse", talks, "--reading", "employer=middle").out
    for words in ("Nash", "Kalai–Smorodinsky", "nobody's word", "reading “middle”"):
        assert words in report
    assert goodoffices("analyse", talks, "--reading", "employer=middle", "--brief").code == 0
    # The party's own word counts where nobody names a reading.
    assert "numbers in doubt" in goodoffices("analyse", talks).out


def test_the_same_files_give_the_same_bytes_and_nothing_is_written_over(talks):
    central(talks)
    file = talks / "preferences/employer/middle.yaml"
    first = file.read_bytes()
    again = central(talks)
    assert (again.code, "there is one already" in again.err, file.read_bytes()) == (2, True, first)
    file.unlink()
    central(talks)
    assert file.read_bytes() == first


@pytest.mark.parametrize(("name", "said"), [("stated", "name it otherwise"), ("../x", "name it otherwise")])
def test_a_name_that_cannot_be_one_is_refused(talks, name, said):
    ran = central(talks, name=name)
    assert (ran.code, said in ran.err) == (2, True)


def test_a_party_with_one_file_is_told_what_to_move(talks):
    ran = goodoffices("reading", talks, "union", "--central", "middle")
    assert (ran.code, "Move union.yaml to union/stated.yaml" in ran.err) == (2, True)


def test_where_nothing_is_in_doubt_that_is_said(talks):
    (talks / "preferences/union").mkdir()
    (talks / "preferences/union.yaml").rename(talks / "preferences/union/stated.yaml")
    ran = goodoffices("reading", talks, "union", "--central", "middle")
    assert (ran.code, "every number of this reading is certain" in ran.err) == (3, True)
    assert not (talks / "preferences/union/middle.yaml").exists()


@pytest.mark.parametrize("template", ["ceasefire", "labour", "family"])
def test_weights_in_templates_are_worth_what_they_say(template):
    notes = goodoffices("check", TEMPLATES / template, "--json").json["notes"]
    assert [one for one in notes if "worst to best" in one or "walk-away" in one] == []


def test_check_says_what_odd_numbers_come_to(talks):
    file = talks / "preferences/union.yaml"
    file.write_text(
        file.read_text().replace("peace: {none: 100, full: 0}", "peace: {none: 1, full: 0}").replace("walk_away: 40", "walk_away: 0.4")
    )
    said = goodoffices("check", talks).out
    assert "“Peace clause”: its scores run from 0 to 1 of 100, so that from worst to best is worth 0.1, not its weight of 10." in said
    assert "The walk-away value is 0.4 of 100. Is 40 meant?" in said


def test_in_the_family_template_whoever_lives_without_the_children_pays(tmp_path):
    folder = tmp_path / "family"
    shutil.copytree(TEMPLATES / "family", folder)
    draft = "format: goodoffices-package/1\npackage: {weeks: father, home: mother, support: %d, holidays: turns, school: stays}\n"
    (folder / "packages/pays.yaml").write_text(draft % 600)
    assert "the mother pays at least 400" in " ".join(goodoffices("analyse", folder, "--package", "pays").out.split())
    (folder / "packages/pays.yaml").write_text(draft % -600)
    found = {p: goodoffices("analyse", folder, "--package", "pays", "--json").json["drafts"][0]["utilities"] for p in ("x",)}["x"]
    (folder / "packages/more.yaml").write_text(draft % -1200)
    more = goodoffices("analyse", folder, "--package", "more", "--json").json["drafts"][0]["utilities"]
    assert (more["mother"] < found["mother"], more["father"] > found["father"]) == (True, True)
