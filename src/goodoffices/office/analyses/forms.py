"""The forms of analyses: the hours at which one is made, and walk-away values to try out."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.analyses.commands import HOURS_EXPECTED
from goodoffices.office.pages.forms import OfficeForm
from goodoffices.office.pages.numbers import plain_number
from goodoffices.report.wording import Wording

#: Characters of a field of hours; of a walk-away value.
MOST_HOURS_TYPED, MOST_FLOOR_TYPED = 60, 12


class HoursForm(OfficeForm):
    """The hours at which a case is analysed by itself."""

    hours = forms.CharField(
        label=gettext_lazy("Every day at (UTC; empty: only when somebody asks)"),
        required=False,
        max_length=MOST_HOURS_TYPED,
        widget=forms.TextInput({"placeholder": "06:00 18:00"}),
        error_messages={"max_length": HOURS_EXPECTED},
    )

    def __init__(self, request: HttpRequest, standing: Iterable[str]) -> None:
        # Another part of the page has the id ``hours``.
        super().__init__(request, auto_id="%s-of", initial={"hours": " ".join(standing)})

    def clean_hours(self) -> list[str]:
        """List the hours, which stand between spaces or commas."""
        return str(self.cleaned_data["hours"]).replace(",", " ").split()


class Floor(forms.CharField):
    """A walk-away value of one party that is tried out.

    It is the party's own, exactly, where nothing else was typed; None: it signs anything.
    """

    def __init__(self, party: str, floor: Fraction | None) -> None:
        self.floor, self.shown = floor, "" if floor is None else f"{float(floor):g}"
        super().__init__(
            label=_("{party} walks away below").format(party=party),
            required=False,
            initial=self.shown,
            widget=forms.TextInput({"inputmode": "decimal", "maxlength": MOST_FLOOR_TYPED}),
        )
        self.expected = _(
            "{party}: a walk-away value is a number such as 42, or empty for none."
        ).format(party=party)

    def clean(self, value: Any) -> Fraction | None:
        """Read the value that was typed. Raises `ValidationError`."""
        typed = self.shown if value is None else str(value).strip()
        if typed == self.shown:
            return self.floor
        found = plain_number(typed)
        if typed and found is None:
            raise forms.ValidationError(self.expected)
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Give what the field shows: what was typed, or its own value where it was not sent."""
        return initial if data is None else data


class FloorsForm(OfficeForm):
    """Walk-away values that are tried out, one for each party."""

    def __init__(self, request: HttpRequest, w: Wording, floors: Iterable[Fraction | None]) -> None:
        fields = {
            f"floor:{party}": Floor(w.party(party), floor)
            for party, floor in zip(w.case.party_ids, floors, strict=True)
        }
        self.told_by = fields
        super().__init__(request)
        self.fields |= fields
        self.standing = [field.floor for field in fields.values()]

    @property
    def values(self) -> list[Fraction | None]:
        """List the values to try out, those of the result where none was typed. Raises `Refused`.

        None: this party signs anything.
        """
        return list(self.read().values()) if self.is_bound else self.standing
