"""Serves the fonts of pages to whoever is there: they say nothing of anybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from goodoffices.office.access.door import anyone
from goodoffices.office.fonts.families import CUTS, folder, style_sheet

#: Seconds that a browser may keep a file; its address names the edition.
KEPT = 365 * 24 * 3600


@anyone
def font_file(request: HttpRequest, name: str) -> HttpResponse:
    """Give the style sheet of the fonts, or one of their files where it is made already."""
    if name == "fonts.css":
        answer = HttpResponse(style_sheet(), content_type="text/css; charset=utf-8")
        answer["Cache-Control"] = "public, max-age=3600"
        return answer
    if name not in {cut.name for cut in CUTS} or not (file := folder() / name).is_file():
        raise Http404
    answer = HttpResponse(file.read_bytes(), content_type="font/woff2")
    answer["Cache-Control"] = f"public, max-age={KEPT}, immutable"
    return answer
