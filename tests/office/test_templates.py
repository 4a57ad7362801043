"""Templates are written so that a person can review them: indented by their blocks, in lines that fit a screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.program import ROOT

TEMPLATES = sorted((ROOT / "src/goodoffices/office/templates").rglob("*.html"))
#: Characters of a line.
MOST = 160


def test_lines_of_templates_are_short_enough_to_be_read():
    assert len(TEMPLATES) > 40
    long = [
        f"{file.relative_to(ROOT)}:{n}" for file in TEMPLATES for n, line in enumerate(file.read_text().splitlines(), 1) if len(line) > MOST
    ]
    assert long == []


def test_templates_are_indented_by_their_blocks():
    """`djhtml -t 2 $(git ls-files '*.html')` mends what this finds."""
    checker = Path(sys.executable).with_name("djhtml")
    files = [str(file) for file in TEMPLATES]
    ran = subprocess.run([checker, "--check", "-t", "2", *files], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
