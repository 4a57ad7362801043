"""`goodoffices analyse`: the contract that others rely on."""

from __future__ import annotations

import shutil
from pathlib import Path

import jsonschema
import pytest

from goodoffices.formats.schemas import schema_of
from tests.cases import EXAMPLES
from tests.cli.program import ROOT, TODAY, goodoffices, in_a_process


@pytest.fixture
def strait(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "strait", tmp_path / "strait"))


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "ferry-strike", tmp_path / "ferry"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "case", "options"),
    [
        ("analyse", "strait", ["--package", "draft-2", "--package", "early-harvest"]),
        ("analyse", "ferry-strike", []),
        ("own-view", "ferry-strike", ["dockers"]),
        ("analyse", "dry-river", []),
        ("analyse", "riyadh-2025", ["--reading", "exercise"]),
    ],
)
def test_json_keeps_its_published_schema(command, case, options):
    ran = goodoffices(command, EXAMPLES / case, *options, "--json")
    assert ran.code == 0
    jsonschema.validate(ran.json, schema_of("analysis"))


def test_json_holds_what_the_contract_names():
    data = goodoffices("analyse", EXAMPLES / "strait", "--json", "--today", TODAY).json
    assert [p["id"] for p in data["case"]["parties"]] == ["northland", "southland"]
    assert data["numbers"] == "exact"
    assert data["zopa"]["exists"] is True
    assert data["zopa"]["count"] == data["zopa"]["count_lower"] == data["zopa"]["count_upper"] == "34846"
    assert data["frontier"]["size"] == len(data["frontier"]["points"]) == 64
    assert (data["frontier"]["exact"], data["frontier"]["truncated"]) == (True, False)
    assert list(data["solutions"]) == ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"]
    package = data["solutions"]["nash"]["package"]
    assert package["duration"] == 30
    assert package["scope"] == "Energy sites and the sea"
    assert data["deadlock"] is None
    assert data["rests_on"][0]["age_days"] == 21
    assert "timing" not in data  # the same files give the same bytes


def test_utilities_are_recovered_exactly_by_their_scale():
    data = goodoffices("analyse", EXAMPLES / "ferry-strike", "--json").json
    scales = {p["id"]: int(p["scale"]) for p in data["case"]["parties"]}
    for point in data["frontier"]["points"]:
        for party, value in point["utilities"].items():
            assert round(value * scales[party]) / scales[party] == value


def test_deadlock_names_demands_and_its_check():
    data = goodoffices("analyse", EXAMPLES / "dry-river", "--json").json
    assert data["zopa"] == {
        "exists": False, "count": "0", "count_is_exact": True, "count_lower": "0", "count_upper": "0", "estimate": None, "example": None,
        "fragile": None,
    }  # fmt: skip
    assert set(data["solutions"].values()) == {None}
    assert data["deadlock"]["conflicts_complete"]
    conflict, *others = data["deadlock"]["conflicts"]
    assert len(others) == 3
    assert {(d["kind"], d["party"]) for d in conflict["demands"]} == {
        ("linkage", None), ("bound", None), ("limit", "fund"), ("red_line", "lower"), ("walk_away", "upper"),
    }  # fmt: skip
    assert [w["id"] for w in conflict["without"]] == [d["id"] for d in conflict["demands"]]
    assert data["deadlock"]["fewest"] == 1
    moves = [[(c["kind"], c["party"], c["from"], c["to"]) for c in r["changes"]] for r in data["deadlock"]["relaxations"]]
    assert moves == [[("red_line", "lower", None, None)], [("walk_away", "upper", 40, 38.5)]]
    assert data["deadlock"]["near"][0]["shortfalls"] == {"upper": 1.5, "lower": 0, "town": 0}


def test_the_report_says_what_blocks_and_what_would_open():
    text = " ".join(goodoffices("analyse", EXAMPLES / "dry-river", "--plain").out.split())
    assert "These are all such sets." in text
    assert "One demand moved is enough. Each line is one way:" in text
    assert "Upper Valley's walk-away value of 40 moved to 38.5, the least that is enough: this opens Water released" in text
    assert "Upper Valley 38.5, 1.5 short" in text
    assert "Moving any other demand alone opens nothing." in text


def test_readings_are_named_or_taken_from_the_case(strait):
    hard = goodoffices("analyse", strait, "--json", "--reading", "northland=hardline", "--reading", "southland=hardline").json
    assert hard["zopa"]["exists"] is False
    assert [r["reading"] for r in hard["rests_on"]] == ["hardline", "hardline"]
    both = goodoffices("analyse", strait, "--json", "--reading", "hardline").json
    assert both["rests_on"] == hard["rests_on"]


def test_a_reading_that_nobody_named_is_asked_for(strait):
    case = strait / "case.yaml"
    case.write_text(case.read_text().replace(", default_reading: pragmatic", ""))
    ran = goodoffices("analyse", strait)
    assert ran.code == 2
    assert (
        'preferences/northland: "northland" has several readings: hardline, pragmatic. Name one: --reading northland=hardline.' in ran.err
    )
    assert '"southland" has several readings' in ran.err


def test_all_readings_in_one_table(strait):
    ran = goodoffices("readings", strait, "--today", TODAY)
    assert ran.code == 0
    assert "An agreement is possible under 3 of 4 combinations of readings." in ran.out
    rows = goodoffices("readings", strait, "--json").json["combinations"]
    assert [r["zopa"]["exists"] for r in rows] == [False, True, True, True]
    assert rows[0]["solutions"]["nash"] is None
    assert rows[3]["solutions"]["nash"]["utilities"] == {"northland": 81.45, "southland": 71.45}


def test_public_positions_are_said_in_words_with_exit_code_3():
    ran = goodoffices("analyse", EXAMPLES / "riyadh-2025")
    assert ran.code == 3
    assert "This is what the parties have said in public, in words." in ran.out
    assert "No analysis: public positions in words hold no numbers (ukraine, russia)." in ran.err
    assert "exercise values" not in ran.out


def test_invented_values_of_real_states_are_used_only_when_named(tmp_path):
    assert goodoffices("readings", EXAMPLES / "riyadh-2025").code == 3
    case = Path(shutil.copytree(EXAMPLES / "riyadh-2025", tmp_path / "case"))
    (case / "preferences/russia/public.yaml").unlink()
    (case / "case.yaml").write_text((case / "case.yaml").read_text().replace("name: Russia, default_reading: public", "name: Russia"))
    ran = goodoffices("analyse", case)
    assert ran.code == 2
    assert 'the values of "russia" are invented (basis exercise), and the party exists.' in ran.err
    assert goodoffices("readings", case).code == 2
    assert goodoffices("analyse", case, "--reading", "exercise").code == 0


def test_an_interval_the_wrong_way_round_is_refused_wherever_it_stands(ferry):
    company = ferry / "preferences/company.yaml"
    company.write_text(company.read_text().replace("walk_away: 48", "walk_away: [60, 40]"))
    ran = goodoffices("analyse", ferry)
    assert ran.code == 2
    assert "the walk-away value lies between 60 and 40. Write the smaller number first: [40, 60]." in ran.err


@pytest.mark.parametrize("points", ["0", "-1"])
def test_money_that_is_worth_nothing_is_refused(ferry, points):
    company = ferry / "preferences/company.yaml"
    company.write_text(company.read_text() + f"points_per_unit: {points}\n")
    ran = goodoffices("check", ferry)
    assert ran.code == 2
    assert f"a unit of money is worth {points} points. Write a number above 0" in ran.err


@pytest.mark.long
def test_frontiers_are_cut_at_20000_points_unless_all_are_asked_for(tmp_path):
    from benchmarks.random_cases import random_case, write_folder

    write_folder(tmp_path / "case", *random_case(4, 12))
    cut = goodoffices("analyse", tmp_path / "case", "--json").json["frontier"]
    assert cut["size"] > 20_000
    assert (len(cut["points"]), cut["truncated"]) == (20_000, True)
    whole = goodoffices("analyse", tmp_path / "case", "--json", "--all-points").json["frontier"]
    assert (len(whole["points"]), whole["truncated"]) == (cut["size"], False)


def test_the_brief_is_one_page_and_says_what_blocks_or_what_trades(strait, tmp_path):
    brief = goodoffices("analyse", strait, "--brief", "--plain", "--package", "draft-2", "--html", tmp_path / "brief.html")
    assert brief.code == 0
    assert brief.out.startswith("The Strait: in brief\n")
    assert brief.out.count("\n") < 66
    assert "draft-2" in brief.out
    assert "in brief" in (tmp_path / "brief.html").read_text()
    blocked = goodoffices("analyse", EXAMPLES / "dry-river", "--brief", "--plain").out
    assert blocked.count("\n") < 66
    assert "What would open an agreement?" in blocked
    for option in (["--json"], ["--sensitivity"], ["--explain-method"], ["--costs"]):
        ran = goodoffices("analyse", strait, "--brief", *option)
        assert ran.code == 2
        assert "does not go with" in ran.err


def test_a_fragile_zone_is_called_so_in_the_first_line(ferry):
    """The first line after the title; the weight is named where the zone is spoken of."""
    company = ferry / "preferences/company.yaml"
    lines = company.read_text().splitlines()
    # With this walk-away value three packages are left, and none once the seafarers care a tenth less for shifts.
    company.write_text("\n".join(["walk_away: 75" if line.startswith("walk_away") else line for line in lines]))
    data = goodoffices("analyse", ferry, "--json").json
    assert data["zopa"]["exists"]
    assert data["zopa"]["fragile"]
    text = " ".join(goodoffices("analyse", ferry, "--plain").out.split())
    assert text.startswith("Ferry strike An agreement is possible, but the zone is fragile: it vanishes when a weight is off by a tenth.")
    assert "No package would be left in it with Seafarers' union's weight of Shifts at sea a tenth smaller" in text


def test_the_day_is_an_argument(strait):
    ran = goodoffices("analyse", strait, "--today", "2026-11-03")
    assert "1 day old" in ran.out
    assert "Ages are counted from 2026-11-03." in ran.out
    assert goodoffices("analyse", strait, "--today", "soon").code == 2


def test_texts_fall_back_to_the_first_language_marked(strait):
    out = goodoffices("analyse", strait, "--language", "id").out
    assert out.startswith("Selat\n")
    assert "Cakupan gencatan senjata" in out
    assert "[en]" in out


def test_an_error_is_a_sentence_and_writes_nothing(tmp_path, strait):
    (strait / "case.yaml").write_text("format: goodoffices-case/1\nid: x\n")
    ran = goodoffices("analyse", strait, "--html", tmp_path / "page.html", cwd=tmp_path)
    assert ran.code == 2
    assert 'case.yaml:1: the file has no "name". Add "name: …".' in ran.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["strait"]


@pytest.mark.parametrize("arguments", [["/nowhere"], ["--package", "none"], ["--reading", "x=y"], ["--html", "/nowhere/x.html"]])
def test_bad_arguments_end_with_2(arguments, strait):
    case = [] if arguments == ["/nowhere"] else [strait]
    ran = goodoffices("analyse", *case, *arguments)
    assert ran.code == 2
    assert ran.err.strip()


def test_an_interrupted_run_leaves_no_half_file(tmp_path, monkeypatch):
    """The page is written beside its name and moved there in one step; an interruption leaves what was there."""
    import click

    from goodoffices.cli import output

    target = tmp_path / "page.html"
    target.write_text("before")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output.os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        output.write_whole(target, "half of a page")
    assert target.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]
    monkeypatch.undo()
    output.write_whole(target, "after")
    assert target.read_text() == "after"
    with pytest.raises(click.FileError):
        output.write_whole(tmp_path / "missing" / "page.html", "text")


def test_for_a_party_the_same_bytes_whatever_else_lies_in_the_folder(ferry, tmp_path):
    """Others' files deleted, garbled or changed: what the dockers are shown stays the same to the byte."""
    page = tmp_path / "page.html"
    options = ["dockers", "--today", TODAY, "--html", page]

    def shown():
        text = goodoffices("own-view", ferry, *options)
        assert text.code == 0
        data = goodoffices("own-view", ferry, *options, "--json")
        assert "timing" not in data.json
        return text.out, data.out, page.read_bytes()

    whole = shown()
    (ferry / "preferences/company.yaml").write_text("garbage: [")
    (ferry / "preferences/seafarers.yaml").unlink()
    shutil.rmtree(ferry / "packages")
    (ferry / "team.yaml").write_text("format: goodoffices-team/1\nconstituencies: []\n")
    assert shown() == whole
    own = ferry / "preferences/dockers.yaml"
    own.write_text(own.read_text().replace("jobs: 35", "jobs: 45"))
    assert shown() != whole  # the twin: her own words do matter


@pytest.mark.parametrize(
    ("old", "new"),
    [(["--all-readings"], "goodoffices readings CASE"), (["--for", "northland"], "goodoffices own-view CASE PARTY")],
)
def test_an_option_that_became_a_command_says_so(strait, old, new):
    ran = goodoffices("analyse", strait, *old)
    assert ran.code == 2
    assert f"{old[0]} is a command of its own now: {new}." in ran.err
    assert old[0] not in goodoffices("analyse", "--help").out


def test_of_a_party_that_is_not_there_the_parties_are_named(ferry):
    ran = goodoffices("own-view", ferry, "nobody")
    assert ran.code == 2
    assert "dockers" in ran.err


def test_an_estimate_is_not_hers(strait):
    ran = goodoffices("own-view", strait, "northland")
    assert ran.code == 2
    assert "an estimate is the team's, not its own" in ran.err
    assert "52" not in ran.err


def test_for_a_party_leaves_the_teams_estimate_of_her_aside(ferry):
    """A team's estimate beside her own file is neither read out nor offered as a reading."""
    folder = ferry / "preferences/dockers"
    folder.mkdir()
    (ferry / "preferences/dockers.yaml").rename(folder / "own.yaml")
    before = goodoffices("own-view", ferry, "dockers", "--json", "--today", TODAY).out
    text = (folder / "own.yaml").read_text()
    head = "basis: {kind: estimate, author: a, date: 2026-01-01, confidence: low, reason: guess}"
    (folder / "guess.yaml").write_text(text.replace("basis: {kind: stated, date: 2026-11-02}", head))
    assert goodoffices("own-view", ferry, "dockers", "--json", "--today", TODAY).out == before


def test_normalised_weights_are_said(ferry):
    out = goodoffices("analyse", ferry).out
    assert "The company's weights add up to 110; they are normalised." in out
    assert "Dockers' council's weights" not in out


@pytest.mark.long
def test_uncut_totals_go_beyond_the_cut_and_say_so(shared):
    """In 50issues 1.11 is reachable, and GENIUS cuts it at 1: 23 points cut, 46 uncut."""
    case = shared / "scenarios/genius/anac2014/50issues"
    cut, uncut = (goodoffices("analyse", case, "--json", *more).json["frontier"] for more in ((), ("--uncut",)))
    assert (cut["size"], uncut["size"]) == (23, 46)
    assert max(max(p["utilities"].values()) for p in uncut["points"]) > 1
    assert max(max(p["utilities"].values()) for p in cut["points"]) == 1
    assert "cut at 1" in goodoffices("analyse", case).out
    assert "cut at 1" not in goodoffices("analyse", case, "--uncut").out


def test_uncut_is_refused_where_nothing_is_cut():
    ran = goodoffices("analyse", EXAMPLES / "strait", "--uncut")
    assert (ran.code, "no totals of this case are cut" in ran.err) == (2, True)


@pytest.mark.long
def test_the_method_is_told_group_by_group(shared):
    strait = goodoffices("analyse", EXAMPLES / "strait", "--explain-method")
    assert "all 20,736 combinations are listed" in " ".join(strait.out.split())
    methods = goodoffices("analyse", EXAMPLES / "strait", "--explain-method", "--json").json["method"]
    assert sorted(i for m in methods for i in m["issues"]) == sorted(
        i["id"] for i in goodoffices("analyse", EXAMPLES / "strait", "--json").json["case"]["issues"]
    )
    assert [m["method"] for m in methods] == ["listed", "listed"]
    dense = goodoffices("analyse", shared / "scenarios/genius/anac2014/30issues", "--explain-method", "--json").json["method"]
    assert {m["method"] for m in dense} == {"eliminated"}
    assert "method" not in goodoffices("analyse", EXAMPLES / "strait", "--json").json


def test_the_whole_frontier_goes_to_parquet(tmp_path):
    from pyarrow import parquet

    ran = goodoffices("analyse", EXAMPLES / "strait", "--json", "--parquet", "points.parquet", cwd=tmp_path)
    table = parquet.read_table(tmp_path / "points.parquet").to_pylist()
    assert [
        {
            "utilities": {k.removeprefix("utility."): v for k, v in row.items() if k.startswith("utility.")},
            "package": {k.removeprefix("issue."): v for k, v in row.items() if k.startswith("issue.")},
            "in_zone": row["in_zone"],
        }
        for row in table
    ] == [{**p, "package": {i: str(v) for i, v in p["package"].items()}} for p in ran.json["frontier"]["points"]]
    assert [file.name for file in tmp_path.iterdir()] == ["points.parquet"]


@pytest.mark.slow
def test_parquet_without_its_package_says_what_to_install(tmp_path):
    """A folder before the installed packages in which pyarrow cannot be imported."""
    (tmp_path / "pyarrow").mkdir()
    (tmp_path / "pyarrow/__init__.py").write_text("raise ImportError('absent')")
    ran = in_a_process("analyse", EXAMPLES / "strait", "--parquet", "x.parquet", cwd=tmp_path, PYTHONPATH=f"{tmp_path}:{ROOT / 'src'}")
    assert ran.code == 2
    assert "pip install" in ran.err
    assert not (tmp_path / "x.parquet").exists()


def test_parquet_overwrites_no_other_file(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    assert goodoffices("analyse", EXAMPLES / "strait", "--parquet", "notes.txt", cwd=tmp_path).code == 2
    assert goodoffices("analyse", EXAMPLES / "strait", "--parquet", "nowhere/x.parquet", cwd=tmp_path).code == 2
    assert (tmp_path / "notes.txt").read_text() == "mine"
