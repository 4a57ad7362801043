"""The mediation's drafts: packages that it keeps under a name, for the analysis to judge."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.formats.errors import CaseFileError
from goodoffices.office.case_view import CaseView
from goodoffices.office.commands import papers
from goodoffices.office.commands.act import AlreadyDone
from goodoffices.office.door import door
from goodoffices.office.kinds import PaperKind
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import composed, form_id, name_in, uuid_in
from goodoffices.office.refusal import Refused
from goodoffices.office.releasing import choices_in, whole_packages
from goodoffices.office.rights import Right
from goodoffices.office.seen import PaperView
from goodoffices.office.spoken import package_rows
from goodoffices.office.weighing import broken_rules
from goodoffices.report.wording import Wording


@door(Right.ESTIMATE, methods=("GET", "POST"))
def drafts(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The drafts, each issue by issue; keeping one more, or removing one."""
    wrong: Refused | str = ""
    package = composed(request, view.case)
    name = name_in(request, "name", 60).replace(" ", "-")
    if request.method == "POST":
        try:
            if request.POST.get("step") == "remove":
                papers.remove_draft(view, uuid_in(request, "draft"))
            elif package is None:
                raise Refused("A draft that is kept here settles every issue: put it together on the bench.")
            else:
                papers.keep_draft_package(view, name, package, form_id(request))
            return redirect("drafts", case_id=view.case_id)
        except AlreadyDone:
            return redirect("drafts", case_id=view.case_id)
        except Refused as refusal:
            wrong = refusal
    found = view.papers(PaperKind.PACKAGE)
    whole = whole_packages(view, found)
    listed = [
        {
            "id": paper.id,
            "name": PurePosixPath(paper.head["file"]).stem,
            "at": paper.made_at,
            "rows": package_rows(view.case, whole[file]) if (file := paper.head["file"]) in whole else [],
            "open": _left_open(view, paper),
            "broken": broken_rules(view.case, whole[file]) if file in whole else [],
            "hidden": [(f"option:{i}", o) for i, o in whole.get(file, {}).items()],
        }
        for paper in found
    ]
    again = [] if not wrong or package is None else [(f"option:{i}", o) for i, o in package.items()]
    return page(request, view, "drafts", 422 if wrong else 200, drafts=listed, wrong=wrong, again=again, typed=name)


def _left_open(view: CaseView, paper: PaperView) -> list[str]:
    """The issues that a draft leaves open; none where it cannot be read with the case as it is now."""
    try:
        choices = choices_in(view, {paper.head["file"]: paper}, {"package": paper.head["file"]})
    except CaseFileError:
        return []
    return [Wording(view.case).issue(i) for i in view.case.issue_ids if i not in choices]
