"""The record: its entries in words, whether their order holds, and its logs as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import page_number
from goodoffices.office.record.in_words import entry_sentence
from goodoffices.office.record.readings import (
    find_departures,
    name_logs,
    read_entry_page,
    read_log_files,
    read_log_heads,
)
from goodoffices.record import log_file_text

#: Up to how many pages of the record are checked whole each time that it is shown.
CHECKED_UNASKED = 5


@door(read=Right.SEE_RECORD)
def record(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what the record holds that one may read, and what of it is not what was entered."""
    number = page_number(request)
    found, page_count = read_entry_page(view, number)
    names = name_logs(view)
    entries = [
        (
            entry,
            "" if entry.wrong else entry_sentence(entry, view.case),
            names.get(entry.label, entry.label),
        )
        for entry in found
    ]
    # A long record is checked whole when somebody asks for it: each entry is opened.
    is_checked = page_count <= CHECKED_UNASKED or request.GET.get("check") == "all"
    departures = find_departures(view) if is_checked else []
    return page(
        request,
        view,
        "record/record",
        entries=entries,
        page_count=page_count,
        number=number,
        is_checked=is_checked,
        departures=[(names.get(label, label), departure) for label, departure in departures],
        heads=[
            (label, names.get(label, label), count, head)
            for label, count, head in read_log_heads(view)
        ],
    )


@door(read=Right.SEE_RECORD)
def record_file(request: HttpRequest, view: CaseView, label: str) -> HttpResponse:
    """Give one log with what is needed to check it elsewhere."""
    file = next((file for file in read_log_files(view) if file.label == label), None)
    if file is None:
        raise Http404
    answer = HttpResponse(log_file_text(file), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="record-{label.replace(":", "-")}.json"'
    return answer
