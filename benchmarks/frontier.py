"""Measure the exact frontier and the whole command on random cases of up to 10^100 packages.

The figure is how long each takes.
"""

from __future__ import annotations

import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.random_cases import random_case, write_folder


@dataclass(frozen=True)
class Size:
    """A case to measure, with the seconds that it may take (None: no promise)."""

    parties: int
    issues: int
    opposed: bool
    limit: float | None
    command_limit: float | None = None


SIZES = (
    Size(2, 7, False, None),
    Size(2, 20, True, None),
    Size(2, 100, False, 1.0, 5.0),
    Size(2, 100, True, 15.0),
    Size(3, 10, True, None),
    Size(3, 20, False, 1.0, 10.0),
    Size(3, 20, True, 15.0),
    Size(3, 40, False, None),
    Size(4, 15, False, None),
    Size(5, 10, False, None),
    Size(6, 8, False, None),
)


def measure_one(parties: int, issues: int, opposed: bool) -> dict[str, float]:
    """Compute the frontier of one case in this process: points, seconds, memory in MB.

    The seconds do not count reading the case.
    """
    from goodoffices.analysis import compile_case, pareto_frontier

    case, preferences = random_case(parties, issues, opposed=opposed)
    problem = compile_case(case, preferences)
    before = _megabytes()
    started = time.perf_counter()
    frontier = pareto_frontier(problem)
    return {
        "points": len(frontier),
        "seconds": time.perf_counter() - started,
        "memory": _megabytes() - before,
    }


def measure_command(size: Size) -> float:
    """Time the whole `goodoffices analyse … --json` on the case as a folder, in seconds.

    The start of the program is included.
    """
    with tempfile.TemporaryDirectory() as folder:
        write_folder(
            Path(folder) / "case", *random_case(size.parties, size.issues, opposed=size.opposed)
        )
        started = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "goodoffices",
            "analyse",
            str(Path(folder) / "case"),
            "--json",
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started


def run() -> None:
    """Measure all sizes, each in a process of its own, and print a table."""
    names = ("goodoffices", "numpy", "moocore")
    from goodoffices import __version__

    versions = ", ".join(f"{n} {__version__ if n == 'goodoffices' else version(n)}" for n in names)
    print(f"{versions}, Python {platform.python_version()}, {platform.machine()}")
    print("10 options an issue; weights 1 to 1000, scores in hundredths, seed 1; one run each")
    print(
        f"{'parties':>7} {'issues':>6} {'values':>8} {'packages':>9} {'points':>8} "
        f"{'seconds':>8} {'of limit':>8} {'MB':>6} {'command':>8} {'of limit':>8}"
    )
    for size in SIZES:
        code = (
            "import json; from benchmarks.frontier import measure_one; "
            f"print(json.dumps(measure_one({size.parties}, {size.issues}, {size.opposed})))"
        )
        out = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout
        found = json.loads(out)
        command = measure_command(size) if size.command_limit is not None else None
        share = "" if size.limit is None else f"{found['seconds'] / size.limit:8.2f}"
        command_share = (
            ""
            if command is None or size.command_limit is None
            else f"{command / size.command_limit:8.2f}"
        )
        print(
            f"{size.parties:7} {size.issues:6} {'opposed' if size.opposed else 'random':>8} "
            f"{f'10^{size.issues}':>9} {found['points']:8.0f} "
            f"{found['seconds']:8.3f} {share:>8} {found['memory']:6.0f} "
            f"{'' if command is None else f'{command:8.2f}':>8} {command_share:>8}",
            flush=True,
        )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
