"""Checkpoints: at each full hour the office signs the logs that grew, each with the key that the log announces, for its readers alone."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from goodoffices.office.models import Log, LogCheckpoint
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
