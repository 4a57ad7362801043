"""``goodoffices convert``: a case from one format into another."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from goodoffices.cli.options import named_readings, steps_option
from goodoffices.cli.output import new_folder, say_notes

TARGETS = ("goodoffices", "genius", "negolog")


@click.command(
    short_help="A case from one format into another.",
    epilog="""\b
Examples:
  goodoffices convert Amsterdam talks
  goodoffices convert domain.xml buyer.xml seller.xml talks
  goodoffices convert talks for-genius --to genius""",
)
@click.argument(
    "paths", type=click.Path(path_type=Path), nargs=-1, metavar="CASE | DOMAIN PROFILE..."
)
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    type=click.Choice(TARGETS),
    default="goodoffices",
    show_default=True,
    help="What to write.",
)
@click.option(
    "--reading",
    "readings",
    multiple=True,
    metavar="PARTY=NAME",
    help="Which reading of a party to take; NAME alone: for every party.",
)
@steps_option
def convert(
    paths: tuple[Path, ...], out: Path, target: str, readings: tuple[str, ...], steps: int
) -> None:
    """Write a CASE as the folder OUT, in our format or in another; say what that cannot hold.

    What would change the answer is refused with exit code 3, and nothing is written.
    """
    if not paths:
        raise click.UsageError(
            "convert needs a case and a new folder: "
            f"goodoffices convert {shlex.quote(str(out))} NEW-FOLDER"
        )
    from goodoffices.formats.conversion import convert_case
    from goodoffices.formats.open_case import open_case

    opened = open_case(*paths, steps=steps)
    named, for_all = named_readings(readings)
    converted = convert_case(opened, opened.chosen_preferences(named, for_all), target)
    with new_folder(out) as half:
        for place, text in converted.files.items():
            file = half / place
            file.parent.mkdir(mode=0o700, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    say_notes(converted.left_out)
    click.echo(f"{out} is ready: {len(converted.files)} files. Look at it with:")
    click.echo(f"  goodoffices analyse {shlex.quote(str(out))}")
