"""Approvals that a passkey signs: of this statement and no other, checked offline; a refusal is never signed."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from django.db import transaction

from goodoffices.office.models import JointStatement
from goodoffices.record.kinds import SIGNED_BY_PASSKEY, STATEMENT_ANSWERED
from goodoffices.record.verifier.checking import verify
from tests.office.cast import Cast, act
from tests.office.record.made_device import Device, signed_on
from tests.office.statements.test_statements import HOUR, answered, begun, entries, page, put
from tests.office.talks.test_rounds import text as page_text


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def test_who_has_a_passkey_signs_her_approval_and_anybody_checks_it_offline(cast):
    call = put(cast, begun(cast))
    device = Device(cast.people["north"])
    with act("north reads", 5):
        shown = cast.get("north", f"statements/{call}/answer").content.decode()
        once = re.search(r'name="idempotency_key"\s+value="([^"]*)"', shown)[1]
        statement = cast.clients["north"].get(cast.path(f"statements/{call}/answer/{once}") + "statement.json").content
        assert hashlib.sha256(statement).hexdigest() in shown
        sent = {"statement": call, "agrees": "yes", "sha256": json.loads(statement)["payload"]["sha256"], **signed_on(shown, device)}
        assert cast.post("north", f"statements/{call}/answer", **sent).status_code == 302
    assert answered(cast, "south", call).status_code == 302
    with act("north looks", 6):
        page_of = cast.get("north", "record").content.decode()
        links = re.findall(r'href="([^"]*)" download>Download the log', page_of)
        bundles = [cast.clients["north"].get(one).content for one in links]
    found = max((verify(one) for one in bundles), key=lambda one: len(one.signed))
    assert (found.verdict, len(found.signed)) == ("consistent", 1)
    assert "signed with a passkey" in page_text_of(page_of)
    assert "Public since" in page(cast, "olga", HOUR)


def test_a_signature_of_another_statement_is_refused_and_a_refusal_is_never_signed(cast):
    text = begun(cast)
    first, second = put(cast, text), put(cast, text, 3)
    device = Device(cast.people["north"])
    with act("north signs the first and sends it for the second", 5):
        shown = {one: cast.get("north", f"statements/{one}/answer").content.decode() for one in (first, second)}
        digests = {one: re.search(r'name="sha256" value="([0-9a-f]{64})"', shown[one])[1] for one in (first, second)}
        signed = signed_on(shown[first], device)
        refused = cast.post("north", f"statements/{second}/answer", statement=second, agrees="yes", sha256=digests[second], **signed)
        assert (refused.status_code, "Your device" in page_text(refused)) == (422, True)
        no = cast.post("north", f"statements/{first}/answer", statement=first, agrees="no", sha256=digests[first], **signed)
        assert no.status_code == 302
    assert [one["agrees"] for one in entries(cast, "north", STATEMENT_ANSWERED)] == [False]
    assert entries(cast, "north", SIGNED_BY_PASSKEY) == []


def page_text_of(shown: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", shown))


def test_what_is_published_hangs_on_nobodys_language(cast):
    text = begun(cast)
    folders = []
    for language, minute in (("en", 2), ("ar", 3)):
        with act(f"mara reads {language}", minute):
            cast.clients["mara"].post("/language/", {"language": language, "came_from": "/"})
        put(cast, text, minute)
    with transaction.atomic():
        for row in JointStatement.objects.order_by("call__closes_at", "pk"):
            folders.append((row.content["by"], row.content["texts"]))
    assert folders[0] == folders[1] == (["Northland", "Southland"], folders[0][1])
