"""The promises to users as rows, and a source file with one of them broken.

A row names the function that keeps the promise and the statement in it. Spaces and line breaks do not count:
a formatter may wrap the statement, and a function may move up or down its file.
"""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import dataclass

from tests.cli.program import ROOT

FILE = ROOT / "tests/promises.toml"


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What a user may count on, where it is kept, and the test that goes red without it."""

    promise: str
    test: str
    file: str
    code: str
    instead: str
    function: str = ""


def promises() -> list[Promise]:
    """Read all rows of promises.toml, in their order."""
    return [Promise(**row) for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["promise"]]


def places_of(promise: Promise, text: str) -> list[re.Match[str]]:
    """Find where the statement of a promise stands in its function, in the text of its file."""
    first, last = _lines_of(promise.function, text) if promise.function else (1, text.count("\n") + 1)
    starts = [0, *(found.end() for found in re.finditer("\n", text)), len(text)]
    return list(_pattern(promise.code).finditer(text, starts[first - 1], starts[min(last, len(starts) - 1)]))


def broken(promise: Promise, text: str) -> str:
    """Put `instead` where the statement of a promise stands, and return the text of the file without the promise."""
    (place,) = places_of(promise, text)
    return text[: place.start("code")] + promise.instead + text[place.end("code") :]


def _lines_of(name: str, text: str) -> tuple[int, int]:
    """Find the first and the last line of a function or class, given as `name` or `Class.name`."""
    node: ast.AST = ast.parse(text)
    for part in name.split("."):
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        found = [one for one in ast.walk(node) if isinstance(one, kinds) and one.name == part]
        if not found:
            raise ValueError(f"no function or class {name}")
        node = found[0]
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    return min([node.lineno, *(one.lineno for one in node.decorator_list)]), node.end_lineno or node.lineno


def _pattern(code: str) -> re.Pattern[str]:
    """Make a pattern that finds a whole statement, however it is broken into lines."""
    pattern, before = "", ""
    for part in re.findall(r"\w+|[^\w\s]", code):
        if before:
            # The formatter adds a comma before a bracket that stands on a line of its own.
            pattern += r"\s+" if re.match(r"\w", before[-1]) and re.match(r"\w", part) else r",?\s*" if part in ")]}" else r"\s*"
        pattern += re.escape(part)
        before = part
    return re.compile(rf"^[ \t]*(?P<code>{pattern})[ \t]*(?:#.*)?$", re.M)
