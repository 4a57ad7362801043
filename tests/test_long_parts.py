"""The long tests in parts: each in one, and a part goes on where it was stopped."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests import long_parts
from tests.cli.program import ROOT

#: A long test, one that is killed while the file `stop` is there, a property, and a test that is quick. Each says that it ran.
ROOM = """
import os, pathlib, signal, pytest
from hypothesis import given, strategies

def ran(name):
    with open("ran", "a") as log:
        log.write(name + " ")

@pytest.mark.long
def test_a():
    ran("a")

@pytest.mark.long
def test_b():
    ran("b")
    if pathlib.Path("stop").exists():
        pathlib.Path("stop").unlink()
        os.kill(os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid(), signal.SIGKILL)

@given(strategies.just(1))
def test_c(one):
    pathlib.Path("c").touch()

def test_quick():
    ran("quick")
"""
A, B, C = TESTS = [f"tests/room/test_room.py::test_{name}" for name in "abc"]


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Path:
    """A small checkout, with a room of tests."""
    for name, text in {
        "pytest.ini": "[pytest]\ntestpaths = tests\naddopts = -p no:cacheprovider\nmarkers = long\n",
        "src/module.py": "ONE = 1\n",
        "tests/room/test_room.py": ROOM,
        "tests/conftest.py": (ROOT / "tests/conftest.py").read_text(),
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'src'}:{ROOT}")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # hypothesis's takes a second
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p xdist.plugin")
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    return tmp_path


class Pytest:
    """Stands for pytest: remembers what it was asked to run, and says that all passed but what is to fail or to be left out."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.fail: set[str] = set()
        self.leave: set[str] = set()

    def __call__(self, *arguments: str) -> int:
        if "--results-into" not in arguments:
            self.asked.append(["the fast tests"])
            return 0
        tests = Path(arguments[-1].removeprefix("@")).read_text().splitlines()
        self.asked.append(tests)
        notes = long_parts.Notes(Path(arguments[arguments.index("--results-into") + 1]))
        for test in tests:
            for when in ("setup", "call", "teardown"):
                if test not in self.leave:
                    outcome = "failed" if when == "call" and test in self.fail else "passed"
                    notes.pytest_runtest_logreport(pytest.TestReport(test, ("", 0, ""), {}, outcome, None, when, duration=2))
        return int(bool(self.fail & set(tests)))


@pytest.fixture
def ran(checkout, monkeypatch):
    stub = Pytest()
    monkeypatch.setattr(long_parts, "run_pytest", stub)
    monkeypatch.setattr(
        long_parts, "long_tests", lambda room: [test for test in (*TESTS, "tests/test_alone.py::test_d") if not room or room in test]
    )
    return stub


def test_each_test_is_dealt_into_one_part_and_no_part_is_large():
    tests = [f"tests/office/test_{n % 7}.py::test_it[{n}/x::y]" for n in range(200)] + [
        "tests/test_judge.py::test_it",
        "tests/cli/deep/test_x.py::test_it",
    ]
    parts = long_parts.deal(tests)
    assert Counter(test for part in parts.values() for test in part) == Counter(tests)
    assert list(parts) == ["cli", "judge", "office/1", "office/2", "office/3"]
    assert max(len(part) for part in parts.values()) <= long_parts.MOST_IN["office"]
    # Neighbours do not come to lie together.
    assert parts["office/2"][:2] == [tests[1], tests[4]]


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["-n0", pytest.param("-n1", marks=pytest.mark.long)])
def test_a_killed_part_goes_on_where_it_stopped(checkout, capsys, workers):
    """With pytest itself."""
    (checkout / "stop").touch()
    assert long_parts.long_tests("room") == TESTS
    assert long_parts.run_part("room", TESTS, again=False, others=[workers]) == -9
    assert "room: 1 passed, 2 not run;" in capsys.readouterr().out
    assert (checkout / "ran").read_text() == "a b "
    assert long_parts.run_part("room", TESTS, again=False, others=[workers]) == 0
    told = capsys.readouterr().out
    assert "room: 2 to run, 1 passed before\n" in told
    assert "room: passed;" in told
    assert (checkout / "ran").read_text() == "a b b "
    assert (checkout / "c").exists()


def test_durations_are_told(ran, capsys):
    assert long_parts.main(["room"]) == 0
    told = r"room: 3 to run, 0 passed before\nroom: passed; 0\.\d s now, 0\.\d s in all; the slowest:\n( +6\.0 s  tests/room/test_room.py::test_[abc]\n){3}"
    assert re.fullmatch(told, capsys.readouterr().out)
    long_parts.main(["list"])
    assert re.search(r"^alone +1 +– +not run\nroom +3 +0\.\d s  passed$", capsys.readouterr().out, re.M)


def test_a_part_that_takes_too_long_is_named(ran, capsys, monkeypatch):
    monkeypatch.setattr(long_parts, "LIMIT", -1)
    long_parts.main(["room"])
    assert "room took more than" in capsys.readouterr().out


def test_what_passed_is_run_again_where_it_is_asked_for_or_the_source_changed(ran, checkout, capsys):
    for _ in range(2):
        long_parts.main(["room"])
    assert ran.asked == [TESTS]
    assert "room: 3 passed before, of this source" in capsys.readouterr().out
    long_parts.main(["room", "--again"])
    assert ran.asked == [TESTS, TESTS]
    (checkout / "src/module.py").write_text("ONE = 2\n")
    long_parts.main(["list"])
    assert re.search(r"^room +3 +0\.\d s  not run since the source changed$", capsys.readouterr().out, re.M)
    ran.leave = {C}
    long_parts.main(["room"])
    assert "room: 2 passed, 1 not run" in capsys.readouterr().out
    long_parts.main(["room"])
    assert ran.asked == [TESTS, TESTS, TESTS, [C]]


def test_nothing_counts_when_the_source_changes_meanwhile(ran, checkout, capsys, monkeypatch):
    digests = iter(["old", "new", "new"])
    monkeypatch.setattr(long_parts, "digest_of_source", lambda: next(digests))
    long_parts.main(["room"])
    assert "room: the source changed meanwhile, so that none of this counts" in capsys.readouterr().out
    long_parts.main(["list"])
    assert re.search(r"^room +3 +0\.\d s  not run since the source changed$", capsys.readouterr().out, re.M)


def test_without_a_name_the_fast_tests_and_each_part_are_run_and_what_failed_is_run_again(ran, capsys):
    ran.fail = {B}
    assert long_parts.main([]) == 1
    assert re.search(r"^alone +1 +0\.\d s  passed\nroom +3 +0\.\d s  2 passed, 1 failed$", capsys.readouterr().out, re.M)
    ran.fail = set()
    assert long_parts.main([]) == 0
    assert ran.asked == [["the fast tests"], ["tests/test_alone.py::test_d"], TESTS, ["the fast tests"], [B]]


def test_a_part_that_is_not_there_is_named_with_those_that_are(ran, capsys):
    assert long_parts.main(["o"]) == 2
    assert capsys.readouterr().err == "There is no part o, but alone, room.\n"


@pytest.mark.parametrize(
    ("arguments", "started"),
    [
        ("", "pytest --budget fast"),
        ("--all", "pytest --all --budget all"),
        ("--all -x", "pytest --all -x"),
        ("-q tests", "pytest -q tests"),
        ("--long", "tests.long_parts"),
        ("--long promises/3 -x", "tests.long_parts promises/3 -x"),
        ("--long --again", "tests.long_parts --again"),
        ("--long benchmarks", "tests.long_parts benchmarks"),
        ("--long tests/cli/test_x.py::test_y -x", "pytest --long tests/cli/test_x.py::test_y -x"),
        ("--long -k word", "pytest --long -k word"),
    ],
)
def test_a_part_is_told_from_a_path(tmp_path, arguments, started):
    for name, text in {
        "test": (ROOT / "test").read_text(),
        "scripts/environment.sh": "prepare() { environment=$1; }\n",
        ".venv-test/bin/python": '#!/bin/sh\necho "$@"\n',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    ran = subprocess.run([tmp_path / "test", *arguments.split()], capture_output=True, text=True, timeout=10)
    assert ran.stdout == f"-P -m {started}\n", ran.stderr


@pytest.mark.long
def test_each_long_test_of_this_checkout_is_in_one_part():
    collecting = [sys.executable, "-P", "-m", "pytest", "--long", "-q", "--collect-only", "-n0"]
    collected = subprocess.run(collecting, cwd=ROOT, capture_output=True, text=True, timeout=120).stdout.splitlines()
    marked = subprocess.run([*collecting, "-m", "long"], cwd=ROOT, capture_output=True, text=True, timeout=120).stdout.splitlines()
    dealt = [test for part in long_parts.deal(long_parts.long_tests(None)).values() for test in part]
    assert len(dealt) == len(set(dealt))
    assert {line for line in marked if "::" in line} < set(dealt) < set(collected)
