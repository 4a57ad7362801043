"""``goodoffices new``: begin a case from a template."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from goodoffices.cli.exit_codes import BAD_INPUT

TEMPLATES = ("ceasefire", "labour", "family", "blank")


@click.command(short_help="Begin a case from a template.", epilog="Example: goodoffices new talks --template labour")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--template", type=click.Choice(TEMPLATES), default="blank", show_default=True, help="What to begin with.")
def new(folder: Path, template: str) -> None:
    """Begin a case: make FOLDER with case.yaml, preferences and a package to be edited."""
    source = Path(__file__).parent / "templates" / template
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        click.echo(f"{folder}: there is something already. Name a folder that is new or empty.", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    if not folder.absolute().parent.is_dir():
        click.echo(f"{folder}: its parent folder does not exist. Make it first.", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    # Copied beside the target first, so that an interruption leaves no half case.
    with tempfile.TemporaryDirectory(dir=folder.absolute().parent, prefix=".new-case-") as half:
        whole = Path(half) / "case"
        shutil.copytree(source, whole)
        # What parties want is for their mediator alone.
        (whole / "preferences").chmod(0o700)
        if folder.exists():
            folder.rmdir()
        whole.replace(folder)
    click.echo(f"{folder} is ready. Edit case.yaml and the files in preferences/, then:")
    click.echo(f"  goodoffices check {folder}")
    click.echo(f"  goodoffices analyse {folder}")
