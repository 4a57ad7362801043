"""Write a report as a workbook (XLSX): what it says on a first sheet, each table on one of its own.

Numbers are numbers there, as they are rounded in the report. The same report gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from goodoffices.formats.results.report_json import tables_of
from goodoffices.report.content import Report, Table
from goodoffices.report.languages import number_signs, unmarked

#: Characters that a sheet's name may have, and those that it may not hold.
MOST_NAME, _NOT_IN_NAMES = 31, re.compile(r"[\[\]:*?/\\]")
#: The widest column, in characters.
WIDEST = 60
#: When files of the workbook were made, as far as they say: never.
_NEVER = datetime(1980, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def workbook_of(report: Report) -> bytes:
    """Write a report with all its tables as the bytes of a workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Report"
    for words in _lines(report):
        _fill(sheet, sheet.max_row + 1 if sheet["A1"].value else 1, [words], frozenset(), report)
    sheet.column_dimensions["A"].width = 100
    for number, (_, table) in enumerate(tables_of(report), 1):
        _put(book.create_sheet(_name(number, table)), table, report)
    file = io.BytesIO()
    book.save(file)
    return _without_times(file.getvalue())


def _lines(report: Report) -> list[str]:
    """List what a report says, without its tables."""
    lines = [report.title, report.lead, *report.rests_on]
    for section in report.sections:
        lines += [section.heading, *section.paragraphs, *section.bullets]
        lines += [chart.summary for chart in section.charts]
        lines += section.closing
    return [*lines, *report.footer]


def _put(sheet: Any, table: Table, report: Report) -> None:
    marked = table.marked()
    _fill(sheet, 1, [marked.caption], frozenset(), report)
    _fill(sheet, 2, list(marked.columns), frozenset(), report)
    for number, row in enumerate(marked.rows, 3):
        _fill(sheet, number, list(row), marked.numeric, report)
    if marked.note:
        _fill(sheet, len(marked.rows) + 3, [marked.note], frozenset(), report)
    for place, cells in enumerate(zip(marked.columns, *marked.rows, strict=True)):
        width = min(WIDEST, max(map(len, cells)) + 2)
        sheet.column_dimensions[sheet.cell(2, place + 1).column_letter].width = width
    sheet.freeze_panes = "B3"
    sheet.sheet_view.rightToLeft = report.direction == "rtl"


def _fill(sheet: Any, row: int, cells: list[str], numeric: frozenset[int], report: Report) -> None:
    from openpyxl.styles import Alignment, Font

    for place, words in enumerate(cells):
        cell = sheet.cell(row, place + 1)
        number = _number(unmarked(words), report.language) if place in numeric else None
        if number is None:
            # Words are words, whatever they begin with.
            cell.value = unmarked(words)
            cell.data_type = "s"
        else:
            cell.value = number
        cell.alignment = Alignment(wrap_text=number is None, vertical="top")
        if row == 1 or (row == 2 and sheet.title != "Report"):
            cell.font = Font(bold=True)


def _number(words: str, language: str) -> int | float | None:
    """Read a number as a report writes it; None for anything else."""
    decimal, group = number_signs(language)
    plain = words.replace(group, "").replace("−", "-").replace(decimal, ".")
    if not re.fullmatch(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?", plain):
        return None
    return float(plain) if "." in plain else int(plain)


def _name(number: int, table: Table) -> str:
    """Name a sheet by its number and what its table is about."""
    words = _NOT_IN_NAMES.sub(" ", f"{number} {unmarked(table.caption)}")
    return " ".join(words.split())[:MOST_NAME].rstrip(" '")


def _without_times(content: bytes) -> bytes:
    """Take out when the workbook was made, so that the same report gives the same bytes."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as plain,
    ):
        for info in made.infolist():
            data = made.read(info)
            if info.filename == "docProps/core.xml":
                stamp = _NEVER.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                data = _MODIFIED.sub(rb"\g<1>" + stamp, data)
            plain.writestr(zipfile.ZipInfo(info.filename, _NEVER.timetuple()[:6]), data)
    return file.getvalue()
