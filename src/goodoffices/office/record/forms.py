"""The forms of the record: the day up to which somebody asks what a person could read."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.office.pages.forms import (
    INCOMPLETE,
    ActForm,
    Hidden,
    Line,
    OfficeForm,
    Sure,
)
from goodoffices.office.record.passkeys import MOST_SENT

#: Entries of a log, as the database counts them.
LARGEST_SIZE = 2**31 - 1
#: Characters of the reason for which the words of an entry are destroyed.
MOST_WHY = 500

#: No office is older.
FIRST = datetime.date(2000, 1, 1)


class ApprovalForm(ActForm):
    """What somebody's device signed of a checkpoint; ``size`` is the checkpoint's."""

    told_by = ("signature",)

    size = forms.IntegerField(
        min_value=1,
        max_value=LARGEST_SIZE,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), INCOMPLETE),
    )
    signature = Hidden(most=MOST_SENT)


class DestructionForm(ActForm):
    """The words of an entry, to be destroyed, with the reason that the record keeps."""

    told_by = ("why",)

    why = Line(
        label=gettext_lazy("Why, in words that every reader of this log may read (name nobody)"),
        most=MOST_WHY,
        missing=gettext_lazy("Say why: the reason stays in the record."),
    )
    sure = Sure(
        label=gettext_lazy("Destroy the words; this cannot be undone"),
        missing=gettext_lazy("Say that you are sure: words that are destroyed cannot be had back."),
    )


class DayForm(OfficeForm):
    """A day. It is asked for by the address, as it changes nothing; today where it is none."""

    day: Any = forms.DateField(
        label=pgettext_lazy("a day", "Up to the end of"),
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write a day such as 2026-11-29.")},
    )

    def __init__(self, request: HttpRequest) -> None:
        today = timezone.localdate()
        try:
            asked = datetime.date.fromisoformat(request.GET.get("day", ""))
        except ValueError:
            asked = today
        self.day = min(max(asked, FIRST), today)
        super().__init__(request, initial={"day": self.day})

    @property
    def end(self) -> datetime.datetime:
        """Give the end of the day, by the reader's clock."""
        zone = timezone.get_current_timezone()
        return datetime.datetime.combine(self.day, datetime.time.max, zone)
