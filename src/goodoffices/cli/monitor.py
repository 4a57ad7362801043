"""``goodoffices monitor``: what was reported of a day, and which obligation it may break."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from goodoffices.cli.options import check_language
from goodoffices.cli.output import Day, check_target, refuse_inputs, whole_file, write_whole

if TYPE_CHECKING:
    from goodoffices.formats.monitoring.reading_reports import ReportsRead
    from goodoffices.formats.monitoring.watched_case import WatchedCase
    from goodoffices.monitoring.day import DayKnown
    from goodoffices.report.content import Report
    from goodoffices.report.wording import Wording

#: Reasons for setting rows aside that a report names.
MOST_REASONS = 20
FILE = click.Path(path_type=Path)


class Instant(click.ParamType[datetime.datetime]):
    """A time with its zone, or a day: then its end."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.datetime:
        """Read the time, or fail with a usage error. A day has no zone yet."""
        if isinstance(value, datetime.datetime):
            return value
        try:
            return datetime.datetime.fromisoformat(str(value).replace("Z", "+00:00"))
        except ValueError:
            self.fail(f"{value!r} is no time; write 2025-03-29T08:00+03:00, or a day.", param, ctx)


@click.command(
    short_help="What was reported of a day, and which obligation it may break.",
    epilog="""\b
Examples:
  goodoffices monitor examples/riyadh-2025 reports.csv --on 2025-03-28
  goodoffices monitor CASE viina.csv posts.csv --obligations obligations.json --json
  goodoffices monitor CASE reports.csv --on 2025-03-28 --known-until 2025-03-29T08:00+03:00 \\
    --since-known 2025-03-28 --html day.html
  goodoffices monitor CASE table.csv --mapping mine.yaml --first-rows 5""",
)
@click.argument("path", type=FILE, metavar="CASE")
@click.argument("reports", type=FILE, nargs=-1, required=True, metavar="REPORTS...")
@click.option("--on", type=Day(), help="The day, in the agreement's time zone. Else: today.")
@click.option(
    "--known-until",
    type=Instant(),
    help="What was published or entered later is not known. Else: the end of the day after.",
)
@click.option(
    "--since-known", type=Instant(), help="Also say what changed since it was known until then."
)
@click.option(
    "--obligations",
    type=FILE,
    metavar="FILE",
    help="A list of obligations (JSON), instead of the agreement's.",
)
@click.option(
    "--mapping",
    "mappings",
    type=FILE,
    multiple=True,
    metavar="FILE",
    help="How tables are read; before those that ship.",
)
@click.option("--kinds", type=FILE, metavar="FILE", help="Kinds of acts and things of your own.")
@click.option("--places", type=FILE, metavar="FILE", help="Names of places of your own.")
@click.option(
    "--first-rows",
    type=click.IntRange(1, 1000),
    metavar="N",
    help="Only show how the first rows are read.",
)
@click.option("--language", metavar="CODE", help="A language of the case's texts.")
@click.option("--json", "as_json", is_flag=True, help="The same facts as JSON.")
@click.option("--html", type=FILE, metavar="FILE", help="Also write the report as a page.")
@click.option("--pdf", type=FILE, metavar="FILE", help="Also write the report as PDF.")
@click.option(
    "--csv",
    "as_csv",
    type=FILE,
    metavar="FILE",
    help="Also write incidents and answers as a table.",
)
@click.option("--plain", is_flag=True, help="No styles, for pipes and screen readers.")
@click.option("--full", is_flag=True, help="Print the whole report, as the page has it.")
def monitor(path: Path, reports: tuple[Path, ...], **options: Any) -> None:
    """Hold reports of what happened against the obligations of the agreement in CASE.

    REPORTS are tables: of UCDP, VIINA, the Ukrainian Air Force, the Russian Ministry of Defence,
    ACLED, GeoJSON, or in the columns of Good Offices. Each incident of the day gets an answer for
    each obligation: a breach if confirmed, possible (and what is missing), permitted, outside.
    No answer is a finding: these are entered in monitoring.yaml beside the case.
    """
    kinds = {"html": (".html", ".htm"), "as_csv": (".csv",), "pdf": (".pdf",)}
    for name, endings in kinds.items():
        check_target(options[name], "file of this kind", endings)
    refuse_inputs([options[name] for name in kinds], [*reports, *options["mappings"]])
    _refuse_year(options)
    from goodoffices.formats.monitoring.watched_case import FilesToWatch, watched_case
    from goodoffices.report.wording import Wording

    files = FilesToWatch(
        obligations=options["obligations"],
        mappings=options["mappings"],
        kinds=options["kinds"],
        places=options["places"],
    )
    watched = watched_case(path, files, options["language"])
    check_language(watched.case, options["language"])
    w = Wording(watched.case, options["language"])
    read = watched.read(reports)
    if options["first_rows"]:
        _show_rows(read, options["first_rows"], watched, w)
        return
    day = options["on"] or datetime.datetime.now(watched.zone).date()
    known = watched.known(read, day, _time(options["known_until"], watched.zone))
    since = _time(options["since_known"], watched.zone)
    if since is not None and since > known.known_at:
        raise click.UsageError("--since-known lies after the time until which things are known.")
    earlier = None if since is None else watched.known(read, day, since)
    report = _report(watched, read, known, earlier, w)
    if options["as_json"]:
        from goodoffices.formats.results.monitoring_json import monitoring_data

        data = monitoring_data(known, read.set_aside, watched.zone.key, w)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        from goodoffices.report.terminal import print_report

        print_report(report, sys.stdout, plain=options["plain"], whole=options["full"])
    _write_files(report, known, w, options)


def _refuse_year(options: dict[str, Any]) -> None:
    """Refuse a day or a time in a year in which nothing is watched."""
    from goodoffices.formats.monitoring.mapped_reports import FIRST_YEAR, LAST_YEAR

    for name in ("on", "known_until", "since_known"):
        given = options[name]
        if given is not None and not FIRST_YEAR <= given.year <= LAST_YEAR:
            option = name.replace("_", "-")
            raise click.UsageError(
                f"--{option}: {given.year} is no year in which something is watched; "
                f"write one from {FIRST_YEAR} to {LAST_YEAR}."
            )


def _time(given: datetime.datetime | None, zone: ZoneInfo) -> datetime.datetime | None:
    """Give a time with its zone; of a day, its end; None where none is given."""
    from goodoffices.monitoring.day import known_by

    if given is None or given.tzinfo is not None:
        return given
    if given.time() != datetime.time():
        raise click.UsageError("a time needs its zone, as in 2025-03-29T08:00+03:00.")
    return known_by(given.date(), zone)


def _report(
    watched: WatchedCase,
    read: ReportsRead,
    known: DayKnown,
    earlier: DayKnown | None,
    w: Wording,
) -> Report:
    from goodoffices.formats.monitoring.watched_case import counted_reasons, incidents_not_there
    from goodoffices.formats.results.incident_map import incident_map
    from goodoffices.monitoring.same_event import same_event_candidates
    from goodoffices.report.reports.day_report import day_report
    from goodoffices.report.sections.day_figures import DayContext

    name = None if watched.agreement is None else w.text(watched.agreement.name)
    context = DayContext(
        title=name or w.case_name(),
        zone=watched.zone,
        vocabulary=watched.vocabulary,
        candidates=same_event_candidates([x.incident for x in known.incidents], watched.vocabulary),
        set_aside=counted_reasons(read)[:MOST_REASONS],
        n_twice=read.twice,
        no_sides=read.no_sides,
        not_there=incidents_not_there(watched.decisions, read),
        earlier=earlier,
        map_svg=incident_map(known, w),
    )
    return day_report(known, context, w)


def _write_files(report: Report, known: DayKnown, w: Wording, options: dict[str, Any]) -> None:
    if options["html"] is not None:
        from goodoffices import __version__
        from goodoffices.report.html import render_page

        write_whole(options["html"], render_page(report, __version__))
    if options["pdf"] is not None:
        from goodoffices.formats.results.typeset import report_pdf

        with whole_file(options["pdf"]) as half:
            half.write_bytes(report_pdf(report))
    if options["as_csv"] is not None:
        from goodoffices.formats.results.monitoring_csv import monitoring_csv

        write_whole(options["as_csv"], monitoring_csv(known, w), newline="")


def _show_rows(read: ReportsRead, n: int, watched: WatchedCase, w: Wording) -> None:
    """Show how the first rows are read, and the first that are set aside."""
    from goodoffices.monitoring.incident import incident_of
    from goodoffices.report.monitoring_in_words import incident_words
    from goodoffices.report.wrapping import wrapped

    for one in read.reports[:n]:
        incident = incident_of([one], watched.vocabulary)
        said = incident_words(incident, watched.vocabulary, watched.zone, w)
        for line in wrapped(f"{one.id}: {said}", ""):
            click.echo(line)
    for aside in read.set_aside[:n]:
        click.echo(f"{aside.file}, row {aside.row}: set aside, {aside.reason}.")
    click.echo(f"{len(read.reports)} reports, {len(read.set_aside)} rows set aside.")
