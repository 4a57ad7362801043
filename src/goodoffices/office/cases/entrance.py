"""Before a case: whether the office is up, one's cases, opening one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodoffices.formats.ours.edited_text import EditRefused
from goodoffices.formats.ours.new_case import blank_case, template_texts
from goodoffices.formats.tables.sheet_of_case import START
from goodoffices.office.access.acting import AlreadyDone
from goodoffices.office.access.case_view import cases_of
from goodoffices.office.access.door import anyone, signed_in
from goodoffices.office.access.sessions import person_of
from goodoffices.office.cases.forms import FolderForm, LinesForm, SheetForm, TemplateForm
from goodoffices.office.cases.opening import open_case
from goodoffices.office.cases.readings import list_what_waits
from goodoffices.office.computing.pool import computed
from goodoffices.office.computing.texts import texts_of_sheet
from goodoffices.office.languages import reader_language
from goodoffices.office.pages.forms import new_idempotency_key
from goodoffices.office.papers import archive
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance


@anyone
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Tell whether the office answers and its database does."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@signed_in
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases in which one stands."""
    found = [
        (view, [] if view.is_locked else list_what_waits(view))
        for view in cases_of(person_of(request).pk)
    ]
    # Closed ones come last.
    found.sort(key=lambda pair: pair[0].is_closed)
    count = sum(len(waiting) for __, waiting in found)
    return render(request, "office/cases/cases.html", {"cases": found, "count": count})


@signed_in
@require_http_methods(["GET", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    """Open a case: from its folder as one ZIP, from a template, or from a few lines."""
    if not person_of(request).may_open_cases:
        return render(
            request,
            "office/refused.html",
            {"message": _("Only mediators of this office open cases.")},
            status=403,
        )
    lines, template, folder = LinesForm(request), TemplateForm(request), FolderForm(request)
    sheet = SheetForm(request)
    error: Exception | str = ""
    if request.method == "POST":
        try:
            forms = (lines, template, sheet)
            sent = next((one for one in forms if one.is_bound), folder).read()
            case_id = open_case(
                person_of(request), _texts_of_new_case(request, sent), sent["idempotency_key"]
            )
            return redirect("case", case_id=case_id)
        except AlreadyDone:
            return redirect("cases")
        except (Refused, EditRefused) as refusal:
            error = refusal
    context = {
        "error": error,
        "idempotency_key": new_idempotency_key(),
        "lines": lines,
        "template": template,
        "folder": folder,
        "sheet": sheet,
    }
    return render(request, "office/cases/new_case.html", context, status=422 if error else 200)


@signed_in
@require_safe
def empty_sheet(request: HttpRequest) -> HttpResponse:
    """Give the sheet that a case can be written into, as CSV."""
    return HttpResponse(
        START.read_bytes(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="sheet.csv"'},
    )


def _texts_of_new_case(request: HttpRequest, sent: Mapping[str, Any]) -> dict[str, str]:
    """Write the files of a case that a form begins. Raises `Refused`, `EditRefused`."""
    if "template" in sent:
        return template_texts(sent["template"])
    person, language = person_of(request).pk, reader_language()
    if "folder" in sent:
        content = sent["folder"].read()
        return computed(person, None, None, archive.texts_of, content, language)
    if "sheet" in sent:
        file, day = sent["sheet"], clock_and_chance.now().date()
        words = (file.read(), PurePath(file.name).name, sent["sheet_name"], day, language)
        return computed(person, None, None, texts_of_sheet, *words)
    return {"case.yaml": blank_case(sent["name"], sent["parties"], sent["issues"])}
