"""A backup: everything that is stored, sealed as it is, in one file; the key is not in it."""

from __future__ import annotations

import os
import sqlite3
import tarfile
import tempfile
from pathlib import Path

from goodoffices.office.places import OfficeError, Places


def back_up(places: Places, file: Path) -> None:
    """Write a backup while the office may be running. Raises `OfficeError`."""
    if places.database:
        raise OfficeError("An office on PostgreSQL is backed up with pg_dump; keep the key file apart.")
    if not places.sqlite_file.exists():
        raise OfficeError(f"There is no office in {places.data}. Name its folder with --data.")
    with tempfile.TemporaryDirectory(dir=file.absolute().parent) as folder:
        copy = Path(folder) / places.sqlite_file.name
        with sqlite3.connect(places.sqlite_file) as source, sqlite3.connect(copy) as target:
            source.backup(target)
            # Who is signed in is no part of what is kept.
            for table in ("django_session", "usersessions_usersession"):
                target.execute(f"delete from {table}")  # noqa: S608
        half = Path(folder) / "half"
        with tarfile.open(half, "w:gz") as archive:
            archive.add(copy, places.sqlite_file.name)
            archive.add(places.about_file, places.about_file.name)
        os.chmod(half, 0o600)
        half.replace(file)


def restore(file: Path, places: Places) -> None:
    """Put a backup into an empty folder. Raises `OfficeError`."""
    if places.data.exists() and any(places.data.iterdir()):
        raise OfficeError(f"{places.data} is not empty. Restore into an empty folder.")
    try:
        with tarfile.open(file, "r:gz") as archive:
            names = set(archive.getnames())
            if names != {places.sqlite_file.name, places.about_file.name}:
                raise OfficeError(f"{file} is no backup of an office.")
            places.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            archive.extractall(places.data, filter="data")
    except (tarfile.TarError, OSError, EOFError):
        raise OfficeError(f"{file} cannot be read as a backup.") from None
