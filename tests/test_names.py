"""The names of the code: each class has its own, and what is imported from a room is there."""

from __future__ import annotations

import ast
import importlib
import re
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


@pytest.mark.slow
def test_no_two_classes_have_one_name():
    places = defaultdict(list)
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ClassDef) and node.name not in OF_DJANGO:
                places[node.name].append(str(file.relative_to(ROOT)))
    assert len(places) > 300
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_glossary_for_developers_names_what_is_there():
    table = (ROOT / "docs/glossary.md").read_text().partition("## For developers")[2]
    wanted = {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.rpartition("| ")[2])}
    wanted |= {name for row in table.splitlines() if row.count("|") > 3 for name in re.findall(r"`(\w+)`", row.split("|")[3])}
    defined = set()
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
                defined.add(node.name)
    assert len(wanted) > 30
    assert wanted - defined == set()


@pytest.mark.slow
@pytest.mark.parametrize("under", ["src", "tests"])
def test_modules_functions_and_parameters_stay_few_enough_to_be_read(under):
    """At most 400 lines in a module, 60 in a function, 7 parameters; classes of many fields take keywords."""
    long = []
    for file in sorted((ROOT / under).rglob("*.py")):
        text = file.read_text()
        if text.count("\n") > 400:
            long.append(str(file.relative_to(ROOT)))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                n_parameters = len([one for one in given if one.arg not in ("self", "cls")])
                if (node.end_lineno or 0) - node.lineno + 1 > 60 or (under == "src" and n_parameters > 7):
                    long.append(f"{file.relative_to(ROOT)} {node.name}")
            elif isinstance(node, ast.ClassDef) and under == "src" and _takes_positions(node):
                long.append(f"{file.relative_to(ROOT)} {node.name}")
    assert long == []


def _takes_positions(node: ast.ClassDef) -> bool:
    """Whether a dataclass has more than four fields and takes them by position."""
    marks = [ast.unparse(one) for one in node.decorator_list if ast.unparse(one).startswith("dataclass")]
    fields = [one for one in node.body if isinstance(one, ast.AnnAssign) and "ClassVar" not in ast.unparse(one.annotation)]
    return bool(marks) and "kw_only" not in marks[0] and len(fields) > 4
