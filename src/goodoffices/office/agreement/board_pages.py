"""The pages of the board: every stipulation on a day, one stipulation with all that was said."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodoffices.agreement.board import BoardLine
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement import commands
from goodoffices.office.agreement.addressed import addressed_agreement
from goodoffices.office.agreement.board_in_words import (
    board_in_short,
    board_in_words,
    board_lines,
)
from goodoffices.office.agreement.commands import today_in
from goodoffices.office.agreement.days_of_pages import as_day, day_of_address
from goodoffices.office.agreement.forms import ProgressForm
from goodoffices.office.agreement.in_words import line_shown
from goodoffices.office.agreement.readings import VersionPut, agreement_now, report_of
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.pages.form_page import acted
from goodoffices.office.refusal import Refused
from goodoffices.record.kinds import AGREEMENT_REPORT
from goodoffices.report.board_in_words import board_csv
from goodoffices.report.obligations_in_words import progress_words
from goodoffices.report.talks_in_words import moment_words, side_word
from goodoffices.report.terms_in_words import TermWords

CSV = "text/csv; charset=utf-8"
#: Characters of a tag; how far ahead the board is shown.
MOST_TAG, AHEAD = 64, datetime.timedelta(days=730)


@door(read=Right.SEE_AGREEMENT)
def board(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show every stipulation on a day, what changed since another, and the shares over time."""
    put = agreement_now(view)
    if put is None:
        return page(request, view, "agreement/board", shown=None)
    on = _day(request, "on", put) or today_in(put.terms.zone)
    tag = request.GET.get("tag", "")[:MOST_TAG]
    since, error = _day(request, "since", put), ""
    if since is not None and since >= on:
        since, error = None, _("Changes are those since an earlier day: choose one.")
    shown = board_in_words(view, put, on, since, tag)
    if tag and tag not in shown.tags:
        error = _("No stipulation has this tag.")
    return page(request, view, "agreement/board", shown=shown, error=error)


@door(read=Right.SEE_AGREEMENT)
def board_brief(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the board in a minute: what is late, blocked, due within a month, and changed."""
    put = addressed_agreement(view)
    on = _day(request, "on", put) or today_in(put.terms.zone)
    return page(request, view, "agreement/brief", shown=board_in_short(view, put, on))


@door(read=Right.SEE_AGREEMENT)
def board_table(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Give the board on a day as a table for other programs."""
    put = addressed_agreement(view)
    on = _day(request, "on", put) or today_in(put.terms.zone)
    lines = board_lines(put, on, request.GET.get("tag", "")[:MOST_TAG])
    table = board_csv(lines, wording_for_reader(view.case))
    return attachment(table.encode(), f"board-{on.isoformat()}.csv", CSV)


@door(read=Right.SEE_AGREEMENT, write=Right.REPORT_PROGRESS)
def stipulation(request: HttpRequest, view: CaseView, key: str, day: str = "") -> HttpResponse:
    """Show one stipulation with all that was said of it; say how far it is."""
    put = addressed_agreement(view)
    line = _line(put, key, day)
    obligation, occurrence = line.owed.obligation.id, line.owed.occurrence
    form = ProgressForm(request, view, put) if view.may(Right.REPORT_PROGRESS) else None

    def act() -> None:
        if form is not None:
            said = form.said(obligation, occurrence)
            commands.report_progress(view, said, form.cleaned_data["idempotency_key"])

    def drawn(error: Refused | str = "") -> HttpResponse:
        if form is not None and isinstance(error, Refused):
            form.show(error)
        w = wording_for_reader(view.case)
        words = TermWords(put.agreement, w)
        return page(
            request,
            view,
            "agreement/stipulation",
            422 if error else 200,
            form=form,
            error=error,
            one=line_shown(view, line, words),
            term=words.obligation(line.owed.obligation),
            said=_said(view, put, line),
        )

    if request.method != "POST":
        return drawn()
    done = _("It is entered.")
    leads_to = {"leads_to": "occurrence", "day": day} if day else {"leads_to": "stipulation"}
    return acted(request, view, act, drawn, done=done, key=key, **leads_to)


def _line(put: VersionPut, key: str, day: str) -> BoardLine:
    """Find a line of the board by its obligation and occurrence; of one to come on its own day."""
    today = today_in(put.terms.zone)
    for on in dict.fromkeys((today, max(today, as_day(day) or today))):
        for line in board_lines(put, on):
            own = line.owed.occurrence
            if line.owed.obligation.id == key and ("" if own is None else own.isoformat()) == day:
                return line
    raise Http404


def _said(view: CaseView, put: VersionPut, line: BoardLine) -> list[dict[str, object]]:
    """List all that she may know was said of a stipulation, the newest first."""
    w = wording_for_reader(view.case)
    found: list[dict[str, object]] = []
    entries = {}
    for entry in view.entries_of(AGREEMENT_REPORT):
        if entry.kind:
            entries[report_of(entry).id] = entry
    for one in reversed(put.agreement.reports):
        if (one.obligation, one.occurrence) != line.key:
            continue
        by_person = entries.get(one.id)
        found.append(
            {
                "side": side_word(one.by, w),
                "is_finding": one.is_a_finding,
                "progress": progress_words(one.progress, w),
                "on": moment_words(one.at, w),
                "words": "" if one.words is None else w.text(one.words),
                "evidence": "" if one.evidence is None else w.text(one.evidence),
                "is_for_all": by_person is None or by_person.label == "parties",
                "entered": None if by_person is None else by_person.at,
            }
        )
    return found


def _day(request: HttpRequest, name: str, put: VersionPut) -> datetime.date | None:
    """Read a day that an address names; None where it names none, or one too far ahead."""
    day = day_of_address(request, name)
    return None if day is None else min(day, today_in(put.terms.zone) + AHEAD)
