"""SQLite's journal: what was deleted leaves it, too, and the office goes on until it has.

A row that was deleted is overwritten in the database, and an older copy of its page stands in the
journal (WAL) until that is emptied, which cannot be done while somebody reads an older state: a
backup, an operator's shell, a replica. On PostgreSQL older copies go with its own vacuum.
"""

from __future__ import annotations

import threading

from django.db import connection

#: Milliseconds that one try waits for readers, and that statements wait for the lock otherwise.
PATIENCE, USUAL = 200, 5_000
_to_do = threading.Event()


def forget() -> bool:
    """Empty the journal after something was deleted, say whether it is empty.

    Where somebody reads, `go_on` tries again.
    """
    if connection.vendor != "sqlite":
        return True
    # Whatever is deleted from here on asks again.
    _to_do.clear()
    with connection.cursor() as cursor:
        cursor.execute(f"pragma busy_timeout={PATIENCE}")
        try:
            cursor.execute("pragma wal_checkpoint(truncate)")
            is_busy = bool(cursor.fetchone()[0])
        finally:
            cursor.execute(f"pragma busy_timeout={USUAL}")
    if is_busy:
        ask()
    return not is_busy


def ask() -> None:
    """Ask that no older copy stays in the journal, after something was deleted or written over.

    It is seen to within a second. PostgreSQL has no such journal.
    """
    if connection.vendor == "sqlite":
        _to_do.set()


def is_empty() -> bool:
    """Tell whether nothing that was deleted is left in the journal, as far as this office knows."""
    return connection.vendor != "sqlite" or not _to_do.is_set()


def go_on() -> None:
    """Try again where something was left in the journal; called every second."""
    if _to_do.is_set():
        forget()
