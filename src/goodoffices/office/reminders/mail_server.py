"""The mail server by which reminders go, as environment variables name it."""

from __future__ import annotations

import datetime
import re
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.sealing.places import OfficeError

#: The one sentence of all reminders, and their subject. Nothing in them hangs on anything.
SENTENCE = (
    "This reminder is sent at the same hours to everybody who asked for it, "
    "whether there is something new or not."
)
SUBJECT = "A reminder"
#: Seconds that the server is waited for.
PATIENCE = 20
#: Servers on this machine, to which nothing has to be sealed on its way.
NEAR = ("localhost", "127.0.0.1", "::1")
_ADDRESS = re.compile(
    r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\Z", re.ASCII
)
#: Characters of an address.
MOST_ADDRESS = 254
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z")


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """A mail server, the address that mails come from, and the hours (UTC) of reminders.

    ``is_sealed``: TLS from the first byte; else it begins after a greeting (STARTTLS), and is left
    out on this machine alone.
    """

    host: str
    port: int
    is_sealed: bool
    name: str
    password: str
    sender: str
    hours: tuple[datetime.time, ...]

    def send(self, to: str, at: datetime.datetime) -> None:
        """Send the reminder to one address. Raises `OSError`, `smtplib.SMTPException`."""
        context = ssl.create_default_context()
        # The machine does not say its own name.
        if self.is_sealed:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, "localhost", timeout=PATIENCE, context=context
            )
        else:
            connection = smtplib.SMTP(self.host, self.port, "localhost", timeout=PATIENCE)
        with connection:
            if not self.is_sealed and self.host not in NEAR:
                connection.starttls(context=context)
            if self.name:
                connection.login(self.name, self.password)
            connection.send_message(self._reminder(to, at))

    def _reminder(self, to: str, at: datetime.datetime) -> EmailMessage:
        """Write the reminder: but for the address and the id the same for everybody."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, to, SUBJECT
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = f"<{clock_and_chance.new_id()}@{self.sender.split('@')[1]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(SENTENCE + "\n")
        return mail


def is_address(written: str) -> bool:
    """Tell whether something is written as one e-mail address is."""
    return len(written) <= MOST_ADDRESS and _ADDRESS.match(written) is not None


def mail_server_from(environment: Mapping[str, str]) -> MailServer | None:
    """Read the mail server that environment variables name; None where they name none.

    ``GOODOFFICES_SMTP`` is ``smtp://host:port`` or ``smtps://name:password@host:port``,
    ``GOODOFFICES_SMTP_FROM`` an address, ``GOODOFFICES_REMINDERS_AT`` hours such as
    ``07:00,16:30`` (UTC). Raises `OfficeError` where one of them is wrong or missing.
    """
    written = environment.get("GOODOFFICES_SMTP", "")
    if not written:
        return None
    try:
        url = urlsplit(written)
        port = url.port
    except ValueError:
        url, port = urlsplit(""), None
    if url.scheme not in ("smtp", "smtps") or not url.hostname:
        # What stands there may hold a password.
        raise OfficeError(
            "GOODOFFICES_SMTP is none: write smtp://host:port or smtps://name:password@host:port."
        )
    sender = environment.get("GOODOFFICES_SMTP_FROM", "")
    if not is_address(sender):
        raise OfficeError("GOODOFFICES_SMTP_FROM is missing: the address that reminders come from.")
    hours = [one.strip() for one in environment.get("GOODOFFICES_REMINDERS_AT", "").split(",")]
    if not all(_HOUR.match(one) for one in hours):
        raise OfficeError(
            "GOODOFFICES_REMINDERS_AT is missing: "
            "the hours of reminders in UTC, such as 07:00,16:30."
        )
    return MailServer(
        host=url.hostname,
        port=port or (465 if url.scheme == "smtps" else 587),
        is_sealed=url.scheme == "smtps",
        name=unquote(url.username or ""),
        password=unquote(url.password or ""),
        sender=sender,
        hours=tuple(sorted({datetime.time.fromisoformat(one) for one in hours})),
    )
