"""A promise is kept only if removing the line that keeps it turns a test red."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.program import ROOT

COPIED = ("src", "tests", "examples", "docs", "benchmarks", "scripts", "requirements", "pyproject.toml", "README.md", "CONTRIBUTING.md")


@dataclass(frozen=True)
class Promise:
    """A row of docs/promises.md."""

    words: str
    file: str
    line: str
    instead: str
    test: str

    @property
    def is_long(self) -> bool:
        """Whether its test is one of the slow ones."""
        path, _, name = self.test.partition("::")
        return bool(name and re.search(rf"^@pytest\.mark\.long\n(?:@[^\n]*\n)*def {name}\(", (ROOT / path).read_text(), re.M))


def promises() -> list[Promise]:
    text = (ROOT / "docs/promises.md").read_text()
    pattern = r"## (.+)\n\n- kept by: `(.+)`\n- line: ``(.+)``\n- instead: ``(.+)``\n- test: `(.+)`"
    return [Promise(*row) for row in re.findall(pattern, text)]


def test_each_promise_names_one_line_and_a_test_that_exists():
    found = promises()
    assert len(found) == (ROOT / "docs/promises.md").read_text().count("\n## ") >= 30
    for promise in found:
        lines = [line.strip() for line in (ROOT / promise.file).read_text().splitlines()]
        assert lines.count(promise.line) == 1, promise
        path, _, name = promise.test.partition("::")
        assert f"def {name}(" in (ROOT / path).read_text() or not name, promise


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout that may be broken."""
    target = tmp_path_factory.mktemp("broken")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    return target


@pytest.mark.long
@pytest.mark.parametrize("promise", promises(), ids=lambda p: p.words)
def test_without_its_line_a_promise_is_broken_and_seen(promise, copy):
    file = copy / promise.file
    whole = file.read_text()
    broken = re.sub(rf"^(\s*){re.escape(promise.line)}$", lambda m: m.group(1) + promise.instead, whole, count=1, flags=re.M)
    assert broken != whole
    if file.suffix == ".py":
        compile(broken, str(file), "exec")
    file.write_text(broken)
    try:
        environment = {
            **os.environ,
            "PYTHONPATH": f"{copy / 'src'}:{copy}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "GOODOFFICES_EXAMPLES": "60",
            "GOODOFFICES_ONLY_WHETHER": "1",
        }
        command = [sys.executable, "-P", "-m", "pytest", "-x", "-q", "-n", "0", promise.test]
        ran = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=600)
        if ran.returncode == pytest.ExitCode.NO_TESTS_COLLECTED:
            # The test is one of the slow ones.
            ran = subprocess.run([*command, "--long"], cwd=copy, env=environment, capture_output=True, text=True, timeout=600)
    finally:
        file.write_text(whole)
    assert ran.returncode == 1, ran.stdout[-2000:]
    assert " failed" in ran.stdout
