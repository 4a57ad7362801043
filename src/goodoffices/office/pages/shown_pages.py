"""The page that answers a form is shown under an address of its own.

So Back, Forward and Reload work after every form and send nothing twice.

The page is kept in the memory of the office alone, for the one session that it answered, for a
while. After that the address shows the page that it belongs to, as it is then.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from goodoffices.office.access.sessions import session_of
from goodoffices.office.sealing import clock_and_chance

Answer = Callable[[HttpRequest], HttpResponse]
#: The name in an address; pages that are kept of one session, and bytes of one page. What others
#: keep takes nobody's place: it would tell that they are there.
SHOWN, OF_A_SESSION, MOST_BYTES = "shown", 20, 1_000_000
#: What a program asks for that swaps parts of a page: it gets them at once.
BY_SCRIPT = "fetch"


#: For how long a page is kept.
LASTS = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class _Page:
    session: str
    path: str
    status: int
    content: bytes
    until: datetime


_pages: dict[str, _Page] = {}
_lock = threading.Lock()


def forget_old_pages() -> None:
    """Forget the pages whose time is over."""
    with _lock:
        now = clock_and_chance.now()
        for name in [name for name, page in _pages.items() if page.until < now]:
            del _pages[name]


def forget_pages() -> None:
    """Forget all pages.

    Where papers are locked, nothing that showed them stays in memory here.
    """
    with _lock:
        _pages.clear()


def shown_once(answer: HttpResponse) -> HttpResponse:
    """Mark the page that answers a form as one that is kept nowhere to be shown again."""
    answer.is_shown_once = True  # type: ignore[attr-defined]
    return answer


def _is_page(answer: HttpResponse) -> bool:
    """Tell whether an answer is a page that can be kept."""
    if getattr(answer, "is_shown_once", False):
        return False
    is_html = not answer.streaming and answer.get("Content-Type", "").startswith("text/html")
    return is_html and answer.status_code in (200, 409, 422) and len(answer.content) <= MOST_BYTES


class ShownPages:
    """Keeps the answers to forms and shows them under an address of their own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.SHOWS_PAGES_APART or not getattr(request.user, "is_authenticated", False):
            return self.get_response(request)
        if request.method == "GET" and SHOWN in request.GET:
            kept = self._kept(request)
            return kept if kept is not None else self.get_response(request)
        answer = self.get_response(request)
        # Who signed out with this form has no session of hers to keep it for.
        is_for_her = (
            request.method == "POST"
            and request.headers.get("X-Requested-With") != BY_SCRIPT
            and request.user.is_authenticated
        )
        if not is_for_her or not _is_page(answer):
            return answer
        return HttpResponseRedirect(self._keep(request, answer), status=303)

    def _keep(self, request: HttpRequest, answer: HttpResponse) -> str:
        token = clock_and_chance.random_bytes(16).hex()
        session = session_of(request).row
        with _lock:
            _pages[token] = _Page(
                session=session,
                path=request.path,
                status=answer.status_code,
                content=answer.content,
                until=clock_and_chance.now() + LASTS,
            )
            of_it = [name for name, page in _pages.items() if page.session == session]
            for name in of_it[:-OF_A_SESSION]:
                del _pages[name]
        others = request.GET.copy()
        others[SHOWN] = token
        return f"{request.path}?{others.urlencode()}"

    def _kept(self, request: HttpRequest) -> HttpResponse | None:
        with _lock:
            page = _pages.get(request.GET[SHOWN])
        if (
            page is None
            or page.until < clock_and_chance.now()
            or (page.session, page.path) != (session_of(request).row, request.path)
        ):
            return None
        return HttpResponse(page.content, status=page.status)
