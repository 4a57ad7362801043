"""The front page of a case, what the record keeps, and its files to take away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.on_desk import agreement_on_desk
from goodoffices.office.analyses.frontier_drawing import lead_of
from goodoffices.office.cases.desk import desk_of
from goodoffices.office.cases.forms import ClearingForm
from goodoffices.office.cases.readings import (
    list_what_waits,
    read_open_change,
    texts_to_export,
    waits_for_others,
)
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.papers import archive
from goodoffices.office.papers.case_texts import issues_new_since
from goodoffices.office.people import commands
from goodoffices.office.preferences.readings import read_own_preferences, why_unfitting
from goodoffices.office.releases.in_words import releases_in_words
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks.in_words import steps_in_words
from goodoffices.office.visits.in_words import news_in_words
from goodoffices.report.ground_rules import ground_rules_in_words


@door(read=Right.SEE_CASE)
def case(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the front page of a case, for one's side."""
    w = wording_for_reader(view.case)
    issues = [
        (
            w.issue(i.id),
            w.note(i.id),
            [(w.option(i.id, o), o == i.status_quo) for o in i.option_ids],
        )
        for i in view.case.issues
    ]
    rules = [w.restriction(r) for r in view.case.restrictions]
    given = read_own_preferences(view) if view.is_party else []
    is_fitting = not given or not why_unfitting(view, given[0])
    change = read_open_change(view)
    context = {
        "issues": issues,
        "rules": rules,
        "releases": releases_in_words(view),
        "given": given,
        "is_fitting": is_fitting,
        "change": change,
    }
    context["news"] = news_in_words(view)
    context["made_at"] = clock_and_chance.now().isoformat()
    context["ground_rules"] = ground_rules_in_words(w)
    context["new_since"] = issues_new_since(view, given[0]) if given else []
    if view.has_withdrawn and not view.is_locked:
        return page(request, view, "cases/withdrawn", 200, releases=[], form=ClearingForm(request))
    if view.is_mediation and not view.is_locked:
        desk = desk_of(view, change)
        found = "" if desk.result is None else lead_of(desk.result, w)
        return page(request, view, "cases/desk", 200, desk=desk, found=found, **context)
    waiting = list_what_waits(view) if not view.is_locked else []
    context["owed"] = agreement_on_desk(view)
    context["own_steps"] = [one for one in steps_in_words(view) if one.is_hers]
    return page(
        request,
        view,
        "cases/case",
        200,
        waiting=waiting,
        waits_for_others=bool(not waiting and waits_for_others(view)),
        **context,
    )


@door(read=Right.SEE_CASE)
def export(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Give the case folder as a ZIP, as far as one's side may take it away."""
    packed = archive.packed(texts_to_export(view))
    return attachment(packed, f"{view.case.id}.zip", "application/zip")


@door(read=Right.SEE_CASE, write=Right.SEE_CASE)
def told(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what the record keeps, before a person's first entry."""
    if request.method == "POST":
        commands.be_told(view)
        asked_for = request.GET.get("next", "")
        return redirect(
            asked_for
            if asked_for in ("questions", "change", "items") and view.is_party
            else "case",
            case_id=view.case_id,
        )
    return page(request, view, "cases/told")
