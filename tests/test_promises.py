"""A promise is kept only if removing what keeps it turns a test red."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import ROOT
from tests.promises import Promise, broken, places_of, promises

COPIED = ("src", "tests", "examples", "docs", "benchmarks", "scripts", "requirements", "pyproject.toml", "README.md", "CONTRIBUTING.md")


@pytest.mark.slow
def test_each_promise_names_one_statement_and_a_test_that_exists():
    found = promises()
    assert len(found) >= 300
    assert len({one.promise for one in found}) == len(found)
    for promise in found:
        assert len(places_of(promise, (ROOT / promise.file).read_text())) == 1, promise
        path, _, name = promise.test.partition("::")
        function = name.partition("[")[0]
        assert f"def {function}(" in (ROOT / path).read_text() or not name, promise


def test_a_statement_is_found_however_it_is_broken_into_lines_and_in_its_function_alone():
    promise = Promise(promise="", test="", file="", function="Sum.total", code="total = added(first, 2)", instead="total = 0")
    text = (
        "def total():\n    total = added(first, 2)\n\n\nclass Sum:\n    def total(self):\n"
        "        total = added(\n            first,\n            2,\n        )\n        return total\n"
    )
    assert broken(promise, text) == (
        "def total():\n    total = added(first, 2)\n\n\nclass Sum:\n    def total(self):\n        total = 0\n        return total\n"
    )
    assert places_of(promise, text.replace("total = added(\n", "subtotal = added(\n")) == []


def test_the_page_for_readers_is_made_from_the_rows():
    from scripts.write_promises import TARGET, page

    assert page() == TARGET.read_text(encoding="utf-8"), "run python scripts/write_promises.py"


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
@pytest.mark.parametrize("promise", promises(), ids=lambda p: p.promise)
def test_without_its_line_a_promise_is_broken_and_seen(promise, copy):
    file = copy / promise.file
    whole = file.read_text()
    text = broken(promise, whole)
    assert text != whole
    if file.suffix == ".py":
        compile(text, str(file), "exec")
    file.write_text(text)
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
