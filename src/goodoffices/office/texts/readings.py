"""What is read of texts: versions, copies and criticisms; for a party its own copies alone."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from goodoffices.case import Case
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import EntryView
from goodoffices.office.texts.bodies import read_body, read_folded_words
from goodoffices.procedure.text import Paragraph, Sponsors, paragraphs_of, read_text
from goodoffices.record.entry_kind import EntryKind
from goodoffices.record.kinds import (
    TEXT_CRITICISED,
    TEXT_HANDED,
    TEXT_PASSED,
    TEXT_SAVED,
)


@dataclass(frozen=True, kw_only=True)
class VersionOfText:
    """A version: for the mediation one that was saved, for a party one that it was given.

    ``number``: from 1, counted for its reader alone; ``entry``: of the record, in its log;
    ``code``: of a party's copy, empty for the mediation; ``sha256``: of what it says as it is
    typed. What it says is opened when it is asked for, and once.
    """

    number: int
    at: datetime.datetime
    by: str
    entry: int
    sha256: str
    sponsors: Sponsors
    opened: Callable[[], str]
    opened_words: Callable[[], str]
    code: str = ""

    @cached_property
    def body(self) -> str:
        """Open what it says, as it is typed. Raises `NotOpened`."""
        return self.opened()

    @property
    def folded(self) -> str:
        """Open the distinct words in it, as they are searched."""
        return self.opened_words()

    @cached_property
    def blocks(self) -> list[str]:
        """Split what it says into its paragraphs, as they are typed."""
        return paragraphs_of(self.body)

    @cached_property
    def words(self) -> list[str]:
        """Give the words of each paragraph, with brackets as brackets and without sponsors."""
        return [one.words for one in self.paragraphs]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """Read what it says."""
        return read_text(self.body, self.sponsors)


@dataclass(frozen=True, kw_only=True)
class HandedOut:
    """A copy in the register: which version went to whom, when, by whom, under which code.

    ``entry``: the number of the act, in the mediation's log.
    """

    version: int
    to: str
    code: str
    at: datetime.datetime
    by: str
    entry: int


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
        return next((one for one in self.versions if one.number == number), None)


def sponsors_of(case: Case) -> dict[str, str]:
    """List who can sponsor words of a text: each party by its id, and by its names."""
    found = {
        words: party.id for party in case.parties for _language, words in party.name.by_language
    }
    return {**found, **{one: one for one in case.party_ids}}


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
    by_text: dict[str, list[EntryView]] = {}
    for one in entries:
        by_text.setdefault(one.payload["text"], []).append(one)
    shown = _of(entries, TEXT_SAVED if view.is_mediation else TEXT_HANDED)
    ids = list(dict.fromkeys(one.payload["text"] for one in reversed(shown)))
    return [_text(text, by_text[text], view) for text in ids]


def _of(entries: Sequence[EntryView], kind: EntryKind) -> list[EntryView]:
    return [one for one in entries if one.kind == kind.name]


def _text(text: str, entries: Sequence[EntryView], view: CaseView) -> TextRead:
    saved = _of(entries, TEXT_SAVED if view.is_mediation else TEXT_HANDED)
    return TextRead(
        id=text,
        title=saved[-1].payload["title"],
        versions=tuple(_version(view, one, number) for number, one in enumerate(saved, 1)),
        handed=tuple(
            HandedOut(
                version=one.payload["version"],
                to=one.payload["to"],
                code=one.payload["code"],
                at=one.at,
                by=one.actor,
                entry=one.number,
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


def _version(view: CaseView, one: EntryView, number: int) -> VersionOfText:
    # Where the words of one were destroyed, the mediation's numbers stay; a party counts its own.
    body, digest = one.payload.get("body"), one.payload.get("sha256", "")
    opened = partial(read_body, view, one.log, one.number, digest)
    return VersionOfText(
        number=one.payload.get("version", number),
        at=one.at,
        by=one.actor,
        entry=one.number,
        sha256=digest,
        sponsors=sponsors_of(view.case),
        # Entries of earlier versions of the office hold the words themselves.
        opened=opened if body is None else lambda: str(body),
        opened_words=partial(read_folded_words, view, one.log, one.number),
        code=one.payload.get("code", ""),
    )
