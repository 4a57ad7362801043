"""`goodoffices agreement new|text|board|ics`: from a package to articles, a text, a board and a calendar."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import vobject
import yaml

from tests.cases import EXAMPLES
from tests.cli.program import goodoffices

FERRY = EXAMPLES / "ferry-strike"


@pytest.fixture
def strike(tmp_path: Path) -> Path:
    folder = tmp_path / "strike"
    shutil.copytree(FERRY, folder)
    (folder / "agreement.yaml").unlink()
    return folder


def new(folder: Path, *more: object, kind: str = "labour"):
    return goodoffices("agreement", "new", folder, "--package", "settlement", "--kind", kind, "--zone", "Europe/Oslo", *more)


#: What a template leaves to people: nobody can say it before them.
LEFT_OUT = {
    "ceasefire": ["what its words mean.", "for which places, or for whom, it holds.", "how long it lasts.", "who guarantees what."],
    "maritime": ["what its words mean.", "for which places, or for whom, it holds.", "how long it lasts.", "who guarantees what."],
    "labour": ["how long it lasts."],
    "family": [],
}


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_a_package_and_a_kind_make_articles_that_settle_every_matter_of_the_kind(strike, kind):
    assert new(strike, "--starts", "2026-07-01", kind=kind).code == 0
    checked = goodoffices("agreement", "check", strike)
    assert checked.code == 0
    assert "no mistakes" in checked.out
    left_out = [line for line in checked.out.splitlines() if line.startswith("- No article")]
    assert left_out == [f"- No article says {one}" for one in LEFT_OUT[kind]]
    text = goodoffices("agreement", "text", strike).out
    assert "# Pay rise\n\n4 per cent." in text
    assert "# Shifts at sea\n\nTen days on, seven off." in text


def test_what_nobody_owes_yet_and_what_lies_with_who_does_not_sign_is_said(strike):
    new(strike)
    said = goodoffices("agreement", "check", strike).out
    assert "- Under the article on Pay rise nobody owes anything." in said
    assert "- What is agreed on Training for the electric ferries lies with Ministry of transport, who does not sign." in said


def test_an_agreement_that_is_there_is_not_written_over(strike):
    new(strike)
    before = (strike / "agreement.yaml").read_text()
    again = new(strike)
    assert (again.code, "there is one already" in again.err) == (2, True)
    assert (strike / "agreement.yaml").read_text() == before


@pytest.mark.parametrize(
    ("more", "said"), [(("--zone", "Mars/Base"), "time zone"), (("--package", "nothing"), "nothing"), (("--kind", "war"), "war")]
)
def test_bad_input_is_refused_and_nothing_is_left(strike, more, said):
    ran = new(strike, *more)
    assert (ran.code, said in ran.err) == (2, True)
    assert not (strike / "agreement.yaml").exists()


CASE = """\
format: goodoffices-case/1
id: talks
name: Talks
languages: [en]
parties: [{id: a, name: A}, {id: b, name: B}]
issues:
  - {id: costs, name: What costs B, options: [{id: n, text: "No"}, {id: y, text: "Yes"}], status_quo: n}
  - {id: helps, name: What helps both, options: [{id: n, text: "No"}, {id: y, text: "Yes"}], status_quo: n}
"""
WANTS = """\
format: goodoffices-preferences/1
party: {party}
basis: {{kind: exercise}}
weights: {{costs: 40, helps: 60}}
scores: {{costs: {costs}, helps: {{n: 0, y: 100}}}}
walk_away: {walk_away}
"""


def test_steps_come_in_the_order_that_the_analysis_proves_safe(tmp_path):
    folder = tmp_path / "talks"
    (folder / "preferences").mkdir(parents=True)
    (folder / "packages").mkdir()
    (folder / "case.yaml").write_text(CASE)
    (folder / "packages/deal.yaml").write_text("format: goodoffices-package/1\npackage: {costs: y, helps: y}\n")
    # B would rather walk away after the costly step alone; so what helps comes first.
    (folder / "preferences/a.yaml").write_text(WANTS.format(party="a", costs="{n: 0, y: 100}", walk_away=0))
    (folder / "preferences/b.yaml").write_text(WANTS.format(party="b", costs="{n: 100, y: 0}", walk_away=40))
    assert goodoffices("agreement", "new", folder, "--package", "deal", "--kind", "ceasefire", "--in-order").code == 0
    owed = yaml.safe_load((folder / "agreement.yaml").read_text())["texts"][0]["obligations"]
    steps = {one["id"]: (one.get("after", []), one["confirmed_by"]) for one in owed if one["id"].startswith("step")}
    assert steps == {
        "step-helps-a": ([], ["b"]),
        "step-helps-b": ([], ["a"]),
        "step-costs-a": (["step-helps-a", "step-helps-b"], ["b"]),
        "step-costs-b": (["step-helps-a", "step-helps-b"], ["a"]),
    }
    (folder / "agreement.yaml").unlink()
    (folder / "preferences/b.yaml").write_text(WANTS.format(party="b", costs="{n: 100, y: 0}", walk_away=70))
    ran = goodoffices("agreement", "new", folder, "--package", "deal", "--kind", "ceasefire", "--in-order")
    assert (ran.code, "somebody would rather walk away" in ran.err) == (2, True)


def test_an_earlier_agreement_is_a_starting_draft_and_what_it_takes_over_is_said(tmp_path):
    folder = tmp_path / "again"
    folder.mkdir()
    shutil.copy(EXAMPLES / "grain-2022/case.yaml", folder)
    ran = goodoffices("agreement", "new", folder, "--from", EXAMPLES / "grain-2022")
    assert (ran.code, "The text with Russia: ended by withdrawal. Russia left it: 2023-07-17." in ran.out) == (0, True)
    assert {one["state"] for one in goodoffices("agreement", "status", folder, "--on", "2026-01-01", "--json").json["clocks"]} == {"draft"}
    other = tmp_path / "strike"
    shutil.copytree(FERRY, other)
    (other / "agreement.yaml").unlink()
    assert goodoffices("agreement", "new", other, "--from", FERRY).code == 0
    said = goodoffices("agreement", "compare", FERRY, other).out
    assert re.search(r"Changed:\n- The company must: pay two per cent more; confirmed by.*Taken over as it was:", said, re.S)
    assert "New" not in said
    # What it waited for is awaited again.
    assert "ballot" in {one["id"] for one in yaml.safe_load((other / "agreement.yaml").read_text())["awaited"]}


def test_an_earlier_agreement_between_other_sides_is_refused(tmp_path):
    folder = tmp_path / "again"
    folder.mkdir()
    shutil.copy(EXAMPLES / "strait/case.yaml", folder)
    ran = goodoffices("agreement", "new", folder, "--from", EXAMPLES / "grain-2022")
    assert (ran.code, 'there is no side "ukraine"' in ran.err) == (2, True)
    assert not (folder / "agreement.yaml").exists()


def test_what_was_edited_in_the_text_is_shown_against_the_structure(tmp_path):
    text = goodoffices("agreement", "text", FERRY).out
    edited = tmp_path / "edited.txt"
    edited.write_text(text)
    assert goodoffices("agreement", "text", FERRY, "--against", edited).code == 0
    edited.write_text(text.replace("pay two per cent more; at the latest on: 2026-07-31", "pay two per cent more; until: 2026-12-31"))
    ran = goodoffices("agreement", "text", FERRY, "--against", edited)
    assert ran.code == 1
    assert "The text no longer says (pay-first): " in ran.out
    assert "No term says: The company must: pay two per cent more; until: 2026-12-31" in ran.out
    # A text without its clock is another text.
    edited.write_text(re.sub(r"It lasts 24 months.*?\n", "", text))
    ran = goodoffices("agreement", "text", FERRY, "--against", edited)
    assert (ran.code, "It lasts 24 months" in ran.out) == (1, True)


def test_the_text_is_written_as_pdf_and_for_word(tmp_path):
    files = tmp_path / "a.pdf", tmp_path / "a.docx"
    assert goodoffices("agreement", "text", FERRY, "--pdf", files[0], "--docx", files[1]).code == 0
    assert [one.read_bytes()[:4] for one in files] == [b"%PDF", b"PK\x03\x04"]


def test_the_board_keeps_claims_and_findings_apart_and_gives_a_table(tmp_path):
    table = tmp_path / "board.csv"
    ran = goodoffices("agreement", "board", FERRY, "--on", "2026-08-20", "--csv", table)
    assert "Of 8 stipulations to carry out, 1 found done and 6 not yet looked at." in ran.out
    assert "The mediation found: begun; since 2026-07-22; seen in: Rosters of two of the five ferries" in " ".join(ran.out.split())
    assert "The company says: on the way; since 2026-07-15" in ran.out
    assert table.read_bytes().count(b"\r\n") == 13
    rows = goodoffices("agreement", "board", FERRY, "--on", "2026-08-20", "--tag", "women", "--json").json["rows"]
    assert [one["id"] for one in rows] == ["list-of-courses", "courses"]


def test_two_days_of_the_board_are_compared():
    ran = goodoffices("agreement", "board", FERRY, "--on", "2026-08-13", "--since", "2026-08-10")
    said = " ".join(ran.out.split())
    assert "answer a complaint in writing — kept; by 2026-08-13; was: due; the finding was no finding, now done" in said
    assert "Nothing changed." in goodoffices("agreement", "board", FERRY, "--on", "2026-08-14", "--since", "2026-08-13").out


def test_the_status_says_each_obligation_and_power(tmp_path):
    data = goodoffices("agreement", "status", FERRY, "--on", "2026-09-05", "--json").json
    assert data == goodoffices("agreement", "status", FERRY, "--on", "2026-09-05", "--json").json
    assert (data["clocks"][0]["version"], data["clocks"][0]["amendments"]) == (2, ["side-letter"])
    owed = {one["id"]: (one["state"], one["due"], one["waits_for"]) for one in data["obligations"]}
    assert owed["pay-first"] == ("overdue", "2026-07-31", [])
    assert owed["courses"] == ("not_yet", "2026-09-30", ["list-of-courses"])
    assert owed["arrears"] == ("not_yet", None, ["default"])
    assert {one["id"]: one["usable"] for one in data["powers"]} == {"extend": True, "change": True, "end": False}


def test_the_calendar_has_the_end_of_the_text_and_what_is_due(tmp_path):
    file = tmp_path / "a.ics"
    assert goodoffices("agreement", "ics", FERRY, file, "--on", "2026-07-05").code == 0
    first = file.read_bytes()
    events = {one.summary.value: one.dtstart.value.isoformat() for one in vobject.readOne(first.decode()).vevent_list}
    assert events["End of: Settlement of the ferry strike"] == "2028-06-30"
    assert events["Due: The company must: pay two per cent more"] == "2026-07-31"
    goodoffices("agreement", "ics", FERRY, file, "--on", "2026-07-05")
    assert file.read_bytes() == first


MISTAKES = {
    "who: company, modality: must, act: pay two": ("who: nobody, modality: must, act: pay two", 'there is no side "nobody"'),
    "after: [pay-first]": ("after: [pay-second]", "wait for one another: pay-second"),
    "every: 3 months, until: 2028-06-30": ("exceptions: [2026-10-01]", "does not come again"),
    "triggered_by: default": ("triggered_by: default, starts_with: complaint", "begins in more than one way"),
    "where: [old-harbour]": ("where: [new-harbour]", 'there is no area "new-harbour"'),
    '"59°24.30′N 5°15.80′E", "59°24.30′N 5°16.60′E"': ('"59°24.30′N 5°16.60′E", "59°24.30′N 5°15.80′E"', "crosses or touches itself"),
    "raise: 4,": ("raise: 40,", 'the issue has no option "40"'),
    "obligation: roster, progress: begun": ("obligation: rooster, progress: begun", 'there is no obligation "rooster"'),
    "obligation: answer, progress": ("obligation: meet, progress", "does not say which one"),
    "starts: 2026-09-30, every: 3 months": ("starts: 2026-09-30, every: 3 hours", "by days or months, not by hours"),
    "starts: 2026-09-30, every: 3 months, until: 2028-06-30": ("starts: 1990-09-30, every: 1 day", "comes again"),
    "until: 2026-07-31, confirmed_by": ("starts: 2026-07-01, within: 24 hours, confirmed_by", "hours are counted from an hour"),
    "about: [monitoring]": ("about: [weather]", 'there is no matter "weather"'),
    "zone: Europe/Oslo\nkind: labour": ("zone: Europe/Oslo", "names no kind of agreement"),
    "modality: must not, act: dismiss": ("modality: must not, confirmed_by: [dockers], act: dismiss", "nobody confirms it"),
}


@pytest.mark.parametrize("right", MISTAKES)
def test_mistakes_in_terms_are_said_with_line_and_remedy(strike, right):
    wrong, said = MISTAKES[right]
    text = (FERRY / "agreement.yaml").read_text()
    assert right in text
    (strike / "agreement.yaml").write_text(text.replace(right, wrong, 1))
    ran = goodoffices("agreement", "check", strike)
    assert (ran.code, said in ran.err, "agreement.yaml" in ran.err) == (2, True, True), ran.err


def test_the_file_that_is_begun_is_plain_yaml(strike):
    new(strike)
    assert set(yaml.safe_load((strike / "agreement.yaml").read_text())) >= {"format", "package", "articles", "texts"}


def test_conflicts_undefined_words_and_strangers_are_named(strike):
    text = (
        (FERRY / "agreement.yaml")
        .read_text()
        .replace("  - {term: agency crew, means: whoever works on board under a contract with another employer}\n", "")
    )
    text = text.replace(
        "    powers:\n",
        "      - {id: strike-on, who: dockers, modality: must, act: Strike., article: peace}\n      - {id: pay-eu, who: conciliation, modality: must, act: watch, article: watch}\n    powers:\n",
        1,
    )
    (strike / "agreement.yaml").write_text(text)
    said = goodoffices("agreement", "check", strike).out
    assert "- “agency crew” is defined nowhere (agency)." in said
    assert (
        "- These require and forbid the same act: Dockers' council must not: strike (Peace); Dockers' council must: Strike. (Peace)."
        in said
    )
    assert "- Conciliation service does not sign the text that says: Conciliation service must: watch (Who watches)." in said


def test_a_clock_a_definition_or_a_seat_that_changed_is_no_term_that_was_taken_over(tmp_path):
    other = tmp_path / "other"
    shutil.copytree(FERRY, other)
    file = other / "agreement.yaml"
    changed = {"duration: 24 months": "duration: 12 months", "notice: 3 months": "notice: 1 days", "jobs: term": "jobs: five"}
    text = file.read_text()
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)
    said = goodoffices("agreement", "compare", FERRY, other).out
    now, before = said.index("said now, and not before"), said.index("said before, and no longer")
    assert now < said.index("It lasts 12 months") < before < said.index("It lasts 24 months")
    assert said.index("After a side leaves, it stays in force for 1 day") < before
    assert now < said.index("Dock jobs: No dismissals for five years") < before < said.index("Dock jobs: No dismissals during the term")


def test_the_text_says_what_the_package_settles_under_an_article_without_words(tmp_path):
    text = goodoffices("agreement", "text", FERRY).out
    assert "# Dock jobs and the quay\n\nDock jobs: No dismissals during the term.\n\nNew quay at the old harbour: Not built." in text


def test_nothing_that_nobody_agreed_is_a_sentence_of_the_contract(tmp_path):
    other = tmp_path / "other"
    shutil.copytree(FERRY, other)
    file = other / "agreement.yaml"
    text = file.read_text()
    for line in ("    duration: 24 months\n", "    renewal: consent\n", "    first_day_counts: true\n"):
        assert line in text
        text = text.replace(line, "")
    file.write_text(text)
    assert "It has no duration" not in goodoffices("agreement", "text", other).out
