"""Pages for what went wrong: the same words whatever was behind it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer that something is not there, or not for this person: nobody can tell which."""
    return render(
        request, "office/refused.html", {"message": _("There is nothing here for you.")}, status=404
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Answer that the office failed; nothing of the fault is shown."""
    return render(
        request,
        "office/refused.html",
        {"message": _("This page failed. Nothing was changed.")},
        status=500,
    )


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that makes no sense."""
    return render(
        request,
        "office/refused.html",
        {"message": _("The office did not understand this request.")},
        status=400,
    )


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what is not allowed."""
    return render(
        request, "office/refused.html", {"message": _("You may not do this.")}, status=403
    )


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that is not from a page of this office, or from one that is too old."""
    return render(
        request,
        "office/refused.html",
        {
            "message": _(
                "This form did not come from a page of this office, or is too old. "
                "Load the page anew."
            )
        },
        status=403,
    )
