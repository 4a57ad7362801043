"""How a page of a case is drawn."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.pages.forms import new_idempotency_key


def page(
    request: HttpRequest, view: CaseView, template: str, status: int = 200, **context: object
) -> HttpResponse:
    """Draw a page of a case, with a fresh idempotency key."""
    return render(
        request,
        f"office/{template}.html",
        {"view": view, "idempotency_key": new_idempotency_key(), **context},
        status=status,
    )
