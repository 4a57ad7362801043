"""Read the cells of a table as words: CSV with any usual separator, or the first sheet of XLSX.

A file is untrusted: its size, its rows and columns are bounded. Formulas are taken as the values
that were saved with them.
"""

from __future__ import annotations

import csv
import io
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.text_file import read_bytes

#: Bytes of a file, and of all that is packed in it; rows, columns, and characters of one cell.
MOST_BYTES, MOST_UNPACKED = 5_000_000, 100_000_000
MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 5_000, 60, 2_000
#: What separates cells in CSV files.
_SEPARATORS = ",;\t|"
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")

#: Rows of cells, each with the words in it; empty cells are empty.
Cells = list[list[str]]


def read_cells(path: Path) -> Cells:
    """Read the cells of a table. Raises `CaseFileError`."""
    _check_ending(str(path))
    return cells_of(read_bytes(path, str(path)), str(path))


def _check_ending(shown: str) -> None:
    if Path(shown).suffix.lower() not in ENDINGS:
        words = "a table is a file that ends in .xlsx or .csv."
        raise CaseFileError.one(shown, words, "Save the sheet as one of these.")


def cells_of(data: bytes, shown: str) -> Cells:
    """Read the cells of a table from the bytes of its file. Raises `CaseFileError`."""
    _check_ending(shown)
    if len(data) > MOST_BYTES:
        words = f"the file is larger than {MOST_BYTES:,} bytes."
        raise CaseFileError.one(shown, words, "Keep the table alone in it.")
    is_workbook = Path(shown).suffix.lower() == ".xlsx"
    rows = _xlsx(data, shown) if is_workbook else _csv(data, shown)
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        words = f"it has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns."
        raise CaseFileError.one(shown, words, "Keep the table alone in the file.")
    return [[cell.strip()[:MOST_CHARACTERS] for cell in row] for row in rows]


def _csv(data: bytes, shown: str) -> Cells:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # As older Windows programs save it.
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise CaseFileError.one(shown, "this is no table of words.", "Save the sheet as CSV.")
    lines = [line for line in text.splitlines() if line.strip()][:50]
    counts = {
        sign: min((line.count(sign) for line in lines[:3]), default=0) for sign in _SEPARATORS
    }
    separator = max(_SEPARATORS, key=lambda sign: counts[sign])
    csv.field_size_limit(MOST_BYTES)
    return [list(row) for row in csv.reader(io.StringIO(text), delimiter=separator)]


def _xlsx(data: bytes, shown: str) -> Cells:
    """Read the first sheet; a merged cell stands where it begins."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
                raise CaseFileError.one(shown, "it unpacks to too much.", "Save the table alone.")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        rows: Cells = []
        for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True):
            rows.append([_words(value) for value in row])
        return rows
    except CaseFileError:
        raise
    # The library raises errors of many kinds on what is no workbook.
    except Exception:
        words = "this is no workbook that can be read."
        raise CaseFileError.one(
            shown, words, "Save it as XLSX without a password, or as CSV."
        ) from None


def _words(value: Any) -> str:
    """Write a cell as it is typed: numbers without the noise of floating point."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, float):
        short = Fraction(repr(value)).limit_denominator(10**6)
        return f"{float(short):.10g}"
    return str(value)
