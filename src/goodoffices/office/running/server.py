"""Starts the office: its key, its tables, its worker, its server.

One office runs at a time for one data folder.
"""

from __future__ import annotations

import fcntl
import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from goodoffices.office.sealing.places import OfficeError, Places, for_its_owner_alone, make_places

#: Requests that are answered at the same time.
THREADS = 24


def prepare(places: Places) -> str:
    """Make the places where they are new, and the settings theirs; say where the key comes from.

    Raises `OfficeError`.
    """
    import django
    from django.core.exceptions import ImproperlyConfigured

    make_places(places, os.environ)
    os.environ.update(places.environment())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodoffices.office.settings")
    try:
        django.setup()
    except ImproperlyConfigured as fault:
        if "psycopg" in str(fault):
            raise OfficeError(
                "PostgreSQL needs the package psycopg: "
                "install Good Offices with its extra postgres."
            ) from None
        raise
    from django.conf import settings

    place: str = settings.KEY_PLACE
    return place


def bring_up_to_date() -> None:
    """Make or migrate the tables. Raises `OfficeError`.

    On PostgreSQL the owner does it, with grants to the role that serves.
    """
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    try:
        with _as_owner():
            call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from office_side")
    except (DatabaseError, sqlite3.Error, OSError) as fault:
        first = str(fault).strip().splitlines()[0] if str(fault).strip() else type(fault).__name__
        raise OfficeError(
            f"The database could not be made ready: {first}. Look at its folder or address, its "
            "rights, and whether the disk is full."
        ) from None


@contextmanager
def _as_owner() -> Iterator[None]:
    """Act as the role that owns the tables, where another role serves.

    The owner is named by ``GOODOFFICES_DATABASE_OWNER``.
    """
    from django.db import connection

    owner, served = os.environ.get("GOODOFFICES_DATABASE_OWNER"), connection.settings_dict["USER"]
    if connection.vendor != "postgresql" or not owner:
        yield
        return
    from urllib.parse import unquote, urlsplit

    address, kept = urlsplit(owner), dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(
        {"USER": unquote(address.username or ""), "PASSWORD": unquote(address.password or "")}
    )
    try:
        yield
        with connection.cursor() as cursor:
            name = connection.ops.quote_name(served)
            cursor.execute(
                f"grant select, insert, update, delete on all tables in schema public to {name}"
            )
            cursor.execute(f"grant usage on all sequences in schema public to {name}")
            cursor.execute(f"revoke update, delete on office_entry from {name}")
            # Words can be destroyed; a trigger lets nothing else be done with these columns.
            cursor.execute(f"grant update (key, sealed, salt, tag) on office_entry to {name}")
    finally:
        connection.close()
        connection.settings_dict.update({"USER": kept["USER"], "PASSWORD": kept["PASSWORD"]})


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the data folder, so that one office runs on it.

    Raises `OfficeError` where another runs.
    """
    # Files of the office are its own user's alone.
    os.umask(0o077)
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in (data, *data.iterdir()):
            for_its_owner_alone(path)
        opened = (data / "office.lock").open("a")
    except OSError as fault:
        raise OfficeError(
            f"The data folder {data} cannot be written: {fault.strerror}. Look at its rights, and "
            "whether the disk is full."
        ) from None
    with opened as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise OfficeError(
                f"Another office already runs on {data}. "
                "Stop it, or name another folder with --data."
            ) from None
        yield


#: Objects that Python makes before it looks for circles of garbage among them.
OBJECTS_BETWEEN_COLLECTIONS = 500_000


def collect_less_often() -> None:
    """Let Python look for circles of garbage less often: a large case makes many objects at once.

    What was loaded at the start stays, and is not looked through each time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 100)


def serve(port: int, ready: Callable[[], None]) -> None:
    """Serve on this machine's own address until interrupted. Raises `OfficeError`.

    ``ready`` is called when requests are answered.

    One process with threads: what one office is, one signal ends. A proxy that speaks TLS stands
    before it where others are to reach it.
    """
    from django.conf import settings
    from waitress.server import create_server

    from goodoffices.office.computing import pool
    from goodoffices.office.fonts import making
    from goodoffices.office.running import worker
    from goodoffices.office.wsgi import application

    try:
        server = create_server(
            application,
            host="127.0.0.1",
            port=port,
            threads=THREADS,
            ident=None,
            connection_limit=1_000,
            channel_timeout=30,
            clear_untrusted_proxy_headers=not settings.IS_HTTPS,
            max_request_body_size=settings.MOST_BYTES_OF_FILES,
            # Bodies stay in memory: nothing that a party sends touches a disk unsealed.
            inbuf_overflow=2 * settings.MOST_BYTES_OF_FILES,
            outbuf_overflow=16 * settings.MOST_BODY_BYTES,
            **(
                {
                    "trusted_proxy": "127.0.0.1",
                    "trusted_proxy_count": 1,
                    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
                }
                if settings.IS_HTTPS
                else {}
            ),
        )
    except OSError as fault:
        raise OfficeError(
            f"Port {port} cannot be used: {fault.strerror}. Name another with --port."
        ) from None
    pool.start()
    worker.start()
    making.start()
    collect_less_often()
    try:
        ready()
        server.run()
    finally:
        worker.stop()
        pool.stop()
