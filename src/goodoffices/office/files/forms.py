"""The forms of files: those that are dropped, and one that is handed over."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.files.commands import DroppedFile
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.fields import DayField, Sides, named_parties
from goodoffices.office.pages.forms import ActForm, Choice, Identifier, Line, OfficeForm, YesBox

MOST_LABEL = 200
CHOOSE = gettext_lazy("Choose a file.")


class SeveralFiles(forms.FileInput):
    """An input in which several files can be chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Give all files that were sent."""
        return files.getlist(name)


class Files(forms.Field):
    """One file or several."""

    widget = SeveralFiles

    def __init__(self, **named: Any) -> None:
        super().__init__(error_messages={"required": CHOOSE}, **named)


class DropForm(ActForm):
    """Files for the drawer, with a label, a day and an issue."""

    told_by: Collection[str] = ("label", "dropped_files")

    dropped_files = Files(label=gettext_lazy("Files (each up to 10 MB)"))
    label = Line(label=gettext_lazy("What it is (optional)"), most=MOST_LABEL, required=False)
    on = DayField(label=gettext_lazy("Its day (optional)"), required=False)
    issue = Choice(label=gettext_lazy("Issue (optional)"), required=False)

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request)
        w = wording_for_reader(view.case)
        issues = [(i.id, w.issue(i.id)) for i in view.case.issues]
        self.offer("issue", [("", "–"), *issues])

    def dropped(self) -> list[DroppedFile]:
        """Read the files that were sent. Raises `Refused`."""
        return [
            DroppedFile(name=str(one.name), data=one.read()) for one in self.read()["dropped_files"]
        ]


class HandOverForm(ActForm):
    """A file of the drawer that goes to another side."""

    told_by: Collection[str] = ("handing_over",)

    handing_over = forms.CharField(widget=forms.HiddenInput, initial="yes")
    is_clean = forms.BooleanField(
        label=gettext_lazy("Hand over a copy without what stands beside the text"),
        widget=YesBox,
        required=False,
    )
    words = Line(
        label=gettext_lazy("Words that go with it (optional)"), most=MOST_LABEL, required=False
    )
    to = Sides(label=pgettext_lazy("of a file", "To whom the mediation may carry it"))

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request)
        self.offer("to", [one for one in named_parties(view) if one[0] != view.side.party])
        if view.is_mediation:
            self.fields["to"].label = pgettext_lazy("of a file", "To whom it goes")
        elif not view.may(Right.ALLOW_ITEMS):
            del self.fields["to"]


class FileDeletionForm(OfficeForm):
    """A file to be deleted."""

    file = Identifier()
