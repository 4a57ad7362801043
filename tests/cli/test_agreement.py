"""`goodoffices agreement`: how each text stands on a day, as text and as JSON; two real agreements give the dates as published."""

from __future__ import annotations

import jsonschema
import pytest

from goodoffices.formats.schemas import schema_of
from tests.cases import EXAMPLES
from tests.cli.program import goodoffices

CASE = """\
format: goodoffices-case/1
id: talks
name: Talks
languages: [en]
parties: [{id: a, name: A}, {id: b, name: B}]
issues: [{id: scope, name: Scope, options: [{id: x, text: X}, {id: y, text: Y}], status_quo: x}]
"""
AGREEMENT = """\
format: goodoffices-agreement/1
name: A truce
zone: Europe/Kyiv
texts:
  - {id: t, name: The text, between: [a, b], agreed: 2025-03-01, starts: 2025-03-18, duration: 30 days}
"""


def status(name: str, on: str):
    data = goodoffices("agreement", "status", EXAMPLES / name, "--on", on, "--json").json
    jsonschema.validate(data, schema_of("agreement-status"))
    return data


def clocks(name: str, on: str) -> dict[str, tuple[str, str | None]]:
    return {one["text"]: (one["state"], one["end"]) for one in status(name, on)["clocks"]}


@pytest.mark.parametrize(
    ("on", "state", "with_ukraine", "with_russia"),
    [
        ("2022-07-21", "draft", ("draft", "2022-11-19"), ("draft", "2022-11-19")),
        ("2022-07-22", "in_force", ("in_force", "2022-11-19"), ("in_force", "2022-11-19")),
        ("2022-10-29", "differs", ("in_force", "2022-11-19"), ("suspended", "2022-11-19")),
        ("2022-11-02", "in_force", ("in_force", "2022-11-19"), ("in_force", "2022-11-19")),
        ("2022-11-20", "in_force", ("in_force", "2023-03-19"), ("in_force", "2023-03-19")),
        ("2023-03-20", "in_force", ("in_force", "2023-07-17"), ("in_force", "2023-05-18")),
        ("2023-05-18", "in_force", ("in_force", "2023-07-17"), ("in_force", "2023-07-17")),
        ("2023-07-16", "in_force", ("in_force", "2023-07-17"), ("in_force", "2023-07-17")),
    ],
)
def test_the_grain_initiative_has_the_dates_that_were_published(on, state, with_ukraine, with_russia):
    assert clocks("grain-2022", on) == {"with-ukraine": with_ukraine, "with-russia": with_russia}
    assert status("grain-2022", on)["state"] == state


def test_the_grain_initiative_ends_when_one_side_leaves_it_and_parts_where_the_sides_renewed_for_other_lengths():
    left = status("grain-2022", "2023-07-17")
    assert (left["state"], {one["why"] for one in left["clocks"]}) == ("withdrawn", {"Russia left it: 2023-07-17."})
    assert status("grain-2022", "2023-03-20")["differ"] == {"from": "2023-05-19T00:00+03:00", "until": None}
    assert left["differ"] is None


@pytest.mark.parametrize(
    ("on", "energy"), [("2025-03-17", "draft"), ("2025-03-18", "in_force"), ("2025-04-16", "in_force"), ("2025-04-17", "expired")]
)
def test_the_thirty_days_of_march_2025_run_by_one_text_and_not_by_the_other(on, energy):
    found = clocks("riyadh-2025", on)
    assert found["energy-kremlin"][0] == energy
    if on != "2025-03-17":
        assert found["energy-kremlin"][1] == "2025-04-16"
        assert found["energy-white-house"] == ("in_force", None)


def test_at_sea_one_text_says_no_start_and_the_other_waits_for_a_condition_that_one_side_names():
    data = status("riyadh-2025", "2025-06-01")
    causes = {one["text"]: one["cause"] for one in data["clocks"]}
    assert (causes["sea-white-house"], causes["sea-kremlin"]) == ("no start said", "awaits condition")
    condition = next(one for one in data["clocks"] if one["text"] == "sea-kremlin")["conditions"][0]
    assert (condition["met"], condition["named_by"]) == (False, ["russia"])
    assert data["state"] == "differs"
    assert {one["state"] for one in data["obligations"] if one["text"].startswith("sea")} == {"not_yet"}


def test_what_happened_is_said_with_a_source():
    for name in ("grain-2022", "riyadh-2025"):
        text = (EXAMPLES / name / "agreement.yaml").read_text()
        assert all("source: " in line for line in text.splitlines() if line.startswith("  - {id: ") and "kind:" in line)


def test_status_in_words_fits_the_terminal_and_comes_twice_the_same():
    said = [goodoffices("agreement", "status", EXAMPLES / "riyadh-2025", "--on", "2025-04-18").out for _ in range(2)]
    assert said[0] == said[1]
    assert "Expired. Its time was over with 2025-04-16." in said[0]
    assert "It waits for a condition." in said[0]
    assert max(map(len, said[0].splitlines())) <= 80


def folder(tmp_path, agreement: str | None = AGREEMENT):
    (tmp_path / "case.yaml").write_text(CASE)
    if agreement is not None:
        (tmp_path / "agreement.yaml").write_text(agreement)
    return tmp_path


def test_check_finds_nothing_wrong_with_a_right_one(tmp_path):
    assert "1 text, 0 obligations, 0 events, no mistakes." in goodoffices("agreement", "check", folder(tmp_path)).out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("zone: Europe/Kyiv", "zone: ../../etc/passwd", "a time zone is written as Europe/Istanbul"),
        ("zone: Europe/Kyiv", "zone: Mars/Olympus", "there is no time zone Mars/Olympus"),
        ("30 days", "30 hours", "hours are counted from an hour, and the start is a day"),
        ("30 days", "a month", "a period is written as 30 days"),
        ("30 days", "99999 days", "a hundred years at most"),
        ("between: [a, b]", "between: [a, c]", 'there is no side "c"'),
        ("starts: 2025-03-18", "starts: 2025-03", "a clock needs the day at least"),
        ("starts: 2025-03-18", "starts_with: call", 'there is no event "call"'),
        ("duration: 30 days", "renewal: silence", "silence renews a text for a period"),
        ("duration: 30 days", "renewal: consent", "a text without a duration has no end"),
        ("texts:", "events: [{id: e, kind: renewed, at: 2025-04-01}]\ntexts:", "a renewal is for a period"),
        ("texts:", "events: [{id: e, kind: withdrawn, at: 2025-04-01}]\ntexts:", "it does not say which side did it"),
        ("texts:", "events: [{id: e, kind: withdrawn, at: 2025-04-01, by: mediation}]\ntexts:", "signs none of these texts"),
        (
            "duration: 30 days",
            "obligations: [{id: o, who: a, modality: must, act: pay, until: 2024-03-31}]",
            "it is until 2024-03-31, and begins on 2025-03-18, which is later",
        ),
        ("texts:", "events: [{id: e, kind: happened, at: 2025-04-01, texts: [u]}]\ntexts:", 'there is no text "u"'),
        ("texts:", "events: [{id: e, kind: renewed, at: 2025-04-01, for: 3 hours}]\ntexts:", "hours are counted from an hour"),
    ],
)
@pytest.mark.parametrize("command", [("agreement", "check"), ("agreement", "status"), ("check",)])
def test_a_mistake_is_said_with_its_line_and_remedy(tmp_path, command, old, new, said):
    assert old in AGREEMENT
    ran = goodoffices(*command, folder(tmp_path, AGREEMENT.replace(old, new)))
    assert ran.code == 2
    assert said.lower() in ran.err.lower()
    assert "agreement.yaml:" in ran.err
    assert "Traceback" not in ran.err


def test_without_the_file_it_says_what_to_write(tmp_path):
    ran = goodoffices("agreement", "status", folder(tmp_path, None))
    assert ran.code == 2
    assert "there is no such file" in ran.err


@pytest.mark.parametrize("day", ["1799-12-31", "2201-01-01", "9999-12-31", "tomorrow"])
def test_a_day_that_no_talks_have_is_refused(tmp_path, day):
    assert goodoffices("agreement", "status", folder(tmp_path), "--on", day).code == 2
