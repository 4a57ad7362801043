"""Runs the program as a user would: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-23"


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def goodoffices(*arguments: object, cwd: Path | None = None, **environment: str) -> Ran:
    """Run ``goodoffices ARGUMENTS``."""
    command = [sys.executable, "-P", "-m", "goodoffices", *map(str, arguments)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd or ROOT, env=variables, timeout=300)
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
