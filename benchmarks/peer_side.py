"""Run one measurement of either program in a process of its own.

Both read a folder of NegMAS YAML files, and compute on the same numbers. ``python -m
benchmarks.peer_side PROGRAM MODE FOLDER`` prints JSON. Modes: *library* times one call on a problem
that is in memory; *command* is what a user's script does from start to printed answer; *answer*
prints the frontier's packages, to be judged. Called by `benchmarks.peer` with limits on time and
memory.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from pathlib import Path
from typing import Any

#: Shorter calls are repeated for as long as this, and the shortest counts.
LONG_ENOUGH = 0.2


def _shortest(call: Any) -> tuple[float, Any]:
    """Time several calls and give the seconds of the shortest; one call where it takes long."""
    best, spent = float("inf"), 0.0
    while True:
        started = time.perf_counter()
        answer = call()
        took = time.perf_counter() - started
        best, spent = min(best, took), spent + took
        if spent > LONG_ENOUGH:
            return best, answer


def negmas_side(mode: str, folder: Path) -> dict[str, Any]:
    """Run NegMAS: `pareto_frontier` on all outcomes, then `nash_points` on that frontier."""
    from negmas.preferences.ops import nash_points, pareto_frontier

    scenario = _scenario(mode, folder)
    functions, issues = scenario.ufuns, scenario.outcome_space.issues

    def frontier() -> Any:
        return pareto_frontier(functions, issues=issues)

    if mode == "library":
        seconds, (points, _) = _shortest(frontier)
        more, best = _shortest(
            lambda: nash_points(functions, points, outcome_space=scenario.outcome_space)
        )
        return {
            "seconds": seconds,
            "nash_seconds": seconds + more,
            "points": len(points),
            "nash": [float(u) for u in best[0][0]],
        }
    points, indices = frontier()
    if mode == "command":
        best = nash_points(functions, points, outcome_space=scenario.outcome_space)
        return {
            "frontier": [[float(u) for u in point] for point in points],
            "nash": [float(u) for u in best[0][0]],
        }
    outcomes = list(scenario.outcome_space.enumerate_or_sample())
    names = [issue.name for issue in issues]
    return {"packages": [dict(zip(names, map(str, outcomes[i]), strict=True)) for i in indices]}


def _scenario(mode: str, folder: Path) -> Any:
    """Read the files as NegMAS reads them; for an answer to be judged, with our numbers.

    These are the numbers that we read, of whatever format. Reserved values are left out there:
    NegMAS's frontier leaves out what lies below them, which is another question.
    """
    if mode == "answer":
        from goodoffices import load
        from goodoffices.adapters.negmas import scenario_from
        from goodoffices.analysis import compile_case

        loaded = load(folder)
        scenario = scenario_from(compile_case(loaded.case, loaded.preferences))
        for function in scenario.ufuns:
            function.reserved_value = float("-inf")
        return scenario
    from negmas.inout import Scenario

    return Scenario.load(folder)


def our_side(mode: str, folder: Path) -> dict[str, Any]:
    """Run Good Offices: `pareto_frontier` on the compiled problem.

    Nash comes as a part of the whole analysis.
    """
    from goodoffices import analyse, load
    from goodoffices.analysis import compile_case, pareto_frontier

    loaded = load(folder)
    problem = compile_case(loaded.case, loaded.preferences)
    if mode == "library":
        seconds, frontier = _shortest(lambda: pareto_frontier(problem))
        # The whole analysis: all four solutions, ties, the zone's size, log-rolls.
        nash_seconds, result = _shortest(lambda: analyse(loaded).result)
        nash = None
        if result.fairness is not None:
            row = result.fairness.solutions["nash"].row
            nash = [float(result.utility(row, p)) for p in range(len(loaded.preferences))]
        return {
            "seconds": seconds,
            "nash_seconds": nash_seconds,
            "points": len(frontier),
            "nash": nash,
        }
    frontier = pareto_frontier(problem)
    return {"packages": [problem.package(row) for row in frontier.packages]}


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    program, mode, folder = sys.argv[1:]
    print(
        json.dumps(
            (negmas_side if program == "negmas" else our_side)(mode, Path(folder)), default=float
        )
    )
