"""Before a case: whether the office is up, one's cases, opening one."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goodoffices.formats.ours.case_editing import TEMPLATE_NAMES, blank_case, template_texts
from goodoffices.formats.ours.edited_text import EditRefused
from goodoffices.office.access.acting import AlreadyDone
from goodoffices.office.access.case_view import cases_of
from goodoffices.office.access.door import anyone, signed_in
from goodoffices.office.cases.opening import open_case
from goodoffices.office.cases.readings import list_what_waits
from goodoffices.office.computing.pool import computed
from goodoffices.office.pages.forms import chosen, idempotency_key_of, new_idempotency_key
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
    return render(
        request,
        "office/cases/cases.html",
        {
            "cases": [
                (view, [] if view.is_locked else list_what_waits(view))
                for view in cases_of(request.user.pk)
            ]
        },
    )


@signed_in
@require_http_methods(["GET", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    """Open a case: from its folder as one ZIP, from a template, or from a few lines."""
    if not request.user.may_open_cases:
        return render(
            request,
            "office/refused.html",
            {"message": "Only mediators of this office open cases."},
            status=403,
        )
    error: Exception | str = ""
    if request.method == "POST":
        try:
            case_id = open_case(
                request.user, _texts_of_new_case(request), idempotency_key_of(request)
            )
            return redirect("case", case_id=case_id)
        except AlreadyDone:
            return redirect("cases")
        except (Refused, EditRefused) as refusal:
            error = refusal
    typed = {name: request.POST.get(name, "")[:4000] for name in ("name", "parties", "issues")}
    context = {
        "error": error,
        "idempotency_key": new_idempotency_key(),
        "templates": TEMPLATE_NAMES,
        "typed": typed,
    }
    return render(request, "office/cases/new_case.html", context, status=422 if error else 200)


def _texts_of_new_case(request: HttpRequest) -> dict[str, str]:
    """Write the files of a case that a form begins. Raises `Refused`, `EditRefused`."""
    source = request.POST.get("from", "folder")
    if source == "template":
        return template_texts(chosen(request, "template", TEMPLATE_NAMES))
    if source == "lines":
        name = request.POST.get("name", "").strip()
        parties = [
            line.strip() for line in request.POST.get("parties", "").splitlines() if line.strip()
        ]
        lines = [
            line.strip() for line in request.POST.get("issues", "").splitlines() if line.strip()
        ]
        if not name or len(parties) < 2 or not lines:
            raise Refused(
                "A case has a name, at least two parties, and at least one issue with its options.",
                "name",
            )
        if len(name) > 200 or any(len(party) > 200 for party in parties):
            raise Refused("The name of the case, and of a party, has up to 200 characters.", "name")
        if len(parties) > 20 or len(lines) > 100:
            raise Refused(
                (
                    "That are more than 20 parties or 100 issues. "
                    "Begin with fewer, or upload a folder."
                ),
                "issues",
            )
        return {
            "case.yaml": blank_case(
                name,
                parties,
                [_issue_of_line(number, line) for number, line in enumerate(lines, 1)],
            )
        }
    upload = request.FILES.get("folder")
    if upload is None:
        raise Refused("Choose the ZIP of a case folder.", "folder")
    return computed(request.user.pk, None, None, archive.texts_of, upload.read())


def _issue_of_line(number: int, line: str) -> tuple[str, list[str]]:
    """Read an issue and its options from one line. Raises `Refused`.

    Such a line is ``Working hours: as now; 38 a week``.
    """
    issue, colon, rest = line.partition(":")
    options = [option.strip() for option in rest.split(";") if option.strip()]
    shown = f"Issue {number} (“{line[:60]}”)"
    if not colon or not issue.strip():
        raise Refused(
            (
                f"{shown} has no colon. "
                "Write what the issue is called, a colon, then its options with semicolons."
            ),
            "issues",
        )
    if len(options) < 2:
        raise Refused(
            f"{shown} has fewer than two options. Write what holds now, and at least one other.",
            "issues",
        )
    if twice := next((one for one in options if options.count(one) > 1), None):
        raise Refused(
            f"{shown} has the option “{twice[:60]}” twice. Take one away, or name it otherwise.",
            "issues",
        )
    if len(issue) > 200 or any(len(option) > 300 for option in options):
        raise Refused(
            f"{shown} is too long: an issue has up to 200 characters, an option 300.", "issues"
        )
    return issue.strip(), options
