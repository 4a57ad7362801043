"""A report as a workbook: all its tables, numbers as numbers, words as words, the same bytes each time."""

from __future__ import annotations

import io

import pytest

from goodoffices.report.content import Chart, Report, Section, Table
from tests.cases import EXAMPLES
from tests.cli.program import TODAY, goodoffices

openpyxl = pytest.importorskip("openpyxl")

from goodoffices.formats.tables.workbook import workbook_of  # noqa: E402


def report(language="en", cell="1,234.5"):
    table = Table(
        caption="What: each [gets]?", columns=("Who", "Points"), rows=(("=HYPERLINK(1)", cell), ("B", "−2 (+3)")), numeric=frozenset({1})
    )
    chart = Chart(title="t", svg="", summary="In short.", table=table)
    section = Section(id="s", heading="Heading", paragraphs=("A sentence.",), charts=(chart,), tables=(table,))
    return Report(title="Title", language=language, lead="Lead", rests_on=("Rests",), sections=(section,))


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_each_table_has_a_sheet_with_numbers_and_words():
    book = opened(workbook_of(report()))
    assert book.sheetnames == ["Report", "1 What each gets", "2 What each gets"]
    assert [c.value for c in book["Report"]["A"]] == ["Title", "Lead", "Rests", "Heading", "A sentence.", "In short."]
    sheet = book["1 What each gets"]
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=2)] == [
        ["Who", "Points"],
        ["=HYPERLINK(1)", 1234.5],
        ["B", "−2 (+3)"],
    ]
    # What begins as a formula is words.
    assert sheet["A3"].data_type == "s"


def test_numbers_are_read_as_the_language_writes_them():
    for language, cell in (("fr", "1\u202f234,5"), ("uk", "1\xa0234,5"), ("ar", "1,234.5")):
        assert opened(workbook_of(report(language, cell)))["1 What each gets"]["B3"].value == 1234.5


def test_the_same_report_gives_the_same_bytes():
    assert workbook_of(report()) == workbook_of(report())


def test_the_program_writes_it(tmp_path):
    ran = goodoffices("analyse", EXAMPLES / "strait", "--xlsx", tmp_path / "strait.xlsx", "--today", TODAY)
    assert ran.code == 0
    assert "The report as a workbook" in ran.out
    book = opened((tmp_path / "strait.xlsx").read_bytes())
    values = [[c.value for c in row] for sheet in book.worksheets[1:] for row in sheet.iter_rows()]
    assert [1, 101.3, 44.7] in [row[:3] for row in values]
    assert goodoffices("readings", EXAMPLES / "strait", "--xlsx", tmp_path / "r.xlsx", "--json").code == 0
    assert (tmp_path / "r.xlsx").exists()
