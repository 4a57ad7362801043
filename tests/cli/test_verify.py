"""``goodoffices verify`` from the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.cases import EXAMPLES
from tests.cli.program import ROOT, goodoffices

WITHOUT_ENGINE = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[:2] == ["goodoffices", "analysis"] or name.split(".")[0] == "moocore":
            raise ModuleNotFoundError(name, name="absent")
sys.meta_path.insert(0, Refuse())
from goodoffices.cli.main import main
sys.argv = ["goodoffices", *sys.argv[1:]]
main()
"""


@pytest.fixture
def strait(tmp_path: Path) -> Path:
    """A copy of Strait beside its certificate."""
    shutil.copytree(EXAMPLES / "strait", tmp_path / "strait")
    ran = goodoffices("analyse", "strait", "--certificate", "c.json", cwd=tmp_path)
    assert ran.code == 0
    assert "c.json" in ran.out
    return tmp_path


def changed(folder: Path, change) -> None:
    data = json.loads((folder / "c.json").read_text())
    change(data)
    (folder / "c.json").write_text(json.dumps(data))


@pytest.mark.slow
def test_a_true_certificate_ends_with_0(strait):
    ran = goodoffices("verify", "strait", "c.json", cwd=strait)
    assert (ran.code, ran.err) == (0, "")
    assert "All 12 claims are accepted." in ran.out


def test_a_certificate_fits_its_schema(strait):
    schema = json.loads(goodoffices("schema", "certificate").out)
    jsonschema.validate(json.loads((strait / "c.json").read_text()), schema)


@pytest.mark.slow
def test_verify_works_where_the_analysis_cannot_be_imported(strait):
    """The checker stands on its own: the program that refuses to import the engine still accepts."""
    command = [sys.executable, "-P", "-c", WITHOUT_ENGINE, "verify", "strait", "c.json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run(command, cwd=strait, env=environment, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    broken = subprocess.run([*command[:4], "analyse", "strait"], cwd=strait, env=environment, capture_output=True, text=True, timeout=120)
    assert broken.returncode != 0, "the engine can still be imported, so this proves nothing"


@pytest.mark.slow
def test_a_point_taken_out_ends_with_1(strait):
    changed(strait, lambda data: data["frontier"]["points"].pop(3))
    ran = goodoffices("verify", "strait", "c.json", "--json", cwd=strait)
    assert ran.code == 1
    assert "complete" in [c["name"] for c in ran.json["claims"] if c["verdict"] == "refused"]


@pytest.mark.slow
def test_what_is_not_proven_in_time_ends_with_4(strait):
    ran = goodoffices("verify", "strait", "c.json", "--proofs-only", "--time-limit", 0, cwd=strait)
    assert ran.code == 4
    # On a busy computer the rest is left open as a whole.
    assert "open      complete" in ran.out or "the time ended before the other claims were checked" in ran.out


def test_a_file_changed_afterwards_is_named(strait):
    file = strait / "strait" / "preferences" / "southland" / "pragmatic.yaml"
    file.write_text(file.read_text() + "\n# later\n")
    ran = goodoffices("verify", "strait", "c.json", cwd=strait)
    assert ran.code == 1
    assert "preferences/southland/pragmatic.yaml is not the file that the certificate rests on" in ran.out


def test_another_case_is_refused(strait):
    ran = goodoffices("verify", EXAMPLES / "ferry-strike", "c.json", cwd=strait)
    assert ran.code == 1
    assert ran.out.startswith("refused   case")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data["frontier"].pop("points"),
        lambda data: data["frontier"]["points"][0]["utilities"].update(northland="1/0"),
        lambda data: data["frontier"]["points"][0].update(utilities={"northland": 1.5}),
        lambda data: data.update(format="goodoffices-analysis/1"),
        lambda data: data["readings"].append(data["readings"][0]),
    ],
)
def test_what_is_no_certificate_is_bad_input(strait, spoil):
    changed(strait, spoil)
    ran = goodoffices("verify", "strait", "c.json", cwd=strait)
    assert ran.code == 2
    assert "c.json" in ran.err


def test_a_certificate_goes_with_no_view_for_one_party(tmp_path):
    assert goodoffices("own-view", EXAMPLES / "ferry-strike", "dockers", cwd=tmp_path).code == 0
    ran = goodoffices("own-view", EXAMPLES / "ferry-strike", "dockers", "--certificate", "x.json", cwd=tmp_path)
    assert ran.code == 2
    assert not (tmp_path / "x.json").exists()


@pytest.mark.slow
def test_a_draft_is_the_one_of_the_case(strait):
    """Found by an attack: an efficient package under the name of a draft that is not."""
    assert goodoffices("analyse", "strait", "--package", "draft-2", "--certificate", "c.json", cwd=strait).code == 0
    assert "accepted  draft draft-2" in goodoffices("verify", "strait", "c.json", cwd=strait).out

    def praise(data):
        data["drafts"] = [{"name": "draft-2", **data["frontier"]["points"][5], "efficient": True, "dominated_by": None}]

    changed(strait, praise)
    ran = goodoffices("verify", "strait", "c.json", cwd=strait)
    assert (ran.code, "refused   draft draft-2" in ran.out) == (1, True)


def test_a_certificate_without_readings_is_refused(strait):
    changed(strait, lambda d: d.update(readings=[], zone=False, baselines=[], solutions={}, conflict=None, frontier={"points": []}))
    changed(strait, lambda d: d["case"].update(files=d["case"]["files"][:1]))
    ran = goodoffices("verify", "strait", "c.json", cwd=strait)
    assert (ran.code, ran.out.startswith("refused   case")) == (1, True)


@pytest.mark.slow
def test_names_in_a_certificate_cannot_forge_lines(strait):
    changed(strait, lambda d: d["solutions"].update({"x\x1b[31m\naccepted  forged": d["solutions"]["nash"]}))
    ran = goodoffices("verify", "strait", "c.json", cwd=strait)
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert not any(line.startswith("accepted  forged") for line in ran.out.splitlines())


def test_a_key_that_stands_twice_is_bad_input(strait):
    text = (strait / "c.json").read_text()
    (strait / "c.json").write_text(text.replace('"zone": true', '"zone": false, "zone": true'))
    assert goodoffices("verify", "strait", "c.json", cwd=strait).code == 2


@pytest.mark.slow
def test_a_certificate_with_entitlements_is_accepted(strait):
    assert goodoffices("analyse", "strait", "--entitlement", "northland=2", "--certificate", "c.json", cwd=strait).code == 0
    assert goodoffices("verify", "strait", "c.json", cwd=strait).code == 0


def test_an_uncut_certificate_says_so(shared, tmp_path):
    case = shared / "scenarios/genius/anac2014/10issues"
    assert goodoffices("analyse", case, "--uncut", "--certificate", "c.json", cwd=tmp_path).code == 0
    ran = goodoffices("verify", case, "c.json", cwd=tmp_path)
    assert (ran.code, "totals taken uncut" in ran.out) == (0, True)
