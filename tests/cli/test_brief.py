"""`goodoffices brief`: papers for a meeting and for a successor, and what was said in public held against readings."""

from __future__ import annotations

import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from goodoffices.analysis import Demand, DemandKind
from goodoffices.formats.open_case import open_case
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.preferences import Interval, Ranked, Ranking
from goodoffices.report.reports.meeting_report import most_important
from goodoffices.report.wording import Wording
from tests.cases import EXAMPLES
from tests.cli.program import TODAY, goodoffices


@pytest.fixture
def strait(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "strait", tmp_path / "strait"))


def text_of(*arguments):
    ran = goodoffices("brief", *arguments, "--plain", "--today", TODAY)
    assert (ran.code, ran.err) == (0, "")
    return " ".join(ran.out.split())


def test_talking_points_say_what_they_rest_on_what_to_ask_and_what_each_sentence_tells(strait):
    text = text_of(strait, "--meeting", "northland")
    assert "An agreement is possible under 3 of 4 combinations of readings." in text
    assert "estimate by military adviser to the team" in text
    assert "The walk-away value is taken as hardline: 66, pragmatic: 52. Whether anything is possible may hang on it." in text
    assert (
        "“Arms and mobilisation in the pause” matter, beside the rest? The readings differ (hardline: 28 %, pragmatic: 13 % of the whole)."
        in text
    )
    assert "Tells that by our model" in text
    before, _, after = text.partition("What not to say?")
    assert "Southland, pragmatic: walk-away value 50" in after
    assert "walk-away value 50" not in before
    assert "For the mediation alone" in text


def test_a_trade_is_worded_from_the_side_of_the_party_that_is_met(strait):
    north, south = (text_of(strait, "--meeting", p) for p in ("northland", "southland"))
    assert (
        "“What if you had your way on Grain and fertiliser exports, and gave way on Guarantees?” Tells that by our model Guarantees weighs more with Southland"
        in north
    )
    assert (
        "“What if you had your way on Guarantees, and gave way on Grain and fertiliser exports?” Tells that by our model Grain and fertiliser exports weighs more with Northland"
        in south
    )


def test_a_broken_file_is_named_on_the_paper_and_does_not_keep_it_back(strait):
    (strait / "preferences/southland/hardline.yaml").write_text("format: nonsense\n")
    for paper in (("--meeting", "northland"), ("--handover",)):
        text = text_of(strait, *paper)
        assert "preferences/southland/hardline.yaml" in text
        assert "of 2 combinations of readings" in text


@pytest.mark.slow
def test_the_handover_says_whose_word_each_reading_is_and_what_is_not_known(strait):
    text = text_of(strait, "--handover")
    page = strait / "handover.html"
    assert goodoffices("brief", strait, "--handover", "--html", page, "--today", TODAY).code == 0
    assert "estimate, political adviser to the team, low, 4 weeks old" in page.read_text()
    assert "“draft-2”: all could sign it by the default readings" in text
    assert "What is not known, and what to ask first?" in text
    (strait / "packages/half.yaml").write_text("format: nonsense\n")
    assert "packages/half.yaml" in text_of(strait, "--handover")


def test_readings_in_words_and_in_doubt_are_taken_as_what_they_are(strait):
    text = text_of(EXAMPLES / "riyadh-2025", "--meeting", "russia")
    assert "Nothing is known of it in numbers: only what it said in public." in text
    assert "No combination of readings has numbers throughout" in text
    assert "Tells nothing that is not in print." in text
    file = strait / "preferences/northland/hardline.yaml"
    file.write_text(file.read_text().replace("  arms: 28", "  arms: ~"))
    text = text_of(strait, "--meeting", "northland")
    assert "1 number of the reading “hardline” is open: the weight of arms (blank)." in text
    assert "of 4 combinations of readings." in text
    assert "Numbers in doubt are taken in the middle of what was said: Northland, hardline." in text


@pytest.mark.parametrize(
    "options", [[], ["--meeting", "northland", "--handover"], ["--meeting", "nobody"], ["--handover", "--language", "xx"]]
)
def test_what_makes_no_sense_is_refused(options):
    assert goodoffices("brief", EXAMPLES / "strait", *options).code == 2


@pytest.mark.slow
@pytest.mark.parametrize("options", [["--meeting", "northland"], ["--meeting", "southland"], ["--handover"]])
def test_papers_print_on_two_pages(tmp_path, options):
    playwright = pytest.importorskip("playwright.sync_api")
    pypdf = pytest.importorskip("pypdf")
    browser_file = shutil.which("chromium")
    if browser_file is None:
        pytest.skip("no chromium on this machine")
    assert goodoffices("brief", EXAMPLES / "strait", *options, "--html", tmp_path / "paper.html").code == 0
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=browser_file, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((tmp_path / "paper.html").as_uri())
        page.pdf(path=tmp_path / "paper.pdf", format="A4")
        browser.close()
    assert len(pypdf.PdfReader(tmp_path / "paper.pdf").pages) <= 2


def test_a_reading_that_says_the_opposite_of_what_was_said_in_public_is_pointed_out_with_both(strait):
    (strait / "preferences/northland/public.yaml").write_text(
        """\
format: goodoffices-preferences/1
basis: public
sources: [{id: s, title: Speech, publisher: Evening Post, date: 2026-10-01}]
positions:
  - {issue: monitoring, says: Observers are welcome, source: s, wants: [observers], refuses: [none]}
  - {issue: duration, says: A month is better than none, source: s, order: [["30"], ["0"]]}
"""
    )
    before = (strait / "preferences/northland/pragmatic.yaml").read_bytes()
    ran = goodoffices("check", strait)
    assert ran.code == 0
    text = " ".join(ran.out.split())
    assert (
        "in public it put “Observers of third states on the ground” before “None” (“Observers are welcome”, Evening Post, 2026-10-01); the reading pragmatic scores it lower."
        in text
    )
    assert "Duration: in public it put “30 days” before “0 days”" in text
    assert text.count("the reading hardline scores it lower") == 1
    assert (strait / "preferences/northland/pragmatic.yaml").read_bytes() == before


def test_what_matters_most_is_named_only_where_it_does_whatever_the_truth(strait):
    case = read_case((strait / "case.yaml").read_text())
    one = open_case(strait).preferences("northland", "pragmatic")
    order = Ranking(id="r", what=Ranked.ISSUES, groups=(("guarantees",), tuple(i for i in case.issue_ids if i != "guarantees")))
    alike = {i: Interval(Fraction(45), Fraction(55)) for i in case.issue_ids}
    ranked = replace(one, weights=alike, rankings=(order,))
    assert most_important(ranked, Wording(case)) == "Guarantees"
    assert most_important(replace(ranked, rankings=()), Wording(case)) == "not known"
    heavy = replace(ranked, weights=alike | {"sea": Interval(Fraction(60), Fraction(70))})
    assert most_important(heavy, Wording(case)) == "Rules at sea"


def test_a_conflict_with_a_walk_away_value_that_rankings_place_names_no_number(strait):
    """Both parties put no agreement before whatever is not best for them."""
    case = read_case((strait / "case.yaml").read_text())
    demand = Demand(kind=DemandKind.WALK_AWAY, party="northland", id="walk_away", value=None)
    assert Wording(case).cannot_hold([demand]).startswith("Northland's walk-away value, as its rankings against no agreement place it,")
