"""The page of positions: each proposal in its versions, and where each party stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.form_page import form_page
from goodoffices.office.positions import commands
from goodoffices.office.positions.forms import PublicStatementForm
from goodoffices.office.positions.in_words import positions_in_words


@door(read=Right.SEE_ITEMS, write=Right.ENTER_ROUNDS)
def positions(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the proposals, who said what of them and who moved; enter what was said in public."""
    shown = positions_in_words(view)
    form = None
    if view.is_mediation and view.may(Right.ENTER_ROUNDS):
        form = PublicStatementForm(request, view, shown.offered)

    def act() -> None:
        if form is not None:
            sent = form.statement()
            commands.enter_public_position(view, sent, form.cleaned_data["idempotency_key"])

    return form_page(
        request,
        view,
        "positions/positions",
        form,
        act,
        done=_("It is entered, as said in public."),
        leads_to="positions",
        shown=shown,
    )
