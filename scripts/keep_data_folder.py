"""Keeps an office of this version, so that later versions are tried with it.

It holds a case in which something of each kind was done. Part of each release:
`PYTHONPATH=src:. .venv-test/bin/python scripts/keep_data_folder.py` writes
`tests/fixtures/offices/VERSION.sqlite3.gz`.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from pathlib import Path

import time_machine

from goodoffices import __version__
from tests.office import kept_databases
from tests.office.conftest import LATER, sqlite_config, use_database

FOLDER = Path(__file__).parents[1] / "tests/fixtures/offices"


def keep(file: Path) -> Path:
    """Make an office in this file, and write it packed beside those of earlier versions."""
    from django.db import connection

    from goodoffices.office.running.server import bring_up_to_date
    from tests.office.cast import Cast, stated
    from tests.office.made_results import keep as keep_result
    from tests.office.test_acts import release

    kept_databases.PLACES["sqlite"] = str(file.parent)
    use_database(sqlite_config(file))
    bring_up_to_date()
    with time_machine.travel(LATER, tick=True):
        cast = Cast()
        for sent in (
            cast.post("north", "preferences", text=stated(41)),
            cast.post("north", "notes", text="the harbour"),
            cast.post("mara", "notes", text="both are tired"),
            release(cast),
        ):
            if sent.status_code != 302:
                sys.exit(f"An act was refused: {sent.content.decode()[:2000]}")
        keep_result(cast)
    with connection.cursor() as cursor:
        cursor.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    FOLDER.mkdir(parents=True, exist_ok=True)
    packed = FOLDER / f"{__version__}.sqlite3.gz"
    # No time in the file's head: the same office gives the same bytes.
    packed.write_bytes(gzip.compress(file.read_bytes(), mtime=0))
    return packed


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(keep(Path(folder) / "office.sqlite3"))
