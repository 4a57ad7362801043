"""Measure the exact frontier under a limit on a sum: public knapsack files.

The figure is how long it takes, beside what is published for the like.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.dense import scenarios

#: Seconds that a file may take, by parties and issues.
LIMITS = {(3, 80): 5.0, (4, 50): 5.0, (3, 100): 60.0, (2, 200): 60.0}
#: Decision diagrams in C++ (Patel, Khalil, Bergman 2026, appendix of HMORDD, tables 10 to 12): mean
#: seconds on other random instances of the size, on a machine that is not ours: to be read as an
#: order of magnitude.
PUBLISHED = {(3, 80): 128.0, (4, 50): 26.0, (7, 40): 147.0}


def published_front(path: Path) -> set[tuple[int, ...]]:
    """Read the efficient points that a knapsack file lists."""
    words = path.read_text().split()
    n, m = int(words[0]), int(words[1])
    rest = words[3 + n * (m + 1) :]
    return {tuple(int(w) for w in rest[1 + k * m : 1 + (k + 1) * m]) for k in range(int(rest[0]))}


def measure_one(name: str) -> dict[str, Any]:
    """Measure one file in this process.

    Tell whether the frontier is the published one, or how far the answer in part reaches.
    """
    from goodoffices import load
    from goodoffices.analysis import AnalysisError, Limits, analyse, compile_case, pareto_frontier

    path = scenarios() / "knapsack" / name
    loaded = load(path)
    problem = compile_case(loaded.case, loaded.preferences)
    published = published_front(path)
    started = time.perf_counter()
    try:
        frontier = pareto_frontier(problem)
        points = {
            tuple(int(problem.as_utility(int(u), p)) for p, u in enumerate(row))
            for row in frontier.utilities
        }
        said = "all published" if points == published else "NOT the published"
    except AnalysisError:
        ends = time.perf_counter() + 60
        result = analyse(
            loaded.case,
            loaded.preferences,
            limits=Limits(seconds_left=lambda: ends - time.perf_counter()),
        )
        points = {
            tuple(int(result.utility(r, p)) for p in range(len(loaded.preferences)))
            for r in range(len(result.frontier))
        }
        said = f"in part, {len(points & published)} of {len(points)} points published"
        if result.in_part is not None and result.in_part.epsilon is not None:
            said += f", the rest within {result.in_part.epsilon:.0f}"
    return {
        "parties": len(loaded.preferences),
        "issues": len(loaded.case.issues),
        "published": len(published),
        "seconds": time.perf_counter() - started,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "said": said,
    }


def run() -> None:
    """Measure all files, each in a process of its own, and print a table."""
    from goodoffices import __version__

    folder = scenarios() / "knapsack"
    if not folder.is_dir():
        print(f"No knapsack files: there is no folder {folder} (set GOODOFFICES_SHARED).")
        return
    print(
        f"goodoffices {__version__}, Python {platform.python_version()}, {platform.machine()}, "
        f"{os.cpu_count()} cores; published: other instances, C++"
    )
    print(
        f"{'file':34} {'parties':>7} {'issues':>6} {'points':>7} {'seconds':>8} {'of limit':>8} "
        f"{'of published':>12} {'ms/point':>8} {'MB':>6}"
    )
    for path in sorted(folder.rglob("*.in")):
        name = path.relative_to(folder).as_posix()
        code = (
            "import json; from benchmarks.knapsack import measure_one; "
            f"print(json.dumps(measure_one({name!r})))"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        found = json.loads(ran.stdout.splitlines()[-1])
        size = (found["parties"], found["issues"])
        of = [
            f"{found['seconds'] / table[size]:.2f}" if size in table else ""
            for table in (LIMITS, PUBLISHED)
        ]
        per_point = 1000 * found["seconds"] / found["published"]
        print(
            f"{name:34} {size[0]:7} {size[1]:6} {found['published']:7} {found['seconds']:8.2f} "
            f"{of[0]:>8} {of[1]:>12} {per_point:8.2f} "
            f"{found['memory']:6.0f}  {found['said']}",
            flush=True,
        )
