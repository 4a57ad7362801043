"""The words of an entry can be destroyed: what is left is its place, its digest and an act that says who did it, and why."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from django.db import DatabaseError, connection, transaction

from goodoffices.office.models import CaseChange, Consent, Entry
from goodoffices.office.record.readings import find_departures, find_last_checkpoints
from goodoffices.office.record.signing import sign_where_due
from goodoffices.record.verifier.checking import verify
from goodoffices.record.verifier.program import read_kept
from tests.office.access.test_same_instant import changed, package
from tests.office.cast import Cast
from tests.office.conftest import LATER
from tests.office.record.made_device import Device, signed_on
from tests.office.record.test_pages import as_root

WHY = "It named where somebody lives."


@pytest.fixture
def cast(office) -> Cast:
    cast = Cast()
    cast.post("mara", "release", step="release", to="northland", words="tangerine", **package(cast))
    return cast


def entry_of(cast, words):
    """Label and number of an entry that says something."""
    with transaction.atomic():
        [found] = [e for e in cast.view("mara").entries_of() if words in json.dumps(e.payload)]
    return found.label, found.number


def destroy(cast, words="tangerine", by="mara", **sent):
    label, number = entry_of(cast, words)
    page = f"record/readers/{label}/{number}"
    return page, cast.post(by, page, **({"why": WHY, "sure": "yes"} | sent))


def rows(cast, label, number):
    """The row of an entry, as the mediation's own transaction finds it (PostgreSQL shows it to nobody else)."""
    cast.view("mara")
    return Entry.objects.filter(log__label=label, number=number)


def departures(cast, name="mara"):
    with transaction.atomic():
        view = cast.view(name)
        return find_departures(view, find_last_checkpoints(view))


def bundle(cast, name, label):
    return cast.clients[name].get(cast.path() + f"record/log/{label}").content


def test_words_go_with_key_and_salt_and_what_is_left_says_who_did_it_and_why(cast):
    page, answer = destroy(cast)
    assert answer.status_code == 302
    label, number = page.split("/")[2:]
    with transaction.atomic():
        row = rows(cast, label, number).get()
    assert (bytes(row.key), bytes(row.sealed), bytes(row.salt), row.tag) == (b"", b"", b"", "")
    for name in ("mara", "north"):
        shown = re.sub(r"\s+", " ", cast.get(name, page).content.decode())
        assert "Mara destroyed its words on" in shown
        assert WHY in shown
        assert bytes(row.digest).hex() in shown
        assert "backups that were made between" in shown
        assert "<td>now</td>" not in shown
        record = re.sub(r"\s+", " ", cast.get(name, "record").content.decode())
        assert "The words of this entry were destroyed." in record
        assert f"The words of entry {number} were destroyed: “{WHY}”" in record
        assert "tangerine" not in record + shown + cast.get(name).content.decode()
        assert departures(cast, name) == []


def test_the_log_verifies_as_before_against_heads_of_before(cast):
    label, number = entry_of(cast, "tangerine")
    sign_where_due(LATER + datetime.timedelta(hours=1))
    head = cast.clients["north"].get(cast.path() + f"record/checkpoint/{label}").content
    destroy(cast)
    sign_where_due(LATER + datetime.timedelta(hours=2))
    found = verify(bundle(cast, "north", label), [read_kept(head)])
    assert (found.verdict, found.exit_code, found.destroyed) == ("consistent", 0, (number,))


def test_a_log_is_signed_though_words_were_destroyed_before_its_first_checkpoint(cast):
    label, number = entry_of(cast, "tangerine")
    destroy(cast)
    assert sign_where_due(LATER + datetime.timedelta(hours=1)) > 0
    found = verify(bundle(cast, "north", label))
    assert (found.verdict, found.destroyed) == ("consistent", (number,))
    assert found.complete_up_to == found.entries


def test_what_was_signed_goes_with_its_signature_which_would_tell_it(cast):
    change, device = changed(cast), Device(cast.people["north"])
    page = cast.get("north", "change").content.decode()
    cast.post("north", "change", change=str(change), agrees="yes", **signed_on(page, device))
    cast.post("mara", "build/put", step="take_back")
    label, number = entry_of(cast, '"agrees"')
    destroy(cast, '"agrees"')
    found = verify(bundle(cast, "north", label))
    assert (found.destroyed, found.signed) == ((number, number + 1), ())
    assert b"person.signature" not in bundle(cast, "north", label)
    assert f"The words of entry {number} and {number + 1} were destroyed" in cast.get("north", "record").content.decode()


def test_only_the_lead_of_the_mediation_destroys_and_only_who_is_sure_and_says_why(cast):
    with transaction.atomic():
        before = Entry.objects.count()
    for by in ("north", "south", "olga", "sam"):
        assert destroy(cast, by=by)[1].status_code in (403, 404)
    for sent in ({"sure": ""}, {"why": " "}):
        refused = destroy(cast, **sent)[1]
        assert refused.status_code == 422
    assert "<summary>Destroy" in cast.get("mara", "record/readers/parties/1").content.decode()
    assert "<summary>Destroy" not in cast.get("north", "record/readers/parties/1").content.decode()
    assert cast.post("mara", "record/readers/parties/99", why=WHY, sure="yes").status_code == 404
    with transaction.atomic():
        assert Entry.objects.count() == before


def test_keys_and_acts_of_destruction_stay_and_nothing_is_destroyed_twice(cast):
    page, _ = destroy(cast)
    assert cast.post("mara", page, why=WHY, sure="yes").status_code == 422
    label, number = entry_of(cast, WHY)
    refused = cast.post("mara", f"record/readers/{label}/{number}", why="again", sure="yes")
    assert (refused.status_code, "could not be verified" in refused.content.decode()) == (422, True)
    assert "<summary>Destroy" not in cast.get("mara", f"record/readers/{label}/{number}").content.decode()


def test_words_that_somebody_blanked_in_the_database_are_not_taken_for_destroyed(cast):
    label, number = entry_of(cast, "tangerine")
    with transaction.atomic():
        rows(cast, label, number).update(key=b"", sealed=b"", salt=b"", tag="")
    [(found, departure)] = departures(cast)
    assert (found, departure.number) == (label, number)
    assert "no entry says that they were destroyed" in departure.what
    for page in (f"record/readers/{label}/{number}", "record"):
        shown = " ".join(cast.get("mara", page).content.decode().split())
        assert "its words are gone, and no entry says that they were destroyed" in shown
        assert "The words of this entry were destroyed" not in shown


@pytest.mark.parametrize(
    "change",
    [
        {"digest": b"0" * 32},
        {"key": b"", "sealed": b"", "salt": b"", "tag": "", "number": 77},
        {"key": b"", "sealed": b"", "salt": b"", "tag": "", "digest": b"0" * 32},
        {"key": b"", "sealed": b"", "salt": b""},
        {"key": b"", "sealed": b"", "tag": ""},
        {"key": b"", "sealed": b"x", "salt": b"", "tag": ""},
    ],
)
def test_the_database_lets_nothing_of_an_entry_be_changed_but_all_its_words_be_taken_away(cast, change):
    label, number = entry_of(cast, "tangerine")
    with pytest.raises(DatabaseError, match=r"never changed|permission denied"), transaction.atomic():
        rows(cast, label, number).update(**change)
    destroy(cast)
    with pytest.raises(DatabaseError, match=r"never changed|permission denied"), transaction.atomic():
        rows(cast, label, number).update(key=b"x", sealed=b"x", salt=b"x", tag="x")


def test_what_else_holds_the_words_of_a_change_goes_with_them_and_not_before_it_is_over(cast):
    change = str(changed(cast, words="quince"))
    cast.post("north", "change", change=change, agrees="no")
    for words in ("quince", '"agrees"'):
        refused = destroy(cast, words)[1]
        assert (refused.status_code, "lies before the parties" in refused.content.decode()) == (422, True)
    cast.post("mara", "build/put", step="take_back")
    for words in ('"agrees"', "quince"):
        assert destroy(cast, words)[1].status_code == 302
    with transaction.atomic():
        cast.view("mara")
        [row] = CaseChange.objects.filter(pk=change)
        assert (bytes(row.key), bytes(row.sealed)) == (b"", b"")
        assert Consent.objects.filter(change=row).count() == 0
    for name in ("mara", "north", "south"):
        assert cast.get(name, "change").status_code == 200


def test_the_time_beside_destroyed_words_stands_between_those_around_it(cast):
    label, number = entry_of(cast, "tangerine")
    destroy(cast)
    with transaction.atomic():
        row = rows(cast, label, number).get()
    if connection.vendor == "sqlite":
        as_root(cast, ("update office_entry set at = %s where id = %s", ["2000-01-01 00:00:00", row.pk.hex]))
        [(_, departure)] = departures(cast)
        assert (departure.number, departure.what) == (number, "the time beside it is before that of the entry before it")


def test_no_journal_is_spoken_of_where_there_is_none(cast):
    """PostgreSQL has no journal that the office empties: nobody is told for good that something is left in it."""
    destroy(cast)
    cast.post("north", "notes", text="a note")
    note = re.search(r'name="note"\s+value="([^"]*)"', cast.get("north", "notes").content.decode())[1]
    shown = cast.clients["north"].post(cast.path("notes/delete"), {"note": note}, follow=True).content.decode()
    assert "The note is deleted" in shown
    assert connection.vendor == "sqlite" or "journal" not in shown
