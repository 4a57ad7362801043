"""The record cannot be changed unseen: an entry that was altered, dropped or moved is named, and each side can check its logs elsewhere."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys

import pytest
from django.db import connection, transaction

from goodoffices.office.access.log_reader import LogReader, place_of_entry
from goodoffices.office.access.side_keys import log_key
from goodoffices.office.models import Actor, Entry, Log, LogKey, Side
from goodoffices.office.preferences.readings import read_own_preferences
from goodoffices.office.record.signing import sign_where_due
from goodoffices.office.sealing import keys
from goodoffices.record import canonical, leaf_digest
from tests.cli.program import goodoffices
from tests.office.cast import Cast, stated
from tests.office.conftest import LATER
from tests.office.test_acts import release, with_a_key_of_her_own


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def as_root(cast, *statements):
    """What whoever runs the machine can do: lift the guards, change, lay them again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ("stays", "remains"):
                cursor.execute(f"drop trigger if exists office_entry_{name}")
            for statement, values in statements:
                cursor.execute(statement, values)


#: Whoever owns the tables can do the same on each database; it is written once.
on_sqlite = pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)


def row_of(cast, party, kind):
    with transaction.atomic():
        cast.view("mara")
        log = Log.objects.get(label=f"party:{party}")
        return Entry.objects.select_related("log").get(log=log, tag=keys.kind_tag(log.pk, kind))


def forged(cast, row, **changes):
    """The entry with other words, sealed as the office would: for somebody who has the key."""
    side = cast.side("northland")
    leaf = LogReader(side).leaf(row)
    content = canonical({**json.loads(leaf.content), **changes})
    place = place_of_entry(row.pk, row.log_id, row.number)
    return content, keys.seal_apart(log_key(row.log, side), content, f"entry {row.pk}", place)


@on_sqlite
def test_other_words_in_an_entry_are_found_and_not_shown(cast):
    release(cast)
    row = row_of(cast, "northland", "release.package")
    _, (key, sealed) = forged(cast, row, payload={"to": "northland", "package": {}, "words": "We offer nothing"})
    as_root(cast, ("update office_entry set key = %s, sealed = %s where id = %s", [key, sealed, row.pk.hex]))
    page = cast.get("north", "record").content.decode()
    assert "its words are not those that were entered" in page
    assert f"entry {row.number}: its words are not those that were entered" in page
    assert "We offer nothing" not in page + cast.get("north").content.decode()


@on_sqlite
def test_other_words_with_their_digest_are_found_by_what_follows(cast):
    release(cast)
    release(cast)
    with transaction.atomic():
        cast.view("mara")
        row = Entry.objects.select_related("log").filter(log__label="party:northland").order_by("-number")[1]
    content, (key, sealed) = forged(cast, row, payload={"to": "northland", "package": {}, "words": "We offer nothing"})
    digest = leaf_digest(bytes(row.salt), content)
    as_root(cast, ("update office_entry set key = %s, sealed = %s, digest = %s where id = %s", [key, sealed, digest, row.pk.hex]))
    page = cast.get("north", "record").content.decode()
    assert f"entry {row.number + 1}: what stands before it is not what stood there" in page


@on_sqlite
def test_a_dropped_entry_is_named(cast):
    release(cast)
    release(cast)
    row = row_of(cast, "northland", "person.join")
    as_root(cast, ("delete from office_entry where id = %s", [row.pk.hex]))
    assert f"entry {row.number}: it is missing" in cast.get("north", "record").content.decode()


@on_sqlite
def test_an_entry_moved_into_another_log_is_named_there(cast):
    release(cast)
    row = row_of(cast, "northland", "release.package")
    other = Log.objects.get(label="party:southland")
    as_root(cast, ("update office_entry set log_id = %s, number = 2 where id = %s", [other.pk.hex, row.pk.hex]))
    page = cast.get("south", "record").content.decode()
    assert "it cannot be opened where it stands" in page
    assert "What if?" not in page


def taken(cast, name, label, file, kind="log"):
    """A file that somebody takes away of the record."""
    answer = cast.clients[name].get(cast.path("record") + f"{kind}/{label}")
    assert answer.status_code == 200
    file.write_bytes(answer.content)
    return file


def an_hour_later(hours=1):
    """The office signs what is there at a full hour."""
    return sign_where_due(LATER + datetime.timedelta(hours=hours))


def test_a_side_takes_its_log_away_and_verifies_it_on_its_own_computer(cast, tmp_path):
    label = "party:northland"
    release(cast)
    assert an_hour_later()
    earlier = taken(cast, "north", label, tmp_path / "earlier.bundle")
    head = taken(cast, "north", label, tmp_path / "head", "checkpoint")
    release(cast)
    later = taken(cast, "north", label, tmp_path / "later.bundle")
    assert "What if?" in later.read_text()
    assert "Mara" in later.read_text()
    ran = goodoffices("record", "verify", later)
    assert (ran.code, "what came after cannot be known" in ran.out) == (4, True)
    for kept in (head, earlier):
        assert goodoffices("record", "verify", later, "--head", kept).code == 0
    backwards = goodoffices("record", "verify", earlier, "--head", later, "--json")
    assert (backwards.code, json.loads(backwards.out)["verdict"]) == (1, "diverged")
    changed = tmp_path / "changed.bundle"
    changed.write_text(later.read_text().replace("What if?", "What now?"))
    ran = goodoffices("record", "verify", changed)
    assert (ran.code, "its words are not those that were entered" in ran.out) == (1, True)
    program = tmp_path / "verify_bundle.py"
    program.write_bytes(cast.clients["north"].get(cast.path("record") + "verifier").content)
    done = subprocess.run([sys.executable, "-I", program, later, "--head", head], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, goodoffices("record", "verify", later, "--head", head).out)


def test_nobody_takes_away_a_log_that_is_not_hers(cast):
    for name, label in (("south", "party:northland"), ("olga", "parties"), ("north", "mediation"), ("north", "nothing")):
        assert cast.clients[name].get(cast.path("record") + f"log/{label}").status_code == 404


def test_an_entry_names_its_actor_by_an_id_and_its_payload_holds_no_name(cast):
    cast.post("north", "people/invite", name="Ada Lovelace", side=str(cast.side("northland").pk), role="expert")
    lines = [json.loads(line) for line in cast.clients["north"].get(cast.path("record") + "log/party:northland").content.splitlines()]
    entries = [json.loads(line["content"]) for line in lines if "content" in line]
    assert "Ada Lovelace" not in json.dumps(entries)
    assert "North" not in json.dumps(entries).replace("northland", "")
    assert {line["name"] for line in lines if "name" in line} == {"North", "Ada Lovelace"}
    page = cast.get("north", "record").content.decode()
    assert "Ada Lovelace was invited." in page


def test_a_name_that_was_erased_leaves_the_record_whole(cast):
    release(cast)
    for row in Actor.objects.filter(person=cast.people["mara"]):
        row.person = None
        row.save()
        Actor.objects.filter(pk=row.pk).delete()
    page = cast.get("north", "record").content.decode()
    assert "somebody whose name was erased" in page
    assert "not what was entered" not in page


def test_leave_now_takes_this_sides_wrapping_alone_and_the_mediation_keeps_reading(cast):
    with_a_key_of_her_own(cast, "north")
    release(cast)
    cast.post("north", "people/leave-now")
    with transaction.atomic():
        cast.view("mara")
        side, log = Side.objects.get(pk=cast.side("northland").pk), Log.objects.get(label="party:northland")
        side.locked_at = None  # Whoever turns the flag off opens nothing.
        with pytest.raises(keys.NotOpened):
            log_key(log, side)
    assert "What if?" in cast.get("mara", "release").content.decode()
    release(cast)
    cast.sign_in("north")
    assert cast.post("north", "people/unlock", password="north: a long pass phrase").status_code == 302
    assert cast.get("north").content.decode().count("What if?") >= 2


def test_each_reader_of_a_log_has_its_wrapping_and_nobody_else(cast):
    found = {(row.log.label.split(":")[0], row.side.kind) for row in LogKey.objects.select_related("log", "side")}
    assert ("parties", "observer") not in found
    assert ("party", "observer") not in found
    assert {
        ("parties", "party"),
        ("observers", "observer"),
        ("public", "observer"),
        ("party", "mediation"),
        ("mediation", "mediation"),
    } <= found
    own = {row.side.party for row in LogKey.objects.filter(log__label="party:northland").select_related("side")}
    assert own == {"northland", ""}


@on_sqlite
def test_nothing_is_added_after_an_entry_that_was_changed(cast):
    release(cast)
    row = row_of(cast, "northland", "release.package")
    as_root(cast, ("update office_entry set sealed = %s where id = %s", [bytes(row.sealed)[:-1] + bytes([row.sealed[-1] ^ 1]), row.pk.hex]))
    refused = release(cast)
    assert (refused.status_code, "changed outside this office" in refused.content.decode()) == (409, True)


def test_the_page_says_the_last_checkpoint_of_each_log_that_one_reads_in_digits_and_as_a_code(cast):
    assert "No checkpoint was" in cast.get("olga", "record").content.decode()
    assert an_hour_later()
    page = cast.get("olga", "record").content.decode()
    assert re.findall(r"<h3[^>]*>Read by ([^<]+)</h3>", page) == ["The observers and the mediation"]
    digits = [re.findall(r"<span>([0-9]{5})</span>", one) for one in re.findall(r'<p class="digits">(.*?)</p>', page, re.S)]
    assert digits
    assert all(len(groups) == 12 for groups in digits)
    assert page.count("/record/code/") == len(digits)
    with transaction.atomic():
        label = Log.objects.get(side=cast.view("olga").side.id).label
    code = cast.clients["olga"].get(cast.path("record") + f"code/{label}")
    assert (code["Content-Type"], b"<svg" in code.content) == ("image/svg+xml", True)


@on_sqlite
@pytest.mark.parametrize(
    ("column", "value", "words"), [("at", "2020-01-01 00:00:00", "the time beside it"), ("tag", "0" * 32, "the mark of its kind")]
)
def test_the_columns_beside_an_entry_are_checked(cast, column, value, words):
    release(cast)
    row = row_of(cast, "northland", "release.package")
    as_root(cast, (f"update office_entry set {column} = %s where id = %s", [value, row.pk.hex]))
    page = cast.get("north", "record").content.decode()
    assert f"{words} was changed" in page
    assert "not what was entered" in page


@on_sqlite
def test_the_time_of_a_paper_cannot_be_changed_unseen(cast):
    cast.post("north", "preferences", text=stated(41))
    with transaction.atomic():
        first = read_own_preferences(cast.view("north"))[0].id
    cast.post("north", "preferences", text=stated(57), based_on=str(first))
    with connection.cursor() as cursor:
        cursor.execute("update office_paper set made_at = '2030-01-01 00:00:00' where id = %s", [first.hex])
    refused = cast.get("north", "preferences")
    assert (refused.status_code, "changed outside this office" in refused.content.decode()) == (409, True)
