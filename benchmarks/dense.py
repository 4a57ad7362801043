"""Measure the exact frontier where boxes tie all issues together.

The cases are the public domains of ANAC 2014 and others. The figure is how long the frontier takes.
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

FOLDERS = (
    "anac2014/10issues",
    "anac2014/10issueswithRV",
    "anac2014/30issues",
    "anac2014/50issues",
    "other/S-1NAGUNL-255",
    "other/S-1NIKFRT-1",
)
#: Seconds that a domain of ANAC 2014 may take.
LIMIT = 15.0


def scenarios() -> Path:
    """Find where others' cases lie."""
    return (
        Path(os.environ.get("GOODOFFICES_SHARED", Path(__file__).parents[2] / "shared"))
        / "scenarios"
    )


def measure_one(name: str) -> dict[str, Any]:
    """Compute the frontier of one domain in this process.

    Count also how many of the points published beside the domain it matches or dominates.
    """
    from goodoffices import load
    from goodoffices.analysis import compile_case, pareto_frontier

    folder = scenarios() / "genius" / name
    loaded = load(folder)
    problem = compile_case(loaded.case, loaded.preferences)
    started = time.perf_counter()
    frontier = pareto_frontier(problem)
    seconds = time.perf_counter() - started
    points = [
        [float(problem.as_utility(int(u), p)) for p, u in enumerate(row)]
        for row in frontier.utilities
    ]
    published = [
        [float(u) for u in line.split(",")]
        for line in (folder / "pareto.xml").read_text().splitlines()
        if line.strip()
    ]

    def compared(mine: list[float], sign: float) -> bool:
        return any(
            all(a >= b + sign * 1e-6 for a, b in zip(point, mine, strict=True)) for point in points
        )

    dominated = sum(
        any(
            all(a >= b - 1e-6 for a, b in zip(p, mine, strict=True))
            and any(a > b + 1e-6 for a, b in zip(p, mine, strict=True))
            for p in points
        )
        for mine in published
    )
    reached = sum(compared(mine, -1) for mine in published)
    return {
        "packages": problem.n_packages,
        "points": len(points),
        "seconds": seconds,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "published": len(published),
        "matched": reached - dominated,
        "dominated": dominated,
    }


def run() -> None:
    """Measure all domains, each in a process of its own, and print a table."""
    from goodoffices import __version__

    if not scenarios().is_dir():
        print(
            f"No densely tied domains: there is no folder {scenarios()} (set GOODOFFICES_SHARED)."
        )
        return
    print(
        f"goodoffices {__version__}, Python {platform.python_version()}, {platform.machine()}, "
        f"{os.cpu_count()} cores; utilities cut at 1 as GENIUS does"
    )
    print(
        f"{'domain':24} {'packages':>8} {'points':>6} {'seconds':>8} {'of limit':>8} {'MB':>5}  "
        "points published beside it"
    )
    for name in FOLDERS:
        code = (
            "import json; from benchmarks.dense import measure_one; "
            f"print(json.dumps(measure_one({name!r})))"
        )
        found = json.loads(
            subprocess.run(
                [sys.executable, "-c", code], check=True, capture_output=True, text=True
            ).stdout
        )
        digits = len(str(found["packages"])) - 1
        print(
            f"{name:24} {f'10^{digits}':>8} {found['points']:6} {found['seconds']:8.3f} "
            f"{found['seconds'] / LIMIT:8.3f} {found['memory']:5.0f}  "
            f"{found['published']}: {found['matched']} matched, {found['dominated']} dominated",
            flush=True,
        )
