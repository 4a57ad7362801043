"""Whatever two do at the same instant ends as if one had come after the other: each command, on SQLite and PostgreSQL; and a side's acts are bounded."""

from __future__ import annotations

import contextlib
import re
import threading
import uuid
from collections import Counter

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import Role
from goodoffices.office.access.paper_heads import EstimateHead, NoteHead, PendingHead
from goodoffices.office.middleware import OneAtATime
from goodoffices.office.models import CaseChange, Consent, Invitation, Membership, Paper, Request, Side
from goodoffices.office.people import inviting
from goodoffices.office.people.commands import join_by_office
from goodoffices.office.people.inviting import accept, digest_of
from goodoffices.office.refusal import Refused
from tests.office.cases.test_building import changed
from tests.office.cast import Cast, stated
from tests.office.preferences.test_questions import second_person
from tests.office.test_acts import with_a_key_of_her_own

PASSWORD = "seven green harbours wait"


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def at_the_same_instant(acts, monkeypatch):
    """Run acts in threads: each waits after it has read how things stand until the others have, too, or a moment has passed; what each gave."""
    both, real, found = threading.Barrier(len(acts)), CaseView.for_person.__func__, [None] * len(acts)
    waited = threading.local()

    def looking(cls, *arguments):
        seen = real(cls, *arguments)
        if not getattr(waited, "done", False):
            waited.done = True
            _meet(both)
        return seen

    def run(k, act):
        try:
            found[k] = act()
        finally:
            connection.close()

    monkeypatch.setattr(CaseView, "for_person", classmethod(looking))
    # What two requests of one person would do, were they not answered one after the other.
    monkeypatch.setattr(OneAtATime, "__call__", lambda self, request: self.get_response(request))
    running = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for one in running:
        one.start()
    for one in running:
        one.join(60)
    monkeypatch.undo()
    return found


def _meet(barrier):
    with contextlib.suppress(threading.BrokenBarrierError):
        barrier.wait(1)


def other_lead(cast):
    with transaction.atomic():
        cast._person("nils")
        join_by_office(cast.people["nils"], cast.side("northland"), [Role.LEAD])
    cast.clients["nils"] = Client(SERVER_NAME="localhost")
    cast.sign_in("nils")
    cast.post("nils", "told")


def memberships(cast):
    with transaction.atomic():
        return {name: cast.view(name).actor.pk for name in ("north", "nils")}


def note_of(cast):
    cast.post("north", "notes", text="ours")
    with transaction.atomic():
        return str(cast.view("north").papers(NoteHead)[0].id)


def package(cast):
    with transaction.atomic():
        return {f"option:{i.id}": i.option_ids[0] for i in cast.view("mara").case.issues}


ESTIMATE = stated(5, "southland").replace("kind: stated, date: 2026-11-20", "kind: exercise")
FORM = str(uuid.UUID(int=7, version=4))
#: What two do, with what has to be there before: each a function of the cast that gives the acts.
TWICE = {
    "notes": lambda c: [lambda: c.post("north", "notes", text="ours", idempotency_key=FORM)] * 2,
    "notes/delete": lambda c: (lambda note: [lambda: c.post("north", "notes/delete", note=note)] * 2)(note_of(c)),
    "told": lambda c: [lambda: c.post("north", "told")] * 2,
    "people/side": lambda c: [lambda: c.post("mara", "people/side", kind="host", name="The host", idempotency_key=FORM)] * 2,
    "people/invite": lambda c: [lambda: c.post("north", "people/invite", name="Ivo", side=str(c.side("northland").pk), role="expert", idempotency_key=FORM)] * 2,
    "people/end": lambda c: (other_lead(c), (lambda s: [lambda: c.post("north", "people/end", membership=str(s["nils"])), lambda: c.post("nils", "people/end", membership=str(s["north"]))])(memberships(c)))[1],
    "people/withdraw and release": lambda c: (lambda p: [lambda: c.post("north", "people/withdraw", sure="yes"), lambda: c.post("mara", "release", step="release", to="northland", words="What if?", **p)])(package(c)),
    "resume": lambda c: (c.post("north", "people/withdraw", sure="yes"), [lambda: c.post("mara", "resume")] * 2)[1],
    "estimates": lambda c: [lambda: c.post("mara", "estimates", party="southland", reading="new", text=ESTIMATE)] * 2,
    "estimates/begin": lambda c: [lambda: c.post("mara", "estimates/begin", party="southland", reading="asked", confidence="low", reason="two calls")] * 2,
    "drafts": lambda c: (lambda p: [lambda: c.post("mara", "drafts", name="draft-9", **p)] * 2)(package(c)),
    "report/ask": lambda c: [lambda: c.post("mara", "report/ask")] * 2,
    "report/cancel": lambda c: (c.post("mara", "report/ask"), [lambda: c.post("mara", "report/cancel")] * 2)[1],
    "change and take back": lambda c: (lambda k: [lambda: c.post("north", "change", change=k, agrees="yes"), lambda: c.post("mara", "build/put", step="take_back")])(str(changed(c))),
    "leave now": lambda c: (second_person(c), [lambda: c.post("north", "people/leave-now"), lambda: c.post("north", "people/leave-now")])[1],
    "preferences": lambda c: (second_person(c), [lambda n=n: c.post(n, "preferences", text=stated(41), based_on="") for n in ("north", "nils")])[1],
    "people/revoke": lambda c: (lambda i: [lambda: c.post("north", "people/revoke", invitation=i)] * 2)(invitation_of(c)),
    "people/unlock": lambda c: (with_a_key_of_her_own(c, "north"), c.post("north", "people/leave-now"), c.sign_in("north"), [lambda: c.post("north", "people/unlock", password="north: a long pass phrase")] * 2)[3],
    "people/clear-away": lambda c: (c.post("north", "notes", text="ours"), c.post("north", "people/withdraw", sure="yes"), [lambda: c.post("north", "people/clear-away", sure="yes")] * 2)[2],
    "report/hours": lambda c: [lambda h=h: c.post("mara", "report/hours", hours=h) for h in ("06:00", "06:00")],
    "estimates/of, removed": lambda c: (lambda e: [lambda: c.post("mara", f"estimates/of/{e}", sure="yes")] * 2)(estimate_of(c)),
    "estimates/of, chosen": lambda c: (lambda e: [lambda: c.post("mara", f"estimates/of/{e}", step="rest_on")] * 2)(estimate_of(c)),
    "build": lambda c: [lambda n=n: c.post("mara", "build", step="name", name=n) for n in ("Another", "Another")],
    "build/put": lambda c: (c.post("mara", "build", step="name", name="Another"), [lambda: c.post("mara", "build/put", words="why", idempotency_key=FORM)] * 2)[1],
    "change": lambda c: (lambda k: [lambda a=a: c.post("north", "change", change=k, agrees=a) for a in ("yes", "yes")])(str(changed(c))),
    "release/question": lambda c: (lambda p: [lambda: c.post("mara", "release/question", step="release", to="northland", words="This?", idempotency_key=FORM, **p)] * 2)(package(c)),
    "preferences, given by the second": lambda c: (second_person(c), c.post("north", "preferences", text=stated(41), based_on=""), (lambda k: [lambda: c.post("nils", "preferences", step="give", pending=k), lambda: c.post("north", "preferences", step="drop")])(pending_of(c)))[2],
}  # fmt: skip


def invitation_of(cast):
    cast.post("north", "people/invite", name="Ivo", side=str(cast.side("northland").pk), role="expert")
    return re.search(r'name="invitation"\s+value="([0-9a-f-]+)"', cast.get("north", "people").content.decode())[1]


def estimate_of(cast):
    with transaction.atomic():
        return cast.view("mara").papers(EstimateHead)[0].id


def pending_of(cast):
    with transaction.atomic():
        return str(cast.view("nils").papers(PendingHead)[0].id)


def state(cast):
    """How things stand, counted."""
    with transaction.atomic():
        found = Counter(e.kind for e in cast.view("mara").entries_of())
        papers = Counter()
        for name in ("mara", "north", "south", "nils"):
            view = name in cast.people and CaseView.for_person(cast.people[name].pk, cast.case_id)
            papers[name] = Paper.objects.filter(side_id=view.side.id).count() if view else -1
        people_there = {name: bool(CaseView.for_person(person.pk, cast.case_id)) for name, person in cast.people.items()}
    tables = (Invitation.objects.filter(used_at=None), Request.objects.filter(state="waiting"), Side.objects.all(), Consent.objects.all())
    change = CaseChange.objects.filter(taken=True).count(), CaseChange.objects.filter(ended_at=None).count()
    return found, papers, sorted(people_there.values()), [t.count() for t in tables], change


@pytest.mark.slow
@pytest.mark.parametrize(
    "what", [pytest.param(k, marks=() if k in ("people/end", "estimates", "drafts") else pytest.mark.long) for k in TWICE]
)
def test_two_acts_at_the_same_instant_end_as_one_after_the_other(fresh, monkeypatch, what):
    ends = []
    for order in (1, -1, 0):
        fresh()
        cast = Cast()
        acts = list(TWICE[what](cast))
        answered = [act() for act in acts[::order]] if order else at_the_same_instant(acts, monkeypatch)
        assert {answer.status_code for answer in answered} <= {200, 302, 403, 404, 409, 422}
        ends.append(state(cast))
    assert ends[2] in ends[:2]


def invited_to(cast, by, side, role="delegate"):
    page = cast.post(by, "people/invite", name="Nils", side=str(cast.side(side).pk), role=role).content.decode()
    link = re.search(r"/invitation/([A-Z0-9-]+)", page)[1]
    return digest_of(link), re.search(r"the-code.>([A-Z0-9-]+)", page)[1]


def taking_up(*invitations, person=None):
    """Take invitations up at the same instant, one in each thread; what each gave."""
    ready, found = threading.Barrier(len(invitations)), [None] * len(invitations)
    real = inviting._take_up

    def take(k, digest, second):
        try:
            accept(digest, second, PASSWORD, person)
            found[k] = "in"
        except Refused:
            found[k] = "refused"
        finally:
            connection.close()

    def together(*arguments):
        _meet(ready)
        return real(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        # Both have looked at their invitation, neither has written.
        patch.setattr(inviting, "one_at_a_time", _after(ready, inviting.one_at_a_time))
        running = [threading.Thread(target=take, args=(k, *one)) for k, one in enumerate(invitations)]
        for one in running:
            one.start()
        for one in running:
            one.join(60)
    return sorted(found)


def _after(barrier, real):
    def waiting(case_id):
        _meet(barrier)
        return real(case_id)

    return waiting


def test_one_account_that_takes_up_two_invitations_at_once_stands_on_one_side(cast):
    north, south = invited_to(cast, "north", "northland"), invited_to(cast, "south", "southland")
    with transaction.atomic():
        cast._person("nils")
    assert taking_up(north, south, person=cast.people["nils"]) == ["in", "refused"]


def test_of_two_first_persons_who_come_at_once_one_is_let_in(cast):
    with transaction.atomic():
        cast.view("south")
        Membership.objects.filter(pk=cast.view("south").actor.pk).update(ended_at="2026-11-24T10:00:00Z")
    pair = [invited_to(cast, "mara", "southland", "lead") for _ in range(2)]
    assert taking_up(*pair) == ["in", "refused"]


@pytest.mark.parametrize("rule", ["one_side_per_person_and_case", "one_first_person_per_side"])
def test_the_database_keeps_the_rule_though_the_program_forgot_it(cast, rule):
    with transaction.atomic():
        membership = cast.view("north").actor
        other = cast.side("southland")
        row = Membership(person=membership.person, side=other, case_id=membership.case_id, roles=["lead"], since=membership.since)
        if rule == "one_first_person_per_side":
            row.person, row.is_first = cast.people["sam"], True
            cast.view("south")
            Membership.objects.filter(side=other).update(is_first=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.slow
def test_a_side_that_acts_without_end_is_told_before_and_stopped_for_a_while(cast, monkeypatch):
    monkeypatch.setattr(settings, "MOST_ACTS_AN_HOUR", 70)
    told = []
    for number in range(72):
        answer = cast.post("north", "notes", text=f"note {number}")
        if number == 20:
            told.append("more things within this hour" in cast.get("north", "notes").content.decode())
        if answer.status_code != 302:
            break
    # One act was to have read what the record keeps: it is no entry and is not counted.
    assert (number, answer.status_code, told) == (70, 429, [True])
    assert "Go on in 60 minutes" in answer.content.decode()
    assert cast.post("south", "notes", text="another side").status_code == 302
    assert cast.post("north", "people/leave-now").status_code == 302
