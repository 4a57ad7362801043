"""``goodoffices new``: begin a case from a template."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from goodoffices.cli.output import new_folder

#: Listed here too, so that ``--help`` need not load what reads cases.
TEMPLATES = ("ceasefire", "labour", "family", "blank")
CASE_TEMPLATES = Path(__file__).parents[1] / "formats/ours/case_templates"


@click.command(
    short_help="Begin a case from a template.",
    epilog="Example: goodoffices new talks --template labour",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--template",
    type=click.Choice(TEMPLATES),
    default="blank",
    show_default=True,
    help="What to begin with.",
)
def new(folder: Path, template: str) -> None:
    """Begin a case: make FOLDER with case.yaml, preferences and a package to be edited."""
    source = CASE_TEMPLATES / template
    with new_folder(folder) as half:
        shutil.copytree(source, half, dirs_exist_ok=True)
        # What parties want is for their mediator alone.
        (half / "preferences").chmod(0o700)
    click.echo(f"{folder} is ready. Edit case.yaml and the files in preferences/, then:")
    click.echo(f"  goodoffices check {folder}")
    click.echo(f"  goodoffices analyse {folder}")
