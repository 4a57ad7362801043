"""``goodoffices agreement``: whether an agreement is in force on a day, text by text."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.beside_case import read_beside_case
from goodoffices.cli.options import check_language
from goodoffices.cli.output import Day

if TYPE_CHECKING:
    from goodoffices.agreement import Agreement
    from goodoffices.case import Case


@click.group(short_help="Whether an agreement is in force on a day, text by text.")
def agreement() -> None:
    """Follow the clocks of an agreement: when each text begins, ends, is renewed or left.

    The agreement stands in agreement.yaml in the folder of its case.
    """


@agreement.command(
    short_help="All mistakes in agreement.yaml, with their lines.",
    epilog="Example: goodoffices agreement check examples/grain-2022",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="CASE")
def check(path: Path) -> None:
    """Find all mistakes in the agreement of a case, with line and remedy."""
    _, read = _read(path)
    counts = [(len(read.texts), "text"), (len(read.events), "event")]
    texts, events = (f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts)
    click.echo(f"agreement.yaml: {texts}, {events}, no mistakes.")


@agreement.command(
    short_help="How each text stands at the end of a day, and why.",
    epilog="""\b
Examples:
  goodoffices agreement status examples/grain-2022 --on 2023-03-20
  goodoffices agreement status examples/riyadh-2025 --on 2025-04-18 --json""",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="CASE")
@click.option(
    "--on",
    type=Day(),
    help="The day, in the agreement's time zone. What happened later is not known then. "
    "Without it: today.",
)
@click.option("--language", metavar="CODE", help="A language of the case's texts.")
@click.option("--json", "as_json", is_flag=True, help="The same facts as JSON.")
def status(path: Path, on: datetime.date | None, language: str | None, as_json: bool) -> None:
    """Say how each text of an agreement stands at the end of a day, and why.

    Texts that differ have a clock each. A text without a duration has no end.
    """
    case, read = _read(path)
    check_language(case, language)
    from goodoffices.agreement import end_of_day_instant, life_of
    from goodoffices.procedure.moment import FIRST_YEAR, LAST_YEAR

    day = on or datetime.datetime.now(read.zone).date()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise click.UsageError(f"--on: a year lies between {FIRST_YEAR} and {LAST_YEAR}.")
    known_at = end_of_day_instant(day, read.zone)
    lives = [life_of(one, read, known_at) for one in read.texts]
    if as_json:
        from goodoffices.formats.results.agreement_json import agreement_status_data

        data = agreement_status_data(case, read, lives, day, language)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    from goodoffices.report.agreement_in_words import agreement_text

    click.echo(agreement_text(case, read, lives, day, language), nl=False)


def _read(path: Path) -> tuple[Case, Agreement]:
    """Read the case and its agreement. Ends with exit code 2 where there is none."""
    from goodoffices.formats.ours.agreement_reader import AGREEMENT, agreement_of_folder

    remedy = "Write the texts of the agreement there; docs/reference/agreement-format.md says how."
    return read_beside_case(path, AGREEMENT, agreement_of_folder, remedy)
