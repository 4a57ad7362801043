"""What is read of releases: what was put before a party, what it was asked and answered."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.case import Text
from goodoffices.formats.ours.answers_file import read_transcript
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import EntryView
from goodoffices.office.access.paper_heads import AnswersHead, PreferencesHead
from goodoffices.office.papers.packages import is_package_of
from goodoffices.preferences import Asked, Question
from goodoffices.procedure import MEDIATION, ItemKind
from goodoffices.record.kinds import (
    ITEM_ANSWERED,
    ITEM_CARRIED,
    PACKAGE_RELEASED,
    POSITION_TAKEN,
    QUESTION_RELEASED,
)


@dataclass(frozen=True, kw_only=True)
class PutThing:
    """What was put before one party for a position.

    ``owner``: whose it is, as that party may know it: ``mediation``, a party, empty for a
    non-paper; ``package``: its options by issue, empty where words alone were put; ``days``: agreed
    for an answer.
    """

    entry: EntryView
    to: str
    owner: str
    text: Text
    package: Mapping[str, str]
    days: int | None

    @property
    def key(self) -> tuple[uuid.UUID, int]:
        """Give what positions on it are found by: the log and the number of its entry."""
        return self.entry.log, self.entry.number


def list_releases(view: CaseView) -> list[EntryView]:
    """List the packages and questions that were released to her side, or by the mediation.

    Entries that cannot be trusted are left out; the record names them.
    """
    return [one for one in _entries_put(view) if one.kind != ITEM_CARRIED.name]


def _entries_put(view: CaseView) -> list[EntryView]:
    """List the entries that put something before a party, fetched at once, the newest first."""
    found = view.entries_of(PACKAGE_RELEASED, QUESTION_RELEASED, ITEM_CARRIED)
    return [entry for entry in found if entry.kind]


def list_packages_put(view: CaseView) -> list[EntryView]:
    """List the packages alone that were released to her side, or by the mediation."""
    return [entry for entry in list_releases(view) if entry.kind == PACKAGE_RELEASED.name]


def list_questions(view: CaseView) -> list[EntryView]:
    """List the questions alone that were put to her side, or by the mediation."""
    return [entry for entry in list_releases(view) if entry.kind == QUESTION_RELEASED.name]


def count_releases(view: CaseView) -> Mapping[str, int]:
    """Count the packages and questions that were released to each party, unopened."""
    rows = view.entry_rows(PACKAGE_RELEASED, QUESTION_RELEASED).order_by()
    return Counter(rows.values_list("log__side__party", flat=True))


def list_put(view: CaseView) -> list[PutThing]:
    """List what was put before her side for a position, or by the mediation; the newest first.

    That is each package that was released, and each proposal and non-paper that was carried.
    """
    return [found for entry in _entries_put(view) if (found := _put(entry)) is not None]


def _put(entry: EntryView) -> PutThing | None:
    said = entry.payload
    if entry.kind == PACKAGE_RELEASED.name:
        text, owner, days = Text((("", said["words"]),)), MEDIATION, None
    elif entry.kind == ITEM_CARRIED.name and ItemKind(said["kind"]).asks_for_a_position:
        text = (
            Text((("", said["text"]),)) if isinstance(said["text"], str) else Text.of(said["text"])
        )
        owner = "" if said["kind"] == ItemKind.NON_PAPER else said["owner"] or MEDIATION
        days = said["agreed_days"]
    else:
        return None
    to = entry.label.removeprefix("party:")
    package = said.get("package", {})
    return PutThing(entry=entry, to=to, owner=owner, text=text, package=package, days=days)


def list_positions(view: CaseView) -> dict[tuple[uuid.UUID, int], list[EntryView]]:
    """List the positions that parties took on what was put before them, the newest first.

    It is by the log and the number of the entry that put it. Her side's own, or for the mediation
    all.
    """
    found: dict[tuple[uuid.UUID, int], list[EntryView]] = {}
    for entry in _positions(view):
        found.setdefault((entry.log, entry.payload["put"]), []).append(entry)
    return found


def _positions(view: CaseView) -> list[EntryView]:
    return [entry for entry in view.entries_of(POSITION_TAKEN) if entry.kind]


def count_answered(view: CaseView) -> Mapping[str, int]:
    """Count the things on which each party took a position."""
    newest = [entries[0] for entries in list_positions(view).values()]
    return Counter(entry.payload["party"] for entry in newest)


def newest_positions(view: CaseView) -> Mapping[str, EntryView]:
    """Find the position that each party took last, whatever it was on."""
    found: dict[str, EntryView] = {}
    for entry in _positions(view):
        found.setdefault(entry.payload["party"], entry)
    return found


def list_unanswered(view: CaseView) -> list[PutThing]:
    """List what was put before her side and on which it took no position.

    What it answered before the talks came into the office is left out.
    """
    put, said = list_put(view), list_positions(view)
    before = {
        (entry.log, entry.payload["item"]) for entry in view.entries_of(ITEM_ANSWERED) if entry.kind
    }
    return [
        one
        for one in put
        if one.key not in said and (one.entry.log, one.entry.payload.get("item")) not in before
    ]


def list_unanswered_questions(view: CaseView) -> list[Question]:
    """List the questions that the mediation put to her side and that it has not answered."""
    put = [question for question, _ in list_questions_put(view)]
    answered = questions_answered(view) if put else frozenset()
    return [question for question in put if question.key not in answered]


def questions_answered(view: CaseView) -> frozenset[object]:
    """List the questions that her side has answered, given or not, by their keys."""
    if questions_answered not in view.remembered:
        view.remembered[questions_answered] = _questions_answered(view)
    answered: frozenset[object] = view.remembered[questions_answered]
    return answered


def _questions_answered(view: CaseView) -> frozenset[object]:
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
