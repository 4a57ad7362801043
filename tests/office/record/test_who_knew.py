"""Who knew what, when: of an entry who could read it and through what, of a person what she could read by a day."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import transaction

from goodoffices.office.access.kinds import Role
from goodoffices.office.models import Side
from goodoffices.office.people.commands import join_by_office
from goodoffices.office.record.who_knew import find_readers
from tests.office.cast import Cast, act
from tests.office.test_acts import release


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def joins(cast, name, party, minute):
    """Somebody joins a side at a time."""
    with act(f"{name} joins", minute), transaction.atomic():
        cast._person(name)
        join_by_office(
            cast.people[name], Side.objects.get(party=party, kind="party") if party else Side.objects.get(pk=cast.mediation()), [Role.LEAD]
        )


def readers(cast, name, label, number):
    with transaction.atomic():
        return find_readers(cast.view(name), label, number)


def number_of_release(cast, party="northland") -> int:
    with transaction.atomic():
        return max(
            entry.number for entry in cast.view("mara").entries_of() if entry.label == f"party:{party}" and entry.kind == "release.package"
        )


def test_who_stood_there_could_read_it_by_the_entry_and_who_came_later_by_joining(cast):
    with act("a release", 10):
        release(cast)
    joins(cast, "nils", "northland", 30)
    found = readers(cast, "mara", "party:northland", number_of_release(cast))
    by_name = {one.name: one for one in found.people}
    assert set(by_name) == {"Mara", "North", "Nils"}
    assert not by_name["North"].is_by_joining
    assert by_name["North"].since == found.entry.at
    assert by_name["Nils"].is_by_joining
    assert by_name["Nils"].since - found.entry.at == datetime.timedelta(minutes=20)
    assert all(one.until is None for one in found.people)


def test_who_left_could_read_until_then_and_others_are_not_told_that_she_was_there(cast):
    with act("a release", 10):
        release(cast)
    joins(cast, "nils", "northland", 20)
    with transaction.atomic():
        membership = str(cast.view("nils").actor.pk)
    with act("Nils leaves", 40):
        assert cast.post("north", "people/end", membership=membership).status_code == 302
    number = number_of_release(cast)
    mine = {one.name: one for one in readers(cast, "north", "party:northland", number).people}
    assert mine["Nils"].until is not None
    assert {one.name for one in readers(cast, "mara", "party:northland", number).people} == {"Mara", "North"}
    with act("a later release", 50):
        release(cast)
    later = readers(cast, "north", "party:northland", number_of_release(cast))
    assert "Nils" not in {one.name for one in later.people}


def test_of_another_party_its_side_is_named_and_nobody_of_it(cast):
    found = readers(cast, "north", "parties", 1)
    assert {one.name for one in found.people} == {"Mara", "North"}
    assert found.unnamed == ("Southland",)
    page = cast.clients["north"].get(cast.path("record") + "readers/parties/1/").content.decode()
    assert "you do not know them by name" in re.sub(r"\s+", " ", page)
    assert "South<" not in page


def test_what_one_does_not_read_has_no_readers_to_show(cast):
    release(cast)
    number = number_of_release(cast)
    assert readers(cast, "south", "party:northland", number) is None
    assert cast.clients["south"].get(cast.path("record") + f"readers/party:northland/{number}/").status_code == 404
    assert cast.clients["olga"].get(cast.path("record") + "readers/parties/1/").status_code == 404
    assert cast.clients["north"].get(cast.path("record") + "readers/parties/999/").status_code == 404


def knew(cast, asker, member, day=""):
    with transaction.atomic():
        membership = cast.view(member).actor.pk
    answer = cast.clients[asker].get(cast.path("record") + f"person/{membership}/" + (f"?day={day}" if day else ""))
    return re.sub(r"\s+", " ", answer.content.decode()) if answer.status_code == 200 else answer.status_code


def test_what_a_person_could_read_by_a_day_is_what_was_entered_by_then_in_her_logs(cast):
    with act("a release", 10):
        release(cast)
    assert "What if?" in knew(cast, "mara", "north")
    assert "What if?" not in knew(cast, "mara", "south")
    assert "What if?" not in knew(cast, "mara", "north", "2026-11-23")
    assert "What if?" in knew(cast, "mara", "north", "2026-11-24")
    assert "0 entries up to the end of that day" in knew(cast, "mara", "north", "2020-01-01")
    # A day that is none, or lies ahead, is today.
    assert "What if?" in knew(cast, "mara", "north", "9999-12-31")
    assert "0 entries" in knew(cast, "mara", "north", "0001-01-01")
    assert "What if?" in knew(cast, "mara", "north", "nonsense")


def test_of_the_mediator_a_party_is_shown_what_it_reads_itself_and_of_the_other_party_nobody(cast):
    release(cast)
    release(cast, to="southland")
    shown = knew(cast, "north", "mara")
    assert shown.count("What if?") == 1
    assert knew(cast, "north", "south") == 404
    assert knew(cast, "north", "north").count("What if?") == 1
