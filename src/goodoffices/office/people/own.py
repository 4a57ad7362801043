"""A person's own page: her clock, and what the office holds about her."""

from __future__ import annotations

import json
import zoneinfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goodoffices.office.access.door import signed_in
from goodoffices.office.people import leaving
from goodoffices.office.people.commands import set_clock
from goodoffices.office.people.own_data import own_data_of, sessions_of


@signed_in
@require_http_methods(["GET", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    """Show her time zone, and what is held about her."""
    zones = sorted(zoneinfo.available_timezones() - {"localtime"})
    error = ""
    if request.method == "POST":
        if request.POST.get("zone") in zones:
            set_clock(request.user.pk, request.POST["zone"])
            return redirect("you")
        error = "Choose a time zone of the list."
    context = {"zones": zones, "error": error, "own": own_data_of(request.user.pk)}
    return render(request, "office/people/you.html", context, status=422 if error else 200)


@signed_in
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """Show the name to sign in with, and ask for a second factor.

    It is shown after the first entry, and for a mediator until she has a second factor.
    """
    return render(
        request,
        "office/people/welcome.html",
        {"has_second": bool(own_data_of(request.user.pk)["second_factors"])},
    )


@signed_in
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where she is signed in; end one of her sessions, or all others."""
    here = request.session.row
    if request.method == "POST":
        if request.POST.get("row"):
            leaving.end_session(request.user.pk, request.POST["row"][:64])
        else:
            leaving.end_other_sessions(request.user.pk, here)
        return redirect("sessions")
    return render(
        request,
        "office/people/sessions.html",
        {"sessions": [(one, one.row == here) for one in sessions_of(request.user.pk)]},
    )


@signed_in
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Give her personal data as a file."""
    answer = HttpResponse(
        json.dumps(own_data_of(request.user.pk), ensure_ascii=False, indent=2) + "\n",
        content_type="application/json",
    )
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer
