"""``goodoffices convert``, and other programs' cases at the command line."""

from __future__ import annotations

import json

import pytest

from tests.cli.program import ROOT, TODAY, goodoffices

FIXTURES = ROOT / "tests/fixtures"


def without_timing(ran):
    data = ran.json
    del data["timing"]
    return json.dumps(data)


@pytest.mark.parametrize("kind", ["genius", "geniusweb", "negolog", "negmas", "real"])
def test_a_converted_case_gives_the_same_bytes(tmp_path, kind):
    ran = goodoffices("convert", FIXTURES / kind, tmp_path / "ours")
    assert ran.code == 0
    assert ran.out.startswith(f"{tmp_path}/ours is ready: 3 files.")
    assert goodoffices("check", tmp_path / "ours").code == 0
    asked = ("--json", "--today", TODAY)
    assert without_timing(goodoffices("analyse", tmp_path / "ours", *asked)) == without_timing(
        goodoffices("analyse", FIXTURES / kind, *asked)
    )


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
    ran = goodoffices("analyse", FIXTURES / "genius", "--for", "buyer")
    assert ran.code == 2
    assert "--for needs a folder with case.yaml: other programs' files are nobody's own words." in ran.err


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

    result = analyse(load(FIXTURES / "genius/boat.xml", FIXTURES / "genius/seller.xml", FIXTURES / "genius/buyer.xml"))
    assert result.problem.party_ids == ("seller", "buyer")
    assert result.zone.exists
