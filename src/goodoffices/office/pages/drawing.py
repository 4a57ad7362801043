"""How a page of a case is drawn."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodoffices.office.case_view import CaseView
from goodoffices.office.pages.forms import new_form


def page(request: HttpRequest, view: CaseView, template: str, status: int = 200, **context: object) -> HttpResponse:
    """A page of a case, with a fresh form id."""
    return render(request, f"office/{template}.html", {"view": view, "form": new_form(), **context}, status=status)
