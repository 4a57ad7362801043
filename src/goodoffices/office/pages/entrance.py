"""Before a case: whether the office is up, invitations, one's cases, opening one."""

from __future__ import annotations

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from goodoffices.formats.case_editing import TEMPLATE_NAMES, EditRefused, blank_case, template_texts
from goodoffices.office import archive
from goodoffices.office.case_view import cases_of
from goodoffices.office.commands.act import AlreadyDone
from goodoffices.office.commands.opening import open_case
from goodoffices.office.commands.people import (
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
from goodoffices.office.computing import computed
from goodoffices.office.door import anyone, signed_in
from goodoffices.office.pages.forms import chosen, form_id, new_form
from goodoffices.office.refusal import Refused

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@anyone
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the office answers and its database does."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@signed_in
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The cases in which one stands."""
    return render(
        request,
        "office/cases.html",
        {"cases": [(view, [] if view.is_locked else view.waits_for_me()) for view in cases_of(request.user.pk)]},
    )


@signed_in
@require_http_methods(["GET", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    """Open a case: from its folder as one ZIP, from a template, or from a few lines."""
    if not request.user.may_open_cases:
        return render(request, "office/refused.html", {"words": "Only mediators of this office open cases."}, status=403)
    words: Exception | str = ""
    if request.method == "POST":
        try:
            case_id = open_case(request.user, _texts_of_new_case(request), form_id(request))
            return redirect("case", case_id=case_id)
        except AlreadyDone:
            return redirect("cases")
        except (Refused, EditRefused) as refusal:
            words = refusal
    typed = {name: request.POST.get(name, "")[:4000] for name in ("name", "parties", "issues")}
    context = {"words": words, "form": new_form(), "templates": TEMPLATE_NAMES, "typed": typed}
    return render(request, "office/new_case.html", context, status=422 if words else 200)


def _texts_of_new_case(request: HttpRequest) -> dict[str, str]:
    """The files of a case that a form begins. Raises `Refused`, `EditRefused`."""
    source = request.POST.get("from", "folder")
    if source == "template":
        return template_texts(chosen(request, "template", TEMPLATE_NAMES))
    if source == "lines":
        name = request.POST.get("name", "").strip()
        parties = [line.strip() for line in request.POST.get("parties", "").splitlines() if line.strip()]
        lines = [line.strip() for line in request.POST.get("issues", "").splitlines() if line.strip()]
        if not name or len(parties) < 2 or not lines:
            raise Refused("A case has a name, at least two parties, and at least one issue with its options.", "name")
        if len(name) > 200 or any(len(party) > 200 for party in parties):
            raise Refused("The name of the case, and of a party, has up to 200 characters.", "name")
        if len(parties) > 20 or len(lines) > 100:
            raise Refused("That are more than 20 parties or 100 issues. Begin with fewer, or upload a folder.", "issues")
        return {"case.yaml": blank_case(name, parties, [_issue_of_line(number, line) for number, line in enumerate(lines, 1)])}
    upload = request.FILES.get("folder")
    if upload is None:
        raise Refused("Choose the ZIP of a case folder.", "folder")
    return computed(request.user.pk, None, None, archive.texts_of, upload.read())


def _issue_of_line(number: int, line: str) -> tuple[str, list[str]]:
    """An issue and its options, from a line such as ``Working hours: as now; 38 a week``. Raises `Refused`."""
    issue, colon, rest = line.partition(":")
    options = [option.strip() for option in rest.split(";") if option.strip()]
    shown = f"Issue {number} (“{line[:60]}”)"
    if not colon or not issue.strip():
        raise Refused(f"{shown} has no colon. Write what the issue is called, a colon, then its options with semicolons.", "issues")
    if len(options) < 2:
        raise Refused(f"{shown} has fewer than two options. Write what holds now, and at least one other.", "issues")
    if twice := next((one for one in options if options.count(one) > 1), None):
        raise Refused(f"{shown} has the option “{twice[:60]}” twice. Take one away, or name it otherwise.", "issues")
    if len(issue) > 200 or any(len(option) > 300 for option in options):
        raise Refused(f"{shown} is too long: an issue has up to 200 characters, an option 300.", "issues")
    return issue.strip(), options


@anyone
@require_safe
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation. Its code leaves the address bar at once; what stays in the session is its digest."""
    request.session["invitation"] = digest_of(token).hex()
    answer = redirect("invitation")
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@anyone
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Take up an invitation, which a link or a code that was read out has named: with the second code, a sign-in name and a password."""
    if request.method == "POST" and not ratelimit.consume(request, action="invitation"):
        return render(request, "office/refused.html", {"words": "Too many tries from this place. Wait a minute."}, status=429)
    if request.method == "POST" and "token" in request.POST:
        request.session["invitation"] = digest_of(request.POST["token"][:200]).hex()
        request.session.pop("second", None)
    digest = bytes.fromhex(request.session.get("invitation", ""))
    found = invitation_of(digest) if digest else None
    known = found is not None and found.person_id is None and not is_over(found)
    words: Refused | str = "" if known or not digest else NOT_VALID
    second = request.POST.get("second", request.session.get("second", ""))[:200]
    to: Described | None = None
    has_both = False
    if known and not second and "second" in request.POST:
        words = Refused("Type the second code, which came to you by another way.", "second")
    if known and second:
        try:
            to, has_both = described(digest, second), True
            request.session["second"] = second
            if request.method == "POST" and "read" in request.POST:
                return _take_up(request, digest, second)
            if request.method == "POST" and "step" in request.POST:
                raise Refused("Say that you have read what the record keeps.", "read")
        except Refused as refusal:
            words = refusal
    context = {
        "known": known,
        "has_both": has_both,
        "to": to,
        "words": words,
        "second": "" if has_both else second,
        "name": found.name if known and found else "",
        "read": request.POST.get("read") == "yes",
        "sign_in_name": sign_in_name_of(found) if known and found else "",
    }
    return render(request, "office/invitation.html", context, status=422 if words else 200)


def _take_up(request: HttpRequest, digest: bytes, second: str) -> HttpResponse:
    """The invitation becomes an account, or another standing of hers. Raises `Refused`."""
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
    """After *leave now*: what was done."""
    return render(request, "office/left.html", {"became": request.session.get("left", "")})


@anyone
@require_safe
def demonstration(request: HttpRequest, token: str) -> HttpResponse:
    """The sign-in link of a demonstration on one's own machine; it works until it expires."""
    person = demonstrated(digest_of(token)) if settings.IS_DEMONSTRATION else None
    if person is None:
        return render(request, "office/refused.html", {"words": "This link is not valid, or has expired."}, status=404)
    logout(request)
    _sign_in(request, person)
    return redirect("cases")


def _sign_in(request: HttpRequest, person: AbstractBaseUser) -> None:
    """Begin a session."""
    login(request, person, backend=BACKEND)
