"""``goodoffices convert``, and other programs' cases at the command line."""

from __future__ import annotations

import json

import pytest

from tests.cli.program import ROOT, TODAY, goodoffices

FIXTURES = ROOT / "tests/fixtures"


def as_data(ran):
    data = ran.json
    return json.dumps(data)


@pytest.mark.parametrize("kind", ["genius", "geniusweb", "negolog", "negmas", "real"])
def test_a_converted_case_gives_the_same_bytes(tmp_path, kind):
    ran = goodoffices("convert", FIXTURES / kind, tmp_path / "ours")
    assert ran.code == 0
    assert ran.out.startswith(f"{tmp_path}/ours is ready: 3 files.")
    assert goodoffices("check", tmp_path / "ours").code == 0
    asked = ("--json", "--today", TODAY)
    assert as_data(goodoffices("analyse", tmp_path / "ours", *asked)) == as_data(goodoffices("analyse", FIXTURES / kind, *asked))


def test_files_one_by_one_and_another_target(tmp_path):
    files = [FIXTURES / f"negmas/{name}.yml" for name in ("boat", "seller", "buyer")]
    ran = goodoffices("convert", *files, tmp_path / "ours")
    assert ran.code == 0
    assert [p["id"] for p in goodoffices("analyse", tmp_path / "ours", "--json").json["case"]["parties"]] == ["seller", "buyer"]
    ran = goodoffices("convert", FIXTURES / "genius", tmp_path / "negolog", "--to", "negolog")
    assert sorted(p.name for p in (tmp_path / "negolog").iterdir()) == ["profileA.json", "profileB.json"]
    assert "Note: Discount factors are left aside (buyer.xml: 0.9)" in ran.err
    assert "Note: Numbers of a scale become texts." in ran.err


def test_what_is_refused_leaves_nothing_behind(tmp_path):
    ran = goodoffices("convert", ROOT / "examples/strait", tmp_path / "out", "--to", "negolog")
    assert ran.code == 3
    assert ran.err.startswith("NegoLog JSON: it holds no r")
    assert list(tmp_path.iterdir()) == []


def test_a_reading_can_be_chosen(tmp_path):
    ran = goodoffices("convert", ROOT / "examples/riyadh-2025", tmp_path / "out", "--to", "genius", "--reading", "public")
    assert ran.code == 3
    assert "it holds numbers, and ukraine (public) has positions in words alone" in ran.err


def test_what_is_there_is_not_touched(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    ran = goodoffices("convert", FIXTURES / "genius", tmp_path / "out")
    assert (ran.code, [p.name for p in (tmp_path / "out").iterdir()]) == (2, ["mine.txt"])
    assert "there is something already" in ran.err


def test_other_programs_cases_are_marked_and_rest_on_their_files():
    ran = goodoffices("analyse", FIXTURES / "genius", "--plain")
    assert ran.code == 0
    assert "[exercise values]" in ran.out
    assert "buyer: exercise values (GENIUS XML, buyer.xml)." in ran.out
    assert "Discount factors are left aside (buyer.xml: 0.9)" in ran.out
    assert ran.err == ""


def test_a_party_has_no_view_of_another_programs_case():
    ran = goodoffices("own-view", FIXTURES / "genius", "buyer")
    assert ran.code == 2
    assert "own-view needs a folder with case.yaml: other programs' files are nobody's own words." in ran.err


def test_packages_and_readings_of_another_programs_case():
    ran = goodoffices("analyse", FIXTURES / "genius", "--package", "draft")
    assert (ran.code, ran.err.split(":")[0]) == (2, "packages/draft.yaml")
    ran = goodoffices("analyse", FIXTURES / "genius", "--reading", "buyer=hard")
    assert (ran.code, ran.err) == (2, 'preferences/buyer: "buyer" has no reading "hard". Readings are: only.\n')


def test_more_steps_make_a_continuous_issue_finer():
    coarse, fine = (goodoffices("analyse", FIXTURES / "real", "--json", "--steps", n).json["frontier"] for n in (10, 1000))
    assert not coarse["exact"]
    assert coarse["epsilon"] == pytest.approx(0.05, abs=1e-6)
    assert fine["epsilon"] == pytest.approx(0.0005, abs=1e-6)
    assert goodoffices("analyse", FIXTURES / "real", "--steps", 0).code == 2


def test_from_python_it_is_the_same_two_calls():
    from goodoffices import analyse, load

    result = analyse(load(FIXTURES / "genius/boat.xml", FIXTURES / "genius/seller.xml", FIXTURES / "genius/buyer.xml")).result
    assert result.problem.party_ids == ("seller", "buyer")
    assert result.zone.exists


def test_a_page_does_not_overwrite_a_file_of_the_case(tmp_path):
    domain = tmp_path / "domain.xml"
    domain.write_text((FIXTURES / "genius/boat.xml").read_text())
    ran = goodoffices("analyse", FIXTURES / "genius", "--html", domain)
    assert ran.code == 2
    assert "is there and is no page; it would be overwritten" in ran.err
    assert domain.read_text() == (FIXTURES / "genius/boat.xml").read_text()


def test_a_folder_that_cannot_be_made_is_said_without_the_machines_words(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    for out in (tmp_path / "link", "."):
        ran = goodoffices("convert", FIXTURES / "genius", out, cwd=tmp_path / "empty")
        assert (ran.code, "there is something already" in ran.err) == (2, True)
    ran = goodoffices("convert", FIXTURES / "genius", tmp_path / ("x" * 300))
    assert ran.code == 2
    assert "Errno" not in ran.err
    assert "Name another file or folder." in ran.err


def test_convert_without_a_new_folder_says_what_is_missing():
    ran = goodoffices("convert", FIXTURES / "genius")
    assert ran.code == 2
    assert "convert needs a case and a new folder: goodoffices convert" in ran.err


def test_numbers_beyond_reason_are_refused(tmp_path):
    for name in "AB":
        (tmp_path / f"profile{name}.json").write_text('{"issueWeights": {"A": 1e59}, "issues": {"A": {"x": 1e59, "y": 0}}}')
    ran = goodoffices("analyse", tmp_path)
    assert (ran.code, ran.err) == (3, "profileA: a number is beyond 10^100. Write utilities on a smaller scale.\n")
