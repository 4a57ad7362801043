"""Offices of released versions, as they were kept on the day of the release, open in this version with all that was in them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client

from goodoffices.office.access.case_view import cases_of
from goodoffices.office.access.paper_heads import NoteHead, ResultHead
from goodoffices.office.models import Person
from goodoffices.office.preferences.readings import read_own_preferences
from goodoffices.office.record.readings import find_departures, find_last_checkpoints
from goodoffices.office.releases.readings import list_releases
from goodoffices.office.running.server import bring_up_to_date
from tests.cli.program import ROOT
from tests.office.cast import BACKEND, stated
from tests.office.conftest import LATER, sqlite_config, use_database

KEPT = sorted((ROOT / "tests/fixtures/offices").glob("*.sqlite3.gz"))


@pytest.fixture(params=KEPT, ids=lambda file: file.name.removesuffix(".sqlite3.gz"))
def updated(request, tmp_path: Path):
    """An office of an earlier version after the update; on the day on which it was kept, as notes go after a time."""
    file = tmp_path / "office.sqlite3"
    file.write_bytes(gzip.decompress(request.param.read_bytes()))
    use_database(sqlite_config(file))
    with time_machine.travel(LATER, tick=True):
        bring_up_to_date()
        yield
    connection.close()


def signed_in(name: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(sign_in_name=name), backend=BACKEND)
    return client


def test_each_released_version_was_kept():
    assert [file.name.removesuffix(".sqlite3.gz") for file in KEPT][:1] == ["0.2.0"]


@pytest.mark.slow
def test_what_was_given_noted_released_and_found_is_there(updated):
    with transaction.atomic():
        (north,) = cases_of(Person.objects.get(sign_in_name="north").pk)
        assert [paper.text for paper in read_own_preferences(north)] == [stated(41)]
        assert [(paper.head.by, paper.text) for paper in north.papers(NoteHead)] == [("North", "the harbour")]
        assert [entry.payload["words"] for entry in list_releases(north)] == ["What if?"]
        (mara,) = cases_of(Person.objects.get(sign_in_name="mara").pk)
        assert [paper.text for paper in mara.papers(NoteHead)] == ["both are tired"]
        assert mara.dates_of(ResultHead)


@pytest.mark.slow
def test_the_record_is_read_whole(updated):
    with transaction.atomic():
        for name in ("north", "south", "mara"):
            (view,) = cases_of(Person.objects.get(sign_in_name=name).pk)
            assert find_departures(view, find_last_checkpoints(view)) == []
            assert {entry.wrong for entry in view.entries_of()} == {""}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["north", "mara", "olga"])
def test_its_pages_open(updated, name):
    client = signed_in(name)
    with transaction.atomic():
        (view,) = cases_of(Person.objects.get(sign_in_name=name).pk)
        pages = ["", "record/", *(["preferences/", "notes/"] if name == "north" else ["report/", "notes/"] if name == "mara" else [])]
        case = view.case_id
    for page in pages:
        assert client.get(f"/cases/{case}/{page}").status_code == 200, page
