"""An independent judge of the analysis, by brute force, is content with public cases of NegoLog.

The cases are read where others keep them and brought into our format here; nothing of theirs is copied.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.analysis import analyse
from goodoffices.formats.case_reader import read_case
from goodoffices.formats.preferences_reader import read_preferences
from goodoffices.formats.result_json import result_as_json
from tests.report.test_page import TODAY


def as_our_format(profiles: list[dict]) -> tuple[str, list[str]]:
    """NegoLog's profiles as our case.yaml and preferences (JSON is YAML)."""
    issues = [
        {"id": issue, "name": issue, "options": [{"id": o, "text": o} for o in options], "status_quo": next(iter(options))}
        for issue, options in profiles[0]["issues"].items()
    ]
    parties = [{"id": f"p{k}", "name": f"Party {k}"} for k in range(len(profiles))]
    case = {"format": "goodoffices-case/1", "id": "negolog", "name": "NegoLog", "parties": parties, "issues": issues}
    preferences = [
        {
            "format": "goodoffices-preferences/1", "basis": {"kind": "exercise", "origin": "NegoLog"}, "weights": p["issueWeights"],
            "scores": p["issues"], "walk_away": p.get("reservationValue", 0.0), "weights_as_given": True, "numbers": "rounded to 1e-9",
        }
        for p in profiles
    ]  # fmt: skip
    return json.dumps(case), [json.dumps(p) for p in preferences]


def judged(shared: Path, folder: Path, tmp_path: Path) -> str:
    profiles = [json.loads(f.read_text()) for f in sorted(folder.glob("profile*.json"))]
    case_text, texts = as_our_format(profiles)
    case = read_case(case_text)
    result = analyse(case, [read_preferences(t, case, f"p{k}", "only", f"p{k}.yaml") for k, t in enumerate(texts)])
    data = result_as_json(result, version="test", today=TODAY, all_points=True)
    assert data["numbers"] == "rounded to 1e-9"
    ran = subprocess.run(
        [sys.executable, str(shared / "acceptance/oracle.py"), str(folder)],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert ran.returncode in (0, 2), f"{folder.name}: {ran.stdout}"
    return "judged" if ran.returncode == 0 else "cannot judge"


def folders(shared: Path) -> list[Path]:
    return sorted((shared / "scenarios/negolog").iterdir(), key=lambda p: (len(p.name), p.name))


@pytest.mark.parametrize("number", range(8))
def test_the_judge_is_content(shared, tmp_path, number):
    assert judged(shared, folders(shared)[number], tmp_path) == "judged"


@pytest.mark.long
def test_the_judge_is_content_with_all(shared, tmp_path):
    said = [judged(shared, folder, tmp_path) for folder in folders(shared)]
    assert said.count("judged") >= 45
