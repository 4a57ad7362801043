"""What a side takes with it before a round: one page to print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.cases.readings import list_what_waits
from goodoffices.office.pages.drawing import page
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks.in_words import (
    deadlines_in_words,
    open_in_words,
    steps_in_words,
    talks_with_releases,
)
from goodoffices.office.visits.in_words import news_in_words


@door(read=Right.SEE_CASE)
def digest(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show on one page what is new, what waits, what is open and what is next, to be printed."""
    talks = talks_with_releases(view)
    context = {
        "news": news_in_words(view),
        "waiting": [] if view.is_locked else list_what_waits(view),
        "open": open_in_words(view, talks),
        "steps": [one for one in steps_in_words(view) if one.done is None],
        "deadlines": deadlines_in_words(view),
        "now": clock_and_chance.now(),
    }
    return page(request, view, "cases/digest", 200, **context)
