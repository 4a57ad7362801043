"""Reminders: off by default; one sentence, the same to everybody at the same hours, whatever happened in any case."""

from __future__ import annotations

import datetime
import re
import socket

import pytest
from django.conf import settings

from goodoffices.office.models import Person
from goodoffices.office.people.commands import set_reminders
from goodoffices.office.refusal import Refused
from goodoffices.office.reminders.mail_server import MailServer, is_address, mail_server_from
from goodoffices.office.reminders.sending import LATE, remind_where_due
from goodoffices.office.sealing.places import OfficeError
from tests.office.cast import Cast
from tests.office.reminders.made_mail_server import made_mail_server
from tests.office.talks.test_rounds import text

NAMED = {
    "GOODOFFICES_SMTP": "smtps://office:s%40fe@mail.example:4465",
    "GOODOFFICES_SMTP_FROM": "post@mail.example",
    "GOODOFFICES_REMINDERS_AT": "16:30, 07:00",
}
SEVEN = datetime.datetime(2026, 11, 25, 7, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


@pytest.fixture
def server(monkeypatch):
    with made_mail_server() as made:
        port = made.server_address[1]
        named = {"sender": "post@mail.example", "hours": (datetime.time(7), datetime.time(16, 30))}
        monkeypatch.setattr(
            settings, "MAIL_SERVER", MailServer(host="127.0.0.1", port=port, is_sealed=False, name="", password="", **named)
        )
        yield made


def asked(cast, *names) -> None:
    for name in names:
        set_reminders(cast.people[name].pk, f"{name}@home.example")


def test_they_are_off_until_a_mail_server_is_named(cast, monkeypatch):
    assert mail_server_from({}) is None
    assert settings.MAIL_SERVER is None
    assert "Reminders by e-mail" not in text(cast.clients["north"].get("/you/"))
    assert cast.clients["north"].post("/you/reminders/", {"mail": "n@home.example"}).status_code == 404
    asked(cast, "north")
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("something was sent"))
    assert remind_where_due(SEVEN) == 0


def test_everybody_who_asked_gets_the_same_sentence_on_whatever_side_and_whatever_happened(cast, server):
    asked(cast, "mara", "north", "south", "olga")
    cast.post("mara", "items", item_kind="question", words="Would you?", to="northland")
    assert remind_where_due(SEVEN) == 4
    assert sorted(to for to, _ in server.mails) == [f"{one}@home.example" for one in ("mara", "north", "olga", "south")]
    alike = {re.sub(r"(?m)^(To|Message-ID): .*$", "", mail) for _, mail in server.mails}
    [mail] = alike
    assert "Date: Wed, 25 Nov 2026 07:00:00 +0000" in mail
    for word in ("Strait", "Northland", "Mara", "http", "localhost", "Would", socket.gethostname()):
        assert word.lower() not in mail.lower()
    assert set(server.greeted) == {"ehlo localhost"}


def test_an_hour_is_kept_once_and_left_out_where_the_office_slept_through_it(cast, server):
    asked(cast, "north")
    assert remind_where_due(SEVEN - MINUTE) == 0
    assert remind_where_due(SEVEN + MINUTE) == 1
    assert remind_where_due(SEVEN + 2 * MINUTE) == 0
    assert remind_where_due(SEVEN + LATE + MINUTE) == 0
    afternoon = SEVEN.replace(hour=16, minute=30)
    assert remind_where_due(afternoon + LATE + MINUTE) == 0
    assert remind_where_due(SEVEN + datetime.timedelta(days=1)) == 1


def test_an_hour_before_midnight_is_kept_after_it(cast, server, monkeypatch):
    asked(cast, "north")
    late = MailServer(**{**settings.MAIL_SERVER.__dict__, "hours": (datetime.time(23, 58),)})
    monkeypatch.setattr(settings, "MAIL_SERVER", late)
    assert remind_where_due(datetime.datetime(2026, 11, 26, 0, 3, tzinfo=datetime.UTC)) == 1


def test_one_that_cannot_be_sent_keeps_nobody_else_s_away_and_is_named_nowhere(cast, server, caplog):
    set_reminders(cast.people["mara"].pk, "nobody@home.example")
    asked(cast, "north", "south")
    assert remind_where_due(SEVEN) == 2
    assert "some reminders could not be sent: SMTPRecipientsRefused" in caplog.text
    assert "nobody" not in caplog.text


def test_whatever_one_address_does_the_others_are_reminded(cast, server, monkeypatch):
    asked(cast, "mara", "north", "south")
    row = Person.objects.get(sign_in_name="mara")
    Person.objects.filter(pk=row.pk).update(mail_sealed=b"changed outside this office")
    assert remind_where_due(SEVEN) == 2
    real = MailServer.send

    def breaks(self, to, at):
        if to.startswith("north"):
            raise IndexError("a mistake in a library")
        return real(self, to, at)

    monkeypatch.setattr(MailServer, "send", breaks)
    assert remind_where_due(SEVEN.replace(hour=16, minute=30)) == 1


def test_who_stands_in_no_case_or_erased_her_account_gets_none(cast, server):
    asked(cast, "south")
    stranger = Person(sign_in_name="stranger", name="Stranger", joined_at=SEVEN)
    stranger.set_unusable_password()
    stranger.save(force_insert=True)
    set_reminders(stranger.pk, "stranger@home.example")
    assert remind_where_due(SEVEN) == 1
    set_reminders(cast.people["south"].pk, "")
    assert remind_where_due(SEVEN.replace(hour=16, minute=30)) == 0


def test_an_address_is_given_on_one_s_own_page_and_lies_sealed(cast, server):
    client = cast.clients["north"]
    page = text(client.get("/you/"))
    assert "At 07:00, 16:30 (UTC) everybody who asked for it gets the same sentence" in page
    assert client.post("/you/reminders/", {"mail": "no address"}).status_code == 422
    assert client.post("/you/reminders/", {"mail": "north@home.example"}).status_code == 302
    row = Person.objects.get(sign_in_name="north")
    assert row.mail == "north@home.example"
    assert b"north@home" not in bytes(row.mail_sealed)
    assert "north@home.example" in client.get("/you/my-data.json").content.decode()
    assert "north@home.example" not in cast.get("mara", "people").content.decode()


def test_the_variables_of_a_mail_server_are_read():
    read = mail_server_from(NAMED)
    assert (read.host, read.port, read.is_sealed, read.name, read.password) == ("mail.example", 4465, True, "office", "s@fe")
    assert read.hours == (datetime.time(7), datetime.time(16, 30))
    plain = mail_server_from({**NAMED, "GOODOFFICES_SMTP": "smtp://localhost"})
    assert (plain.port, plain.is_sealed) == (587, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GOODOFFICES_SMTP", "http://mail.example"),
        ("GOODOFFICES_SMTP", "smtps://name:secret@:x"),
        ("GOODOFFICES_SMTP", "smtps://name:secret@host:port"),
        ("GOODOFFICES_SMTP_FROM", ""),
        ("GOODOFFICES_SMTP_FROM", "Office <post@mail.example>"),
        ("GOODOFFICES_REMINDERS_AT", ""),
        ("GOODOFFICES_REMINDERS_AT", "25:00"),
    ],
)
def test_a_wrong_variable_keeps_the_office_from_starting_and_no_password_is_repeated(name, value):
    with pytest.raises(OfficeError, match=name) as said:
        mail_server_from({**NAMED, name: value})
    assert "secret" not in str(said.value)


def test_what_is_no_address_is_refused():
    for written in (
        "/&.:#-@x.org",
        "=?utf-8?q?=0A?=@x.org",
        "=?utf-8?q?a=40b.org=2C_c?=@x.org",
        ".a@b",
        "a@.b",
        "ä@b",
        "a@b\nBcc: c@d",
        "a@b, c@d",
        "<a@b>",
        "a b@c",
        "@b",
        "a@",
    ):
        assert not is_address(written), written
    with pytest.raises(Refused):
        set_reminders(None, "a@b\r\nX: y")


def test_another_machine_s_server_is_sent_nothing_without_tls(monkeypatch):
    told = []
    with made_mail_server() as made:
        real = socket.create_connection
        monkeypatch.setattr(socket, "create_connection", lambda address, *a, **k: real(("127.0.0.1", made.server_address[1]), *a, **k))
        far = mail_server_from({**NAMED, "GOODOFFICES_SMTP": "smtp://mail.example"})
        with pytest.raises(Exception, match="STARTTLS"):
            far.send("north@home.example", SEVEN)
        told += made.mails
    assert told == []
