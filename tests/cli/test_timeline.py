"""`goodoffices timeline`: the talks in time, for the mediation or one reader, as text, JSON and calendar."""

from __future__ import annotations

import re

import jsonschema
import pytest
import vobject
from icalendar import Calendar

from goodoffices.formats.schemas import schema_of
from tests.cases import EXAMPLES
from tests.cli.program import goodoffices

ON = ("--today", "2026-11-30")


def test_the_mediation_reads_everything_and_a_party_its_own():
    whole, north = (goodoffices("timeline", EXAMPLES / "strait", *ON, *more) for more in ((), ("--for", "northland")))
    assert (whole.code, north.code) == (0, 0)
    assert "Southland would like its allies" in whole.out
    assert "Read by: the mediation and Southland" in whole.out
    assert "Southland would like its allies" not in north.out
    assert "Read by" not in north.out
    assert max(map(len, whole.out.splitlines())) <= 80


@pytest.mark.parametrize("name", ["strait", "ferry-strike", "riyadh-2025"])
@pytest.mark.parametrize("reader", ["mediation", "public"])
def test_json_is_of_its_schema_and_names_the_reader_alone(name, reader):
    data = goodoffices("timeline", EXAMPLES / name, "--json", "--for", reader, *ON).json
    jsonschema.validate(data, schema_of("timeline"))
    assert {"tracks", "events", "open", "next_steps"} <= set(data)
    for event in data["events"]:
        assert event["precision"] in ("year", "month", "day", "minute")
        if reader != "mediation":
            assert event["readers"] == [reader]


def test_json_says_what_is_open_and_for_how_long_and_what_is_overdue():
    data = goodoffices("timeline", EXAMPLES / "strait", "--json", *ON).json
    assert ("southland", 19, 7) in [(one["with"], one["days"], one["agreed_days"]) for one in data["open"]]
    assert [one["text"] for one in data["next_steps"] if one["overdue"]] == ["Send the list of ports that can inspect"]
    assert [one["text"] for one in data["next_steps"] if not one["planned"]] == ["A meeting of the two presidents"]


def test_each_line_of_the_public_timeline_of_riyadh_has_a_source():
    data = goodoffices("timeline", EXAMPLES / "riyadh-2025", "--json").json
    assert [one["with"] for one in data["tracks"]] == [["russia"], ["ukraine"]]
    assert len(data["events"]) >= 20
    assert all(one["source"] and "http" in one["source"] for one in (*data["events"], *data["next_steps"]))
    assert [one["at"] for one in data["events"] if one["kind"] == "round"] == [
        "2025-02-18T10:30+03:00",
        "2025-03-11",
        "2025-03-23",
        "2025-03-24",
        "2025-03-25",
    ]
    assert sum(not one["planned"] for one in data["next_steps"]) == 3


@pytest.mark.parametrize("reader", ["mediation", "northland", "public"])
def test_a_calendar_is_read_by_two_other_programs_alike_and_says_nothing_of_what_was_said(reader, tmp_path):
    file = tmp_path / "talks.ics"
    assert goodoffices("timeline", EXAMPLES / "strait", "--for", reader, "--ics", file, *ON).code == 0
    content = file.read_bytes()
    assert b"\r\n" in content
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    [one] = list(vobject.readComponents(content.decode()))
    read = Calendar.from_ical(content)
    assert read.errors == []
    theirs = sorted((str(e["uid"]), str(e["summary"])) for e in read.walk("VEVENT"))
    assert theirs == sorted((e.uid.value, e.summary.value) for e in one.vevent_list)
    assert len({uid for uid, _ in theirs}) == len(theirs) >= 2
    for secret in (b"inspection by a third state", b"allies", b"strait"):
        assert secret not in content.replace(b"\r\n ", b"").split(b"BEGIN:VEVENT", 1)[1]


def test_two_readers_calendars_cannot_be_matched_by_their_ids(tmp_path):
    ids = []
    for reader in ("northland", "southland"):
        file = tmp_path / f"{reader}.ics"
        goodoffices("timeline", EXAMPLES / "strait", "--for", reader, "--ics", file, *ON)
        ids.append(set(re.findall(r"UID:(\w+)", file.read_text())))
    assert ids[0]
    assert not ids[0] & ids[1]


def test_a_round_over_two_days_and_a_month_alone_are_written_as_they_are_known(tmp_path):
    (tmp_path / "case.yaml").write_text((EXAMPLES / "strait/case.yaml").read_text())
    (tmp_path / "talks.yaml").write_text(
        "format: goodoffices-talks/1\nrounds:\n- {id: a, begins: 2025-03-24, ends: 2025-03-25}\n- {id: b, begins: 2025-03}\n"
        "- {id: c, begins: 2025-03-24T22:00+03:00, ends: 2025-03-25T01:00+03:00}\n"
    )
    file = tmp_path / "c.ics"
    assert goodoffices("timeline", tmp_path, "--ics", file, *ON).code == 0
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert sorted((str(e.decoded("dtstart")), str(e.decoded("dtend"))) for e in events) == [
        ("2025-03-24", "2025-03-26"),
        ("2025-03-24 19:00:00+00:00", "2025-03-24 22:00:00+00:00"),
    ]
    assert "March 2025" in goodoffices("timeline", tmp_path, *ON).out


def test_what_is_wrong_in_the_talks_is_said_by_check_and_timeline_with_exit_code_2(tmp_path):
    (tmp_path / "case.yaml").write_text((EXAMPLES / "strait/case.yaml").read_text())
    (tmp_path / "talks.yaml").write_text("format: goodoffices-talks/1\nrounds:\n- {id: a, begins: soon}\n")
    for command in ("check", "timeline"):
        ran = goodoffices(command, tmp_path)
        assert (ran.code, "talks.yaml:3: rounds.0.begins" in ran.err) == (2, True), ran
    none = goodoffices("timeline", EXAMPLES / "dry-river")
    assert (none.code, "there is no such file" in none.err) == (2, True)
    odd = goodoffices("timeline", EXAMPLES / "strait", "--for", "kings")
    assert (odd.code, "Readers are: mediation, northland" in odd.err) == (2, True)


def test_check_counts_what_is_in_the_talks():
    assert "talks: 3 tracks, 4 rounds, 4 items, 3 events, 2 deadlines, 5 next steps" in goodoffices("check", EXAMPLES / "strait").out
