"""Measure how long the exact frontier takes by how densely boxes tie the issues together.

The cases are random ones in the manner of ANAC 2014.
"""

from __future__ import annotations

import json
import os
import platform
import random
import subprocess
import sys
import time
from fractions import Fraction
from typing import Any

from goodoffices.case import Case, Condition, Issue, Option, Party, Text
from goodoffices.preferences import Basis, BasisKind, Interaction, Numbers, Preferences

#: Issues, boxes a party, whether boxes are wide (two in three hold 6 to 9 of 10 values, as those of
#: the public files), seed.
CASES = [
    *((30, boxes, True, seed) for boxes in (30, 60, 90) for seed in (1, 2)),
    *((40, boxes, True, seed) for boxes in (80, 120) for seed in (1, 2)),
    *((30, boxes, False, seed) for boxes in (30, 45, 60) for seed in (1, 2)),
]
#: Seconds that such a case may take.
LIMIT = 60.0


def boxes_case(
    n_issues: int, n_boxes: int, wide: bool, seed: int
) -> tuple[Case, list[Preferences]]:
    """Make a random case of two parties, with ten whole numbers an issue, and boxes.

    A box lies on one to four issues and is worth 1 to 100 points.
    """
    draw = random.Random(seed)
    names = [f"i{j}" for j in range(n_issues)]
    values = [str(k) for k in range(10)]
    issues = tuple(
        Issue(
            id=i,
            name=Text.of(i),
            options=tuple(Option(v, Text.of(v), int(v)) for v in values),
            status_quo=None,
            is_scale=True,
        )
        for i in names
    )
    case = Case(
        id=f"boxes-{n_issues}-{n_boxes}",
        name=Text.of("boxes"),
        parties=tuple(Party(p, Text.of(p)) for p in ("a", "b")),
        issues=issues,
    )
    nothing = {i: dict.fromkeys(values, Fraction(0)) for i in names}
    preferences = []
    for party in ("a", "b"):
        interactions = []
        for _ in range(n_boxes):
            inside = {}
            for issue in draw.sample(names, draw.randint(1, 4)):
                low, high = sorted((draw.randrange(10), draw.randrange(10)))
                if wide:
                    width = draw.randint(6, 9) if draw.random() < 2 / 3 else draw.randint(1, 5)
                    low = draw.randrange(11 - width)
                    high = low + width - 1
                inside[issue] = values[low : high + 1]
            interactions.append(Interaction(Condition.of(inside), Fraction(draw.randint(1, 100))))
        preferences.append(
            Preferences(
                party=party,
                reading="only",
                basis=Basis(kind=BasisKind.EXERCISE),
                weights=dict.fromkeys(names, Fraction(0)),
                scores=nothing,
                walk_away=Fraction(0),
                interactions=tuple(interactions),
                numbers=Numbers(weights_as_given=True),
            )
        )
    return case, preferences


def measure_one(n_issues: int, n_boxes: int, wide: bool, seed: int) -> dict[str, Any]:
    """Measure one case in this process."""
    from goodoffices.analysis import AnalysisError, compile_case, pareto_frontier
    from goodoffices.analysis.engine.method import methods_of

    problem = compile_case(*boxes_case(n_issues, n_boxes, wide, seed))
    largest = max(methods_of(problem), key=lambda chosen: len(chosen.issues))
    started = time.perf_counter()
    try:
        points, said = len(pareto_frontier(problem)), "whole"
    except AnalysisError as refused:
        points, said = 0, f"not whole ({type(refused).__name__})"
    return {
        "tied": len(largest.issues),
        "method": str(largest.method),
        "at_once": largest.at_once,
        "points": points,
        "said": said,
        "seconds": time.perf_counter() - started,
    }


def run() -> None:
    """Measure all cases, each in a process of its own, and print a table."""
    from goodoffices import __version__

    print(
        f"goodoffices {__version__}, Python {platform.python_version()}, {platform.machine()}, "
        f"{os.cpu_count()} cores; two parties, ten values an issue"
    )
    print(
        f"{'issues':>6} {'boxes':>5} {'width':>6} {'seed':>4} {'tied':>4} {'method':>16} "
        f"{'at once':>8} {'points':>6} {'seconds':>8} {'of limit':>8}"
    )
    for size in CASES:
        code = (
            "import json; from benchmarks.density import measure_one; "
            f"print(json.dumps(measure_one{size!r}))"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        found = json.loads(ran.stdout.splitlines()[-1])
        issues, boxes, wide, seed = size
        print(
            f"{issues:6} {boxes:5} {'wide' if wide else 'narrow':>6} {seed:4} {found['tied']:4} "
            f"{found['method']:>16} {found['at_once']:8.0e} "
            f"{found['points']:6} {found['seconds']:8.2f} {found['seconds'] / LIMIT:8.2f}  "
            f"{found['said']}",
            flush=True,
        )
