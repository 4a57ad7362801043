"""The pages of the report, for the mediation: the answer, its sections, files to take away."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.paper_heads import ResultHead
from goodoffices.office.access.rights import Right
from goodoffices.office.analyses import commands
from goodoffices.office.analyses.forms import HoursForm
from goodoffices.office.analyses.frontier_drawing import frontier_chart, lead_of
from goodoffices.office.analyses.key_figures import fair_packages, key_figures
from goodoffices.office.analyses.readings import last_request, list_fixed_hours
from goodoffices.office.analyses.result_files import file_of, files_of
from goodoffices.office.analyses.stored_result import StoredResult, readable_results
from goodoffices.office.analyses.what_changed import what_changed
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import ActForm
from goodoffices.office.refusal import Refused
from goodoffices.report import Report, Section
from goodoffices.report.html import render_body, render_section

#: Earlier results that are named on the first page.
EARLIER = 10


def _latest(view: CaseView) -> StoredResult:
    """Find the last result that says something. Raises `Http404`."""
    result = next(readable_results(view), None)
    if result is None:
        raise Http404
    return result


@door(read=Right.SEE_REPORT)
def report(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the answer as it was when the mediation asked last.

    The page says what it rests on, where to read on, and what changed since the result before.
    """
    return _report(request, view, HoursForm(request, list_fixed_hours(view)))


def _report(
    request: HttpRequest, view: CaseView, hours: HoursForm, error: Refused | str = ""
) -> HttpResponse:
    opened = map(StoredResult, view.each_paper(ResultHead))
    latest = next(opened, None)
    shown = latest is not None and latest.says_something
    # The last one before it that says something: what to compare with, or what still stands.
    before = next((result for result in opened if result.says_something), None)
    changes = what_changed(before, latest, view.case) if latest and shown and before else []
    w = wording_for_reader(view.case)
    drawn, asked = latest if latest and shown else None, last_request(view)
    return page(
        request,
        view,
        "analyses/report",
        422 if error else 200,
        error=error,
        result=latest,
        shown=shown,
        unused=[
            _("{party}, “{reading}”").format(party=w.party(p), reading=r)
            for p, r in latest.unused
            if p in view.case.party_ids
        ]
        if latest
        else [],
        before=None if shown else before,
        sections=_contents(latest, latest.usual) if latest and shown else [],
        has_details=bool(latest and shown and latest.usual and latest.usual.details),
        across=_contents(latest, latest.across) if latest and shown else [],
        earlier=view.dates_of(ResultHead)[1 : EARLIER + 1],
        changes=changes,
        asked=asked,
        progress="" if asked is None else _progress(asked.words),
        form=hours,
        files=files_of(latest, view.case) if latest and shown else [],
        parties=[w.party(p) for p in view.case.party_ids],
        **({} if drawn is None else _at_a_glance(request, view, drawn)),
    )


def _progress(kept: str) -> str:
    """Say how far an analysis is; empty where nobody said."""
    done, _slash, of = kept.partition("/")
    return _("{done} of {of} parts are done").format(done=done, of=of) if of else ""


def _at_a_glance(request: HttpRequest, view: CaseView, result: StoredResult) -> dict[str, object]:
    """Give the key numbers of a result, its packages drawn, and the ideas of fairness.

    What is drawn names packages: there is nothing to draw of an earlier version of the case.
    """
    w, case = wording_for_reader(view.case), view.case
    if not result.points or not result.fits(case):
        return {}
    frontier = reverse("frontier", kwargs={"case_id": view.case_id})
    return {
        "figures": key_figures(case, result),
        "found": lead_of(result, w),
        "chart": frontier_chart(case, result, None, f"{frontier}?point=", None),
        "ideas": fair_packages(case, result),
    }


def _contents(result: StoredResult, report: Report | None) -> list[tuple[str, Section]]:
    """List the sections of one report with their addresses."""
    return [
        (address, section)
        for address, (of, section) in result.sections_by_address.items()
        if of is report
    ]


@door(write=Right.ASK_FOR_ANALYSIS)
def ask_for_analysis(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Ask for an analysis of the case as it is now."""
    key = ActForm(request).read()["idempotency_key"]
    doing_once(lambda: commands.ask_for_analysis(view, key))
    return redirect("report", case_id=view.case_id)


@door(write=Right.ASK_FOR_ANALYSIS)
def cancel_analysis(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Stop the analysis that waits or runs."""
    commands.cancel_analysis(view)
    return redirect("report", case_id=view.case_id)


@door(write=Right.ASK_FOR_ANALYSIS)
def analysis_hours(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Set the hours at which the case is analysed by itself."""
    form = HoursForm(request, list_fixed_hours(view))
    try:
        commands.analyse_at(view, form.read()["hours"])
    except Refused as refusal:
        form.show(refusal)
        return _report(request, view, form, refusal)
    return redirect("report", case_id=view.case_id)


@door(read=Right.SEE_REPORT)
def report_section(request: HttpRequest, view: CaseView, section: str) -> HttpResponse:
    """Show one section of the report as a page, by its id.

    Those across readings have `ACROSS` before theirs.
    """
    result = _latest(view)
    listed = result.sections_by_address
    if section not in listed:
        raise Http404
    addresses = list(listed)
    at = addresses.index(section)
    before, after = (addresses[n] if 0 <= n < len(addresses) else "" for n in (at - 1, at + 1))
    of, one = listed[section]
    context = {
        "body": render_section(of, one.id),
        "across": of is result.across,
        "result": result,
        "heading": one.heading,
        "before": before,
        "before_heading": listed[before][1].heading if before else "",
        "after": after,
        "after_heading": listed[after][1].heading if after else "",
    }
    return page(request, view, "analyses/report_section", 200, **context)


@door(read=Right.SEE_REPORT)
def report_whole(request: HttpRequest, view: CaseView, paper: uuid.UUID) -> HttpResponse:
    """Show a whole result on one page, with what changed since then where it is an earlier one."""
    found = view.paper(ResultHead, paper)
    result = None if found is None else StoredResult(found)
    if result is None:
        raise Http404
    if not result.says_something:
        return page(request, view, "analyses/report_whole", result=result)
    latest = _latest(view)
    changes = [] if result.id == latest.id else what_changed(result, latest, view.case)
    usual = render_body(result.usual, "u-", _("the usual readings"))
    across = None if result.across is None else render_body(result.across, "a-", _("all readings"))
    return page(
        request,
        view,
        "analyses/report_whole",
        result=result,
        usual=usual,
        across=across,
        changes=changes,
    )


@door(read=Right.SEE_REPORT)
def report_file(request: HttpRequest, view: CaseView, name: str) -> HttpResponse:
    """Give the report, a table, a chart or the certificate as a file."""
    result = _latest(view)
    found = file_of(result, view.case, name)
    if found is None:
        raise Http404
    made, kind = found
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{view.case.id}-{name}"'
    return answer
