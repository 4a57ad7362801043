"""Invitations: a link and a second code, once, for a while; digests alone are kept."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from goodoffices.office.models import Invitation, Membership, Person, Side
from goodoffices.office.people import inviting
from goodoffices.office.people.inviting import digest_of, invite_mediator
from goodoffices.office.refusal import Refused
from tests.cases import EXAMPLES
from tests.office.cast import START, Cast, act
from tests.office.test_hostile import zipped


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def invited(cast, name="Nils", side="northland", by="north"):
    page = cast.post(by, "people/invite", name=name, side=str(cast.side(side).pk), role="delegate").content.decode()
    link = re.search(r"/invitation/([A-Z0-9-]+)", page)[1]
    second = re.search(r"the-code.>([A-Z0-9-]+)", page)[1]
    return link, second


def taking(client, link, second, **more):
    client.get(f"/invitation/{link}")
    return client.post("/invitation/", {"second": second, "password": "a long pass phrase", "read": "yes", **more})


def test_an_invitation_makes_an_account_and_a_standing_once(cast):
    link, second = invited(cast)
    client = Client(SERVER_NAME="localhost")
    assert taking(client, link, second).status_code == 302
    assert client.get(cast.path()).status_code == 200
    assert "this one" in client.get("/you/sessions/").content.decode()
    assert client.get(cast.path("report")).status_code == 404
    people = Person.objects.count()
    again = taking(Client(SERVER_NAME="localhost"), link, second)
    assert (again.status_code, "not valid" in again.content.decode()) == (422, True)
    assert Person.objects.count() == people


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


def test_a_weak_password_and_an_unread_page_are_refused(cast):
    link, second = invited(cast)
    for more in ({"password": "password1234"}, {"password": "short"}, {"read": ""}):
        assert taking(Client(SERVER_NAME="localhost"), link, second, **more).status_code == 422, more
    assert taking(Client(SERVER_NAME="localhost"), link, second).status_code == 302


def test_a_password_that_is_too_long_is_refused_and_not_cut(cast):
    link, second = invited(cast)
    client = Client(SERVER_NAME="localhost")
    refused = taking(client, link, second, password="seven green harbours wait " * 10)
    assert (refused.status_code, "has up to 200 characters" in refused.content.decode()) == (422, True)
    assert 'id="password_error"' in refused.content.decode()
    assert taking(client, link, second, password=("seven green harbours wait " * 10)[:200]).status_code == 302


def test_one_person_stands_on_one_side_of_a_case(cast):
    link, second = invited(cast, by="south", side="southland")
    answer = taking(cast.clients["north"], link, second)
    assert (answer.status_code, "one side" in answer.content.decode()) == (422, True)


def test_a_lead_invites_to_her_own_side_alone(cast):
    side = str(cast.side("southland").pk)
    assert cast.post("north", "people/invite", name="Spy", side=side, role="delegate").status_code == 422
    # The act itself refuses it, whatever a form lets through.
    with transaction.atomic():
        view = cast.view("north")
    with transaction.atomic(), pytest.raises(Refused, match=str(inviting.NOT_ONES_OWN)):
        inviting.invite(view, cast.side("southland").pk, "Spy", ["lead"], None)


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
    assert taking(client, made.token, made.second).status_code == 302
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


def test_the_mediation_invites_the_first_person_of_a_party_and_nobody_after(cast):
    refused = cast.post("mara", "people/invite", name="Spy", side=str(cast.side("southland").pk), role="lead")
    assert (refused.status_code, "first person of another" in refused.content.decode()) == (422, True)
    with transaction.atomic():
        membership = cast.view("south").actor.pk
    assert cast.post("mara", "people/end", membership=str(membership)).status_code == 409


def test_of_two_invitations_by_the_mediation_the_first_taken_up_ends_the_other(office):
    made = invite_mediator("Mara")
    mara = Client(SERVER_NAME="localhost")
    taking(mara, made.token, made.second)
    content = zipped({p.relative_to(EXAMPLES / "strait").as_posix(): p.read_bytes() for p in (EXAMPLES / "strait").rglob("*.yaml")})
    upload = {"folder": SimpleUploadedFile("case.zip", content), "idempotency_key": "7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1d"}
    case = mara.post("/cases/new/", upload)["Location"]
    side = str(Side.objects.get(party="northland").pk)
    pairs = []
    for number in range(2):
        form = f"7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b2{number}"
        page = mara.post(f"{case}people/invite/", {"name": "Nora", "side": side, "role": "lead", "idempotency_key": form}).content.decode()
        pairs.append((re.search(r"/invitation/([A-Z0-9-]+)", page)[1], re.search(r"the-code.>([A-Z0-9-]+)", page)[1]))
    first, second = pairs
    nora = Client(SERVER_NAME="localhost")
    assert taking(nora, *first).status_code == 302
    people = Person.objects.count()
    late = taking(Client(SERVER_NAME="localhost"), *second)
    assert (late.status_code, "not valid" in late.content.decode()) == (422, True)
    assert Person.objects.count() == people


def test_an_invitation_ends_with_who_made_it_with_leave_now_and_when_it_is_taken_back(cast):
    spare, second = invited(cast, by="north")
    page = cast.get("north", "people").content.decode()
    found = re.search(r'name="invitation"\s+value="([0-9a-f-]+)"', page)[1]
    assert cast.post("south", "people/revoke", invitation=found).status_code == 302
    assert "Invited, not here yet" in cast.get("north", "people").content.decode()
    assert cast.post("north", "people/revoke", invitation=found).status_code == 302
    assert taking(Client(SERVER_NAME="localhost"), spare, second).status_code == 422
    spare, second = invited(cast, by="north", name="Later")
    cast.post("north", "people/leave-now")
    assert taking(Client(SERVER_NAME="localhost"), spare, second).status_code == 422
    spare, second = invited(cast, by="south", side="southland", name="Third")
    with transaction.atomic():
        from goodoffices.office.models import Membership

        Membership.objects.filter(pk=cast.view("south").actor.pk).update(ended_at="2026-11-24T10:00:00Z")
    assert taking(Client(SERVER_NAME="localhost"), spare, second).status_code == 422


def test_an_invitation_that_ended_while_it_was_being_taken_up_is_refused(cast, monkeypatch):
    link, second = invited(cast, by="south", side="southland", name="Third")
    with transaction.atomic():
        Membership.objects.filter(pk=cast.view("south").actor.pk).update(ended_at="2026-11-24T10:00:00Z")
    # As it stood when the page was looked at.
    monkeypatch.setattr(inviting, "is_over", lambda invitation: False)
    assert taking(Client(SERVER_NAME="localhost"), link, second).status_code == 422


def test_what_a_person_is_in_the_middle_of_lies_sealed_in_her_session(cast):
    from goodoffices.office.access.sessions import content_of
    from goodoffices.office.models import Session

    client = Client(SERVER_NAME="localhost")
    client.post("/accounts/login/", {"login": "north", "password": "north: a long pass phrase"})
    client.post("/accounts/reauthenticate/", {"password": "north: a long pass phrase"})
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    [row] = Session.objects.filter(pk=client.session.row)
    assert content_of(row)["mfa.totp.secret"].encode() not in bytes(row.sealed)
    assert b"_auth_user_id" not in bytes(row.sealed)


def test_an_authenticator_app_and_recovery_codes_guard_the_way_in(cast):
    """TOTP is set up with its code, asked for at the next sign-in, and a recovery code works once in its place."""
    import time

    from allauth.mfa.totp.internal import auth
    from django.test import Client

    def sign_in(browser):
        return browser.post("/accounts/login/", {"login": "north", "password": "north: a long pass phrase"})

    browser = Client(SERVER_NAME="localhost")
    assert sign_in(browser).status_code == 302
    assert "/reauthenticate/" in browser.get("/accounts/2fa/totp/activate/")["Location"]
    browser.post("/accounts/reauthenticate/", {"password": "north: a long pass phrase"})
    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"\b[A-Z2-7]{32}\b", page)[0]
    code = auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))
    assert browser.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
    codes = re.findall(r"\b[0-9a-f]{8}\b", browser.get("/accounts/2fa/recovery-codes/").content.decode())
    assert len(codes) >= 8
    again = Client(SERVER_NAME="localhost")
    assert sign_in(again)["Location"].startswith("/accounts/2fa/authenticate/")
    assert again.get("/").status_code == 302
    assert again.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert again.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert again.get("/").status_code == 200
    third = Client(SERVER_NAME="localhost")
    sign_in(third)
    assert third.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 200
    assert third.get("/").status_code == 302


def test_a_refused_form_of_the_people_keeps_what_was_typed_into_it_and_marks_no_other(cast):
    side = str(cast.side("southland").pk)
    page = cast.post("mara", "people/invite", name="Ada", side=side, role=["nothing"]).content.decode()
    assert "Somebody on this side does not do that" in page
    assert 'name="name" value="Ada"' in page
    assert page.count('value="Ada"') == 1
    page = cast.post("mara", "people/side", kind="guarantor", name=" ")
    assert (page.status_code, page.content.decode().count('class="error"')) == (422, 2)
    assert 'data-field="side-name"' in page.content.decode()
    assert '<option value="guarantor" selected>' in page.content.decode()


def test_nothing_but_yes_is_a_yes(cast):
    assert cast.post("south", "people/withdraw", sure="no").status_code == 409
    assert cast.post("south", "people/withdraw", sure="yes").status_code == 302
    assert cast.post("south", "people/clear-away", sure="no").status_code == 409
    with transaction.atomic():
        row = cast.view("north").actor
        row.roles = ["adviser"]
        row.save()
    assert "You do not speak for Northland" in cast.post("north", "people/leave-now", sure="no").content.decode()


def test_a_session_that_is_none_is_refused_in_words_and_ends_nothing(cast):
    other = Client(SERVER_NAME="localhost")
    other.force_login(cast.people["north"], backend="allauth.account.auth_backends.AuthenticationBackend")
    for row in ("x" * 65, "\0"):
        assert cast.clients["north"].post("/you/sessions/", {"row": row}).status_code == 422
    assert other.get("/").status_code == 200


def test_each_role_names_the_sides_on_which_it_is_offered(cast):
    """A script shows those of the side that is chosen; of another side only those who speak for it, for they come first."""
    with transaction.atomic():
        cast.view("mara")
        Membership.objects.filter(side=cast.side("northland")).update(ended_at=START)
        mediation, north = str(cast.mediation()), str(cast.side("northland").pk)
    page = cast.get("mara", "people").content.decode()
    where = {role: ids.split() for ids, role in re.findall(r'data-where="([^"]*)">.*?name="role" value="(\w+)"', page, re.S)}
    assert mediation in where["team"]
    assert north not in where["team"]
    assert north in where["principal"]
    assert {mediation, north} <= {*where["lead"]}
    assert str(cast.side("southland").pk) not in page.split('id="of-side"')[1].split("</select>")[0]
