"""``goodoffices new``: begin a case from a template, or from a sheet that people have."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import click

from goodoffices.cli.output import Day, new_folder

#: Listed here too, so that ``--help`` need not load what reads cases.
TEMPLATES = ("ceasefire", "labour", "family", "blank")
BASES = ("stated", "estimate", "exercise")
FORMATS = Path(__file__).parents[1] / "formats"
CASE_TEMPLATES = FORMATS / "ours/case_templates"


@click.command(
    short_help="Begin a case from a template, or from a sheet.",
    epilog="""\b
Examples:
  goodoffices new talks --template labour
  goodoffices new talks --from sheet.xlsx --basis stated
  goodoffices new --sheet sheet.csv""",
)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--template", type=click.Choice(TEMPLATES), help="What to begin with; else: blank.")
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path),
    metavar="TABLE",
    help="A sheet (.xlsx, .csv): issues and options down, parties across; weights and scores.",
)
@click.option(
    "--basis",
    type=click.Choice(BASES),
    default="estimate",
    show_default=True,
    help="Whose the numbers of the sheet are.",
)
@click.option(
    "--sheet", type=click.Path(path_type=Path), metavar="FILE", help="Write a sheet to be filled."
)
@click.option("--today", type=Day(), help="Date of the numbers, for repeatable runs.")
def new(
    folder: Path | None,
    template: str | None,
    table: Path | None,
    basis: str,
    sheet: Path | None,
    today: datetime.date | None,
) -> None:
    """Begin a case: make FOLDER with case.yaml, preferences and a package to be edited.

    A sheet has the parties in its first row, from the third column on. Under it each issue has a
    row with its weights, and a row for each option with its scores from 0 (worst) to 100 (best); a
    last row walk-away says below what a party would rather have no agreement. An empty cell is a
    number that nobody said.
    """
    if sheet is not None:
        _write_sheet(sheet)
        return
    if folder is None:
        raise click.UsageError("name the FOLDER that is to be made.")
    if table is not None and template is not None:
        raise click.UsageError("--from and --template do not go together.")
    if table is not None:
        _from_table(folder, table, basis, today or datetime.date.today())
    else:
        _from_template(folder, template or "blank")
    click.echo(f"  goodoffices check {folder}")
    click.echo(f"  goodoffices analyse {folder}")


def _write_sheet(sheet: Path) -> None:
    from goodoffices.cli.output import check_target, write_whole
    from goodoffices.formats.tables.sheet_of_case import START

    check_target(sheet, "sheet", (".csv",))
    write_whole(sheet, START.read_text())
    click.echo(f"{sheet} is ready. Fill it, save it as .xlsx or .csv, then:")
    click.echo(f"  goodoffices new talks --from {sheet}")


def _from_template(folder: Path, template: str) -> None:
    with new_folder(folder) as half:
        shutil.copytree(CASE_TEMPLATES / template, half, dirs_exist_ok=True)
        # What parties want is for their mediator alone.
        (half / "preferences").chmod(0o700)
    click.echo(f"{folder} is ready. Edit case.yaml and the files in preferences/, then:")


def _from_table(folder: Path, table: Path, basis: str, day: datetime.date) -> None:
    from goodoffices.formats.tables.case_of_sheet import case_of_sheet
    from goodoffices.formats.tables.cells import read_cells
    from goodoffices.formats.tables.sheet_of_case import sheet_of_case
    from goodoffices.preferences import BasisKind

    read = sheet_of_case(read_cells(table), str(table))
    files = case_of_sheet(read, folder.name, BasisKind(basis), day, table.name)
    with new_folder(folder) as half:
        (half / "preferences").mkdir(mode=0o700)
        for name, text in files.items():
            (half / name).write_text(text, encoding="utf-8")
    n = sum(len(one.scores) for one in read.issues)
    click.echo(
        f"{folder} is ready: {len(read.parties)} parties, {len(read.issues)} issues, {n} options. "
        "Rules that tie issues are yours to add in case.yaml. Then:"
    )
