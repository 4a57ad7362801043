"""What whole commands may cost, in seconds of processor time with room: three times what was measured on two cores in November 2026. Never in seconds of a clock."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from benchmarks.random_folder import write_random_case
from tests.cases import EXAMPLES
from tests.cli.program import ROOT, TODAY


def processor_seconds(*arguments, codes=(0,)):
    """Run the program to its end; the seconds that its process spent computing."""
    command = [sys.executable, "-P", "-m", "goodoffices", *map(str, arguments)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in codes
    return used.ru_utime + used.ru_stime


@pytest.mark.slow
def test_a_small_case_is_checked_and_analysed_for_little():
    assert processor_seconds("check", EXAMPLES / "strait") < 1.5
    assert processor_seconds("analyse", EXAMPLES / "strait", "--today", TODAY) < 3


@pytest.mark.slow
@pytest.mark.parametrize(("n_parties", "n_issues", "budget"), [(2, 100, 9), (3, 20, 15)])
def test_the_whole_command_for_10_to_the_100_and_10_to_the_20_packages(tmp_path, n_parties, n_issues, budget):
    assert processor_seconds("analyse", write_random_case(tmp_path / "c", n_parties, n_issues, walk_away=50)) < budget


@pytest.mark.long
@pytest.mark.parametrize(("n_parties", "n_issues", "walk_away", "limit"), [(5, 14, 50, 3), (8, 20, 45, 4), (3, 40, 47, 3)])
def test_a_time_limit_ends_the_work(tmp_path, n_parties, n_issues, walk_away, limit):
    """Two threads may compute at a time."""
    spent = processor_seconds(
        "analyse", write_random_case(tmp_path / "c", n_parties, n_issues, walk_away=walk_away), "--time-limit", limit, codes=(0, 3, 4)
    )
    assert spent < 2 * (limit + 2)
