"""Since you were last here: what others did that she may read, until she says that she has seen it; the mark is hers alone."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from goodoffices.office.models import Entry, Membership
from goodoffices.office.visits.readings import read_news
from tests.office.cast import Cast
from tests.office.talks.test_rounds import entered, text


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def news_of(cast, name) -> list[str]:
    with transaction.atomic():
        return [entry.kind for entry in read_news(cast.view(name)).entries]


def press_seen(cast, name, page=None):
    page = cast.get(name).content.decode() if page is None else page
    return cast.post(name, "seen", until=re.search(r'name="until" value="([^"]+)"', page)[1])


def test_what_others_did_is_new_until_she_says_that_she_has_seen_it(cast):
    entered(cast, known="northland", readers="northland")
    shown = cast.get("north")
    assert "Since you were last here" in text(shown)
    assert {"round.hold", "round.outcome"} <= {*news_of(cast, "north")}
    for _ in range(2):  # To look is not to have seen.
        assert cast.get("north").content
    assert {"round.hold"} <= {*news_of(cast, "north")}
    assert press_seen(cast, "north").status_code == 302
    assert news_of(cast, "north") == []
    assert "Since you were last here" not in text(cast.get("north"))


def test_what_came_after_the_page_was_made_stays_new(cast):
    entered(cast, known="northland")
    page = cast.get("north").content.decode()
    entered(cast, new_track="Another", known="northland", readers="northland")
    assert press_seen(cast, "north", page).status_code == 302
    assert "round.outcome" in news_of(cast, "north")


def test_ones_own_acts_are_no_news_and_the_mark_is_nobody_elses(cast):
    cast.post("north", "items", item_kind="message", words="To be said.")
    assert not any(kind.startswith("item.") for kind in news_of(cast, "north"))
    assert "item.give" in news_of(cast, "mara")
    before = Entry.objects.count()
    press_seen(cast, "mara")
    assert Entry.objects.count() == before
    assert "item.give" not in news_of(cast, "mara")
    with transaction.atomic():
        kept = Membership.objects.of_person(cast.people["mara"].pk).get()
        assert b"2026" not in bytes(kept.seen_until_sealed)


def test_a_mark_goes_neither_back_nor_beyond_now(cast):
    entered(cast, known="northland")
    assert cast.post("north", "seen", until="2099-01-01T00:00:00+00:00").status_code == 302
    entered(cast, new_track="Another", known="northland")
    assert "round.hold" in news_of(cast, "north")
    press_seen(cast, "north")
    assert cast.post("north", "seen", until="2020-01-01T00:00:00+00:00").status_code == 302
    assert news_of(cast, "north") == []
    assert cast.post("north", "seen", until="soon").status_code in (409, 422)


def test_what_is_new_is_what_she_may_read(cast):
    entered(cast)
    cast.post("north", "items", item_kind="message", words="Ours alone.")
    assert not any(kind.startswith(("round.", "item.")) for kind in news_of(cast, "south"))
    assert "Ours alone." not in text(cast.get("south")) + text(cast.get("south", "digest"))


def test_one_page_to_print_says_what_is_new_what_waits_and_what_is_next(office):
    cast = Cast(has_talks=True)
    for who, has, lacks in (
        ("mara", ("Ask insurers", "mandate ends unless", "Southland"), ()),
        ("north", ("Send the list of ports",), ("Ask insurers", "Exchange the lists")),
        ("olga", ("Since you were last here",), ("Ask insurers", "Send the list of ports")),
    ):
        page = text(cast.get(who, "digest"))
        assert all(words in page for words in has), who
        assert not any(words in page for words in lacks), who


def test_while_the_papers_of_a_side_are_locked_nothing_is_said(cast):
    entered(cast, known="northland")
    with transaction.atomic():
        cast.side("northland")
    assert cast.post("north", "people/leave-now", sure="yes").status_code in (200, 302)
    cast.sign_in("north")
    assert "Since you were last here" not in text(cast.get("north"))
