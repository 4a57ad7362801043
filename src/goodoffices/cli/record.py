"""``goodoffices record``: checks logs of the record that somebody took away from an office."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.exit_codes import REFUSED

if TYPE_CHECKING:
    from goodoffices.record import LogFile


@click.group(short_help="Check a log that was taken away from an office.")
def record() -> None:
    """Check logs of the record. Everything is worked out on this computer: no office and no network
    is asked.
    """


@record.command(
    short_help="Check that nothing in a log was changed, dropped or moved.",
    epilog="""\b
Examples:
  goodoffices record verify record-parties.json
  goodoffices record verify record-parties.json --earlier record-parties-march.json
  goodoffices record verify record-parties.json --head 5f0c…

\b
Exit codes: 0 nothing departs; 1 something does; 2 a file cannot be read.""",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--earlier",
    type=click.Path(path_type=Path),
    help="A copy that was taken earlier: the log may only have grown.",
)
@click.option(
    "--head",
    help=(
        "The digest of the log that you wrote down: it has to be the head after one of the entries."
    ),
)
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def verify(file: Path, earlier: Path | None, head: str | None, as_json: bool) -> None:
    """Check that nothing in the log FILE was changed, dropped or moved since it was entered.

    Alone a file shows that its entries fit one another. That none was cut off at the end, or that
    the whole log was not written anew, shows only what you kept yourself: an earlier copy, or a
    digest of the log.
    """
    from goodoffices.formats.documents.printable import printable
    from goodoffices.record import Departure, departure_from, first_departure, heads_of

    log = _log(file)
    departure = first_departure(log.log, log.label, log.leaves)
    if departure is None and earlier is not None:
        departure = departure_from(_log(earlier), log)
    if (
        departure is None
        and head is not None
        and head.strip().lower() not in {one.hex() for one in heads_of(log.leaves)}
    ):
        departure = Departure(len(log.leaves), "no entry has this digest of the log")
    if as_json:
        first = (
            None
            if departure is None
            else {"log": log.log, "number": departure.number, "what": departure.what}
        )
        outcome = {
            "format": "goodoffices-log-verification/1",
            "verdict": "consistent" if departure is None else "diverged",
        }
        click.echo(
            json.dumps(
                {
                    **outcome,
                    "entries": len(log.leaves),
                    "head": log.head.hex(),
                    "first_departure": first,
                }
            )
        )
    elif departure is None:
        click.echo(
            f"{len(log.leaves)} entries of {printable(log.label)}: nothing was changed, "
            f"dropped or moved.\nDigest of the log: {log.head.hex()}"
        )
        if earlier is None and head is None:
            click.echo(
                "Hold it against a copy or a digest that you kept (--earlier, --head): "
                "alone it cannot show that the end was not cut off."
            )
    else:
        click.echo(
            f"{printable(log.label)}, entry {departure.number}: {printable(departure.what)}."
        )
    if departure is not None:
        raise SystemExit(REFUSED)


def _log(file: Path) -> LogFile:
    """Read a log file. Raises `click.UsageError` for what is none."""
    from goodoffices.record import LogFileError, read_log_file

    try:
        return read_log_file(file.read_text(encoding="utf-8"))
    except OSError as fault:
        raise click.UsageError(
            f"{file} cannot be read: {fault.strerror}. Name a file that exists."
        ) from None
    except (LogFileError, UnicodeDecodeError) as fault:
        why = fault if isinstance(fault, LogFileError) else "it is not UTF-8"
        raise click.UsageError(
            f"{file} is no log of an office: {why}. Take it away again on the page Record."
        ) from None
