"""``goodoffices timeline``: the talks of a case in time, as one reader may know them."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.beside_case import read_beside_case
from goodoffices.cli.options import check_language
from goodoffices.cli.output import Day, check_target, write_whole

if TYPE_CHECKING:
    from goodoffices.case import Case
    from goodoffices.procedure import Talks


@click.command(
    short_help="The talks in time: rounds, proposals, deadlines, what is open and due.",
    epilog="""\b
Examples:
  goodoffices timeline examples/riyadh-2025
  goodoffices timeline examples/strait --for northland
  goodoffices timeline examples/strait --ics strait.ics
  goodoffices timeline examples/ferry-strike --json --today 2026-06-01""",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="CASE")
@click.option(
    "--for",
    "reader",
    default="mediation",
    metavar="READER",
    help="Only what this reader may know: a party's id, observers or public. "
    "Without it: everything, which is the mediation's.",
)
@click.option(
    "--ics",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write it as a calendar. Whoever keeps your calendar then reads it, too.",
)
@click.option("--language", metavar="CODE", help="A language of the case's texts.")
@click.option("--today", type=Day(), help="Date that days are counted to, for repeatable runs.")
@click.option("--json", "as_json", is_flag=True, help="The same facts as JSON.")
def timeline(
    path: Path,
    reader: str,
    ics: Path | None,
    language: str | None,
    today: datetime.date | None,
    as_json: bool,
) -> None:
    """Show the talks of a case in time: tracks, rounds, what was carried, deadlines, next steps.

    They stand in talks.yaml in the folder of the case.
    """
    check_target(ics, "calendar", (".ics",))
    case, talks = _read(path)
    check_language(case, language)
    readers = ("mediation", *case.party_ids, "observers", "public")
    if reader not in readers:
        known = ", ".join(readers)
        raise click.UsageError(f"--for: there is no reader {reader!r}. Readers are: {known}.")
    day = today or datetime.date.today()
    if as_json:
        from goodoffices.formats.results.timeline_json import timeline_data

        data = timeline_data(case, talks, reader, day, language)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        from goodoffices.report.timeline_text import timeline_text

        click.echo(timeline_text(case, talks, reader, day, language), nl=False)
    if ics is not None:
        _write_calendar(ics, case, talks, reader, day, language)
        click.echo(f"The calendar: {ics.absolute()}", err=True)


def _read(path: Path) -> tuple[Case, Talks]:
    """Read the case and its talks. Ends with exit code 2 where there are none."""
    from goodoffices.formats.ours.talks_reader import TALKS, talks_of_folder

    remedy = "Write the rounds of the talks there; docs/reference/talks-format.md says how."
    return read_beside_case(path, TALKS, talks_of_folder, remedy)


def _write_calendar(
    file: Path,
    case: Case,
    talks: Talks,
    reader: str,
    today: datetime.date,
    language: str | None,
) -> None:
    from goodoffices import procedure
    from goodoffices.formats.results.calendar_file import calendar_text
    from goodoffices.report.wording import Wording

    text = calendar_text(
        procedure.timeline(talks, reader),
        procedure.next_steps(talks, reader),
        Wording(case, language),
        made_at=datetime.datetime.combine(today, datetime.time(), datetime.UTC),
        secret=hashlib.sha256(f"{case.id} {reader}".encode()).digest(),
    )
    # RFC 5545 ends each line with both characters.
    write_whole(file, text.replace("\r\n", "\n"), newline="\r\n")
