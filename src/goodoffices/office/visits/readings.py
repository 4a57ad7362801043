"""What is new in a case for one person: entries that she reads, and others made since."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import EntryView
from goodoffices.record import kinds
from goodoffices.record.kinds import NEVER_DESTROYED

#: Entries that are opened for a page; of more only the count is said.
MOST_OPENED = 60
#: What is no news: housekeeping, and what goes with something else.
NO_NEWS = frozenset(
    {
        *(kind.name for kind in NEVER_DESTROYED),
        kinds.TRACK_OPENED.name,
        kinds.ROUND_PEOPLE.name,
        kinds.FILES_OPENED.name,
    }
)


@dataclass(frozen=True, kw_only=True)
class News:
    """What is new: the newest entries, and whether there are more than were opened."""

    entries: tuple[EntryView, ...]
    has_more: bool


def seen_until(view: CaseView) -> datetime.datetime:
    """Find up to when she has seen what is new; at first when she came."""
    kept: str = view.actor.seen_until
    return datetime.datetime.fromisoformat(kept) if kept else view.actor.since


def read_news(view: CaseView) -> News:
    """Find what is new for her, the newest first. Her own acts are no news to her.

    The same thing in the logs of several sides, made at one moment, is named once.
    """
    rows = view.entry_rows().filter(at__gt=seen_until(view))
    opened = view.opened_entries(rows[: MOST_OPENED + 1])
    found: dict[tuple[object, ...], EntryView] = {}
    for entry in opened[:MOST_OPENED]:
        is_news = entry.kind and entry.kind not in NO_NEWS
        if is_news and entry.by != view.actor.person_id:
            found.setdefault((entry.kind, entry.at, repr(entry.payload)), entry)
    return News(entries=tuple(found.values()), has_more=len(opened) > MOST_OPENED)
