"""Serve the least that Django and the server of the office can do: one page.

The page has the size of the office's, and comes without a database or a session.
"""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = "<!doctype html><title>A page</title><main>" + "<p>Words on a page.</p>" * 200 + "</main>"


def page(request: HttpRequest) -> HttpResponse:
    """Answer with the page."""
    return HttpResponse(PAGE)


urlpatterns = [path("", page), path("healthz", page)]


def main(port: int) -> None:
    """Serve the page as the office is served."""
    from waitress import serve

    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="none of its own", MIDDLEWARE=[]
    )
    serve(get_wsgi_application(), host="127.0.0.1", port=port, threads=8, ident=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
