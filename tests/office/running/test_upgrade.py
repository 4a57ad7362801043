"""An office of the version before opens whole after the update, on SQLite and PostgreSQL: what lay in the clear is sealed, and the record goes on."""

from __future__ import annotations

import json
import uuid

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from goodoffices.office.access.paper_heads import HEAD_OF
from goodoffices.office.models import Entry, Membership, Paper, Side
from goodoffices.office.sealing import keys
from goodoffices.record import canonical, leaf_digest
from tests.office.cast import BACKEND, START, Cast, stated
from tests.office.test_acts import release


@pytest.fixture(params=["sqlite", "postgres"])
def before(request, tmp_path):
    """An empty office of the version before; on PostgreSQL by the role that owns its tables."""
    from tests.office.conftest import LATER, sqlite_config, use_database

    if request.param == "postgres":
        import psycopg

        uri, config = request.getfixturevalue("postgres_server")
        name = f"before_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(uri, autocommit=True) as root:
            root.execute(f"create database {name} owner office_owner")
        use_database({**config, "NAME": name, "USER": "office_owner"})
    else:
        use_database(sqlite_config(tmp_path / "before.sqlite3"))
    with time_machine.travel(LATER, tick=True):
        call_command("migrate", "office", "0003", verbosity=0)
        yield
    connection.close()


def old_office():
    """A case with a party, its lead, what she gave, a note, a consent and two entries, as the version before kept them."""
    models = MigrationExecutor(connection).loader.project_state(("office", "0003_hours_locks_changes")).apps
    opening, ids = (
        keys.opening_key(),
        {name: uuid.uuid4() for name in ("person", "case", "mediation", "party", "standing", "log", "paper", "note", "mara", "lead")},
    )

    def made(model, **fields):
        return models.get_model("office", model).objects.create(**fields)

    for name in ("person", "mara"):
        made("Person", id=ids[name], sign_in_name=name, name=name.capitalize(), joined_at=START, time_zone="Asia/Riyadh", password="!")
    text = (Cast.__module__ and (__import__("tests.cases", fromlist=["EXAMPLES"]).EXAMPLES / "strait/case.yaml")).read_text()
    key, sealed = keys.seal_apart(opening, json.dumps({"case.yaml": text}).encode(), f"case {ids['case']}")
    case = made("CaseRow", id=ids["case"], key=key, sealed=sealed, opened_at=START)
    sides = {}
    for place, (name, kind, party) in enumerate(
        (("mediation", "mediation", ""), ("party", "party", "northland"), (None, "party", "southland"))
    ):
        side_id = ids.get(name, uuid.uuid4())
        side_key = keys.seal(opening, keys.new_key(), keys.place_of_side(side_id))
        sides[name] = made("Side", id=side_id, case=case, kind=kind, party=party, name=party or "The mediation", place=place, key=side_key)
        made(
            "Log",
            id=ids["log"] if name == "party" else uuid.uuid4(),
            case=case,
            label=f"party:{party}" if party else "mediation",
            side=sides[name],
        )
    for label in ("parties", "observers", "public"):
        made("Log", case=case, label=label)
    people = models.get_model("office", "Person").objects
    made(
        "Standing",
        id=ids["standing"],
        person=people.get(pk=ids["person"]),
        side=sides["party"],
        functions=["lead"],
        since=START,
        told_at=START,
    )
    made(
        "Standing",
        id=ids["lead"],
        person=people.get(pk=ids["mara"]),
        side=sides["mediation"],
        functions=["lead"],
        since=START,
        told_at=START,
    )
    _old_papers_and_entries(made, models, sides["party"], ids)
    return ids


def _old_papers_and_entries(made, models, side, ids):
    """What the party's lead gave and noted, and two entries, as the version before kept them."""
    opening = keys.opening_key()
    opened = keys.unseal(opening, side.key, keys.place_of_side(ids["party"]))
    for name, kind, head, words in (
        (
            "paper",
            "preferences",
            {"file": "preferences/northland/stated.yaml", "party": "northland", "reading": "stated", "by": "Person"},
            stated(41),
        ),
        ("note", "note", {"by": "Person"}, "the harbour"),
    ):
        content = json.dumps({"head": head, "text": words}).encode()
        key, sealed = keys.seal_apart(opened, content, f"paper {ids[name]}", f"paper {ids[name]} {kind}")
        made("Paper", id=ids[name], side=side, kind=kind, key=key, sealed=sealed, made_at=START)
    for number, kind in enumerate(("person.join", "preferences.give"), 1):
        entry_id, salt = uuid.uuid4(), bytes([number]) * 32
        payload = {"name": "Person"} if kind == "person.join" else {"party": "northland", "paper": "x", "sha256": "y"}
        content = canonical(
            {
                "kind": kind,
                "actor": {"name": "Person", "side": "northland", "functions": ["lead"]},
                "at": "2026-11-24T09:00:00Z",
                "label": "party:northland",
                "payload": payload,
            }
        )
        key, sealed = keys.seal_apart(opening, content, f"entry {entry_id}")
        log = models.get_model("office", "Log").objects.get(pk=ids["log"])
        made("Entry", id=entry_id, log=log, number=number, at=START, key=key, sealed=sealed, salt=salt, digest=leaf_digest(salt, content))


@pytest.mark.slow
def test_an_office_of_the_version_before_opens_whole_and_goes_on(before):
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("office_entry", "office_paper", "office_standing"):
                cursor.execute(f"alter table {table} no force row level security")
        ids = old_office()
        if connection.vendor == "postgresql":
            cursor.execute("set constraints all immediate")
            for table in ("office_entry", "office_paper", "office_standing"):
                cursor.execute(f"alter table {table} force row level security")
    call_command("migrate", verbosity=0)
    cast = Cast.__new__(Cast)
    from django.test import Client

    from goodoffices.office.models import Person

    cast.case_id, cast.people, cast.clients = ids["case"], {}, {}
    for name, key in (("north", "person"), ("mara", "mara")):
        cast.people[name] = Person.objects.get(pk=ids[key])
        cast.clients[name] = Client(SERVER_NAME="localhost")
        cast.clients[name].force_login(cast.people[name], backend=BACKEND)
    assert cast.people["north"].time_zone == "Asia/Riyadh"
    assert "Walk-away value: 41" in cast.get("north", "preferences").content.decode()
    assert "the harbour" in cast.get("north", "notes").content.decode()
    record = " ".join(cast.get("north", "record").content.decode().split())
    assert "Person joined." in record
    assert "written before entries named what stands before them" in record
    assert release(cast).status_code == 302
    later = cast.get("north", "record").content.decode()
    assert "not what was entered" not in later
    assert "What if?" in later
    with transaction.atomic():
        view = cast.view("mara")
        assert {p.kind for p in view.papers(*HEAD_OF.values())} == {"preferences"}
        assert list(Membership.objects.filter(person=cast.people["mara"]).values_list("case_id", flat=True)) == [ids["case"]]
        assert Entry.objects.filter(log_id=ids["log"], tag=keys.kind_tag(ids["log"], "preferences.give")).count() == 1
    with transaction.atomic():
        # The guards are laid again.
        if connection.vendor == "postgresql":
            assert Paper.objects.count() == 0
        cast.view("north")
        assert Paper.objects.filter(side_id=ids["party"]).count() == 2
    assert Side.objects.count() == 3


def test_no_change_of_a_table_lacks_its_migration(before):
    call_command("makemigrations", "office", check=True, dry_run=True, verbosity=0)
