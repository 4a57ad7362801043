"""Measure what whole commands cost, in seconds of processor time.

Each stands beside what it may cost, in the same run.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.random_folder import write_random_case

ROOT = Path(__file__).parents[1]
#: What is run, with how many parties and issues of ten options (None: an example), and the seconds
#: that it may cost.
COMMANDS = (
    ("check a small case", ("check", "examples/strait"), None, 0.6),
    ("analyse a small case", ("analyse", "examples/strait"), None, 1.0),
    ("analyse 10^100, two parties", ("analyse",), (2, 100), 3.0),
    ("analyse 10^20, three parties", ("analyse",), (3, 20), 5.0),
    ("count 10^12, two parties", ("analyse", "--count"), (2, 12), 20.0),
)
RUNS = 5


def processor_seconds(arguments: list[str]) -> float:
    """Run the program to its end, and give the seconds that its process spends computing."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "goodoffices", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 4):
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def run() -> None:
    """Print a row for each command: the median of five runs, and its ratio to what it may cost."""
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores; "
        f"processor seconds of the whole command, median of {RUNS}"
    )
    print(f"{'command':30} {'seconds':>8} {'of limit':>8}")
    for name, arguments, size, limit in COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            case = (
                []
                if size is None
                else [str(write_random_case(Path(folder) / "case", *size, walk_away=50))]
            )
            found = statistics.median(processor_seconds([*arguments, *case]) for _ in range(RUNS))
        print(f"{name:30} {found:8.2f} {found / limit:8.2f}", flush=True)
