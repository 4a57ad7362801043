"""The long tests in parts of less than twenty minutes, each of which goes on where it was stopped.

Long are the tests marked `long`, and the properties: `--long` tries each with 600 examples.
A part is a room of `tests/` (`tests/office/` is `office`) or a file beside the rooms (`tests/test_promises.py` is `promises`).
A part of many tests is dealt out like cards into pieces: `promises/1`, `promises/2` and so on.

`python -m tests.long_parts` (which `./test --long` starts) collects, chooses and tells; pytest runs each part, with this
module as a plugin (`-p tests.long_parts`) that notes each result as soon as it is there. The fast tests know nothing of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest

#: The most tests of a part, and where tests are quicker or slower than others'; on two cores no part should take LIMIT.
MOST = 15
MOST_IN = {"promises": 30, "office": 75, "proof": 7, "public_cases": 4}
LIMIT = 20 * 60

#: What the long tests read: when it changes, what passed counts no longer.
SOURCE = ("src", "tests", "examples", "benchmarks", "scripts", "requirements", "pyproject.toml", "goodoffices")

#: Where the results of each part are kept.
FOLDER = Path(".long")


def room_of(test: str) -> str:
    """The room of a test, by its node id."""
    return test.split("::")[0].split("/")[1].removeprefix("test_").removesuffix(".py")


def deal(tests: list[str]) -> dict[str, list[str]]:
    """The parts by name. Dealt like cards, so that slow neighbours come to lie in different pieces."""
    rooms: dict[str, list[str]] = {}
    for test in tests:
        rooms.setdefault(room_of(test), []).append(test)
    parts: dict[str, list[str]] = {}
    for room, its in sorted(rooms.items()):
        pieces = -(-len(its) // MOST_IN.get(room, MOST))
        for piece in range(pieces):
            parts[f"{room}/{piece + 1}" if pieces > 1 else room] = its[piece::pieces]
    return parts


def digest_of_source() -> str:
    found = hashlib.sha256()
    for name in SOURCE:
        top = Path(name)
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file() and "__pycache__" not in file.parts:
                content = file.read_bytes()
                found.update(f"{file.as_posix()}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


@dataclass
class Result:
    outcome: str
    seconds: float


@dataclass
class Record:
    """What is known of a part: of which source, how long it took so far and when last it came to its end, and each test's result."""

    source: str = ""
    seconds: float = 0
    took: float | None = None
    tests: dict[str, Result] = field(default_factory=dict)

    @staticmethod
    def file(part: str) -> Path:
        return FOLDER / f"{part.replace('/', '-')}.json"

    @classmethod
    def read(cls, file: Path) -> Record:
        try:
            data = json.loads(file.read_text())
            return cls(data["source"], data["seconds"], data["took"], {test: Result(**one) for test, one in data["tests"].items()})
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def write(self, file: Path) -> None:
        """Whole or not at all: a run may be killed at any time."""
        file.parent.mkdir(exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(asdict(self), indent=1))
        fresh.replace(file)

    def passed(self, source: str) -> set[str]:
        return {test for test, one in self.tests.items() if one.outcome == "passed"} if self.source == source else set()

    def state(self, tests: list[str], source: str) -> str:
        if not self.tests:
            return "not run"
        if self.source != source:
            return "not run since the source changed"
        outcomes = [self.tests[test].outcome if test in self.tests else "not run" for test in tests]
        counts = {kind: outcomes.count(kind) for kind in ("passed", "failed", "skipped", "not run")}
        return "passed" if counts["passed"] == len(tests) else ", ".join(f"{n} {kind}" for kind, n in counts.items() if n)


# As a plugin of pytest.


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long-tests-into", type=Path, metavar="FILE", help="write the node ids of the long tests, one a line")
    parser.addoption("--results-into", type=Path, metavar="FILE", help="note each result in the record of a part")


def pytest_configure(config: pytest.Config) -> None:
    file = config.getoption("--results-into")
    if file and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Notes(file))


def pytest_collection_finish(session: pytest.Session) -> None:
    from hypothesis import is_hypothesis_test

    if file := session.config.getoption("--long-tests-into"):
        found = [i.nodeid for i in session.items if i.get_closest_marker("long") or is_hypothesis_test(getattr(i, "obj", None))]
        file.write_text("".join(f"{test}\n" for test in found))


class Notes:
    """Writes the record of a part after each test."""

    def __init__(self, file: Path) -> None:
        self.file, self.record, self.open = file, Record.read(file), {}
        self.before, self.began = self.record.seconds, time.monotonic()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        result = self.open.setdefault(report.nodeid, Result("passed", 0))
        result.seconds = round(result.seconds + report.duration, 2)
        if report.outcome == "failed" or result.outcome == "passed":
            result.outcome = report.outcome
        # A worker that dies reports no teardown.
        if report.when == "teardown" or report.outcome == "failed":
            self.record.tests[report.nodeid] = result
            self.record.seconds = round(self.before + time.monotonic() - self.began, 2)
            self.record.write(self.file)


# What `./test --long` starts.


def run_pytest(*arguments: str) -> int:
    """Runs pytest. When somebody presses Ctrl-C it ends by itself, and is waited for."""
    with subprocess.Popen([sys.executable, "-P", "-m", "pytest", *arguments]) as process:
        try:
            while True:
                with contextlib.suppress(KeyboardInterrupt):
                    return process.wait()
        finally:
            process.terminate()


def long_tests(room: str | None) -> list[str]:
    """The node ids of all long tests, or of a room's."""
    places = [place for place in (f"tests/{room}", f"tests/test_{room}.py") if Path(place).exists()]
    with tempfile.TemporaryDirectory() as folder:
        ids = Path(folder) / "ids"
        collecting = ["--long", "--collect-only", "-q", "-n0", "-p", "tests.long_parts", "--long-tests-into", str(ids), *places]
        ran = subprocess.run([sys.executable, "-P", "-m", "pytest", *collecting], capture_output=True, text=True)
        if ran.returncode not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            sys.exit(f"{ran.stdout[-4000:]}{ran.stderr[-4000:]}\nThe long tests could not be collected.")
        return ids.read_text().splitlines()


def spoken(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"{seconds:.1f} s" if seconds < 60 else f"{int(seconds // 60)} min {int(seconds % 60)} s"


def run_part(part: str, tests: list[str], *, again: bool, others: list[str]) -> int:
    """Runs what has not passed of a part, and says how long it took."""
    source, file = digest_of_source(), Record.file(part)
    record = Record.read(file)
    before = set() if again else record.passed(source) & set(tests)
    if len(before) == len(tests):
        print(f"{part}: {len(tests)} passed before, of this source, in {spoken(record.took)}; --again runs them again")
        return 0
    kept = {test: record.tests[test] for test in before}
    Record(source, record.seconds if before else 0, record.took, kept).write(file)
    left = [test for test in tests if test not in before]
    print(f"{part}: {len(left)} to run, {len(before)} passed before", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        ids = Path(folder) / "ids"
        ids.write_text("".join(f"{test}\n" for test in left))
        code = run_pytest("--long", "-p", "tests.long_parts", "--results-into", str(file), *others, f"@{ids}")
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:  # `-k` asked for none of these
        code = 0
    now = time.monotonic() - began
    record = Record.read(file)
    if set(record.tests) >= set(tests):
        record.took = record.seconds
    if digest_of_source() != source:
        record.source = ""
        print(f"{part}: the source changed meanwhile, so that none of this counts")
    record.write(file)
    print(f"{part}: {record.state(tests, record.source)}; {spoken(now)} now, {spoken(record.seconds)} in all; the slowest:")
    for test, result in sorted(record.tests.items(), key=lambda one: -one[1].seconds)[:10]:
        print(f"  {result.seconds:8.1f} s  {test}")
    if record.seconds > LIMIT:
        print(f"{part} took more than {LIMIT // 60} minutes: let fewer tests be in a part of {part.split('/')[0]} (tests/long_parts.py)")
    return code


def print_list(parts: dict[str, list[str]]) -> None:
    source = digest_of_source()
    rows = [("part", "tests", "took", "of the present source")]
    for part, tests in parts.items():
        record = Record.read(Record.file(part))
        rows.append((part, str(len(tests)), spoken(record.took), record.state(tests, source)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, count, took, state in rows:
        print(f"{name:{widths[0]}}  {count:>{widths[1]}}  {took:>{widths[2]}}  {state}")


def main(arguments: list[str]) -> int:
    """`[PART] [--again]`, and what else goes to pytest. Without PART: the fast tests, then each part."""
    asked = arguments[0] if arguments and not arguments[0].startswith("-") else None
    again = "--again" in arguments
    others = [a for a in arguments[bool(asked) :] if a != "--again"]
    parts = deal(long_tests(None if asked in (None, "list") else asked.split("/")[0]))
    if asked == "list":
        print_list(parts)
        return 0
    chosen = {part: tests for part, tests in parts.items() if asked in (None, part, part.split("/")[0])}
    if not chosen:
        print(f"There is no part {asked}, but {', '.join(parts)}.", file=sys.stderr)
        return 2
    codes = [] if asked else [run_pytest(*others)]
    for part, tests in chosen.items():
        if codes and (codes[-1] == pytest.ExitCode.INTERRUPTED or codes[-1] < 0):
            break
        codes.append(run_part(part, tests, again=again, others=others))
    if len(chosen) > 1:
        print_list(chosen)
    return max(map(abs, codes))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
