"""A case is closed and opened again, copied, or deleted before anybody outside the mediation knows of it."""

from __future__ import annotations

import datetime
import re
import uuid
from dataclasses import replace

import pytest
import time_machine
from django.db import connection, transaction

from goodoffices.office.access.case_view import CaseView, cases_of
from goodoffices.office.access.kinds import Role
from goodoffices.office.access.paper_heads import EstimateHead
from goodoffices.office.analyses.commands import ask_where_due
from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.cases.opening import open_case
from goodoffices.office.models import AnswerCall, Entry, LogKey, Paper, Request, Side
from goodoffices.office.people.commands import join_by_office
from goodoffices.office.record.signing import sign_where_due
from goodoffices.office.running.demonstration import texts_of_folder
from tests.cases import EXAMPLES
from tests.office.answers.test_sealed_answers import PUT
from tests.office.cast import Cast, stated
from tests.office.conftest import LATER
from tests.office.test_acts import release


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def settings(cast, step: str, **more):
    # Closing takes a yes.
    return cast.post("mara", "settings", step=step, **({"sure": "yes"} if step == "close" else {}), **more)


def kinds(cast, name: str) -> list[str]:
    with transaction.atomic():
        return [entry.kind for entry in cast.view(name).entries_of()]


def own_case(cast) -> uuid.UUID:
    """A case of which nobody knows but its mediator."""
    with transaction.atomic():
        return open_case(cast.people["mara"], texts_of_folder(EXAMPLES / "strait"), None)


def at(cast, case: uuid.UUID, page: str = "") -> str:
    return cast.path(page).replace(str(cast.case_id), str(case))


def answers_are_asked_for(cast, case: uuid.UUID):
    """The mediation asks both parties of a case for sealed answers, until one o'clock."""
    sent = {**PUT, "time": "13:00", "idempotency_key": str(uuid.uuid4())}
    return cast.clients["mara"].post(at(cast, case, f"answers/ask/{sent['rule']}"), sent)


# Closing.


def test_a_closed_case_is_read_by_all_and_nothing_is_done_in_it(cast):
    assert settings(cast, "close").status_code == 302
    for name in ("mara", "north", "south", "olga"):
        assert "The case was closed on" in text(cast.get(name, ""))
        assert cast.get(name, "record").status_code == 200
        # Observers do not read the log of the parties.
        assert ("case.close" in kinds(cast, name)) == (name != "olga")
    before = kinds(cast, "mara")
    refused = [
        cast.post("north", "preferences", text=stated(41)),
        release(cast),
        cast.post("mara", "people/invite", name="Nils", side=str(cast.side("northland").pk), role="lead"),
        cast.post("mara", "build", step="name", name="Another"),
        cast.post("mara", "report/ask"),
    ]
    assert [answer.status_code for answer in refused] == [409, 403, 403, 403, 403]
    assert all("The case is closed" in text(answer) for answer in refused)
    assert kinds(cast, "mara") == before
    assert " closed " in text(cast.clients["mara"].get("/"))


def test_an_act_that_was_under_way_when_the_case_was_closed_is_refused(cast):
    """What counts is how things stand when it is done, not when its page was asked for."""
    from goodoffices.office.preferences.commands import give_preferences
    from goodoffices.office.refusal import Refused

    with transaction.atomic():
        before = cast.view("north")
    settings(cast, "close")
    with transaction.atomic(), pytest.raises(Refused, match="closed"):
        give_preferences(before, stated(41), None, None)


def test_a_case_is_not_closed_by_one_press(cast):
    refused = cast.post("mara", "settings", step="close")
    assert (refused.status_code, "Say that you are sure" in text(refused)) == (422, True)
    assert "case.close" not in kinds(cast, "mara")


def test_a_case_is_opened_again_and_goes_on(cast):
    settings(cast, "close")
    assert settings(cast, "close").status_code == 422
    assert settings(cast, "reopen").status_code == 302
    assert settings(cast, "reopen").status_code == 422
    assert release(cast).status_code == 302
    assert "case.reopen" in kinds(cast, "south")


def test_a_party_can_leave_a_closed_case_and_whoever_is_at_the_door_can_lock_it(cast):
    settings(cast, "close")
    assert cast.post("south", "people/leave-now").status_code == 302
    assert cast.post("north", "people/withdraw", sure="yes").status_code == 302


def test_a_closed_case_is_not_analysed_at_its_hours(cast):
    cast.post("mara", "report/hours", hours="06:00")
    settings(cast, "close")
    with time_machine.travel(LATER + datetime.timedelta(days=1), tick=True):
        ask_where_due()
        assert not Request.objects.exists()
    settings(cast, "reopen")
    with time_machine.travel(LATER + datetime.timedelta(days=1), tick=True):
        ask_where_due()
        assert Request.objects.count() == 1


@pytest.mark.parametrize("name", ["north", "south", "olga"])
def test_the_lead_mediator_alone_has_the_page(cast, name):
    assert cast.get(name, "settings").status_code == 404
    assert cast.post(name, "settings", step="close").status_code == 404
    assert "case.close" not in kinds(cast, "mara")


# A copy.


def test_a_copy_has_the_same_case_and_nothing_of_what_anybody_said(cast):
    cast.post("north", "preferences", text=stated(41))
    answer = settings(cast, "copy")
    case = uuid.UUID(answer["Location"].split("/")[2])
    with transaction.atomic():
        copy = CaseView.for_person(cast.people["mara"].pk, case)
        original = cast.view("mara").case
        assert copy.name == f"{cast.view('mara').name} (copy)"
        assert replace(copy.case, name=original.name) == original
        assert copy.papers(EstimateHead) == []
        assert CaseView.for_person(cast.people["north"].pk, case) is None
    assert "This is the copy." in text(cast.clients["mara"].get(answer["Location"]))


# Deleting.


def test_a_case_that_nobody_was_invited_to_is_deleted_and_nothing_of_it_can_be_read(cast):
    case = own_case(cast)
    sign_where_due(LATER + datetime.timedelta(hours=1))
    unsure = cast.clients["mara"].post(at(cast, case, "settings"), {"step": "delete", "idempotency_key": str(uuid.uuid4())})
    assert unsure.status_code == 422
    done = cast.clients["mara"].post(at(cast, case, "settings"), {"step": "delete", "sure": "yes", "idempotency_key": str(uuid.uuid4())})
    assert (done.status_code, done["Location"]) == (302, "/")
    assert cast.clients["mara"].get(at(cast, case)).status_code == 404
    with transaction.atomic():
        assert [view.case_id for view in cases_of(cast.people["mara"].pk)] == [cast.case_id]
        sides = list(Side.objects.filter(case_id=case))
        assert not Paper.objects.filter(side__in=sides).exists()
        assert not LogKey.objects.filter(log__case_id=case).exists()
        assert {bytes(side.key) for side in sides} == {b""}
        # Entries are never deleted: what is left is sealed under keys that are gone.
        if connection.vendor == "sqlite":
            assert Entry.objects.filter(log__case_id=case).exists()


def test_a_deleted_case_stops_no_checkpoint_of_another(cast, caplog):
    case = own_case(cast)
    cast.clients["mara"].post(at(cast, case, "settings"), {"step": "delete", "sure": "yes", "idempotency_key": str(uuid.uuid4())})
    assert sign_where_due(LATER + datetime.timedelta(hours=1)) > 0
    assert "could not be signed" not in caplog.text


def test_a_case_that_somebody_knows_of_stays(cast):
    refused = settings(cast, "delete", sure="yes")
    assert (refused.status_code, "was invited to this case" in text(refused)) == (422, True)
    case = own_case(cast)
    side = Side.objects.get(case_id=case, party="northland")
    invited = cast.clients["mara"].post(
        at(cast, case, "people/invite"), {"name": "Nora", "side": str(side.pk), "role": "lead", "idempotency_key": str(uuid.uuid4())}
    )
    assert invited.status_code == 200
    page = cast.clients["mara"].get(at(cast, case, "settings"))
    assert "cannot be deleted" in text(page)
    again = cast.clients["mara"].post(at(cast, case, "settings"), {"step": "delete", "sure": "yes", "idempotency_key": str(uuid.uuid4())})
    assert again.status_code == 422


def test_of_a_deleted_case_no_answers_are_waited_for(cast):
    case = own_case(cast)
    assert answers_are_asked_for(cast, case).status_code == 302
    gone = {"step": "delete", "sure": "yes", "idempotency_key": str(uuid.uuid4())}
    assert cast.clients["mara"].post(at(cast, case, "settings"), gone).status_code == 302
    assert tell_where_due(LATER + datetime.timedelta(hours=2)) == 0
    assert not AnswerCall.objects.filter(told_at=None).exists()
    [row] = AnswerCall.objects.all()
    assert (row.said, row.found, row.joint) == ({}, None, None)


# The list of one's cases.


def test_what_waits_in_each_of_one_s_cases_is_said_beside_it(cast):
    other = own_case(cast)
    with transaction.atomic():
        side = Side.objects.get(case_id=other, party="northland")
        join_by_office(cast.people["north"], side, [Role.LEAD])
    for case in (cast.case_id, other):
        assert answers_are_asked_for(cast, case).status_code == 302
    assert text(cast.clients["north"].get("/")).count("The mediation asks your side for an answer") == 2
