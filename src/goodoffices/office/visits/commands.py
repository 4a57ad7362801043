"""Mark what is new as seen. The mark is the person's own, and stands in no record."""

from __future__ import annotations

import datetime
import uuid

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.models import Membership
from goodoffices.office.visits.readings import seen_until


def mark_seen(view: CaseView, until: datetime.datetime, idempotency_key: uuid.UUID | None) -> None:
    """Mark as seen what came up to a moment: that at which her page was made.

    A mark never goes back, nor beyond now. Raises `Refused`, `AlreadyDone`.
    """
    with acting(view, Right.MARK_SEEN, idempotency_key) as act:
        mark = max(seen_until(view), min(until, act.at))
        row = Membership.objects.of_person(view.actor.person_id).get(pk=view.actor.pk)
        row.seen_until = mark.isoformat()
        row.save(update_fields=["seen_until_sealed"])
