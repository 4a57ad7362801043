"""What newcomers brought and asked: the answers that they had to get, on cases that are kept beside this repository and on our own."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.respondents import Kind
from goodoffices.formats.open_case import open_case
from tests.cases import EXAMPLES
from tests.cli.program import TODAY, goodoffices
from tests.cli.test_elicit import Typed, conversation

BROUGHT = Path(os.environ.get("GOODOFFICES_SHARED", Path(__file__).parents[3] / "shared")) / "findings/inputs/command-line"
needs_them = pytest.mark.skipif(not BROUGHT.is_dir(), reason=f"no cases of newcomers in {BROUGHT} (GOODOFFICES_SHARED)")


def words(*arguments):
    ran = goodoffices(*arguments, "--today", TODAY)
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split())


def test_a_report_with_a_draft_is_read_at_one_sitting():
    """At most 160 lines; what stands behind it is named, and printed where it is asked for."""
    short = goodoffices("analyse", EXAMPLES / "strait", "--package", "draft-2", "--today", TODAY).out
    whole = goodoffices("analyse", EXAMPLES / "strait", "--package", "draft-2", "--today", TODAY, "--full").out
    assert len(short.splitlines()) <= 160
    assert len(whole.splitlines()) > 250
    behind = " ".join(short.split("With --full there is more:")[1].split("The numbers are models")[0].split())
    for heading in (
        "Efficient packages by what each party gets",
        "What does each party get, issue by issue?",
        "In which order could “draft-2” be carried out?",
    ):
        assert heading in behind
        assert heading in " ".join(whole.split())
    assert "With --full" not in whole


def test_each_thing_is_said_once():
    """The packages stand side by side where they differ, and what all share in one sentence."""
    text = words("analyse", EXAMPLES / "strait")
    assert text.count("A reassurance force in the ports") <= 2
    assert "The same in all of them: Scope of the ceasefire" in text
    assert "124,644 packages keep the rules and red lines; the zone is 28.0 % of these." in text


def test_the_order_of_steps_is_told_where_the_case_asks_for_it(tmp_path):
    folder = Path(shutil.copytree(EXAMPLES / "strait", tmp_path / "strait"))
    assert "In which order could “draft-2” be carried out? In none" not in words("analyse", folder, "--package", "draft-2")
    case = folder / "case.yaml"
    case.write_text(case.read_text().replace("parties:", "in_steps: true\nparties:", 1))
    assert "In which order could “draft-2” be carried out? In none" in words("analyse", folder, "--package", "draft-2")


@needs_them
@pytest.mark.slow
def test_of_packages_alike_the_likeliest_is_shown_first():
    result = goodoffices("analyse", BROUGHT / "wga", "--reading", "streamers=hard", "--today", TODAY)
    first = " ".join(result.out.split("What holds of each package")[1].split()[:40])
    assert "99 %" in first or "98 %" in first


@needs_them
@pytest.mark.slow
def test_a_paper_counts_all_readings_and_says_which_are_of_the_middle():
    text = words("brief", BROUGHT / "wga", "--meeting", "wga")
    assert "of 2 combinations of readings" in text
    assert "Numbers in doubt are taken in the middle of what was said: Streaming companies, hard." in text
    handover = words("brief", BROUGHT / "divorce-elicited", "--handover")
    assert "cannot use these yet" not in handover
    assert handover.count("(an interval)") <= 1


@needs_them
@pytest.mark.slow
def test_after_the_questions_there_is_an_answer(tmp_path):
    text = words("analyse", BROUGHT / "divorce-elicited")
    assert "What is fair in the middle of what was said?" in text
    assert "Anna: what happens if nothing is agreed?" in text
    assert "lie below or above" not in text
    assert "view for Anna" in words("own-view", BROUGHT / "divorce-elicited", "anna")
    assert "in brief" in words("analyse", BROUGHT / "divorce-elicited", "--brief")
    for name, case in (("a", "divorce"), ("b", "divorce-elicited")):
        (tmp_path / f"{name}.json").write_text(goodoffices("analyse", BROUGHT / case, "--json").out)
    told = goodoffices("compare", tmp_path / "a.json", tmp_path / "b.json")
    assert told.code == 0
    assert "Anna's weight of Family home: 30, now 100." in told.out
    assert "In the middle: The Nash package changed" in told.out


@needs_them
def test_a_single_change_says_who_would_leave_and_trades_what_they_cost_others():
    text = words("analyse", BROUGHT / "river", "--package", "bishkek")
    assert "Uzbekistan −31.5, Kazakhstan −26.2 and Tajikistan −8.7). Uzbekistan would then rather walk away." in text
    assert "At the cost of Kyrgyz Republic −10.5." in text
    trades = text.split("Which trades does the Nash package contain?")[1].split("What blocks?")[0]
    assert "pays for storage" not in trades
    assert "One rule or red line stands in the way of something better than the Nash package." in text


@needs_them
def test_a_comparison_names_what_was_changed(tmp_path):
    folder = Path(shutil.copytree(BROUGHT / "divorce", tmp_path / "divorce"))
    before = tmp_path / "before.json"
    before.write_text(goodoffices("analyse", folder, "--json").out)
    anna, case = folder / "preferences/anna.yaml", folder / "case.yaml"
    anna.write_text(anna.read_text().replace("home: 30", "home: 20").replace("walk_away: 55", "walk_away: 70").split("red_lines:")[0])
    case.write_text(case.read_text().replace("at_most: 1600", "at_most: 1000"))
    after = tmp_path / "after.json"
    after.write_text(goodoffices("analyse", folder, "--json").out)
    told = goodoffices("compare", before, after, "--json")
    changes = json.loads(told.out)["changes"]
    assert changes[:4] == [
        "Anna's weight of Family home: 30, now 20.",
        "Anna's walk-away value: 55, now 70.",
        "Anna no longer has the red line “Not half and half while Tom is under ten”.",
        "“Ben cannot pay more than 1600 a month in all”: at most 1600, now 1000.",
    ]


@needs_them
@pytest.mark.slow
def test_a_draft_is_judged_under_all_readings():
    assert "draft “likely” surely surely perhaps surely" in words("readings", BROUGHT / "wga", "--package", "likely")


@pytest.mark.long
def test_a_case_of_which_nothing_is_known_is_asked_through_the_terminal_and_ends_in_a_fair_package(tmp_path, monkeypatch):
    folder = Path(shutil.copytree(EXAMPLES / "strait", tmp_path / "strait", ignore=shutil.ignore_patterns("*line.yaml", "pragmatic.yaml")))
    opened = open_case(EXAMPLES / "strait")
    text = (folder / "case.yaml").read_text()
    (folder / "case.yaml").write_text(re.sub(r", default_reading: \w+|\n +default_reading: \w+", "", text))
    for number, party in enumerate(("northland", "southland")):
        model = replace(opened.preferences(party, "pragmatic"), interactions=())
        conversation(folder, monkeypatch, Typed(opened.case, model, Kind.CONSISTENT, random.Random(number)))
    assert goodoffices("check", folder).code == 0
    text = words("analyse", folder)
    assert "What is fair in the middle of what was said?" in text
    result = json.loads(goodoffices("analyse", folder, "--json").out)
    nash = result["middle"]["analysis"]["solutions"]["nash"]["package"]
    (folder / "packages/asked.yaml").write_text(json.dumps({"format": "goodoffices-package/1", "package": ids_of(opened.case, nash)}))
    true = Path(shutil.copytree(EXAMPLES / "strait", tmp_path / "true"))
    shutil.copy(folder / "packages/asked.yaml", true / "packages/asked.yaml")
    judged = json.loads(goodoffices("analyse", true, "--package", "asked", "--json").out)["drafts"][0]
    # By their true wishes both could sign it, and it takes most of what it could give.
    assert judged["in_zone"]
    assert judged["taken"] is None or judged["taken"] > 0.8


def ids_of(case, package):
    """Options by their ids, of a package that names them by their texts."""
    found = {}
    for issue in case.issues:
        chosen = str(package[issue.id])
        found[issue.id] = next(o.id for o in issue.options if chosen in (o.id, o.text.in_language("en")))
    return found
