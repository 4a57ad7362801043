"""Every secret of everybody, watched by everybody else: more than a hundred pairs, on all routes; and the two worlds on PostgreSQL behind https. Slow.

The people of one case: the mediation with each of its roles, three of one party and two of another, an observer, a guarantor, somebody whose membership ended, a mediator of
another case, a stranger, and nobody.
"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from goodoffices.office.access.kinds import Role, SideKind
from goodoffices.office.access.paper_heads import EstimateHead, ResultHead
from goodoffices.office.models import Membership, Person, Side
from goodoffices.office.people.commands import add_side, join_by_office
from tests.office import cast as cast_module
from tests.office import worlds
from tests.office.access import test_two_worlds
from tests.office.access.test_two_worlds_within import DIGEST, estimate_of
from tests.office.cast import Cast, act, stated
from tests.office.made_results import keep, made_result
from tests.office.table_of_addresses import routes
from tests.office.test_acts import with_a_key_of_her_own
from tests.office.worlds import NAME, WORD, answer_next, served

#: Beside the cast: who, on which side, as what.
MORE = {
    "team": ("mediation", Role.TEAM),
    "noter": ("mediation", Role.NOTE_TAKER),
    "interpreter": ("mediation", Role.INTERPRETER),
    "adviser": ("mediation", Role.ADVISER),
    "expert": ("mediation", Role.EXPERT),
    "nordic": ("northland", Role.DELEGATE),
    "nora": ("northland", Role.EXPERT),
    "sonia": ("southland", Role.PRINCIPAL),
    "gus": ("guarantor", Role.LEAD),
    "ended": ("southland", Role.ADVISER),
}
NORTH, SOUTH = ("north", "nordic", "nora"), ("south", "sonia")
MEDIATION = ("mara", "team", "noter", "interpreter", "adviser", "expert")
#: Those who read what parties gave, and estimates.
READERS = ("mara", "team", "noter", "adviser")
EVERYBODY = (*NORTH, *SOUTH, *MEDIATION, "olga", "gus", "ended", "otto", "sam", None)


def people(secret: str, variant: int) -> Cast:
    """The case with everybody in it, and one secret of this variant."""
    cast = Cast()
    for name, (side, role) in MORE.items():
        with act(f"{name} joins", 1), transaction.atomic():
            cast._person(name)
            if side == "guarantor":
                add_side(cast.view("mara"), SideKind.GUARANTOR, "The guarantors", None)
            of = {"mediation": cast.mediation}.get(side)
            row = Side.objects.get(pk=of()) if of else Side.objects.get(kind="guarantor") if side == "guarantor" else cast.side(side)
            join_by_office(cast.people[name], row, [role])
    with act("otto", 1), transaction.atomic():
        cast._person("otto")
        Person.objects.filter(pk=cast.people["otto"].pk).update(may_open_cases=True)
    for name in (*MORE, "otto"):
        with act(f"{name} signs in", 2):
            cast.clients[name] = Client(SERVER_NAME="localhost")
            cast.sign_in(name)
            if name != "otto":
                cast.post(name, "told")
    with act("somebody's membership ends", 3), transaction.atomic():
        cast.view("ended")
        Membership.objects.filter(person=cast.people["ended"]).update(ended_at=cast_module.START)
    with transaction.atomic():
        cast.case = cast.view("mara").case
        cast.sides = {s.party: s.id for s in cast.view("mara").sides if s.party}
        cast.link = "AAAA-BBBB"
    # Computed before the act, whose random numbers it would use up.
    result = made_result("tangerine" if secret != "result" else WORD[variant])
    with act("an analysis", 5):
        keep(cast, result)
    with transaction.atomic():
        view = cast.view("mara")
        [cast.paper] = [p.id for p in view.papers(ResultHead)]
        cast.held = view.papers(EstimateHead)[0].id
    with act("an estimate is begun", 6):
        begun = cast.post("mara", "estimates/begin", party="southland", reading="asked", confidence="low", reason="two calls")
        cast.interview = begun["Location"].split("/")[-2]
    SECRETS[secret][0](cast, variant)
    return cast


def notes_of(name):
    def keep_notes(cast, variant):
        for number in range(1 + variant):
            with act(f"note {number} of {variant}", 20 + number):
                assert cast.post(name, "notes", text=f"{WORD[variant]} {number}").status_code == 302

    return keep_notes


def gives(name, party):
    def give(cast, variant):
        with act("preferences", 20):
            assert cast.post(name, "preferences", text=stated((41, 57)[variant], party), based_on="").status_code in (302, 422)

    return give


def answers_of(name, page):
    def answer(cast, variant):
        for number in range(2 + variant):
            with act(f"answer {number} of {variant}", 20):
                answer_next(cast, name, page if page == "questions" else f"estimates/{cast.interview}", variant)

    return answer


def estimates(cast, variant):
    with act("an estimate", 20):
        text = estimate_of("southland", (41, 57)[variant])
        assert cast.post("mara", "estimates", party="southland", reading="guess", text=text).status_code == 302


def draft_of_the_case(cast, variant):
    with act("a draft", 20):
        cast.post("mara", "build", step="name", name=WORD[variant])


def invites(name, party):
    def invite(cast, variant):
        with act(f"an invitation of {variant}", 20):
            cast.post(name, "people/invite", name=NAME[variant], side=str(cast.sides[party]), role="expert")

    return invite


def leaves(cast, variant):
    with_a_key_of_her_own(cast, "north")
    with act("leaving", 20):
        if variant:
            cast.post("north", "people/leave-now")


def nothing(cast, variant):
    """The result alone differs."""


#: What differs, and those who may not see that it does.
SECRETS = {
    "notes of north": (notes_of("north"), tuple(n for n in EVERYBODY if n not in NORTH)),
    "notes of the mediation": (notes_of("team"), tuple(n for n in EVERYBODY if n not in MEDIATION)),
    "notes of south": (notes_of("sonia"), tuple(n for n in EVERYBODY if n not in SOUTH)),
    "preferences of south": (gives("south", "southland"), tuple(n for n in EVERYBODY if n not in (*SOUTH, *READERS))),
    "answers of north": (answers_of("nordic", "questions"), tuple(n for n in EVERYBODY if n not in NORTH)),
    "answers of the mediation": (answers_of("adviser", "estimate"), tuple(n for n in EVERYBODY if n not in ("mara", "team", "adviser", "expert"))),
    "estimates": (estimates, tuple(n for n in EVERYBODY if n not in (*READERS, "expert"))),
    "result": (nothing, tuple(n for n in EVERYBODY if n not in READERS)),
    "draft of the case": (draft_of_the_case, tuple(n for n in EVERYBODY if n not in ("mara", "team"))),
    "invitations of north": (invites("north", "northland"), tuple(n for n in EVERYBODY if n not in (*NORTH, *MEDIATION))),
    "north leaves": (leaves, tuple(n for n in EVERYBODY if n not in (*NORTH, *MEDIATION))),
}  # fmt: skip


def test_there_are_more_than_a_hundred_and_twenty_pairs():
    assert sum(len(watchers) for _, watchers in SECRETS.values()) >= 120


@pytest.mark.long
@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("secret", SECRETS)
def test_what_is_secret_changes_nothing_for_anybody_else(fresh, secret):
    watchers, seen = SECRETS[secret][1], []
    for variant in (0, 1):
        fresh()
        cast = people(secret, variant)
        seen.append({(name, method): served(cast, name, method, routes()) for name in watchers for method in ("GET", "POST")})
    for key in seen[0]:
        for route in routes():
            one, other = (_without_digests(world[key][route], route) for world in seen)
            assert one == other, (secret, key, route)


def _without_digests(answer, route):
    status, headers, cookies, body = answer
    return (status, headers, cookies, DIGEST.sub(b"digest", body) if "/record/" in route else body)


class ByHttps(Client):
    """Somebody whose every request is one by https."""

    def generic(self, *arguments, **named):
        return super().generic(*arguments, **{**named, "secure": True})


@pytest.mark.long
@pytest.mark.parametrize("fresh", ["postgres"], indirect=True)
@pytest.mark.parametrize("owner", ["north", "mara"])
def test_two_worlds_are_the_same_on_postgres_behind_https(fresh, monkeypatch, owner):
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "IS_HTTPS"):
        monkeypatch.setattr(settings, name, True)
    monkeypatch.setattr(settings, "SECURE_HSTS_SECONDS", 31_536_000)
    monkeypatch.setattr(cast_module, "Client", ByHttps)
    monkeypatch.setattr(worlds, "Client", ByHttps)
    test_two_worlds.test_two_worlds_are_the_same_to_the_byte_for_everybody_else(fresh, owner)
    fresh()
    answer = Cast().get("north", "notes")
    assert answer.wsgi_request.is_secure()
