"""The timeline of a case: what happened, what is set, its calendar, and what is entered there."""

from __future__ import annotations

import datetime
from functools import partial

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodoffices.formats.results.calendar_file import calendar_text
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.pages.fields import today
from goodoffices.office.pages.form_page import acted, form_page
from goodoffices.office.pages.forms import page_number
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks import commands
from goodoffices.office.talks.forms import DeadlineForm, DoneForm, EventForm, StepForm, TellingForm
from goodoffices.office.talks.in_words import (
    all_events,
    drawn_timeline,
    lines_in_words,
    open_in_words,
    steps_in_words,
)
from goodoffices.office.talks.mending import MendForm
from goodoffices.office.talks.whole_talks import whole_talks
from goodoffices.procedure import next_steps

#: Lines of the timeline on a page.
ON_A_PAGE = 50
#: What is entered on a page of its own, by its name in the address.
FORMS: dict[str, type[EventForm | DeadlineForm | StepForm]] = {
    "event": EventForm,
    "deadline": DeadlineForm,
    "step": StepForm,
}


@door(read=Right.SEE_ROUNDS)
def timeline(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what happened in the talks and what is set, as far as she may know."""
    return _drawn(request, view)


@door(read=Right.SEE_ROUNDS)
def calendar(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Give rounds, deadlines and due days as a calendar, to be opened in a calendar program."""
    talks = whole_talks(view)
    text = calendar_text(
        all_events(talks)[::-1],
        next_steps(talks),
        wording_for_reader(view.case),
        made_at=clock_and_chance.now().astimezone(datetime.UTC),
        secret=view.secret_for("calendar"),
    )
    return attachment(text.encode(), "talks.ics", "text/calendar; charset=utf-8")


@door(read=Right.ENTER_ROUNDS, write=Right.ENTER_ROUNDS)
def enter_thing(request: HttpRequest, view: CaseView, what: str) -> HttpResponse:
    """Show the form of an event, a deadline or a next step, and enter it."""
    if what not in FORMS:
        raise Http404
    form = FORMS[what](request, view)
    form.initial = {**form.initial, "day": today()}

    def act() -> None:
        sent = form.read()
        commands.enter_thing(view, form.thing(), sent.get("known", ()), sent["idempotency_key"])

    return form_page(
        request,
        view,
        "talks/enter_thing",
        form,
        act,
        done=_("It is entered."),
        leads_to="timeline",
        what=what,
    )


@door(write=Right.RELEASE)
def tell_of_thing(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Let sides know of an event, a deadline or a next step."""

    def act() -> None:
        sent = TellingForm(request, view).read()
        commands.tell_of_thing(
            view, sent["kind"], sent["number"], sent["known"], sent["idempotency_key"]
        )

    done = _("It is in the record of those whom you let know.")
    return acted(request, view, act, partial(_drawn, request, view), done=done, leads_to="timeline")


@door(write=Right.FOLLOW_STEPS)
def step_done(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Mark a next step as done."""

    def act() -> None:
        sent = DoneForm(request).read()
        commands.mark_done(view, sent["step"], sent["on"], sent["idempotency_key"])

    done = _("It is marked as done.")
    return acted(request, view, act, partial(_drawn, request, view), done=done, leads_to="timeline")


@door(read=Right.ENTER_ROUNDS, write=Right.ENTER_ROUNDS)
def mend(request: HttpRequest, view: CaseView, kind: str, thing: str) -> HttpResponse:
    """Show what an entry of the talks says, and mend it by another that names the first."""
    form = MendForm.of(request, view, kind, thing)
    if form is None:
        raise Http404

    def act() -> None:
        sent = form.read()
        commands.mend(view, kind, thing, form.content(), sent["why"], sent["idempotency_key"])

    done = _("It is mended. The first entry stays as it was.")
    shows = "rounds" if kind.startswith("round.") else "timeline"
    return form_page(request, view, "talks/mend", form, act, done=done, leads_to=shows)


def _drawn(request: HttpRequest, view: CaseView, error: Refused | str = "") -> HttpResponse:
    talks = whole_talks(view)
    events = all_events(talks)
    pages, asked = Paginator(events, ON_A_PAGE), page_number(request)
    on_page = None if asked is None else pages.get_page(asked)
    context = {
        "drawing": drawn_timeline(view, talks, events),
        "lines": lines_in_words(view, events if on_page is None else on_page.object_list),
        "open": open_in_words(view, talks),
        "steps": steps_in_words(view),
        "number": None if on_page is None else on_page.number,
        "page_count": pages.num_pages,
        "today": today().isoformat(),
        "error": error,
    }
    return page(request, view, "talks/timeline", 422 if error else 200, **context)
