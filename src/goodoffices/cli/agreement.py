"""``goodoffices agreement``: whether an agreement is in force on a day, text by text."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from goodoffices.cli.agreement_files import LANGUAGE, board, compare, ics, new, text
from goodoffices.cli.agreement_reading import day_and_lives, read_with_case
from goodoffices.cli.options import check_language
from goodoffices.cli.output import Day


@click.group(short_help="An agreement: its terms, its text, whether it holds, its board.")
def agreement() -> None:
    """Make an agreement and follow it: terms, texts, clocks, who owes what, and how far it is.

    The agreement stands in agreement.yaml in the folder of its case.
    """


@agreement.command(
    short_help="All mistakes in agreement.yaml, with their lines.",
    epilog="Example: goodoffices agreement check examples/grain-2022",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="CASE")
def check(path: Path) -> None:
    """Find all mistakes in the agreement of a case, with line and remedy.

    It also says what is weak in its terms: what is left out, undefined, owed by nobody or by who
    does not sign, or required and forbidden at once. An agreement can be signed with all of that.
    """
    from goodoffices.agreement import every_obligation, weak_points
    from goodoffices.report.obligations_in_words import weak_point_words
    from goodoffices.report.terms_in_words import TermWords
    from goodoffices.report.wording import Wording

    case, read = read_with_case(path)
    owed = sum(1 for one in read.texts for _ in every_obligation(one))
    counts = [(len(read.texts), "text"), (owed, "obligation"), (len(read.events), "event")]
    texts, obligations, events = (f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts)
    click.echo(f"agreement.yaml: {texts}, {obligations}, {events}, no mistakes.")
    words = TermWords(read, Wording(case))
    for point in weak_points(read, case):
        click.echo(f"- {weak_point_words(point, words)}")


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
@LANGUAGE
@click.option("--json", "as_json", is_flag=True, help="The same facts as JSON.")
def status(path: Path, on: datetime.date | None, language: str | None, as_json: bool) -> None:
    """Say how each text of an agreement stands at the end of a day, and why.

    Texts that differ have a clock each. A text without a duration has no end.
    """
    case, read = read_with_case(path)
    check_language(case, language)
    day, lives = day_and_lives(read, on, "--on")
    if as_json:
        from goodoffices.formats.results.agreement_json import agreement_status_data

        data = agreement_status_data(case, read, lives, day, language)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    from goodoffices.report.agreement_in_words import agreement_text

    click.echo(agreement_text(case, read, lives, day, language), nl=False)


for command in (new, text, compare, board, ics):
    agreement.add_command(command)
