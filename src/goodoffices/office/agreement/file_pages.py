"""The files of an agreement: its texts, its terms, its state as JSON, its days as a calendar."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse

from goodoffices.formats.documents.errors import FormatNotSupported
from goodoffices.formats.results.agreement_calendar import agreement_calendar
from goodoffices.formats.results.agreement_json import agreement_status_data
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.addressed import addressed_agreement
from goodoffices.office.agreement.commands import today_in
from goodoffices.office.agreement.readings import find_version
from goodoffices.office.computing.agreement_texts import agreement_docx
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.texts.file_pages import WORD
from goodoffices.report.wording import Wording

PDF, JSON, YAML = "application/pdf", "application/json", "application/yaml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"


@door(read=Right.SEE_AGREEMENT)
def agreement_document(
    request: HttpRequest, view: CaseView, version: int, part: str, ending: str
) -> HttpResponse:
    """Give a text as it was put: the words that are signed, their PDF, or a copy for Word."""
    put = find_version(view, version)
    found = None if put is None else put.text(part)
    if put is None or found is None or ending not in ("txt", "pdf", "docx"):
        raise Http404
    name = f"agreement-{version}.{ending}"
    if ending == "txt":
        return attachment(found.words.encode(), name)
    if ending == "pdf":
        if not found.pdf:
            raise Http404
        return attachment(found.pdf, name, PDF)
    one = next(one for one in put.terms.texts if one.id == part)
    title = Wording(view.case).text(one.name)
    try:
        content = view.compute(agreement_docx, view.case, title, found.words)
    except FormatNotSupported as fault:
        return page(request, view, "refused", 409, message=str(fault))
    return attachment(content, name, WORD)


@door(read=Right.SEE_AGREEMENT)
def agreement_terms(request: HttpRequest, view: CaseView, version: int) -> HttpResponse:
    """Give the file of the terms as it was put."""
    put = find_version(view, version)
    if put is None:
        raise Http404
    return attachment(put.document.structure.encode(), "agreement.yaml", YAML)


@door(read=Right.SEE_AGREEMENT)
def agreement_status(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Give how the agreement stands now, as JSON."""
    put = addressed_agreement(view)
    lives = put.lives(clock_and_chance.now())
    on = today_in(put.terms.zone)
    data = agreement_status_data(view.case, put.agreement, lives, on)
    written = json.dumps(data, ensure_ascii=False, indent=1)
    return attachment(written.encode(), "agreement-status.json", JSON)


@door(read=Right.SEE_AGREEMENT)
def agreement_days(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Give the days of the agreement as a calendar."""
    put = addressed_agreement(view)
    now = clock_and_chance.now()
    written = agreement_calendar(
        put.agreement,
        put.lives(now),
        wording_for_reader(view.case),
        made_at=now,
        secret=view.secret_for("calendar"),
    )
    return attachment(written.encode(), "agreement.ics", CALENDAR)
