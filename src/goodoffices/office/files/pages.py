"""The pages of the drawer: files, one file, its bytes to take away."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.files import commands
from goodoffices.office.files.forms import DropForm, FileDeletionForm, HandOverForm
from goodoffices.office.files.in_words import file_in_words, files_in_words
from goodoffices.office.files.readings import find_file, read_content, read_files
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_page import acted, form_page
from goodoffices.office.pages.forms import page_number
from goodoffices.office.refusal import Refused


@door(read=Right.SEE_FILES, write=Right.DROP_FILES)
def files(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the files of one's side, and take more of them."""
    form = DropForm(request, view)
    if request.method != "POST":
        return _drawn(request, view, form)

    def act() -> None:
        sent, dropped = form.read(), form.dropped()
        commands.drop_files(
            view, dropped, sent["label"], sent["on"], sent["issue"], sent["idempotency_key"]
        )

    def drawn(refusal: Refused) -> HttpResponse:
        form.show(refusal)
        return _drawn(request, view, form, refusal)

    done = _("It is in your drawer. Nobody of another side reads it.")
    return acted(request, view, act, drawn, done=done, leads_to="files")


def _drawn(
    request: HttpRequest, view: CaseView, form: DropForm, error: Refused | str = ""
) -> HttpResponse:
    number = page_number(request)
    found, page_count = read_files(view, number)
    context = {
        "form": form,
        "files": files_in_words(found, view),
        "page_count": page_count,
        "number": None if number is None else min(number, page_count),
        "error": error,
    }
    return page(request, view, "files/files", 422 if error else 200, **context)


@door(read=Right.SEE_FILES, write=Right.DROP_FILES)
def file(request: HttpRequest, view: CaseView, file: uuid.UUID) -> HttpResponse:
    """Show what a file holds, beside its text, too, and hand it over."""
    found = find_file(view, file)
    if found is None:
        raise Http404
    may = view.may(Right.RELEASE if view.is_mediation else Right.GIVE_ITEMS)
    form = HandOverForm(request, view) if found.is_own and may else None

    def act() -> None:
        if form is None:
            raise Refused(_("This file cannot be handed over from here."))
        sent = form.read()
        commands.hand_over(
            view,
            file,
            sent.get("to", ()),
            sent["idempotency_key"],
            words=sent["words"],
            is_clean=sent["is_clean"],
        )

    shown, done = file_in_words(found, view), _("It is handed over.")
    return form_page(
        request, view, "files/file", form, act, done=done, leads_to="items", file=shown
    )


@door(read=Right.SEE_FILES)
def file_content(request: HttpRequest, view: CaseView, file: uuid.UUID) -> HttpResponse:
    """Give the bytes of a file to take away: never to be shown by the browser itself."""
    found = read_content(view, file)
    if found is None:
        raise Http404
    name, content = found
    answer = HttpResponse(content, content_type="application/octet-stream")
    plain = name.encode("ascii", "replace").decode().replace('"', "_").replace("\\", "_")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@door(write=Right.DELETE_FILES)
def delete_file(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Delete a file of one's drawer, with its key."""
    commands.delete_file(view, FileDeletionForm(request).read()["file"])
    messages.success(request, _("The file is deleted, with its key."))
    return redirect("files", case_id=view.case_id)
