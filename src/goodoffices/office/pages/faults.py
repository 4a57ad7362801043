"""Pages for what went wrong: the same words whatever was behind it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there, or not for this person: nobody can tell which."""
    return render(
        request, "office/refused.html", {"words": "There is nothing here for you."}, status=404
    )


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of the office; nothing of it is shown."""
    return render(
        request,
        "office/refused.html",
        {"words": "This page failed. Nothing was changed."},
        status=500,
    )


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that makes no sense."""
    return render(
        request,
        "office/refused.html",
        {"words": "The office did not understand this request."},
        status=400,
    )


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not allowed."""
    return render(request, "office/refused.html", {"words": "You may not do this."}, status=403)


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of this office, or from one that is too old."""
    return render(
        request,
        "office/refused.html",
        {
            "words": "This form did not come from a page of this office, or is too old. Load the page anew."
        },
        status=403,
    )
