"""The page on which somebody chooses the language of the office, signed in or not."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_http_methods

from goodoffices.office.access.door import anyone
from goodoffices.office.access.sessions import person_of
from goodoffices.office.languages import languages_offered
from goodoffices.office.people.commands import set_language
from goodoffices.office.people.forms import LanguageForm
from goodoffices.office.refusal import Refused

#: For how long a browser remembers the language of somebody who is not signed in.
A_YEAR = 365 * 24 * 3600


@anyone
@require_http_methods(["GET", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Show the languages of the office; take one, and lead back to where she was."""
    form = LanguageForm(request, came_from=_own_path(request, request.META.get("HTTP_REFERER", "")))
    error: Refused | str = ""
    if request.method == "POST":
        try:
            chosen = form.read()
            answer = HttpResponseRedirect(_own_path(request, chosen["came_from"]))
            if request.user.is_authenticated:
                set_language(person_of(request).pk, chosen["language"])
            else:
                _remember(answer, chosen["language"])
            return answer
        except Refused as refusal:
            error = refusal
    context = {"form": form, "offered": languages_offered(), "error": error}
    return render(request, "office/people/language.html", context, status=422 if error else 200)


def _remember(answer: HttpResponse, language: str) -> None:
    """Let the browser of somebody who is not signed in remember her language."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def _own_path(request: HttpRequest, address: str) -> str:
    """Give the path of an address where this office has it; of the first page where it has not.

    ``//elsewhere/`` would lead to another site, and is no path of the office.
    """
    try:
        path = urlsplit(address).path
        resolve(path)
    except (ValueError, Resolver404):
        path = ""
    return reverse("cases") if path in ("", request.path) else path
