"""Write the days of an agreement as a calendar (RFC 5545): ends, deadlines, what comes again."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

from icalendar import Calendar, Event

from goodoffices.agreement import Agreement, Life, ObligationState, owed_at
from goodoffices.agreement.period import PeriodEnd
from goodoffices.report.talks_in_words import shortened
from goodoffices.report.terms_in_words import TermWords
from goodoffices.report.wording import Wording

#: Characters of a summary; what is longer stands in the description.
MOST_SUMMARY = 90
_OPEN = (ObligationState.NOT_YET, ObligationState.DUE, ObligationState.OVERDUE)


def agreement_calendar(
    agreement: Agreement,
    lives: Sequence[Life],
    w: Wording,
    *,
    made_at: datetime.datetime,
    secret: bytes,
) -> str:
    """Write the end of each text and the last day of each open obligation as a calendar's text.

    ``secret``: what the ids hang on, another one for each reader. ``made_at``: in UTC. The same
    arguments give the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Good Offices//agreement//EN")
    calendar.add("version", "2.0")
    words = TermWords(agreement, w)
    for life in lives:
        if life.end is not None and life.ending is None:
            name = w._("End of: {text}").format(text=w.text(life.text.name))
            calendar.add_component(_entry(name, life.end, f"end {life.text.id}", made_at, secret))
    for owed in owed_at(agreement, lives):
        if owed.due is not None and owed.state in _OPEN and owed.obligation.is_a_duty:
            name = w._("Due: {text}").format(text=words.short(owed.obligation))
            key = f"owed {owed.obligation.id} {owed.occurrence}"
            calendar.add_component(_entry(name, owed.due, key, made_at, secret))
    return str(calendar.to_ical().decode())


def _entry(
    words: str, end: PeriodEnd, key: str, made_at: datetime.datetime, secret: bytes
) -> Event:
    entry = Event()
    entry.add("uid", hashlib.blake2b(key.encode(), key=secret[:64], digest_size=20).hexdigest())
    entry.add("dtstamp", made_at)
    entry.add("class", "CONFIDENTIAL")
    short = shortened(words, MOST_SUMMARY)
    entry.add("summary", short)
    if short != words:
        entry.add("description", words)
    if end.last_day is None:
        entry.add("dtstart", end.after)
    else:
        entry.add("dtstart", end.last_day)
        entry.add("dtend", end.last_day + datetime.timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    return entry
