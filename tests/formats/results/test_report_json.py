"""A report kept as data and drawn again, and its tables and charts as files."""

from __future__ import annotations

import csv
import datetime
import io
import json

from goodoffices.analysis import analyse
from goodoffices.formats.open_case import open_case
from goodoffices.formats.results.report_json import charts_of, in_light_colours, report_as_data, report_from_data, table_as_csv, tables_of
from goodoffices.report.content import Table
from goodoffices.report.reports.analysis_report import analysis_report
from tests.cases import EXAMPLES


def report():
    opened = open_case(EXAMPLES / "strait")
    return analysis_report(
        analyse(opened.case, [opened.preferences(p, "pragmatic") for p in opened.case.party_ids]), today=datetime.date(2026, 11, 28)
    )


def test_a_report_that_was_kept_is_the_same_report():
    made = report()
    assert report_from_data(json.loads(json.dumps(report_as_data(made)))) == made


def test_every_table_is_a_csv_with_as_many_rows_and_every_chart_a_drawing_without_a_page():
    made = report()
    for _, table in tables_of(made):
        rows = list(csv.reader(io.StringIO(table_as_csv(table))))
        assert len(rows) == len(table.rows) + 1
        assert {len(row) for row in rows} == {len(table.marked().columns)}
    [(name, chart)] = charts_of(made)
    assert name == "figure-1"
    assert "var(" not in in_light_colours(chart.svg)


def test_no_cell_is_a_formula_to_a_spreadsheet_and_numbers_stay_numbers():
    table = Table(caption="", columns=("=A1", "b"), rows=(("=HYPERLINK(1)", "+7.8"), ("@SUM", "-3"), ("-cmd", "12 %")))
    rows = list(csv.reader(io.StringIO(table_as_csv(table))))
    assert rows == [["'=A1", "b"], ["'=HYPERLINK(1)", "+7.8"], ["'@SUM", "-3"], ["'-cmd", "12 %"]]


def test_a_formula_behind_a_blank_an_unseen_mark_or_in_wide_signs_is_no_formula():
    odd = [" =1+1", "\u00a0=1", "\u200b=1", "\ufeff@x", "\uff1d1", "\t=1", "\uff0bA1"]
    table = Table(caption="numbers", columns=("A",), rows=tuple((cell,) for cell in odd))
    rows = list(csv.reader(io.StringIO(table_as_csv(table))))
    assert [row[0] for row in rows[1:]] == [f"'{cell}" for cell in odd]
