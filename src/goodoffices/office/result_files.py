"""The files that can be taken away of a result: the report, its tables and charts, the packages one by one, the certificate."""

from __future__ import annotations

import json

from goodoffices import __version__
from goodoffices.case import Case
from goodoffices.formats.errors import FormatNotSupported
from goodoffices.formats.report_json import charts_of, in_light_colours, table_as_csv, tables_of
from goodoffices.office.case_view import Refused, is_package_of
from goodoffices.office.results import StoredResult
from goodoffices.office.spoken import package_rows
from goodoffices.office.weighing import between, frontier_chart, lead_of
from goodoffices.report.content import Chart, Table
from goodoffices.report.html import render_page
from goodoffices.report.wording import Wording


def files_of(result: StoredResult, case: Case) -> list[tuple[str, str]]:
    """What can be taken away: (name, in words)."""
    found = [("report.html", "the report as one page"), ("report.pdf", "the report as PDF")]
    if result.certificate is not None:
        found.append(("certificate.json", "the certificate, for goodoffices verify"))
    for name, chart in _charts(result, case).items():
        found += [(f"{name}.svg", chart.title), (f"{name}.png", f"{chart.title} (picture)")]
    return found + [(f"{name}.csv", table.caption) for name, table in _tables(result, case).items()]


def file_of(result: StoredResult, case: Case, name: str) -> tuple[bytes | str, str] | None:
    """A file by its name, and its type; None where there is none of this name. Raises `Refused` where the machine cannot make it."""
    stem, _, ending = name.rpartition(".")
    if name == "report.html":
        return render_page(result.usual, __version__), "text/html; charset=utf-8"
    if name == "certificate.json" and result.certificate is not None:
        return json.dumps(result.certificate, ensure_ascii=False) + "\n", "application/json"
    if ending == "csv" and (table := _tables(result, case).get(stem)) is not None:
        return table_as_csv(table), "text/csv; charset=utf-8"
    chart = _charts(result, case).get(stem)
    if ending == "svg" and chart is not None:
        return in_light_colours(chart.svg), "image/svg+xml"
    if name == "report.pdf" or (ending == "png" and chart is not None):
        from goodoffices.formats.typeset import chart_png, report_pdf

        try:
            return (report_pdf(result.usual), "application/pdf") if chart is None else (chart_png(chart), "image/png")
        except FormatNotSupported as fault:
            raise Refused(str(fault)) from None
    return None


def _tables(result: StoredResult, case: Case) -> dict[str, Table]:
    """Every table of a result by its name: those of the report, those across readings, and the packages one by one."""
    across = {} if result.across is None else {f"across-{name}": table for name, table in tables_of(result.across)}
    packages = {"packages": packages_table(result, case)} if result.points else {}
    return {**packages, **dict(tables_of(result.usual)), **across}


def _charts(result: StoredResult, case: Case) -> dict[str, Chart]:
    """Every chart of a result by its name: those of the report, those across readings, and the packages drawn where the report draws none of them."""
    across = {} if result.across is None else {f"across-{name}": chart for name, chart in charts_of(result.across)}
    drawn = {}
    if result.is_in_doubt and all(is_package_of(case, p.package) for p in result.points):
        title = lead_of(result, Wording(case))
        drawn["packages"] = Chart(
            title, frontier_chart(case, result, None, "", None), title, packages_table(result, case), result.usual.mark
        )
    return {**drawn, **dict(charts_of(result.usual)), **across}


def packages_table(result: StoredResult, case: Case) -> Table:
    """The packages that are or may be efficient, one by one: what each party gets, whether they lie in the zone, their options."""
    w = Wording(case)
    rows = []
    for one in result.points:
        options = [option for _, option in package_rows(case, one.package)]
        worth = [between(w, ends) for ends in one.between]
        rows.append((str(one.number), *worth, one.zone_word, *options))
    issues = [issue for issue, _ in package_rows(case, result.points[0].package)]
    columns = (w._("No."), *(w.party(p) for p in case.party_ids), w._("in the zone"), *issues)
    return Table(w._("The packages one by one, with what each party gets"), columns, tuple(rows), mark=result.usual.mark)
