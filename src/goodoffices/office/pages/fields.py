"""Fields that forms of several rooms share: sides, days, hours; and the parties by their names."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.sealing import clock_and_chance
from goodoffices.procedure.moment import FIRST_YEAR, LAST_YEAR

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


def today() -> datetime.date:
    """Give the day on the reader's clock."""
    return timezone.localtime(clock_and_chance.now()).date()


def named_parties(view: CaseView) -> list[tuple[str, str]]:
    """List the parties that are in the talks, by their ids, with their names."""
    w = wording_for_reader(view.case)
    return [(p, w.party(p)) for p in view.case.party_ids if p not in view.withdrawn]
