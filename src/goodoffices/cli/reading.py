"""``goodoffices reading``: the middle of what a party said, as a reading with certain numbers."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from goodoffices.cli.exit_codes import BAD_INPUT
from goodoffices.cli.output import Day, write_whole


@click.command(
    short_help="The middle of what a party said, as a reading of its own.",
    epilog="""\b
Examples:
  goodoffices reading talks anna --central middle
  goodoffices analyse talks --reading anna=middle""",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="CASE")
@click.argument("party", metavar="PARTY")
@click.option("--central", "name", required=True, metavar="NAME", help="What it is called.")
@click.option("--of", "reading", metavar="NAME", help="The reading whose middle it is.")
@click.option("--today", type=Day(), help="Date of the file, for repeatable runs.")
def reading(
    path: Path, party: str, name: str, reading: str | None, today: datetime.date | None
) -> None:
    """Write a reading of a PARTY with one number in the middle of each doubt.

    With it everything works that asks for certain numbers: fairness, points, trades, drawing,
    brief, compare. It is marked as an estimate of the program and nobody's word; a party's own word
    still counts where nobody names a reading. What holds of the middle alone may not hold.
    """
    from goodoffices.analysis.doubt.central_reading import central_reading
    from goodoffices.formats.documents.field_types import ID
    from goodoffices.formats.open_case import open_case
    from goodoffices.formats.ours.preferences_writer import preferences_text
    from goodoffices.preferences.which_reading import OWN_WORD

    folder = path.parent if path.name == "case.yaml" else path
    opened = open_case(folder)
    if not ID.match(name) or name == OWN_WORD:
        raise click.UsageError(
            f"--central: name it otherwise: letters, digits, '_', '-' or '.', and not {OWN_WORD}."
        )
    if party not in opened.case.party_ids:
        known = ", ".join(opened.case.party_ids)
        raise click.UsageError(f'there is no party "{party}". Parties are: {known}.')
    target = folder / "preferences" / party / f"{name}.yaml"
    alone = folder / "preferences" / f"{party}.yaml"
    if alone.exists():
        words = f"Move {alone.name} to {party}/{OWN_WORD}.yaml: a party has a file or a folder."
        click.echo(f"{alone}: {words}", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    if target.exists():
        click.echo(f"{target}: there is one already. Name this one otherwise.", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    chosen = opened.chosen_readings({party: reading} if reading else {})
    one = opened.preferences(party, chosen[party])
    day = today or datetime.date.today()
    found = central_reading(opened.case, one, name, day)
    write_whole(target, preferences_text(opened.case, found.preferences))
    click.echo(f"{target} is ready: the middle of the reading {one.reading}, and nobody's word.")
    n = len(found.in_doubt)
    click.echo(f"{n} number{'s' if n > 1 else ''} in doubt there, certain here.")
    if found.walk_away_was_blank:
        value = found.preferences.exact_walk_away() or 0
        click.echo(
            f"Nothing was said of the walk-away value: {float(value):g} is the middle of what "
            "the rest leaves open. Ask for it first."
        )
    if one.possible_red_lines:
        click.echo("What may be out of the question is not, here.")
    click.echo(f"  goodoffices analyse {folder} --reading {party}={name}")
