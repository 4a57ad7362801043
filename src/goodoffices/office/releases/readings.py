"""What is read of releases: what was put before a party, what it was asked and answered."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Mapping

from goodoffices.formats.ours.answers_file import read_transcript
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import (
    EntryView,
)
from goodoffices.office.access.paper_heads import (
    AnswersHead,
    PreferencesHead,
)
from goodoffices.office.papers.packages import is_package_of
from goodoffices.preferences import Asked, Question
from goodoffices.record.kinds import PACKAGE_RELEASED, QUESTION_RELEASED, RELEASE_ANSWERED


def list_releases(view: CaseView) -> list[EntryView]:
    """List the packages and questions that were released to her side, or by the mediation.

    Entries that cannot be trusted are left out; the record names them.
    """
    return [entry for entry in view.entries_of(PACKAGE_RELEASED, QUESTION_RELEASED) if entry.kind]


def list_packages_put(view: CaseView) -> list[EntryView]:
    """List the packages alone that were released to her side, or by the mediation."""
    return [entry for entry in list_releases(view) if entry.kind == PACKAGE_RELEASED.name]


def count_releases(view: CaseView) -> Mapping[str, int]:
    """Count the packages and questions that were released to each party, unopened."""
    rows = view.entry_rows(PACKAGE_RELEASED, QUESTION_RELEASED).order_by()
    return Counter(rows.values_list("log__side__party", flat=True))


def list_positions(view: CaseView) -> dict[tuple[uuid.UUID, int], list[EntryView]]:
    """List what parties said of packages that were put before them, the newest first.

    It is by the log and the number of the entry that put the package. Her side's own, or for the
    mediation all.
    """
    found: dict[tuple[uuid.UUID, int], list[EntryView]] = {}
    for entry in _positions(view):
        found.setdefault((entry.log, entry.payload["release"]), []).append(entry)
    return found


def _positions(view: CaseView) -> list[EntryView]:
    return [entry for entry in view.entries_of(RELEASE_ANSWERED) if entry.kind]


def count_answered(view: CaseView) -> Mapping[str, int]:
    """Count the packages to which each party said something."""
    newest = [entries[0] for entries in list_positions(view).values()]
    return Counter(entry.payload["party"] for entry in newest)


def newest_positions(view: CaseView) -> Mapping[str, EntryView]:
    """Find what each party said last of a package that was put before it."""
    found: dict[str, EntryView] = {}
    for entry in _positions(view):
        found.setdefault(entry.payload["party"], entry)
    return found


def list_unanswered(view: CaseView) -> list[EntryView]:
    """List the packages that were put before her side and to which it has said nothing."""
    said = list_positions(view)
    return [one for one in list_packages_put(view) if (one.log, one.number) not in said]


def list_unanswered_questions(view: CaseView) -> list[Question]:
    """List the questions that the mediation put to her side and that it has not answered."""
    put = [question for question, _ in list_questions_put(view)]
    answered = questions_answered(view) if put else frozenset()
    return [question for question in put if question.key not in answered]


def questions_answered(view: CaseView) -> frozenset[object]:
    """List the questions that her side has answered, given or not, by their keys."""
    found: set[object] = set()
    for paper in view.papers(AnswersHead):
        transcript = read_transcript(paper.text, view.case, paper.head.file, drop_faulty=True)
        found |= {a.question.key for a in transcript.answers}
    return frozenset(found)


def find_answer(view: CaseView, entry: EntryView) -> tuple[str, datetime.datetime] | None:
    """Find what the party answered to a question that was put to it, and when it gave that.

    The answer is ``first``, ``second``, ``same``, or empty: not sure. None where the party gave
    no answer yet. It is found as far as she may read what the party gave.
    """
    put = entry.payload
    asked = (put["to"], dict(put["first"]), put["second"] or None)
    for paper in view.papers(PreferencesHead):
        for first, second, given in paper.head.answers:
            if (paper.party, first, second or None) == asked:
                return str(given or ""), paper.made_at
    return None


def list_questions_put(view: CaseView) -> list[tuple[Question, str]]:
    """List the questions that the mediation put to her side, each with its words.

    Each names packages between which to choose.
    """
    found = []
    for entry in reversed(list_releases(view)):
        if entry.kind == "release.question" and entry.payload["to"] == view.side.party:
            first, second = entry.payload["first"], entry.payload["second"]
            if is_package_of(view.case, first) and (not second or is_package_of(view.case, second)):
                found.append(
                    (
                        Question(asked=Asked.RATHER, first=first, second=second or None),
                        entry.payload["words"],
                    )
                )
    return found
