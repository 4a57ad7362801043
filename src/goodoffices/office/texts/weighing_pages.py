"""The page of what a version gives: which package it says, and how good that is."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.analyses.package_pages import offered_packages
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.form_page import acted
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.refusal import Refused
from goodoffices.office.texts.forms import LinkForm
from goodoffices.office.texts.pages import found_text
from goodoffices.office.texts.readings import TextRead
from goodoffices.office.texts.weighing import link_package, linked_packages, weigh_version


@door(read=Right.SEE_REPORT, write=Right.WRITE_TEXTS)
def text_weighed(request: HttpRequest, view: CaseView, text: str) -> HttpResponse:
    """Show what the version gives each party; say which package it is taken to say."""
    found = found_text(view, text)
    offered = offered_packages(view)

    def act() -> None:
        form = LinkForm(request, view, offered)
        sent = form.read()
        link_package(view, found.id, found.newest.number, form.package, sent["idempotency_key"])

    drawn = partial(_drawn, request, view, found)
    if request.method != "POST":
        return drawn()
    done = _("The version is weighed by this package. No party reads it.")
    return acted(request, view, act, drawn, done=done, leads_to="text_weighed", text=found.id)


def _drawn(
    request: HttpRequest, view: CaseView, found: TextRead, error: Refused | str = ""
) -> HttpResponse:
    linked = linked_packages(view, found)
    newest = linked[max(linked)] if linked else None
    form = None
    if view.may(Right.WRITE_TEXTS):
        form = LinkForm(request, view, offered_packages(view), newest)
    shown = weigh_version(view, found)
    w = wording_for_reader(view.case)
    context = {
        "text": found,
        "form": form,
        "shown": shown,
        "weighed": [] if shown is None else shown.weighed,
        "rows": [] if shown is None else package_rows(view.case, shown.package),
        "gaining": [] if shown is None else shown.moved,
        "all_parties": w.list_of(map(w.party, view.case.party_ids)),
        "error": error,
    }
    return page(request, view, "texts/weighed", 422 if error else 200, **context)
