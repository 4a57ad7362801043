"""The ground rules of a case: questions that write them into the draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.case import GROUND_TEXTS
from goodoffices.formats.ours.case_editing import with_ground_rules
from goodoffices.formats.ours.edited_text import EditRefused
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.cases import changing
from goodoffices.office.cases.building import refuse_new_mistake
from goodoffices.office.cases.forms import GroundRulesForm
from goodoffices.office.cases.readings import read_case_draft
from goodoffices.office.computing.texts import case_or_faults
from goodoffices.office.languages import reader_language
from goodoffices.office.pages.drawing import page
from goodoffices.office.refusal import Refused


@door(read=Right.BUILD_CASE, write=Right.BUILD_CASE)
def ground_rules(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the ground rules of the draft as questions, and change them in it."""
    text = read_case_draft(view) or view.case_text
    case, _faults = view.compute(case_or_faults, text, reader_language())
    if case is None:
        return redirect("build", case_id=view.case_id)
    form = GroundRulesForm(request, case)
    error: Exception | str = ""
    if request.method == "POST":
        try:
            sent = form.read()
            if form.has_changed():
                texts = {name: sent[name] for name in GROUND_TEXTS}
                new = view.compute(
                    with_ground_rules, text, texts, sent["reading_time"], sent["part_agreements"]
                )
                refuse_new_mistake(view, text, new)
                changing.keep_draft(view, new)
            messages.success(request, _("Saved in the draft."))
            return redirect("build", case_id=view.case_id)
        except (EditRefused, Refused) as refusal:
            error = refusal
    shown = {"form": form, "first": case.languages[0], "error": error}
    return page(request, view, "cases/ground_rules_form", 422 if error else 200, **shown)
