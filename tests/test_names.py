"""The names of the code: each class has its own, and what is imported from a room is there."""

from __future__ import annotations

import ast
import importlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.program import ROOT

SOURCES = sorted((ROOT / "src/goodoffices").rglob("*.py"))
#: What Django calls by these names wherever it stands.
OF_DJANGO = {"Meta", "Migration"}


def imports_of(file: Path) -> Iterator[tuple[str, str]]:
    """Module and name of each import from a room; those of the office need a database to be loaded."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("goodoffices") and ".office" not in node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def test_no_two_classes_have_one_name():
    places = defaultdict(list)
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ClassDef) and node.name not in OF_DJANGO:
                places[node.name].append(str(file.relative_to(ROOT)))
    assert len(places) > 300
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


@pytest.mark.parametrize("under", ["src", "tests", "benchmarks", "scripts"])
def test_what_is_imported_from_a_room_is_there(under):
    """Rooms give their names when they are asked for, so a type checker sees no name that is missing."""
    missing, asked = [], 0
    for file in sorted((ROOT / under).rglob("*.py")):
        for module, name in imports_of(file):
            asked += 1
            if not hasattr(importlib.import_module(module), name):
                try:
                    importlib.import_module(f"{module}.{name}")
                except ModuleNotFoundError:
                    missing.append((str(file.relative_to(ROOT)), module, name))
    assert missing == []
    assert asked > 0
