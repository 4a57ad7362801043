"""What is imported from the office is there, also where a function imports it that no test calls."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.program import ROOT


def imports_from_the_office(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("goodoffices.office"):
            yield from ((node.module, alias.name) for alias in node.names)


def is_there(module: str, name: str) -> bool:
    try:
        return hasattr(importlib.import_module(module), name) or bool(importlib.import_module(f"{module}.{name}"))
    except ModuleNotFoundError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("under", ["src/goodoffices/office", "benchmarks", "scripts", "tests"])
def test_what_is_imported_from_the_office_is_there(under):
    asked = {one: file for file in sorted((ROOT / under).rglob("*.py")) for one in imports_from_the_office(file)}
    assert asked
    assert {one: str(file) for one, file in asked.items() if not is_there(*one)} == {}


#: They alone look into what a request sent; everything else reads a form.
FORMS = {"form_data.py", "forms.py", "package_form.py"}


def test_no_view_looks_into_a_request_but_through_a_form():
    office = ROOT / "src/goodoffices/office"
    looking = {str(file.relative_to(office)) for file in office.rglob("*.py") if re.search(r"request\.(POST|FILES)", file.read_text())}
    assert looking == {f"pages/{name}" for name in FORMS}
