"""Measures what each test costs in CPU seconds, and fails a run in which a folder outgrew its budget.

The budgets stand in `tests/budgets.toml`: for each folder the seconds measured, in the fast tests and in all of them. A run
fails above twice that. A test that costs more than its folder can bear is cut down, or marked so that it runs more seldom.
Counted are the process of the test and the processes that it started and waited for.
"""

from __future__ import annotations

import os
import time
import tomllib
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest

FILE = Path(__file__).with_suffix(".toml")
#: How far above its figure a folder may come before the run fails: machines and loads differ.
FACTOR = 2
#: What a folder may cost beside: small ones vary most.
FREE = 5


def folder_of(node_id: str) -> str:
    """The folder of a test below `tests/`, at most two deep; a file that stands alone is its own."""
    parts = node_id.split("::")[0].split("/")[1:]
    return "/".join(parts[:2]) if parts[0] == "office" and len(parts) > 2 else parts[0]


def outgrown(costs: dict[str, float], budgets: dict[str, float]) -> list[str]:
    """Say of each folder above its budget what it cost, and which folder has none."""
    found = []
    for folder, cost in sorted(costs.items()):
        most = FACTOR * budgets.get(folder, 0) + FREE
        if cost > most:
            found.append(f"tests/{folder} cost {cost:.0f} CPU seconds; its budget in tests/budgets.toml allows {most:.0f}")
    return found


def _cpu() -> float:
    """CPU seconds of this process and of the ones it waited for."""
    return sum(os.times()[:4])


class Budgets:
    """Sums up the cost of each folder, in the process that starts the tests."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.costs: dict[str, float] = defaultdict(float)
        self.slowest: list[tuple[float, str]] = []
        self.began = time.monotonic()
        self.broken: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "teardown":
            cost = dict(report.user_properties).get("cpu", 0.0)
            assert isinstance(cost, float)
            self.costs[folder_of(report.nodeid)] += cost
            self.slowest.append((cost, report.nodeid))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        kind = self.config.getoption("--budget")
        if kind is None:
            return
        self.broken = outgrown(self.costs, tomllib.loads(FILE.read_text())[kind])
        if self.broken and exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        say = terminalreporter.write_line
        total = sum(self.costs.values())
        if self.config.getoption("--costs"):
            for folder, cost in sorted(self.costs.items(), key=lambda pair: -pair[1]):
                say(f"{cost:8.1f}  {folder}")
            say("the dearest tests:")
            for cost, test in sorted(self.slowest, reverse=True)[: self.config.getoption("--costs")]:
                say(f"{cost:8.1f}  {test}")
        if self.costs:
            say(f"{total:.0f} CPU seconds, {time.monotonic() - self.began:.0f} s of wall time")
        for line in self.broken:
            say(line, red=True)


_began: pytest.StashKey[float] = pytest.StashKey()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    item.stash[_began] = _cpu()
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    if call.when == "teardown":
        item.user_properties.append(("cpu", _cpu() - item.stash[_began]))
    return (yield)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--costs", type=int, nargs="?", const=30, help="print what each folder cost in CPU seconds, and the dearest tests")
    parser.addoption("--budget", choices=("fast", "all"), help="fail where a folder outgrew this budget")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Budgets(config), "budgets")
