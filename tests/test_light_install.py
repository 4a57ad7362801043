"""A light installation checks cases and finds the frontier of two parties; what needs more names the extra that brings it."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib

import pytest

from goodoffices.cli.main import EXTRA_OF
from tests.cases import EXAMPLES
from tests.cli.program import ROOT, Ran

#: Begins the program where these packages cannot be imported.
WITHOUT = f"""
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {sorted(EXTRA_OF)!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
from goodoffices.cli.main import main
main()
"""


def light(*arguments: object, **environment: str) -> Ran:
    command = [sys.executable, "-P", "-c", WITHOUT, *map(str, arguments)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}
    ran = subprocess.run(command, capture_output=True, text=True, env=variables, timeout=300)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", EXAMPLES / "dry-river"),
        ("analyse", EXAMPLES / "strait", "--package", "draft-2", "--costs"),
        ("analyse", EXAMPLES / "ferry-strike"),
        ("schema", "certificate"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_checks_and_the_frontier_of_two_parties_need_no_solver(arguments):
    ran = light(*arguments)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.slow
def test_what_needs_a_solver_names_the_extra_and_ends_as_not_supported():
    ran = light("analyse", EXAMPLES / "dry-river")
    assert ran.code == 3
    assert ran.err == "This needs the package ortools, which is not installed. Run pip install '.[solver]' in the folder of Good Offices.\n"


@pytest.mark.slow
def test_in_a_checkout_a_package_that_is_missing_was_lost():
    """There the script installs everything, and makes the environment anew when it is told so."""
    assert light("analyse", EXAMPLES / "dry-river", GOODOFFICES_CHECKOUT="1").code == 97


def imported_in(text: str) -> set[str]:
    """The packages that a module imports, wherever it does so."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.slow
def test_each_package_that_is_imported_is_declared():
    """By itself or in an extra: what another package happens to bring may be gone with its next version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    declared = {re.match(r"[\w-]+", one)[0].lower() for one in wanted}
    brought_by = importlib.metadata.packages_distributions()
    files = [file for file in (ROOT / "src/goodoffices").rglob("*.py") if "adapters" not in file.parts]
    imported = set().union(*(imported_in(file.read_text()) for file in files)) & set(brought_by) - {"goodoffices"}
    assert len(imported) > 10
    lost = {name for name in imported if not {d.replace("_", "-").lower() for d in brought_by[name]} & declared}
    # These are parts of pydantic and jinja2, by another name.
    assert lost <= {"pydantic_core", "markupsafe"}
