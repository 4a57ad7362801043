"""The forms of texts: a new one, a new version, copies, and what is said of a copy."""

from __future__ import annotations

from collections.abc import Collection

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.pages.fields import Sides, named_parties
from goodoffices.office.pages.forms import INCOMPLETE, ActForm, Line, Words
from goodoffices.office.texts.commands import (
    BODY,
    MOST_TEXT,
    MOST_TITLE,
    MOST_WORDS,
    TITLE,
    WORDS,
)

_NUMBER_ERRORS = dict.fromkeys(("required", "invalid", "min_value"), INCOMPLETE)


class NewTextForm(ActForm):
    """A text that begins: what it is called, and its first version."""

    told_by: Collection[str] = ("title",)

    title = Line(label=gettext_lazy("What the text is called"), most=MOST_TITLE, missing=TITLE)
    body = Words(label=gettext_lazy("The text"), most=MOST_TEXT, missing=BODY, rows=12)


class VersionForm(ActForm):
    """The next version of a text. ``based_on``: the number of the version that was changed."""

    told_by: Collection[str] = ("based_on",)

    body = Words(label=gettext_lazy("The text"), most=MOST_TEXT, missing=BODY, rows=24)
    based_on = forms.IntegerField(
        min_value=1, widget=forms.HiddenInput, error_messages=_NUMBER_ERRORS
    )


class HandOutForm(ActForm):
    """To whom a version goes."""

    told_by: Collection[str] = ("version",)

    version = forms.IntegerField(
        min_value=1, widget=forms.HiddenInput, error_messages=_NUMBER_ERRORS
    )
    to = Sides(label=gettext_lazy("To whom a copy goes"))

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request)
        self.offer("to", named_parties(view))


class CriticismForm(ActForm):
    """What a party says of a place of its copy."""

    told_by: Collection[str] = ("paragraph",)

    paragraph = forms.IntegerField(
        label=gettext_lazy("Of which paragraph (0: of the whole text)"),
        min_value=0,
        initial=0,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value"), gettext_lazy("There is no such paragraph.")
        ),
    )
    words = Words(label=gettext_lazy("What you say of it"), most=MOST_WORDS, missing=WORDS, rows=4)
