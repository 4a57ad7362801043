"""Public statements as the office shows them itself, where it is asked to: for anybody.

Before its hour an address answers as one that is not there. No log of readers is kept.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from goodoffices.office.access.door import anyone, reading
from goodoffices.office.statements.publishing import files_of, find_public

#: As what the files of a statement are given, by their ending.
KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}


@anyone
@require_safe
def public_statement(request: HttpRequest, secret: str) -> HttpResponse:
    """Lead to the page of a statement that is public, whose files lie beside it."""
    _files(secret)
    return redirect("public_file", secret=secret, name="index.html")


@anyone
@require_safe
def public_file(request: HttpRequest, secret: str, name: str) -> HttpResponse:
    """Give a file of a statement that is public."""
    content = _files(secret).get(name)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type=KINDS[name.rpartition(".")[2]])


def _files(secret: str) -> dict[str, bytes]:
    with reading():
        found = find_public(secret)
        if found is None:
            raise Http404
        return files_of(found)
