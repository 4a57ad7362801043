"""A party says what it thinks of a package that was put before it: to the mediation alone, dated, as often as it changes its mind."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from goodoffices.office.access.kinds import Role
from goodoffices.office.people.commands import join_by_office
from goodoffices.office.releases.readings import list_unanswered
from goodoffices.record.kinds import RELEASE_ANSWERED
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


def positions(cast, name: str) -> list[tuple[str, str]]:
    with transaction.atomic():
        return [(e.payload["position"], e.payload["words"]) for e in cast.view(name).entries_of(RELEASE_ANSWERED)]


def test_what_a_party_says_reaches_the_mediation_and_stops_waiting(cast):
    assert "put a package before you" in text(cast.get("north", ""))
    assert "(1)" in re.search(r"<title>(.*?)</title>", cast.get("north", "").content.decode(), re.S)[1]
    assert say(cast, "if", "Sixty days, not thirty.").status_code == 302
    assert "Sixty days, not thirty." in text(cast.get("mara", "release"))
    assert "could live with it if something changes" in text(cast.get("mara", "release"))
    assert "1 answered" in text(cast.get("mara", ""))
    assert "(1)" not in re.search(r"<title>(.*?)</title>", cast.get("north", "").content.decode(), re.S)[1]
    with transaction.atomic():
        assert list_unanswered(cast.view("north")) == []


def test_a_party_can_say_something_else_and_what_it_said_before_stays(cast):
    say(cast, "no", "Not like this.")
    say(cast, "yes")
    assert positions(cast, "mara") == [("yes", ""), ("no", "Not like this.")]
    shown = text(cast.get("north", "released"))
    assert shown.index("Our answer: could live with it") < shown.index("could not live with it")


def test_the_other_party_and_observers_learn_nothing_of_it(cast):
    before = {name: text(cast.get(name, "record")) for name in ("south", "olga")}
    say(cast, "no", "Not like this.")
    assert positions(cast, "south") == positions(cast, "olga") == []
    assert {name: text(cast.get(name, "record")) for name in before} == before
    assert cast.get("olga", "released").status_code == 404
    assert cast.get("mara", "released").status_code == 404


def test_what_is_needed_is_said_where_it_is_missing_and_nothing_is_kept(cast):
    for sent, said in (
        (("if", "  "), "Say what would have to change."),
        (("perhaps", ""), "Say whether your side could live with it."),
        (("", ""), "Say whether your side could live with it."),
        (("no", "x" * 4001), "at most 4,000 characters"),
    ):
        refused = say(cast, *sent)
        assert refused.status_code == 422
        assert said in text(refused)
    for unknown in ("999", "1", "nonsense", "-3"):
        assert cast.post("north", "released", number=unknown, position="yes", words="").status_code == 422
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
    assert say(cast, "yes", name="dora").status_code == 403
    assert "say what you think" not in text(cast.get("dora", ""))


def test_pressed_twice_it_is_said_once(cast):
    key = "00000000-0000-4000-8000-000000000001"
    for _ in range(2):
        assert say(cast, "yes", idempotency_key=key).status_code == 302
    assert len(positions(cast, "north")) == 1
