"""``goodoffices readings``: what holds under each combination of the parties' readings."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli.option_groups import Output, output_options
from goodoffices.cli.options import check_language, steps_option
from goodoffices.cli.output import LateProgress
from goodoffices.cli.printed_answer import give

#: Combinations of readings that one table holds.
MOST_COMBINATIONS = 64


@click.command(
    short_help="What holds under each combination of readings.",
    epilog="""\b
Examples:
  goodoffices readings examples/strait
  goodoffices readings examples/strait --package draft-2
  goodoffices readings examples/strait --json > readings.json""",
)
@click.argument(
    "paths",
    type=click.Path(path_type=Path),
    nargs=-1,
    required=True,
    metavar="CASE | DOMAIN PROFILE...",
)
@click.option(
    "--package",
    "packages",
    multiple=True,
    metavar="NAME",
    help="Also judge packages/NAME.yaml, a whole package, under each combination.",
)
@output_options
@steps_option
def readings(
    paths: tuple[Path, ...], packages: tuple[str, ...], output: Output, steps: int
) -> None:
    """Compare all combinations of readings of a CASE: the zone, the four solutions, and one package
    that all could sign under each.

    Invented values of parties that exist (basis exercise) are left out.
    """
    from goodoffices.analysis import NotSupported
    from goodoffices.answer import Combination, Wishes, WishRefused, answer
    from goodoffices.formats.open_case import open_case

    opened = open_case(*paths, steps=steps)
    check_language(opened.case, output.language)
    rows = opened.combinations()
    if len(rows) > MOST_COMBINATIONS:
        raise NotSupported(
            f"there are {len(rows)} combinations of readings; one table holds {MOST_COMBINATIONS}. "
            "Take files of readings out of a copy of the folder."
        )
    combinations = [Combination.of(opened, row) for row in rows]
    # A table of some combinations would pass for one of all: an interruption ends the command.
    wishes = Wishes(drafts={name: opened.draft(name).choices for name in packages})
    with LateProgress("Combinations of readings") as progress:
        try:
            found = answer(opened.case, combinations, wishes, progress=progress)
        except WishRefused as refusal:
            raise click.UsageError(f"--package {refusal.reason}") from None
    give(found, output, output.saying(notes=opened.notes))
