"""What is read of analyses: the last one that was asked for, and the hours at which one is made."""

from __future__ import annotations

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.models import Request


def last_request(view: CaseView) -> Request | None:
    """Find the analysis that her side asked for last."""
    return Request.objects.filter(side_id=view.side.id).order_by("-asked_at").first()


def list_fixed_hours(view: CaseView) -> tuple[str, ...]:
    """List the hours of the day (UTC) at which her side has the case analysed."""
    return tuple(view.actor.side.analysed_at)
