"""The notes of a side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.notes import commands
from goodoffices.office.notes.forms import NoteDeletionForm, NoteForm
from goodoffices.office.notes.readings import read_note_page
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import page_number
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import journal


@door(read=Right.KEEP_NOTES, write=Right.KEEP_NOTES)
def notes(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the side's notes, and keep one more."""
    form = NoteForm(request)
    error: Refused | str = ""
    if request.method == "POST":
        try:
            sent = form.read()
        except Refused as refusal:
            error = refusal
        else:
            doing_once(lambda: commands.note(view, sent["text"], sent["idempotency_key"]))
            return redirect("notes", case_id=view.case_id)
    number = page_number(request)
    found, page_count = read_note_page(view, number)
    context = {"form": form, "notes": found, "page_count": page_count, "number": number}
    return page(request, view, "notes/notes", 422 if error else 200, error=error, **context)


@door(write=Right.KEEP_NOTES)
def delete_note(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Delete a note and its key."""
    commands.delete_note(view, NoteDeletionForm(request).read()["note"])
    said = _("The note is deleted, with its key.")
    if not journal.is_empty():
        left = _(
            "Something still reads the office's files (a backup, for example); the office goes "
            "on until no copy is left in its journal."
        )
        said = f"{said} {left}"
    messages.success(request, said)
    return redirect("notes", case_id=view.case_id)
