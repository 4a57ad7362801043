"""The page of answers: what is put and what it would tell, the answer, the result."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.paper_heads import PackageHead
from goodoffices.office.access.rights import Right
from goodoffices.office.answers import commands
from goodoffices.office.answers.forms import AssessmentForm, CallForm, SealedAnswerForm
from goodoffices.office.answers.in_words import calls_in_words
from goodoffices.office.answers.readings import list_calls
from goodoffices.office.mandate.readings import read_mandate
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_page import acted
from goodoffices.office.papers.packages import whole_packages
from goodoffices.office.refusal import Refused


@door(read=Right.SEE_ITEMS, write=Right.RELEASE)
def answers(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what was put to sides for an answer; put something."""
    if request.method != "POST":
        return _drawn(request, view)
    form = _form(request, view)

    def act() -> None:
        sent = form.read()
        what = commands.WhatIsPut(
            rule=sent["rule"],
            words=sent["words"],
            package=form.composed(),
            parties=sent["parties"],
            closes=form.closes(),
            again=sent["again"],
            of=sent["of"],
        )
        commands.open_call(view, what, sent["idempotency_key"])

    done = _("It is put to them.")
    return acted(
        request, view, act, partial(_drawn, request, view, form), done=done, leads_to="answers"
    )


@door(write=Right.ANSWER)
def give_answer(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Answer for one's side, change the answer, or take it back."""

    def act() -> None:
        sent = SealedAnswerForm(request).read()
        commands.give_answer(view, sent["call"], sent["choice"], sent["idempotency_key"])

    done = _("It is kept. You can change it until the hour.")
    return acted(
        request, view, act, partial(_drawn, request, view, None), done=done, leads_to="answers"
    )


@door(write=Right.ANSWER)
def assess(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Give the mediation one's side's assessment of what came of talks."""
    form = AssessmentForm(request)

    def act() -> None:
        sent = form.read()
        commands.assess(
            view,
            sent["assessed"],
            sent["assessment"],
            sent["assessment_words"],
            sent["idempotency_key"],
        )

    done = _("The mediation has your answer. You can give another until the hour.")
    drawn = partial(_drawn, request, view, None)
    return acted(request, view, act, drawn, done=done, leads_to="answers")


def _form(request: HttpRequest, view: CaseView) -> CallForm:
    drafts = whole_packages(view, view.papers(PackageHead))
    return CallForm(request, view, drafts, list_calls(view))


def _drawn(
    request: HttpRequest, view: CaseView, form: CallForm | None = None, error: Refused | str = ""
) -> HttpResponse:
    if form is None and view.may(Right.RELEASE):
        form = _form(request, view)
    if form is not None and form.is_bound and isinstance(error, Refused):
        form.show(error)
    context = {
        "form": form,
        "assessment": AssessmentForm(request),
        "mandate": read_mandate(view) if view.may(Right.SEE_MANDATE) else None,
        "calls": calls_in_words(view),
        "error": error,
    }
    return page(request, view, "answers/answers", 422 if error else 200, **context)
