"""The page of what is carried between sides, and what is done there."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.items import commands
from goodoffices.office.items.forms import AllowForm, CarryForm, ItemAnswerForm, ItemForm
from goodoffices.office.items.in_words import items_in_words, may_be_said
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_page import acted
from goodoffices.office.refusal import Refused


@door(read=Right.SEE_ITEMS, write=Right.GIVE_ITEMS)
def items(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what is carried, and give one item more."""
    form = ItemForm(request, view) if view.may(Right.GIVE_ITEMS) else None
    if request.method != "POST" or form is None:
        return _drawn(request, view, form)

    def drawn(refusal: Refused) -> HttpResponse:
        form.show(refusal)
        return _drawn(request, view, form, refusal)

    def act() -> None:
        sent = form.given()
        give = commands.carry_own_words if view.is_mediation and sent.to else commands.give_item
        give(view, sent.what, sent.to, sent.key)

    return acted(request, view, act, drawn, done=_("It is entered."), leads_to="items")


@door(write=Right.ALLOW_ITEMS)
def allow_item(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Let an item of one's side go further."""
    form = AllowForm(request, view)

    def act() -> None:
        sent = form.read()
        commands.allow_item(view, sent["item"], sent["to"], sent["idempotency_key"])

    done = _("The mediation may carry it there now.")
    return acted(request, view, act, partial(_refused, request, view), done=done, leads_to="items")


@door(write=Right.RELEASE)
def carry_item(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Carry an item to a party, as it is."""
    form = CarryForm(request)

    def act() -> None:
        sent = form.read()
        commands.carry_item(view, sent["item"], sent["party"], sent["idempotency_key"])

    done = _("It is carried.")
    return acted(request, view, act, partial(_refused, request, view), done=done, leads_to="items")


@door(write=Right.ANSWER)
def answer_item(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Answer something that was carried to one's side."""
    form = ItemAnswerForm(request)

    def act() -> None:
        sent = form.read()
        commands.answer_item(
            view, sent["answered_item"], sent["answer_words"], sent["idempotency_key"]
        )

    done = _("Your answer is with the mediation.")
    return acted(request, view, act, partial(_refused, request, view), done=done, leads_to="items")


def _refused(request: HttpRequest, view: CaseView, refusal: Refused) -> HttpResponse:
    """Draw the page with what was refused, and a fresh form of an item."""
    form = ItemForm(request, view) if view.may(Right.GIVE_ITEMS) else None
    return _drawn(request, view, form, refusal)


def _drawn(
    request: HttpRequest, view: CaseView, form: ItemForm | None, error: Refused | str = ""
) -> HttpResponse:
    shown = items_in_words(view)
    context = {
        "form": form,
        "items": shown,
        "may_be_said": may_be_said(shown, view) if view.may(Right.RELEASE) else [],
        "answer_form": ItemAnswerForm(request) if view.may(Right.ANSWER) else None,
        "error": error,
    }
    return page(request, view, "items/items", 422 if error else 200, **context)
