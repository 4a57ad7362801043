"""The forms of notes: one that is kept, and one that is deleted."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from goodoffices.office.notes.commands import LENGTH, MOST_NOTE
from goodoffices.office.pages.forms import ActForm, Identifier, OfficeForm, Words


class NoteForm(ActForm):
    """A note for one's own side."""

    text = Words(label=gettext_lazy("A note"), most=MOST_NOTE, missing=LENGTH, rows=5, strip=False)


class NoteDeletionForm(OfficeForm):
    """A note to be deleted."""

    note = Identifier()
