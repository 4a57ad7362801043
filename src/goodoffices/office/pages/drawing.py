"""How a page of a case is drawn, and a file of it given."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.pages.forms import new_idempotency_key


def attachment(content: bytes, name: str, kind: str = "text/plain; charset=utf-8") -> HttpResponse:
    """Give bytes as a file to be kept under a name."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


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
