"""The page of what is carried between sides, and what is done there."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.items import commands
from goodoffices.office.items.forms import AllowForm, CarryForm, ItemAnswerForm, ItemForm
from goodoffices.office.items.in_words import items_in_words, may_be_said
from goodoffices.office.pages.drawing import page
from goodoffices.office.refusal import Refused
from goodoffices.procedure import ItemKind


@door(read=Right.SEE_ITEMS, write=Right.GIVE_ITEMS)
def items(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what is carried, and give one item more."""
    form = ItemForm(request, view) if view.may(Right.GIVE_ITEMS) else None
    if request.method == "POST" and form is not None:
        try:
            given = form.given()
            doing_once(lambda: _give(view, **given))
        except Refused as refusal:
            form.show(refusal)
            return _drawn(request, view, form, refusal)
        messages.success(request, _("It is entered."))
        return redirect("items", case_id=view.case_id)
    return _drawn(request, view, form)


def _give(
    view: CaseView,
    *,
    kind: ItemKind,
    words: str,
    agreed_days: int | None,
    to: list[str],
    key: uuid.UUID,
) -> None:
    give = commands.carry_own_words if view.is_mediation and to else commands.give_item
    give(view, kind, words, agreed_days, to, key)


@door(write=Right.ALLOW_ITEMS)
def allow_item(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Let an item of one's side go further."""
    form = AllowForm(request, view)

    def act() -> None:
        sent = form.read()
        commands.allow_item(view, sent["item"], sent["to"], sent["idempotency_key"])

    return _acted(request, view, act, _("The mediation may carry it there now."))


@door(write=Right.RELEASE)
def carry_item(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Carry an item to a party, as it is."""
    form = CarryForm(request)

    def act() -> None:
        sent = form.read()
        commands.carry_item(view, sent["item"], sent["party"], sent["idempotency_key"])

    return _acted(request, view, act, _("It is carried."))


@door(write=Right.ANSWER)
def answer_item(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Answer something that was carried to one's side."""
    form = ItemAnswerForm(request)

    def act() -> None:
        sent = form.read()
        commands.answer_item(
            view, sent["answered_item"], sent["answer_words"], sent["idempotency_key"]
        )

    return _acted(request, view, act, _("Your answer is with the mediation."))


def _acted(
    request: HttpRequest, view: CaseView, act: Callable[[], None], done: str
) -> HttpResponse:
    """Do what a form asks for; say what was done, or why not."""
    try:
        doing_once(act)
    except Refused as refusal:
        form = ItemForm(request, view) if view.may(Right.GIVE_ITEMS) else None
        return _drawn(request, view, form, refusal)
    messages.success(request, done)
    return redirect("items", case_id=view.case_id)


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
