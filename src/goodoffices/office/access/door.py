"""The doors of the office: each view says who may come in.

A view that does not say keeps the server from starting.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.checks import CheckMessage, Error
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing.keys import NotOpened

View = Callable[..., HttpResponse]
#: Modules of pages that come with a library and concern one's own account alone: signing in and
#: out, passkeys, codes, sessions.
OWN_ACCOUNT = ("allauth.account.", "allauth.mfa.")
#: The files of the style sheet and of scripts.
FILES = ("django.views.static", "whitenoise.")


def reading() -> AbstractContextManager[None]:
    """Begin the reading of a page: one transaction, where the database filters by what it is told.

    On SQLite a transaction would keep all others from writing while a form is looked at; there
    commands have one of their own.
    """
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def door(*, read: Right | None = None, write: Right | None = None) -> Callable[[View], View]:
    """Make a view of one case: ``view(request, case_view, ...)``.

    ``read``: the right that it takes to look (GET, HEAD); ``write``: to send a form (POST). Without
    one of them the view does not take that method, and answers 405. It answers 404 where she may
    not know of it, and 403 where she may not do it.
    """
    needed = {"GET": read, "HEAD": read, "POST": write}
    shown = read or write
    assert shown is not None, "a door names who may read, or who may write"
    methods = tuple(method for method in ("GET", "POST") if needed[method] is not None)

    def behind(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, case_id: uuid.UUID, **named: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            try:
                with reading():
                    case_view = CaseView.for_person(request.user.pk, case_id)
                    right = needed.get(request.method or "")
                    if case_view is None or not case_view.knows_of(right or shown):
                        raise Http404
                    if right is None:
                        return HttpResponseNotAllowed(methods)
                    if not case_view.may(right):
                        return _refusal(request, case_view, 403, case_view.why_not)
                    return view(request, case_view, **named)
            except NotOpened:
                return _refusal(
                    request,
                    None,
                    409,
                    _(
                        "Something of this case was changed outside this office and cannot be "
                        "opened. Ask whoever runs it."
                    ),
                )
            except Refused as refusal:
                with reading():
                    again = CaseView.for_person(request.user.pk, case_id)
                    return _refusal(request, again, refusal.status, str(refusal))

        entered.door = shown  # type: ignore[attr-defined]
        entered.methods = methods  # type: ignore[attr-defined]
        return entered

    return behind


def signed_in(view: View) -> View:
    """Make a view of a person's own: ``view(request, ...)``."""

    @wraps(view)
    def entered(request: HttpRequest, **named: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        with reading():
            return view(request, **named)

    entered.door = "signed in"  # type: ignore[attr-defined]
    return entered


def anyone(view: View) -> View:
    """Make a view for those who are not signed in, too: it shows nothing of a case."""

    @wraps(view)
    def entered(request: HttpRequest, **named: Any) -> HttpResponse:
        return view(request, **named)

    entered.door = "anyone"  # type: ignore[attr-defined]
    return entered


def _refusal(
    request: HttpRequest, case_view: CaseView | None, status: int, words: str
) -> HttpResponse:
    return render(
        request, "office/refused.html", {"view": case_view, "message": words}, status=status
    )


def views_without_door(**_: Any) -> list[CheckMessage]:
    """Give one error for each view that does not say who may come in."""
    return [
        Error(
            f"{pattern.pattern} leads to {_place(pattern)}, which has no door.",
            hint="Decorate it with door, signed_in or anyone.",
            id="office.E001",
        )
        for pattern in all_patterns(get_resolver(settings.ROOT_URLCONF).url_patterns)
        if not hasattr(pattern.callback, "door")
        and not _place(pattern).startswith((*OWN_ACCOUNT, *FILES))
    ]


def all_patterns(found: Collection[URLPattern | URLResolver]) -> list[URLPattern]:
    """List the whole table of addresses, flat."""
    flat: list[URLPattern] = []
    for one in found:
        flat += all_patterns(one.url_patterns) if isinstance(one, URLResolver) else [one]
    return flat


def _place(pattern: URLPattern) -> str:
    view = pattern.callback
    of_class = getattr(view, "view_class", view)
    return f"{of_class.__module__}.{getattr(of_class, '__qualname__', '')}"
