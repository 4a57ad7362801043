"""The page of a change that lies before the parties: what differs, what it does, one's answer."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.opened import ChangeView
from goodoffices.office.access.rights import Right
from goodoffices.office.cases import changing
from goodoffices.office.cases.building import say_if_it_holds
from goodoffices.office.cases.forms import ConsentForm
from goodoffices.office.cases.readings import read_open_change, texts_to_export
from goodoffices.office.computing.effects_of_change import what_it_does
from goodoffices.office.computing.texts import case_from
from goodoffices.office.languages import binding_words, reader_language, wording_for_reader
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.pages.forms import new_idempotency_key
from goodoffices.office.record.passkeys import statement_options
from goodoffices.office.record.signing import sign_after
from goodoffices.office.sealing import clock_and_chance
from goodoffices.report.case_differences import what_differs


@door(read=Right.SEE_CHANGE, write=Right.SEE_CHANGE)
def change(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the change that lies before the parties, and take one's answer.

    The page says what differs, what it does to what one's side has said, and what one's side
    answered.
    """
    if request.method == "POST":
        view.require(Right.CONSENT)
        sent = ConsentForm(request).read()
        doing_once(
            lambda: changing.answer_change(
                view,
                sent["change"],
                sent["agrees"] == "yes",
                sent["idempotency_key"],
                sent["signature"],
            )
        )
        if sent["signature"] and sent["agrees"] == "yes":
            sign_after(view, clock_and_chance.now())
        say_if_it_holds(request, view)
        return redirect("change", case_id=view.case_id)
    found = read_open_change(view)
    differs, does, binding = [], [], None
    if found is not None:
        new = view.compute(case_from, found.text, reader_language())
        differs, does = (
            what_differs(view.case, new, reader_language()),
            view.compute(what_it_does, new, texts_to_export(view), reader_language()),
        )
        binding = binding_words(view.case, partial(what_differs, view.case, new))
    is_asked, may_answer = view.side.party in view.consenting, view.may(Right.CONSENT)
    once = new_idempotency_key()
    statement = (
        changing.consent_statement(view, found, once)
        if found is not None and is_asked and may_answer
        else None
    )
    w = wording_for_reader(view.case)
    said = [] if found is None else [(w.party(p), found.said.get(p)) for p in view.consenting]
    return page(
        request,
        view,
        "cases/change",
        change=found,
        differs=differs,
        binding=binding,
        does=does,
        said=said,
        is_asked=is_asked,
        own=None if found is None else found.said.get(view.side.party),
        may_answer=may_answer,
        idempotency_key=once,
        statement=statement,
        passkey_options=None if statement is None else statement_options(view, statement),
    )


@door(read=Right.SEE_CHANGE)
def change_file(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Give the case as it would be, in the bytes whose digest a consent names."""
    return attachment(_open_change(view).text.encode(), "case.yaml", "application/yaml")


@door(read=Right.CONSENT)
def consent_file(request: HttpRequest, view: CaseView, once: uuid.UUID) -> HttpResponse:
    """Give the statement that a consent signs, under the id that its page gave it."""
    statement = changing.consent_statement(view, _open_change(view), once)
    return attachment(statement.file, "statement.json", "application/json")


def _open_change(view: CaseView) -> ChangeView:
    """Find the change that lies before the parties. Raises `Http404`."""
    found = read_open_change(view)
    if found is None:
        raise Http404
    return found
