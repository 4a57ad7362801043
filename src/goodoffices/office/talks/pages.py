"""The pages of rounds: those that took place, one more, and whom to let know of one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks import commands
from goodoffices.office.talks.forms import (
    LEVEL_WORDS,
    MEDIATION,
    RoundForm,
    TellingForm,
    named_parties,
)
from goodoffices.office.talks.readings import NextStep, Round, list_rounds


@door(read=Right.SEE_ROUNDS)
def rounds(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the rounds that she may know of, the newest first."""
    return _drawn(request, view)


@door(read=Right.ENTER_ROUNDS, write=Right.ENTER_ROUNDS)
def enter_round(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the form of a round, and enter it."""
    form = RoundForm(request, view)
    error: Refused | str = ""
    if request.method == "POST":
        try:
            held, sent = form.held(), form.read()
            doing_once(
                lambda: commands.enter_round(
                    view,
                    held,
                    sent.get("known", ()),
                    sent.get("readers", ()),
                    sent["idempotency_key"],
                )
            )
            messages.success(request, _("The round is entered."))
            return redirect("rounds", case_id=view.case_id)
        except Refused as refusal:
            form.show(refusal)
            error = refusal
    tracks = dict.fromkeys(one.track for one in list_rounds(view))
    context = {"form": form, "tracks": list(tracks), "error": error}
    return page(request, view, "talks/enter_round", 422 if error else 200, **context)


@door(write=Right.RELEASE)
def tell_of_round(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Let parties know of a round, or read what came of it."""
    try:
        sent = TellingForm(request, view).read()
        doing_once(
            lambda: commands.tell_of_round(
                view, sent["number"], sent["known"], sent["readers"], sent["idempotency_key"]
            )
        )
    except Refused as refusal:
        return _drawn(request, view, refusal)
    messages.success(request, _("It is in the record of those whom you let know."))
    return redirect("rounds", case_id=view.case_id)


@dataclass(frozen=True, kw_only=True)
class RoundShown:
    """A round as its page says it.

    ``steps``: what, who, until when, and whether that day is over; ``to_tell`` and ``to_read``:
    parties, by id and name, that she could let know that it took place, or read what came of it.
    """

    held: Round
    level: str
    parties: str
    known_to: str
    read_by: str
    steps: list[tuple[str, str, datetime.date | None, bool]]
    to_tell: list[tuple[str, str]]
    to_read: list[tuple[str, str]]


def _drawn(request: HttpRequest, view: CaseView, error: Refused | str = "") -> HttpResponse:
    shown = [_shown(one, view) for one in list_rounds(view)]
    return page(request, view, "talks/rounds", 422 if error else 200, rounds=shown, error=error)


def _shown(held: Round, view: CaseView) -> RoundShown:
    w = wording_for_reader(view.case)
    today = timezone.localtime(clock_and_chance.now()).date()
    parties = named_parties(view) if view.may(Right.RELEASE) else []
    has_outcome = bool(held.decided or held.next_steps)

    def step(one: NextStep) -> tuple[str, str, datetime.date | None, bool]:
        who = _("the mediation") if one.who == MEDIATION else w.party(one.who)
        return one.text, who, one.due, one.due is not None and one.due < today

    return RoundShown(
        held=held,
        level=str(LEVEL_WORDS[held.level]),
        parties=w.list_of(map(w.party, held.parties)),
        known_to=w.list_of(map(w.party, held.known_to)),
        read_by=w.list_of(map(w.party, held.read_by)),
        steps=[step(one) for one in held.next_steps],
        to_tell=[one for one in parties if one[0] not in held.known_to],
        to_read=[one for one in parties if has_outcome and one[0] not in held.read_by],
    )
