"""A person's own page: her clock, and what the office holds about her."""

from __future__ import annotations

import json

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodoffices.office.access.door import signed_in
from goodoffices.office.access.sessions import person_of, session_of
from goodoffices.office.people import leaving
from goodoffices.office.people.commands import set_clock, set_reminders
from goodoffices.office.people.erasing import erase_account
from goodoffices.office.people.forms import ErasureForm, ReminderForm, SessionForm, ZoneForm
from goodoffices.office.people.own_data import own_data_of, sessions_of
from goodoffices.office.refusal import Refused
from goodoffices.report.languages import unmarked


@signed_in
@require_http_methods(["GET", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    """Show her time zone, and what is held about her."""
    form = ZoneForm(request)
    if request.method == "POST":
        try:
            set_clock(person_of(request).pk, form.read()["zone"])
            return redirect("you")
        except Refused as refusal:
            return _you(request, form, ErasureForm(request), refusal)
    return _you(request, form, ErasureForm(request))


@signed_in
@require_POST
def reminders(request: HttpRequest) -> HttpResponse:
    """Set where reminders go."""
    if settings.MAIL_SERVER is None:
        raise Http404
    form = ReminderForm(request)
    try:
        set_reminders(person_of(request).pk, form.read()["mail"])
    except Refused as refusal:
        form.show(refusal)
        return _you(request, ZoneForm(request), ErasureForm(request), refusal, reminders=form)
    return redirect("you")


def _you(
    request: HttpRequest,
    form: ZoneForm,
    erasure: ErasureForm,
    error: Refused | str = "",
    reminders: ReminderForm | None = None,
) -> HttpResponse:
    server = settings.MAIL_SERVER
    context = {
        "reminders": None if server is None else (reminders or ReminderForm(request)),
        "hours": [] if server is None else [f"{hour:%H:%M}" for hour in server.hours],
        "form": form,
        "erasure": erasure,
        "error": error,
        "own": own_data_of(person_of(request).pk),
    }
    return render(request, "office/people/you.html", context, status=422 if error else 200)


@signed_in
@sensitive_post_parameters()
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Erase her account; her acts in the record keep her id."""
    if not ratelimit.consume(request, action="unlock"):
        return _you(
            request, ZoneForm(request), ErasureForm(request), _("Too many tries. Wait a minute.")
        )
    erasure = ErasureForm(request)
    try:
        erase_account(person_of(request).pk, erasure.read()["erased_password"])
    except Refused as refusal:
        erasure.show(refusal)
        return _you(request, ZoneForm(request), erasure, refusal)
    logout(request)
    return redirect("erased")


@signed_in
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """Show the name to sign in with, and ask for a second factor.

    It is shown after the first entry, and for a mediator until she has a second factor.
    """
    return render(
        request,
        "office/people/welcome.html",
        {"has_second": bool(own_data_of(person_of(request).pk)["second_factors"])},
    )


@signed_in
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where she is signed in; end one of her sessions, or all others."""
    here = session_of(request).row
    error: Refused | str = ""
    if request.method == "POST":
        try:
            _end(request, SessionForm(request))
            return redirect("sessions")
        except Refused as refusal:
            error = refusal
    context = {
        "sessions": [(one, one.row == here) for one in sessions_of(person_of(request).pk)],
        "error": error,
    }
    return render(request, "office/people/sessions.html", context, status=422 if error else 200)


def _end(request: HttpRequest, form: SessionForm) -> None:
    """End the session that a form names, or all but this one where it names none."""
    if form.is_bound:
        leaving.end_session(person_of(request).pk, form.read()["row"])
    else:
        leaving.end_other_sessions(person_of(request).pk, session_of(request).row)


@signed_in
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Give her personal data as a file."""
    answer = HttpResponse(
        unmarked(
            json.dumps(own_data_of(person_of(request).pk), ensure_ascii=False, indent=2) + "\n"
        ),
        content_type="application/json",
    )
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer
