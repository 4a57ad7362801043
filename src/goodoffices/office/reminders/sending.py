"""Send reminders at their hours: the same to every person who asked for them, on every side.

What is sent and when hangs on no case, no act and no deadline; to whom, on that she stands in some
case. An hour that the office
slept through is left out: a late reminder would say that it had slept.
"""

from __future__ import annotations

import datetime
import logging

from django.conf import settings
from django.db import IntegrityError, transaction

from goodoffices.office.models import Membership, Person, ReminderHour
from goodoffices.office.reminders.mail_server import MailServer

#: How long after its hour a reminder is still sent.
LATE = datetime.timedelta(minutes=10)
logger = logging.getLogger("goodoffices.office")


def remind_where_due(now: datetime.datetime) -> int:
    """Send the reminders of an hour that has come, once; give to how many people.

    ``now``: in UTC. Nobody is told where a mail could not be sent; it is not tried again.
    """
    server: MailServer | None = settings.MAIL_SERVER
    if server is None or (hour := _hour_that_came(server, now)) is None or not _is_first(hour):
        return 0
    count, faults = 0, set()
    for person in _people():
        try:
            server.send(person.mail, hour)
            count += 1
        except Exception as fault:  # whatever one address does, the others are reminded
            faults.add(type(fault).__name__)
    if faults:
        logger.error("some reminders could not be sent: %s", ", ".join(sorted(faults)))
    return count


def _hour_that_came(server: MailServer, now: datetime.datetime) -> datetime.datetime | None:
    """Find the hour of reminders that has just come; None where none has."""
    days = now.date(), (now - LATE).date()
    hours = {
        datetime.datetime.combine(day, one, datetime.UTC) for day in days for one in server.hours
    }
    return max((one for one in hours if one <= now < one + LATE), default=None)


def _is_first(hour: datetime.datetime) -> bool:
    """Note that the reminders of an hour are sent; False where that was noted before."""
    try:
        with transaction.atomic():
            ReminderHour.objects.create(at=hour)
    except IntegrityError:
        return False
    ReminderHour.objects.filter(at__lt=hour).delete()
    return True


def _people() -> list[Person]:
    """List everybody who asked for reminders and stands in a case."""
    asked = Person.objects.filter(is_active=True).exclude(mail_sealed=None).order_by("pk")
    with transaction.atomic():
        return [one for one in asked if Membership.objects.of_person(one.pk).exists()]
