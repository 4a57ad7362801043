"""The timeline of a case: each reader's own, with its calendar; events, deadlines and next steps are entered and let known."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.db import transaction
from icalendar import Calendar

from goodoffices.formats.ours.talks_reader import read_talks as read_talks_file
from goodoffices.office.talks.readings import read_talks
from goodoffices.procedure import part_for
from tests.cases import EXAMPLES
from tests.office.cast import Cast
from tests.office.talks.test_rounds import text

DEADLINE = {"deadline_text": "The court hears the claim", "day": "2026-12-20", "set_by": "the labour court"}
STEP = {"step_text": "Send the figures", "owner": "northland", "due": "2026-11-20", "planned": "yes"}


@pytest.fixture
def cast(office) -> Cast:
    return Cast(has_talks=True)


def talks_of(cast, name):
    with transaction.atomic():
        return read_talks(cast.view(name)).talks


def test_the_talks_that_came_with_a_case_are_read_by_each_side_as_its_part_of_the_file(cast):
    with transaction.atomic():
        case = cast.view("mara").case
    came = read_talks_file((EXAMPLES / "strait/talks.yaml").read_text(), case)
    for who, reader in (("mara", "mediation"), ("north", "northland"), ("south", "southland"), ("olga", "public")):
        held, part = talks_of(cast, who), part_for(came, reader)
        assert [one.id for one in held.tracks] == [one.id for one in part.tracks], who
        assert {(one.begins, one.decided, one.may_be_said, one.track) for one in held.rounds} == {
            (one.begins, one.decided, one.may_be_said, one.track) for one in part.rounds
        }, who
        assert sorted((one.kind, one.owner, one.at, [(c.to, c.at, c.answered) for c in one.carried]) for one in held.items) == sorted(
            (one.kind, one.owner, one.at, [(c.to, c.at, c.answered) for c in one.carried]) for one in part.items
        ), who
        assert {(one.text, one.done) for one in held.next_steps} == {(one.text, one.done) for one in part.next_steps}, who
        assert {one.text for one in (*held.deadlines, *held.happenings)} == {one.text for one in (*part.deadlines, *part.happenings)}, who
        own = {one.id for one in (*came.rounds, *came.items, *came.next_steps, *came.deadlines, *came.happenings)}
        with transaction.atomic():
            entered = repr([entry.payload for entry in cast.view(who).entries_of()])
        assert not any(repr(one) in entered for one in own), who


def test_days_that_something_lies_with_a_party_stand_beside_those_that_were_agreed(cast):
    page = text(cast.get("mara", "timeline"))
    assert re.search(r"Southland A corridor for merchant ships.*?\d+ days; 7 days were agreed", page)
    assert "Why they pass is nobody's word here." in page
    assert "Northland A corridor" not in page.split("Next steps")[0]


@pytest.mark.parametrize(
    ("what", "sent", "shown"),
    [
        ("deadline", DEADLINE, "The court hears the claim (set by the labour court)"),
        ("event", {"event_text": "A ferry is hit", "day": "2026-11-20"}, "A ferry is hit"),
        ("step", STEP, "Send the figures"),
    ],
)
def test_what_is_entered_is_the_mediations_until_it_lets_a_party_know(cast, what, sent, shown):
    assert cast.post("mara", f"timeline/enter/{what}", **sent).status_code == 302
    assert shown in text(cast.get("mara", "timeline"))
    assert shown not in text(cast.get("north", "timeline")) + text(cast.get("north", "record"))
    found = talks_of(cast, "mara")
    [thing] = [
        one.id
        for one in (*found.deadlines, *found.happenings, *found.next_steps)
        if one.text.in_language("") in (shown, "The court hears the claim")
    ]
    told = {"kind": f"talks.{what}", "number": thing, "known": "northland"}
    assert cast.post("north", "timeline/tell", **told).status_code == 404
    assert cast.post("mara", "timeline/tell", **told).status_code == 302
    assert shown in text(cast.get("north", "timeline"))
    assert shown not in text(cast.get("south", "timeline"))
    assert cast.post("mara", "timeline/tell", **told).status_code == 422


def test_an_owner_marks_its_own_step_as_done_and_nobody_elses(cast):
    assert cast.post("mara", "timeline/enter/step", **STEP, known=["northland", "southland"]).status_code == 302
    [step] = [one.id for one in talks_of(cast, "mara").next_steps if one.text.in_language("") == "Send the figures"]
    assert "overdue" in text(cast.get("north", "timeline"))
    assert cast.post("south", "timeline/done", step=step, on="2026-11-24").status_code == 422
    assert cast.post("north", "timeline/done", step=step, on="2026-11-24").status_code == 302
    assert cast.post("north", "timeline/done", step=step, on="2026-11-24").status_code == 422
    for who, is_done in (("mara", True), ("north", True), ("south", False)):
        [found] = [one for one in talks_of(cast, who).next_steps if one.id == step]
        assert (found.done is not None) is is_done


def test_a_calendar_holds_what_its_reader_may_know_under_ids_of_her_own(cast):
    seen = {}
    for who in ("mara", "north", "south", "olga"):
        answer = cast.clients[who].get(cast.path("timeline") + "talks.ics")
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert "attachment" in answer["Content-Disposition"]
        events = Calendar.from_ical(answer.content).walk("VEVENT")
        seen[who] = {str(one["uid"]): str(one["summary"]) for one in events}
    assert any("Northland" in words and "Southland" not in words for words in seen["north"].values())
    assert not any("By telephone" in words for words in seen["north"].values())
    assert sum("By telephone" in words for words in seen["mara"].values()) == 1
    assert not seen["north"].keys() & seen["mara"].keys()
    again = Calendar.from_ical(cast.clients["north"].get(cast.path("timeline") + "talks.ics").content).walk("VEVENT")
    assert {str(one["uid"]) for one in again} == seen["north"].keys()


def test_a_thing_that_nobody_has_and_a_page_that_there_is_not_are_the_same(cast):
    assert cast.get("mara", "timeline/enter/feast").status_code == 404
    assert cast.get("north", "timeline/enter/step").status_code == 404
    assert cast.get("mara", "timeline/mend/item.give/lists").status_code == 404
    assert cast.post("mara", "timeline/tell", kind="round.hold", number="north-1", known="southland").status_code == 422


def test_what_is_taken_away_holds_the_talks_that_a_side_may_know(cast):
    for who, has, lacks in (
        ("mara", "mandate", "tangerine"),
        ("north", "Northland track", "inspection by a third"),
        ("south", "Southland track", "By telephone"),
    ):
        with zipfile.ZipFile(io.BytesIO(cast.get(who, "export").content)) as archive:
            written = archive.read("talks.yaml").decode()
        assert has in written
        assert lacks not in written


def test_the_first_page_of_a_party_names_its_own_next_steps_and_no_others(cast):
    assert "Your next steps Send the list of ports that can inspect (Northland, technical, until 20 November 2026) overdue" in text(
        cast.get("north")
    )
    assert "Your next steps" not in text(cast.get("south"))


def test_a_mended_step_is_due_on_a_day_and_no_month_becomes_its_first(cast):
    cast.post("mara", "timeline/enter/step", **STEP)

    def step():
        with transaction.atomic():
            return next(one for one in read_talks(cast.view("mara")).talks.next_steps if one.text.in_language("") == STEP["step_text"])

    page, mended = f"timeline/mend/talks.step/{step().id}", {"text": STEP["step_text"], "why": "Another day."}
    refused = cast.post("mara", page, **mended, due="2026-12")
    assert (refused.status_code, "Write the day as" in text(refused)) == (422, True)
    assert cast.post("mara", page, **mended, due="2026-12-04").status_code == 302
    assert str(step().due) == "2026-12-04"
    assert cast.post("mara", page, **mended, due="").status_code == 302
    assert step().due is None
