"""The doors: who may come in where, and what a door does with those who may not."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import get_resolver, path

from goodoffices.office.access.door import all_patterns, views_without_door
from goodoffices.office.access.paper_heads import EstimateHead, ResultHead
from goodoffices.office.access.rights import EVERYBODY, TABLE, Right
from goodoffices.office.answers.readings import list_calls
from goodoffices.office.files.readings import visible_files
from goodoffices.office.models import AnswerCall, Log
from goodoffices.office.record.signing import sign_where_due
from goodoffices.office.talks.readings import read_talks
from goodoffices.office.texts.readings import list_texts
from goodoffices.record.kinds import INCIDENT_REPORTED
from tests.office.access.test_same_instant import changed
from tests.office.cast import Cast, act
from tests.office.conftest import LATER
from tests.office.made_results import keep
from tests.office.made_terms import TERMS

PAGES = [p for p in all_patterns(get_resolver(settings.ROOT_URLCONF).url_patterns) if isinstance(getattr(p.callback, "door", None), Right)]


@pytest.fixture
def cast(office) -> Cast:
    return Cast(has_talks=True)


def test_every_view_says_who_may_come_in():
    assert views_without_door() == []
    assert len(PAGES) >= 18


def test_a_view_without_a_door_keeps_the_office_from_starting(monkeypatch):
    from goodoffices.office import urls

    def forgotten(request):
        raise AssertionError

    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("forgotten/", forgotten)])
    from django.urls import clear_url_caches

    clear_url_caches()
    try:
        [error] = views_without_door()
        assert "forgotten" in error.msg
        assert error.id == "office.E001"
    finally:
        monkeypatch.undo()
        clear_url_caches()


def address(
    pattern,
    case_id,
    paper=uuid.UUID(int=1),
    interview=uuid.UUID(int=1),
    held=uuid.UUID(int=1),
    log="public",
    member=uuid.UUID(int=1),
    file=uuid.UUID(int=1),
    held_round="north-1",
    text="nothing",
    statements=(uuid.UUID(int=1), uuid.UUID(int=1)),
    incident="0" * 32,
) -> str:
    route = (
        str(pattern.pattern)
        .replace("estimates/of/<uuid:paper>", f"estimates/of/{held}")
        .replace("estimates/<uuid:paper>", f"estimates/{interview}")
    )
    for unknown, known in (
        ("<str:section>", "frontier"),
        ("<str:what>", "deadline"),
        ("<str:rule>", "sealed"),
        ("<int:version>/<int:start>/<int:count>", "1/0/1"),
        ("<int:block>", "0"),
        ("<str:ending>", "docx"),
        ("<int:version>", "1"),
        ("<str:part>", "calm"),
        ("<str:incident>", incident),
        ("<str:key>/<str:day>", "meet/2026-11-20"),
        ("<str:key>", "mines"),
        ("<str:text>", text),
        ("<str:call>", str(statements[0])),
        ("<str:statement>", statements[1].hex),
        ("<str:kind>/<str:thing>", f"round.hold/{held_round}"),
        ("<uuid:file>", str(file)),
        ("<uuid:paper>", str(paper)),
        ("<str:name>", "table-1.csv"),
        ("<str:label>", log),
        ("<int:number>", "1"),
        ("<uuid:membership>", str(member)),
        ("<uuid:once>", str(uuid.UUID(int=7, version=4))),
    ):
        route = route.replace(unknown, known)
    return f"/cases/{case_id}/{route}"


@pytest.mark.slow
def test_each_page_is_open_to_its_side_and_does_not_exist_for_the_others(cast):
    kinds = {"mara": "mediation", "north": "party", "south": "party", "olga": "observer"}
    keep(cast)
    changed(cast)  # Else there would be no file of a change.
    begun = cast.post("mara", "estimates/begin", party="southland", reading="asked", confidence="low", reason="two calls")
    interview = begun["Location"].split("/")[-2]
    with transaction.atomic():
        [result] = cast.view("mara").papers(ResultHead)
        held = cast.view("mara").papers(EstimateHead)[0]
        member = cast.view("mara").actor.pk
        held_round = read_talks(cast.view("mara")).talks.rounds[0].id
        cast.post("mara", "texts", title="A text", body="A paragraph.")
        text = list_texts(cast.view("mara"))[0].id
        cast.post("mara", f"texts/{text}/hand-out", version="1", to=["northland", "southland"])
        files = {}
        for name in kinds:
            cast.post(name, "files", dropped_files=[SimpleUploadedFile("plan.txt", b"A plan.")])
            files[name] = visible_files(cast.view(name)).values_list("pk", flat=True)[0]
        own = {name: Log.objects.get(side=cast.view(name).side.id).label for name in kinds}
    incident = agreed_and_broken(cast)
    statements = put_statement(cast, "14:00"), put_statement(cast, "15:00")
    AnswerCall.objects.filter(pk=statements[1]).update(closes_at=LATER - datetime.timedelta(minutes=1))
    for pattern in PAGES:
        for name, kind in kinds.items():
            got = (
                cast.clients[name]
                .get(
                    address(
                        pattern,
                        cast.case_id,
                        result.id,
                        interview,
                        held.id,
                        own[name],
                        member,
                        files[name],
                        held_round,
                        text,
                        statements,
                        incident,
                    )
                )
                .status_code
            )
            known = kind in {k.value for k in TABLE[pattern.callback.door]}
            wanted = (200 if "GET" in pattern.callback.methods else 405) if known else 404
            assert got == wanted, (pattern.name, name)
        assert cast.clients["sam"].get(address(pattern, cast.case_id)).status_code == 404


def agreed_and_broken(cast) -> str:
    """An agreement is signed, an incident told to all, and another version waits; the id of the incident."""
    terms = TERMS.replace("2026-11-26", "2026-11-20")
    cast.post("mara", "agreement/draft/file", structure=terms, based_on=0)
    cast.post("mara", "agreement/draft/put", based_on=1)
    for name in ("north", "south"):
        digest = re.search(r'name="sha256" value="([0-9a-f]{64})"', cast.get(name, "agreement/sign/calm").content.decode())[1]
        assert cast.post(name, "agreement/sign/calm", sha256=digest, signature="").status_code == 302
    assert cast.post("mara", "agreement/happened", kind="happened", event="vote", day="2026-11-20").status_code == 302
    said = {"act": "shelling", "actor": "southland", "day": "2026-11-23", "words": "Two shells", "is_for_all": "yes"}
    assert cast.post("north", "incidents/report", **said).status_code == 302
    with transaction.atomic():
        incident = cast.view("mara").entries_of(INCIDENT_REPORTED)[0].payload["incident"]
    # Another version waits for signatures, so that there is something to sign.
    cast.post("mara", "agreement/draft/file", structure=terms.replace("30 days", "60 days"), based_on=1)
    cast.post("mara", "agreement/draft/put", based_on=2)
    sign_where_due(LATER + datetime.timedelta(hours=1))
    return incident


def put_statement(cast, time: str) -> uuid.UUID:
    """A statement is put to both parties, which approve it."""
    with transaction.atomic():
        text = list_texts(cast.view("mara"))[0].id
    sent = {"title": "Ports", "text-1": text, "language-1": "en", "parties": ["northland", "southland"], "day": "2026-11-24", "time": time}
    assert cast.post("mara", "statements/new", **sent).status_code == 302
    with transaction.atomic():
        found = list_calls(cast.view("mara"))[0]
    for name in ("north", "south"):
        answer = {"statement": "", "agrees": "yes", "sha256": found.asks["sha256"]}
        assert cast.post(name, f"statements/{found.call.id}/answer", **answer).status_code == 302
    return uuid.UUID(found.call.id)


def test_not_there_and_not_yours_look_alike(cast):
    cast.clients["sam"].get("/")
    for pattern in PAGES:
        with act("a look"):
            theirs = cast.clients["sam"].get(address(pattern, cast.case_id))
        with act("a look"):
            nowhere = cast.clients["sam"].get(address(pattern, uuid.UUID(int=7)))
        assert (theirs.status_code, theirs.content) == (nowhere.status_code, nowhere.content)


def test_who_is_not_signed_in_is_asked_to_sign_in(cast):
    from django.test import Client

    for pattern in PAGES:
        answer = Client(SERVER_NAME="localhost").get(address(pattern, cast.case_id))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_a_function_that_lacks_a_right_sees_the_page_and_is_refused(cast):
    from goodoffices.office.access.kinds import Role
    from goodoffices.office.models import Membership

    with transaction.atomic():
        row = Membership.objects.get(pk=cast.view("mara").actor.pk)
        row.roles = [Role.INTERPRETER]
        row.save()
    assert cast.get("mara", "report").status_code == 403
    assert cast.get("mara", "notes").status_code == 200


def test_rights_are_only_those_of_the_table():
    assert all(TABLE[right] for right in Right)
    assert TABLE[Right.SEE_REPORT].keys() == {"mediation"}
    assert TABLE[Right.SEE_CASE] is EVERYBODY


def test_forged_and_ended_sessions_open_nothing(cast):
    from django.test import Client

    forged = Client(SERVER_NAME="localhost")
    forged.cookies["office"] = "a" * 32
    assert forged.get(cast.path()).status_code == 302
    assert cast.post("north", "people/leave-now").status_code == 302
    assert cast.get("north").status_code == 302
    assert cast.get("south").status_code == 200


def test_headers_are_strict_on_every_answer(cast):
    for client, place in (
        (cast.clients["mara"], cast.path()),
        (cast.clients["sam"], "/nowhere"),
        (cast.clients["mara"], "/accounts/login/"),
    ):
        answer = client.get(place)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer["Cache-Control"].startswith("no-store") or "no-cache" in answer["Cache-Control"]
        assert answer["X-Frame-Options"] == "DENY"
