"""Rounds of talks: entered by the mediation, known to whom it lets know, read by whom it lets read."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from goodoffices.office.models import Entry
from goodoffices.office.talks.readings import list_rounds
from tests.office.cast import Cast

SUNDAY = {"track": "Northland track", "day": "2025-03-23", "began": "18:00", "ended": "23:30", "place": "Riyadh", "level": "technical"}
OUTCOME = {
    "decided": "Lists are exchanged.",
    "step1": "Send the list of ports",
    "who1": "northland",
    "due1": "2025-03-26",
    "step2": "Call the host",
}


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def entered(cast, who="mara", **more):
    return cast.post(who, "rounds/enter", **{**SUNDAY, **OUTCOME, "parties": "northland", **more})


def rounds_of(cast, name):
    with transaction.atomic():
        return list_rounds(cast.view(name))


def test_a_round_with_two_next_steps_is_entered_and_read_by_the_mediation_alone(cast):
    assert entered(cast).status_code == 302
    page = text(cast.get("mara", "rounds"))
    for words in (
        "Northland track",
        "23 March 2025, 18:00 UTC",
        "Riyadh",
        "technical",
        "Lists are exchanged.",
        "Send the list of ports",
        "(Northland;",
    ):
        assert words in page, words
    assert page.count("overdue") == 1
    assert "the mediation alone" in page
    for party in ("north", "south"):
        assert rounds_of(cast, party) == []
        assert "let your side know of no round yet" in text(cast.get(party, "rounds"))


def test_who_may_know_does_not_read_what_came_of_it_unless_that_was_said_too(cast):
    assert entered(cast, known="northland").status_code == 302
    [north] = rounds_of(cast, "north")
    assert (north.track, north.place, north.decided, north.next_steps) == ("Northland track", "Riyadh", "", ())
    assert rounds_of(cast, "south") == []
    assert entered(cast, track="Both", known=["northland", "southland"], readers="southland").status_code == 302
    assert [one.decided for one in rounds_of(cast, "south")] == ["Lists are exchanged."]
    assert [one.decided for one in rounds_of(cast, "north")] == ["", ""]


def test_nobody_reads_what_came_of_a_round_of_which_she_may_not_know(cast):
    refused = entered(cast, readers="southland")
    assert (refused.status_code, "choose it there, too" in refused.content.decode()) == (422, True)
    assert 'value="Riyadh"' in refused.content.decode()
    assert rounds_of(cast, "mara") == []


def test_a_party_is_let_know_later_of_the_round_and_then_of_what_came_of_it(cast):
    assert entered(cast).status_code == 302
    [held] = rounds_of(cast, "mara")
    assert cast.post("mara", "rounds/tell", number=held.number, known="southland").status_code == 302
    assert [(one.number, one.decided) for one in rounds_of(cast, "south")] == [(held.number, "")]
    assert cast.post("mara", "rounds/tell", number=held.number, known="southland", readers="southland").status_code == 302
    assert [one.decided for one in rounds_of(cast, "south")] == ["Lists are exchanged."]
    again = cast.post("mara", "rounds/tell", number=held.number, known="southland", readers="southland")
    assert again.status_code == 422
    [held] = rounds_of(cast, "mara")
    assert (held.known_to, held.read_by) == (("southland",), ("southland",))


def test_what_a_round_is_for_one_party_leaves_no_trace_with_another(cast):
    before = cast.get("south").content, Entry.objects.filter(log__side__party="southland").count()
    assert entered(cast, known="northland", readers="northland").status_code == 302
    assert Entry.objects.filter(log__side__party="southland").count() == before[1]
    assert "Riyadh" not in text(cast.get("south", "record")) + text(cast.get("south", "rounds")) + text(cast.get("south"))


def test_a_party_enters_no_round_and_tells_nobody(cast):
    assert entered(cast, "north").status_code == 404
    assert cast.post("north", "rounds/tell", number="x").status_code == 404
    assert cast.get("olga", "rounds").status_code == 404


def test_a_round_over_midnight_ends_on_the_next_day(cast):
    assert entered(cast, began="22:00", ended="01:30").status_code == 302
    [held] = rounds_of(cast, "mara")
    assert (held.ended - held.began).total_seconds() == 3.5 * 3600


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"track": ""}, "Say which talks it belongs to."),
        ({"day": "yesterday"}, "Write the day as 2025-03-23."),
        ({"began": ""}, "Say when it began."),
        ({"level": "kings"}, "This form is not complete"),
        ({"parties": "nobody"}, "is not one of the available choices"),
        ({"decided": "x" * 4_001}, "Say it in at most 4,000 characters."),
    ],
)
def test_what_is_missing_or_odd_is_said_and_nothing_is_entered(cast, what, said):
    refused = entered(cast, **what)
    assert refused.status_code == 422
    assert said in text(refused)
    assert rounds_of(cast, "mara") == []


def test_who_takes_notes_enters_rounds_for_the_mediation_and_lets_nobody_know(cast):
    with transaction.atomic():
        member = cast.view("mara").actor
        member.roles = ["note_taker"]
        member.save()
    assert 'name="known"' not in cast.get("mara", "rounds/enter").content.decode()
    assert entered(cast, known="northland").status_code == 302
    assert rounds_of(cast, "north") == []
    [held] = rounds_of(cast, "mara")
    assert cast.post("mara", "rounds/tell", number=held.number, known="northland").status_code == 403
