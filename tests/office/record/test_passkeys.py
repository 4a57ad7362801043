"""Two signatures that are not confused: the office's, that something was recorded, and a person's, that she approved it."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import uuid

import pytest
from django.db import transaction
from django.test import Client

from goodoffices.office.cases.readings import read_open_change
from goodoffices.office.models import Membership
from goodoffices.office.record.signing import sign_where_due
from goodoffices.record.verifier.checking import verify
from goodoffices.record.verifier.program import read_kept
from tests.office.cases.test_building import changed
from tests.office.cast import Cast
from tests.office.conftest import LATER
from tests.office.record.made_device import Device, challenge_on, signed_on


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


@pytest.fixture
def asked(cast):
    """A change lies before the parties; north's lead has a passkey."""
    cast.change = changed(cast)
    cast.device = Device(cast.people["north"])
    return cast


def answer(cast, device=None, agrees="yes", **sent):
    """North's lead opens the page of the change and answers; a device signs what the page asks for."""
    page = cast.get("north", "change").content.decode()
    return cast.post("north", "change", **{"change": str(cast.change), "agrees": agrees} | signed_on(page, device) | sent)


def challenge(cast):
    return challenge_on(cast.get("north", "change").content.decode())


def log_of(cast):
    """North's log as north takes it away, verified offline."""
    page = cast.get("north", "record").content.decode()
    taken = [cast.clients["north"].get(address).content for address in re.findall(r'href="([^"]*)" download>Download the log', page)]
    [bundle] = [one for one in taken if b'"label":"parties"' not in one.splitlines()[0]]
    return bundle, verify(bundle)


def kinds(bundle):
    """The kinds of a log's entries, but for the office's own key."""
    found = [json.loads(json.loads(line)["content"])["kind"] for line in bundle.splitlines() if line.startswith(b'{"content"')]
    return [kind for kind in found if kind != "office.key"]


def test_who_has_a_passkey_signs_her_consent_and_anybody_checks_it_offline(asked):
    assert answer(asked, asked.device).status_code == 302
    bundle, found = log_of(asked)
    assert kinds(bundle)[-3:] == ["person.key", "case.consent", "person.signature"]
    # What is signed is under a checkpoint at once.
    assert (found.verdict, len(found.signed), found.complete_up_to) == ("consistent", 1, found.entries)
    page = re.sub(r"\s+", " ", asked.get("north", "record").content.decode())
    assert "signed with a passkey; read by Northland" in page
    assert "attested by the office" not in page


def test_her_passkey_is_announced_once_in_a_log(asked):
    for _ in range(2):
        answer(asked, asked.device)
    bundle, found = log_of(asked)
    assert kinds(bundle)[-5:] == ["person.key", "case.consent", "person.signature", "case.consent", "person.signature"]
    assert len(found.signed) == 2


def test_without_a_passkey_or_without_signing_the_office_attests_the_act(cast):
    cast.change = changed(cast)
    assert "passkey-options" not in cast.get("north", "change").content.decode()
    answer(cast)
    Device(cast.people["north"])
    assert "We agree, without" in cast.get("north", "change").content.decode()
    answer(cast)
    bundle, found = log_of(cast)
    assert kinds(bundle)[-2:] == ["case.consent", "case.consent"]
    assert found.signed == ()
    page = re.sub(r"\s+", " ", cast.get("north", "record").content.decode())
    assert page.count("attested by the office; read by Northland") == 2


def test_a_refusal_is_never_signed(asked):
    answer(asked, asked.device, agrees="no")
    bundle, found = log_of(asked)
    assert kinds(bundle)[-1] == "case.consent"
    assert (found.signed, b"person.signature" in bundle) == ((), False)
    page = asked.get("north", "record").content.decode()
    assert "attested by the office" not in page


def elsewhere(cast):
    with transaction.atomic():
        return Device(cast.people["mara"])


def signed_otherwise(cast, **how):
    """What is sent of a signature of this page that was made in another way."""
    page = cast.get("north", "change").content.decode()
    sent = {"change": str(cast.change), "agrees": "yes"} | signed_on(page, None)
    return sent | {"signature": cast.device.signs(challenge_on(page), **how)}


WRONG = {
    "another's passkey": lambda cast: answer(cast, elsewhere(cast)),
    "another challenge": lambda cast: answer(cast, signature=cast.device.signs(b"\0" * 32)),
    "nobody known": lambda cast: cast.post("north", "change", **signed_otherwise(cast, flags=1)),
    "a frame of another site": lambda cast: cast.post("north", "change", **signed_otherwise(cast, crosses=True)),
    "a signature of another page": lambda cast: answer(cast, signature=cast.device.signs(challenge(cast))),
    "no JSON": lambda cast: answer(cast, signature="{"),
    "another thing": lambda cast: answer(cast, signature="[]"),
    "parts missing": lambda cast: answer(cast, signature='{"id": "AA"}'),
    "far too deep": lambda cast: answer(cast, signature=19_000 * "["),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_signature_of_this_statement_is_refused_and_nothing_is_entered(asked, name):
    before, _ = log_of(asked)
    refused = WRONG[name](asked)
    assert refused.status_code == 409
    assert "go on without signing" in refused.content.decode()
    after, _ = log_of(asked)
    assert kinds(after) == kinds(before)
    with transaction.atomic():
        assert read_open_change(asked.view("north")).said == {}


def test_what_is_signed_can_be_compared_with_the_files_that_one_takes_away(asked):
    page = asked.get("north", "change").content.decode()
    digest = re.search(r"<code>([0-9a-f]{64})</code>", page)[1]
    statement = asked.clients["north"].get(re.search(r'href="([^"]*statement\.json)"', page)[1]).content
    case = asked.clients["north"].get(re.search(r'href="([^"]*change/case\.yaml)"', page)[1]).content
    assert hashlib.sha256(statement).hexdigest() == digest
    said = json.loads(statement)
    assert said["payload"] == {"agrees": True, "party": "northland", "sha256": hashlib.sha256(case).hexdigest()}
    wanted = hashlib.sha256(b"goodoffices/statement/1\n" + bytes.fromhex(digest)).digest()
    assert challenge_on(page) == wanted


def test_where_no_change_lies_before_the_parties_there_is_nothing_to_take_away(cast):
    for page in ("change/case.yaml", "change/00000000-0000-4000-8000-000000000007/statement.json"):
        assert cast.clients["north"].get(cast.path() + page).status_code == 404


def approve(cast, device, label="party:northland", **sent):
    """North's lead opens the page of a checkpoint, and her device approves it."""
    page = cast.get("north", f"record/approval/{label}").content.decode()
    size = re.search(r'name="size"\s+value="([^"]*)"', page)[1]
    return cast.post("north", f"record/approval/{label}", **{"size": size} | signed_on(page, device) | sent)


@pytest.fixture
def signed_hourly(cast):
    cast.device = Device(cast.people["north"])
    sign_where_due(LATER + datetime.timedelta(hours=1))
    return cast


@pytest.mark.parametrize("label", ["party:northland", "parties"])
def test_a_checkpoint_is_approved_with_a_passkey_and_the_file_verifies_with_a_later_log(signed_hourly, label):
    answer = approve(signed_hourly, signed_hourly.device, label)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.checkpoint"')
    approve(signed_hourly, signed_hourly.device, label)
    bundle = signed_hourly.clients["north"].get(signed_hourly.path() + f"record/log/{label}").content
    assert kinds(bundle)[-1] == "person.key"
    assert bundle.count(b"person.key") == 1
    found = verify(bundle, [read_kept(answer.content)])
    size = read_kept(answer.content).size
    assert (found.verdict, [n for _, n in found.approved]) == ("consistent", [size])
    assert b"goodoffices/person/" not in signed_hourly.clients["north"].get(signed_hourly.path() + f"record/checkpoint/{label}").content


@pytest.mark.parametrize(
    "sent",
    [
        {"signature": ""},
        {"signature": "{}"},
        {"size": "1000"},
        {"size": "x"},
    ],
)
def test_a_false_approval_is_refused_and_announces_nothing(signed_hourly, sent):
    assert approve(signed_hourly, signed_hourly.device, **sent).status_code == 409
    assert approve(signed_hourly, Device(signed_hourly.people["mara"])).status_code == 409
    bundle, _ = log_of(signed_hourly)
    assert b"person.key" not in bundle


def test_who_has_no_passkey_is_led_to_one_and_who_reads_no_such_log_finds_none(cast):
    sign_where_due(LATER + datetime.timedelta(hours=1))
    assert "You have no passkey that signs" in cast.get("north", "record/approval/parties").content.decode()
    assert cast.get("north", "record/approval/party:southland").status_code == 404
    assert cast.get("north", "record/approval/mediation").status_code == 404


def joined(cast, name, role):
    """Somebody more of north's side, signed in and told, with a device."""
    from goodoffices.office.access.kinds import Role
    from goodoffices.office.people.commands import join_by_office

    with transaction.atomic():
        cast._person(name)
        Membership.objects.of_person(cast.people[name].pk)
        join_by_office(cast.people[name], cast.side("northland"), [Role(role)])
    cast.clients[name] = Client(SERVER_NAME="localhost")
    cast.sign_in(name)
    cast.post(name, "told")
    return Device(cast.people[name])


def test_a_statement_is_signed_once_whoever_signs_it_again(asked):
    """Its id comes with the form: a second lead of the side could take it from the log, and spoil the log for all its readers."""
    page = asked.get("north", "change").content.decode()
    sent = {"change": str(asked.change), "agrees": "yes", **signed_on(page, asked.device)}
    assert asked.post("north", "change", **sent).status_code == 302
    device = joined(asked, "ben", "lead")
    challenge = challenge_on(page)
    refused = asked.post("ben", "change", **{**sent, "signature": device.signs(challenge)})
    assert (refused.status_code, "Load the page anew" in refused.content.decode()) == (409, True)
    _, found = log_of(asked)
    assert (found.verdict, len(found.signed)) == ("consistent", 1)


def test_only_who_speaks_for_a_side_approves_what_other_sides_read(signed_hourly):
    """An approval enters a name for all readers of the log: those of other sides did not know it."""
    device = joined(signed_hourly, "ada", "adviser")
    page = signed_hourly.get("ada", "record/approval/parties").content.decode()
    assert "would read your name in it" in page
    assert "passkey-options" not in page
    sent = {"size": "2", "signature": device.signs(b"x" * 32), "idempotency_key": str(uuid.uuid4())}
    refused = signed_hourly.post("ada", "record/approval/parties", **sent)
    assert (refused.status_code, "would read your name" in refused.content.decode()) == (409, True)
    own = signed_hourly.get("ada", "record/approval/party:northland").content.decode()
    assert "passkey-options" in own
    shared = signed_hourly.get("north", "record/approval/parties").content.decode()
    assert "learn who you are" in " ".join(shared.split())


def test_a_form_of_an_approval_acts_once(signed_hourly):
    page = signed_hourly.get("north", "record/approval/parties").content.decode()
    size = re.search(r'name="size"\s+value="([^"]*)"', page)[1]
    sent = {"size": size, **signed_on(page, signed_hourly.device)}
    assert signed_hourly.post("north", "record/approval/parties", **sent).status_code == 200
    assert signed_hourly.post("north", "record/approval/parties", **sent).status_code == 409
