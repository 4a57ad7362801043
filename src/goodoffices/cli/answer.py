"""Where an answer goes: the terminal, a page, JSON, Parquet, a certificate; and how it is looked for."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodoffices import __version__
from goodoffices.cli.output import whole_file, write_whole

if TYPE_CHECKING:
    from goodoffices.analysis import Analysis, AnalysisInDoubt
    from goodoffices.analysis.doubt.regret import Regrets
    from goodoffices.analysis.sensitivity import Sensitivity
    from goodoffices.proof import FileDigest
    from goodoffices.report import Report


@dataclass(frozen=True)
class Output:
    """What is said beside the answer itself, and where it goes."""

    search: Search
    today: datetime.date
    language: str | None
    seed: int
    as_json: bool
    all_points: bool
    html: Path | None
    plain: bool
    for_party: str | None
    notes: tuple[str, ...] = ()
    binding: Binding | None = None
    explain_method: bool = False
    parquet: Path | None = None
    brief: bool = False
    sensitivity: bool = False


@dataclass(frozen=True)
class Search:
    """How the answer is looked for: entitlements, how long it may take and how much memory, how many points an answer in part lists, whether costs are told, whether the zone is counted whatever that costs."""

    entitlements: Mapping[str, Fraction]
    time_limit: float | None
    memory_limit: int | None
    points: int
    costs: bool
    count: bool = False


@dataclass(frozen=True)
class Binding:
    """Where a certificate goes, and what it is bound to: the files as they were before the analysis."""

    file: Path
    digests: tuple[FileDigest, ...]
    steps: int
    uncut: bool


def write_parquet(result: Analysis, file: Path) -> None:
    """The whole frontier to a Parquet file."""
    from goodoffices.formats.results.frontier_parquet import write_frontier

    try:
        with whole_file(file) as half:
            write_frontier(result, half)
    except ImportError:
        raise click.UsageError("--parquet needs the package pyarrow: pip install '.[parquet]' in the folder of Good Offices.") from None


def write_certificate(
    result: Analysis | AnalysisInDoubt, binding: Binding, *, regretted: Regrets | None = None, sensitivity: Sensitivity | None = None
) -> None:
    """What a result claims, bound to its files, for `verify`."""
    from goodoffices.analysis import AnalysisInDoubt
    from goodoffices.formats.certificates.certificate_writer import certificate_as_json, certificate_of
    from goodoffices.formats.certificates.doubt_certificate import certificate_of_doubt

    if isinstance(result, AnalysisInDoubt):
        made = certificate_of_doubt(result, binding.digests, steps=binding.steps, version=__version__, regrets=regretted)
    else:
        made = certificate_of(
            result, binding.digests, steps=binding.steps, version=__version__, uncut=binding.uncut, sensitivity=sensitivity
        )
    write_whole(binding.file, json.dumps(certificate_as_json(made), ensure_ascii=False) + "\n")


def print_json(data: dict[str, Any]) -> None:
    """One object to standard output."""
    # dumps, not dump: only the former uses the fast encoder.
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def show(report: Report, output: Output) -> None:
    """The report in the terminal, and as a page where one is asked for."""
    from goodoffices.report.terminal import print_report

    print_report(report, sys.stdout, plain=output.plain)
    if output.html is not None:
        write_page(output.html, report)
        click.echo(f"\nThe report as a page: {output.html.absolute()}")


def write_page(html: Path, report: Report) -> None:
    """The report as a self-contained page."""
    from goodoffices.report.html import render_page

    write_whole(html, render_page(report, __version__))
