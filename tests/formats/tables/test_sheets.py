"""Sheets as people have them become the files of a case, or say by row what is wrong."""

from __future__ import annotations

import zipfile
from fractions import Fraction
from pathlib import Path

import pytest

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.open_case import open_case
from goodoffices.formats.tables import cells as cells_room
from goodoffices.formats.tables.cells import read_cells
from goodoffices.formats.tables.sheet_of_case import SheetOfCase, read_number, sheet_of_case
from tests.cli.program import goodoffices

ROWS = [
    ["Issue", "Option", "Crew", "Company"],
    ["Pay", "", "60.5", "40"],
    ["", "as today", "0", "100"],
    ["", "3 % more", "55.5", ""],
    ["", "6 % more", "100", "0"],
    ["Hours", "", "39.5", "60"],
    ["", "40", "0", "100"],
    ["", "35", "100", "0"],
    ["walk-away", "", "40", "35"],
]


def test_a_sheet_becomes_a_case_that_is_analysed(tmp_path: Path) -> None:
    table = _csv(tmp_path, ROWS)
    done = goodoffices("new", str(tmp_path / "talks"), "--from", str(table), "--basis", "stated")
    assert done.code == 0, done.out + done.err
    assert "2 parties, 2 issues, 5 options" in (done.out + done.err)
    opened = open_case(tmp_path / "talks")
    assert [one.id for one in opened.case.parties] == ["crew", "company"]
    crew, company = (opened.preferences(party.id, "only") for party in opened.case.parties)
    assert list(crew.weights.values()) == [Fraction("60.5"), Fraction("39.5")]
    assert list(crew.scores["pay"].values()) == [0, Fraction("55.5"), 100]
    assert list(company.scores["pay"].values()) == [100, None, 0], "an empty cell is not said"
    assert (crew.walk_away, company.walk_away) == (40, 35)
    assert crew.basis.kind == "stated"
    assert (tmp_path / "talks/preferences").stat().st_mode & 0o077 == 0
    assert goodoffices("check", str(tmp_path / "talks")).code == 0
    assert goodoffices("analyse", str(tmp_path / "talks")).code == 0


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
def test_any_separator_and_coding_is_the_same_sheet(tmp_path: Path, separator: str, coding: str) -> None:
    rows = [[cell.replace("Crew", "Équipage") for cell in row] for row in ROWS]
    if separator == ";":
        rows = [rows[0]] + [[cell.replace(".", ",") for cell in row] for row in rows[1:]]
    read = _read(_csv(tmp_path, rows, separator, coding))
    assert read.parties == ("Équipage", "Company")
    assert read.issues[0].weights == [Fraction("60.5"), Fraction(40)]


def test_xlsx_with_merged_cells_a_title_and_stray_blanks_is_the_same_sheet(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["What we want, March"])
    sheet.append([])
    for row in ROWS[:1]:
        sheet.append(row)
    for row in ROWS[1:]:
        sheet.append([f" {row[0]} ", row[1], *(float(v) if v else None for v in row[2:])])
    sheet.append([None, " ", None, None])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A5:A7")
    book.create_sheet("other").append(["not", "read"])
    book.save(tmp_path / "sheet.xlsx")
    assert _read(tmp_path / "sheet.xlsx") == _read(_csv(tmp_path, ROWS))


def test_an_issue_may_stand_beside_each_of_its_options(tmp_path: Path) -> None:
    name = ""
    rows = [ROWS[0]]
    for row in ROWS[1:]:
        name = row[0] or name
        rows.append([name, row[1] or ("weight" if name != "walk-away" else ""), *row[2:]])
    assert _read(_csv(tmp_path, rows)) == _read(_csv(tmp_path, ROWS))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1’234.5", "1234.5"),
        ("−7", "-7"),
        ("40 %", "40"),
        ("١٢٫٥", "12.5"),
        ("١٬٢٣٤", "1234"),
        ("1,234,567", "1234567"),
        ("many", None),
        ("1-2", None),
        ("1,2,3", None),
        ("NaN", None),
        ("1e9", None),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, value: str | None) -> None:
    assert read_number(typed) == (None if value is None else Fraction(value))


@pytest.mark.parametrize(
    ("place", "typed", "found"),
    [
        ((0, 2), "", None),
        ((0, 3), "crew", "two parties have one name"),
        ((2, 2), "high", '"high" of Crew is no number'),
        ((2, 2), "101", "less than 0 or more than 100"),
        ((1, 3), "-1", "a weight is less than 0"),
        ((1, 0), "", "an option stands before any issue"),
        ((3, 1), "as today", "stands twice"),
        ((5, 0), "pay", "stands in two places"),
    ],
)
def test_a_faulty_sheet_says_what_and_where_and_leaves_nothing(
    tmp_path: Path, place: tuple[int, int], typed: str, found: str | None
) -> None:
    rows = [list(row) for row in ROWS]
    rows[place[0]][place[1]] = typed
    if place == (5, 0):
        rows.insert(5, ["Leave", "one day", "0", "100"])
    done = goodoffices("new", str(tmp_path / "talks"), "--from", str(_csv(tmp_path, rows)))
    if found is None:
        assert done.code == 0, "one column without a party is left out"
        return
    assert done.code == 2
    assert found in " ".join((done.out + done.err).split())
    assert not (tmp_path / "talks").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK\x03\x04 no workbook"),
        ("b.xlsx", b""),
        ("c.csv", b""),
        ("d.csv", b"\x00\x01\x02"),
        ("e.csv", b'"' + b"x" * 300_000),
        ("f.csv", ("a," * 100 + "\n").encode() * 3),
        ("g.csv", b"a,b\n" * 6_000),
        ("h.ods", b"PK"),
        ("i.csv", b"only,two\ncolumns,here\n"),
    ],
)
def test_what_is_no_table_ends_with_2(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    done = goodoffices("new", str(tmp_path / "talks"), "--from", str(tmp_path / name))
    assert done.code == 2, done.out + done.err
    assert "Traceback" not in (done.out + done.err)
    assert not (tmp_path / "talks").exists()


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells_room, "MOST_UNPACKED", 1_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 1_000_001)
    with pytest.raises(CaseFileError, match="unpacks to too much"):
        read_cells(tmp_path / "bomb.xlsx")


def test_the_sheet_that_ships_reads_as_a_case(tmp_path: Path) -> None:
    assert goodoffices("new", "--sheet", str(tmp_path / "start.csv")).code == 0
    done = goodoffices("new", str(tmp_path / "talks"), "--from", str(tmp_path / "start.csv"))
    assert done.code == 0, done.out + done.err
    assert goodoffices("analyse", str(tmp_path / "talks")).code == 0


def _csv(folder: Path, rows: list[list[str]], separator: str = ",", coding: str = "utf-8") -> Path:
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    (folder / "sheet.csv").write_bytes(text.getvalue().encode(coding))
    return folder / "sheet.csv"


def _read(table: Path) -> SheetOfCase:
    return sheet_of_case(read_cells(table), str(table))
