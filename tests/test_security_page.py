"""docs/security.md is kept word by word where it can be: each row of its tables names a test that exists."""

from __future__ import annotations

import re

from tests.cli.program import ROOT

PAGE = (ROOT / "docs/security.md").read_text()


def rows() -> list[list[str]]:
    """The cells of each row of each table that has a column *Test*."""
    found, has_tests = [], False
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            has_tests = False
        elif cells[-1] == "Test":
            has_tests = True
        elif has_tests and set(cells[-1]) != {"-"}:
            found.append(cells)
    return found


def test_every_row_of_the_tables_names_its_test():
    assert len(rows()) >= 30
    assert PAGE.count("| Test |") == len(re.findall(r"^\|---", PAGE, flags=re.M))
    for cells in rows():
        if cells[-1] == "–":
            continue
        named = re.fullmatch(r"`(?P<file>[\w./]+)(?:::(?P<test>\w+))?`", cells[-1])
        assert named, cells
        file = ROOT / "tests/office" / named["file"]
        assert file.is_file(), cells
        assert not named["test"] or f"def {named['test']}(" in file.read_text(), cells
