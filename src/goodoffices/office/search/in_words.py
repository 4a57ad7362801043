"""What a search found, in words: each hit with its snippet, and the page where it stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.record.places import place_of
from goodoffices.office.search.finding import Piece, snippet, sought
from goodoffices.office.search.readings import Hit, search


@dataclass(frozen=True, kw_only=True)
class HitShown:
    """A hit as a page shows it. ``page``: the name of the page where it stands."""

    at: datetime.datetime
    what: str
    pieces: tuple[Piece, ...]
    page: str
    file: str


def hits_in_words(view: CaseView, typed: str) -> tuple[list[HitShown], int]:
    """Search for what was typed; give the newest hits, and how many there are."""
    found, words = search(view, typed), sought(typed)
    return [_shown(one, words, view) for one in found.hits], found.count


def _shown(hit: Hit, words: tuple[str, ...], view: CaseView) -> HitShown:
    what = {"file": _("file"), "note": _("note of your side"), "text": _("text")}.get(
        hit.kind, _("entry")
    )
    page = {"file": "file", "note": "notes", "text": "text"}.get(hit.kind) or place_of(
        hit.kind, view
    )
    return HitShown(at=hit.at, what=what, pieces=snippet(hit.text, words), page=page, file=hit.id)
