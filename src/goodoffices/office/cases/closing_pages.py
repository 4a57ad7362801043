"""The page on which the lead mediator closes a case, opens it again, copies or deletes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.office.access.acting import AlreadyDone, doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.cases import closing
from goodoffices.office.cases.forms import ClosingForm
from goodoffices.office.pages.drawing import page
from goodoffices.office.refusal import Refused


@door(read=Right.CLOSE_CASE, write=Right.CLOSE_CASE)
def case_settings(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what can be done with a case as a whole, and do it."""
    form = ClosingForm(request)
    error: Refused | str = ""
    if form.is_bound:
        try:
            return _done(request, view, form)
        except Refused as refusal:
            error = refusal
    context = {
        "form": form,
        "error": error,
        "may_be_deleted": closing.may_be_deleted(view),
        "may_be_copied": view.actor.person.may_open_cases,
    }
    return page(request, view, "cases/settings", 422 if error else 200, **context)


def _done(request: HttpRequest, view: CaseView, form: ClosingForm) -> HttpResponse:
    """Do what the form asks. Raises `Refused`."""
    sent = form.read()
    step, key = sent["step"], sent["idempotency_key"]
    if step == "copy":
        try:
            case_id = closing.copy_case(view, key)
        except AlreadyDone:
            return redirect("cases")
        messages.success(
            request, _("This is the copy. Nobody else knows of it; give it a name of its own.")
        )
        return redirect("build", case_id=case_id)
    if step == "delete":
        doing_once(lambda: closing.delete_case(view, key))
        messages.success(request, _("The case is deleted, with its papers and keys."))
        return redirect("cases")
    if step == "close":
        doing_once(lambda: closing.close_case(view, key))
        messages.success(request, _("The case is closed. You can open it again here."))
    else:
        doing_once(lambda: closing.reopen_case(view, key))
        messages.success(request, _("The case is open again."))
    return redirect("case_settings", case_id=view.case_id)
