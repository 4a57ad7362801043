"""Writing without half files, printing without surprises."""

from __future__ import annotations

import contextlib
import ctypes
import datetime
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import click

from goodoffices.cli.exit_codes import BAD_INPUT

#: A progress bar appears after this many seconds.
PATIENCE = 2.0


class Day(click.ParamType[datetime.date]):
    """A day, written 2026-11-23."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Read the day, or fail with a usage error."""
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            self.fail(
                f"{value!r} is no day; write it as year-month-day, such as 2026-11-23.", param, ctx
            )


def write_whole(path: Path, text: str, newline: str | None = None) -> None:
    """Write a text file in one step: a reader, or an interruption, never meets half of it.

    ``newline``: what ends its lines, where that is not as usual on this machine. Raises
    click.FileError where the folder is missing or may not be written to.
    """
    with whole_file(path) as half, half.open("w", encoding="utf-8", newline=newline) as stream:
        stream.write(text)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a file to be filled, which takes its place whole when the block ends.

    Raises click.FileError where it cannot be written.
    """
    if path.exists() and not path.is_file():
        raise click.FileError(str(path), "it is no ordinary file")
    try:
        with tempfile.TemporaryDirectory(
            dir=path.absolute().parent, prefix=f".{path.name}."
        ) as half:
            file = Path(half) / path.name
            yield file
            with file.open("rb") as written:
                os.fsync(written.fileno())
            os.chmod(file, 0o600)
            file.replace(path)
    except OSError as fault:
        raise click.FileError(str(path), fault.strerror or "it cannot be written") from None


def check_target(file: Path | None, what: str, endings: tuple[str, ...]) -> None:
    """Refuse at once to write where there is no folder, or over a file of another kind."""
    if file is None:
        return
    if file.is_file() and file.suffix.lower() not in endings:
        raise click.UsageError(
            f"{file} is there and is no {what}; it would be overwritten. "
            f"Name a file that ends in {endings[0]}."
        )
    if not file.absolute().parent.is_dir():
        raise click.UsageError(f"{file}: its folder does not exist. Make it first.")


def refuse_inputs(targets: Iterable[Path | None], inputs: Iterable[Path]) -> None:
    """Refuse to write over a file that is read in the same run."""
    read = {file.resolve() for file in inputs}
    for file in targets:
        if file is not None and file.resolve() in read:
            raise click.UsageError(f"{file} is read here, and would be overwritten. Name another.")


def say_notes(notes: Iterable[str]) -> None:
    """Say on stderr what a reader of the case's files should know."""
    for note in notes:
        click.echo(f"Note: {note}", err=True)


@contextlib.contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to be filled, which takes its place whole when the block ends.

    An interruption leaves no half of it. Ends with exit code 2 where something is there already, or
    the parent folder is missing.
    """
    if folder.is_symlink() or (
        folder.exists() and (not folder.is_dir() or any(folder.iterdir()) or folder.samefile("."))
    ):
        click.echo(
            f"{folder}: there is something already. Name a folder that is new or empty.", err=True
        )
        raise click.exceptions.Exit(BAD_INPUT)
    if not folder.absolute().parent.is_dir():
        click.echo(f"{folder}: its parent folder does not exist. Make it first.", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
    with tempfile.TemporaryDirectory(dir=folder.absolute().parent, prefix=".new-case-") as half:
        whole = Path(half) / "case"
        whole.mkdir()
        yield whole
        if folder.exists():
            folder.rmdir()
        whole.replace(folder)


@contextlib.contextmanager
def quiet_solvers() -> Iterator[None]:
    """Throw away what solvers print by themselves.

    The program's own output is JSON, or a report.
    """
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:  # there is no standard output
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        # What lies in the C library's buffer belongs nowhere, too.
        ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


class LateProgress:
    """A progress bar on a terminal's stderr for what takes longer than `PATIENCE`."""

    def __init__(self, description: str) -> None:
        self.description, self.started = description, time.monotonic()
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> LateProgress:
        return self

    def __call__(self, done: int, of: int) -> None:
        """Note that ``done`` of ``of`` steps are done."""
        if self.bar is None and sys.stderr.isatty() and time.monotonic() - self.started > PATIENCE:
            from rich.console import Console
            from rich.progress import Progress

            self.bar = Progress(console=Console(stderr=True), transient=True)
            self.bar.start()
            self.task = self.bar.add_task(self.description, total=of)
        if self.bar is not None:
            self.bar.update(self.task, completed=done, total=of)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.bar is not None:
            self.bar.stop()
