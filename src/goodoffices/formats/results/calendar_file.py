"""Write rounds, deadlines and due days as a calendar (RFC 5545), by the library `icalendar`.

A calendar says when and where, and never what was carried or what came of a round: whoever keeps
it for its owner reads it, too. What has no known day is left out, for a calendar cannot say "in
March". No line names a case or an address, and the ids of its events are digests, so that two
readers' calendars cannot be matched by them.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable

from icalendar import Calendar, Event

from goodoffices.procedure import Deadline, NextStep, Round, TimelineEvent
from goodoffices.report.talks_in_words import meeting_words, shortened
from goodoffices.report.wording import Wording

#: Characters of a summary; what is longer stands in the description.
MOST_SUMMARY = 90


def calendar_text(
    events: Iterable[TimelineEvent],
    steps: Iterable[NextStep],
    w: Wording,
    *,
    made_at: datetime.datetime,
    secret: bytes,
) -> str:
    """Write rounds, deadlines and the days on which next steps are due as the text of a calendar.

    ``secret``: what the ids hang on, beside the things themselves; another one for each reader. The
    same arguments give the same bytes. ``made_at``: in UTC.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Good Offices//talks//EN")
    calendar.add("version", "2.0")
    for event in events:
        if event.at.is_day_known and isinstance(event.of, Round | Deadline):
            words = _words(event.of, w)
            made = _entry(words, made_at, f"{event.kind} {event.of.id}", secret)
            _set_times(made, event)
            calendar.add_component(made)
    for step in steps:
        if step.due is not None and step.done is None and step.is_planned:
            words = w._("Due: {text}").format(text=w.text(step.text))
            made = _entry(words, made_at, f"step {step.id}", secret)
            made.add("dtstart", step.due)
            made.add("dtend", step.due + datetime.timedelta(days=1))
            made.add("transp", "TRANSPARENT")
            calendar.add_component(made)
    return str(calendar.to_ical().decode())


def _words(of: Round | Deadline, w: Wording) -> str:
    return meeting_words(of, w) if isinstance(of, Round) else w.text(of.text)


def _entry(words: str, made_at: datetime.datetime, key: str, secret: bytes) -> Event:
    entry = Event()
    entry.add("uid", hashlib.blake2b(key.encode(), key=secret[:64], digest_size=20).hexdigest())
    entry.add("dtstamp", made_at)
    entry.add("class", "CONFIDENTIAL")
    short = shortened(words, MOST_SUMMARY)
    entry.add("summary", short)
    if short != words:
        entry.add("description", words)
    return entry


def _set_times(entry: Event, event: TimelineEvent) -> None:
    """Set from when until when: to the minute in UTC where that is known, else whole days."""
    if event.at.time is not None:
        entry.add("dtstart", event.at.time.astimezone(datetime.UTC))
        if event.until is not None and event.until.time is not None:
            entry.add("dtend", event.until.time.astimezone(datetime.UTC))
        return
    last = event.at.day
    if event.until is not None and event.until.is_day_known and event.until.day > last:
        last = event.until.day
    entry.add("dtstart", event.at.day)
    entry.add("dtend", last + datetime.timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
