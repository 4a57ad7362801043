"""``goodoffices analyse``: the main job."""

from __future__ import annotations

import contextlib
import datetime
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodoffices import __version__
from goodoffices.cli.exit_codes import NOT_SUPPORTED
from goodoffices.cli.output import Day, LateProgress, write_whole

if TYPE_CHECKING:
    from goodoffices.case import Case
    from goodoffices.formats.case_folder import CaseFolder
    from goodoffices.preferences import Preferences
    from goodoffices.report import Report

#: Combinations of readings that one table holds.
MOST_COMBINATIONS = 64


@click.command(
    short_help="What is possible, efficient and fair; if nothing is, why.",
    epilog="""\b
Examples:
  goodoffices analyse examples/strait
  goodoffices analyse examples/strait --reading northland=hardline --html strait.html
  goodoffices analyse examples/strait --all-readings
  goodoffices analyse examples/strait --package draft-2 --json > result.json
  goodoffices analyse examples/ferry-strike --for dockers""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--reading", "readings", multiple=True, metavar="PARTY=NAME", help="Which reading of a party to take; NAME alone: for every party."
)
@click.option("--all-readings", is_flag=True, help="The zone and the four solutions for each combination of readings.")
@click.option("--package", "packages", multiple=True, metavar="NAME", help="Judge packages/NAME.yaml, whole or in part.")
@click.option("--for", "for_party", metavar="PARTY", help="What a party may be shown: from the case and her own words alone.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON (`goodoffices schema analysis`).")
@click.option("--all-points", is_flag=True, help="Write the whole frontier to JSON, however long.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Also write the report as a self-contained page.")
@click.option("--language", metavar="TAG", help="Language of the case's texts, such as id; what is missing stays in its first.")
@click.option("--today", type=Day(), default=None, help="The day from which ages are counted [default: today].")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, show_default=True, help="For estimates by sampling.")
@click.option("--plain", is_flag=True, help="No styles, for pipes and screen readers.")
def analyse(
    case: Path,
    readings: tuple[str, ...] = (),
    all_readings: bool = False,
    packages: tuple[str, ...] = (),
    for_party: str | None = None,
    as_json: bool = False,
    all_points: bool = False,
    html: Path | None = None,
    language: str | None = None,
    today: datetime.date | None = None,
    seed: int = 0,
    plain: bool = False,
) -> None:
    """Say which agreements of a CASE are possible, efficient and fair; if none is, why not."""
    today = today or datetime.date.today()
    named, for_all = _readings(readings)
    if all_readings:
        refused = {"--reading": readings, "--package": packages, "--for": for_party, "--all-points": all_points}
        if given := [name for name, value in refused.items() if value]:
            raise click.UsageError(f"--all-readings does not go with {given[0]}.")
        _all_readings(case, today, language, as_json, html, plain)
    elif for_party is not None:
        if packages:
            raise click.UsageError("--for does not go with --package: packages are the team's files.")
        found, hers = _own(case, for_party, named, for_all)
        _one(found, [hers], {}, today, language, seed, as_json, all_points, html, plain, for_party)
    else:
        folder = _open(case)
        chosen = folder.chosen_readings(named, for_all)
        preferences = [folder.preferences(party, reading) for party, reading in chosen.items()]
        drafts = {name: folder.draft(name).choices for name in packages}
        _one(folder.case, preferences, drafts, today, language, seed, as_json, all_points, html, plain, None)


def _open(path: Path) -> CaseFolder:
    from goodoffices.formats.case_folder import open_case

    return open_case(path)


def _check_language(case: Case, language: str | None) -> None:
    if language is not None and language not in case.languages:
        raise click.UsageError(f"the case has no texts in {language!r}. Its languages are: {', '.join(case.languages)}.")


def _readings(given: tuple[str, ...]) -> tuple[dict[str, str], str | None]:
    """``A=hardline`` and plain ``exercise`` as (by party, for all)."""
    named: dict[str, str] = {}
    for_all = None
    for one in given:
        party, is_pair, reading = one.partition("=")
        if not is_pair:
            for_all = one
        elif party in named:
            raise click.UsageError(f"--reading names {party} twice.")
        else:
            named[party] = reading
    return named, for_all


def _own(path: Path, party: str, named: Mapping[str, str], for_all: str | None) -> tuple[Case, Preferences]:
    """A party's view: the public case and her own reading. No other file is opened."""
    from goodoffices.formats.case_folder import own_view, pick_reading, reading_files
    from goodoffices.formats.errors import CaseFileError
    from goodoffices.formats.field_types import ID
    from goodoffices.formats.yaml_document import read_text

    folder = path.parent if path.name == "case.yaml" else path
    files = reading_files(folder, party) if ID.match(party) else {}
    texts = {}
    for file in files.values():
        shown = file.relative_to(folder).as_posix()
        with contextlib.suppress(CaseFileError):  # unreadable: nobody can say that it is hers
            texts[shown] = read_text(file, shown)
    view = own_view(read_text(folder / "case.yaml", "case.yaml"), party, texts)
    reading = pick_reading(party, view.preferences, named.get(party, for_all), view.case.party(party).default_reading)
    return view.case, view.preferences[reading]


def _one(
    case: Case,
    preferences: list[Preferences],
    drafts: Mapping[str, Mapping[str, str]],
    today: datetime.date,
    language: str | None,
    seed: int,
    as_json: bool,
    all_points: bool,
    html: Path | None,
    plain: bool,
    for_party: str | None,
) -> None:
    from goodoffices.analysis import analyse as run
    from goodoffices.report import analysis_report

    _check_language(case, language)
    if any(not one.has_numbers for one in preferences):
        _positions(case, preferences, today, language, html, as_json, plain)
    started = time.perf_counter()
    with LateProgress("Adding issues") as progress:
        result = run(case, preferences, drafts=drafts, seed=seed, progress=progress)
    timing = {"analyse": round(time.perf_counter() - started, 3)}
    if html is not None or not as_json:
        report = analysis_report(result, today=today, language=language, for_party=for_party)
    if as_json:
        from goodoffices.formats.result_json import result_as_json

        data = result_as_json(
            result,
            version=__version__,
            today=today,
            language=language,
            for_party=for_party,
            all_points=all_points,
            timing=None if for_party is not None else timing,
        )
        if html is not None:
            _write_page(html, report)
        _print_json(data)
    else:
        _show(report, html, plain)


def _positions(
    case: Case, preferences: list[Preferences], today: datetime.date, language: str | None, html: Path | None, as_json: bool, plain: bool
) -> None:
    """Public positions in words, and why there is no analysis of them."""
    from goodoffices.report.positions_report import positions_report

    without = [one.party for one in preferences if not one.has_numbers]
    if not as_json:
        _show(positions_report(case, preferences, today=today, language=language), html, plain)
    click.echo(
        f"No analysis: public positions in words hold no numbers ({', '.join(without)}). Name a reading that has them: --reading NAME.",
        err=True,
    )
    raise click.exceptions.Exit(NOT_SUPPORTED)


def _all_readings(path: Path, today: datetime.date, language: str | None, as_json: bool, html: Path | None, plain: bool) -> None:
    from goodoffices.analysis import NotSupported
    from goodoffices.analysis import analyse as run
    from goodoffices.report.readings_report import readings_as_json, readings_report

    folder = _open(path)
    _check_language(folder.case, language)
    combinations = folder.combinations()
    if len(combinations) > MOST_COMBINATIONS:
        raise NotSupported(
            f"there are {len(combinations)} combinations of readings; one table holds {MOST_COMBINATIONS}. Name some: --reading PARTY=NAME."
        )
    results = []
    with LateProgress("Combinations of readings") as progress:
        for number, readings in enumerate(combinations):
            results.append((readings, run(folder.case, [folder.preferences(p, r) for p, r in readings.items()])))
            progress(number + 1, len(combinations))
    report = readings_report(folder.case, results, today=today, language=language)
    if as_json:
        if html is not None:
            _write_page(html, report)
        _print_json(readings_as_json(results, version=__version__))
    else:
        _show(report, html, plain)


def _print_json(data: dict[str, Any]) -> None:
    # dumps, not dump: only the former uses the fast encoder.
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _show(report: Report, html: Path | None, plain: bool) -> None:
    from goodoffices.report.terminal import print_report

    print_report(report, sys.stdout, plain=plain)
    if html is not None:
        _write_page(html, report)
        click.echo(f"\nThe report as a page: {html.absolute()}")


def _write_page(html: Path, report: Report) -> None:
    from goodoffices.report.html import render_page

    write_whole(html, render_page(report, __version__))
