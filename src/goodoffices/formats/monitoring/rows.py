"""Read tables of others row by row: CSV or GeoJSON, bounded, with what cannot be read set aside.

A row whose quotation mark never closes is set aside alone; reading goes on with the next line.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.printable import has_control_character, printable

#: Bounds of what is read: rows, bytes of a file (unpacked), letters and lines of one row.
MOST_ROWS, MOST_BYTES, LONGEST_ROW, MOST_LINES = 3_000_000, 2_000_000_000, 1_000_000, 2_000
#: Bytes of a GeoJSON file, which is read whole.
MOST_GEOJSON = 64_000_000
#: Columns of one table.
MOST_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it stands in its file: its number (the header is 1), and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A row that is not read, and why."""

    file: str
    row: int
    reason: str


def rows_of(path: Path, shown: str) -> tuple[list[str], Iterator[TableRow | SetAside]]:
    """Open a table: give its columns, and its rows one by one.

    Raises `CaseFileError` where it is no table that can be read.
    """
    if path.name.lower().endswith((".geojson", ".json")):
        return _geojson(path, shown)
    return _csv(path, shown)


def _open(path: Path, shown: str) -> IO[str]:
    try:
        if not path.is_file():
            raise CaseFileError.one(shown, "there is no such file.", "Look at the name.")
        if path.name.lower().endswith(".gz"):
            return gzip.open(path, "rt", encoding="utf-8-sig", newline="", errors="strict")
        return path.open(encoding="utf-8-sig", newline="", errors="strict")
    except OSError as fault:
        raise CaseFileError.one(
            shown, f"the file cannot be read: {fault.strerror}.", "Look at its kind and rights."
        ) from None


def _lines(path: Path, shown: str) -> Iterator[str]:
    """Give the lines of a file, each at most `LONGEST_ROW` letters; the rest of one is dropped."""
    read = 0
    with _open(path, shown) as stream:
        while True:
            try:
                line = stream.readline(LONGEST_ROW + 1)
            except (UnicodeDecodeError, OSError, EOFError):
                raise CaseFileError.one(
                    shown, "the text is not UTF-8.", "Save the file with the encoding UTF-8."
                ) from None
            if not line:
                return
            read += len(line)
            if read > MOST_BYTES:
                raise CaseFileError.one(
                    shown, f"the file is larger than {MOST_BYTES:,} letters.", "Split it."
                )
            yield line


def _csv(path: Path, shown: str) -> tuple[list[str], Iterator[TableRow | SetAside]]:
    records = _records(_lines(path, shown))
    first = next(records, None)
    if first is None or isinstance(first[1], str):
        raise CaseFileError.one(
            shown, "the table has no header.", "Write the columns' names first."
        )
    text = "".join(first[1])
    signs = max(",;\t|", key=lambda sign: text.splitlines()[0].count(sign) if text else 0)
    columns = [_shown(name.strip()) for name in next(csv.reader([text], delimiter=signs), [])]
    if len(columns) > MOST_COLUMNS:
        raise CaseFileError.one(shown, f"it has more than {MOST_COLUMNS:,} columns.", "Cut it.")
    if len(set(columns)) < len(columns):
        twice = next(name for name in columns if columns.count(name) > 1)
        raise CaseFileError.one(shown, f'the column "{twice}" stands twice.', "Rename one.", 1)
    return columns, _read_records(records, columns, signs, shown)


def _records(lines: Iterator[str]) -> Iterator[tuple[int, list[str] | str]]:
    """Join lines to records, by quotation marks; a text in the place of one says what is wrong.

    Records are numbered as a spreadsheet numbers rows.
    """
    number = 0
    waiting: list[str] = []
    ahead: list[str] = []
    while True:
        line = ahead.pop(0) if ahead else next(lines, None)
        if line is None:
            if waiting:
                number += 1
                yield number, "a quotation mark is not closed"
                ahead, waiting = waiting[1:], []
                continue
            return
        waiting.append(line)
        if len(line) > LONGEST_ROW or sum(map(len, waiting)) > LONGEST_ROW:
            number += 1
            yield number, f"it is longer than {LONGEST_ROW:,} letters"
            ahead, waiting = [*waiting[1:], *ahead], []
        elif sum(one.count('"') for one in waiting) % 2 == 0:
            number += 1
            yield number, waiting
            waiting = []
        elif len(waiting) >= MOST_LINES:
            number += 1
            yield number, "a quotation mark is not closed"
            ahead, waiting = [*waiting[1:], *ahead], []


def _read_records(
    records: Iterator[tuple[int, list[str] | str]], columns: list[str], signs: str, shown: str
) -> Iterator[TableRow | SetAside]:
    for number, lines in records:
        if number > MOST_ROWS:
            raise CaseFileError.one(shown, f"it has more than {MOST_ROWS:,} rows.", "Split it.")
        if isinstance(lines, str):
            yield SetAside(file=shown, row=number, reason=lines)
            continue
        try:
            found = list(csv.reader(lines, delimiter=signs, strict=True))
        except csv.Error:
            yield SetAside(file=shown, row=number, reason="its quotation marks cannot be read")
            continue
        cells = found[0] if found else []
        if not any(one.strip() for one in cells):
            continue
        if len(found) > 1 or len(cells) > len(columns):
            yield SetAside(file=shown, row=number, reason="it has more cells than the header")
            continue
        yield TableRow(number, dict(zip(columns, map(_shown, cells), strict=False)))


def _shown(cell: str) -> str:
    """Replace in a cell what could steer a terminal or turn the order of writing."""
    return printable(cell) if has_control_character(cell) else cell


def _geojson(path: Path, shown: str) -> tuple[list[str], Iterator[TableRow | SetAside]]:
    """Read a collection of points: their properties are columns, with latitude and longitude."""
    with _open(path, shown) as stream:
        text = stream.read(MOST_GEOJSON + 1)
    if len(text) > MOST_GEOJSON:
        raise CaseFileError.one(shown, "the file is too large for GeoJSON.", "Write it as CSV.")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise CaseFileError.one(shown, "this is no JSON that can be read.", "Mend it.") from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise CaseFileError.one(
            shown, "this is no collection of features.", "Write a FeatureCollection (RFC 7946)."
        )
    read = [_of_feature(one, n, shown) for n, one in enumerate(features[:MOST_ROWS], 2)]
    columns = dict.fromkeys(c for one in read if isinstance(one, TableRow) for c in one.cells)
    return list(columns), iter(read)


def _of_feature(found: Any, number: int, shown: str) -> TableRow | SetAside:
    if not isinstance(found, dict):
        return SetAside(file=shown, row=number, reason="it is no feature")
    properties, geometry = found.get("properties") or {}, found.get("geometry") or {}
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        return SetAside(file=shown, row=number, reason="it is no feature")
    cells = {_shown(str(k)): "" if v is None else _shown(str(v)) for k, v in properties.items()}
    at = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(at, list) and len(at) >= 2:
        cells |= {"longitude": str(at[0]), "latitude": str(at[1])}
    return TableRow(number, cells)
