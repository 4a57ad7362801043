"""The pages of help: the documentation, for whoever is there."""

from __future__ import annotations

import mimetypes

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from goodoffices.office.access.door import anyone
from goodoffices.office.help import documentation


@anyone
def help_page(request: HttpRequest, name: str = "README.md") -> HttpResponse:
    """Show a page of the documentation; it says nothing of anybody."""
    if name not in documentation.names():
        raise Http404
    title, drawn = documentation.drawn(name)
    context = {"title": title, "drawn": drawn, "is_first": name == "README.md"}
    return render(request, "office/help/page.html", context)


@anyone
def help_picture(request: HttpRequest, name: str) -> HttpResponse:
    """Give a picture of the documentation."""
    if name not in documentation.pictures():
        raise Http404
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return HttpResponse((documentation.folder() / "images" / name).read_bytes(), content_type=kind)


@anyone
def design(request: HttpRequest) -> HttpResponse:
    """Show each part that pages are put together from, with its use, for those who build pages."""
    return render(request, "office/help/design.html", {"places": range(1, 9)})
