"""A side's mandate: written in its place by those who speak for the side, read by everybody of it, and by nobody else."""

from __future__ import annotations

import io
import re
import uuid
import zipfile

import pytest
from django.db import connection, transaction

from goodoffices.office.access.kinds import PaperKind, Role
from goodoffices.office.access.paper_heads import MandateHead
from goodoffices.office.access.visible_rows import VisibleRows
from goodoffices.office.mandate.readings import read_mandate
from goodoffices.office.models import Entry, Membership, Paper, Side
from goodoffices.office.people.own_data import own_data_of
from goodoffices.office.sealing.keys import kind_tag
from tests.office.cast import Cast, act
from tests.office.table_of_addresses import routes
from tests.office.worlds import WORD, served, world

SECRET = "Up to sixty days,\r\nand the eastern ports."


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def write(cast, words=SECRET, who="north", **more):
    shown = cast.get(who, "mandate").content.decode()
    found = re.search(r'name="based_on"\s+value="(\w*)"', shown)
    return cast.post(who, "mandate", **{"text": words, "based_on": found[1] if found else "", **more})


def papers(cast):
    with transaction.atomic():
        return [(one.head.by, one.text, one.expires_at) for one in cast.view("north").papers(MandateHead)]


def with_role(cast, name, role):
    with transaction.atomic():
        row = Membership.objects.get(pk=cast.view(name).actor.pk)
        row.roles = [role]
        row.save()


def test_a_mandate_is_written_in_its_place_and_stays_until_it_is_emptied(cast):
    assert write(cast).status_code == 302
    assert "Up to sixty days,\nand the eastern ports.</textarea>" in cast.get("north", "mandate").content.decode()
    assert "Written by North on 24 November 2026" in text(cast.get("north", "mandate"))
    with transaction.atomic():
        first = read_mandate(cast.view("north")).id
    assert write(cast, "  Up to thirty days.").status_code == 302
    assert papers(cast) == [("North", "  Up to thirty days.", None)]
    with transaction.atomic():
        assert read_mandate(cast.view("north")).id == first
    assert write(cast, " \n").status_code == 302
    assert papers(cast) == []


def test_nobody_writes_over_a_mandate_that_she_did_not_read(cast):
    write(cast, "The first.")
    shown = cast.get("north", "mandate").content.decode()
    based_on = re.search(r'name="based_on"\s+value="(\w+)"', shown)[1]
    write(cast, "The second.")
    late = cast.post("north", "mandate", text="The third.", based_on=based_on)
    assert late.status_code == 409
    assert "The third.</textarea>" in late.content.decode()
    assert "The mandate as it stands The second." in text(late)
    assert [one[1] for one in papers(cast)] == ["The second."]
    again = re.search(r'name="based_on"\s+value="(\w+)"', late.content.decode())[1]
    assert cast.post("north", "mandate", text="The third.", based_on=again).status_code == 302


def test_a_form_that_is_sent_twice_acts_once(cast):
    sent = {"text": SECRET, "based_on": "", "idempotency_key": str(uuid.UUID(int=5, version=4))}
    assert [cast.post("north", "mandate", **sent).status_code for _ in range(2)] == [302, 302]
    assert len(papers(cast)) == 1


def test_too_long_a_mandate_is_refused_and_stays_on_its_page(cast):
    refused = write(cast, "x" * 20_001)
    assert (refused.status_code, "A mandate has at most 20,000 characters." in text(refused)) == (422, True)
    assert "x" * 20_001 in refused.content.decode()
    assert papers(cast) == []
    assert write(cast, "x" * 20_000).status_code == 302


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.INTERPRETER, Role.EXPERT])
def test_everybody_of_the_side_reads_it_and_those_who_speak_write_it(cast, role):
    write(cast)
    with_role(cast, "north", role)
    page = cast.get("north", "mandate")
    assert (page.status_code, "and the eastern ports." in text(page), "<textarea" in page.content.decode()) == (200, True, False)
    assert cast.post("north", "mandate", text="Mine.", based_on="").status_code == 403
    assert write(cast, who="south").status_code == 302


def test_a_mandate_is_never_read_by_the_mediation(cast):
    write(cast)
    for name in ("mara", "olga", "sam"):
        assert cast.get(name, "mandate").status_code == 404
        assert cast.post(name, "mandate", text="Theirs.", based_on="").status_code == 404
        assert "mandate" not in re.findall(r'href="[^"]*/(\w+)/"', cast.get(name).content.decode())
    assert "sixty" not in text(cast.get("south", "mandate"))
    tag = kind_tag(cast.side("northland").pk, PaperKind.MANDATE)
    for role in Role:
        with_role(cast, "mara", role)
        with transaction.atomic():
            view = cast.view("mara")
            assert view.papers(MandateHead) == []
            assert not view.visible_rows.papers().filter(tag=tag).exists()


def test_it_is_in_no_log_and_in_nothing_that_is_taken_away(cast):
    with transaction.atomic():
        before = Entry.objects.count()
    write(cast)
    with transaction.atomic():
        assert Entry.objects.count() == before
    for name in ("north", "mara", "south"):
        with zipfile.ZipFile(io.BytesIO(cast.get(name, "export").content)) as archive:
            assert not any("eastern ports" in archive.read(one).decode() for one in archive.namelist())
        assert "eastern ports" not in text(cast.get(name, "record"))
        with transaction.atomic():
            assert "eastern ports" not in str(own_data_of(cast.people[name].pk))


def test_leave_now_locks_it_and_clearing_away_deletes_it(cast):
    write(cast)
    cast.post("north", "people/leave-now")
    cast.sign_in("north")
    locked = cast.get("north", "mandate")
    assert (locked.status_code, "eastern ports" in text(locked)) == (403, False)
    assert cast.post("north", "people/unlock").status_code == 302
    assert "eastern ports" in text(cast.get("north", "mandate"))
    cast.post("north", "people/withdraw", sure="yes")
    kept = cast.get("north", "mandate")
    assert ("eastern ports" in text(kept), "<textarea" in kept.content.decode()) == (True, False)
    assert write(cast, "Once more.").status_code == 403
    assert cast.post("north", "people/clear-away", sure="yes").status_code == 302
    with transaction.atomic():
        cast.view("north")
        assert not Paper.objects.filter(tag=kind_tag(cast.side("northland").pk, PaperKind.MANDATE)).exists()


def test_in_a_closed_case_a_side_still_sees_to_its_mandate(cast):
    write(cast)
    cast.post("mara", "settings", step="close", sure="yes")
    assert write(cast, "").status_code == 302
    assert papers(cast) == []


#: Mandates that differ in words, length and how often they were written; in the last world there is none.
WORLDS = ([WORD[0]], [WORD[1], f"{WORD[1]} " * 400, f"{WORD[1]} of another"], [""])


def everything(fresh, written, watchers):
    fresh()
    cast = world("north", 0)
    for number, words in enumerate(written):
        with act(f"mandate {number} of this world", 80 + number):
            assert write(cast, words).status_code == 302
    return {(name, method): served(cast, name, method, routes()) for method in ("GET", "POST") for name in watchers}


@pytest.mark.slow
def test_worlds_that_differ_in_a_mandate_are_the_same_to_the_byte_for_the_mediation(fresh):
    first, *others = (everything(fresh, written, ("mara", "south")) for written in WORLDS)
    for other in others:
        for key in first:
            for route in routes():
                assert first[key][route] == other[key][route], (key, route)


@pytest.mark.slow
def test_the_owner_is_served_something_else_in_each_of_these_worlds(fresh):
    """A comparison that nothing could turn red would prove nothing."""
    seen = []
    for written in WORLDS:
        fresh()
        cast = world("north", 0)
        for words in written:
            write(cast, words)
        seen.append(text(cast.get("north", "mandate")))
    assert len({*seen}) == len(WORLDS)


def papers_of_all(_, kinds=tuple(PaperKind)):
    return Paper.objects.filter(tag__in=[kind_tag(side.pk, kind) for side in Side.objects.all() for kind in kinds])


def test_another_party_would_read_it_without_the_one_filter(cast, monkeypatch):
    write(cast)
    monkeypatch.setattr(VisibleRows, "papers", papers_of_all)
    leaks = "eastern ports" in text(cast.get("south", "mandate"))
    assert leaks is (connection.vendor == "sqlite")
