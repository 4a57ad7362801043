"""What every page does whose form asks for an act: do it once, and lead on, or say why not."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import OfficeForm
from goodoffices.office.refusal import Refused


def acted(
    request: HttpRequest,
    view: CaseView,
    act: Callable[[], None],
    drawn: Callable[[Refused], HttpResponse],
    *,
    done: str,
    leads_to: str,
    **which: str,
) -> HttpResponse:
    """Do once what a form asks for, and lead on to a page; or draw the page that says why not.

    ``act``: reads the form and does it, and may raise `Refused`; ``done``: what is said then;
    ``leads_to``: the name of a page of the case, with ``which`` one it is.
    """
    try:
        doing_once(act)
    except Refused as refusal:
        return drawn(refusal)
    messages.success(request, done)
    return redirect(reverse(leads_to, kwargs={"case_id": view.case_id, **which}))


def form_page(
    request: HttpRequest,
    view: CaseView,
    template: str,
    form: OfficeForm | None,
    act: Callable[[], None],
    *,
    done: str,
    leads_to: str,
    **context: object,
) -> HttpResponse:
    """Show a form on a page of its own; where it was sent, do what it asks for (as `acted`).

    ``form``: None where she may not do what the page is for; ``context``: what else it shows.
    """

    def drawn(error: Refused | str = "") -> HttpResponse:
        if form is not None and isinstance(error, Refused):
            form.show(error)
        status = 422 if error else 200
        return page(request, view, template, status, form=form, error=error, **context)

    if request.method != "POST":
        return drawn()
    return acted(request, view, act, drawn, done=done, leads_to=leads_to)
