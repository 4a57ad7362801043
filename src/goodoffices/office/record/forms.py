"""The forms of the record: the day up to which somebody asks what a person could read."""

from __future__ import annotations

import datetime

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from goodoffices.office.pages.forms import OfficeForm


class DayForm(OfficeForm):
    """A day. It is asked for by the address, as it changes nothing; today where it is none."""

    day = forms.DateField(
        label="Up to the end of",
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": "Write a day such as 2026-11-29."},
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, initial={"day": timezone.localdate()})
        try:
            self.asked = datetime.date.fromisoformat(request.GET.get("day", ""))
        except ValueError:
            self.asked = timezone.localdate()
        self.initial = {"day": self.asked}
