"""The mandate of a side, for itself alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.mandate import commands
from goodoffices.office.mandate.forms import MandateForm
from goodoffices.office.mandate.readings import read_mandate, version_of
from goodoffices.office.pages.drawing import page
from goodoffices.office.refusal import Refused


@door(read=Right.SEE_MANDATE, write=Right.WRITE_MANDATE)
def mandate(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the mandate of her side, and write it anew."""
    form = MandateForm(request)
    error: Refused | str = ""
    status = 200
    if request.method == "POST":
        try:
            sent = form.read()
            doing_once(
                lambda: commands.write_mandate(
                    view, sent["text"], sent["based_on"], sent["idempotency_key"]
                )
            )
            messages.success(
                request,
                _("The mandate is kept.")
                if sent["text"].strip()
                else _("The mandate is gone, with its key."),
            )
            return redirect("mandate", case_id=view.case_id)
        except Refused as refusal:
            form.show(refusal)
            error = refusal
            status = 409 if isinstance(refusal, commands.MandateOvertaken) else 422
    stands = read_mandate(view)
    if stands is not None and not form.is_bound:
        form.initial = {**form.initial, "text": stands.text}
    context = {
        "form": form,
        "mandate": stands,
        "stands": version_of(stands),
        "is_overtaken": status == 409,
        "error": error,
    }
    return page(request, view, "mandate/mandate", status, **context)
