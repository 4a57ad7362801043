"""The pages on which a party withdraws from the case, and the mediation takes it up again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.cases import withdrawing
from goodoffices.office.cases.forms import ClearingForm, ResumptionForm, WithdrawalForm


@door(write=Right.WITHDRAW)
def withdraw(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Withdraw a party's consent."""
    sent = WithdrawalForm(request).read()
    doing_once(lambda: withdrawing.withdraw(view, sent["idempotency_key"]))
    return redirect("case", case_id=view.case_id)


@door(write=Right.CLEAR_AWAY)
def clear_away(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Delete the side's papers, after it withdrew."""
    sent = ClearingForm(request).read()
    doing_once(lambda: withdrawing.clear_away(view, sent["idempotency_key"]))
    messages.success(request, _("The papers of your side are deleted, with their keys."))
    return redirect("case", case_id=view.case_id)


@door(write=Right.RESUME)
def resume(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Let a paused case go on."""
    sent = ResumptionForm(request).read()
    doing_once(lambda: withdrawing.resume(view, sent["idempotency_key"]))
    return redirect("case", case_id=view.case_id)
