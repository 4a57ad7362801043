"""`goodoffices elicit`: a conversation in the terminal, its files, and what it opens."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import click
import pytest
import yaml

from benchmarks.respondents import Kind, Respondent
from goodoffices.analysis import compile_case
from goodoffices.analysis.doubt.bounds import central, doubt_of
from goodoffices.analysis.doubt.margins import Margins
from goodoffices.analysis.doubt.truths_program import TruthsProgram
from goodoffices.cli.interview import TerminalInterview
from goodoffices.cli.whose_answers import Who
from goodoffices.formats.open_case import open_case
from goodoffices.formats.ours.preferences_reader import read_preferences
from goodoffices.preferences import Asked
from goodoffices.report.wording import Wording
from tests.cases import EXAMPLES
from tests.cli.program import ROOT, goodoffices

OPENING = ["-", "5 7", "b c d a", "b a c", "?", "c b a d", "c b a", "c a b", "d c b a", "a b c", "a b c", "a b c d", "b c a", "?"]


@pytest.fixture
def strait(tmp_path: Path) -> Path:
    """The public case alone."""
    (tmp_path / "strait").mkdir()
    shutil.copy(EXAMPLES / "strait/case.yaml", tmp_path / "strait")
    return tmp_path / "strait"


def southland(folder):
    """The other party's file, and no default readings."""
    shutil.copytree(EXAMPLES / "strait/preferences/southland", folder / "preferences/southland")
    case = folder / "case.yaml"
    case.write_text(case.read_text().replace(", default_reading: pragmatic", ""))


def typing(folder, *lines, party="northland", options=(), environment=None):
    """Types lines into the program, which then sees the end of input."""
    return goodoffices("elicit", folder, party, *options, typed=lines, **(environment or {}))


def answers_of(folder, reading="stated", party="northland"):
    return yaml.safe_load((folder / f"answers/{party}/{reading}.yaml").read_text())["answers"]


def test_answers_are_saved_one_by_one_and_the_same_command_goes_on(strait):
    ran = typing(strait, "-", "5 7", "nonsense", "b c d a")
    assert ran.code == 0, ran.err
    assert "Name each of a, b, c, d once." in ran.out
    assert [a["ask"] for a in answers_of(strait)] == ["never", "matters", "order"]
    assert "The same command goes on from here." in ran.out
    again = typing(strait, "b a c", "stop")
    assert "3 answers were given before; going on from there." in again.out
    assert [a["id"] for a in answers_of(strait)] == ["a1", "a2", "a3", "a4"]
    southland(strait)
    assert goodoffices("check", strait).code == 0


def test_each_answer_can_be_taken_back(strait):
    typing(strait, "-", "5 7", "b c d a", "back a2", "back a9", "1 2")
    answers = answers_of(strait)
    assert [a["id"] for a in answers] == ["a1", "a3", "a4"]
    assert answers[-1]["value"] == ["scope", "duration"]
    typing(strait, "back")
    assert [a["id"] for a in answers_of(strait)] == ["a1", "a3"]


@pytest.mark.long
def test_what_is_written_is_used_by_the_analysis_after_twelve_answers(strait, tmp_path):
    typing(strait, *OPENING[:12])
    southland(strait)
    ran = goodoffices(
        "analyse", strait, "--reading", "southland=pragmatic", "--reading", "northland=stated", "--plain", "--full", "--time-limit", "20"
    )
    assert ran.code == 0
    assert "Known in order of Northland" in ran.out


@pytest.mark.slow
def test_answers_that_do_not_go_together_are_shown_with_the_way_out(strait):
    # No first: sanctions from worst to best is worth 100, arms 20; then arms rather than sanctions.
    typing(strait, *OPENING, "5")
    file = strait / "answers/northland/stated.yaml"
    data = yaml.safe_load(file.read_text())
    data["answers"] += [
        {"id": "w", "ask": "weight", "issue": "arms", "value": 20},
        {"id": "r", "ask": "rather", "first": {"sanctions": "kept", "arms": "frozen"}, "second": {"sanctions": "bank_ports", "arms": "free"}, "value": "first"},
    ]  # fmt: skip
    file.write_text(yaml.safe_dump(data))
    ran = typing(strait, options=["--list"])
    assert ran.code == 0, ran.err
    assert "These answers do not go together:" in ran.out
    assert "Take one back if you like (back " in ran.out
    assert "Until then the model leaves out what keeps all the others together:" in ran.out
    typing(strait, "back R")
    assert "do not go together" not in typing(strait, options=["--list"]).out


class Typed(Respondent):
    """Types the answers of a model, as the question that is put wants them."""

    def typed(self, question):
        given = self.answer(question)
        if given is None:
            return "?"
        ids = list(self.case.issue_ids)
        if question.asked is Asked.NEVER:
            return "-"
        if question.asked is Asked.MATTERS:
            return " ".join(str(ids.index(i) + 1) for i in given)
        if question.asked is Asked.TOP:
            return " ".join(str(ids.index(i) + 1) for i in ([given] if isinstance(given, str) else given))
        if question.asked is Asked.OTHERWISE:
            from goodoffices.preferences import anchors

            return " ".join(f"{ids.index(i) + 1}{'abcdef'[anchors(self.case.issue(i)).index(o)]}" for i, o in given)
        if question.asked is Asked.ORDER and isinstance(given, str):
            return {"more": "+", "less": "-"}[given]
        if question.asked is Asked.ORDER:
            from goodoffices.preferences import anchors

            letters = dict(zip(anchors(self.case.issue(question.issue)), "abcdef", strict=False))
            return " ".join("=".join(letters[o] for o in group) for group in given)
        if question.asked is Asked.RATHER:
            return {"first": "1", "second": "2"}[given]
        return str(float(given))


def conversation(folder, monkeypatch, person, *, estimate=False, reading="stated", surprise="no", at_the_end=()):
    """A whole conversation in this process; every question that was put."""
    who = Who(folder, person.model.party, reading, estimate)
    case = who.case()
    import datetime

    transcript = who.transcript(case, datetime.date(2026, 11, 24), "a team", "low", "a guess")
    interview, put, last_words = TerminalInterview(case, who, transcript, Wording(case)), [], iter((*at_the_end, ""))

    def prompt(text, **__):
        if "Nothing more is asked" in text:
            return next(last_words)
        from goodoffices.preferences import Question

        checked = any(a.question.asked is Asked.SURPRISE for a in interview.answers)
        question = interview._next_with_check() if checked else interview.next() or Question(asked=Asked.SURPRISE)
        put.append(question)
        return surprise if question.asked is Asked.SURPRISE else person.typed(question)

    monkeypatch.setattr(click, "prompt", prompt)
    interview.run()
    return interview, put


@pytest.mark.long
def test_a_whole_conversation_ends_by_itself_with_the_check_of_the_order(strait, monkeypatch, capsys):
    opened = open_case(EXAMPLES / "strait")
    model = replace(opened.preferences("northland", "pragmatic"), interactions=())
    interview, put = conversation(strait, monkeypatch, Typed(opened.case, model, Kind.CONSISTENT, random.Random(1)))
    assert 14 <= len(put) <= 61
    assert put[-1].asked is Asked.SURPRISE
    said = capsys.readouterr().out
    assert "no agreement)" in said.split("By these answers packages come in this order")[1]
    assert "Does this order of packages surprise you?" in said
    assert "The same command goes on from here." not in said
    southland(strait)
    assert goodoffices("check", strait).code == 0
    assert len(interview.answers) == len(put)


@pytest.mark.long
def test_a_finished_conversation_can_still_be_corrected(strait, monkeypatch):
    opened = open_case(EXAMPLES / "strait")
    model = replace(opened.preferences("northland", "pragmatic"), interactions=())
    interview, put = conversation(
        strait, monkeypatch, Typed(opened.case, model, Kind.CONSISTENT, random.Random(1)), at_the_end=("list", "back a2")
    )
    assert [q.asked for q in put].count(Asked.MATTERS) == 2
    assert [q.asked for q in put].count(Asked.SURPRISE) == 2
    assert [a.question.asked for a in interview.answers].count(Asked.SURPRISE) == 1
    assert len({a.id for a in interview.answers}) == len(interview.answers)


@pytest.mark.long
def test_an_order_that_surprises_is_asked_for_and_then_it_is_enough(strait, monkeypatch):
    opened = open_case(EXAMPLES / "strait")
    model = replace(opened.preferences("northland", "pragmatic"), interactions=())
    _, put = conversation(strait, monkeypatch, Typed(opened.case, model, Kind.CONSISTENT, random.Random(1)), surprise="yes")
    after = put[[q.asked for q in put].index(Asked.SURPRISE) + 1 :]
    assert 1 <= len(after) <= 3
    assert all(q.asked is Asked.RATHER and len(q.first) == len(q.second) == 11 for q in after)


@pytest.mark.slow
def test_what_is_refused_or_has_no_choice_is_not_asked_for(strait):
    case = strait / "case.yaml"
    case.write_text(
        case.read_text().replace("issues:\n", "issues:\n  - {id: seal, name: Seal, options: [{id: wax, text: Wax}], status_quo: wax}\n", 1)
    )
    ran = typing(strait, "8d 2b", "5 7", *["?"] * 20)
    asked = [(a["ask"], a.get("issue"), a.get("option")) for a in answers_of(strait)]
    assert "\n  b) Energy sites only" not in ran.out
    assert "\n  c) Energy sites and the sea" in ran.out
    assert ("order", "seal", None) not in asked
    assert not any(a[1:] == ("arms", "frozen") for a in asked)


def test_an_order_leaves_out_what_is_refused_and_is_asked_for_anew_when_the_refusal_is_taken_back(strait):
    ran = typing(strait, "1b", "5 7", "c d", "c d a")
    assert "Name each of a, c, d once." in ran.out
    assert answers_of(strait)[-1]["value"] == [["energy_sea"], ["full"], ["none"]]
    southland(strait)
    assert goodoffices("check", strait).code == 0
    again = typing(strait, "back a1", "-", "b c d a")
    assert answers_of(strait)[-1]["value"][0] == ["energy"]
    assert "b) " in again.out


def test_an_estimate_says_who_how_sure_and_why_for_each_part_too(strait, tmp_path):
    assert typing(strait, options=["--estimate"]).code == 2
    ran = typing(strait, options=["--estimate", "--reading", "guess"])
    assert (ran.code, "give --author, --confidence, --reason" in ran.err) == (2, True)
    options = ["--estimate", "--reading", "guess", "--author", "team", "--confidence", "low", "--reason", "two calls"]
    ran = typing(strait, "- # high: said on TV", "5 7", options=options)
    assert ran.code == 0, ran.err
    first = answers_of(strait, "guess")[0]
    assert (first["confidence"], first["reason"]) == ("high", "said on TV")
    written = yaml.safe_load((strait / "preferences/northland/guess.yaml").read_text())["basis"]
    assert (written["kind"], written["author"], written["confidence"]) == ("estimate", "team", "low")


def test_a_file_that_was_written_by_hand_is_never_overwritten(tmp_path):
    folder = Path(shutil.copytree(EXAMPLES / "strait", tmp_path / "strait"))
    before = (folder / "preferences/northland/pragmatic.yaml").read_bytes()
    ran = typing(folder, "-", options=["--reading", "pragmatic"])
    assert (ran.code, "exists and was written without answers" in ran.err) == (2, True)
    assert (folder / "preferences/northland/pragmatic.yaml").read_bytes() == before
    assert typing(folder, party="nobody").code == 2
    ferry = Path(shutil.copytree(EXAMPLES / "ferry-strike", tmp_path / "ferry"))
    ran = typing(ferry, "-", party="company", options=["--reading", "other"])
    assert (ran.code, "Move it to preferences/company/company.yaml" in ran.err) == (2, True)
    assert typing(folder / "nowhere").code == 2


def test_what_was_changed_in_the_model_by_hand_is_never_written_over(strait):
    typing(strait, "-", "5 7")
    model = strait / "preferences/northland/stated.yaml"
    model.write_text(model.read_text() + "# my own\n")
    ran = typing(strait, "b c d a")
    assert (ran.code, "was changed by hand since the last answer" in ran.err) == (2, True)
    assert "# my own" in model.read_text()
    assert len(answers_of(strait)) == 2


@pytest.mark.slow
def test_answers_that_order_nothing_are_not_shown_as_an_order(strait):
    ran = typing(strait, *["?"] * 70)
    assert "These answers do not put any packages in order yet." in ran.out
    assert "packages come in this order" not in ran.out


def test_refusing_every_option_of_an_issue_is_pointed_out(strait):
    ran = typing(strait, "1a 1b 1c 1d", "-")
    assert "You named every option of “Scope of the ceasefire”: then nothing at all could be agreed." in ran.out
    assert answers_of(strait)[0]["value"] == []


@pytest.mark.slow
def test_what_she_would_rather_walk_away_from_she_does_not_sign(strait):
    typing(strait, *OPENING, "5")
    file = strait / "answers/northland/stated.yaml"
    data = yaml.safe_load(file.read_text())
    package = {i.id: i.option_ids[0] for i in open_case(EXAMPLES / "strait").case.issues}
    data["answers"].append({"id": "r", "ask": "rather", "first": package, "second": "no agreement", "value": "second"})
    file.write_text(yaml.safe_dump(data))
    typing(strait, "?")
    case = open_case(EXAMPLES / "strait").case
    one = read_preferences((strait / "preferences/northland/stated.yaml").read_text(), case, "northland", "stated", "x")
    truths = TruthsProgram(doubt_of(case, one))
    problem = compile_case(case, [central(case, one, truths)])
    assert Margins(problem, [truths], None).most(0, (0,) * 11).value < 0


OPENED = """
import sys
seen = []
def hook(event, details):
    name = str(details[0]) if event == "open" else ""
    if name.startswith(folder + "/"):
        seen.append(name)
folder = sys.argv[3]
sys.addaudithook(hook)
sys.argv = ["goodoffices", "elicit", folder, "northland"]
from goodoffices.cli.main import main
try:
    main()
except SystemExit:
    pass
print("OPENED " + " ".join(sorted({s.removeprefix(folder + "/") for s in seen})))
"""


@pytest.mark.slow
def test_a_party_for_herself_opens_only_the_public_case_and_her_own_answers(tmp_path):
    folder = Path(shutil.copytree(EXAMPLES / "strait", tmp_path / "strait"))
    lines = "".join(f"{line}\n" for line in [*OPENING, "5", "40"])
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-P", "-c", OPENED, "", "", str(folder)], input=lines, capture_output=True, text=True, cwd=ROOT
        )
        opened = next(line for line in done.stdout.splitlines() if line.startswith("OPENED ")).split()[1:]
        # Files are written whole, by way of a hidden folder beside them.
        hers = (
            "answers/northland/stated.yaml",
            "answers/northland/.stated.yaml",
            "preferences/northland/stated.yaml",
            "preferences/northland/.stated.yaml",
        )
        assert {name for name in opened if not name.startswith(hers)} == {"case.yaml"}


@pytest.mark.slow
def test_what_she_is_asked_is_the_same_in_two_worlds(tmp_path):
    """The other party's files, the packages and the team's table differ; what she sees does not."""
    said = []
    for secret in ("pragmatic", "hardline"):
        folder = Path(shutil.copytree(EXAMPLES / "strait", tmp_path / secret / "strait"))
        for file in (folder / "preferences/southland").iterdir():
            if secret == "hardline":
                file.write_text("format: goodoffices-preferences/1\n" + "nonsense: [" * 3)
        if secret == "hardline":
            shutil.rmtree(folder / "packages")
            (folder / "team.yaml").unlink()
        ran = typing(folder, *OPENING, "5", "40", "60", "20", "1", "?")
        said.append(ran.out.replace(str(folder), ""))
        assert ran.code == 0
    assert said[0] == said[1]


@pytest.mark.long
def test_the_teams_next_question_hangs_on_what_is_known_of_the_others(tmp_path, monkeypatch):
    folder = Path(shutil.copytree(EXAMPLES / "strait", tmp_path / "strait"))
    opened = open_case(folder)
    person = Typed(opened.case, replace(opened.preferences("northland", "pragmatic"), interactions=()), Kind.CONSISTENT, random.Random(1))
    who = Who(folder, "northland", "guess", True)
    assert {one.party for readings in who.others(who.case()) for one in readings} == {"southland"}
    assert Who(folder, "northland", "stated", False).others(opened.case) == []
    interview, put = conversation(folder, monkeypatch, person, estimate=True, reading="guess")
    assert len(put) <= 61
    assert interview.others


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("ask: order, issue: nothing, value: [[a]]", 'there is no issue "nothing"'),
        ("ask: order, issue: duration, value: [[30], [31]]", 'issue "duration" has no option "31"'),
        ("ask: weight, issue: duration, value: 130", "cannot be read"),
        ("ask: weight, issue: duration, value: [9, 3]", "cannot be read"),
        ("ask: rather, first: {duration: 30}, value: first", "rather compares two packages"),
        ("ask: rather, first: {duration: 30}, second: no agreement, value: perhaps", "cannot be read"),
        ("ask: never, value: 3", "cannot be read"),
        ("ask: why, value: 3", "ask"),
    ],
)
def test_damaged_answers_are_refused_with_their_place(strait, change, message):
    typing(strait, "-", "5 7")
    file = strait / "answers/northland/stated.yaml"
    file.write_text(file.read_text() + f"- {{id: x, {change}}}\n")
    shown = goodoffices("check", strait)
    assert (shown.code, message in shown.err) == (2, True)
    ran = typing(strait, "b")
    assert (ran.code, message in ran.err) == (2, True), ran.err
    assert "answers/northland/stated.yaml:" in ran.err
