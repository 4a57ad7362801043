"""The page of the search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.rights import Right
from goodoffices.office.pages.drawing import page
from goodoffices.office.refusal import Refused
from goodoffices.office.search.forms import SearchForm
from goodoffices.office.search.in_words import HitShown, hits_in_words


@door(read=Right.SEARCH, write=Right.SEARCH)
def search(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show the form of the search, and what was found."""
    form = SearchForm(request)
    hits: list[HitShown] | None = None
    count, error = 0, ""
    if request.method == "POST":
        try:
            hits, count = hits_in_words(view, form.read()["sought"])
        except Refused as refusal:
            form.show(refusal)
            error = str(refusal)
    context = {"form": form, "hits": hits, "count": count, "error": error}
    return page(request, view, "search/search", 422 if error else 200, **context)
