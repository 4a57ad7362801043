"""What is read of calendar feeds: whether somebody has one, and what it holds."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from goodoffices.formats.results.calendar_file import calendar_text
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.models import CalendarFeed
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.sealing.keys import NotOpened
from goodoffices.office.talks.readings import read_talks
from goodoffices.procedure import TimelineEvent, rounds_to_tell


def digest_of(token: str) -> bytes:
    """Make what is kept of a link: the digest of what it holds."""
    return hashlib.sha256(token.encode()).digest()


def feed_made_at(view: CaseView) -> datetime.datetime | None:
    """Tell when she made her link; None where she has none."""
    row = CalendarFeed.objects.filter(membership_id=view.actor.pk).first()
    return None if row is None else row.made_at


class NoSuchFeed(Exception):
    """A link that there is not, that has ended, or whose case cannot be opened."""


@contextmanager
def one_fault() -> Iterator[None]:
    """Let whatever is wrong with a link be the same fault. Raises `NoSuchFeed`."""
    try:
        yield
    except (NotOpened, Refused):
        raise NoSuchFeed from None


def find_fed_case(digest: bytes) -> tuple[CaseView, str]:
    """Find the case that a link fetches, as its owner sees it, and her language.

    Raises `NoSuchFeed` where there is no such link, or what it hangs on does not hold any more.
    """
    row = CalendarFeed.objects.filter(digest=digest).select_related("person").first()
    if row is None or not row.person.is_active:
        raise NoSuchFeed
    view = CaseView.for_person(row.person_id, row.case_id)
    if view is None or view.actor.pk != row.membership_id:
        raise NoSuchFeed
    if view.is_locked or not (view.may(Right.HAVE_FEED) and view.allows_feeds):
        raise NoSuchFeed
    return view, row.person.language


def feed_text(view: CaseView) -> str:
    """Write her feed: rounds of which anybody may speak, and of each what may be said.

    It is the same for everybody in the case whose language is the same, but for the ids of its
    lines.
    """
    events = [
        TimelineEvent(at=one.begins, until=one.ends, kind="round", of=one)
        for one in rounds_to_tell(read_talks(view).talks)
    ]
    return calendar_text(
        events,
        (),
        wording_for_reader(view.case),
        made_at=clock_and_chance.now().astimezone(datetime.UTC),
        secret=view.secret_for("calendar feed"),
    )
