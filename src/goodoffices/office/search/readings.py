"""What is searched: the entries that somebody reads, her side's notes, and the files she may read.

The words of entries are kept opened in memory for a minute at most, for one set of readers and one
state of its logs, and are forgotten when something is deleted or a side leaves at once. Files are
searched by their own sealed words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from goodoffices.formats.documents.folding import folded
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.entry_blocks import SearchedEntry, searched_entries
from goodoffices.office.access.entry_words import words_in
from goodoffices.office.access.kept_texts import kept_for_a_minute, state_of_logs
from goodoffices.office.access.opened import EntryView
from goodoffices.office.access.paper_heads import NoteHead
from goodoffices.office.access.rights import Right
from goodoffices.office.files.readings import visible_files, words_of_files
from goodoffices.office.files.storing import opened_text
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.record.in_words import SENTENCES, entry_sentence, said_by_codes
from goodoffices.office.search.finding import holds, sought
from goodoffices.office.texts.readings import list_texts
from goodoffices.record.kinds import NEVER_DESTROYED

#: Hits that are shown.
MOST_HITS = 30
HOUSEKEEPING = frozenset(kind.name for kind in NEVER_DESTROYED)
_FIELD = re.compile(r"\{[a-z]+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that was found.

    ``kind``: of the entry, or ``note``, ``file``, ``text``; ``text``: what it says; ``id``: of a
    file or a text.
    """

    kind: str
    at: datetime.datetime
    text: str = ""
    id: str = ""
    entry: SearchedEntry | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search found: the newest hits, and how many there are."""

    hits: tuple[Hit, ...]
    count: int


def search(view: CaseView, typed: str) -> Found:
    """Find what holds all words that were typed, the newest first. She reads all that it finds."""
    words = sought(typed)
    if not words or view.is_locked:
        return Found(hits=(), count=0)
    found = [
        *_entries(view, words),
        *_notes(view, words),
        *_files(view, words),
        *_texts(view, words),
    ]
    hits = sorted(found, key=lambda one: one.at, reverse=True)[:MOST_HITS]
    shown = tuple(_with_texts(view, hits))
    # What cannot be opened is no hit.
    return Found(hits=shown, count=len(found) - len(hits) + len(shown))


def _entries(view: CaseView, words: Sequence[str]) -> Iterator[Hit]:
    """Find entries by the words in them, by what their kind says, and by whom they are about."""
    key = ("search", view.side.id, view.case_digest, state_of_logs(view))
    looked_for = [_LookedFor(view, word) for word in words]
    for one in kept_for_a_minute(key, lambda: searched_entries(view)):
        if one.kind not in HOUSEKEEPING and all(word.is_in(one) for word in looked_for):
            yield Hit(kind=one.kind, at=one.at, entry=one)


class _LookedFor:
    """A word that is looked for in entries, with the kinds and names that it stands in.

    An entry keeps parties, people, sides and answers by codes: it is found by their words.
    """

    def __init__(self, view: CaseView, word: str) -> None:
        w = wording_for_reader(view.case)
        self._word = word
        self._kinds = {
            kind for kind, said in SENTENCES.items() if word in folded(_FIELD.sub(" ", str(said)))
        }
        parties = (one for one in view.case.party_ids if word in folded(w.party(one)))
        self._parties = [f" {folded(one)} " for one in parties]
        said = {**view.log_reader.names, **said_by_codes(wording_for_reader(view.case))}
        self._coded = {code for code, words in said.items() if word in folded(str(words))}

    def is_in(self, one: SearchedEntry) -> bool:
        """Tell whether an entry holds the word."""
        if self._word in one.words or one.kind in self._kinds:
            return True
        if self._parties and any(party in f" {one.words} " for party in self._parties):
            return True
        return not self._coded.isdisjoint(one.coded)


def _with_texts(view: CaseView, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Open the texts of hits."""
    places = Q()
    for hit in hits:
        if hit.entry is not None:
            places |= Q(log_id=hit.entry.log, number=hit.entry.number)
    rows = view.entry_rows().filter(places) if places else ()
    entries = {(one.log, one.number): one for one in view.opened_entries(rows)}
    files = _texts_of_files(view, [hit.id for hit in hits if hit.kind == "file"])
    for hit in hits:
        if hit.entry is not None:
            opened = entries.get((hit.entry.log, hit.entry.number))
            if opened is not None and opened.kind:
                yield replace(hit, text=_text_of(opened, view))
        else:
            yield replace(hit, text=hit.text or files.get(hit.id, ""))


def _text_of(entry: EntryView, view: CaseView) -> str:
    """Write an entry: its sentence, and the words of its payload that the sentence leaves out."""
    sentence = entry_sentence(entry, view.case)
    more = [one for one in words_in(dict(entry.payload)) if one not in sentence]
    return " ".join([sentence, *more])


def _notes(view: CaseView, words: tuple[str, ...]) -> Iterator[Hit]:
    if view.may(Right.KEEP_NOTES):
        for note in view.papers(NoteHead):
            if holds(folded(note.text), words):
                yield Hit(kind="note", at=note.made_at, text=note.text)


def _files(view: CaseView, words: tuple[str, ...]) -> Iterator[Hit]:
    """Find files by their texts, which begin with their names and labels."""
    if view.may(Right.SEE_FILES):
        for file, made_at, found in words_of_files(view):
            if holds(found, words):
                yield Hit(kind="file", at=made_at, id=str(file))


def _texts(view: CaseView, words: tuple[str, ...]) -> Iterator[Hit]:
    """Find texts by what the version says that is current for her."""
    if view.may(Right.SEE_TEXTS):
        for text in list_texts(view):
            if holds(text.newest.folded, words):
                yield Hit(kind="text", at=text.newest.at, text=text.newest.body, id=text.id)


def _texts_of_files(view: CaseView, files: Iterable[str]) -> dict[str, str]:
    """Open the texts of some files that she may read, by their ids."""
    rows = visible_files(view).filter(pk__in=list(files)).defer("content", "folded")
    return {str(row.pk): opened_text(view, row) for row in rows}
