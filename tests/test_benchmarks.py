"""The measurement beside NegMAS: what it says follows from what it measured, and it runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.peer import Row, Shape
from benchmarks.peer_chart import draw_chart
from benchmarks.peer_judge import _difference, _efficient, _listed
from benchmarks.random_cases import random_case, write_negmas_folder
from goodoffices import load
from goodoffices.analysis import compile_case, pareto_frontier
from tests.cli.program import ROOT


def row(negmas, ours):
    return Row("sizes", Shape(2, 7), "command", negmas, ours)


def test_a_ratio_is_seconds_through_seconds_and_a_lower_bound_where_the_peer_did_not_finish():
    assert row(50.0, 0.5).ratio == "100"
    assert row(1.0, 0.5).ratio == "2.0"
    assert row("not in 10 minutes", 0.5).ratio == "> 1,200"
    assert row("not in 16 GiB", 0.5).ratio == "–"
    assert row(1.0, "failed").ratio == ""


def test_the_judge_lists_every_package_and_knows_a_wrong_frontier(tmp_path: Path):
    write_negmas_folder(tmp_path / "case", *random_case(3, 3, 4))
    loaded = load(tmp_path / "case")
    problem = compile_case(loaded.case, loaded.preferences)
    frontier = pareto_frontier(problem)
    packages = [problem.package(p) for p in frontier.packages]
    listed = _listed(loaded)
    truth = _efficient(listed.reshape(-1, 3))

    assert listed.shape == (4, 4, 4, 3)
    assert truth == {tuple(int(x) for x in vector) for vector in frontier.utilities}
    assert _difference(packages, listed, truth, loaded) == ""
    assert _difference(packages[1:], listed, truth, loaded) == f"1 missing of {len(truth)} points"
    worst = {issue.id: min(issue.option_ids, key=lambda o: loaded.preferences[0].contribution(issue.id, o)) for issue in loaded.case.issues}
    assert _difference([*packages, worst], listed, truth, loaded).startswith("1 dominated")


def test_the_chart_names_each_series_and_each_point():
    svg = draw_chart({"NegMAS, 2 parties": [(10**4, 0.02), (10**5, 0.3)], "Good Offices, 2 parties": [(10**4, 0.0003), (10**20, 0.002)]})
    assert svg.count("<circle") == 3  # what lies beyond the axis is left to the table
    assert "NegMAS, 2 parties: 100,000 packages, 0.3 s" in svg


@pytest.mark.long
@pytest.mark.parametrize("arguments", [("adapter",), ("peer", "--quick")])
def test_the_benchmarks_run_in_their_own_environment(arguments):
    """Prepares .venv-benchmark (about 0.8 GB) where it is missing; the adapter's tests run there."""
    ran = subprocess.run([sys.executable, "-m", "benchmarks", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=1800)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ("passed" if arguments == ("adapter",) else "frontiers right") in ran.stdout
