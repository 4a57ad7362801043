"""Checkpoints: at each full hour the office signs the logs that grew, each with the key that the log announces, for its readers alone."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from goodoffices.office.models import Entry, Log, LogCheckpoint
from goodoffices.office.record.readings import read_bundle_of
from goodoffices.office.record.signing import begin_signing_key, sign_where_due
from goodoffices.record import bundle_bytes
from goodoffices.record.verifier.checking import verify
from goodoffices.record.verifier.reading import read_bundle, read_checkpoint
from tests.office.cast import Cast
from tests.office.conftest import LATER
from tests.office.test_acts import release, with_a_key_of_her_own


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def at(hours, minutes=0):
    return LATER + datetime.timedelta(hours=hours, minutes=minutes)


def sizes(cast) -> dict[str, list[int]]:
    """The sizes of the checkpoints of each log, as the mediation reads them."""
    with transaction.atomic():
        view = cast.view("mara")
        rows = view.visible_rows.checkpoints().select_related("log").order_by("size")
        return {log.label: [row.size for row in rows if row.log_id == log.pk] for log in Log.objects.all()}


def bundle(cast, name, label) -> bytes:
    with transaction.atomic():
        return bundle_bytes(read_bundle_of(cast.view(name), label))


def test_only_logs_that_grew_before_the_hour_are_signed(cast):
    assert sign_where_due(at(1)) > 0
    first = sizes(cast)
    assert first["parties"] == [2]  # The opening, and the key that is announced.
    assert first["public"] == []
    assert sign_where_due(at(2)) == 0
    release(cast)  # Acts at the time of the tests, which is the hour before the next.
    assert sign_where_due(at(0)) == 0
    assert sign_where_due(at(3)) == 1
    now = sizes(cast)
    assert now.pop("party:northland") == [*first.pop("party:northland"), 3]
    assert now == first


def test_what_is_signed_verifies_offline_and_the_key_stands_in_the_log(cast):
    release(cast)
    sign_where_due(at(1))
    data = bundle(cast, "north", "party:northland")
    outcome = verify(data, [read_bundle(data).checkpoints[-1]])
    assert (outcome.verdict, outcome.exit_code, outcome.complete_up_to) == ("consistent", 0, outcome.entries)
    assert b"office.key" in data


def test_a_new_key_is_announced_and_signed_for_by_the_one_before(cast):
    sign_where_due(at(1))
    before = read_bundle(bundle(cast, "north", "party:northland")).checkpoints[-1]
    begin_signing_key(at(2))
    release(cast)
    sign_where_due(at(3))
    data = bundle(cast, "north", "party:northland")
    last = read_bundle(data).checkpoints[-1]
    assert (len(before.signatures), len(last.signatures)) == (1, 2)
    assert {key_id for _, key_id, _ in before.signatures} < {key_id for _, key_id, _ in last.signatures}
    assert verify(data, [before, last]).exit_code == 0
    release(cast)
    sign_where_due(at(4))
    data = bundle(cast, "north", "party:northland")
    assert len(read_bundle(data).checkpoints[-1].signatures) == 1
    assert verify(data, [before]).exit_code == 0


def test_a_log_of_which_nobody_of_the_mediation_has_the_key_waits(cast):
    with_a_key_of_her_own(cast, "mara")
    cast.post("mara", "people/leave-now")
    assert sign_where_due(at(1)) == 0


def test_a_checkpoint_is_not_changed_and_not_deleted(cast):
    sign_where_due(at(1))
    for change in (lambda rows: rows.update(size=1), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="never"), transaction.atomic():
            change(cast.view("mara").visible_rows.checkpoints())


def test_a_reader_is_given_the_checkpoints_of_her_own_logs_alone(cast):
    release(cast)
    sign_where_due(at(1))
    for name, label in (("south", "party:northland"), ("olga", "parties"), ("north", "mediation")):
        assert cast.clients[name].get(cast.path("record") + f"checkpoint/{label}").status_code == 404
    with transaction.atomic():
        mine = {row.log.label for row in cast.view("south").visible_rows.checkpoints().select_related("log")}
    assert mine == {"parties", "party:southland"}
    if connection.vendor == "postgresql":
        with transaction.atomic():
            cast.view("south")
            assert {row.log.label for row in LogCheckpoint.objects.select_related("log")} == mine


def test_two_readers_of_a_log_are_given_the_same_checkpoint(cast):
    sign_where_due(at(1))
    taken = {cast.clients[name].get(cast.path("record") + "checkpoint/parties").content for name in ("mara", "north", "south")}
    assert len(taken) == 1
    assert read_checkpoint(taken.pop().decode()).size == 2


def without_guards(*statements):
    """What whoever runs the machine can do: lift the guards and change the tables."""
    with connection.cursor() as cursor:
        for table in ("office_entry", "office_logcheckpoint"):
            for name in ("stays", "remains"):
                cursor.execute(f"drop trigger if exists {table}_{name}")
        for statement, values in statements:
            cursor.execute(statement, values)


on_sqlite = pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)


@on_sqlite
def test_the_office_signs_nothing_over_a_log_that_was_cut_off_and_its_page_says_so(cast):
    for _ in range(3):
        release(cast)
    sign_where_due(at(1))
    log = Log.objects.get(label="party:northland")
    size = Entry.objects.filter(log=log).count()
    without_guards(("delete from office_entry where log_id = %s and number > %s", [log.pk.hex, size - 2]))
    page = cast.get("north", "record").content.decode()
    assert "not what was entered" in page
    assert f"{size} entries were signed, and those from here on are missing" in page
    for _ in range(4):
        release(cast)
    assert sign_where_due(at(5)) == 0
    assert f"the first {size} entries are not those that were signed" in cast.get("north", "record").content.decode()


@on_sqlite
def test_an_entry_whose_digest_was_changed_is_not_signed(cast):
    sign_where_due(at(1))
    release(cast)
    log = Log.objects.get(label="party:northland")
    without_guards(("update office_entry set digest = %s where log_id = %s and number = 3", [bytes(32), log.pk.hex]))
    assert sign_where_due(at(3)) == 0


@on_sqlite
def test_a_checkpoint_that_the_office_did_not_sign_is_named_and_stops_the_signing(cast):
    release(cast)
    sign_where_due(at(1))
    log = Log.objects.get(label="party:northland")
    without_guards(("update office_logcheckpoint set size = 9999 where log_id = %s", [log.pk.hex]))
    assert "is none that the office signed" in cast.get("north", "record").content.decode()
    release(cast)
    assert sign_where_due(at(3)) == 0


def test_a_fault_in_one_log_leaves_the_others_signed(cast, monkeypatch):
    from goodoffices.office.record import signing

    true, broken = signing._sign, Log.objects.get(label="parties").pk

    def sign(log, *others):
        if log.pk == broken:
            raise DatabaseError
        return true(log, *others)

    monkeypatch.setattr(signing, "_sign", sign)
    assert sign_where_due(at(1)) > 0
    assert sizes(cast)["parties"] == []
    assert sizes(cast)["party:northland"]


def test_the_key_that_was_made_last_signs_though_the_clock_was_set_back(cast):
    first = begin_signing_key(at(5))
    second = begin_signing_key(at(1))
    assert second.begun_at > first.begun_at
    sign_where_due(at(1))
    with transaction.atomic():
        assert {row.key_id for row in cast.view("mara").visible_rows.checkpoints()} == {second.pk}
