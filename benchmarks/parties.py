"""Measure how long the four solutions take where the frontier is too large to list.

The gaps that are proven stand beside.
"""

from __future__ import annotations

import os
import platform
import time
from dataclasses import dataclass
from importlib.metadata import version

from benchmarks.random_cases import random_case


@dataclass(frozen=True)
class Size:
    """A case with the seconds that its solutions may take.

    One limit is for utilitarian and Nash, one for egalitarian and Kalai–Smorodinsky together.
    """

    parties: int
    issues: int
    first_limit: float
    second_limit: float


SIZES = (Size(6, 20, 10, 10), Size(8, 20, 10, 60), Size(10, 30, 10, 60), Size(12, 10, 10, 60))


def run() -> None:
    """Search each size, step by step, and print a table."""
    from goodoffices.analysis import compile_case
    from goodoffices.analysis.frontier.baselines import baselines_of
    from goodoffices.analysis.frontier.fairness import all_solutions, gains_in_zone
    from goodoffices.analysis.in_part.direct_search import BOUND_NODES, DirectSearch
    from goodoffices.analysis.in_part.in_part import bound_of
    from goodoffices.analysis.in_part.pool import Pool
    from goodoffices.analysis.problem.limits import Limits
    from goodoffices.analysis.solvers.feasibility import package_meeting_by_program
    from goodoffices.analysis.solvers.time_limits import WorkBudget

    _print_heading()
    for size in SIZES:
        problem = compile_case(*random_case(size.parties, size.issues))
        left = Limits().seconds_left
        baselines = baselines_of(problem)
        pool = Pool(problem, [b.value for b in baselines])
        started = time.perf_counter()
        pool.improve(
            package_meeting_by_program(problem, range(len(problem.demands)), left),
            WorkBudget(BOUND_NODES, left),
        )
        ticks: list[float] = []
        bounds = DirectSearch(problem, pool, left, [1] * size.parties).run(
            lambda done, of, t=ticks: t.append(time.perf_counter())
        )
        frontier = pool.as_frontier()
        gains = gains_in_zone(
            frontier.utilities,
            problem.in_zone(frontier.utilities),
            [r.final_scale for r in problem.evaluations],
            [b.value for b in baselines],
        )
        gaps = []
        for name, solution in all_solutions(gains).items():
            exact = [
                problem.as_utility(int(u), p) - b.value
                for p, (u, b) in enumerate(
                    zip(frontier.utilities[solution.row], baselines, strict=True)
                )
            ]
            ideal = [
                max(problem.as_utility(int(u), p) for u in frontier.utilities[gains.rows, p])
                - b.value
                for p, b in enumerate(baselines)
            ]
            bound = bound_of(name, exact, ideal, [1] * size.parties, bounds)
            gaps.append("none" if bound is None else f"{bound.gap:.1e}")
        first, second = ticks[2] - started, ticks[3] - ticks[2]
        print(
            f"{size.parties:7} {size.issues:6} {first:11.2f} {first / size.first_limit:8.2f} "
            f"{second:10.2f} {second / size.second_limit:8.2f}  {', '.join(gaps)}",
            flush=True,
        )


def _print_heading() -> None:
    from goodoffices import __version__

    print(
        f"goodoffices {__version__}, ortools {version('ortools')}, "
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    )
    print(
        "10 options an issue; weights 1 to 1000, scores in hundredths, walk-away values 40, "
        "seed 1; gaps proven in floating point"
    )
    print(
        f"{'parties':>7} {'issues':>6} {'util+Nash s':>11} {'of limit':>8} {'egal+K–S s':>10} "
        f"{'of limit':>8}  gaps: Nash, K–S, egalitarian, utilitarian"
    )
