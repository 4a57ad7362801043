"""Three parties: what one of them is served hangs on its own answer and the joint result alone, whatever the two others answer, in every order."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from django.db import transaction
from django.test import Client

from goodoffices.office.access.kinds import Role
from goodoffices.office.answers.readings import list_calls
from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.cases.opening import open_case
from goodoffices.office.models import Person
from goodoffices.office.people import commands
from goodoffices.office.running.demonstration import texts_of_folder
from goodoffices.office.sealing import clock_and_chance
from tests.cases import EXAMPLES
from tests.office import kept_worlds
from tests.office.answers.test_sealed_answers import HOUR, PUT, ask, read, served
from tests.office.cast import Cast, act

SIDES = ("company", "seafarers", "dockers")


class CastOfThree(Cast):
    """The ferry strike with somebody who speaks for each of its parties; people are called as their party."""

    def __init__(self) -> None:
        self.people, self.clients = {}, {}
        with act("the ferry strike"), transaction.atomic():
            for name in ("mara", *SIDES):
                self._person(name)
            Person.objects.filter(pk=self.people["mara"].pk).update(may_open_cases=True)
            self.people["mara"].refresh_from_db()
            texts = {name: text for name, text in texts_of_folder(EXAMPLES / "ferry-strike").items() if name != "talks.yaml"}
            self.case_id = open_case(self.people["mara"], texts, None)
            for name in SIDES:
                commands.join_by_office(self.people[name], self.side(name), [Role.LEAD])
        for name in self.people:
            with act(f"{name} signs in"):
                self.clients[name] = Client(SERVER_NAME="localhost")
                self.sign_in(name)
                self.post(name, "told")


#: What is asked by each rule, and what a side answers: nothing, or one of these.
RULES: dict[str, tuple[dict, list[dict]]] = {
    "sealed": ({}, [{"choice": "yes"}, {"choice": "no"}]),
    "ranking": ({"wordings": "One.\n\nTwo."}, [{"rank-1": "1", "rank-2": "2"}, {"rank-1": "2", "rank-2": "1"}]),
}


def world(rule) -> Cast:
    return kept_worlds.world(f"three_{rule}", lambda: _asked(rule))


def _asked(rule) -> Cast:
    cast = CastOfThree()
    with act("a call", 100):
        assert ask(cast, {**PUT, "rule": rule, "parties": SIDES, **RULES[rule][0]}).status_code == 302
    with act("the call", 101), transaction.atomic():
        cast.call = list_calls(cast.view("mara"))[0].call.id
    return cast


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["sealed", pytest.param("ranking", marks=pytest.mark.long)])
def test_of_three_sides_each_is_served_what_hangs_on_its_own_answer_and_the_result(fresh, rule):
    known: dict[tuple, set] = {}
    tried, results = 0, set()
    for number, answers in enumerate(product([None, *RULES[rule][1]], repeat=3)):
        given = [(name, sent) for name, sent in zip(SIDES, answers, strict=True) if sent]
        # Each combination in one order, and another one from time to time.
        order = list(permutations(given))[number % max(1, len(list(permutations(given))))]
        tried += 1
        fresh()
        cast = world(rule)
        for minute, (name, sent) in enumerate(order):
            with act(f"{name} answers", 110 + minute):
                assert cast.post(name, "answers/give", call=cast.call, **sent).status_code == 302
        reader = SIDES[number % 3]
        own = answers[number % 3]
        known.setdefault((reader, str(own), "before"), set()).add(repr(served(cast, reader, HOUR - 1)))
        joint = read(cast, "mara", HOUR).seen.joint
        results.add(joint)
        known.setdefault((reader, str(own), joint), set()).add(repr(served(cast, reader, HOUR)))
        with act("the office tells", HOUR + 2):
            assert tell_where_due(clock_and_chance.now()) == 1
        known.setdefault((reader, str(own), joint, "told"), set()).add(repr(served(cast, reader, HOUR + 3)))
        known.setdefault(("mara", joint), set()).add(repr(served(cast, "mara", HOUR + 3)))
    assert tried == 27
    assert len(results) >= 2
    assert max(map(len, known.values())) == 1, [key for key, what in known.items() if len(what) != 1]
