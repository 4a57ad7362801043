"""Rounds of talks: entered by the mediation, known to whom it lets know, read by whom it lets read."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from goodoffices.office.models import Entry
from goodoffices.office.talks.readings import read_talks
from goodoffices.procedure import Level, Readers
from goodoffices.record import kinds
from tests.office.cast import Cast

SUNDAY = {"new_track": "North talks", "day": "2025-03-23", "began": "18:00", "ended": "23:30", "place": "Riyadh", "level": "technical"}
OUTCOME = {
    "decided": "Lists are exchanged.",
    "step1": "Send the list of quays",
    "who1": "northland",
    "due1": "2025-03-26",
    "step2": "Call the host",
}


@pytest.fixture
def cast(office) -> Cast:
    return Cast(has_talks=True)


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def entered(cast, who="mara", **more):
    return cast.post(who, "rounds/enter", **{**SUNDAY, **OUTCOME, "parties": "northland", **more})


def rounds_of(cast, name):
    """The rounds of which somebody knows more than everybody, that are not of the example, by what they decided and where."""
    with transaction.atomic():
        read = read_talks(cast.view(name))
        return [one for one in read.talks.rounds if read.entered_thing(kinds.ROUND_HELD.name, one.id) and one.begins.day.year == 2025]


def words_of(text):
    return "" if text is None else text.in_language("")


def test_a_round_with_two_next_steps_is_entered_and_read_by_the_mediation_alone(cast):
    assert entered(cast).status_code == 302
    page = text(cast.get("mara", "rounds"))
    for words in (
        "North talks",
        "2025-03-23 18:00–23:30 UTC",
        "Riyadh",
        "technical",
        "Lists are exchanged.",
        "Send the list of quays",
        "(Northland,",
    ):
        assert words in page, words
    assert page.count("overdue") == 1
    assert "the mediation alone" in page
    for party in ("north", "south"):
        assert rounds_of(cast, party) == []
        assert "North talks" not in text(cast.get(party, "rounds")) + text(cast.get(party, "timeline"))


def test_who_may_know_does_not_read_what_came_of_it_unless_that_was_said_too(cast):
    assert entered(cast, known="northland").status_code == 302
    [north] = rounds_of(cast, "north")
    assert (north.track, words_of(north.place), north.decided) == ("north-talks", "Riyadh", None)
    assert "Send the list of quays" not in text(cast.get("north", "timeline"))
    assert rounds_of(cast, "south") == []
    assert entered(cast, new_track="Both", known=["northland", "southland"], readers="southland").status_code == 302
    assert [words_of(one.decided) for one in rounds_of(cast, "south")] == ["Lists are exchanged."]
    assert [one.decided for one in rounds_of(cast, "north")] == [None, None]
    assert "Send the list of quays" in text(cast.get("south", "timeline"))


def test_nobody_reads_what_came_of_a_round_of_which_she_may_not_know(cast):
    refused = entered(cast, readers="southland")
    assert (refused.status_code, "choose it there, too" in refused.content.decode()) == (422, True)
    assert 'value="Riyadh"' in refused.content.decode()
    assert rounds_of(cast, "mara") == []


def test_everybody_may_be_told_that_a_round_took_place_or_how_long_and_no_more(cast):
    assert entered(cast, said="TOOK_PLACE").status_code == 302
    [held] = rounds_of(cast, "mara")
    for who in ("south", "olga"):
        page = text(cast.get(who, "timeline"))
        assert "2025-03-23 round A round of talks." in page.replace("  ", " ")
        assert "18:00" not in page.split("2025-03-23")[1][:60]
        assert "Riyadh" not in page
    assert cast.post("mara", "rounds/tell", number=held.id, said="HOW_LONG").status_code == 302
    assert "2025-03-23 18:00–23:30 UTC" in text(cast.get("olga", "timeline"))
    assert cast.post("mara", "rounds/tell", number=held.id, said="TOOK_PLACE").status_code == 422


def test_a_host_is_let_know_of_a_round_as_a_party_is(cast):
    assert cast.post("mara", "people/side", kind="host", name="Tamar").status_code == 302
    with transaction.atomic():
        [host] = [f"{side.kind}:{side.id}" for side in cast.view("mara").sides if side.kind == "host"]
    assert entered(cast, known=[host], readers=[host]).status_code == 302
    assert "Tamar" in text(cast.get("mara", "rounds"))
    assert rounds_of(cast, "north") == []


def test_who_took_part_by_name_is_for_the_mediation_alone(cast):
    assert (
        entered(cast, people="Ada Lovelace\nGrace Hopper", known="northland", readers="northland", **{"came:northland": 3}).status_code
        == 302
    )
    assert "Ada Lovelace, Grace Hopper" in text(cast.get("mara", "rounds"))
    page = text(cast.get("north", "rounds")) + text(cast.get("north", "record"))
    assert "Northland 3" in page
    assert "Ada" not in page


def test_what_was_entered_wrongly_is_mended_by_an_entry_that_names_the_first(cast):
    assert entered(cast, known="northland").status_code == 302
    [held] = rounds_of(cast, "mara")
    path = f"timeline/mend/round.hold/{held.id}"
    assert 'value="Riyadh"' in cast.get("mara", path).content.decode()
    right = {"began": "2025-03-22T18:00+03:00", "ended": "", "place": "Jeddah", "why": "It was a day earlier."}
    right |= {"level": "political", "parties": ["northland", "southland"]}
    assert cast.post("mara", path, **{**right, "why": ""}).status_code == 422
    assert cast.post("mara", path, **{**right, "ended": "2025-03-21"}).status_code == 422
    assert cast.post("mara", path, **{**right, "began": "soon"}).status_code == 422
    assert cast.post("mara", path, **right).status_code == 302
    for who in ("mara", "north"):
        [mended] = rounds_of(cast, who)
        assert (words_of(mended.place), mended.begins.written, mended.ends) == ("Jeddah", "2025-03-22T18:00+03:00", None)
        assert (mended.level, mended.parties) == (Level.POLITICAL, ("northland", "southland"))
        assert "It was a day earlier." in text(cast.get(who, "rounds"))
        assert "was mended: “It was a day earlier.”" in text(cast.get(who, "record"))
    assert rounds_of(cast, "south") == []
    assert cast.get("north", path).status_code == 404
    assert cast.get("mara", f"timeline/mend/round.hold/{held.id[:-1]}").status_code == 404


def test_a_round_is_moved_to_a_track_of_which_all_know_who_know_of_it_and_to_no_other(cast):
    assert entered(cast, known="northland").status_code == 302
    assert entered(cast, new_track="Another", decided="Moved", known="northland", day="2025-03-25").status_code == 302
    assert entered(cast, new_track="Nobody knows", decided="Own", day="2025-03-26").status_code == 302
    [held] = [one for one in rounds_of(cast, "north") if words_of(one.decided) == "Moved"] or rounds_of(cast, "north")[-1:]
    path = f"timeline/mend/round.hold/{held.id}"
    page = cast.get("mara", path).content.decode()
    assert "Another" in page
    assert "Nobody knows" not in page
    first = next(one.track for one in rounds_of(cast, "north") if one.id != held.id)
    sent = {
        "began": held.begins.written,
        "ended": "",
        "place": "Riyadh",
        "level": "technical",
        "parties": "northland",
        "why": "The other talks.",
    }
    assert cast.post("mara", path, **sent, track="nobody-knows").status_code == 422
    assert cast.post("mara", path, **sent, track=first).status_code == 302
    assert {one.track for one in rounds_of(cast, "north")} == {first}


def test_a_party_that_is_let_know_later_reads_what_is_right(cast):
    assert entered(cast).status_code == 302
    [held] = rounds_of(cast, "mara")
    right = {"began": held.begins.written, "ended": "", "place": "Jeddah", "why": "Another town."}
    assert cast.post("mara", f"timeline/mend/round.hold/{held.id}", **right).status_code == 302
    assert cast.post("mara", "rounds/tell", number=held.id, known="southland").status_code == 302
    assert [words_of(one.place) for one in rounds_of(cast, "south")] == ["Jeddah"]
    assert "Riyadh" not in text(cast.get("south", "record")) + text(cast.get("south", "rounds"))


def test_a_party_is_let_know_later_of_the_round_and_then_of_what_came_of_it(cast):
    assert entered(cast).status_code == 302
    [held] = rounds_of(cast, "mara")
    assert cast.post("mara", "rounds/tell", number=held.id, known="southland").status_code == 302
    assert [(one.id, one.decided) for one in rounds_of(cast, "south")] == [(held.id, None)]
    assert cast.post("mara", "rounds/tell", number=held.id, known="southland", readers="southland").status_code == 302
    assert [words_of(one.decided) for one in rounds_of(cast, "south")] == ["Lists are exchanged."]
    again = cast.post("mara", "rounds/tell", number=held.id, known="southland", readers="southland")
    assert again.status_code == 422
    [held] = rounds_of(cast, "mara")
    assert (held.readers, held.outcome_readers) == (Readers.of("southland"), Readers.of("southland"))


def test_what_a_round_is_for_one_party_leaves_no_trace_with_another(cast):
    before = cast.get("south").content, Entry.objects.filter(log__side__party="southland").count()
    assert entered(cast, known="northland", readers="northland").status_code == 302
    assert Entry.objects.filter(log__side__party="southland").count() == before[1]
    assert "Riyadh" not in text(cast.get("south", "record")) + text(cast.get("south", "rounds")) + text(cast.get("south"))


def test_a_party_enters_no_round_and_tells_nobody(cast):
    assert entered(cast, "north").status_code == 404
    assert cast.post("north", "rounds/tell", number="x").status_code == 404
    assert "North talks" not in text(cast.get("olga", "rounds"))


def test_a_round_over_midnight_ends_on_the_next_day(cast):
    assert entered(cast, began="22:00", ended="01:30").status_code == 302
    [held] = rounds_of(cast, "mara")
    assert (held.ends.time - held.begins.time).total_seconds() == 3.5 * 3600


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"new_track": ""}, "Say which talks it belongs to."),
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
    assert cast.post("mara", "rounds/tell", number=held.id, known="northland").status_code == 403
