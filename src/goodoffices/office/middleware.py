"""What holds for every answer: strict headers, bounded bodies.

Where nothing could be saved, a clear page says so.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from goodoffices import __version__
from goodoffices.office.languages import language_in_use
from goodoffices.report.languages import LANGUAGES

Answer = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
#: Requests of one person that are answered or wait, seconds that one waits, and how many wait in
#: all: who waits holds a thread.
MOST_IN_LINE, MOST_WAIT, WAIT_IN_ALL = 3, 10, 6
logger = logging.getLogger("goodoffices.office")


class QuietHeaders:
    """No script but ours, no referrer, nothing kept in a cache."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        # A file that is taken away has a stricter one.
        answer.setdefault("Content-Security-Policy", POLICY)
        answer["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        answer["Cross-Origin-Resource-Policy"] = "same-origin"
        # A page that says that there is no such file names whoever is signed in, as every page
        # does.
        if (
            not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/")
            or answer.status_code >= 400
        ):
            answer["Cache-Control"] = "no-store"
        return answer

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer with a page that says so where the database takes nothing.

        The disk may be full, the database read-only or busy. Then nothing was changed, and the page
        says so.
        """
        if isinstance(fault, OperationalError | sqlite3.OperationalError | OSError):
            logger.error("nothing could be saved: %s", type(fault).__name__)
            return render(request, "office/not_saved.html", status=503)
        if not isinstance(fault, Http404 | PermissionDenied | SuspiciousOperation):
            logger.error("a page failed: %s", type(fault).__name__)
        return None


class OwnClock:
    """Times on a page are those of its reader's clock."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = getattr(request.user, "time_zone", None)
        if zone is None:
            return self.get_response(request)
        with timezone.override(zone):
            return self.get_response(request)


class OwnLanguage:
    """A page is in the language that its reader chose; else in one that her browser asks for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen not in LANGUAGES:
            return self.get_response(request)
        with translation.override(chosen):
            answer = self.get_response(request)
        answer["Content-Language"] = chosen
        return answer


class OneAtATime:
    """Of one person one request is answered at a time: nobody keeps all of the office to herself.

    A few more wait, and the rest are told to come again.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self._lock = threading.Lock()
        self._lines: dict[object, tuple[threading.Lock, int]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not getattr(request.user, "is_authenticated", False):
            return self.get_response(request)
        who = request.user.pk
        with self._lock:
            turn, waiting = self._lines.get(who, (threading.Lock(), 0))
            if waiting >= MOST_IN_LINE or (
                waiting and sum(n - 1 for __, n in self._lines.values()) >= WAIT_IN_ALL
            ):
                return self._come_again(request)
            self._lines[who] = turn, waiting + 1
        try:
            if not turn.acquire(timeout=MOST_WAIT):
                return self._come_again(request)
            try:
                return self.get_response(request)
            finally:
                turn.release()
        finally:
            with self._lock:
                turn, waiting = self._lines.pop(who)
                if waiting > 1:
                    self._lines[who] = turn, waiting - 1

    def _come_again(self, request: HttpRequest) -> HttpResponse:
        words = _(
            "You asked for several pages at once, and the office is still working on the first. "
            "Wait a moment, then load this one again."
        )
        return render(request, "office/refused.html", {"message": words}, status=429)


class BoundedBodies:
    """Refuses bodies beyond what the office takes, before they are read.

    It says so in English: nothing of the request was read that names a language.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = -1
        most = (
            settings.MOST_BYTES_OF_FILES
            if request.path_info.endswith("/files/")
            else settings.MOST_BODY_BYTES
        )
        if not 0 <= length <= most:
            return HttpResponse(
                "This is larger than the office takes.",
                status=413,
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)


def of_this_office(request: HttpRequest) -> dict[str, object]:
    """Give what each page may say of the office."""
    return {
        "is_demonstration": settings.IS_DEMONSTRATION,
        "version": __version__,
        "language": language_in_use(),
    }
