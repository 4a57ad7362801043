"""What is new, in sentences, each with the page where it stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.record.in_words import entry_sentence
from goodoffices.office.record.places import place_of
from goodoffices.office.visits.readings import read_news


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
            page=place_of(one.kind, view),
        )
        for one in news.entries
    )
    return NewsShown(lines=lines, has_more=news.has_more)
