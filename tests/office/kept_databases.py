"""Keeps the office's database as it is now under a name, and puts it in the place of another: what many tests begin with is built once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.db import connection

#: Where SQLite's copies lie, and how the owner of PostgreSQL is reached; told by the fixtures that make them.
PLACES: dict[str, str] = {}
_kept: set[tuple[str, str]] = set()


def keep(name: str) -> None:
    """Copy the database in use; nobody may be at work in it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("pragma wal_checkpoint(truncate)")
        connection.close()
        shutil.copy(connection.settings_dict["NAME"], _file(name))
    else:
        _copy(connection.settings_dict["NAME"], _database(name))
    _kept.add((connection.vendor, name))


def put_back(name: str) -> bool:
    """Put a kept database in the place of the one in use; False where none was kept under this name."""
    if (connection.vendor, name) not in _kept:
        return False
    if connection.vendor == "sqlite":
        connection.close()
        used = Path(connection.settings_dict["NAME"])
        for end in ("-wal", "-shm"):
            used.with_name(used.name + end).unlink(missing_ok=True)
        shutil.copy(_file(name), used)
    else:
        _copy(_database(name), connection.settings_dict["NAME"])
    return True


def _file(name: str) -> Path:
    return Path(PLACES["sqlite"]) / f"{name}.kept.sqlite3"


def _database(name: str) -> str:
    return f"kept_{os.getpid()}_{name}"


def _copy(source: str, target: str) -> None:
    """Make a database of PostgreSQL from another."""
    import psycopg

    connection.close()
    with psycopg.connect(PLACES["postgresql"], autocommit=True) as root:
        root.execute(f"drop database if exists {target}")
        root.execute(f"create database {target} template {source} owner office_owner")
