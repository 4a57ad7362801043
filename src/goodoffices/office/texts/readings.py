"""What is read of texts: versions, copies and criticisms; for a party its own copies alone."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import EntryView
from goodoffices.record.kinds import (
    TEXT_CRITICISED,
    TEXT_HANDED,
    TEXT_PASSED,
    TEXT_SAVED,
    EntryKind,
)


@dataclass(frozen=True, kw_only=True)
class VersionOfText:
    """A version: for the mediation one that was saved, for a party one that it was given.

    ``number``: from 1, counted for its reader alone; ``body``: as it is typed; ``code``: of a
    party's copy, empty for the mediation.
    """

    number: int
    body: str
    at: datetime.datetime
    by: str
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class HandedOut:
    """A copy in the register: which version went to whom, when, by whom, under which code."""

    version: int
    to: str
    code: str
    at: datetime.datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Criticism:
    """What a party said of a copy. ``paragraph``: its number, 0 for the whole."""

    party: str
    code: str
    paragraph: int
    words: str
    at: datetime.datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class TextRead:
    """A text as one reader may know it, its versions the earliest first."""

    id: str
    title: str
    versions: tuple[VersionOfText, ...]
    handed: tuple[HandedOut, ...]
    criticisms: tuple[Criticism, ...]

    @property
    def newest(self) -> VersionOfText:
        """Give the version that is current for this reader."""
        return self.versions[-1]

    def version(self, number: int) -> VersionOfText | None:
        """Find a version by its number; None where there is none."""
        return self.versions[number - 1] if 1 <= number <= len(self.versions) else None


def list_texts(view: CaseView) -> list[TextRead]:
    """List the texts that she may know, the one that changed last first."""
    if list_texts not in view.remembered:
        view.remembered[list_texts] = _list_texts(view)
    found: list[TextRead] = view.remembered[list_texts]
    return found


def find_text(view: CaseView, text: str) -> TextRead | None:
    """Find a text that she may know; None where there is none."""
    return next((one for one in list_texts(view) if one.id == text), None)


def _list_texts(view: CaseView) -> list[TextRead]:
    entries = [
        one
        for one in reversed(view.entries_of(TEXT_SAVED, TEXT_HANDED, TEXT_PASSED, TEXT_CRITICISED))
        if one.kind
    ]
    shown = _of(entries, TEXT_SAVED if view.is_mediation else TEXT_HANDED)
    ids = list(dict.fromkeys(one.payload["text"] for one in reversed(shown)))
    return [
        _text(text, [one for one in entries if one.payload["text"] == text], view) for text in ids
    ]


def _of(entries: Sequence[EntryView], kind: EntryKind) -> list[EntryView]:
    return [one for one in entries if one.kind == kind.name]


def _text(text: str, entries: Sequence[EntryView], view: CaseView) -> TextRead:
    saved = _of(entries, TEXT_SAVED if view.is_mediation else TEXT_HANDED)
    return TextRead(
        id=text,
        title=saved[-1].payload["title"],
        versions=tuple(
            VersionOfText(
                number=number,
                body=one.payload["body"],
                at=one.at,
                by=one.actor,
                code=one.payload.get("code", ""),
            )
            for number, one in enumerate(saved, 1)
        ),
        handed=tuple(
            HandedOut(
                version=one.payload["version"],
                to=one.payload["to"],
                code=one.payload["code"],
                at=one.at,
                by=one.actor,
            )
            for one in _of(entries, TEXT_PASSED)
        ),
        criticisms=tuple(
            Criticism(
                party=one.label.removeprefix("party:"),
                code=one.payload["code"],
                paragraph=one.payload["paragraph"],
                words=one.payload["words"],
                at=one.at,
                by=one.actor,
            )
            for one in _of(entries, TEXT_CRITICISED)
        ),
    )
