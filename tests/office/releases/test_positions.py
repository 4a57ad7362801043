"""A party says what it thinks of what was put before it: to the mediation alone, dated, as often as it changes its mind."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from goodoffices.office.access.kinds import Role
from goodoffices.office.people.commands import join_by_office
from goodoffices.office.releases.readings import list_put, list_unanswered
from goodoffices.record.kinds import POSITION_TAKEN
from tests.office.cast import Cast
from tests.office.test_acts import release


@pytest.fixture
def cast(office) -> Cast:
    made = Cast()
    release(made)
    return made


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def number(cast) -> str:
    with transaction.atomic():
        return str(next(e.number for e in cast.view("north").entries_of() if e.kind == "release.package"))


def say(cast, position: str, words: str = "", name: str = "north", **more):
    return cast.post(name, "released", number=number(cast), position=position, words=words, **more)


def change(cast) -> dict[str, str]:
    """The fields of a change of the first issue of the package that lies before North."""
    with transaction.atomic():
        [put] = list_put(cast.view("north"))
        first = cast.view("north").case.issues[0]
    return {f"change:{first.id}": next(o for o in first.option_ids if o != put.package[first.id])}


def positions(cast, name: str) -> list[tuple[str, str]]:
    with transaction.atomic():
        return [(e.payload["position"], e.payload["words"]) for e in cast.view(name).entries_of(POSITION_TAKEN)]


def test_what_a_party_says_reaches_the_mediation_and_stops_waiting(cast):
    assert "Something was put before you" in text(cast.get("north", ""))
    assert "(1)" in re.search(r"<title>(.*?)</title>", cast.get("north", "").content.decode(), re.S)[1]
    assert say(cast, "if", "Sixty days, not thirty.", **change(cast)).status_code == 302
    assert "Sixty days, not thirty." in text(cast.get("mara", "release"))
    assert "would accept it if something changes" in text(cast.get("mara", "release"))
    assert "1 answered" in text(cast.get("mara", ""))
    assert "(1)" not in re.search(r"<title>(.*?)</title>", cast.get("north", "").content.decode(), re.S)[1]
    with transaction.atomic():
        assert list_unanswered(cast.view("north")) == []


def test_a_party_can_say_something_else_and_what_it_said_before_stays(cast):
    say(cast, "reject", "Not like this.")
    say(cast, "accept")
    assert positions(cast, "mara") == [("accept", ""), ("reject", "Not like this.")]
    shown = text(cast.get("north", "released"))
    assert shown.index("Our answer: would accept it") < shown.index("rejected it")


def test_the_other_party_and_observers_learn_nothing_of_it(cast):
    before = {name: text(cast.get(name, "record")) for name in ("south", "olga")}
    say(cast, "reject", "Not like this.")
    assert positions(cast, "south") == positions(cast, "olga") == []
    assert {name: text(cast.get(name, "record")) for name in before} == before
    assert cast.get("olga", "released").status_code == 404
    assert cast.get("mara", "released").status_code == 404


def test_what_is_needed_is_said_where_it_is_missing_and_nothing_is_kept(cast):
    for sent, said in (
        (("if", "Sixty days."), "Choose what would have to change, issue by issue."),
        (("reserve", "  "), "Say why your side reserves its answer."),
        (("perhaps", ""), "Say what your side thinks of it."),
        (("", ""), "Say what your side thinks of it."),
        (("reject", "x" * 4001), "at most 4,000 characters"),
    ):
        refused = say(cast, *sent)
        assert refused.status_code == 422
        assert said in text(refused)
    for unknown in ("999", "1", "nonsense", "-3"):
        assert cast.post("north", "released", number=unknown, position="accept", words="").status_code == 422
    assert positions(cast, "mara") == []


def test_who_does_not_speak_for_the_side_reads_it_and_does_not_answer(cast):
    with transaction.atomic():
        cast.view("north")
        cast._person("dora")
        join_by_office(cast.people["dora"], cast.side("northland"), [Role.DELEGATE])
    from django.test import Client

    cast.clients["dora"] = Client(SERVER_NAME="localhost")
    cast.sign_in("dora")
    cast.post("dora", "told")
    page = cast.get("dora", "released")
    assert "What if?" in text(page)
    assert "Give this answer" not in text(page)
    assert say(cast, "accept", name="dora").status_code == 403
    assert "say what you think" not in text(cast.get("dora", ""))


def test_pressed_twice_it_is_said_once(cast):
    key = "00000000-0000-4000-8000-000000000001"
    for _ in range(2):
        assert say(cast, "accept", idempotency_key=key).status_code == 302
    assert len(positions(cast, "north")) == 1
