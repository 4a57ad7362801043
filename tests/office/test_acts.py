"""The door for writing: what each command does, once, with its entry, and what it refuses."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.log_reader import LogReader
from goodoffices.office.access.paper_heads import NoteHead, PreferencesHead
from goodoffices.office.cases.readings import read_open_change
from goodoffices.office.models import Entry, Paper, Person, Session, Side
from goodoffices.office.papers import papers
from goodoffices.office.papers.case_texts import texts_for_analysis
from goodoffices.office.preferences import commands
from goodoffices.office.preferences.readings import read_own_preferences
from goodoffices.office.sealing import keys
from goodoffices.office.sealing.keys import NotOpened
from goodoffices.record import leaf_digest
from tests.office.cast import BACKEND, Cast, act, stated


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def entries(cast, name):
    with transaction.atomic():
        return cast.view(name).entries_of()


def release(cast, to="northland", **more):
    with transaction.atomic():
        case = cast.view("mara").case
    chosen = {f"option:{i.id}": i.option_ids[0] for i in case.issues}
    return cast.post("mara", "release", step="release", to=to, words="What if?", **{**chosen, **more})


@pytest.mark.slow
def test_a_party_gives_her_preferences_and_she_and_the_mediation_read_them(cast):
    assert cast.post("north", "preferences", text=stated(41)).status_code == 302
    assert "Walk-away value: 41" in cast.get("north", "preferences").content.decode()
    assert "own" in cast.get("mara", "estimates").content.decode()
    [entry] = [e for e in entries(cast, "north") if e.kind == "preferences.give"]
    assert "41" not in json.dumps({k: v for k, v in entry.payload.items() if k not in ("paper", "sha256")})
    assert [e.kind for e in entries(cast, "south") if e.kind == "preferences.give"] == []


def test_an_estimate_is_not_a_partys_own_word_nor_the_other_way_round(cast):
    estimate = stated(41).replace("kind: stated, date: 2026-11-20", "kind: exercise")
    refused = cast.post("north", "preferences", text=estimate)
    assert (refused.status_code, "has to be stated" in refused.content.decode()) == (422, True)
    refused = cast.post("mara", "estimates", party="northland", reading="theirs", text=stated(41))
    assert (refused.status_code, "has to be estimate" in refused.content.decode()) == (422, True)


def test_the_same_form_acts_once(cast):
    form = str(uuid.uuid4())
    for _ in range(3):
        assert release(cast, idempotency_key=form).status_code == 302
    assert len([e for e in entries(cast, "north") if e.kind == "release.package"]) == 1


def test_a_release_reaches_one_party_and_its_entry_names_who_released_it(cast):
    cast.get("south")
    with act("a release"):
        before = cast.get("south").content
    assert release(cast).status_code == 302
    assert "What if?" in cast.get("north").content.decode()
    with act("a release"):
        assert cast.get("south").content == before
    [entry] = [e for e in entries(cast, "north") if e.kind == "release.package"]
    assert (entry.actor, entry.label) == ("Mara", "party:northland")


def test_before_a_release_the_mediator_is_told_what_it_says_of_the_other(cast):
    page = cast.post("mara", "release", package="packages/draft-2.yaml", to="northland", words="What if?").content.decode()
    assert "Southland, reading “pragmatic”: by this model it could sign it" in page
    assert "could not sign it" in page
    assert [e for e in entries(cast, "north") if e.kind == "release.package"] == []


def test_a_lost_update_becomes_a_page_with_both(cast):
    with transaction.atomic():
        assert read_own_preferences(cast.view("north")) == []
    assert cast.post("north", "preferences", text=stated(41), based_on="").status_code == 302
    late = cast.post("north", "preferences", text=stated(57), based_on="")
    assert late.status_code == 409
    assert "walk_away: 41" in late.content.decode()
    assert "walk_away: 57" in late.content.decode()
    membership = re.search(r'name="based_on"\s+value="([0-9a-f-]+)"', late.content.decode())[1]
    assert cast.post("north", "preferences", text=stated(50), based_on=membership).status_code == 302
    assert "Walk-away value: 50" in cast.get("north", "preferences").content.decode()


def test_the_database_refuses_to_change_or_delete_an_entry(cast):
    for change in ("update office_entry set number = 99", "delete from office_entry"):
        with transaction.atomic(), connection.cursor() as cursor:
            cast.view("mara").visible_rows.set_row_security()
            with pytest.raises(DatabaseError, match=r"never|permission denied"), transaction.atomic():
                cursor.execute(change)


def test_an_entry_holds_the_digest_of_its_salted_bytes(cast):
    release(cast)
    with transaction.atomic():
        view = cast.view("mara")
        reader = LogReader(Side.objects.get(pk=view.side.id))
        for row in view.visible_rows.entries().select_related("log"):
            leaf = reader.leaf(row)
            assert leaf_digest(bytes(row.salt), leaf.content) == bytes(row.digest)
            assert json.loads(leaf.content).keys() == {"actor", "at", "format", "kind", "label", "log", "number", "payload", "previous"}


def test_entries_are_never_dated_before_the_one_before_though_the_clock_is_set_back(cast):
    with act("later", minute=60):
        release(cast)
    with act("clock set back", minute=-600):
        release(cast)
    with transaction.atomic():
        rows = Entry.objects.filter(log__label="party:northland", log_id__in=cast.view("mara").visible_rows.logs).order_by("number")
        times = [row.at for row in rows]
    assert times == sorted(times)


def test_when_the_last_step_fails_nothing_of_it_stays(cast, monkeypatch):
    def fails(*_):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(commands, "record", fails)
    cast.clients["north"].raise_request_exception = False
    assert cast.post("north", "preferences", text=stated(41)).status_code in (500, 503)
    monkeypatch.undo()
    with transaction.atomic():
        assert read_own_preferences(cast.view("north")) == []


def test_papers_are_sealed_and_a_deleted_note_is_gone_with_its_key(cast, tmp_path):
    cast.post("north", "notes", text="a tangerine of a note")
    cast.post("north", "preferences", text=stated(41))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("pragma wal_checkpoint(truncate)")
        stored = b"".join(p.read_bytes() for p in tmp_path.glob("office*"))
        assert b"tangerine" not in stored
        assert b"walk_away" not in stored
        assert b"Sanctions" not in stored
    with transaction.atomic():
        [note] = cast.view("north").papers(NoteHead)
    assert cast.post("north", "notes/delete", note=str(note.id)).status_code == 302
    with transaction.atomic():
        assert cast.view("north").papers(NoteHead) == []


def test_nobody_deletes_another_sides_note(cast):
    cast.post("north", "notes", text="ours")
    with transaction.atomic():
        [note] = cast.view("north").papers(NoteHead)
    cast.post("south", "notes/delete", note=str(note.id))
    with transaction.atomic():
        assert len(cast.view("north").papers(NoteHead)) == 1


def test_notes_go_after_thirty_days(cast):
    with act("a note"):
        cast.post("north", "notes", text="old")
    with act("29 days later", minute=29 * 24 * 60), transaction.atomic():
        assert papers.delete_expired() == 0
    with act("31 days later", minute=31 * 24 * 60), transaction.atomic():
        assert papers.delete_expired() == 1


def test_leave_now_ends_the_sessions_and_locks_the_papers_of_a_side_until_its_lead_unlocks_them(cast):
    cast.post("north", "preferences", text=stated(41))
    elsewhere = Client(SERVER_NAME="localhost")
    elsewhere.force_login(cast.people["north"], backend=BACKEND)
    assert elsewhere.get(cast.path()).status_code == 200
    assert cast.post("north", "people/leave-now").status_code == 302
    assert not Session.objects.filter(person=cast.people["north"]).exists()
    assert cast.get("north").status_code == elsewhere.get(cast.path()).status_code == 302
    with transaction.atomic():
        assert "preferences/northland/stated.yaml" not in texts_for_analysis(cast.view("mara"))
    cast.sign_in("north")
    assert cast.get("north", "preferences").status_code == 403
    assert cast.post("north", "people/unlock").status_code == 302
    assert "Walk-away value: 41" in cast.get("north", "preferences").content.decode()


def test_a_party_that_withdraws_keeps_its_papers_and_the_case_waits(cast):
    cast.post("north", "preferences", text=stated(41))
    assert cast.post("north", "people/withdraw", sure="yes").status_code == 302
    assert "has withdrawn" in cast.get("north").content.decode()
    assert cast.post("north", "preferences", text=stated(50)).status_code == 403
    assert "paused" in cast.get("south").content.decode()
    assert release(cast, to="southland").status_code == 409
    assert cast.post("mara", "resume").status_code == 302
    assert release(cast, to="southland").status_code == 302
    assert release(cast, to="northland").status_code == 422
    with transaction.atomic():
        assert cast.view("mara").papers(PreferencesHead) == []


def with_a_key_of_her_own(cast, name):
    """As if she had chosen her pass phrase here."""
    from goodoffices.office.sealing.personal_keys import new_pair

    public, private = new_pair("north: a long pass phrase")
    Person.objects.filter(pk=cast.people[name].pk).update(lock_public=public, lock_private=private)


def test_what_leave_now_locked_the_office_cannot_open_and_only_the_leads_pass_phrase_does(cast):
    with_a_key_of_her_own(cast, "north")
    cast.post("north", "preferences", text=stated(41))
    assert cast.post("north", "people/leave-now").status_code == 302
    row = Side.objects.get(pk=cast.side("northland").pk)
    assert bytes(row.key) == b""
    Side.objects.filter(pk=row.pk).update(locked_at=None)  # Whoever turns the flag off opens nothing.
    with pytest.raises(NotOpened), transaction.atomic():
        cast.view("north").papers(PreferencesHead)
    Side.objects.filter(pk=row.pk).update(locked_at=row.locked_at)
    cast.sign_in("north")
    wrong = cast.post("north", "people/unlock", password="north: another pass phrase")
    assert (wrong.status_code, "not your password" in wrong.content.decode()) == (409, True)
    assert cast.get("north", "preferences").status_code == 403
    assert cast.post("north", "people/unlock", password="north: a long pass phrase").status_code == 302
    assert "Walk-away value: 41" in cast.get("north", "preferences").content.decode()
    assert Side.objects.get(pk=row.pk).locked_keys == {}


def test_a_new_pass_phrase_still_opens_what_was_locked(cast):
    with_a_key_of_her_own(cast, "north")
    cast.post("north", "notes", text="the harbour")
    cast.post("north", "people/leave-now")
    cast.sign_in("north")
    new = "quite another long phrase"
    form = {"oldpassword": "north: a long pass phrase", "password1": new, "password2": new}
    assert cast.clients["north"].post("/accounts/password/change/", form).status_code == 302
    cast.sign_in("north")
    assert cast.post("north", "people/unlock", password=new).status_code == 302
    assert "the harbour" in cast.get("north", "notes").content.decode()


def test_who_is_replaced_is_out_at_once_and_the_sides_papers_stay(cast):
    from goodoffices.office.access.kinds import Role
    from goodoffices.office.people.commands import join_by_office

    with transaction.atomic():
        cast._person("nils")
        join_by_office(cast.people["nils"], cast.side("northland"), [Role.LEAD])
        cast.clients["nils"] = type(cast.clients["north"])(SERVER_NAME="localhost")
        membership = cast.view("north").actor.pk
    cast.sign_in("nils")
    cast.post("nils", "told")
    cast.post("north", "notes", text="what we know")
    assert cast.post("nils", "people/end", membership=str(membership)).status_code == 302
    assert cast.get("north").status_code == 302
    assert "what we know" in cast.get("nils", "notes").content.decode()


def test_the_only_lead_of_a_side_cannot_be_ended(cast):
    with transaction.atomic():
        membership = cast.view("north").actor.pk
    assert cast.post("north", "people/end", membership=str(membership)).status_code == 409


def test_a_sealed_paper_cannot_be_moved_to_another_side(cast):
    cast.post("north", "notes", text="ours")
    with transaction.atomic():
        row = cast.view("north").visible_rows.papers([PaperKind.NOTE]).select_related("side").get()
        key = keys.unseal(keys.unseal(keys.opening_key(), row.side.key, f"side {row.side.id} key"), row.key, f"paper {row.id} key")
    with pytest.raises(keys.NotOpened):
        keys.unseal(key, row.sealed, f"paper {uuid.uuid4()} note")
    with pytest.raises(keys.NotOpened):
        keys.unseal(key, bytes(row.sealed)[:-1] + bytes([row.sealed[-1] ^ 1]), f"paper {row.id} note")


def test_before_the_first_entry_somebody_has_to_read_what_is_kept(cast):
    from goodoffices.office.models import Membership

    with transaction.atomic():
        Membership.objects.filter(pk=cast.view("north").actor.pk).update(told_at=None)
    refused = cast.post("north", "preferences", text=stated(41))
    assert (refused.status_code, "Read first what the record keeps" in refused.content.decode()) == (422, True)
    assert "no talk" in cast.get("north", "told").content.decode()
    cast.post("north", "told")
    assert cast.post("north", "preferences", text=stated(41)).status_code == 302


@pytest.mark.only_on("postgres")
def test_row_level_security_hides_what_a_forgotten_filter_would_show(cast):
    cast.post("north", "notes", text="ours")
    with transaction.atomic():
        cast.view("south")
        assert Paper.objects.count() == 0
    with transaction.atomic():
        cast.view("north")
        assert Paper.objects.count() == 1
    assert Paper.objects.count() == 0
    assert CaseView.for_person(cast.people["north"].pk, cast.case_id) is None


def test_an_address_that_only_acts_is_not_asked_by_head(cast):
    assert cast.clients["north"].head(cast.path("people/withdraw")).status_code == 405
    assert cast.get("north").status_code == 200
    assert cast.clients["north"].head(cast.path()).status_code == 200


def test_no_estimate_takes_the_place_of_a_partys_own_word(cast):
    cast.post("south", "preferences", text=stated(41, "southland"))
    estimate = stated(1, "southland").replace("kind: stated, date: 2026-11-20", "kind: exercise")
    refused = cast.post("mara", "estimates", party="southland", reading="stated", text=estimate)
    assert (refused.status_code, "own word" in refused.content.decode()) == (422, True)
    with transaction.atomic():
        assert "walk_away: 41" in texts_for_analysis(cast.view("mara"))["preferences/southland/stated.yaml"]


def test_an_analysis_that_fails_says_so_and_can_be_asked_for_again(cast, monkeypatch):
    from goodoffices.office.running import worker

    def breaks(*_):
        raise DatabaseError("busy")

    assert cast.post("mara", "report/ask").status_code == 302
    monkeypatch.setattr(worker, "_in_a_process", breaks)
    with pytest.raises(DatabaseError):
        worker.run_next()
    worker._give_up_running()
    assert "could not be finished" in cast.get("mara", "report").content.decode()
    assert cast.post("mara", "report/ask").status_code == 302


@pytest.mark.only_on("sqlite")
def test_a_deleted_note_leaves_the_journal_too(cast, tmp_path):
    cast.post("north", "notes", text="ours")
    with transaction.atomic():
        row = cast.view("north").visible_rows.papers([PaperKind.NOTE]).get()
    sealed = bytes(row.sealed)[:40]
    assert any(sealed in p.read_bytes() for p in tmp_path.glob("office*"))
    cast.post("north", "notes/delete", note=str(row.pk))
    assert not any(sealed in p.read_bytes() for p in tmp_path.glob("office*"))


def test_a_case_that_is_not_paused_is_not_taken_up_again(cast):
    assert cast.post("mara", "resume").status_code == 409
    assert [e for e in entries(cast, "mara") if e.kind == "case.resume"] == []


def test_who_of_a_party_withdrew_is_told_to_nobody_else(cast):
    cast.post("north", "people/withdraw", sure="yes")
    page = cast.get("south", "record").content.decode()
    assert "Northland withdrew" in page
    assert "North" not in page.replace("Northland", "").replace("northland", "")


def test_the_talks_go_on_without_a_party_that_the_rules_do_not_name(cast):
    from goodoffices.office.cases.changing import keep_draft

    with transaction.atomic():
        text = cast.view("mara").case_text.replace("rules:\n", "rules:\n  pause: [southland]\n")
        keep_draft(cast.view("mara"), text)
    cast.post("mara", "build/put", words="agreed at the start")
    with transaction.atomic():
        change = read_open_change(cast.view("north")).id
    for name in ("north", "south"):
        cast.post(name, "change", change=str(change), agrees="yes")
    assert cast.post("north", "people/withdraw", sure="yes").status_code == 302
    with transaction.atomic():
        assert not cast.view("mara").is_paused
    assert "Northland withdrew from the talks." in cast.get("south", "record").content.decode()
    assert cast.post("south", "people/withdraw", sure="yes").status_code == 302
    with transaction.atomic():
        assert cast.view("mara").is_paused


def test_times_are_those_of_the_readers_own_clock_written_out(cast):
    with act("a note", minute=30):
        cast.post("mara", "notes", text="at noon")
    assert cast.clients["mara"].post("/you/", {"zone": "Asia/Riyadh"}).status_code == 302
    assert "24 November 2026, 12:30 Asia/Riyadh" in cast.get("mara", "notes").content.decode()
    assert cast.clients["mara"].post("/you/", {"zone": "Nowhere/Town"}).status_code == 422
    assert "UTC" in cast.get("north", "people").content.decode() or "Riyadh" not in cast.get("north", "people").content.decode()


def test_a_partys_own_word_comes_before_what_others_brought_as_its_word(cast):
    from goodoffices.formats.ours.case_texts import CaseTexts
    from goodoffices.office.running.analysis_process import usual_reading

    cast.post("north", "preferences", text=stated(41))
    with transaction.atomic():
        texts = texts_for_analysis(cast.view("mara"))
    opened = CaseTexts({**texts, "preferences/northland/a_letter.yaml": stated(50)})
    assert usual_reading(opened, "northland") == "stated"
