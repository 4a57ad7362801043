"""Invitations: a link and a second code, once, for a while; digests alone are kept."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from goodoffices.office.commands.people import digest_of, invite_mediator
from goodoffices.office.models import Invitation, Person
from tests.office.cast import Cast, act


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def invited(cast, name="Nils", side="northland", by="north"):
    page = cast.post(by, "people/invite", name=name, side=str(cast.side(side).pk), function="delegate").content.decode()
    link = re.search(r"/invitation/([A-Z0-9-]+)", page)[1]
    second = re.search(r"Second code, by another way</dt><dd><code>([A-Z0-9-]+)", page)[1]
    return link, second


def taking(client, link, second, name="nils", **more):
    client.get(f"/invitation/{link}")
    return client.post("/invitation/", {"second": second, "sign_in_name": name, "password": "a long pass phrase", "read": "yes", **more})


def test_an_invitation_makes_an_account_and_a_standing_once(cast):
    link, second = invited(cast)
    client = Client(SERVER_NAME="localhost")
    assert taking(client, link, second).status_code == 302
    assert client.get(cast.path()).status_code == 200
    assert client.get(cast.path("report")).status_code == 404
    again = taking(Client(SERVER_NAME="localhost"), link, second, "other")
    assert (again.status_code, "not valid" in again.content.decode()) == (422, True)
    assert Person.objects.filter(sign_in_name="other").count() == 0


def test_the_link_alone_or_a_wrong_second_code_is_not_enough_and_burns_nothing(cast):
    link, second = invited(cast)
    for wrong in ("", "ABCD-EFGH", second[:-1]):
        assert taking(Client(SERVER_NAME="localhost"), link, wrong).status_code == 422
    assert taking(Client(SERVER_NAME="localhost"), link, second.lower().replace("-", " ")).status_code == 302


def test_the_code_can_be_typed_instead_of_the_link(cast):
    link, second = invited(cast)
    client = Client(SERVER_NAME="localhost")
    assert "Second code" in client.post("/invitation/", {"token": link.lower()}).content.decode()
    assert taking(client, link, second).status_code == 302


def test_an_invitation_expires(cast):
    with act("an invitation"):
        link, second = invited(cast)
    with act("8 days later", minute=8 * 24 * 60):
        assert taking(Client(SERVER_NAME="localhost"), link, second).status_code == 422


def test_guessing_is_slowed_by_place_and_nobody_is_locked_out(cast):
    link, second = invited(cast)
    with act("guesses"):
        answers = [taking(Client(SERVER_NAME="localhost"), link, f"GUES{k:04}").status_code for k in range(30)]
        assert 429 in answers
        other = Client(SERVER_NAME="localhost", REMOTE_ADDR="203.0.113.9")
        assert taking(other, link, second).status_code == 302


def test_wrong_passwords_slow_a_place_and_never_lock_a_person(cast):
    with act("guesses"):
        bad = Client(SERVER_NAME="localhost", REMOTE_ADDR="203.0.113.9")
        for _ in range(30):
            last = bad.post("/accounts/login/", {"login": "north", "password": "wrong"})
        assert "Too many" in last.content.decode() or last.status_code == 429
        good = Client(SERVER_NAME="localhost")
        assert good.post("/accounts/login/", {"login": "north", "password": "north: a long pass phrase"}).status_code == 302


def test_a_weak_password_a_taken_name_and_an_unread_page_are_refused(cast):
    link, second = invited(cast)
    for more in ({"password": "password1234"}, {"password": "short"}, {"sign_in_name": "NORTH"}, {"read": ""}, {"sign_in_name": " "}):
        assert taking(Client(SERVER_NAME="localhost"), link, second, **more).status_code == 422, more
    assert taking(Client(SERVER_NAME="localhost"), link, second).status_code == 302


def test_one_person_stands_on_one_side_of_a_case(cast):
    link, second = invited(cast, by="mara", side="southland")
    answer = taking(cast.clients["north"], link, second)
    assert (answer.status_code, "one side" in answer.content.decode()) == (422, True)


def test_a_lead_invites_to_her_own_side_alone(cast):
    side = str(cast.side("southland").pk)
    assert cast.post("north", "people/invite", name="Spy", side=side, function="delegate").status_code == 409


def test_only_digests_of_codes_are_kept(cast):
    link, second = invited(cast)
    with connection.cursor() as cursor:
        cursor.execute("select digest, second, name from office_invitation")
        rows = cursor.fetchall()
    assert any(bytes(digest) == digest_of(link) and bytes(other) == digest_of(second) for digest, other, _ in rows)
    assert link not in str(rows)


def test_the_first_mediator_is_invited_from_the_command_line(office):
    made = invite_mediator("Mara Lindqvist")
    client = Client(SERVER_NAME="localhost")
    assert taking(client, made.token, made.second, "mara").status_code == 302
    assert "Open a case" in client.get("/").content.decode()
    assert Invitation.objects.get().used_at is not None


def test_the_answer_to_a_link_sends_no_referrer_and_takes_the_code_out_of_the_address(cast):
    link, _ = invited(cast)
    answer = Client(SERVER_NAME="localhost").get(f"/invitation/{link}")
    assert (answer.status_code, answer["Location"], answer["Referrer-Policy"]) == (302, "/invitation/", "no-referrer")


def test_there_is_no_sign_up_and_no_mail(office):
    client = Client(SERVER_NAME="localhost")
    for page in ("/accounts/signup/", "/accounts/password/reset/", "/accounts/email/", "/accounts/2fa/webauthn/signup/"):
        answer = client.post(page, {"username": "x", "password1": "a long pass phrase"})
        assert answer.status_code in (302, 403, 404, 405), page
    assert Person.objects.count() == 0


def test_the_secrets_of_authenticator_apps_are_sealed(cast):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(cast.people["north"], "JBSWY3DPEHPK3PXP")
    stored = str(Authenticator.objects.get(user=cast.people["north"], type="totp").data)
    assert "JBSWY3DPEHPK3PXP" not in stored
