"""Answers in part from the command line: too many points, a time limit, an interruption."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from benchmarks.random_cases import random_case, write_folder
from tests.cases import EXAMPLES
from tests.cli.program import ROOT, goodoffices

#: The program, with the frontier's limits so small that nothing can be listed; optionally with Ctrl-C after so many looks at the clock.
SMALL = """
import dataclasses, os, signal, sys
import goodoffices.analysis.analysis as analysis
whole = analysis.frontier_limits
if os.environ.get("TINY"):
    analysis.frontier_limits = lambda limits: dataclasses.replace(whole(limits), partial_packages=1)
from goodoffices.cli import clock
if os.environ.get("INTERRUPT"):
    looks = [0]
    left = clock.Clock.seconds_left
    def counted(self):
        looks[0] += 1
        if looks[0] == int(os.environ["INTERRUPT"]):
            os.kill(os.getpid(), signal.SIGINT)
        return left(self)
    clock.Clock.seconds_left = counted
from goodoffices.cli.main import main
sys.argv = ["goodoffices", *sys.argv[1:]]
main()
"""


def small(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}
    command = [sys.executable, "-P", "-c", SMALL, *map(str, arguments)]
    ran = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, timeout=300)
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Five parties, eight issues of four options: 65,536 packages."""
    case, preferences = random_case(5, 8, 4)
    (tmp_path / "many").mkdir()
    write_folder(tmp_path / "many", case, preferences)
    return tmp_path


@pytest.mark.long
def test_an_answer_in_part_says_so_everywhere(many):
    ran = small("analyse", "many", "--html", "page.html", cwd=many, TINY="1")
    assert ran.returncode == 4
    for text in (ran.stdout, (many / "page.html").read_text()):
        words = " ".join(text.split())
        assert "this is an answer in part" in words
        assert "These are all there are" not in words
        assert "Not all efficient packages were listed" in words


@pytest.mark.slow
def test_the_json_of_an_answer_in_part_fits_the_schema_and_equals_the_whole_answer(many):
    ran = small("analyse", "many", "--json", "--points", 9, cwd=many, TINY="1")
    part, whole = json.loads(ran.stdout), goodoffices("analyse", many / "many", "--json").json
    jsonschema.validate(part, json.loads(goodoffices("schema", "analysis").out))
    assert (ran.returncode, part["frontier"]["complete"], part["frontier"]["exact"]) == (4, False, False)
    assert (whole["frontier"]["complete"], whole["frontier"]["why"]) == (True, None)
    assert part["frontier"]["epsilon"] > 0
    for name, solution in part["solutions"].items():
        assert solution["utilities"] == whole["solutions"][name]["utilities"]
        assert solution["bound"]["upper"] >= solution["bound"]["value"]
        assert solution["bound"]["gap"] < 1e-5
        assert whole["solutions"][name]["bound"] is None


@pytest.mark.long
@pytest.mark.parametrize("looks", [1, 3, 20, 60])
def test_ctrl_c_gives_what_is_known(many, looks):
    ran = small("analyse", "many", "--json", cwd=many, TINY="1", INTERRUPT=str(looks))
    assert "Interrupted: what is known follows" in ran.stderr
    assert ran.returncode == 4
    assert json.loads(ran.stdout)["frontier"]["complete"] is False


@pytest.mark.long
def test_a_time_limit_gives_an_answer_in_part(many, tmp_path):
    case, preferences = random_case(8, 25)
    (tmp_path / "large").mkdir()
    write_folder(tmp_path / "large", case, preferences)
    ran = goodoffices("analyse", "large", "--time-limit", 4, "--json", cwd=tmp_path)
    assert ran.code == 4
    assert ran.json["zopa"]["exists"]
    assert ran.json["frontier"]["points"]
    assert ran.json["frontier"]["complete"] is False


def test_what_a_solver_prints_is_thrown_away(capfd):
    """Solvers print past Python, in C, and keep what they print until the program ends."""
    import ctypes

    from goodoffices.cli.output import quiet_solvers

    with quiet_solvers():
        ctypes.CDLL(None).puts(b"a line of a solver")
    print("the answer")
    ctypes.CDLL(None).fflush(None)
    assert capfd.readouterr().out == "the answer\n"


@pytest.mark.long
def test_no_certificate_is_written_of_an_answer_in_part(many):
    ran = small("analyse", "many", "--certificate", "c.json", "--json", cwd=many, TINY="1")
    assert ran.returncode == 4
    assert "No certificate is written" in ran.stderr
    assert json.loads(ran.stdout)["solutions"]["nash"]
    assert not (many / "c.json").exists()


def test_entitlements_move_nash_and_are_told():
    plain = goodoffices("analyse", EXAMPLES / "strait", "--json").json
    weighted = goodoffices("analyse", EXAMPLES / "strait", "--json", "--entitlement", "northland=5").json
    before, after = (r["solutions"]["nash"]["utilities"]["northland"] for r in (plain, weighted))
    assert after > before
    assert (plain["entitlements"], weighted["entitlements"]) == (None, {"northland": 5.0})
    assert "entitlement: Northland 5" in " ".join(goodoffices("analyse", EXAMPLES / "strait", "--entitlement", "northland=5").out.split())


@pytest.mark.parametrize("wrong", ["northland", "northland=0", "northland=-1", "nobody=2", "northland=1/0", "northland=1.0000001"])
def test_entitlements_that_make_no_sense_are_bad_input(wrong):
    ran = goodoffices("analyse", EXAMPLES / "strait", "--entitlement", wrong)
    assert ran.code == 2
    assert "--entitlement" in ran.err


MEASURED = """
import json, resource, subprocess, sys
ran = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps([ran.returncode, used, json.loads(ran.stdout)["frontier"]["complete"]]))
"""


@pytest.mark.long
def test_a_memory_limit_is_kept_and_gives_an_answer_in_part(tmp_path):
    """Three parties, forty issues: 183,130 points, which take more than 100 MB beyond the program itself."""
    (tmp_path / "long").mkdir()
    write_folder(tmp_path / "long", *random_case(3, 40))
    command = [
        sys.executable,
        "-c",
        MEASURED,
        sys.executable,
        "-P",
        "-m",
        "goodoffices",
        "analyse",
        "long",
        "--json",
        "--memory-limit",
        "400",
    ]
    ran = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True)
    code, used, complete = json.loads(ran.stdout)
    assert (code, complete) == (4, False)
    assert used < 400


def test_a_memory_limit_makes_tables_smaller():
    from goodoffices.analysis import Limits

    whole, half = Limits(), Limits().within_memory(330 + 1250)
    assert half.partial_packages == whole.partial_packages // 2
    assert half.block_rows == whole.block_rows // 2
    assert Limits().within_memory(10**6) == whole
