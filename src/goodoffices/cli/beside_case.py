"""Read a case together with a file that stands beside it in its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from goodoffices.cli.exit_codes import BAD_INPUT

if TYPE_CHECKING:
    from goodoffices.case import Case

T = TypeVar("T")


def read_beside_case(
    path: Path, name: str, read: Callable[[Path, Case], T | None], remedy: str
) -> tuple[Case, T]:
    """Read the case and a file beside it. Ends with exit code 2 where there is no such file.

    ``path``: the folder, or one of both files; ``read``: reads the file of a folder and its case,
    gives None where there is none; ``remedy``: what to do then.
    """
    from goodoffices.formats.documents.text_file import read_text
    from goodoffices.formats.ours.case_reader import read_case

    folder = path.parent if path.name in ("case.yaml", name) else path
    case = read_case(read_text(folder / "case.yaml", "case.yaml"))
    found = read(folder, case)
    if found is None:
        click.echo(f"{folder / name}: there is no such file. {remedy}", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    return case, found
