"""How a page of a case is drawn."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodoffices.office.case_view import CaseView
from goodoffices.office.pages.forms import new_form
from goodoffices.office.spoken import package_rows
from goodoffices.report.wording import Wording


def page(request: HttpRequest, view: CaseView, template: str, status: int = 200, **context: object) -> HttpResponse:
    """A page of a case, with a fresh form id."""
    return render(request, f"office/{template}.html", {"view": view, "form": new_form(), **context}, status=status)


def released(view: CaseView) -> list[dict[str, object]]:
    """What was released, package by package, question by question, in words."""
    found: list[dict[str, object]] = []
    for entry in view.releases():
        is_question = entry.kind == "release.question"
        packages = [entry.payload["first"], entry.payload["second"]] if is_question else [entry.payload["package"]]
        rows = [package_rows(view.case, package) for package in packages if package]
        to = Wording(view.case).party(entry.payload["to"])
        found.append(
            {"at": entry.at, "by": entry.actor, "to": to, "words": entry.payload["words"], "tables": rows, "is_question": is_question}
        )
    return found
