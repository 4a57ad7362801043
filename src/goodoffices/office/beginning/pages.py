"""The pages of the beginning: how it stands with each party, and what is entered and put."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.beginning import commands
from goodoffices.office.beginning.forms import ContactForm, TermsAnswerForm, TermsForm
from goodoffices.office.beginning.in_words import TITLES, beginnings_in_words
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_page import acted, form_page
from goodoffices.office.refusal import Refused


@door(read=Right.SEE_BEGINNING)
def beginning(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show how the talks begin with each party; a party is shown its own beginning alone."""
    return _drawn(request, view)


@door(read=Right.ENTER_ROUNDS, write=Right.ENTER_ROUNDS)
def enter_contact(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the form of a first contact, and enter it."""
    form = ContactForm(request, view)

    def act() -> None:
        sent = form.read()
        commands.enter_contact(
            view,
            sent["party"],
            sent["on"],
            sent["how"],
            sent.get("told", False),
            sent["idempotency_key"],
        )

    done = _("The first contact is entered.")
    template = "beginning/contact"
    return form_page(request, view, template, form, act, done=done, leads_to="beginning")


@door(read=Right.RELEASE, write=Right.RELEASE)
def put_disclosure(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the mediator's disclosure of interests, and put it to parties."""
    return _putting(request, view, "disclosure")


@door(read=Right.RELEASE, write=Right.RELEASE)
def put_agreement(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the agreement to mediate, and put it to parties."""
    return _putting(request, view, "agreement")


def _putting(request: HttpRequest, view: CaseView, what: str) -> HttpResponse:
    form = TermsForm(request, view, what)

    def act() -> None:
        sent = form.read()
        commands.put_terms(view, what, form.text(sent), sent["parties"], sent["idempotency_key"])

    return form_page(
        request,
        view,
        "beginning/put",
        form,
        act,
        done=_("It is put. Each party reads it on its page Beginning."),
        leads_to="beginning",
        what=what,
        title=TITLES[what],
    )


@door(write=Right.ANSWER)
def answer_terms(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Take a party's answer to a text that was put before it."""

    def act() -> None:
        sent = TermsAnswerForm(request).read()
        agrees = sent["agrees"] == "yes"
        commands.answer_terms(view, sent["terms"], agrees, sent["idempotency_key"])

    done = _("The mediation has your answer. It stands below and in the record.")
    drawn = partial(_drawn, request, view)
    return acted(request, view, act, drawn, done=done, leads_to="beginning")


def _drawn(request: HttpRequest, view: CaseView, error: Refused | str = "") -> HttpResponse:
    shown = beginnings_in_words(view)
    status = 422 if error else 200
    return page(request, view, "beginning/beginning", status, beginnings=shown, error=error)
