"""``goodoffices analyse``: the main job."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices import __version__
from goodoffices.cli.answer import Binding, Output, Search, print_json, show, write_certificate, write_page, write_parquet
from goodoffices.cli.clock import Clock
from goodoffices.cli.exit_codes import IN_PART, NOT_SUPPORTED
from goodoffices.cli.options import STEPS, Seconds, check_language, named_numbers, named_readings, steps_option
from goodoffices.cli.output import Day, LateProgress, check_target, quiet_solvers, say_notes
from goodoffices.cli.own_view import own_reading

if TYPE_CHECKING:
    from goodoffices.analysis import Analysis
    from goodoffices.case import Case
    from goodoffices.formats.ours.opened_case import OpenedCase
    from goodoffices.preferences import Preferences

#: Combinations of readings that one table holds.
MOST_COMBINATIONS = 64
#: As `goodoffices.analysis.analysis.MOST_POINTS`, which is not imported before it is needed.
POINTS = 20


@click.command(
    short_help="What is possible, efficient and fair; if nothing is, why.",
    epilog="""\b
Examples:
  goodoffices analyse examples/strait
  goodoffices analyse examples/strait --reading northland=hardline --html strait.html
  goodoffices analyse examples/strait --all-readings
  goodoffices analyse examples/strait --package draft-2 --json > result.json
  goodoffices analyse examples/ferry-strike --for dockers
  goodoffices analyse domain.xml buyer.xml seller.xml""",
)
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="CASE | DOMAIN PROFILE...")
@click.option(
    "--reading", "readings", multiple=True, metavar="PARTY=NAME", help="Which reading of a party to take; NAME alone: for every party."
)
@click.option("--all-readings", is_flag=True, help="The zone and the four solutions for each combination of readings.")
@click.option("--package", "packages", multiple=True, metavar="NAME", help="Judge packages/NAME.yaml, whole or in part.")
@click.option("--for", "for_party", metavar="PARTY", help="What a party may be shown: from the case and her own words alone.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON (`goodoffices schema analysis`).")
@click.option("--all-points", is_flag=True, help="Write the whole frontier to JSON, however long.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Also write the report as a self-contained page.")
@click.option("--certificate", type=click.Path(path_type=Path, dir_okay=False), help="Also write what proves the answer, for `verify`.")
@click.option("--parquet", type=click.Path(path_type=Path, dir_okay=False), help="Also write all points to a Parquet file (needs pyarrow).")
@click.option("--language", metavar="TAG", help="Language of the case's texts, such as id; what is missing stays in its first.")
@click.option("--today", type=Day(), default=None, help="The day from which ages are counted [default: today].")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, show_default=True, help="For estimates by sampling.")
@click.option(
    "--entitlement", "entitlements", multiple=True, metavar="PARTY=NUMBER", help="Power of a party's gain in Nash's product [default: 1]."
)
@click.option("--uncut", is_flag=True, help="Do not cut totals where a file's program does (GENIUS at 1).")
@click.option("--brief", is_flag=True, help="The report on one page.")
@click.option("--costs", is_flag=True, help="Also say what each red line, linkage and limit costs each party (one frontier each).")
@click.option("--count", is_flag=True, help="Count the packages in the zone exactly, also where that takes long; else bounds are given.")
@click.option("--sensitivity", is_flag=True, help="Also say at which weights another package would be chosen as fair.")
@click.option("--explain-method", is_flag=True, help="Also say which method was chosen for each group of issues, and why.")
@click.option("--time-limit", type=Seconds(0.1), help="Seconds it may take; what is not finished then is an answer in part.")
@click.option("--memory-limit", type=click.IntRange(400, 10_000_000), help="Megabytes it may take, by estimate; beyond: an answer in part.")
@click.option(
    "--points",
    type=click.IntRange(1, 200),
    default=POINTS,
    show_default=True,
    help="How many points an answer in part looks for; solutions and bests come on top.",
)
@steps_option
@click.option("--plain", is_flag=True, help="No styles, for pipes and screen readers.")
def analyse(
    paths: tuple[Path, ...],
    readings: tuple[str, ...] = (),
    all_readings: bool = False,
    packages: tuple[str, ...] = (),
    for_party: str | None = None,
    as_json: bool = False,
    all_points: bool = False,
    html: Path | None = None,
    certificate: Path | None = None,
    parquet: Path | None = None,
    language: str | None = None,
    today: datetime.date | None = None,
    seed: int = 0,
    entitlements: tuple[str, ...] = (),
    uncut: bool = False,
    brief: bool = False,
    costs: bool = False,
    sensitivity: bool = False,
    explain_method: bool = False,
    time_limit: float | None = None,
    memory_limit: int | None = None,
    points: int = POINTS,
    count: bool = False,
    steps: int = STEPS,
    plain: bool = False,
) -> None:
    """Say which agreements of a CASE are possible, efficient and fair; if none is, why not.

    CASE is a folder of ours, or one of another program (GENIUS, GeniusWeb, NegoLog, NegMAS), whose files
    may also be named one by one: DOMAIN PROFILE PROFILE. A knapsack file is a case, too.

    Where not all efficient packages can be listed (too many, --time-limit, Ctrl-C), the answer is one in part, with exit code 4:
    the four solutions with bounds, and a few good packages with how far others may lie beyond them.
    """
    check_target(html, "page", (".html", ".htm"))
    check_target(certificate, "certificate", (".json",))
    check_target(parquet, "Parquet file", (".parquet",))
    search = Search(named_numbers(entitlements), time_limit, memory_limit, points, costs, count)
    day = today or datetime.date.today()
    beside = {
        "--json": as_json,
        "--for": for_party is not None,
        "--costs": costs,
        "--sensitivity": sensitivity,
        "--explain-method": explain_method,
    }
    if brief and any(beside.values()):
        raise click.UsageError(
            f"--brief does not go with {next(n for n, g in beside.items() if g)}, which is no part of the one page. Leave one out."
        )
    output = Output(
        search,
        day,
        language,
        seed,
        as_json,
        all_points,
        html,
        plain,
        for_party,
        explain_method=explain_method,
        parquet=parquet,
        brief=brief,
        sensitivity=sensitivity,
    )
    named, for_all = named_readings(readings)
    if all_readings:
        refused = {
            "--reading": readings,
            "--package": packages,
            "--for": for_party,
            "--all-points": all_points,
            "--certificate": certificate,
            "--parquet": parquet,
            "--entitlement": entitlements,
            "--time-limit": time_limit is not None,
            "--memory-limit": memory_limit is not None,
            "--uncut": uncut,
            "--brief": brief,
            "--costs": costs,
            "--count": count,
            "--sensitivity": sensitivity,
            "--explain-method": explain_method,
        }
        if given := [name for name, value in refused.items() if value]:
            raise click.UsageError(f"--all-readings does not go with {given[0]}.")
        _all_readings(_open(paths, steps), output)
    elif for_party is not None:
        if packages:
            raise click.UsageError("--for does not go with --package: packages are the team's files.")
        if certificate is not None:
            raise click.UsageError("--for does not go with --certificate: a certificate names what every party wants.")
        found, hers = own_reading(paths, for_party, named, for_all)
        _one(found, [hers], {}, output)
    else:
        opened = _open(paths, steps)
        preferences = opened.chosen_preferences(named, for_all)
        if uncut:
            if all(one.numbers.cut is None for one in preferences):
                raise click.UsageError("--uncut: no totals of this case are cut.")
            preferences = [one.uncut() for one in preferences]
        drafts = {name: opened.draft(name).choices for name in packages}
        binding = None if certificate is None else _bound_to(certificate, opened, preferences, steps, uncut=uncut)
        _one(opened.case, preferences, drafts, replace(output, notes=opened.notes, binding=binding))


def _bound_to(certificate: Path, opened: OpenedCase, preferences: list[Preferences], steps: int, *, uncut: bool) -> Binding:
    """What a certificate is bound to: the files as they are before the analysis."""
    from goodoffices.formats.ours.file_digests import file_digests

    return Binding(certificate, file_digests(opened, preferences), steps, uncut)


def _open(paths: tuple[Path, ...], steps: int) -> OpenedCase:
    from goodoffices.formats.open_case import open_case

    return open_case(*paths, steps=steps)


def _one(case: Case, preferences: list[Preferences], drafts: Mapping[str, Mapping[str, str]], output: Output) -> None:
    from goodoffices.analysis.engine.method import methods_of
    from goodoffices.analysis.sensitivity import sensitivity_of
    from goodoffices.report.reports.analysis_report import analysis_report
    from goodoffices.report.reports.brief_report import brief_report

    check_language(case, output.language)
    if any(not one.has_numbers for one in preferences):
        _positions(case, preferences, output)
    if output.for_party is None and any(one.unsupported() for one in preferences):
        _in_doubt(case, preferences, drafts, output)
        return
    result = _searched(case, preferences, drafts, output.search, output.seed)
    if result.in_part is not None and output.binding is not None:
        click.echo("No certificate is written: this is an answer in part.", err=True)
        output = replace(output, binding=None)
    if output.parquet is not None:
        write_parquet(result, output.parquet)
    methods = methods_of(result.problem) if output.explain_method else None
    turning = sensitivity_of(result) if output.sensitivity else None
    if output.html is not None or not output.as_json:
        report = (
            brief_report(result, today=output.today, language=output.language, notes=output.notes)
            if output.brief
            else analysis_report(
                result,
                today=output.today,
                language=output.language,
                for_party=output.for_party,
                notes=output.notes,
                methods=methods,
                sensitivity=turning,
            )
        )
    if output.as_json:
        say_notes(output.notes)
        from goodoffices.formats.results.result_json import result_as_json

        data = result_as_json(
            result,
            version=__version__,
            today=output.today,
            language=output.language,
            for_party=output.for_party,
            all_points=output.all_points,
            methods=methods,
            sensitivity=turning,
        )
        if output.html is not None:
            write_page(output.html, report)
        if output.binding is not None:
            write_certificate(result, output.binding, sensitivity=turning)
        print_json(data)
    else:
        show(report, output)
        if output.binding is not None:
            write_certificate(result, output.binding, sensitivity=turning)
            click.echo(f"\nThe certificate, for `goodoffices verify`: {output.binding.file.absolute()}")
    if result.in_part is not None:
        raise click.exceptions.Exit(IN_PART)


def _in_doubt(case: Case, preferences: list[Preferences], drafts: Mapping[str, Mapping[str, str]], output: Output) -> None:
    """Where numbers are intervals or blanks: what holds whatever the truth."""
    from goodoffices.cli.in_doubt import answer_in_doubt

    refused = {
        "--parquet": output.parquet is not None,
        "--all-points": output.all_points,
        "--entitlement": bool(output.search.entitlements),
        "--brief": output.brief,
        "--costs": output.search.costs,
        "--count": output.search.count,
        "--sensitivity": output.sensitivity,
        "--explain-method": output.explain_method,
    }
    report, data, result, regretted = answer_in_doubt(
        case,
        preferences,
        drafts,
        today=output.today,
        language=output.language,
        notes=output.notes,
        time_limit=output.search.time_limit,
        seed=output.seed,
        refused=refused,
    )
    if output.binding is not None:
        write_certificate(result, output.binding, regretted=regretted)
    if not output.as_json:
        show(report, output)
    else:
        if output.html is not None:
            write_page(output.html, report)
        print_json(data)
    if result.time_ended:
        raise click.exceptions.Exit(code=IN_PART)


def _searched(case: Case, preferences: list[Preferences], drafts: Mapping[str, Mapping[str, str]], search: Search, seed: int) -> Analysis:
    """The analysis within the limits of a search, with progress; a first Ctrl-C asks for what is known."""
    from goodoffices.analysis import Limits
    from goodoffices.analysis import analyse as run

    limits = Limits() if search.memory_limit is None else Limits().within_memory(search.memory_limit)
    with quiet_solvers(), LateProgress("Adding issues") as progress, Clock(search.time_limit) as clock:
        try:
            return run(
                case,
                preferences,
                drafts=drafts,
                seed=seed,
                limits=replace(limits, seconds_left=clock.seconds_left, interrupted=clock.interrupted, counts_exactly=search.count),
                entitlements=search.entitlements or None,
                most_points=search.points,
                costs=search.costs,
                progress=progress,
            )
        except ValueError as fault:
            raise click.UsageError(f"--entitlement: {fault}.") from None


def _positions(case: Case, preferences: list[Preferences], output: Output) -> None:
    """Public positions in words, and why there is no analysis of them."""
    from goodoffices.report.reports.positions_report import positions_report

    without = [one.party for one in preferences if not one.has_numbers]
    if not output.as_json:
        show(positions_report(case, preferences, today=output.today, language=output.language), output)
    click.echo(
        f"No analysis: public positions in words hold no numbers ({', '.join(without)}). Name a reading that has them: --reading NAME.",
        err=True,
    )
    raise click.exceptions.Exit(NOT_SUPPORTED)


def _all_readings(opened: OpenedCase, output: Output) -> None:
    from goodoffices.analysis import NotSupported
    from goodoffices.analysis import analyse as run
    from goodoffices.report.reports.readings_report import readings_as_json, readings_report

    check_language(opened.case, output.language)
    say_notes(opened.notes)
    combinations = opened.combinations()
    if len(combinations) > MOST_COMBINATIONS:
        raise NotSupported(
            f"there are {len(combinations)} combinations of readings; one table holds {MOST_COMBINATIONS}. Name some: --reading PARTY=NAME."
        )
    each = [[opened.preferences(p, r) for p, r in readings.items()] for readings in combinations]
    if any(one.unsupported() for some in each for one in some):
        _all_readings_in_doubt(opened.case, list(zip(combinations, each, strict=True)), output)
        return
    results = []
    with LateProgress("Combinations of readings") as progress:
        for number, (readings, some) in enumerate(zip(combinations, each, strict=True)):
            results.append((readings, run(opened.case, some)))
            progress(number + 1, len(combinations))
    if output.html is not None or not output.as_json:
        report = readings_report(opened.case, results, today=output.today, language=output.language)
    if output.as_json:
        if output.html is not None:
            write_page(output.html, report)
        print_json(readings_as_json(results, version=__version__))
    else:
        show(report, output)


def _all_readings_in_doubt(case: Case, combinations: list[tuple[dict[str, str], list[Preferences]]], output: Output) -> None:
    """All readings, where some number of some reading is an interval or a blank."""
    from goodoffices.analysis import analyse_in_doubt
    from goodoffices.analysis.doubt.readings_in_doubt import JUDGED
    from goodoffices.report.reports.readings_in_doubt_report import readings_in_doubt_as_json, readings_in_doubt_report

    results = []
    with LateProgress("Combinations of readings") as progress:
        for number, (readings, some) in enumerate(combinations):
            results.append((readings, analyse_in_doubt(case, some, most=JUDGED)))
            progress(number + 1, len(combinations))
    report = readings_in_doubt_report(case, results, {}, today=output.today, language=output.language)
    if not output.as_json:
        show(report, output)
        return
    if output.html is not None:
        write_page(output.html, report)
    print_json(readings_in_doubt_as_json(results, {}, version=__version__))
