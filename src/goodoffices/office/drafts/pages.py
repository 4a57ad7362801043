"""The mediation's drafts: packages that it keeps under a name, for the analysis to judge."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.office.access.acting import AlreadyDone
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import PackageHead
from goodoffices.office.access.rights import Right
from goodoffices.office.drafts import commands
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import composed, idempotency_key_of, name_in, uuid_in
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.papers.packages import broken_rules, choices_in, whole_packages
from goodoffices.office.refusal import Refused
from goodoffices.report.wording import Wording


@door(read=Right.ESTIMATE, write=Right.ESTIMATE)
def drafts(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the drafts, each issue by issue; keep one more, or remove one."""
    error: Refused | str = ""
    package = composed(request, view.case)
    name = name_in(request, "name", 60).replace(" ", "-")
    if request.method == "POST":
        try:
            if request.POST.get("step") == "remove":
                commands.remove_draft(view, uuid_in(request, "draft"))
            elif package is None:
                raise Refused(
                    "A draft that is kept here settles every issue: put it together on the bench."
                )
            else:
                commands.keep_draft_package(view, name, package, idempotency_key_of(request))
            return redirect("drafts", case_id=view.case_id)
        except AlreadyDone:
            return redirect("drafts", case_id=view.case_id)
        except Refused as refusal:
            error = refusal
    found = view.papers(PackageHead)
    whole = whole_packages(view, found)
    listed = [
        {
            "id": paper.id,
            "name": PurePosixPath(paper.head.file).stem,
            "at": paper.made_at,
            "rows": package_rows(view.case, whole[file])
            if (file := paper.head.file) in whole
            else [],
            "open": _left_open(view, paper),
            "broken": broken_rules(view.case, whole[file]) if file in whole else [],
            "hidden": [(f"option:{i}", o) for i, o in whole.get(file, {}).items()],
        }
        for paper in found
    ]
    again = [] if not error or package is None else [(f"option:{i}", o) for i, o in package.items()]
    return page(
        request,
        view,
        "drafts/drafts",
        422 if error else 200,
        drafts=listed,
        error=error,
        again=again,
        typed=name,
    )


def _left_open(view: CaseView, paper: PaperView[PackageHead]) -> list[str]:
    """List the issues that a draft leaves open.

    None are listed where it cannot be read with the case as it is now.
    """
    try:
        choices = choices_in(view, {paper.head.file: paper}, {"package": paper.head.file})
    except CaseFileError:
        return []
    return [Wording(view.case).issue(i) for i in view.case.issue_ids if i not in choices]
