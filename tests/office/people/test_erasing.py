"""An account can be erased: its person's name leaves the office and the record, her acts stay, every log verifies."""

from __future__ import annotations

import datetime
import json

import pytest
from django.db import transaction

from goodoffices.office.access.kinds import Role
from goodoffices.office.models import Actor, Invitation, Membership, Person, Session, Side
from goodoffices.office.people.commands import join_by_office
from goodoffices.office.record.readings import read_bundle_of
from goodoffices.office.record.signing import sign_where_due
from goodoffices.record import bundle_bytes
from goodoffices.record.verifier.checking import verify
from goodoffices.record.verifier.reading import read_bundle
from tests.office.cast import Cast, act, stated
from tests.office.conftest import LATER
from tests.office.test_acts import release


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def joins(cast, name="nils", role=Role.LEAD):
    with act(f"{name} joins", 20), transaction.atomic():
        cast._person(name)
        join_by_office(cast.people[name], Side.objects.get(party="northland", kind="party"), [role])
    from django.test import Client

    cast.clients[name] = Client(SERVER_NAME="localhost")
    cast.sign_in(name)
    cast.post(name, "told")


def erase(cast, name, password=None, **fields):
    return cast.clients[name].post("/you/erase/", {"erased_password": password or f"{name}: a long pass phrase", "sure": "yes", **fields})


def log_of_north(cast) -> bytes:
    with transaction.atomic():
        return bundle_bytes(read_bundle_of(cast.view("north"), "party:northland"))


def test_the_name_goes_and_the_acts_stay_under_its_number(cast):
    joins(cast)
    cast.post("nils", "preferences", text=stated(41))
    sign_where_due(LATER + datetime.timedelta(hours=1))
    before = log_of_north(cast)
    assert b"Nils" in before
    answer = erase(cast, "nils")
    assert (answer.status_code, answer["Location"]) == (302, "/erased/")
    after = log_of_north(cast)
    assert b"Nils" not in after
    assert verify(after, [read_bundle(before)]).exit_code == 0
    assert read_bundle(after).leaves[: len(read_bundle(before).leaves)] == read_bundle(before).leaves
    page = cast.get("north", "record").content.decode()
    assert "somebody whose name was erased" in page.lower()
    assert "not what was entered" not in page
    assert "Nils" not in cast.get("north", "people").content.decode()


def test_nothing_signs_in_any_more_and_nothing_clear_holds_the_name(cast):
    joins(cast)
    person = cast.people["nils"].pk
    erase(cast, "nils")
    row = Person.objects.get(pk=person)
    assert (row.is_active, row.has_usable_password(), row.may_open_cases, row.last_login) == (False, False, False, None)
    assert not Session.objects.filter(person_id=person).exists()
    assert not Actor.objects.filter(person_id=person).exists()
    assert cast.clients["nils"].get("/").status_code == 302
    with transaction.atomic():
        assert not Membership.objects.of_person(person).exists()
        cast.view("north")
        clear = json.dumps([str(list(model.objects.values())) for model in (Person, Invitation, Actor)])
    assert "nils" not in clear.lower()


@pytest.mark.parametrize("fields", [{"password": "wrong"}, {"sure": ""}, {"password": "x" * 2000}])
def test_without_the_password_or_without_being_sure_nothing_is_erased(cast, fields):
    joins(cast)
    answer = erase(cast, "nils", **fields)
    assert answer.status_code == 422
    assert Person.objects.get(pk=cast.people["nils"].pk).is_active


def test_the_only_lead_of_a_side_invites_another_first(cast):
    release(cast)
    answer = erase(cast, "north")
    assert (answer.status_code, "You are the only lead of Northland" in answer.content.decode()) == (422, True)
    assert Person.objects.get(pk=cast.people["north"].pk).name == "North"
    with transaction.atomic():
        assert Membership.objects.of_person(cast.people["north"].pk).exists()
    joins(cast)
    assert erase(cast, "north").status_code == 302
    with transaction.atomic():
        assert next(entry.kind for entry in cast.view("nils").entries_of()) == "person.end"
