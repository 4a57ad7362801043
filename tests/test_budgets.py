"""A folder of tests that outgrows its budget fails the run, and is named."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from tests.budgets import FILE, FREE, folder_of, outgrown
from tests.cli.program import ROOT


@pytest.mark.parametrize(
    ("test", "folder"),
    [
        ("tests/cli/test_x.py::test_y", "cli"),
        ("tests/analysis/doubt/test_x.py::test_y[a/b]", "analysis"),
        ("tests/office/record/test_x.py::test_y", "office/record"),
        ("tests/office/test_x.py::test_y", "office"),
        ("tests/test_x.py::test_y", "test_x.py"),
    ],
)
def test_a_test_counts_for_its_folder(test, folder):
    assert folder_of(test) == folder


def test_a_folder_may_cost_twice_its_budget_and_a_little_and_no_more():
    assert outgrown({"cli": 20 + FREE}, {"cli": 10}) == []
    assert outgrown({"cli": 21 + FREE}, {"cli": 10}) == [
        f"tests/cli cost {21 + FREE} CPU seconds; its budget in tests/budgets.toml allows {20 + FREE}"
    ]
    assert len(outgrown({"cli": 10, "new": FREE + 1}, {"cli": 10})) == 1


def test_each_folder_has_its_budget():
    budgets = tomllib.loads(FILE.read_text())
    folders = {folder_of(str(file.relative_to(ROOT))) for file in (ROOT / "tests").rglob("test_*.py")}
    assert {folder for folder in folders if "/" in folder or not folder.startswith("test_")} <= set(budgets["all"])
    assert set(budgets["all"]) <= folders
    assert set(budgets["fast"]) <= folders


@pytest.mark.parametrize(("burnt", "code"), [(0, 0), (FREE + 1, 1)])
def test_a_run_in_which_a_folder_outgrows_its_budget_fails(tmp_path, burnt, code):
    (tmp_path / "tests").mkdir()
    burns = (
        f"import time\n\ndef test_it():\n    end = time.process_time() + {burnt / 10}\n    while time.process_time() < end:\n        pass\n"
    )
    (tmp_path / "tests/test_burning.py").write_text(burns)
    (tmp_path / "quick.py").write_text("from tests import budgets\nbudgets.FREE = 0.5\n")
    command = [
        sys.executable,
        "-P",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.budgets",
        "-p",
        "quick",
        "--budget",
        "fast",
        "tests",
    ]
    ran = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}:{tmp_path}", "PATH": ""}, capture_output=True, text=True
    )
    assert ran.returncode == code, ran.stdout + ran.stderr
    assert ("tests/test_burning.py cost" in ran.stdout) is bool(code)
