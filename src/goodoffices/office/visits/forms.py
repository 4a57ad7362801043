"""The form that marks what is new as seen."""

from __future__ import annotations

from django import forms

from goodoffices.office.pages.forms import INCOMPLETE, ActForm


class SeenForm(ActForm):
    """Up to when something is marked as seen: the moment at which the page was made."""

    until = forms.DateTimeField(
        widget=forms.HiddenInput,
        input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"],
        error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE},
    )
