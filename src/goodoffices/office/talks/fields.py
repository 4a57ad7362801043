"""The fields that forms of the talks share, and what can be chosen in them."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.case import Text
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks.readings import read_talks
from goodoffices.procedure import Level, MayBeSaid
from goodoffices.procedure.moment import FIRST_YEAR, LAST_YEAR

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
WRITE_THE_DAY = gettext_lazy("Write the day as 2025-03-23.")


class Sides(forms.MultipleChoiceField):
    """Some of the sides, or none."""

    def __init__(self, **named: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **named)


class DayField(forms.DateField):
    """A day. ``missing``: what is said where there is none."""

    def __init__(self, *, missing: Any = WRITE_THE_DAY, **named: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}),
            input_formats=["%Y-%m-%d"],
            error_messages={"required": missing, "invalid": WRITE_THE_DAY},
            **named,
        )

    def to_python(self, value: Any) -> datetime.date | None:
        """Read a day of a year that talks can have. Raises `forms.ValidationError`."""
        day = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(WRITE_THE_DAY)
        return day


class TimeOfDay(forms.TimeField):
    """A time of day, on the clock of who writes it. ``missing``: said where there is none."""

    def __init__(self, *, missing: Any = "", **named: Any) -> None:
        invalid = gettext_lazy("Write the time as 18:00.")
        super().__init__(
            widget=forms.TimeInput({"type": "time"}),
            input_formats=["%H:%M"],
            error_messages={"required": missing, "invalid": invalid},
            **named,
        )


class PeopleCount(forms.IntegerField):
    """How many people of a side came; empty where nobody counted."""

    def __init__(self, **named: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=MOST_PEOPLE, **named)


def today() -> datetime.date:
    """Give the day on the reader's clock."""
    return timezone.localtime(clock_and_chance.now()).date()


def named_parties(view: CaseView) -> list[tuple[str, str]]:
    """List the parties that are in the talks, by their ids, with their names."""
    w = wording_for_reader(view.case)
    return [(p, w.party(p)) for p in view.case.party_ids if p not in view.withdrawn]


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
