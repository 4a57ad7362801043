"""``goodoffices monitor``: what was reported of a day, and which obligation it may break."""

from __future__ import annotations

import datetime
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from goodoffices.cli.options import check_language
from goodoffices.cli.output import Day, check_target, whole_file, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodoffices.case import Case
    from goodoffices.formats.monitoring.reading_reports import ReportsRead
    from goodoffices.monitoring.day import DayKnown
    from goodoffices.monitoring.decisions import Decisions
    from goodoffices.monitoring.kinds import Vocabulary
    from goodoffices.monitoring.watched import Watched
    from goodoffices.report.content import Report
    from goodoffices.report.wording import Wording

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
    setting = _Setting.of(path, options)
    read = setting.read(reports)
    if options["first_rows"]:
        _show_rows(read, options["first_rows"], setting)
        return
    day = options["on"] or datetime.datetime.now(setting.zone).date()
    known_at = setting.time(options["known_until"], day + datetime.timedelta(days=1))
    known = setting.known(read, day, known_at)
    if options["as_json"]:
        from goodoffices.formats.results.monitoring_json import monitoring_data

        data = monitoring_data(known, read.set_aside, setting.zone.key, setting.words)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    earlier = None
    if options["since_known"] is not None:
        earlier = setting.known(read, day, setting.time(options["since_known"], day))
    report = _report(setting, read, known, earlier)
    if not options["as_json"]:
        from goodoffices.report.terminal import print_report

        print_report(report, sys.stdout, plain=options["plain"], whole=False)
    _write_files(report, known, setting, options)


class _Setting:
    """What a run stands on: the case, the obligations, what is read with, what was decided."""

    def __init__(self, **parts: Any) -> None:
        self.case: Case = parts["case"]
        self.zone: ZoneInfo = parts["zone"]
        self.title: str = parts["title"]
        self.words: Wording = parts["words"]
        self.vocabulary: Vocabulary = parts["vocabulary"]
        self.decisions: Decisions = parts["decisions"]
        self.watched_at: Callable[[datetime.datetime], Sequence[Watched]] = parts["watched_at"]
        self.mappings, self.places = parts["mappings"], parts["places"]

    @classmethod
    def of(cls, path: Path, options: dict[str, Any]) -> _Setting:
        """Read all that a run stands on. Raises `CaseFileError`."""
        from goodoffices.cli.agreement_reading import read_with_case
        from goodoffices.formats.monitoring.library import (
            places_of,
            read_checked,
            vocabulary_of,
        )
        from goodoffices.formats.monitoring.mapping_file import MappingFile
        from goodoffices.formats.ours.monitoring_file import decisions_of_folder
        from goodoffices.report.wording import Wording

        case, agreement = read_with_case(path)
        check_language(case, options["language"])
        folder = path.parent if path.name in ("case.yaml", "agreement.yaml") else path
        zone = agreement.zone
        vocabulary = vocabulary_of(options["kinds"])
        decisions = decisions_of_folder(folder, case, zone, agreement.finders)
        words = Wording(case, options["language"])
        if options["obligations"] is not None:
            from goodoffices.formats.monitoring.obligations_file import watched_of_file

            listed = watched_of_file(
                options["obligations"], vocabulary, decisions.names_of_sides, zone
            )

            def watched_at(known_at: datetime.datetime) -> Sequence[Watched]:
                return listed
        else:
            from goodoffices.agreement import life_of
            from goodoffices.monitoring.watched import watched_in

            def watched_at(known_at: datetime.datetime) -> Sequence[Watched]:
                lives = [life_of(one, agreement, known_at) for one in agreement.texts]
                return watched_in(agreement, lives, vocabulary, words.language)

        _refuse_unknown_kinds(watched_at(datetime.datetime.now(datetime.UTC)), vocabulary)
        return cls(
            case=case,
            zone=zone,
            title=words.text(agreement.name),
            words=words,
            vocabulary=vocabulary,
            decisions=decisions,
            watched_at=watched_at,
            mappings=[read_checked(MappingFile, one, one.name) for one in options["mappings"]],
            places=places_of(options["places"]),
        )

    def read(self, reports: Sequence[Path]) -> ReportsRead:
        """Read the files of reports."""
        from goodoffices.formats.monitoring.reading_reports import ReadWith, read_reports

        return read_reports(
            reports,
            ReadWith(
                mappings=self.mappings,
                vocabulary=self.vocabulary,
                places=self.places,
                sides=self.decisions.names_of_sides,
                zone=self.zone,
            ),
        )

    def time(self, given: datetime.datetime | None, day: datetime.date) -> datetime.datetime:
        """Give a time with its zone; of a day, or of none, the end of the day."""
        from goodoffices.monitoring.day import known_by

        if given is None:
            return known_by(day, self.zone)
        if given.tzinfo is None:
            if given.time() != datetime.time():
                raise click.UsageError("a time needs its zone, as in 2025-03-29T08:00+03:00.")
            return known_by(given.date(), self.zone)
        return given

    def known(self, read: ReportsRead, day: datetime.date, known_at: datetime.datetime) -> DayKnown:
        """Say what is known of a day until a time."""
        from goodoffices.monitoring.day import day_known

        return day_known(
            read.reports,
            self.watched_at,
            self.vocabulary,
            self.decisions,
            (day, known_at),
            self.zone,
        )


def _refuse_unknown_kinds(watched: Sequence[Watched], vocabulary: Vocabulary) -> None:
    """Refuse obligations that name a kind that is not there: nothing would ever match them."""
    from difflib import get_close_matches

    from goodoffices.formats.documents.errors import CaseFileError, Fault
    from goodoffices.monitoring.watched import unknown_kinds

    known = [*vocabulary.acts.by_id, *vocabulary.objects.by_id]
    faults = []
    for obligation, kind in unknown_kinds(watched, vocabulary):
        near = get_close_matches(kind, known, 1)
        remedy = f'Did you mean "{near[0]}"?' if near else "Add it to a file for --kinds."
        words = f'the obligation "{obligation}" names a kind "{kind}" that is not known.'
        faults.append(Fault("agreement.yaml", 0, words, remedy))
    if faults:
        raise CaseFileError(faults)


def _report(
    setting: _Setting, read: ReportsRead, known: DayKnown, earlier: DayKnown | None
) -> Report:
    from goodoffices.formats.results.incident_map import incident_map
    from goodoffices.monitoring.same_event import same_event_candidates
    from goodoffices.report.reports.day_report import day_report
    from goodoffices.report.sections.day_figures import DayContext

    of_day = [one.incident for one in known.incidents]
    aside = Counter(one.reason for one in read.set_aside)
    if read.twice:
        aside[setting.words._("the same report stands in another file, too")] += read.twice
    context = DayContext(
        title=setting.title,
        zone=setting.zone,
        vocabulary=setting.vocabulary,
        candidates=same_event_candidates(of_day, setting.vocabulary),
        set_aside=sorted(aside.items(), key=lambda kv: (-kv[1], kv[0]))[:20],
        earlier=earlier,
        map_svg=incident_map(known, setting.words),
    )
    return day_report(known, context, setting.words)


def _write_files(
    report: Report, known: DayKnown, setting: _Setting, options: dict[str, Any]
) -> None:
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

        write_whole(options["as_csv"], monitoring_csv(known, setting.words), newline="")


def _show_rows(read: ReportsRead, n: int, setting: _Setting) -> None:
    """Show how the first rows are read, and the first that are set aside."""
    from goodoffices.monitoring.incident import incident_of
    from goodoffices.report.monitoring_in_words import incident_words
    from goodoffices.report.wrapping import wrapped

    for one in read.reports[:n]:
        said = incident_words(
            incident_of([one], setting.vocabulary), setting.vocabulary, setting.zone, setting.words
        )
        for line in wrapped(f"{one.id}: {said}", ""):
            click.echo(line)
    for aside in read.set_aside[:n]:
        click.echo(f"{aside.file}, row {aside.row}: set aside, {aside.reason}.")
    click.echo(f"{len(read.reports)} reports, {len(read.set_aside)} rows set aside.")
