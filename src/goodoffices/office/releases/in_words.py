"""Releases in words: each package and question, with what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.record.in_words import POSITIONS
from goodoffices.office.releases.readings import (
    find_answer,
    list_positions,
    list_releases,
    questions_answered,
)
from goodoffices.preferences import Asked, Question


def releases_in_words(view: CaseView) -> list[dict[str, object]]:
    """List what was released, package by package, question by question, in words."""
    found: list[dict[str, object]] = []
    asked = questions_answered(view) if view.is_party else frozenset()
    positions = list_positions(view)
    for entry in list_releases(view):
        is_question = entry.kind == "release.question"
        packages = (
            [entry.payload["first"], entry.payload["second"]]
            if is_question
            else [entry.payload["package"]]
        )
        rows = [package_rows(view.case, package) for package in packages if package]
        to = wording_for_reader(view.case).party(entry.payload["to"])
        answer = find_answer(view, entry) if is_question else None
        said = (
            None
            if answer is None
            else (_answer_in_words(answer[0], bool(entry.payload["second"])), answer[1])
        )
        found.append(
            {
                "answer": said,
                "at": entry.at,
                "by": entry.actor,
                "to": to,
                "words": entry.payload["words"],
                "tables": rows,
                "is_question": is_question,
                "number": entry.number,
                "key": f"{entry.payload['to']}-{entry.number}",
                "positions": [
                    (
                        str(POSITIONS[one.payload["position"]]),
                        one.payload["words"],
                        one.at,
                        one.actor,
                    )
                    for one in positions.get((entry.log, entry.number), [])
                ],
                "is_answered": is_question and _key(entry.payload) in asked,
            }
        )
    return found


def _key(payload: Mapping[str, Any]) -> object:
    return Question(
        asked=Asked.RATHER, first=payload["first"], second=payload["second"] or None
    ).key


def _answer_in_words(answer: str, is_of_two: bool) -> str:
    second = _("rather the second") if is_of_two else _("rather no agreement")
    first = _("rather the first") if is_of_two else _("rather this package")
    same = _("about as good")
    return {"first": first, "second": second, "same": same}.get(answer, _("not sure"))
