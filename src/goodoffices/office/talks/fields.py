"""The fields that forms of the talks share, and what can be chosen in them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.case import Text
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.fields import named_parties
from goodoffices.office.talks.readings import read_talks
from goodoffices.procedure import Level, MayBeSaid

#: Next steps of one form; characters of a line, and of what was decided; people of one side.
STEPS, MOST_LINE, MOST_DECIDED, MOST_PEOPLE = 3, 200, 4_000, 10_000
LEVELS = [
    (str(Level.TECHNICAL), pgettext_lazy("level of a round", "technical")),
    (str(Level.POLITICAL), pgettext_lazy("level of a round", "political")),
    (str(Level.LEADERS), pgettext_lazy("level of a round", "leaders")),
]
SAID = [
    (MayBeSaid.NOTHING.name, gettext_lazy("nothing")),
    (MayBeSaid.TOOK_PLACE.name, gettext_lazy("that it took place")),
    (MayBeSaid.HOW_LONG.name, gettext_lazy("that it took place, and how long")),
]
#: What is said of what was decided, and of names, where that is too long.
DECIDED_TOO_LONG = gettext_lazy("Say it in at most 4,000 characters.")


class PeopleCount(forms.IntegerField):
    """How many people of a side came; empty where nobody counted."""

    def __init__(self, **named: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=MOST_PEOPLE, **named)


def sides_to_tell(view: CaseView) -> list[tuple[str, str]]:
    """List the sides that can be let know: the parties, and those beside them, by their logs."""
    beside = [
        (f"{side.kind}:{side.id}", side.name)
        for side in view.sides
        if side.kind not in (SideKind.MEDIATION, SideKind.PARTY)
    ]
    return [*named_parties(view), *beside]


def tracks_to_choose(view: CaseView) -> list[tuple[str, str]]:
    """List the tracks that there are, by their ids, with their names."""
    w = wording_for_reader(view.case)
    return [(one.id, w.text(one.name)) for one in read_talks(view).talks.tracks]


def typed_text(typed: str) -> Text | None:
    """Make a text of what somebody typed; None where that is nothing."""
    return Text((("", typed.strip()),)) if typed.strip() else None
