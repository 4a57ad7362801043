"""An answer on its way to a person: computed with progress, then printed, drawn, written."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodoffices import __version__
from goodoffices.cli.clock import Clock
from goodoffices.cli.exit_codes import NOT_SUPPORTED
from goodoffices.cli.output import LateProgress, quiet_solvers, say_notes, whole_file, write_whole

if TYPE_CHECKING:
    from goodoffices.analysis import Analysis
    from goodoffices.answer import Answer, Choice, Positions, Wishes
    from goodoffices.case import Case
    from goodoffices.cli.option_groups import Output
    from goodoffices.proof import Certificate
    from goodoffices.report import Report
    from goodoffices.report.saying import Saying

#: The option that stands for each wish.
OPTION_OF = {
    "drafts": "--package",
    "entitlements": "--entitlement",
    "costs": "--costs",
    "count": "--count",
    "sensitivity": "--sensitivity",
    "method": "--explain-method",
}


def computed(
    case: Case,
    choice: Choice,
    wishes: Wishes,
    *,
    time_limit: float | None = None,
    memory_limit: int | None = None,
) -> Answer:
    """Compute an answer to one choice of readings, with progress.

    A first Ctrl-C asks for what is known. Raises click.UsageError for wishes that cannot be met.
    """
    from goodoffices.analysis import Limits
    from goodoffices.answer import KindOfAnswer, WishRefused, answer, kind_of_answer

    about = (
        "Judging packages" if kind_of_answer(choice) is KindOfAnswer.IN_DOUBT else "Adding issues"
    )
    limits = Limits() if memory_limit is None else Limits().within_memory(memory_limit)
    with quiet_solvers(), LateProgress(about) as progress, Clock(time_limit) as clock:
        try:
            limits = replace(limits, seconds_left=clock.seconds_left, interrupted=clock.interrupted)
            return answer(case, choice, wishes, limits=limits, progress=progress)
        except WishRefused as refusal:
            raise click.UsageError(f"{OPTION_OF[refusal.wish]} {refusal.reason}") from None
        except ValueError as fault:
            raise click.UsageError(f"--entitlement: {fault}.") from None


def give(found: Answer, output: Output, saying: Saying) -> None:
    """Print an answer, or its data as JSON; write its page and workbook where asked for."""
    if not output.as_json:
        show(found.report(saying), output)
        return
    say_notes(saying.notes)
    data = found.as_data(saying)
    if output.html is not None or output.xlsx is not None:
        _write_files(found.report(saying), output)
    if data is not None:
        print_json(data)


def give_positions(found: Positions, output: Output, saying: Saying) -> None:
    """Print public positions in words, and say why there is no analysis of them.

    Ends the command.
    """
    if not output.as_json:
        show(found.report(saying), output)
    click.echo(
        (
            "No analysis: public positions in words hold no numbers "
            f"({', '.join(found.without_numbers)}). "
            "Name a reading that has them: --reading NAME."
        ),
        err=True,
    )
    raise click.exceptions.Exit(NOT_SUPPORTED)


def write_parquet(result: Analysis, file: Path) -> None:
    """Write the whole frontier to a Parquet file."""
    from goodoffices.formats.results.frontier_parquet import write_frontier

    try:
        with whole_file(file) as half:
            write_frontier(result, half)
    except ImportError:
        raise click.UsageError(
            "--parquet needs the package pyarrow: "
            "pip install '.[parquet]' in the folder of Good Offices."
        ) from None


def write_certificate(made: Certificate, file: Path) -> None:
    """Write what proves an answer, for `verify`."""
    from goodoffices.formats.certificates.certificate_file import certificate_as_json

    write_whole(file, json.dumps(certificate_as_json(made), ensure_ascii=False) + "\n")


def print_json(data: dict[str, Any]) -> None:
    """Print one object to standard output."""
    # dumps, not dump: only the former uses the fast encoder.
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def show(report: Report, output: Output) -> None:
    """Print a report in the terminal, and write it as a page where one is asked for."""
    from goodoffices.report.terminal import print_report

    print_report(report, sys.stdout, plain=output.plain, whole=output.full)
    _write_files(report, output)
    if output.html is not None:
        click.echo(f"\nThe report as a page: {output.html.absolute()}")
    if output.xlsx is not None:
        click.echo(f"\nThe report as a workbook: {output.xlsx.absolute()}")


def _write_files(report: Report, output: Output) -> None:
    """Write what is asked for beside the terminal."""
    if output.html is not None:
        write_page(output.html, report)
    if output.xlsx is not None:
        write_workbook(output.xlsx, report)


def write_workbook(xlsx: Path, report: Report) -> None:
    """Write a report as a workbook. Raises click.UsageError without what writes it."""
    from goodoffices.formats.tables.workbook import workbook_of

    try:
        content = workbook_of(report)
    except ImportError:
        raise click.UsageError(
            "--xlsx needs the package openpyxl: "
            "pip install '.[tables]' in the folder of Good Offices."
        ) from None
    with whole_file(xlsx) as half:
        half.write_bytes(content)


def write_page(html: Path, report: Report) -> None:
    """Write a report as a self-contained page."""
    from goodoffices.report.html import render_page

    write_whole(html, render_page(report, __version__))
