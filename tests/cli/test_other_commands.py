"""`check`, `new`, `schema`, `compare`, `demo`: each does what its help says."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from goodoffices import __version__
from goodoffices.formats.schemas import SHAPES, schema_of
from tests.cases import EXAMPLES
from tests.cli.program import TODAY, goodoffices

TEMPLATES = ["ceasefire", "labour", "family", "blank"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_case_is_whole_from_the_start(template, tmp_path):
    assert goodoffices("new", tmp_path / "talks", "--template", template).code == 0
    assert goodoffices("check", tmp_path / "talks").code == 0
    ran = goodoffices("analyse", tmp_path / "talks")
    assert ran.code == 0
    assert "An agreement is possible." in ran.out


def test_new_touches_nothing_that_is_there(tmp_path):
    (tmp_path / "mine").write_text("x")
    ran = goodoffices("new", tmp_path)
    assert ran.code == 2
    assert "there is something already. Name a folder that is new or empty." in ran.err
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("name", ["\x1b[31mred", "a\u202eb", "\x9b31m"])
@pytest.mark.parametrize("before", [["new"], ["check"], ["analyse", "--html"], ["convert"], ["convert", EXAMPLES / "strait"]])
def test_a_name_that_steers_the_terminal_is_never_repeated(name, before, tmp_path):
    ran = goodoffices(*before, name, cwd=tmp_path)
    assert ran.code == 2
    assert "a control character stands in" in ran.err
    assert not set(name) & set(ran.out + ran.err) & set("\x1b\u202e\x9b")
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_no_utf8_is_used_as_any_other(tmp_path):
    name = os.fsdecode(b"caf\xe9")
    assert goodoffices("new", name, cwd=tmp_path).code == 0
    assert "No mistakes." in goodoffices("check", name, cwd=tmp_path).out


def test_check_names_every_mistake_at_once(tmp_path):
    case = Path(shutil.copytree(EXAMPLES / "strait", tmp_path / "strait"))
    north, south = case / "preferences/northland/hardline.yaml", case / "preferences/southland/hardline.yaml"
    north.write_text(north.read_text().replace("  duration: 8\n", "").replace("energy: 100", "energy: 130") + "notes: x\n")
    south.write_text(south.read_text().replace("walk_away: 62", "walk_awy: 62"))
    (case / "packages/draft-2.yaml").write_text("format: goodoffices-package/1\npackage: {scop: full}\n")
    (case / "preferences/westland.yaml").write_text("")
    ran = goodoffices("check", case)
    assert ran.code == 2
    assert "preferences/northland/hardline.yaml:11: no weight for: duration. Give each issue a weight; 0 if it does not matter." in ran.err
    assert 'the score of "energy" is not between 0 and 100. Scores lie on 0 to 100.' in ran.err
    assert 'preferences/southland/hardline.yaml:42: "walk_awy" is no key that is known here. Did you mean "walk_away"?' in ran.err
    assert 'packages/draft-2.yaml:2: there is no issue "scop". Issues are: scope, duration,' in ran.err
    assert "preferences/westland.yaml: no party has this name. Parties are: northland, southland." in ran.err
    found = goodoffices("check", case, "--json").json
    assert found["ok"] is False
    assert len(found["faults"]) == len([line for line in ran.err.splitlines() if ".yaml" in line])


@pytest.mark.parametrize("name", ["case", "preferences", "package", "team", "analysis"])
def test_schemas_are_valid_schemas(name):
    jsonschema.Draft202012Validator.check_schema(goodoffices("schema", name).json)


@pytest.mark.slow
def test_every_example_and_template_keeps_the_published_schemas():
    folders = [p for p in EXAMPLES.iterdir() if p.is_dir()]
    folders += [Path(__file__).parents[2] / "src/goodoffices/formats/ours/case_templates" / t for t in TEMPLATES]
    checked = 0
    for folder in folders:
        for file in folder.rglob("*.yaml"):
            data = json.loads(json.dumps(yaml.load(file.read_text(), Loader=yaml.BaseLoader)))
            kind = data["format"].removeprefix("goodoffices-").removesuffix("/1")
            assert kind in SHAPES
            jsonschema.validate(_numbers(data), schema_of(kind))
            checked += 1
    assert checked > 20


def _numbers(data):
    """Words that look like numbers as numbers, as YAML readers of other languages would have them."""
    if isinstance(data, dict):
        return {k: _numbers(v) for k, v in data.items()}
    if isinstance(data, list):
        return [_numbers(v) for v in data]
    try:
        number = float(data)
    except ValueError:
        return {"true": True, "false": False}.get(data, data)
    return int(number) if number == int(number) and "." not in data else number


@pytest.mark.long
def test_compare_says_what_changed(tmp_path):
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    before.write_text(goodoffices("analyse", EXAMPLES / "strait", "--json").out)
    after.write_text(goodoffices("analyse", EXAMPLES / "strait", "--json", "--reading", "southland=hardline").out)
    out = goodoffices("compare", before, after).out
    assert "Southland: reading pragmatic (estimate), now hardline (estimate)." in out
    assert "Southland's walk-away value: 50, now 62." in out
    assert "Packages in the zone: 34,846, now 2,464." in out
    assert "The Nash package changed in value (Northland 81.45 → 67.8, Southland 71.45 → 73.6)" in out
    assert goodoffices("compare", before, before).out == "Nothing changed: zone, frontier, solutions and conflict are the same.\n"
    gone = goodoffices("analyse", EXAMPLES / "strait", "--json", "--reading", "hardline").out
    after.write_text(gone)
    out = goodoffices("compare", before, after).out
    assert "An agreement was possible and no longer is." in out
    assert "What cannot hold together now: Northland's walk-away value of 66; Southland's walk-away value of 62." in out


def test_compare_refuses_what_is_no_result(tmp_path):
    (tmp_path / "x.json").write_text("[" * 100_000)
    assert goodoffices("compare", tmp_path / "x.json", tmp_path / "x.json").code == 2
    (tmp_path / "x.json").write_text("{}")
    ran = goodoffices("compare", tmp_path / "x.json", tmp_path / "x.json")
    assert ran.code == 2
    assert "this is no result of an analysis" in ran.err


@pytest.mark.slow
def test_demo_prints_the_report_and_says_where_the_page_is(tmp_path):
    ran = goodoffices("demo", "--no-serve", "--today", TODAY, cwd=tmp_path)
    assert ran.code == 0
    assert ran.out.startswith("The Strait\n\nAn agreement is possible.\n")
    assert f"The report as a page: {tmp_path}/strait-report.html" in ran.out
    assert (tmp_path / "strait-report.html").read_text().startswith("<!doctype html>")


def test_version_and_help():
    assert goodoffices("--version").out == f"goodoffices, version {__version__}\n"
    for command in ("analyse", "check", "compare", "demo", "new", "schema"):
        assert "Example" in goodoffices(command, "--help").out


def test_importing_costs_nothing_heavy():
    """`import goodoffices`, `--version` and `--help` load none of the analysis' libraries."""
    import subprocess
    import sys

    code = "import sys, goodoffices, goodoffices.cli.main; print(sorted(set(sys.modules) & {'numpy', 'moocore', 'pydantic', 'rich', 'jinja2', 'yaml'}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_python_says_the_same_in_five_lines():
    from goodoffices import analyse, load

    result = analyse(load(EXAMPLES / "strait", readings={"northland": "hardline"}, packages=("draft-2",))).result
    assert result.zone.exists
    assert result.zone.count.lower == 4103
    assert result.package(result.fairness.solutions["nash"].row)["inspection"] == "joint"


def test_an_event_that_one_party_alone_expects_is_pointed_out(tmp_path):
    case = Path(shutil.copytree(EXAMPLES / "ferry-strike", tmp_path / "case"))
    for party, event in (("company", "harbour_open"), ("dockers", "harbor_open")):
        file = case / f"preferences/{party}.yaml"
        file.write_text(file.read_text() + f"expectations: {{{event}: 0.5}}\n")
    ran = goodoffices("check", case)
    assert ran.code == 0
    assert "Only company expects anything of the event harbour_open" in ran.out
    file.write_text(file.read_text().replace("harbor", "harbour"))
    assert "expects anything" not in goodoffices("check", case).out


def test_the_list_of_commands_says_what_each_says_of_itself():
    """The list is written without importing the commands, so that help comes at once."""
    from goodoffices.cli.main import COMMANDS, program

    for name, (_, about) in COMMANDS.items():
        command = program.get_command(None, name)
        assert (command.name, command.short_help) == (name, about)
    listed = goodoffices("--help").out
    assert all(about.split(",")[0] in listed for _, about in COMMANDS.values())
