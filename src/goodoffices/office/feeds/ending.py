"""End calendar feeds with what they hang on: a membership, a side, a case."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.models import CalendarFeed
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import journal


def end_feeds(
    *,
    membership: uuid.UUID | None = None,
    side: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> None:
    """End the feeds of a membership, of a side or of a case: their links fetch nothing more."""
    asked: dict[str, Any] = {
        "membership": membership,
        "membership__side_id": side,
        "case_id": case_id,
    }
    named = {field: value for field, value in asked.items() if value is not None}
    assert named, "say whose feeds end"
    CalendarFeed.objects.filter(**named).delete()
    journal.ask()


def refuse_where_not_allowed(view: CaseView) -> None:
    """Refuse where the case allows no feeds. Raises `Refused`."""
    if not view.allows_feeds:
        raise Refused(_("The lead mediator has not allowed calendar feeds in this case."))
