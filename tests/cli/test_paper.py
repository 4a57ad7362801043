"""`goodoffices elicit --paper` and `goodoffices enter`: a questionnaire to be filled in by hand, and what was written on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from goodoffices.formats.ours.case_reader import read_case
from goodoffices.preferences import Asked
from tests.cases import EXAMPLES
from tests.cli.program import goodoffices

pypdf = pytest.importorskip("pypdf", reason="pypdf reads the questionnaire back")
typst = pytest.importorskip("typst", reason="typst typesets the questionnaire")


def words_of(file):
    reader = pypdf.PdfReader(file)
    return "\n".join(page.extract_text() for page in reader.pages)


@pytest.fixture
def strait(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "strait", tmp_path / "strait"))


def test_the_questionnaire_holds_the_case_in_its_language_and_is_the_same_each_time(strait, tmp_path):
    for name in ("one.pdf", "two.pdf"):
        ran = goodoffices("elicit", strait, "northland", "--paper", tmp_path / name, "--language", "id")
        assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    text = words_of(tmp_path / "one.pdf")
    assert "Utara" in text
    assert "Langkah sanksi" in text
    assert "Mana yang paling penting bagi Anda?" in text
    assert "Which of these" not in text
    assert not (strait / "answers").exists()


def test_nothing_that_a_party_holds_in_her_hands_hangs_on_what_another_wants(strait, tmp_path):
    goodoffices("elicit", strait, "northland", "--paper", tmp_path / "one.pdf")
    shutil.rmtree(strait / "preferences")
    shutil.rmtree(strait / "packages")
    goodoffices("elicit", strait, "northland", "--paper", tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


ARABIC = """\
format: goodoffices-case/1
id: small
name: {en: Water, ar: الماء}
languages: [en, ar]
parties: [{id: a, name: {en: Upper, ar: الأعلى}}, {id: b, name: {en: Lower, ar: الأسفل}}]
issues:
  - id: share
    name: {en: Share, ar: الحصة}
    options: [{id: low, text: {en: Low, ar: قليلة}}, {id: mid, text: {en: Middle, ar: متوسطة}}, {id: high, text: {en: High, ar: كبيرة}}]
    status_quo: low
"""


def test_it_is_printed_from_right_to_left_too(tmp_path):
    (tmp_path / "case.yaml").write_text(ARABIC)
    ran = goodoffices("elicit", tmp_path, "a", "--paper", tmp_path / "q.pdf", "--language", "ar")
    assert (ran.code, ran.err) == (0, "")
    text = words_of(tmp_path / "q.pdf")
    assert "متوسطة" in text or "ةطسوتم" in text
    assert "Which of these" not in text
    fonts = {
        str(f)
        for page in pypdf.PdfReader(tmp_path / "q.pdf").pages
        for f in (o.get_object()["/BaseFont"] for o in page["/Resources"]["/Font"].values())
    }
    assert any("Amiri" in f for f in fonts)


def entering(folder, *lines, options=()):
    return goodoffices("enter", folder, "northland", *options, typed=lines)


def code_of(folder, tmp_path):
    ran = goodoffices("elicit", folder, "northland", "--paper", tmp_path / "q.pdf")
    code = ran.out.split("(form ")[1][:8]
    assert code in words_of(tmp_path / "q.pdf")
    return code


def test_what_was_written_is_entered_by_its_numbers_with_checks(strait, tmp_path):
    code = code_of(strait, tmp_path)
    ran = entering(strait, code, "-", "5 7", "b c d a", "", "b c a x", "b c a d", "?", "stop")
    assert ran.code == 0, ran.err
    assert "Name each of a, b, c, d once." in ran.out
    answers = yaml.safe_load((strait / "answers/northland/stated.yaml").read_text())["answers"]
    assert [(a["ask"], a.get("issue")) for a in answers] == [
        ("never", None), ("matters", None), ("order", "scope"), ("order", "sea"), ("order", "inspection"),
    ]  # fmt: skip
    assert answers[-1]["value"] is None
    assert goodoffices("check", strait).code == 0


@pytest.mark.slow
def test_what_the_paper_makes_needless_is_not_asked_for(strait, tmp_path):
    opening = [
        "-",
        "5 7",
        "b c d a",
        "b a c",
        "b c a d",
        "c b a d",
        "c b a",
        "c a b",
        "d c b a",
        "a b c",
        "a b c",
        "a b c d",
        "b c a",
        "?",
        "5",
    ]
    ran = entering(strait, code_of(strait, tmp_path), *opening, *["50"] * 40)
    assert ran.code == 0, ran.err
    answers = yaml.safe_load((strait / "answers/northland/stated.yaml").read_text())["answers"]
    asked = [(a["ask"], a.get("issue"), a.get("option")) for a in answers]
    assert ("weight", "sanctions", None) not in asked
    assert {a for a in asked if a[0] == "score" and a[1] == "scope"} == {("score", "scope", "energy_sea"), ("score", "scope", "full")}
    assert len(asked) == 15 + 10 + sum(len(i.options) - 2 for i in read_case((strait / "case.yaml").read_text()).issues)
    assert Asked.SCORE.value in {a[0] for a in asked}


def test_a_blank_can_be_gone_back_to_and_a_remark_on_it_is_kept(strait, tmp_path):
    ran = entering(strait, code_of(strait, tmp_path), "-", "", "back", "5 7", "# crossed out", "", "stop")
    assert ran.code == 0, ran.err
    assert "The question left blank is asked again." in ran.out
    answers = yaml.safe_load((strait / "answers/northland/stated.yaml").read_text())["answers"]
    assert [(a["ask"], a.get("reason")) for a in answers] == [("never", None), ("matters", None), ("order", "crossed out")]
    assert answers[-1]["value"] is None


def test_the_questionnaire_of_another_party_is_refused(strait, tmp_path):
    goodoffices("elicit", strait, "southland", "--paper", tmp_path / "s.pdf")
    code = words_of(tmp_path / "s.pdf").split(" · ")[2][:8]
    ran = entering(strait, code, "-")
    assert (ran.code, "is not that of this version of the case" in ran.err) == (2, True)


@pytest.mark.slow
def test_without_the_issue_named_first_no_weights_are_asked_for(strait, tmp_path):
    ran = entering(strait, code_of(strait, tmp_path), *[""] * 15, *["50"] * 60)
    assert ran.code == 0, ran.err
    asked = {a["ask"] for a in yaml.safe_load((strait / "answers/northland/stated.yaml").read_text())["answers"]}
    assert asked == {"score"}


def test_a_questionnaire_of_another_version_of_the_case_is_refused(strait, tmp_path):
    code = code_of(strait, tmp_path)
    (strait / "case.yaml").write_text((strait / "case.yaml").read_text() + "\n")
    ran = entering(strait, code, "-")
    assert ran.code == 2
    assert f"the questionnaire with the code {code} is not that of this version of the case" in ran.err
    assert not (strait / "answers").exists()
