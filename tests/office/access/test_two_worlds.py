"""What one side keeps secret changes not one byte of what another is served: on all routes, GET and POST, on SQLite and PostgreSQL.

The clock, the random numbers and all releases are the same in both worlds. Each comparison has a leaky twin: with the one filter that
guards it switched off, the worlds differ. On PostgreSQL they do not even then: the database repeats the rule.
"""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection

from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.visible_rows import VisibleRows
from goodoffices.office.feeds import readings as feeds
from goodoffices.office.files import commands as files_commands
from goodoffices.office.files import storing
from goodoffices.office.items import commands as items_commands
from goodoffices.office.models import Entry, Log, Membership, Paper, Side
from goodoffices.office.sealing.keys import kind_tag
from goodoffices.office.talks import commands as talks_commands
from goodoffices.office.talks import entering
from tests.office import kept_worlds
from tests.office.cast import START, act
from tests.office.table_of_addresses import routes
from tests.office.worlds import NAME, WALK_AWAY, WORD, _built, served, world

WATCHERS = {"north": ("south", "olga", "sam", None), "mara": ("north", "south", "olga", "sam", None)}
#: Where the owner reads its own secret, and which.
OWN = {
    "north": {"notes": WORD, "preferences": WALK_AWAY, "record": NAME, "beginning": WORD, "mandate": WORD},
    "mara": {"notes": WORD, "report": WALK_AWAY, "record": NAME, "estimates": ("guess0", "guess1"), "beginning": WORD},
}


def everything(fresh, owner, variant, watchers, methods=("GET", "POST")):
    fresh()
    cast = world(owner, variant)
    for page, secret in OWN[owner].items():
        shown = cast.get(owner, page).content.decode()
        assert secret[variant] in shown, (page, "the owner's page does not show this world's secret")
    seen = {(name, method): served(cast, name, method, routes()) for method in methods for name in watchers}
    assert getattr(mail, "outbox", []) == []
    return seen, cast


@pytest.mark.slow
@pytest.mark.parametrize("owner", ["north", "mara"])
def test_two_worlds_are_the_same_to_the_byte_for_everybody_else(fresh, owner):
    one, _ = everything(fresh, owner, 0, WATCHERS[owner])
    other, _ = everything(fresh, owner, 1, WATCHERS[owner])
    for key in one:
        for route in routes():
            assert one[key][route] == other[key][route], (key, route)


@pytest.mark.slow
def test_every_route_answered_somebody(fresh):
    """A comparison of pages that nobody is served would prove nothing."""
    fresh()
    cast = world("north", 0)
    names = ("mara", "north", None)
    pages = {name: served(cast, name, "GET", routes()) for name in names}
    acts = {name: served(cast, name, "POST", routes()) for name in ("mara", "north")}
    for route in routes():
        answered = [found[route][0] for found in (*pages.values(), *acts.values())]
        works = any(status == 200 and found[route][3] for found in pages.values() for status in [found[route][0]])
        assert works or 302 in answered or 200 in answered, (route, answered)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["", "pdf/", "docx/"])
def test_a_copy_in_each_form_is_the_same_in_both_worlds(fresh, ending):
    """The mediation's own secrets, and North's, change no byte of South's copy."""
    for owner in ("north", "mara"):
        copies = []
        for variant in (0, 1):
            fresh()
            cast = world(owner, variant)
            with act("south takes a copy away", 90):
                copies.append(cast.clients["south"].get(cast.path(f"texts/{cast.text}/version/1") + ending))
        assert [one.status_code for one in copies] == [200, 200]
        assert copies[0].content == copies[1].content


def papers_of_all(_, kinds=tuple(PaperKind)):
    return Paper.objects.filter(tag__in=[kind_tag(side.pk, kind) for side in Side.objects.all() for kind in kinds])


LEAKS = {
    "papers": (papers_of_all, "notes/"),
    "entries": (lambda self: Entry.objects.all(), "record/"),
    "memberships": (lambda self: Membership.objects.all(), "people/"),
}


@pytest.mark.parametrize("leak", LEAKS)
@pytest.mark.parametrize("owner", ["north", "mara"])
def test_two_worlds_differ_when_a_leaky_twin_switches_the_filter_off(fresh, monkeypatch, owner, leak):
    switched_off, page = LEAKS[leak]
    monkeypatch.setattr(VisibleRows, leak, switched_off)
    seen = []
    for variant in (0, 1):
        fresh()
        cast = world(owner, variant)
        if leak == "memberships":
            join_secretly(cast, owner, NAME[variant])
        seen.append(served(cast, "south", "GET", [r for r in routes() if r.endswith(f"<uuid:case_id>/{page}")]))
    differs = seen[0] != seen[1]
    assert differs is (connection.vendor == "sqlite" or (leak, owner) == ("memberships", "mara"))


#: Pages of the talks, and how they are asked for: each leaks where what is entered goes to a side too many.
TOLD = {
    "rounds/": "GET",
    "timeline/": "GET",
    "timeline/talks.ics": "GET",
    "items/": "GET",
    "files/": "GET",
    "digest/": "GET",
    "": "GET",
    "search/": "POST",
}


@pytest.mark.slow
@pytest.mark.parametrize("owner", ["north", "mara"])
def test_two_worlds_differ_on_each_page_of_the_talks_when_a_leaky_twin_tells_a_side_too_many(fresh, monkeypatch, owner):
    """Where a filter is off she has no key to what it lets through; so this twin enters things for her, too."""
    enter, put = entering.enter, storing.put_own_file

    def enter_for_her_too(view, act, kind, said, logs):
        hers = Log.objects.get(case_id=view.case_id, label="party:southland")
        logs = [*logs]
        # What North enters it has no key to enter into the log of another.
        return enter(view, act, kind, said, [*logs, hers] if view.is_mediation and hers not in logs else logs)

    def put_with_her(side, *file):
        # PostgreSQL itself lets no side write into the drawer of another.
        if connection.vendor == "sqlite" and side.party != "southland":
            put(Side.objects.get(case_id=side.case_id, party="southland"), *file)
        return put(side, *file)

    seen = []
    for variant in (0, 1):
        fresh()
        cast = kept_worlds.world(
            f"told_{owner}_{variant}", lambda variant=variant: leaky(monkeypatch, enter_for_her_too, put_with_her, owner, variant)
        )
        found = {}
        for page, method in TOLD.items():
            found |= served(cast, "south", method, [r for r in routes() if r == f"cases/<uuid:case_id>/{page}"])
        seen.append(found)
    assert len(seen[0]) == len(TOLD)
    alike = [route for route in seen[0] if seen[0][route] == seen[1][route]]
    guarded = {"items/"} if owner == "north" else set()
    guarded |= {"files/"} if connection.vendor == "postgresql" else set()
    assert sorted(alike) == sorted(f"cases/<uuid:case_id>/{page}" for page in guarded)


@pytest.mark.slow
@pytest.mark.parametrize("owner", ["north", "mara"])
def test_a_calendar_feed_differs_when_a_leaky_twin_feeds_rounds_of_which_nobody_may_speak(fresh, monkeypatch, owner):
    """The owner of the feed has read a round too many, and the twin feeds all that she has read."""
    enter = entering.enter

    def enter_for_her_too(view, act, kind, said, logs):
        hers = Log.objects.get(case_id=view.case_id, label="party:southland")
        logs = [*logs]
        return enter(view, act, kind, said, [*logs, hers] if view.is_mediation and hers not in logs else logs)

    for is_twin in (True, False):
        seen = []
        for variant in (0, 1):
            fresh()
            cast = kept_worlds.world(
                f"fed_{owner}_{variant}",
                lambda variant=variant: leaky(monkeypatch, enter_for_her_too, storing.put_own_file, owner, variant),
            )
            with monkeypatch.context() as patched:
                if is_twin:
                    patched.setattr(feeds, "rounds_to_tell", lambda talks: list(talks.rounds))
                seen.append(served(cast, None, "GET", ["calendars/<str:token>/talks.ics"]))
        assert all(found["calendars/<str:token>/talks.ics"][0] == 200 for found in seen)
        assert (seen[0] != seen[1]) is is_twin


def leaky(monkeypatch, enter, put, owner, variant):
    with monkeypatch.context() as patched:
        for room in (talks_commands, items_commands, files_commands):
            patched.setattr(room, "enter", enter)
        patched.setattr(files_commands, "put_own_file", put)
        return _built(owner, variant)


def join_secretly(cast, owner, name):
    """A person of the owner's side with this name. (Those of the mediation are known to all.)"""
    from django.db import transaction

    from goodoffices.office.access.kinds import Role
    from goodoffices.office.models import Person, Side
    from goodoffices.office.people.commands import join_by_office

    with act(f"{name} joins", 60), transaction.atomic():
        person = Person(sign_in_name=name, name=name, joined_at=START)
        person.set_unusable_password()
        person.save(force_insert=True)
        side = cast.sides["northland"] if owner == "north" else cast.mediation()
        join_by_office(person, Side.objects.get(pk=side), [Role.INTERPRETER])


@pytest.mark.slow
def test_two_worlds_of_an_interpreter_look_the_same_to_the_other_party(fresh):
    seen = []
    for variant in (0, 1):
        fresh()
        cast = world("north", variant)
        join_secretly(cast, "north", NAME[variant])
        seen.append(served(cast, "south", "GET", routes()))
    assert seen[0] == seen[1]


def test_a_new_route_without_a_way_to_call_it_fails():
    """The harness walks the table of addresses; one with an unknown part has to be told how it is called."""
    from tests.office.table_of_addresses import address

    assert all(address(route, "case") for route in routes())
    with pytest.raises(AssertionError, match="how exports"):
        address("exports/<slug:secret>/", "case")
