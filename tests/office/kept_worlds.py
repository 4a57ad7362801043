"""Keeps a case that was played through once, with its people signed in: what many tests look at is played once for each database."""

from __future__ import annotations

import copy
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.test import Client

from goodoffices.office.access import sessions
from goodoffices.office.access.kept_texts import forget_texts
from goodoffices.office.computing import pool
from goodoffices.office.models import Person
from tests.office import kept_databases
from tests.office.cast import Cast

#: What is known of a world beside its database, by the kind of database and its name: each attribute of its cast.
_WORLDS: dict[tuple[str, str], tuple[dict[str, object], dict[str, object]]] = {}


def world(name: str, build: Callable[[], Cast]) -> Cast:
    """The cast of a world as ``build`` left it, in a database of its own."""
    # What was opened in another world is of the same ids, and not of the same words.
    forget_texts()
    if not kept_databases.put_back(name):
        cast = build()
        cookies = {who: copy.deepcopy(client.cookies) for who, client in cast.clients.items()}
        _WORLDS[connection.vendor, name] = ({**cast.__dict__, "people": list(cast.people), "clients": {}}, cookies)
        kept_databases.keep(name)
        # One that was just built is met as one that was kept: nothing of the building is remembered.
        forget_what_was_served()
    attributes, cookies = _WORLDS[connection.vendor, name]
    cast = Cast.__new__(Cast)
    cast.__dict__ |= attributes
    cast.people = {who: Person.objects.get(sign_in_name=who) for who in attributes["people"]}
    cast.clients = {}
    for who, own in cookies.items():
        cast.clients[who] = Client(SERVER_NAME="localhost")
        cast.clients[who].cookies = copy.deepcopy(own)
    return cast


def forget_what_was_served() -> None:
    """Let a served office remember nothing in its memory: limits, cookies that were used, what was computed."""
    cache.clear()
    sessions._used.clear()
    pool.forget_computed()
    forget_texts()
