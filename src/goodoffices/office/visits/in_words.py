"""What is new, in sentences, each with the page where it stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.record.in_words import entry_sentence
from goodoffices.office.visits.readings import read_news

#: Pages where what an entry says is read in full, with the right that each asks for: of those for
#: the beginning of its kind the first that the reader may see.
PAGES: tuple[tuple[str, str, Right], ...] = (
    ("item.", "items", Right.SEE_ITEMS),
    ("round.public", "timeline", Right.SEE_ROUNDS),
    ("round.", "rounds", Right.SEE_ROUNDS),
    ("talks.", "timeline", Right.SEE_ROUNDS),
    ("release.", "released", Right.SEE_OWN_PREFERENCES),
    ("release.", "release", Right.RELEASE),
    ("case.", "change", Right.SEE_CHANGE),
    ("preferences.", "report", Right.SEE_REPORT),
    ("preferences.", "preferences", Right.SEE_OWN_PREFERENCES),
    ("person.", "people", Right.SEE_PEOPLE),
    ("side.", "people", Right.SEE_PEOPLE),
)


@dataclass(frozen=True, kw_only=True)
class NewsLine:
    """Something new: when, by whom, what, and the name of the page where it stands."""

    at: datetime.datetime
    by: str
    words: str
    page: str


@dataclass(frozen=True, kw_only=True)
class NewsShown:
    """What is new, as pages show it."""

    lines: tuple[NewsLine, ...]
    has_more: bool


def news_in_words(view: CaseView) -> NewsShown:
    """Write what is new for her, the newest first; nothing while her side's papers are locked."""
    if view.is_locked:
        return NewsShown(lines=(), has_more=False)
    news = read_news(view)
    lines = tuple(
        NewsLine(
            at=one.at,
            by=one.actor,
            words=entry_sentence(one, view.case),
            page=_page(one.kind, view),
        )
        for one in news.entries
    )
    return NewsShown(lines=lines, has_more=news.has_more)


def _page(kind: str, view: CaseView) -> str:
    found = (page for start, page, right in PAGES if kind.startswith(start) and view.may(right))
    return next(found, "record")
