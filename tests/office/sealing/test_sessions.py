"""Sessions: nothing that is stored opens one, they end after twelve hours whatever is done in them, and a stranger leaves no row."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from goodoffices.office.models import Session, Side
from goodoffices.office.running import worker
from goodoffices.office.sealing import journal
from tests.office.cast import Cast, act
from tests.office.test_acts import with_a_key_of_her_own

on_sqlite = pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def cookie_of(client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_what_is_stored_of_a_session_opens_none(cast):
    with connection.cursor() as cursor:
        cursor.execute("select * from office_session")
        stored = [str(bytes(v) if isinstance(v, memoryview) else v) for row in cursor.fetchall() for v in row]
    thief = Client(SERVER_NAME="localhost")
    assert len(stored) >= 5
    for value in {*stored, *Session.objects.values_list("digest", flat=True)}:
        thief.cookies[settings.SESSION_COOKIE_NAME] = value
        assert thief.get("/").status_code == 302
    assert cookie_of(cast.clients["north"]) not in "".join(stored)


def test_a_session_ends_after_twelve_hours_whatever_is_done_in_it(cast):
    for hour in range(1, 12):
        with act(f"hour {hour}", minute=60 * hour):
            assert cast.get("north").status_code == 200
            cast.clients["north"].get("/invitation/AAAA-BBBB")
    with act("in time", minute=12 * 60 - 1):
        assert cast.get("north").status_code == 200
    with act("too late", minute=12 * 60 + 1):
        assert cast.get("north").status_code == 302


def test_sessions_that_are_over_are_deleted_with_their_addresses(cast):
    before = Session.objects.count()
    with act("a day later", minute=24 * 60):
        worker._keep_house()
    assert (before, Session.objects.count()) == (5, 0)


def test_a_strangers_request_leaves_no_row(cast):
    before = Session.objects.count()
    for path in ("/", "/invitation/AAAA-BBBB", "/invitation/", "/accounts/login/", "/accounts/2fa/webauthn/login/", "/left/", "/nothing"):
        for _ in range(3):
            Client(SERVER_NAME="localhost").get(path)
            Client(SERVER_NAME="localhost").post(path, {"login": "nobody", "password": "nothing", "token": "AAAA-BBBB"})
    assert Session.objects.count() == before


def test_the_cookie_of_the_first_half_of_signing_in_is_not_taken_again(cast):
    stranger = Client(SERVER_NAME="localhost")
    stranger.get("/invitation/AAAA-BBBB")
    first = cookie_of(stranger)
    assert stranger.post("/accounts/login/", {"login": "north", "password": "north: a long pass phrase"}).status_code == 302
    assert stranger.get("/").status_code == 200
    assert cookie_of(stranger) != first
    again = Client(SERVER_NAME="localhost")
    again.cookies[settings.SESSION_COOKIE_NAME] = first
    assert "invitation" not in again.session
    assert "not valid" not in again.get("/invitation/").content.decode()


@pytest.mark.parametrize("cookie", ["~", "~AAAA", "~" + "A" * 400, "x", "", "~é", "0" * 64])
def test_a_cookie_that_nobody_gave_is_nobody(cast, cookie):
    odd = Client(SERVER_NAME="localhost")
    odd.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert odd.get("/").status_code == 302
    assert odd.get("/invitation/AAAA").status_code == 302


def test_a_person_sees_her_sessions_and_ends_one_or_all_others(cast):
    other = Client(SERVER_NAME="localhost", HTTP_USER_AGENT="A telephone")
    other.post("/accounts/login/", {"login": "north", "password": "north: a long pass phrase"})
    page = cast.clients["north"].get("/you/sessions/").content.decode()
    assert ("A telephone" in page, "127.0.0.1" in page) == (True, True)
    cast.clients["south"].post("/you/sessions/", {"row": other.session.row})
    assert other.get("/").status_code == 200
    cast.clients["north"].post("/you/sessions/", {"row": other.session.row})
    assert other.get("/").status_code == 302
    other.post("/accounts/login/", {"login": "north", "password": "north: a long pass phrase"})
    cast.clients["north"].post("/you/sessions/", {})
    assert (other.get("/").status_code, cast.get("north").status_code) == (302, 200)


def reader_of(connection_):
    """Somebody who holds an older state of the database open."""
    reader = sqlite3.connect(connection_.settings_dict["NAME"], isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from office_paper").fetchall()
    return reader


@on_sqlite
def test_what_was_deleted_leaves_the_journal_when_the_last_reader_has_gone(cast, tmp_path):
    cast.post("north", "notes", text="ours")
    from tests.office.record.test_pages import keys

    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as there:
        [(row, sealed, key)] = there.execute(
            "select id, sealed, key from office_paper where tag = ?", [keys.kind_tag(cast.side("northland").pk, "note")]
        ).fetchall()

    def is_left():
        return any(part[:40] in p.read_bytes() for p in tmp_path.glob("office*") for part in (sealed, key))

    with closing(reader_of(connection)):
        cast.post("north", "notes/delete", note=str(row))
        assert is_left()
        journal.go_on()
        assert is_left()
    journal.go_on()
    assert not is_left()


@on_sqlite
def test_leave_now_says_whether_the_offices_copy_of_the_key_is_gone(cast, tmp_path):
    for with_reader in (True, False):
        with_a_key_of_her_own(cast, "north")
        key = bytes(Side.objects.get(pk=cast.side("northland").pk).key)
        reader = reader_of(connection) if with_reader else None
        answer = cast.post("north", "people/leave-now")
        said = cast.clients["north"].get(answer["Location"]).content.decode()
        if reader is not None:
            assert "goes on until it is gone" in said
            reader.close()
            journal.go_on()
        else:
            assert "is gone from its files" in said
        assert not any(key in p.read_bytes() for p in tmp_path.glob("office*"))
        cast.sign_in("north")
        cast.post("north", "people/unlock", password="north: a long pass phrase")


def test_who_may_not_speak_for_a_side_locks_it_only_after_a_second_look(cast):
    with transaction.atomic():
        row = cast.view("north").actor
        row.roles = ["adviser"]
        row.save()
    assert "You do not speak for Northland" in cast.post("north", "people/leave-now").content.decode()
    assert cast.get("north").status_code == 200
    assert cast.post("north", "people/leave-now", sure="yes").status_code == 302
    assert cast.get("north").status_code == 302
