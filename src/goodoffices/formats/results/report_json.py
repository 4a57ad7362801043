"""Turn a report into plain data, to be kept and drawn again later.

Its tables and charts become files of their own.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from goodoffices.report.content import Chart, Report, Section, Table
from goodoffices.report.languages import unmarked

#: What a chart's colours are where no page says otherwise.
_FALLBACK = re.compile(r"var\(--[a-z0-9-]+,(#[0-9a-f]+)\)")
#: Spreadsheets take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def report_as_data(report: Report) -> dict[str, Any]:
    """Turn all of a report into objects, lists and texts."""
    return dataclasses.asdict(
        report,
        dict_factory=lambda pairs: {
            k: sorted(v) if isinstance(v, frozenset) else v for k, v in pairs
        },
    )


def report_from_data(data: Mapping[str, Any]) -> Report:
    """Make the report again."""
    sections = tuple(
        Section(
            # Reports that version 0.2 kept name no section.
            id=one.get("id", f"section-{number}"),
            heading=one["heading"],
            paragraphs=tuple(one["paragraphs"]),
            bullets=tuple(one["bullets"]),
            charts=tuple(
                Chart(
                    title=c["title"],
                    svg=c["svg"],
                    summary=c["summary"],
                    table=_table(c["table"]),
                    mark=c["mark"],
                )
                for c in one["charts"]
            ),
            tables=tuple(_table(t) for t in one["tables"]),
            closing=tuple(one["closing"]),
            # Reports that were kept before sections stood behind the answer.
            is_detail=one.get("is_detail", False),
        )
        for number, one in enumerate(data["sections"], 1)
    )
    kept = {k: data[k] for k in ("title", "language", "lead", "mark", "direction", "is_paper")}
    return Report(
        **kept, rests_on=tuple(data["rests_on"]), sections=sections, footer=tuple(data["footer"])
    )


def _table(data: Mapping[str, Any]) -> Table:
    return Table(
        caption=data["caption"],
        columns=tuple(data["columns"]),
        rows=tuple(tuple(row) for row in data["rows"]),
        numeric=frozenset(data["numeric"]),
        emphasised=frozenset(data["emphasised"]),
        note=data["note"],
        mark=data["mark"],
        mark_heading=data["mark_heading"],
    )


def tables_of(report: Report) -> Iterator[tuple[str, Table]]:
    """List every table of a report, those of charts too, each with a name for its file."""
    number = 0
    for section in report.sections:
        for table in (*(c.table for c in section.charts), *section.tables):
            number += 1
            yield f"table-{number}", table


def charts_of(report: Report) -> Iterator[tuple[str, Chart]]:
    """List every chart of a report that is drawn, each with a name for its file."""
    drawn = [chart for section in report.sections for chart in section.charts if chart.svg]
    for number, chart in enumerate(drawn, 1):
        yield f"figure-{number}", chart


def table_as_csv(table: Table) -> str:
    """Write a table as CSV (RFC 4180) with its mark in each row.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, unless it is a
    number.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    marked = table.marked()
    writer.writerow(map(_cell, marked.columns))
    writer.writerows(map(_cell, row) for row in marked.rows)
    return file.getvalue()


def _cell(words: str) -> str:
    words = unmarked(words)
    # Some spreadsheets pass over blanks and unseen marks, and read wide signs as plain ones.
    plain = unicodedata.normalize(
        "NFKC",
        "".join(
            c for c in words if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc")
        ),
    )
    if (plain.startswith(_FORMULA) or words.startswith(_FORMULA)) and not re.fullmatch(
        r"[+-]?[0-9][0-9.,  ]*%?", words
    ):
        return f"'{words}"
    return words


def in_light_colours(svg: str) -> str:
    """Give a drawing, as a file of its own, the colours of a light page.

    No page says there which colours it has.
    """
    return _FALLBACK.sub(r"\1", svg)
