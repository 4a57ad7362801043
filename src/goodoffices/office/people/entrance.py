"""How somebody comes in: by an invitation, or by a link of the demonstration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from goodoffices.office.access.door import anyone
from goodoffices.office.access.sign_in import begin_session
from goodoffices.office.people.forms import CodeForm, EntryForm, SecondCodeForm
from goodoffices.office.people.inviting import (
    Described,
    accept,
    demonstrated,
    described,
    digest_of,
    sign_in_name_of,
    usable,
)
from goodoffices.office.refusal import Refused


@anyone
@require_safe
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the link of an invitation.

    Its code leaves the address bar at once; what stays in the session is its digest.
    """
    request.session["invitation"] = digest_of(token).hex()
    answer = redirect("invitation")
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@anyone
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Take up an invitation, which a link or a code that was read out has named.

    The form asks for the second code, a sign-in name and a password.
    """
    if request.method == "POST" and not ratelimit.consume(request, action="invitation"):
        return render(
            request,
            "office/refused.html",
            {"message": _("Too many tries from this place. Wait a minute.")},
            status=429,
        )
    code, entry = CodeForm(request), EntryForm(request)
    # With another code begins another invitation.
    kept = "" if code.is_bound else request.session.get("second", "")
    second = SecondCodeForm(request, initial={"second": kept})
    error: Refused | str = ""
    found = None
    to: Described | None = None
    has_both = False
    try:
        digest = _digest_named(request, code)
        found = usable(digest) if digest else None
        if found is not None and (typed := _second_of(second)):
            to, has_both = described(digest, typed), True
            request.session["second"] = typed
            if entry.is_bound:
                return _take_up(request, digest, typed, entry.read())
    except Refused as refusal:
        error = refusal
        for form in (second, entry):
            if form.is_bound:
                form.show(refusal)
    context = {
        "known": found is not None,
        "has_both": has_both,
        "to": to,
        "error": error,
        "code": code,
        "second": second,
        "entry": entry,
        "name": "" if found is None else found.name,
        "sign_in_name": "" if found is None else sign_in_name_of(found),
    }
    return render(request, "office/people/invitation.html", context, status=422 if error else 200)


def _digest_named(request: HttpRequest, code: CodeForm) -> bytes:
    """Find which invitation is meant, by its digest: of the code that was typed, or the one kept.

    It is empty where there is none. Raises `Refused`.
    """
    if code.is_bound:
        request.session["invitation"] = digest_of(code.read()["token"]).hex()
        request.session.pop("second", None)
    return bytes.fromhex(request.session.get("invitation", ""))


def _second_of(second: SecondCodeForm) -> str:
    """Give the second code, as it was typed or is kept; empty: neither yet. Raises `Refused`."""
    return str(second.read()["second"] if second.is_bound else second["second"].value())


def _take_up(
    request: HttpRequest, digest: bytes, second: str, sent: Mapping[str, Any]
) -> HttpResponse:
    """Make of the invitation an account, or another membership of hers. Raises `Refused`."""
    person = request.user if request.user.is_authenticated else None
    made = accept(digest, second, sent.get("password", ""), person)
    for name in ("invitation", "second"):
        request.session.pop(name, None)
    if person is not None:
        return redirect("cases")
    begin_session(request, made)
    return redirect("welcome")


@anyone
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Show, after *leave now*, what was done."""
    return render(request, "office/people/left.html", {"became": request.session.get("left", "")})


@anyone
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Show, after an account was erased, what was done and what is left."""
    return render(request, "office/people/erased.html")


@anyone
@require_safe
def demonstration(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by the link of a demonstration on one's own machine; it works until it expires."""
    person = demonstrated(digest_of(token)) if settings.IS_DEMONSTRATION else None
    if person is None:
        return render(
            request,
            "office/refused.html",
            {"message": _("This link is not valid, or has expired.")},
            status=404,
        )
    logout(request)
    begin_session(request, person)
    return redirect("cases")
