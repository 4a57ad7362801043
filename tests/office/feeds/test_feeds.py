"""A calendar feed: off unless the lead mediator allows it, rounds of which anybody may speak and nothing else, and a link that ends at once."""

from __future__ import annotations

import datetime
import logging
import re
import uuid

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from icalendar import Calendar

from goodoffices.office.feeds import limits
from goodoffices.office.models import CalendarFeed, CaseRow
from goodoffices.office.sealing.backup import SESSIONS
from tests.office.cast import Cast
from tests.office.conftest import LATER
from tests.office.talks.test_rounds import text

HELD = {"new_track": "Talks", "day": "2026-11-23", "began": "10:00", "ended": "12:30", "level": "technical", "place": "Tamar"}


@pytest.fixture
def cast(office) -> Cast:
    cache.clear()
    return Cast()


def link_of(cast, name) -> str:
    """Somebody makes a link: its path."""
    page = cast.post(name, "feed", step="make")
    return re.search(r"http://[^/]+(/calendars/[0-9a-f]{64}/talks\.ics)", page.content.decode())[1]


def allowed(cast) -> None:
    assert cast.post("mara", "feed/allow", step="allow").status_code == 302


def fetched(path):
    return Client(SERVER_NAME="localhost").get(path)


def rounds_are_entered(cast) -> None:
    """Three rounds with Northland: of one nothing may be said, of one that it took place, of one how long it was."""
    for day, said in (("2026-11-21", "NOTHING"), ("2026-11-22", "TOOK_PLACE"), ("2026-11-23", "HOW_LONG")):
        sent = HELD | {"day": day, "said": said, "decided": "A list", "parties": "northland", "known": "northland"}
        assert cast.post("mara", "rounds/enter", **sent).status_code == 302
    cast.post("mara", "timeline/enter/deadline", deadline_text="The mandate ends.", day="2026-12-20", set_by="a law", known="northland")


def test_there_is_no_feed_until_the_lead_mediator_allows_it_and_everybody_reads_that(cast):
    assert "has not allowed calendar feeds" in text(cast.get("north", "feed"))
    assert cast.post("north", "feed", step="make").status_code == 422
    assert cast.post("north", "feed/allow", step="allow").status_code == 404
    allowed(cast)
    for name in ("mara", "north", "south", "olga"):
        assert "Calendar feeds of the case were allowed." in text(cast.get(name, "record"))
    assert fetched(link_of(cast, "north")).status_code == 200


@pytest.mark.parametrize("name", ["mara", "north", "south", "olga"])
def test_a_feed_holds_the_rounds_of_which_anybody_may_speak_and_nothing_else(cast, name):
    rounds_are_entered(cast)
    allowed(cast)
    answer = fetched(link_of(cast, name))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    events = Calendar.from_ical(answer.content.decode()).walk("VEVENT")
    day = datetime.date(2026, 11, 22)
    began, ended = (datetime.datetime(2026, 11, 23, hour, minute, tzinfo=datetime.UTC) for hour, minute in ((10, 0), (12, 30)))
    assert sorted((str(e["SUMMARY"]), str(e.decoded("DTSTART")), str(e.decoded("DTEND"))) for e in events) == [
        ("A round of talks", str(day), str(day + datetime.timedelta(days=1))),
        ("A round of talks", str(began), str(ended)),
    ]
    assert not any(word in answer.content.decode() for word in ("Tamar", "Strait", "Northland", "mandate", "list", "1121", "BUSY"))


def test_two_people_cannot_be_matched_by_the_ids_of_their_feeds(cast):
    rounds_are_entered(cast)
    allowed(cast)
    ids = [
        {str(e["UID"]) for e in Calendar.from_ical(fetched(link_of(cast, n)).content.decode()).walk("VEVENT")} for n in ("north", "south")
    ]
    assert not ids[0] & ids[1]


ENDINGS = {
    "it is ended": lambda cast: cast.post("north", "feed", step="end"),
    "another is made": lambda cast: link_of(cast, "north"),
    "feeds are allowed no longer": lambda cast: cast.post("mara", "feed/allow", step="forbid"),
    "the case is closed": lambda cast: cast.post("mara", "settings", step="close", sure="yes"),
    "the side leaves at once": lambda cast: cast.post("north", "people/leave-now", sure="yes"),
    "the side withdraws": lambda cast: cast.post("north", "people/withdraw", sure="yes"),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_link_ends_at_once_when(cast, ending):
    allowed(cast)
    path = link_of(cast, "north")
    other = link_of(cast, "south")
    assert fetched(path).status_code == 200
    ENDINGS[ending](cast)
    answer = fetched(path)
    nobodys = fetched("/calendars/" + "0" * 64 + "/talks.ics")
    assert (answer.status_code, answer.content, sorted(answer.items())) == (404, nobodys.content, sorted(nobodys.items()))
    ends_all = ending in ("feeds are allowed no longer", "the case is closed")
    assert fetched(other).status_code == (404 if ends_all else 200)


def test_what_ended_with_a_side_that_left_at_once_does_not_come_back_with_it(cast):
    allowed(cast)
    path = link_of(cast, "north")
    cast.post("north", "people/leave-now", sure="yes")
    cast.sign_in("north")
    cast.post("north", "people/unlock", password="north's pass phrase")
    assert CalendarFeed.objects.count() == 0
    assert fetched(path).status_code == 404


def test_a_link_ends_with_its_owner_s_membership(cast):
    from tests.office.access.test_same_instant import other_lead

    other_lead(cast)
    allowed(cast)
    path = link_of(cast, "nils")
    with transaction.atomic():
        nils = cast.view("nils").actor.pk
    cast.post("north", "people/end", membership=str(nils))
    assert fetched(path).status_code == 404


def test_a_link_is_kept_as_a_digest_and_written_nowhere(cast, caplog):
    allowed(cast)
    caplog.set_level(logging.DEBUG)
    path = link_of(cast, "north")
    token = path.split("/")[2]
    assert fetched(path).status_code == 200
    assert fetched(path.replace(token[:4], "0000", 1)).status_code == 404
    assert token not in caplog.text.replace("\n", "")
    [row] = CalendarFeed.objects.all()
    assert token not in repr(row.__dict__)
    assert bytes.fromhex(token) != bytes(row.digest)
    assert token not in cast.get("north", "feed").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("select digest from office_calendarfeed")
        assert len(bytes(cursor.fetchone()[0])) == 32


def test_a_link_is_fetched_so_many_times_an_hour_and_an_address_fetches_so_many(cast, monkeypatch):
    allowed(cast)
    path = link_of(cast, "north")
    codes = [fetched(path).status_code for _ in range(limits.MOST_OF_A_LINK + 1)]
    assert codes == [200] * limits.MOST_OF_A_LINK + [429]
    cache.clear()
    monkeypatch.setattr(limits, "MOST_FROM_AN_ADDRESS", 3)
    assert [fetched(f"/calendars/{n}/talks.ics").status_code for n in range(6)] == [404, 404, 404, 429, 429, 429]
    # Whoever makes links up fills no memory: her address alone is counted.
    assert len(cache._cache) == 1


def test_a_feed_gives_no_cookie_and_is_kept_in_no_cache(cast):
    allowed(cast)
    answer = fetched(link_of(cast, "north"))
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert fetched(link_of(cast, "north")).headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_says_what_the_calendar_s_provider_learns(cast):
    allowed(cast)
    page = text(cast.get("north", "feed"))
    assert "What your calendar's provider learns" in page
    link_of(cast, "north")
    assert f"{LATER:%Y}" in text(cast.get("north", "feed"))


def test_a_link_does_not_come_back_with_a_case_that_is_opened_again(cast):
    allowed(cast)
    path = link_of(cast, "north")
    cast.post("mara", "settings", step="close", sure="yes")
    assert CalendarFeed.objects.count() == 0
    cast.post("mara", "settings", step="reopen")
    assert fetched(path).status_code == 404


def test_a_link_can_be_ended_though_the_side_has_no_acts_left(cast, monkeypatch):
    allowed(cast)
    path = link_of(cast, "north")
    monkeypatch.setattr(settings, "MOST_ACTS_AN_HOUR", 1)
    assert "which is all that the office does" in text(cast.post("north", "feed", step="make"))
    assert fetched(path).status_code == 200
    assert cast.post("north", "feed", step="end").status_code == 302
    assert fetched(path).status_code == 404
    assert cast.post("mara", "feed/allow", step="forbid").status_code == 302


def test_what_cannot_be_opened_looks_like_a_link_that_there_is_not(cast):
    allowed(cast)
    path = link_of(cast, "north")
    CaseRow.objects.update(sealed=b"changed outside this office")
    assert (fetched(path).status_code, fetched(path).content) == (404, b"There is no such calendar.")


def test_the_page_that_shows_a_link_is_kept_nowhere_and_no_backup_holds_it(cast, monkeypatch):
    monkeypatch.setattr(settings, "SHOWS_PAGES_APART", True)
    allowed(cast)
    shown = cast.clients["north"].post(cast.path("feed"), {"step": "make", "idempotency_key": str(uuid.uuid4())})
    assert (shown.status_code, "/calendars/" in shown.content.decode()) == (200, True)
    assert "office_calendarfeed" in SESSIONS
