"""What is searched: the entries that somebody reads, her side's notes, and the files she may read.

The texts of entries are kept opened in memory for a minute at most, for one set of readers and one
state of its logs, and are forgotten when something is deleted or a side leaves at once. Files are
searched by their own sealed, folded texts.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goodoffices.formats.documents.folding import folded
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kept_texts import kept_for_a_minute, state_of_logs
from goodoffices.office.access.opened import EntryView
from goodoffices.office.access.paper_heads import NoteHead
from goodoffices.office.access.rights import Right
from goodoffices.office.files.readings import visible_files
from goodoffices.office.files.storing import opened_folded, opened_text
from goodoffices.office.languages import reader_language
from goodoffices.office.record.in_words import entry_sentence
from goodoffices.office.search.finding import holds, sought
from goodoffices.record.kinds import NEVER_DESTROYED

#: Hits that are shown.
MOST_HITS = 30
HOUSEKEEPING = frozenset(kind.name for kind in NEVER_DESTROYED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedText:
    """A text that is searched: ``kind``: of the entry, or ``note``, ``file``; ``id``: of a file."""

    kind: str
    at: datetime.datetime
    text: str
    folded: str
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search found: the newest hits, and how many there are."""

    hits: tuple[SearchedText, ...]
    count: int


def search(view: CaseView, typed: str) -> Found:
    """Find what holds all words that were typed, the newest first. She reads all that it finds."""
    words = sought(typed)
    if not words or view.is_locked:
        return Found(hits=(), count=0)
    found = [one for one in _entries(view) if holds(one.folded, words)]
    found += [one for one in _notes(view) if holds(one.folded, words)]
    files = list(_files(view, words))
    hits = sorted([*found, *files], key=lambda one: one.at, reverse=True)
    return Found(hits=tuple(hits[:MOST_HITS]), count=len(hits))


def _entries(view: CaseView) -> tuple[SearchedText, ...]:
    key = ("search", view.side.id, reader_language(), view.case_digest, state_of_logs(view))
    return kept_for_a_minute(key, lambda: tuple(_documents(view)))


def _documents(view: CaseView) -> Iterator[SearchedText]:
    """Make a document of each entry: what it says, and the words of its payload."""
    for entry in view.entries_of():
        if entry.kind and entry.kind not in HOUSEKEEPING:
            text = _text_of(entry, view)
            yield SearchedText(kind=entry.kind, at=entry.at, text=text, folded=folded(text))


def _text_of(entry: EntryView, view: CaseView) -> str:
    sentence = entry_sentence(entry, view.case)
    more = [one for one in _words_in(entry.payload) if one not in sentence]
    return " ".join([sentence, *more])


#: Fields of payloads that are no words of anybody.
NO_WORDS = frozenset(
    {"round", "item", "id", "as", "track", "sha256", "paper", "step", "side", "who", "source"}
)


def _words_in(said: object) -> Iterator[str]:
    """List the words in a payload, however deep they stand."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for key, one in said.items():
            if key not in NO_WORDS:
                yield from _words_in(one)
    elif isinstance(said, list | tuple):
        for one in said:
            yield from _words_in(one)


def _notes(view: CaseView) -> Iterator[SearchedText]:
    if view.may(Right.KEEP_NOTES):
        for note in view.papers(NoteHead):
            yield SearchedText(
                kind="note", at=note.made_at, text=note.text, folded=folded(note.text)
            )


def _files(view: CaseView, words: tuple[str, ...]) -> Iterator[SearchedText]:
    """Find files by their texts, which begin with their names and labels."""
    if not view.may(Right.SEE_FILES):
        return
    for row in visible_files(view).defer("content", "text").iterator(chunk_size=500):
        if holds(found := opened_folded(view, row), words):
            yield SearchedText(kind="file", at=row.made_at, text="", folded=found, id=str(row.pk))


def texts_of_files(view: CaseView, hits: Iterable[SearchedText]) -> dict[str, str]:
    """Open the texts of the files among some hits, by their ids."""
    files = [one.id for one in hits if one.kind == "file"]
    rows = visible_files(view).filter(pk__in=files).defer("content", "folded")
    return {str(row.pk): opened_text(view, row) for row in rows}
