"""What entries say is kept once more in sealed blocks: it is the same as entry by entry, goes with its words, and counts only while the entries do."""

from __future__ import annotations

import pytest
from django.db import transaction

from goodoffices.office.access import entry_blocks
from goodoffices.office.access.entry_blocks import IN_A_BLOCK, searched_entries, trusted_entries
from goodoffices.office.access.kept_texts import forget_texts
from goodoffices.office.models import Entry, EntryBlock, Log
from goodoffices.office.sealing import keys
from goodoffices.office.talks.readings import KINDS
from tests.office.cast import Cast
from tests.office.record.test_pages import as_root, on_sqlite
from tests.office.talks.test_rounds import text


@pytest.fixture
def cast(office) -> Cast:
    forget_texts()
    cast = Cast()
    for number in range(2 * IN_A_BLOCK):
        cast.post("mara", "items", item_kind="message", words=f"Tangerine number {number}.", to="northland")
        cast.post("north", "items", item_kind="question", words=f"Quince number {number}?")
    return cast


def read(cast, name):
    """What somebody reads of the talks and finds by a search, whether through blocks or not."""
    with transaction.atomic():
        view = cast.view(name)
        told = sorted(trusted_entries(view, *KINDS), key=lambda one: (one.label, one.number))
        found = sorted(searched_entries(view), key=lambda one: (str(one.log), one.number))
    return told, found


@pytest.mark.parametrize("name", ["mara", "north", "south", "olga"])
def test_what_is_read_through_blocks_is_what_is_read_entry_by_entry(cast, name):
    through = read(cast, name)
    if name in ("mara", "north"):
        with transaction.atomic():
            assert cast.view(name).visible_rows.blocks().count() >= 4
    with transaction.atomic():
        cast.view("mara")
        EntryBlock.objects.all().delete()
    assert read(cast, name) == through


def test_a_log_that_was_long_before_there_were_blocks_gets_all_of_them_at_the_next_one(cast):
    with transaction.atomic():
        cast.view("mara")
        log = Log.objects.get(label="party:northland")
        EntryBlock.objects.all().delete()
    for number in range(IN_A_BLOCK):
        cast.post("north", "items", item_kind="message", words=f"Medlar {number}.")
    with transaction.atomic():
        cast.view("mara")
        whole = Entry.objects.filter(log=log).count() // IN_A_BLOCK
        assert sorted(EntryBlock.objects.filter(log=log).values_list("number", flat=True)) == list(range(1, whole + 1))


def test_destroyed_words_leave_the_block_at_once_and_the_others_stay_in_it(cast):
    cast.post("mara", "items", item_kind="message", words="A medlar.", to="northland")
    for _ in range(IN_A_BLOCK):
        cast.post("mara", "items", item_kind="message", words="Another.", to="northland")
    with transaction.atomic():
        before = {(one.pk, bytes(one.entries), bytes(one.words)) for one in cast.view("mara").visible_rows.blocks()}
    with transaction.atomic():
        [entry] = [e for e in cast.view("north").entries_of() if e.payload.get("text") == "A medlar."]
    cast.post("mara", f"record/readers/{entry.label}/{entry.number}", why="It named a fruit.", sure="yes")
    with transaction.atomic():
        view = cast.view("north")
        assert not [one for one in searched_entries(view) if "medlar" in one.words]
        assert [one for one in searched_entries(view) if "tangerine" in one.words]
        after = {(one.pk, bytes(one.entries), bytes(one.words)) for one in cast.view("mara").visible_rows.blocks()}
        assert len(before - after) >= 1
        assert {pk for pk, *_ in before} <= {pk for pk, *_ in after}
        assert view.visible_rows.blocks().filter(number=(entry.number - 1) // IN_A_BLOCK + 1).count() == 1
    assert "medlar" not in text(cast.get("north", "items")).lower()


@on_sqlite
def test_a_block_whose_entries_were_changed_does_not_count(cast):
    def first_ones():
        return [one for one in read(cast, "north")[0] if one.label == "party:northland" and one.number <= IN_A_BLOCK]

    log = Log.objects.get(label="party:northland")
    assert first_ones()
    as_root(cast, ("update office_entry set digest = zeroblob(32) where log_id = %s and number <= %s", [log.pk.hex, IN_A_BLOCK]))
    assert not first_ones()


@on_sqlite
@pytest.mark.parametrize(
    "done",
    [
        "delete from office_entry where log_id = %s and number = 1",
        "update office_entry set key = zeroblob(0), sealed = zeroblob(0), salt = zeroblob(0) where log_id = %s and number = 2",
    ],
)
def test_an_entry_that_is_gone_from_the_table_takes_its_block_and_no_page_away(cast, done):
    log = Log.objects.get(label="party:northland")
    as_root(cast, (done, [log.pk.hex]))
    forget_texts()
    through = read(cast, "north")
    for page in ("", "timeline", "items", "record"):
        assert cast.get("north", page).status_code == 200, page
    EntryBlock.objects.all().delete()
    assert read(cast, "north") == through


def test_a_key_of_a_log_stays_in_no_memory_for_good(cast):
    before = keys.derived.cache_info().currsize
    for number in range(IN_A_BLOCK):
        cast.post("south", "items", item_kind="message", words=f"Plum {number}.")
    assert keys.derived.cache_info().currsize == before


def test_a_block_of_another_log_or_place_does_not_count(cast):
    through = read(cast, "mara")
    with transaction.atomic():
        view = cast.view("mara")
        first, second = view.visible_rows.blocks().filter(log__label="party:northland").order_by("number")[:2]
        EntryBlock.objects.filter(pk=first.pk).update(entries=bytes(second.entries), words=bytes(second.words))
        logs = Log.objects.get(label="parties")
        EntryBlock.objects.filter(log=logs, number=1).update(entries=bytes(second.entries), words=bytes(second.words))
    assert read(cast, "mara") == through


def test_nothing_of_the_words_stands_in_the_clear(cast):
    with transaction.atomic():
        cast.view("mara")
        rows = [bytes(one.entries) + bytes(one.words) for one in cast.view("mara").visible_rows.blocks()]
    assert rows
    assert not any(word in row for row in rows for word in (b"angerine", b"uince", b"item.give"))


def test_who_does_not_read_a_log_reads_none_of_its_blocks(cast):
    with transaction.atomic():
        south = cast.view("south")
        assert not south.visible_rows.blocks().filter(log__label="party:northland").exists()
        assert not [one for one in searched_entries(south) if "tangerine" in one.words or "quince" in one.words]


def test_runs_of_numbers_are_found():
    assert list(entry_blocks._runs([1, 2, 3, 5, 7, 8])) == [(1, 3), (5, 5), (7, 8)]
    assert list(entry_blocks._runs([])) == []
