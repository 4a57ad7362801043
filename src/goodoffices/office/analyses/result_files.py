"""The files that can be taken away of a result.

They are the report, its tables and charts, the packages one by one, and the certificate.
"""

from __future__ import annotations

import json

from django.utils.translation import gettext as _

from goodoffices import __version__
from goodoffices.case import Case
from goodoffices.formats.documents.errors import FormatNotSupported
from goodoffices.formats.results.report_json import (
    charts_of,
    in_light_colours,
    table_as_csv,
    tables_of,
)
from goodoffices.formats.tables.workbook import workbook_of
from goodoffices.office.analyses.frontier_drawing import frontier_chart, lead_of
from goodoffices.office.analyses.stored_result import StoredResult
from goodoffices.office.computing.worth import between
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.refusal import Refused
from goodoffices.report.content import Chart, Table
from goodoffices.report.html import render_page
from goodoffices.report.wording import Wording

#: The type of a workbook.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The name of the files that hold the packages one by one.
PACKAGES = "packages"


def files_of(result: StoredResult, case: Case) -> list[tuple[str, str]]:
    """List what can be taken away: (name, in words)."""
    found = [
        ("report.html", _("the report as one page")),
        ("report.pdf", _("the report as PDF")),
        ("report.xlsx", _("the report with all its tables as a workbook")),
    ]
    if result.certificate is not None:
        found.append(("certificate.json", _("the certificate, for goodoffices verify")))
    charts = {name: chart.title for name, chart in _charts_of(result).items()}
    tables = {name: table.caption for name, table in _tables_of(result).items()}
    # Those of the packages one by one are made when they are asked for.
    if result.points:
        tables = {PACKAGES: _packages_caption(), **tables}
    if is_drawn_apart(result, case):
        charts = {PACKAGES: lead_of(result, wording_for_reader(case)), **charts}
    for name, title in charts.items():
        picture = _("{title} (picture)").format(title=title)
        found += [(f"{name}.svg", title), (f"{name}.png", picture)]
    return found + [(f"{name}.csv", caption) for name, caption in tables.items()]


def file_of(result: StoredResult, case: Case, name: str) -> tuple[bytes | str, str] | None:
    """Make a file by its name, with its type; None where there is none of this name.

    Raises `Refused` where the machine cannot make it.
    """
    stem, _dot, ending = name.rpartition(".")
    if name == "report.html":
        return render_page(result.usual, __version__), "text/html; charset=utf-8"
    if name == "report.xlsx":
        return workbook_of(result.usual), XLSX
    if name == "certificate.json" and result.certificate is not None:
        return json.dumps(result.certificate, ensure_ascii=False) + "\n", "application/json"
    if ending == "csv":
        table = (
            packages_table(result, case)
            if stem == PACKAGES and result.points
            else _tables_of(result).get(stem)
        )
        return None if table is None else (table_as_csv(table), "text/csv; charset=utf-8")
    chart = (
        _packages_chart(result, case)
        if stem == PACKAGES and is_drawn_apart(result, case)
        else _charts_of(result).get(stem)
    )
    if ending == "svg" and chart is not None:
        return in_light_colours(chart.svg), "image/svg+xml"
    if name == "report.pdf" or (ending == "png" and chart is not None):
        from goodoffices.formats.results.typeset import chart_png, report_pdf

        try:
            return (
                (report_pdf(result.usual), "application/pdf")
                if chart is None
                else (chart_png(chart), "image/png")
            )
        except FormatNotSupported as fault:
            raise Refused(str(fault)) from None
    return None


def _tables_of(result: StoredResult) -> dict[str, Table]:
    """List every table of a result's reports by its name, those across readings last."""
    across = (
        {}
        if result.across is None
        else {f"across-{name}": table for name, table in tables_of(result.across)}
    )
    return {**dict(tables_of(result.usual)), **across}


def _charts_of(result: StoredResult) -> dict[str, Chart]:
    """List every chart of a result's reports by its name, those across readings last."""
    across = (
        {}
        if result.across is None
        else {f"across-{name}": chart for name, chart in charts_of(result.across)}
    )
    return {**dict(charts_of(result.usual)), **across}


def is_drawn_apart(result: StoredResult, case: Case) -> bool:
    """Tell whether the packages are drawn beside the report.

    The report draws none where numbers are in doubt.
    """
    return result.is_in_doubt and result.fits(case)


def _packages_chart(result: StoredResult, case: Case) -> Chart:
    """Draw the packages one by one."""
    title = lead_of(result, wording_for_reader(case))
    return Chart(
        title=title,
        svg=frontier_chart(case, result, None, "", None),
        summary=title,
        table=packages_table(result, case),
        mark=result.usual.mark,
    )


def _packages_caption() -> str:
    return _("The packages one by one, with what each party gets")


def packages_table(result: StoredResult, case: Case) -> Table:
    """List the packages that are or may be efficient, one by one, as a table.

    It says of each what each party gets, whether it lies in the zone, and its options.
    """
    w = wording_for_reader(case)
    rows = []
    for one in result.points:
        options = [option for _issue, option in package_rows(case, one.package)]
        # Numbers are written as in the other files of the result.
        worth = [between(Wording(case, result.usual.language), ends) for ends in one.between]
        rows.append((str(one.number), *worth, one.zone_word(w), *options))
    issues = [issue for issue, _option in package_rows(case, result.points[0].package)]
    columns = (w._("No."), *(w.party(p) for p in case.party_ids), w._("in the zone"), *issues)
    return Table(
        caption=_packages_caption(),
        columns=columns,
        rows=tuple(rows),
        mark=result.usual.mark,
        mark_heading=w._("basis"),
    )
