"""A backup: everything that is stored, sealed as it is, in one file.

Neither the key nor an open session is in it.
"""

from __future__ import annotations

import os
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from goodoffices.office.sealing.places import OfficeError, Places

#: Tables of who is signed in, those of earlier versions, too, and of links that open something: one
#: that ended since would open it again.
SESSIONS = (
    "office_session",
    "django_session",
    "usersessions_usersession",
    "office_calendarfeed",
)


def back_up(places: Places, file: Path) -> None:
    """Write a backup while the office may be running. Raises `OfficeError`."""
    if places.database:
        raise OfficeError(
            "An office on PostgreSQL is backed up with pg_dump; keep the key file apart."
        )
    if not places.sqlite_file.exists():
        raise OfficeError(f"There is no office in {places.data}. Name its folder with --data.")
    with tempfile.TemporaryDirectory(dir=file.absolute().parent) as folder:
        copy = Path(folder) / places.sqlite_file.name
        with (
            closing(sqlite3.connect(places.sqlite_file)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        without_sessions(copy)
        copy.chmod(0o600)
        half = Path(folder) / "half"
        half.touch(0o600)
        with tarfile.open(half, "w:gz") as archive:
            archive.add(copy, places.sqlite_file.name)
            archive.add(places.about_file, places.about_file.name)
        half.replace(file)


def without_sessions(file: Path) -> None:
    """Take who is signed in out of a database that nobody else has open.

    With it go every row that was deleted in it, and its journal.
    """
    with closing(sqlite3.connect(file)) as opened:
        # First of all no journal: what is deleted would stand there.
        opened.execute("pragma journal_mode=delete").fetchall()
        opened.execute("pragma secure_delete=on").fetchall()
        there = {
            name
            for (name,) in opened.execute("select name from sqlite_master where type = 'table'")
        }
        for table in there.intersection(SESSIONS):
            opened.execute(f"delete from {table}")  # noqa: S608
        opened.commit()
        opened.execute("vacuum")


def restore(file: Path, places: Places) -> None:
    """Put a backup into an empty folder. Raises `OfficeError`."""
    if places.data.exists() and any(places.data.iterdir()):
        raise OfficeError(f"{places.data} is not empty. Restore into an empty folder.")
    os.umask(0o077)
    try:
        with tarfile.open(file, "r:gz") as archive:
            names = set(archive.getnames())
            if names != {places.sqlite_file.name, places.about_file.name}:
                raise OfficeError(f"{file} is no backup of an office.")
            places.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            places.data.chmod(0o700)
            archive.extractall(places.data, filter="data")
            for name in names:
                (places.data / name).chmod(0o600)
            # A backup of an earlier version may hold sessions.
            without_sessions(places.sqlite_file)
    except (tarfile.TarError, OSError, EOFError, sqlite3.Error):
        raise OfficeError(f"{file} cannot be read as a backup.") from None
