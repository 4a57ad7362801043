"""The mediation's drafts: packages that it keeps under a name, for the analysis to judge."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.office.access.acting import AlreadyDone
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import PackageHead
from goodoffices.office.access.rights import Right
from goodoffices.office.drafts import commands
from goodoffices.office.drafts.forms import DraftForm, DraftRemovalForm
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.pages.package_form import hidden_fields
from goodoffices.office.papers.packages import broken_rules, choices_in, whole_packages
from goodoffices.office.refusal import Refused


@door(read=Right.ESTIMATE, write=Right.ESTIMATE)
def drafts(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the drafts, each issue by issue; keep one more, or remove one."""
    error: Refused | str = ""
    form, removal = DraftForm(request, view.case), DraftRemovalForm(request)
    if request.method == "POST":
        try:
            if removal.is_bound:
                commands.remove_draft(view, removal.read()["draft"])
            else:
                name = _keep(view, form)
                messages.success(request, _("Saved as the draft “{name}”.").format(name=name))
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
            "key": f"draft:{PurePosixPath(paper.head.file).stem}",
            "at": paper.made_at,
            "rows": package_rows(view.case, whole[file])
            if (file := paper.head.file) in whole
            else [],
            "open": _left_open(view, paper),
            "broken": broken_rules(view.case, whole[file]) if file in whole else [],
            "hidden": hidden_fields(whole.get(file)),
        }
        for paper in found
    ]
    context = {"drafts": listed, "error": error, "form": form if error and form.composed else None}
    return page(request, view, "drafts/drafts", 422 if error else 200, **context)


def _keep(view: CaseView, form: DraftForm) -> str:
    """Keep the package that was put together, give its name. Raises `Refused`, `AlreadyDone`."""
    sent = form.read()
    if form.composed is None:
        raise Refused(
            _("A draft that is kept here settles every issue: put it together on the bench.")
        )
    commands.keep_draft_package(view, sent["name"], form.composed, sent["idempotency_key"])
    return str(sent["name"])


def _left_open(view: CaseView, paper: PaperView[PackageHead]) -> list[str]:
    """List the issues that a draft leaves open.

    None are listed where it cannot be read with the case as it is now.
    """
    try:
        choices = choices_in(view, {paper.head.file: paper}, {"package": paper.head.file})
    except CaseFileError:
        return []
    w = wording_for_reader(view.case)
    return [w.issue(i) for i in view.case.issue_ids if i not in choices]
