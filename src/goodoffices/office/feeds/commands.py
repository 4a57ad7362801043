"""Allow calendar feeds of a case or end them, make one's own link and end it."""

from __future__ import annotations

import uuid

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.feeds.ending import end_feeds, refuse_where_not_allowed
from goodoffices.office.feeds.readings import digest_of
from goodoffices.office.models import CalendarFeed, CaseRow
from goodoffices.office.record.commands import common_log, record
from goodoffices.office.sealing import clock_and_chance
from goodoffices.procedure import PUBLIC
from goodoffices.record.kinds import FEEDS_ALLOWED, FEEDS_ENDED

#: Random bytes of a link.
TOKEN_BYTES = 32


def allow_feeds(view: CaseView, idempotency_key: uuid.UUID) -> None:
    """Allow calendar feeds of the case; everybody in the case reads that. Raises `Refused`."""
    with acting(view, Right.ALLOW_FEEDS, idempotency_key) as act:
        if not view.allows_feeds:
            CaseRow.objects.filter(pk=view.case_id).update(feeds_allowed_at=act.at)
            record(common_log(view.case_id, PUBLIC), view.actor, FEEDS_ALLOWED, act.at, {})


def end_all_feeds(view: CaseView, idempotency_key: uuid.UUID) -> None:
    """End all calendar feeds of the case, and allow none. Raises `Refused`, `AlreadyDone`."""
    with acting(view, Right.END_FEEDS, idempotency_key) as act:
        if view.allows_feeds:
            CaseRow.objects.filter(pk=view.case_id).update(feeds_allowed_at=None)
            end_feeds(case_id=view.case_id)
            record(common_log(view.case_id, PUBLIC), view.actor, FEEDS_ENDED, act.at, {})


def make_feed(view: CaseView, idempotency_key: uuid.UUID) -> str:
    """Make a link of one's own, give what it holds: it is shown once. One made before ends.

    Raises `Refused`, `AlreadyDone`.
    """
    with acting(view, Right.HAVE_FEED, idempotency_key) as act:
        refuse_where_not_allowed(view)
        end_feeds(membership=view.actor.pk)
        token = clock_and_chance.random_bytes(TOKEN_BYTES).hex()
        CalendarFeed.objects.create(
            membership=view.actor,
            person_id=view.actor.person_id,
            case_id=view.case_id,
            digest=digest_of(token),
            made_at=act.at,
        )
        return token


def end_own_feed(view: CaseView, idempotency_key: uuid.UUID) -> None:
    """End one's own link. Raises `Refused`, `AlreadyDone`."""
    with acting(view, Right.END_FEED, idempotency_key):
        end_feeds(membership=view.actor.pk)
