"""Before a case: whether the office is up, one's cases, opening one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodoffices.formats.ours.edited_text import EditRefused
from goodoffices.formats.ours.new_case import blank_case, template_texts
from goodoffices.office.access.acting import AlreadyDone
from goodoffices.office.access.case_view import cases_of
from goodoffices.office.access.door import anyone, signed_in
from goodoffices.office.access.sessions import person_of
from goodoffices.office.cases.forms import FolderForm, LinesForm, TemplateForm
from goodoffices.office.cases.opening import open_case
from goodoffices.office.cases.readings import list_what_waits
from goodoffices.office.computing.pool import computed
from goodoffices.office.languages import reader_language
from goodoffices.office.pages.forms import new_idempotency_key
from goodoffices.office.papers import archive
from goodoffices.office.refusal import Refused


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
    error: Exception | str = ""
    if request.method == "POST":
        try:
            sent = next((one for one in (lines, template) if one.is_bound), folder).read()
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
    }
    return render(request, "office/cases/new_case.html", context, status=422 if error else 200)


def _texts_of_new_case(request: HttpRequest, sent: Mapping[str, Any]) -> dict[str, str]:
    """Write the files of a case that a form begins. Raises `Refused`, `EditRefused`."""
    if "template" in sent:
        return template_texts(sent["template"])
    if "folder" in sent:
        content, language = sent["folder"].read(), reader_language()
        return computed(person_of(request).pk, None, None, archive.texts_of, content, language)
    return {"case.yaml": blank_case(sent["name"], sent["parties"], sent["issues"])}
