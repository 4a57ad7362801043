"""Measure Good Offices beside NegMAS: the same files, the same machine, one process each, in turn.

Each row has a ratio (NegMAS's seconds through ours). Where NegMAS does not finish within `PATIENCE`
or `MEMORY`, the row says so. Frontiers that differ are judged by listing every package in exact
arithmetic.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.peer_chart import draw_chart
from benchmarks.peer_judge import differences, judge_public_cases
from benchmarks.random_cases import random_case, write_negmas_folder
from goodoffices import load

#: Seconds and bytes that a measurement may take.
PATIENCE = 600
MEMORY = 16 * 2**30
#: Frontiers of at most so many packages are judged by listing them.
JUDGED = 10**6
#: Where the table and the chart are written, for the docs.
DOCS = Path(__file__).parents[1] / "docs"


@dataclass(frozen=True)
class Shape:
    """A random additive case: parties, issues, options an issue."""

    parties: int
    issues: int
    options: int = 10

    @property
    def packages(self) -> int:
        """Count the packages."""
        return int(self.options**self.issues)


@dataclass(frozen=True)
class Row:
    """A line of the table.

    It has seconds, or words on why there are none; ``fact`` is what was found.
    """

    heading: str
    shape: Shape
    what: str
    negmas: float | str
    ours: float | str
    fact: str = ""

    @property
    def ratio(self) -> str:
        """Say how many times as long NegMAS takes; at least so many where it does not finish."""
        if isinstance(self.ours, str):
            return ""
        if isinstance(self.negmas, str):
            return f"> {_short(PATIENCE / self.ours)}" if "minutes" in self.negmas else "–"
        return _short(self.negmas / self.ours)


SIZES = tuple(Shape(parties, issues) for parties in (2, 3) for issues in (4, 5, 6, 7))
BEYOND = (Shape(2, 8), Shape(2, 20))
OPTIONS = tuple(Shape(2, 4, options) for options in (5, 10, 20, 40))
PARTIES = tuple(Shape(parties, 5) for parties in (2, 3, 4, 5))
QUICK = (Shape(2, 4), Shape(3, 4))


def run(*, quick: bool = False) -> None:
    """Measure, print the table as it grows, and judge the frontiers.

    Writes table and chart into the docs. ``quick`` measures two small cases and writes nothing: for
    a test of this program.
    """
    lines = [_versions(), PROTOCOL, "", _headline()]
    for line in lines:
        print(line)
    rows: list[Row] = []
    plan = [("sizes", s) for s in (QUICK if quick else SIZES)]
    plan += (
        []
        if quick
        else [("beyond", s) for s in BEYOND]
        + [("options", s) for s in OPTIONS]
        + [("parties", s) for s in PARTIES]
    )
    for heading, shape in plan:
        for row in _measured(heading, shape, with_command=heading == "sizes"):
            rows.append(row)
            lines.append(_line(row))
            print(lines[-1], flush=True)
    verdict = judge_public_cases(most=3 if quick else None)
    print("\n" + "\n".join(verdict))
    if not quick:
        (DOCS / "reference" / "measured-against-negmas.md").write_text(
            _page(lines, verdict, rows), encoding="utf-8"
        )
        (DOCS / "images" / "negmas.svg").write_text(draw_chart(_series(rows)), encoding="utf-8")
        print("\nWritten: docs/reference/measured-against-negmas.md, docs/images/negmas.svg")


PROTOCOL = (
    "Random additive cases: weights in thousandths, scores in ten-thousandths, seed 1, "
    "reserved value 0; both "
    "programs read the same NegMAS YAML files. Library: "
    "the shortest of repeated calls of `pareto_frontier`, files read before. Nash: from "
    "the files in memory to the package (ours: "
    "the whole analysis with all four solutions, ties and the size of the zone). Command: "
    "a process from start to printed answer. One after another, "
    f"at most {PATIENCE // 60} minutes and {MEMORY // 2**30} GiB each."
)


def _measured(heading: str, shape: Shape, *, with_command: bool) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"
        write_negmas_folder(case, *random_case(shape.parties, shape.issues, shape.options))
        ours, theirs = _library("ours", case), _library("negmas", case)
        fact = _points(theirs, ours) + (_verdict(case) if shape.packages <= JUDGED else "")
        rows = [
            Row(
                heading,
                shape,
                "frontier, library",
                _seconds(theirs, "seconds"),
                _seconds(ours, "seconds"),
                fact,
            )
        ]
        if heading == "sizes":
            rows.append(
                Row(
                    heading,
                    shape,
                    "Nash",
                    _seconds(theirs, "nash_seconds"),
                    _seconds(ours, "nash_seconds"),
                    _same_nash(theirs, ours),
                )
            )
        if with_command:
            negmas = _command(
                [sys.executable, "-m", "benchmarks.peer_side", "negmas", "command", str(case)]
            )
            rows.append(
                Row(
                    heading,
                    shape,
                    "command",
                    negmas,
                    _command([sys.executable, "-m", "goodoffices", "analyse", str(case), "--json"]),
                )
            )
    return rows


def _library(program: str, case: Path) -> dict[str, Any] | str:
    ran = _limited([sys.executable, "-m", "benchmarks.peer_side", program, "library", str(case)])
    return ran if isinstance(ran, str) else dict(json.loads(ran[0]))


def _command(command: list[str]) -> float | str:
    ran = _limited(command)
    return ran if isinstance(ran, str) else ran[1]


def _limited(command: list[str]) -> tuple[str, float] | str:
    """Run a command; give what it prints and its seconds, or words where it breaks the limits."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    started = time.perf_counter()
    try:
        ran = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            preexec_fn=limit,
            env=os.environ,
        )
    except subprocess.TimeoutExpired:
        return f"not in {PATIENCE // 60} minutes"
    took = time.perf_counter() - started
    if ran.returncode:
        out_of_memory = (
            "MemoryError" in ran.stderr or "allocate" in ran.stderr or ran.returncode in (-9, 137)
        )
        return (
            f"not in {MEMORY // 2**30} GiB"
            if out_of_memory
            else f"failed: {ran.stderr.strip().splitlines()[-1:]}"
        )
    return ran.stdout, took


def _seconds(found: dict[str, Any] | str, key: str) -> float | str:
    return found if isinstance(found, str) else float(found[key])


def _points(theirs: dict[str, Any] | str, ours: dict[str, Any] | str) -> str:
    if isinstance(ours, str):
        return ""
    if isinstance(theirs, str) or theirs["points"] == ours["points"]:
        return f"{ours['points']} points"
    return f"{ours['points']} points, NegMAS {theirs['points']}"


def _verdict(case: Path) -> str:
    """Judge whose frontier is right, by listing every package in integers."""
    found = differences(case, load(case))
    words = [
        f"{name}: {found[program] or 'right'}"
        for program, name in (("ours", "ours"), ("negmas", "NegMAS"))
    ]
    return f" ({'; '.join(words)})"


def _same_nash(theirs: dict[str, Any] | str, ours: dict[str, Any] | str) -> str:
    if isinstance(theirs, str) or isinstance(ours, str) or ours["nash"] is None:
        return ""
    same = all(abs(a - b) < 1e-8 for a, b in zip(theirs["nash"], ours["nash"], strict=True))
    return "the same package" if same else f"{ours['nash']}, NegMAS {theirs['nash']}"


def _versions() -> str:
    from goodoffices import __version__

    listed = ", ".join(f"{name} {version(name)}" for name in ("negmas", "numpy", "moocore"))
    return (
        f"goodoffices {__version__}, {listed}, Python {platform.python_version()}, "
        f"{platform.machine()}, {os.cpu_count()} cores"
    )


def _headline() -> str:
    return (
        f"{'parties':>7} {'issues':>6} {'options':>7} {'packages':>8}  {'what':18} "
        f"{'NegMAS s':>18} {'ours s':>9} {'ratio':>10}  found"
    )


def _line(row: Row) -> str:
    s = row.shape
    return (
        f"{s.parties:7} {s.issues:6} {s.options:7} {_power(s.packages):>8}  {row.what:18} "
        f"{_cell(row.negmas):>18} {_cell(row.ours):>9} "
        f"{row.ratio:>10}  {row.fact}"
    ).rstrip()


def _cell(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.4f}" if value < 1 else f"{value:.2f}"


def _power(n: int) -> str:
    digits = len(str(n)) - 1
    return f"10^{digits}" if n == 10**digits else f"{n:,}"


def _short(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"


def _series(rows: list[Row]) -> dict[str, list[tuple[int, float]]]:
    """List the seconds by number of packages, for the chart."""
    series: dict[str, list[tuple[int, float]]] = {}
    for row in rows:
        if row.heading not in ("sizes", "beyond") or row.what != "frontier, library":
            continue
        for name, seconds in (("NegMAS", row.negmas), ("Good Offices", row.ours)):
            if not isinstance(seconds, str):
                series.setdefault(f"{name}, {row.shape.parties} parties", []).append(
                    (row.shape.packages, seconds)
                )
    return series


def _page(lines: list[str], verdict: list[str], rows: list[Row]) -> str:
    head = {
        (r.shape.parties, r.what): r
        for r in rows
        if r.heading == "sizes" and r.shape.packages == 10**7
    }
    library, command = head[2, "frontier, library"], head[2, "command"]
    return "\n".join(
        [
            "# Measured against NegMAS",
            "",
            (
                "Written by `python -m benchmarks peer` (from a checkout; "
                "it prepares its own environment, about 0.8 GB, and takes about a quarter of an "
                "hour)."
            ),
            "",
            (
                "![Seconds for the whole frontier by number of packages, both programs, "
                "on logarithmic scales](../images/negmas.svg)"
            ),
            "",
            "The table below has the numbers of this chart. "
            "At 10^7 packages and two parties NegMAS takes "
            f"{library.ratio} times as long for the frontier, and {command.ratio} times as long "
            "as a whole command.",
            (
                "NegMAS lists every package, so its time grows with their number; "
                "issue by issue it grows with the number of efficient ones."
            ),
            (
                "NegMAS is the better choice where agents are to negotiate, "
                "and for utility functions of any form on few packages."
            ),
            "",
            "```",
            *lines,
            "```",
            "",
            "## Whose frontier is right",
            "",
            *verdict,
            "",
        ]
    )
