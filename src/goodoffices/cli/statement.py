"""``goodoffices check-statement``: checks the folder of a published joint statement, offline."""

from __future__ import annotations

import json
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodoffices.cli.exit_codes import REFUSED

if TYPE_CHECKING:
    from goodoffices.record.verifier.publication import FolderDeparture
    from goodoffices.record.verifier.published_page import PublishedStatement

#: Files that are looked at, and bytes of all together, and of a zip: several times what an office
#: publishes.
MOST_FILES, MOST_BYTES_IN_ALL = 200, 16_000_000
#: Bytes of a file that holds a key.
MOST_OF_A_KEY = 1_000
#: What is said of a file that does not belong to the statement.
NOT_NAMED = "statement.json does not name it"
#: Files that desktops leave in folders by themselves.
LEFT_BY_DESKTOPS = {".DS_Store", "Thumbs.db", "desktop.ini"}
#: How the file of a zip may be packed. Others can grow without bound in one step.
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
IS_ENCRYPTED = 0x1
#: What the library for zips raises for one that is broken.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError)


class _NotRead(Exception):
    """A file of the folder that is not read: why."""


@click.command(
    "check-statement",
    short_help="Check a published statement, offline.",
    epilog="""\b
Examples:
  goodoffices check-statement statement
  goodoffices check-statement statement.zip --key goodoffices/statement/5f…+c0ffee12+AbCd…
  goodoffices check-statement statement --key key-from-a-party.txt --json

\b
Exit codes: 0 it is whole; 1 something in it is not what was published; 2 what you gave cannot be
read.""",
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER | ZIP")
@click.option("--key", help="The office's key, as you know it from elsewhere, or a file with it.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def check_statement(folder: Path, key: str | None, as_json: bool) -> None:
    """Check that the FOLDER of a published joint statement, or its zip, is to the byte what was
    signed: texts, page and all. No office and no network is asked.

    Without --key the key in the folder is taken. Then the folder is held against its own word, and
    somebody else may have made and signed it.
    """
    from goodoffices.record.verifier.publication import (
        FILES,
        check_publication,
        read_statement,
    )
    from goodoffices.record.verifier.published_page import KEY, STATEMENT
    from goodoffices.record.verifier.reading import Invalid

    files, unread = _contents(folder)
    if not FILES & {*files, *(one.file for one in unread)}:
        raise click.UsageError(
            f"{folder} holds no published statement. Name the folder that has {STATEMENT} in it."
        )
    try:
        found = check_publication(files, _key_of(key))
    except Invalid:
        raise click.UsageError(
            f"“{(key or '')[:80]}” is no key. A key is NAME+ID+KEY, as in a file {KEY}."
        ) from None
    names = {one.file for one in unread}
    departures = [*unread, *(one for one in found if one.file not in names)]
    statement = None if departures else read_statement(files[STATEMENT])
    own = "" if statement is None or key is not None else files[KEY].decode().strip()
    if as_json:
        click.echo(json.dumps(_as_json(departures, statement, key is not None)))
    else:
        _print_words(departures, statement, len(files), own)
    raise click.exceptions.Exit(REFUSED if departures else 0)


def _key_of(given: str | None) -> str | None:
    """Give the key that was given, as such or as a file that holds it."""
    if given is None or "+" in given:
        return given
    try:
        with Path(given).open("rb") as file:
            return file.read(MOST_OF_A_KEY).decode(errors="replace").strip()
    except OSError:
        return given


def _as_json(
    departures: Sequence[FolderDeparture], statement: PublishedStatement | None, is_given: bool
) -> dict[str, Any]:
    said = None
    if statement is not None:
        said = {
            "id": statement.id,
            "title": statement.title,
            "by": list(statement.by),
            "published": statement.published,
            "corrects": statement.corrects or None,
            "languages": [text.language for text in statement.texts],
            "sha256": statement.digest,
        }
    return {
        "format": "goodoffices-statement-check/1",
        "verdict": "departs" if statement is None else "whole",
        "key": "given" if is_given else "of the folder",
        "statement": said,
        "departures": [{"file": one.file, "what": one.what} for one in departures],
    }


def _print_words(
    departures: Sequence[FolderDeparture],
    statement: PublishedStatement | None,
    count: int,
    own_key: str,
) -> None:
    """Print what was found. ``own_key``: that of the folder, where no other was given."""
    from goodoffices.formats.documents.printable import printable

    if statement is None:
        others = all(one.what == NOT_NAMED for one in departures)
        lines = [
            "REFUSED. All files of the statement are whole; others lie beside them. Take those out."
            if others
            else "REFUSED. This is not what was published."
        ]
        lines += [f"{one.file}: {one.what}." for one in departures]
    else:
        lines = [
            f"WHOLE{', BY ITS OWN KEY' if own_key else ''}. All {count} files are as the holder of "
            "the key published them; none is missing or added.",
            f"Title: {statement.title}",
            f"By: {', '.join(statement.by)}",
            f"Published: {statement.published}, as the holder of the key says",
            f"Languages: {', '.join(text.language for text in statement.texts)}",
            f"SHA-256 of statement.json: {statement.digest}",
        ]
        if statement.corrects:
            lines.append(f"Corrects the statement with the SHA-256: {statement.corrects}")
        if own_key:
            lines += [
                "",
                "You gave no key: this is the folder's own word. Somebody else could have made it",
                "and signed it with another key. Compare the key with the office's, as you know it",
                "from a party or from a page that you trust, or give that one with --key:",
                own_key,
            ]
        else:
            lines.append("Signed with the key that you gave.")
    click.echo("\n".join(printable(line) for line in lines))


def _contents(path: Path) -> tuple[dict[str, bytes], list[FolderDeparture]]:
    """Read the files of a folder or a zip, bounded; beside them say which are not read, and why."""
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            with os.scandir(path) as listed:
                return _bounded(
                    (one.name, _reader_of(one)) for one in listed if not _is_left(one.name)
                )
        if path.stat().st_size > MOST_BYTES_IN_ALL:
            raise click.UsageError(f"{path} has more than {MOST_BYTES_IN_ALL:,} bytes.")
        if not path.is_file() or not zipfile.is_zipfile(path):
            raise click.UsageError(f"{path} is neither a folder nor a zip. Name one of the two.")
        with zipfile.ZipFile(path) as archive:
            members = (one for one in archive.infolist() if not _is_left(one.filename))
            return _bounded((one.filename, _unpacker(archive, one)) for one in members)
    except _BROKEN:
        raise click.UsageError(f"{path} is a broken zip. Fetch it again.") from None
    except OSError as fault:
        raise click.UsageError(
            f"{path} cannot be read: {fault.strerror}. Name a folder that exists, or its zip."
        ) from None


def _is_left(name: str) -> bool:
    """Tell whether a desktop leaves such a file in a folder by itself."""
    return name in LEFT_BY_DESKTOPS or name.startswith(("._", "__MACOSX/"))


def _bounded(
    listed: Iterator[tuple[str, Callable[[int], bytes]]],
) -> tuple[dict[str, bytes], list[FolderDeparture]]:
    """Read each file that can belong to a statement, each and all together up to a size."""
    from goodoffices.record.verifier.publication import MOST_BYTES, FolderDeparture

    files: dict[str, bytes] = {}
    unread: list[FolderDeparture] = []
    left = MOST_BYTES_IN_ALL
    for number, (name, read) in enumerate(listed, 1):
        if number > MOST_FILES:
            raise click.UsageError(
                f"There are more than {MOST_FILES} files. Name the folder of one statement alone."
            )
        try:
            if name in files:
                raise _NotRead("it is there twice")
            most = min(MOST_BYTES, left)
            content = read(most + 1)
            if len(content) > most:
                raise _NotRead(
                    f"it has more than {MOST_BYTES:,} bytes, or all files have more than "
                    f"{MOST_BYTES_IN_ALL:,}"
                )
            left -= len(content)
            files[name] = content
        except _NotRead as fault:
            unread.append(FolderDeparture(name, str(fault)))
    return files, sorted(unread, key=lambda one: one.file)


def _reader_of(entry: os.DirEntry[str]) -> Callable[[int], bytes]:
    """Read a file of a folder, up to a number of bytes; no link is followed, no pipe waited for."""

    def read(most: int) -> bytes:
        try:
            if entry.is_symlink():
                raise _NotRead("it is a symbolic link, which is not followed")
            number = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                if not stat.S_ISREG(os.fstat(number).st_mode):
                    raise _NotRead("it is no ordinary file")
                with open(number, "rb", closefd=False) as file:
                    return file.read(most)
            finally:
                os.close(number)
        except OSError as fault:
            raise _NotRead(f"it cannot be read: {fault.strerror}") from None

    return read


def _unpacker(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[int], bytes]:
    """Unpack a file of a zip, up to a number of bytes, whatever it says of its size."""

    def read(most: int) -> bytes:
        if "/" in member.filename or "\\" in member.filename:
            raise _NotRead("it stands in a folder of its own")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise _NotRead("it is a symbolic link, which is not followed")
        if member.compress_type not in PACKED or member.flag_bits & IS_ENCRYPTED:
            raise _NotRead("it is encrypted, or packed in a way that is not read here")
        try:
            with archive.open(member) as file:
                return file.read(most)
        except (*_BROKEN, OSError):
            raise _NotRead("it cannot be unpacked") from None

    return read
