"""The office from the command line: ``serve``, ``mediator``, ``signing-key``, ``backup``, …"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodoffices.cli.exit_codes import BAD_INPUT

if TYPE_CHECKING:
    from goodoffices.office.sealing.places import Places

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="The office's folder [default: ~/.local/share/goodoffices].",
)
port_option = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Port on this machine.",
)
key_option = click.option(
    "--key-file",
    type=click.Path(path_type=Path),
    help="The file of the key that opens the office; outside its folder.",
)


def places_of(data: Path | None, key_file: Path | None = None, **more: str) -> Places:
    """Give the places that options and environment name."""
    from goodoffices.office.sealing.places import places_from

    named = {"GOODOFFICES_DATA": str(data.absolute())} if data else {}
    named |= {"GOODOFFICES_KEY_FILE": str(key_file.absolute())} if key_file else {}
    return places_from({**os.environ, **named, **more})


def of_the_office(command: Callable[..., Any]) -> Callable[..., Any]:
    """Make a command one that needs the office's packages.

    It ends with a message where the office cannot go on.
    """

    @wraps(command)
    def run(*arguments: Any, **named: Any) -> Any:
        try:
            import django  # noqa: F401
        except ImportError:
            click.echo(
                (
                    "The office needs more packages: "
                    "run pip install '.[office]' in the folder of Good Offices."
                ),
                err=True,
            )
            sys.exit(BAD_INPUT)
        from goodoffices.office.sealing.places import OfficeError

        try:
            return command(*arguments, **named)
        except OfficeError as fault:
            click.echo(str(fault), err=True)
            sys.exit(BAD_INPUT)

    return run


@click.command(
    short_help="Run the office: the server for mediators and parties.",
    epilog="""\b
Examples:
  goodoffices serve
  goodoffices serve --data /srv/office --port 8010 --url https://office.example
  goodoffices serve --database postgresql://office_app@localhost/office""",
)
@data_option
@port_option
@key_option
@click.option(
    "--url",
    default="",
    help=(
        "How people reach the office, such as https://office.example, "
        "where a proxy stands before it."
    ),
)
@click.option(
    "--database", default="", metavar="ADDRESS", help="PostgreSQL instead of the embedded SQLite."
)
@of_the_office
def serve(data: Path | None, port: int, key_file: Path | None, url: str, database: str) -> None:
    """Run the office on this machine. Nothing has to be set: the data folder, the key and the
    tables are made at the first start.

    It listens on this machine alone; a proxy that speaks TLS brings others to it. No mail is sent
    and nothing outside is asked.
    """
    more = ({"GOODOFFICES_URL": url} if url else {}) | (
        {"GOODOFFICES_DATABASE": database} if database else {}
    )
    run_office(places_of(data, key_file, **more), port, lambda: None)


def run_office(places: Places, port: int, before: Callable[[], None]) -> None:
    """Make ready, say where things are, serve.

    ``before`` is called when the tables are there.
    """
    from goodoffices.office.running.server import alone, bring_up_to_date, prepare
    from goodoffices.office.running.server import serve as run

    # A service manager's way to end it is as good as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with alone(places.data):
        place = prepare(places)
        bring_up_to_date()
        click.echo(f"Data: {places.database.rsplit('@')[-1] or places.sqlite_file}")
        click.echo(f"Key:  {place} (keep a copy elsewhere; without it the data cannot be read)")
        before()
        try:
            run(port, lambda: click.echo(f"The office: http://localhost:{port}  (Ctrl-C ends it)"))
        except KeyboardInterrupt:
            click.echo("The office is closed.")


@click.command(
    short_help="Invite a mediator to this office.",
    epilog='Example: goodoffices mediator "Mara Lindqvist"',
)
@click.argument("name")
@data_option
@key_option
@click.option(
    "--url", default="http://localhost:8000", show_default=True, help="How the office is reached."
)
@of_the_office
def mediator(name: str, data: Path | None, key_file: Path | None, url: str) -> None:
    """Invite NAME as a mediator of this office, who may open cases: the first account is made so.

    Prints a link and a second code; hand each over by another way.
    """
    from goodoffices.office.running.server import bring_up_to_date, prepare

    prepare(places_of(data, key_file))
    bring_up_to_date()
    from goodoffices.office.people.inviting import invite_mediator

    made = invite_mediator(name)
    click.echo(f"Link:        {url.rstrip('/')}/invitation/{made.token}")
    click.echo(f"Second code: {made.second}  (by another way)")
    click.echo(f"Both work once, until {made.expires_at:%d %B %Y, %H:%M} UTC.")


@click.command(
    "signing-key",
    short_help="Begin a new key with which the office signs checkpoints.",
    epilog="Example: goodoffices signing-key --data /srv/office",
)
@data_option
@key_option
@of_the_office
def signing_key(data: Path | None, key_file: Path | None) -> None:
    """Begin a new key with which the office signs the checkpoints of its logs.

    Each log announces it at its next checkpoint, which the key before signs, too. So who kept a
    checkpoint can follow from the one to the other.
    """
    from goodoffices.office.running.server import bring_up_to_date, prepare

    prepare(places_of(data, key_file))
    bring_up_to_date()
    from goodoffices.office.record.signing import begin_signing_key
    from goodoffices.office.sealing import clock_and_chance

    begin_signing_key(clock_and_chance.now())
    click.echo("From the next full hour on the office signs with a new key.")


@click.command(
    short_help="Write a backup of the office.", epilog="Example: goodoffices backup office.tar.gz"
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@data_option
@of_the_office
def backup(file: Path, data: Path | None) -> None:
    """Write everything that the office stores to FILE, sealed as it is. The key is not in it: keep
    its file apart.
    """
    from goodoffices.office.sealing.backup import back_up

    back_up(places_of(data), file)
    click.echo(f"The backup: {file.absolute()} (without the key)")


@click.command(
    short_help="Put a backup into an empty folder.",
    epilog="Example: goodoffices restore office.tar.gz --data /srv/office",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@data_option
@of_the_office
def restore(file: Path, data: Path | None) -> None:
    """Put the backup FILE into an empty folder; `serve` with the same key then goes on from it."""
    from goodoffices.office.sealing.backup import restore as put_back

    places = places_of(data)
    put_back(file, places)
    click.echo(f"Restored into {places.data}")
