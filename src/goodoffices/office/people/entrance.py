"""How somebody comes in: by an invitation, or by a link of the demonstration."""

from __future__ import annotations

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from goodoffices.office.access.door import anyone
from goodoffices.office.people.inviting import (
    NOT_VALID,
    Described,
    accept,
    demonstrated,
    described,
    digest_of,
    invitation_of,
    is_over,
    sign_in_name_of,
)
from goodoffices.office.refusal import Refused

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


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
            {"message": "Too many tries from this place. Wait a minute."},
            status=429,
        )
    if request.method == "POST" and "token" in request.POST:
        request.session["invitation"] = digest_of(request.POST["token"][:200]).hex()
        request.session.pop("second", None)
    digest = bytes.fromhex(request.session.get("invitation", ""))
    found = invitation_of(digest) if digest else None
    known = found is not None and found.person_id is None and not is_over(found)
    error: Refused | str = "" if known or not digest else NOT_VALID
    second = request.POST.get("second", request.session.get("second", ""))[:200]
    to: Described | None = None
    has_both = False
    if known and not second and "second" in request.POST:
        error = Refused("Type the second code, which came to you by another way.", "second")
    if known and second:
        try:
            to, has_both = described(digest, second), True
            request.session["second"] = second
            if request.method == "POST" and "read" in request.POST:
                return _take_up(request, digest, second)
            if request.method == "POST" and "step" in request.POST:
                raise Refused("Say that you have read what the record keeps.", "read")
        except Refused as refusal:
            error = refusal
    context = {
        "known": known,
        "has_both": has_both,
        "to": to,
        "error": error,
        "second": "" if has_both else second,
        "name": found.name if known and found else "",
        "read": request.POST.get("read") == "yes",
        "sign_in_name": sign_in_name_of(found) if known and found else "",
    }
    return render(request, "office/people/invitation.html", context, status=422 if error else 200)


def _take_up(request: HttpRequest, digest: bytes, second: str) -> HttpResponse:
    """Make of the invitation an account, or another membership of hers. Raises `Refused`."""
    if request.POST["read"] != "yes":
        raise Refused("Say that you have read what the record keeps.", "read")
    person = request.user if request.user.is_authenticated else None
    made = accept(digest, second, request.POST.get("password", "")[:200], person)
    for name in ("invitation", "second"):
        request.session.pop(name, None)
    if person is not None:
        return redirect("cases")
    _sign_in(request, made)
    return redirect("welcome")


@anyone
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Show, after *leave now*, what was done."""
    return render(request, "office/people/left.html", {"became": request.session.get("left", "")})


@anyone
@require_safe
def demonstration(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by the link of a demonstration on one's own machine; it works until it expires."""
    person = demonstrated(digest_of(token)) if settings.IS_DEMONSTRATION else None
    if person is None:
        return render(
            request,
            "office/refused.html",
            {"message": "This link is not valid, or has expired."},
            status=404,
        )
    logout(request)
    _sign_in(request, person)
    return redirect("cases")


def _sign_in(request: HttpRequest, person: AbstractBaseUser) -> None:
    """Begin a session."""
    login(request, person, backend=BACKEND)
