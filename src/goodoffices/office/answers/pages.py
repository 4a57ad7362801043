"""The pages of answers: what is put and what it would tell, the answer, the result."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.analyses.package_pages import offered_packages
from goodoffices.office.answers import commands
from goodoffices.office.answers.after_yes import BEFORE, list_askable
from goodoffices.office.answers.asking_forms import FORMS, AskForm
from goodoffices.office.answers.forms import (
    AnnounceForm,
    AssessmentForm,
    SealedAnswerForm,
    SeatOpenedForm,
)
from goodoffices.office.answers.in_words import NAMES, PURPOSES, calls_in_words
from goodoffices.office.answers.readings import list_calls
from goodoffices.office.answers.rules import example_of
from goodoffices.office.answers.what_is_told import told_in_words, tried_in_words
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.mandate.readings import read_mandate
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_page import acted, form_page
from goodoffices.office.refusal import Refused
from goodoffices.office.talks.readings import read_talks


@door(read=Right.SEE_ITEMS)
def answers(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what was put to sides for an answer, and what came of it."""
    return _drawn(request, view)


@door(read=Right.RELEASE, write=Right.RELEASE)
def ask(request: HttpRequest, view: CaseView, rule: str) -> HttpResponse:
    """Put something to sides by one rule; say before what its result would tell."""
    if rule not in FORMS:
        raise Http404
    form = _form(request, view, rule)
    example = example_of(rule)
    return form_page(
        request,
        view,
        "answers/ask",
        form,
        lambda: commands.open_call(view, form.put(), form.cleaned_data["idempotency_key"]),
        done=_("It is put to them."),
        leads_to="answers",
        rule=rule,
        name=NAMES[rule],
        purpose=PURPOSES[rule],
        is_sealed=example.is_sealed,
        of_two=told_in_words(rule, example, 2),
        of_three=told_in_words(rule, example, 3) if rule not in ("bid",) else [],
        tried=tried_in_words(example),
    )


def _form(request: HttpRequest, view: CaseView, rule: str) -> AskForm:
    """Make the form of a rule; at first with what came of the round that another page names."""
    named = request.GET.get("round", "")
    rounds = read_talks(view).talks.rounds if named else ()
    held = next((one for one in rounds if one.id == named), None)
    brought: dict[str, object] = {}
    if held is not None:
        w = wording_for_reader(view.case)
        brought["parties"] = held.parties
        brought["words"] = "" if held.decided is None else w.text(held.decided)
    return FORMS[rule](request, view, offered_packages(view), list_calls(view), initial=brought)


@door(write=Right.ANSWER)
def give_answer(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Answer under seal for one's side, change the answer, or take it back."""

    def act() -> None:
        form = SealedAnswerForm(request)
        choice, sent = form.answer(), form.cleaned_data
        commands.give_answer(view, sent["call"], choice)

    done = _("It is kept. You can change it until the hour.")
    drawn = partial(_drawn, request, view)
    return acted(request, view, act, drawn, done=done, leads_to="answers")


@door(write=Right.ASSESS)
def assess(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Answer for one's side to a call whose answers are entries."""
    form = AssessmentForm(request)

    def act() -> None:
        sent = form.read()
        commands.assess(view, sent["assessed"], sent["assessment"], sent["assessment_words"])

    done = _("Your answer is given. You can give another until the hour.")
    drawn = partial(_drawn, request, view)
    return acted(request, view, act, drawn, done=done, leads_to="answers")


@door(write=Right.RELEASE)
def announce_again(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Announce the hour of a call once more to all who were asked."""

    def act() -> None:
        sent = AnnounceForm(request).read()
        commands.announce_again(view, sent["announced"], sent["idempotency_key"])

    done = _("It is announced to all who were asked, and recorded.")
    drawn = partial(_drawn, request, view)
    return acted(request, view, act, drawn, done=done, leads_to="answers")


@door(write=Right.INVITE_ANYWHERE)
def open_seat(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Let somebody sit down to whom all consented who were asked."""

    def act() -> None:
        sent = SeatOpenedForm(request).read()
        commands.open_seat(view, sent["seat"], sent["idempotency_key"])

    done = _("It sits down. Invite its people now.")
    drawn = partial(_drawn, request, view)
    return acted(request, view, act, drawn, done=done, leads_to="people")


def _drawn(request: HttpRequest, view: CaseView, error: Refused | str = "") -> HttpResponse:
    context = {
        "rules": [
            (rule, NAMES[rule], PURPOSES[rule])
            for rule in FORMS
            if rule not in BEFORE or list_askable(view, rule)
        ]
        if view.may(Right.RELEASE)
        else [],
        "assessment": AssessmentForm(request),
        "mandate": read_mandate(view) if view.may(Right.SEE_MANDATE) else None,
        "calls": calls_in_words(view),
        "error": error,
    }
    return page(request, view, "answers/answers", 422 if error else 200, **context)
