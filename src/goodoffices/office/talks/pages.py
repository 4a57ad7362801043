"""The pages of rounds: those that took place, one more, and whom to let know of one."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_page import acted, form_page
from goodoffices.office.refusal import Refused
from goodoffices.office.talks import commands
from goodoffices.office.talks.forms import TellingForm
from goodoffices.office.talks.in_words import rounds_in_words
from goodoffices.office.talks.round_form import RoundForm
from goodoffices.procedure import MayBeSaid


@door(read=Right.SEE_ROUNDS)
def rounds(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the rounds that she may know of, the newest first."""
    return _drawn(request, view)


@door(read=Right.ENTER_ROUNDS, write=Right.ENTER_ROUNDS)
def enter_round(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the form of a round, and enter it."""
    form = RoundForm(request, view)
    act, done = partial(_enter, form, view), _("The round is entered.")
    return form_page(request, view, "talks/enter_round", form, act, done=done, leads_to="rounds")


def _enter(form: RoundForm, view: CaseView) -> None:
    sent, track = form.read(), form.in_track()
    commands.enter_round(
        view,
        form.held(track),
        track,
        form.next_steps(track),
        form.named_people(),
        commands.Telling(known_to=sent.get("known", ()), read_by=sent.get("readers", ())),
        sent["idempotency_key"],
    )


@door(write=Right.RELEASE)
def tell_of_round(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Let sides know of a round, or read what came of it, or let everybody say it."""

    def act() -> None:
        sent = TellingForm(request, view).read()
        commands.tell_of_round(
            view,
            sent["number"],
            sent["known"],
            sent["readers"],
            MayBeSaid[sent["said"] or MayBeSaid.NOTHING.name],
            sent["idempotency_key"],
        )

    done = _("It is in the record of those whom you let know.")
    return acted(request, view, act, partial(_drawn, request, view), done=done, leads_to="rounds")


def _drawn(request: HttpRequest, view: CaseView, error: Refused | str = "") -> HttpResponse:
    shown = rounds_in_words(view)
    return page(request, view, "talks/rounds", 422 if error else 200, rounds=shown, error=error)
