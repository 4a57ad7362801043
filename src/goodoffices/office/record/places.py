"""The pages where what an entry says stands in full."""

from __future__ import annotations

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right

#: By the beginning of the kind of an entry: a page, with the right that it asks for. Of those for
#: one kind it is the first that the reader may see.
PLACES: tuple[tuple[str, str, Right], ...] = (
    ("item.", "items", Right.SEE_ITEMS),
    ("round.public", "timeline", Right.SEE_ROUNDS),
    ("round.", "rounds", Right.SEE_ROUNDS),
    ("talks.", "timeline", Right.SEE_ROUNDS),
    ("track.", "timeline", Right.SEE_ROUNDS),
    ("release.", "released", Right.SEE_OWN_PREFERENCES),
    ("release.", "release", Right.RELEASE),
    ("text.", "texts", Right.SEE_TEXTS),
    ("statement.", "statements", Right.SEE_STATEMENTS),
    ("lines.", "lines", Right.SEE_ITEMS),
    ("case.", "change", Right.SEE_CHANGE),
    ("preferences.", "report", Right.SEE_REPORT),
    ("preferences.", "preferences", Right.SEE_OWN_PREFERENCES),
    ("person.", "people", Right.SEE_PEOPLE),
    ("side.", "people", Right.SEE_PEOPLE),
)


def place_of(kind: str, view: CaseView) -> str:
    """Name the page where an entry of a kind stands in full for her; else the record."""
    found = (page for start, page, right in PLACES if kind.startswith(start) and view.may(right))
    return next(found, "record")
