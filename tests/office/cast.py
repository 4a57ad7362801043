"""The cast: mediator Mara, parties North and South with one head of delegation each, observer Olga, stranger Sam; and their case, the Strait.

Each act has its own seed and time, so that what one does changes nobody else's random numbers or times.
"""

from __future__ import annotations

import copy
import datetime
import hashlib
import re
import secrets as secrets_module
import uuid
from contextlib import contextmanager
from http.cookies import SimpleCookie
from random import Random
from unittest import mock

import time_machine
from django.db import connection, transaction
from django.test import Client

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import Role, SideKind
from goodoffices.office.cases.opening import open_case
from goodoffices.office.models import Membership, Person, Side
from goodoffices.office.people import commands
from goodoffices.office.running.demonstration import texts_of_folder
from goodoffices.office.sealing import clock_and_chance
from tests.cases import EXAMPLES
from tests.office import kept_databases

START = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def act(name: str, minute: int = 0):
    """Everything random and every time within hangs on the name and the minute alone."""
    random = Random(hashlib.sha256(name.encode()).digest())

    def urandom(n):
        return random.randbytes(n)

    moment = START + datetime.timedelta(minutes=minute)
    with (
        mock.patch("os.urandom", urandom),
        mock.patch("random._urandom", urandom),
        mock.patch.object(secrets_module, "token_bytes", urandom),
        mock.patch.object(clock_and_chance, "now", return_value=moment),
        time_machine.travel(moment, tick=False),
    ):
        yield


def stated(weight: int = 3, party: str = "northland") -> str:
    """A party's own preferences, with one number that can be told."""
    text = (EXAMPLES / f"strait/preferences/{party}/pragmatic.yaml").read_text()
    text = re.sub(r"^basis:(?:[^\n]*\n)(?:[ \t]+[^\n]*\n)*", "basis: {kind: stated, date: 2026-11-20}\n", text, flags=re.M)
    return re.sub(r"^walk_away:.*$", f"walk_away: {weight}", text, flags=re.M)


def without_talks() -> dict[str, str]:
    """The files of the case, before anything happened in its talks."""
    return {name: text for name, text in texts_of_folder(EXAMPLES / "strait").items() if name != "talks.yaml"}


#: Of the cast that was built first on each kind of database: its case, and the cookies of those who signed in.
_KEPT: dict[tuple[str, str], tuple[uuid.UUID, dict[str, SimpleCookie]]] = {}


class Cast:
    """People who are signed in, and their case; its talks with it where they are wanted."""

    def __init__(self, *, has_talks: bool = False) -> None:
        self.people: dict[str, Person] = {}
        self.clients: dict[str, Client] = {}
        name = "the_cast_in_talks" if has_talks else "the_cast"
        if kept_databases.put_back(name):
            self._come_in(_KEPT[connection.vendor, name])
            return
        self._build(has_talks=has_talks)
        cookies = {one: copy.deepcopy(client.cookies) for one, client in self.clients.items()}
        _KEPT[connection.vendor, name] = (self.case_id, cookies)
        kept_databases.keep(name)

    def _come_in(self, kept: tuple[uuid.UUID, dict[str, SimpleCookie]]) -> None:
        """The people of a cast that was built before, signed in."""
        self.case_id, cookies = kept
        for name, own in cookies.items():
            self.people[name] = Person.objects.get(sign_in_name=name)
            self.clients[name] = Client(SERVER_NAME="localhost")
            self.clients[name].cookies = copy.deepcopy(own)

    def _build(self, *, has_talks: bool) -> None:
        with act("the cast"), transaction.atomic():
            for name in ("mara", "north", "south", "olga", "sam"):
                self._person(name)
            mara = self.people["mara"]
            Person.objects.filter(pk=mara.pk).update(may_open_cases=True)
            mara.refresh_from_db()
            texts = texts_of_folder(EXAMPLES / "strait") if has_talks else without_talks()
            self.case_id = open_case(mara, texts, None)
            commands.add_side(self.view("mara"), SideKind.OBSERVER, "The observers", None)
            for name, side in (
                ("north", self.side("northland")),
                ("south", self.side("southland")),
                ("olga", Side.objects.get(kind="observer")),
            ):
                Membership.objects.of_person(self.people[name].pk)
                commands.join_by_office(self.people[name], side, [Role.LEAD])
        for name in self.people:
            with act(f"{name} signs in"):
                client = Client(SERVER_NAME="localhost")
                self.clients[name] = client
                self.sign_in(name)
            if name != "sam":
                with act(f"{name} is told"):
                    self.post(name, "told")

    def sign_in(self, name: str) -> None:
        """Somebody signs in (anew)."""
        self.people[name].refresh_from_db()
        self.clients[name].force_login(self.people[name], backend=BACKEND)

    def _person(self, name: str) -> None:
        person = Person(sign_in_name=name, name=name.capitalize(), joined_at=START)
        person.set_password(f"{name}: a long pass phrase")
        person.save(force_insert=True)
        self.people[name] = person

    def side(self, party: str) -> Side:
        """The side of a party."""
        return Side.objects.get(case_id=self.case_id, party=party, kind="party")

    def mediation(self):
        """The mediation's side."""
        return Side.objects.get(case_id=self.case_id, kind="mediation").pk

    def view(self, name: str) -> CaseView:
        """The case as somebody sees it."""
        # On PostgreSQL what a person may see is told for one transaction.
        found = CaseView.for_person(self.people[name].pk, self.case_id)
        assert found is not None
        return found

    def path(self, page: str = "") -> str:
        """The address of a page of the case."""
        return f"/cases/{self.case_id}/{page + '/' if page else ''}"

    def get(self, name: str, page: str = "", /):
        """What somebody is served."""
        return self.clients[name].get(self.path(page))

    def post(self, name: str, page: str, /, **fields):
        """What somebody is answered."""
        form = {"idempotency_key": str(clock_and_chance.new_id())} if "idempotency_key" not in fields else {}
        return self.clients[name].post(self.path(page), {**form, **fields})
