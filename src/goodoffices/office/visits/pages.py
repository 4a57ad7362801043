"""What is done with what is new: it is marked as seen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.visits import commands
from goodoffices.office.visits.forms import SeenForm


@door(write=Right.MARK_SEEN)
def seen(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Mark what is new as seen."""
    sent = SeenForm(request).read()
    doing_once(lambda: commands.mark_seen(view, sent["until"], sent["idempotency_key"]))
    return redirect("case", case_id=view.case_id)
