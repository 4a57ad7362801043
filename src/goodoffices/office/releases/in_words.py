"""Releases in words: each package and question, with what was answered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.case import Case
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import EntryView
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.papers.packages import is_package_of
from goodoffices.office.record.in_words import POSITIONS
from goodoffices.office.releases.readings import (
    PutThing,
    find_answer,
    list_positions,
    list_put,
    list_questions,
    questions_answered,
)
from goodoffices.preferences import Asked, Question
from goodoffices.procedure import MEDIATION
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class PositionShown:
    """A position as a page shows it. ``changes``: what would have to change, issue by issue."""

    words: str
    changes: list[tuple[str, str]]
    said: str
    at: datetime.datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class PutShown:
    """What was put before a party, as a page shows it.

    ``owner``: whose it is, in words; empty where it is the mediation's. ``answer``: of a question
    what was answered and when; ``is_answered``: she answered it, and the mediation does not know
    yet. ``can_be_weighed``: it is a package that settles every issue.
    """

    to: str
    owner: str
    words: str
    at: datetime.datetime
    by: str
    number: int
    key: str
    tables: list[list[tuple[str, str]]]
    is_question: bool
    is_words: bool
    can_be_weighed: bool
    positions: list[PositionShown]
    answer: tuple[str, datetime.datetime] | None = None
    is_answered: bool = False


def releases_in_words(view: CaseView) -> list[PutShown]:
    """List what was put before parties, packages, proposals and questions, the newest first."""
    positions, w = list_positions(view), wording_for_reader(view.case)
    put = [(one.entry, _put(view, one, positions.get(one.key, []), w)) for one in list_put(view)]
    asked = [(entry, _question(view, entry, w)) for entry in list_questions(view)]
    ordered = sorted((*put, *asked), key=lambda one: (one[0].at, one[0].number), reverse=True)
    return [shown for _entry, shown in ordered]


def _put(view: CaseView, one: PutThing, said: Sequence[EntryView], w: Wording) -> PutShown:
    if one.owner == MEDIATION:
        owner = ""
    else:
        owner = w.party(one.owner) if one.owner else _("a non-paper, without an author")
    return PutShown(
        to=w.party(one.to),
        owner=owner,
        words=w.text(one.text),
        at=one.entry.at,
        by=one.entry.actor,
        number=one.entry.number,
        key=f"{one.to}-{one.entry.number}",
        tables=[package_rows(view.case, one.package)] if one.package else [],
        is_question=False,
        is_words=not one.package,
        can_be_weighed=is_package_of(view.case, one.package),
        positions=[position_in_words(view.case, entry) for entry in said],
    )


def position_in_words(case: Case, entry: EntryView) -> PositionShown:
    """Write a position as a page shows it."""
    said = entry.payload
    return PositionShown(
        said=str(POSITIONS[said["position"]]),
        words=said["words"],
        changes=package_rows(case, said["changes"]),
        at=entry.at,
        by=entry.actor,
    )


def _question(view: CaseView, entry: EntryView, w: Wording) -> PutShown:
    said, answer = entry.payload, find_answer(view, entry)
    packages = [one for one in (said["first"], said["second"]) if one]
    return PutShown(
        to=w.party(said["to"]),
        owner="",
        words=said["words"],
        at=entry.at,
        by=entry.actor,
        number=entry.number,
        key=f"{said['to']}-{entry.number}",
        tables=[package_rows(view.case, one) for one in packages],
        is_question=True,
        is_words=False,
        can_be_weighed=False,
        positions=[],
        answer=None
        if answer is None
        else (_answer_in_words(answer[0], bool(said["second"])), answer[1]),
        is_answered=view.is_party and _key(said) in questions_answered(view),
    )


def _key(payload: Mapping[str, Any]) -> object:
    return Question(
        asked=Asked.RATHER, first=payload["first"], second=payload["second"] or None
    ).key


def _answer_in_words(answer: str, is_of_two: bool) -> str:
    second = _("rather the second") if is_of_two else _("rather no agreement")
    first = _("rather the first") if is_of_two else _("rather this package")
    same = _("about as good")
    return {"first": first, "second": second, "same": same}.get(answer, _("not sure"))
