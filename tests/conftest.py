"""Settings for all tests, and where others' data lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

pytest_plugins = ("tests.budgets",)

#: Examples of each property in the fast suite; promises are broken under more of them, the long suite tries ten times as many.
EXAMPLES = int(os.environ.get("GOODOFFICES_EXAMPLES", "30"))
#: Where it only counts that a test fails, nobody reads the example: looking for the smallest takes up to five minutes.
ONLY_WHETHER = (
    {"phases": [Phase.explicit, Phase.reuse, Phase.generate], "report_multiple_bugs": False}
    if "GOODOFFICES_ONLY_WHETHER" in os.environ
    else {}
)
settings.register_profile(
    "fast",
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=True,
    **ONLY_WHETHER,
)
settings.register_profile("long", parent=settings.get_profile("fast"), max_examples=600, derandomize=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the slow tests, too: all that must hold before a change lands")
    parser.addoption("--release", action="store_true", help="run what must hold before a release, and nothing else")
    parser.addoption("--long", action="store_true", help="run the long tests, too, and try each property with many more examples")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two more than there are cores: browsers, killed offices and databases are waited for."""
    return (os.cpu_count() or 1) + 2


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "fast")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker(pytest.mark.slow)
    if config.getoption("--release"):
        items[:] = [item for item in items if item.get_closest_marker("release")]
        return
    items[:] = [item for item in items if not item.get_closest_marker("release")]
    if config.getoption("--long"):
        return
    not_now = {"long"} if config.getoption("--all") else {"long", "slow"}
    left_out = [item for item in items if any(item.get_closest_marker(name) for name in not_now)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        kept = set(items) - set(left_out)
        items[:] = [item for item in items if item in kept]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of others' cases, read where it lies; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("GOODOFFICES_SHARED", Path(__file__).parents[2] / "shared"))
    if not (folder / "scenarios").is_dir():
        pytest.skip(f"no scenarios of others at {folder}; set GOODOFFICES_SHARED")
    return folder
