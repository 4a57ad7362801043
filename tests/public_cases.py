"""Others' public cases, read where they lie, and the answer to each as plain data."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goodoffices.analysis import AnalysisError, analyse
from goodoffices.formats.open_case import open_case
from goodoffices.formats.ours.opened_case import OpenedCase
from goodoffices.formats.results.result_json import result_as_json
from goodoffices.report.saying import Saying

DAY = datetime.date(2026, 11, 24)

#: Public cases that cannot be read, with a part of the reason. docs/reference/formats.md lists the same.
UNREADABLE = {"genius/other/Railway": "ranks options and sets rules"}
#: Public cases whose issues boxes tie together so densely that no list of packages could be made: 10^10 to 10^50 packages.
DENSE = (
    "genius/anac2014/10issues",
    "genius/anac2014/10issueswithRV",
    "genius/anac2014/30issues",
    "genius/anac2014/50issues",
    "genius/other/S-1NAGUNL-255",
    "genius/other/S-1NIKFRT-1",
)


def folders(shared: Path, *kinds: str) -> dict[str, Path]:
    """Folders of public cases by their place, such as ``genius/other/kite``; all kinds unless some are named."""
    scenarios = shared / "scenarios"
    patterns = {"genius": "genius/*/*", "geniusweb": "geniusweb/*", "negolog": "negolog/*"}
    found = [path for kind in kinds or patterns for path in scenarios.glob(patterns[kind]) if path.is_dir()]
    return {path.relative_to(scenarios).as_posix(): path for path in sorted(found)}


def knapsacks(shared: Path, most: int) -> dict[str, Path]:
    """Knapsack files with at most so many items times objectives."""
    scenarios = shared / "scenarios"
    found = {}
    for path in sorted(scenarios.glob("knapsack/*/*/*.in")):
        n, m = path.read_text().split()[:2]
        if int(n) * int(m) <= most:
            found[path.relative_to(scenarios).as_posix()] = path
    return found


def result_of(opened: OpenedCase) -> dict[str, Any]:
    """Everything that `analyse --json --all-points` says, less the time it took."""
    result = analyse(opened.case, opened.chosen_preferences({}))
    return result_as_json(result, Saying(today=DAY, all_points=True), version="test")


def bytes_of(opened: OpenedCase) -> str:
    """The same as text; the reason where the analysis refuses."""
    try:
        return json.dumps(result_of(opened), ensure_ascii=False)
    except AnalysisError as refused:
        return str(refused)


def answer_of(opened: OpenedCase) -> Any:
    """What must survive any change of format: numbers, the zone's size, the frontier, the solutions with their ties."""
    try:
        data = result_of(opened)
    except AnalysisError as refused:
        return str(refused)

    def values(part: Mapping[str, Any]) -> tuple[float, ...]:
        return tuple(part["utilities"].values())

    solutions = {name: s and (values(s), tuple(s["gains"].values()), s["ties"]["count"]) for name, s in data["solutions"].items()}
    return data["numbers"], data["zopa"]["count"], sorted(map(values, data["frontier"]["points"])), solutions


def written(files: Mapping[str, str], folder: Path) -> OpenedCase:
    """Files by their place, put into a folder and opened again."""
    for place, text in files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    return open_case(folder)
