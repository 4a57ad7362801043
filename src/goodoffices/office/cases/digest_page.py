"""What a side takes with it before a round: one page to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.answers.on_desk import calls_due
from goodoffices.office.cases.readings import list_what_waits
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks.in_words import (
    deadlines_in_words,
    open_in_words,
    steps_in_words,
)
from goodoffices.office.talks.whole_talks import whole_talks
from goodoffices.office.visits.in_words import news_in_words


@dataclass(frozen=True)
class Part:
    """A part of the page: as many lines as find place on it, and how many there are beside."""

    lines: Sequence[object]
    more: int

    @classmethod
    def of(cls, lines: Sequence[object], most: int) -> Part:
        """Take the first lines, at most so many."""
        return cls(lines[:most], max(0, len(lines) - most))


@door(read=Right.SEE_CASE)
def digest(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show on one page what is new, what waits, what is open and what is next, to be printed."""
    talks = whole_talks(view)
    news = news_in_words(view)
    context = {
        "news": Part.of(news.lines, 6),
        "has_older_news": news.has_more,
        "waiting": Part.of([] if view.is_locked else list_what_waits(view), 4),
        "open": Part.of(open_in_words(view, talks), 5),
        "steps": Part.of([one for one in steps_in_words(view) if one.done is None], 5),
        "deadlines": Part.of([*_calls(view), *deadlines_in_words(view)], 4),
        "now": clock_and_chance.now(),
    }
    return page(request, view, "cases/digest", 200, **context)


def _calls(view: CaseView) -> list[tuple[str, str]]:
    w = wording_for_reader(view.case)
    return [(w.date(day), words) for day, words in calls_due(view)]
