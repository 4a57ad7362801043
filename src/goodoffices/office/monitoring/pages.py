"""The pages of monitoring: incidents, one with what was said of it, its acts, a day's report."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodoffices.formats.monitoring.library import vocabulary_of
from goodoffices.formats.results.incident_map import incident_map
from goodoffices.formats.results.monitoring_csv import monitoring_csv
from goodoffices.monitoring.day import DayKnown, known_by
from goodoffices.monitoring.same_event import same_event_candidates
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.addressed import addressed_agreement
from goodoffices.office.agreement.commands import today_in
from goodoffices.office.agreement.days_of_pages import day_of_address
from goodoffices.office.agreement.readings import VersionPut, agreement_now
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.monitoring import commands
from goodoffices.office.monitoring.forms import (
    FindingForm,
    IncidentForm,
    JoinForm,
    PartForm,
    ReplyForm,
)
from goodoffices.office.monitoring.in_words import (
    IncidentShown,
    incident_in_words,
    incidents_in_words,
    others_in_words,
)
from goodoffices.office.monitoring.readings import (
    KnownIncident,
    incidents_known,
    known_of_day,
)
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.pages.form_page import form_page
from goodoffices.office.pages.forms import ActForm
from goodoffices.office.sealing import clock_and_chance
from goodoffices.report.html import render_body
from goodoffices.report.reports.day_report import day_report
from goodoffices.report.sections.day_figures import DayContext

CSV = "text/csv; charset=utf-8"


@door(read=Right.SEE_AGREEMENT)
def incidents(request: HttpRequest, view: CaseView) -> HttpResponse:
    """List the incidents that she may know, with what each may break and how far it has come."""
    put = agreement_now(view)
    shown = None if put is None else incidents_in_words(view, put)
    can_report = view.may(Right.REPORT_PROGRESS)
    return page(request, view, "monitoring/incidents", put=put, shown=shown, can_report=can_report)


@door(read=Right.REPORT_PROGRESS, write=Right.REPORT_PROGRESS)
def report_incident(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Report an incident for one's side."""
    form = IncidentForm(request, view, addressed_agreement(view))

    def act() -> None:
        said = form.said()
        commands.report_incident(view, said, form.cleaned_data["idempotency_key"])

    done = _("It is reported.")
    return form_page(request, view, "monitoring/report", form, act, done=done, leads_to="incidents")


@door(read=Right.SEE_AGREEMENT)
def incident(request: HttpRequest, view: CaseView, incident: str) -> HttpResponse:
    """Show one incident with its answers, what was said of it, and what she may do."""
    put, one = _addressed(view, incident)
    return page(request, view, "monitoring/incident", one=incident_in_words(view, put, one))


@door(read=Right.REPORT_PROGRESS, write=Right.REPORT_PROGRESS)
def publish_incident(request: HttpRequest, view: CaseView, incident: str) -> HttpResponse:
    """Tell all parties of an incident that her side reported, after a page that says what goes."""
    shown, form = _shown(view, incident), ActForm(request)

    def act() -> None:
        commands.publish_incident(view, incident, form.read()["idempotency_key"])

    return form_page(
        request,
        view,
        "monitoring/publish",
        form if shown.can_publish else None,
        act,
        done=_("All parties read it."),
        leads_to="incidents",
        one=shown,
    )


@door(read=Right.RELEASE, write=Right.RELEASE)
def inquire_incident(request: HttpRequest, view: CaseView, incident: str) -> HttpResponse:
    """Begin to look into an incident; the accused side may answer until a day."""
    put, one = _addressed(view, incident)
    shown, form = incident_in_words(view, put, one), ActForm(request)

    def act() -> None:
        commands.open_inquiry(view, incident, form.read()["idempotency_key"])

    return form_page(
        request,
        view,
        "monitoring/inquire",
        form if shown.can_inquire else None,
        act,
        done=_("It is looked into; all parties read that."),
        leads_to="incidents",
        one=shown,
        until=commands.answer_until(one.put, clock_and_chance.now()),
    )


@door(read=Right.SIGN, write=Right.SIGN)
def answer_incident(request: HttpRequest, view: CaseView, incident: str) -> HttpResponse:
    """Answer to an allegation for her side."""
    shown, form = _shown(view, incident), ReplyForm(request)

    def act() -> None:
        sent = form.read()
        commands.answer_incident(view, incident, sent["words"], sent["idempotency_key"])

    return form_page(
        request,
        view,
        "monitoring/answer",
        form if shown.can_answer else None,
        act,
        done=_("Your side answered; all parties read it."),
        leads_to="incidents",
        one=shown,
    )


@door(read=Right.SIGN, write=Right.SIGN)
def find_incident(request: HttpRequest, view: CaseView, incident: str) -> HttpResponse:
    """Say what her side finds of an incident, as one of those who find."""
    put, one = _addressed(view, incident)
    shown = incident_in_words(view, put, one)
    alleged = [a.watched.id for a in one.answered.alleging]
    form = FindingForm(request, view, one.put, alleged)

    def act() -> None:
        said = form.said()
        commands.find_incident(view, incident, said, form.cleaned_data["idempotency_key"])

    return form_page(
        request,
        view,
        "monitoring/find",
        form if shown.can_find else None,
        act,
        done=_("It is entered; all parties read it."),
        leads_to="incidents",
        one=shown,
    )


@door(read=Right.RELEASE, write=Right.RELEASE)
def join_incidents(request: HttpRequest, view: CaseView, incident: str) -> HttpResponse:
    """Say that an incident and another one are one event."""
    put, one = _addressed(view, incident)
    w = wording_for_reader(view.case)
    others = others_in_words(incidents_known(view, put), one, w)
    shown, form = (
        incident_in_words(view, put, one),
        JoinForm(request, [(each.id, each.line) for each in others]),
    )

    def act() -> None:
        sent = form.read()
        commands.join_incidents(view, incident, sent["other"], sent["idempotency_key"])

    return form_page(
        request,
        view,
        "monitoring/join",
        form if shown.can_join and others else None,
        act,
        done=_("They are one event; all parties read that."),
        leads_to="incidents",
        one=shown,
        likely=[each.line for each in others if each.is_likely],
    )


@door(read=Right.RELEASE, write=Right.RELEASE)
def part_incidents(request: HttpRequest, view: CaseView, incident: str) -> HttpResponse:
    """Say that reports that were joined are not one event after all."""
    shown = _shown(view, incident)
    form = PartForm(request, shown.joined)

    def act() -> None:
        sent = form.read()
        commands.part_incidents(view, incident, sent["pair"], sent["idempotency_key"])

    return form_page(
        request,
        view,
        "monitoring/part",
        form if shown.joined else None,
        act,
        done=_("They are apart again; all parties read that."),
        leads_to="incidents",
        one=shown,
    )


@door(read=Right.SEE_AGREEMENT)
def incident_day(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the report of a day, as she may know it now or at the end of an earlier day."""
    put = agreement_now(view)
    if put is None:
        return page(request, view, "monitoring/day", known=None)
    known, on, until = _known(request, view, put)
    w = wording_for_reader(view.case)
    context = DayContext(
        title=w.text(put.terms.name),
        zone=put.terms.zone,
        vocabulary=vocabulary_of(),
        candidates=same_event_candidates([x.incident for x in known.incidents], vocabulary_of()),
        map_svg=incident_map(known, w),
    )
    report = day_report(known, context, w)
    return page(
        request,
        view,
        "monitoring/day",
        known=known,
        on=on,
        until=until,
        report=report,
        body=render_body(report, "d-", on.isoformat()),
    )


@door(read=Right.SEE_AGREEMENT)
def incident_table(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Give the incidents of a day as a table for other programs."""
    put = addressed_agreement(view)
    known, on, _until = _known(request, view, put)
    table = monitoring_csv(known, wording_for_reader(view.case))
    return attachment(table.encode(), f"incidents-{on.isoformat()}.csv", CSV)


def _known(
    request: HttpRequest, view: CaseView, put: VersionPut
) -> tuple[DayKnown, datetime.date, datetime.date]:
    """Say what she knows of the day that an address names, until the end of another or now."""
    today = today_in(put.terms.zone)
    on = min(day_of_address(request, "on") or today, today)
    until = min(day_of_address(request, "until") or today, today)
    now = clock_and_chance.now()
    known_at = min(now, known_by(until, put.terms.zone))
    return known_of_day(view, put, on, known_at), on, until


def _addressed(view: CaseView, name: str) -> tuple[VersionPut, KnownIncident]:
    """Give the agreement and the incident that an address names. Raises `Http404`."""
    put = agreement_now(view)
    one = None if put is None else incidents_known(view, put).find(name)
    if put is None or one is None:
        raise Http404
    return put, one


def _shown(view: CaseView, name: str) -> IncidentShown:
    return incident_in_words(view, *_addressed(view, name))
