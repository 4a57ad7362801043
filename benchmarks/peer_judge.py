"""Hold frontiers from both programs against listing every package in integers.

This shares no code with the analysis.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from goodoffices import FormatNotSupported, LoadedCase, load
from goodoffices.preferences import Preferences

#: Cases with more packages are left to the judge in the test suite.
MOST_PACKAGES = 5_000
MOST_PARTIES = 3
FOLDERS = ("genius/*/*", "negolog/*", "geniusweb/*")
#: Utilities are sums of fractions, rounded half up to a multiple of 1 / GRID.
GRID = 10**9


def judge_public_cases(most: int | None = None) -> list[str]:
    """Say how many frontiers of public cases each program has right, and which it has not.

    The result is a list of sentences.
    """
    shared = (
        Path(os.environ.get("GOODOFFICES_SHARED", Path(__file__).parents[2] / "shared"))
        / "scenarios"
    )
    if not shared.is_dir():
        return [
            f"Public cases are not judged: there is no folder {shared} (set GOODOFFICES_SHARED)."
        ]
    wrong: dict[str, list[str]] = {"ours": [], "negmas": []}
    n_judged = 0
    for folder in sorted(folder for pattern in FOLDERS for folder in shared.glob(pattern)):
        loaded = _small(folder)
        if loaded is None:
            continue
        n_judged += 1
        for program, sentence in differences(folder, loaded).items():
            of_program = wrong[program]
            if sentence:
                of_program.append(f"{folder.relative_to(shared)}: {sentence}")
        if n_judged == most:
            break
    lines = [
        (
            f"{n_judged} public cases with at most {MOST_PACKAGES:,} packages and "
            f"{MOST_PARTIES} parties, both programs given the same numbers."
        ),
        "Every package was listed and its utilities summed exactly, then rounded to 1e-9.",
        (
            f"Good Offices has {n_judged - len(wrong['ours'])} of {n_judged} frontiers right, "
            f"NegMAS {n_judged - len(wrong['negmas'])}."
        ),
    ]
    for program, name in (("negmas", "NegMAS"), ("ours", "Good Offices")):
        lines += [f"- {name}, {sentence}" for sentence in wrong[program]]
    return lines


def differences(folder: Path, loaded: LoadedCase) -> dict[str, str]:
    """Say for each program how its frontier differs from the exact one.

    The text is empty where it does not.
    """
    listed = _listed(loaded)
    truth = _efficient(listed.reshape(-1, listed.shape[-1]))
    return {
        program: _difference(_answer(program, folder), listed, truth, loaded)
        for program in ("ours", "negmas")
    }


def _small(folder: Path) -> LoadedCase | None:
    try:
        loaded = load(folder)
    except FormatNotSupported:
        return None
    n = math.prod(len(issue.options) for issue in loaded.case.issues)
    fits = (
        n <= MOST_PACKAGES
        and len(loaded.preferences) <= MOST_PARTIES
        and not any(p.interactions for p in loaded.preferences)
    )
    return loaded if fits else None


def _listed(loaded: LoadedCase) -> np.ndarray:
    """Compute the utilities of all packages, in units of 1 / GRID.

    There is an axis for each issue, and one for the parties.
    """
    return np.stack([_of_party(loaded, one) for one in loaded.preferences], axis=-1)


def _of_party(loaded: LoadedCase, one: Preferences) -> np.ndarray:
    rows = [
        [one.contribution(issue.id, o) for o in issue.option_ids] for issue in loaded.case.issues
    ]
    scale = math.lcm(*(worth.denominator for row in rows for worth in row))
    largest = sum(max(abs(int(worth * scale)) for worth in row) for row in rows)
    dtype = np.int64 if (2 * largest + 1) * GRID + scale < 2**62 else object
    total = np.zeros((), dtype)
    for row in rows:
        total = np.add.outer(total, np.array([int(worth * scale) for worth in row], dtype))
    return ((2 * GRID * total + scale) // (2 * scale)).astype(np.int64)


def _efficient(points: np.ndarray) -> set[tuple[int, ...]]:
    """Find the vectors that no other dominates.

    The best remaining one by the first party is efficient, and drops what it dominates.
    """
    left = np.unique(points, axis=0)[::-1]
    kept = set()
    while len(left):
        best = left[0]
        kept.add(tuple(int(x) for x in best))
        left = left[(left > best).any(axis=1)]
    return kept


def _answer(program: str, folder: Path) -> Sequence[Mapping[str, str]]:
    command = [sys.executable, "-m", "benchmarks.peer_side", program, "answer", str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return list(json.loads(ran.stdout)["packages"])


def _difference(
    packages: Sequence[Mapping[str, str]],
    listed: np.ndarray,
    truth: set[tuple[int, ...]],
    loaded: LoadedCase,
) -> str:
    rows = [
        tuple(issue.option_ids.index(package[issue.id]) for issue in loaded.case.issues)
        for package in packages
    ]
    found = {tuple(int(x) for x in listed[row]) for row in rows}
    wrong, missing = len(found - truth), len(truth - found)
    parts = [f"{wrong} dominated"] * (wrong > 0) + [f"{missing} missing"] * (missing > 0)
    return f"{' and '.join(parts)} of {len(truth)} points" if parts else ""
