"""``goodoffices indicators``: flows that an agreement should restore, with its days marked."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from goodoffices.cli.agreement_reading import day_and_lives, read_with_case
from goodoffices.cli.options import check_language
from goodoffices.cli.output import Day, check_target, refuse_inputs, write_whole

FILE = click.Path(path_type=Path)


@click.command(
    short_help="Flows that an agreement should restore, with its days marked.",
    epilog="""\b
Example:
  goodoffices indicators examples/grain-2022 voyages.csv --html voyages.html""",
)
@click.argument("path", type=FILE, metavar="CASE")
@click.argument("tables", type=FILE, nargs=-1, required=True, metavar="TABLES...")
@click.option("--on", type=Day(), help="The day at whose end things are known. Else: today.")
@click.option(
    "--mapping", "mappings", type=FILE, multiple=True, metavar="FILE", help="How tables are read."
)
@click.option("--language", metavar="CODE", help="A language of the case's texts.")
@click.option("--json", "as_json", is_flag=True, help="The same facts as JSON.")
@click.option("--html", type=FILE, metavar="FILE", help="Also write the report as a page.")
@click.option("--plain", is_flag=True, help="No styles, for pipes and screen readers.")
@click.option("--full", is_flag=True, help="Print the whole report, as the page has it.")
def indicators(path: Path, tables: tuple[Path, ...], **options: Any) -> None:
    """Show flows over time (ships, tonnes, transits) with the days of the agreement in CASE marked.

    TABLES are voyages of the grain initiative, transits of the Bosporus, or tables that a mapping
    of yours knows. What flows do before and after a day proves no cause.
    """
    from goodoffices import __version__
    from goodoffices.formats.monitoring.flows_file import FlowsFile, read_flows
    from goodoffices.formats.monitoring.library import read_checked
    from goodoffices.formats.results.indicators_json import indicators_data
    from goodoffices.monitoring.indicators import dates_of_agreement
    from goodoffices.report.html import render_page
    from goodoffices.report.reports.indicator_report import indicator_report
    from goodoffices.report.terminal import print_report
    from goodoffices.report.wording import Wording

    check_target(options["html"], "page", (".html", ".htm"))
    refuse_inputs([options["html"]], [*tables, *options["mappings"]])
    case, agreement = read_with_case(path)
    check_language(case, options["language"])
    w = Wording(case, options["language"])
    _, lives = day_and_lives(agreement, options["on"], "--on")
    dates = dates_of_agreement(agreement, lives, w.language)
    own = [read_checked(FlowsFile, one, one.name) for one in options["mappings"]]
    read = [read_flows(one, own) for one in tables]
    flows = [(one.source, flow) for one in read for flow in one.flows]
    aside = [row for one in read for row in one.set_aside]
    report = indicator_report(w.text(agreement.name), flows, dates, len(aside), w)
    if options["as_json"]:
        data = indicators_data(case.id, flows, dates, aside)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        print_report(report, sys.stdout, plain=options["plain"], whole=options["full"])
    if options["html"] is not None:
        write_whole(options["html"], render_page(report, __version__))
