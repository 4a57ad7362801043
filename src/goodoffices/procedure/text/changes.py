"""What changed between two texts, word by word, and what of it should stand out.

Paragraphs are matched first (`matching`), then the words of those that changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from goodoffices.procedure.text.matching import steps_between
from goodoffices.procedure.text.pairing import counted, likeness, paired, words_of

#: Words whose change turns what a party owes: modal verbs, negations, conditions, limits.
_MODALS = {"shall", "should", "may", "must", "can", "could", "will", "would"}
_NEGATIONS = {"not", "no", "never", "nor", "neither", "without"}
_CONDITIONS = {"unless", "except", "if", "provided", "only", "until", "before", "after", "within"}
_LIMITS = {"least", "most", "all", "any", "every", "each", "both", "either", "and", "or"}
_TELLING = frozenset(_MODALS | _NEGATIONS | _CONDITIONS | _LIMITS | {"immediately", "permanently"})
_NUMBER = re.compile(r".*\d.*")


class PieceKind(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """Some words that stay, go or come. ``stands_out``: it turns what a party owes."""

    kind: PieceKind
    words: str
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a paragraph, or of some that stand together.

    ``old``, ``new``: the paragraphs as they were and are, by their places from 0; both empty for
    none. ``pieces``: word by word; of what is the same, the words in one piece.
    """

    old: range
    new: range
    pieces: tuple[ChangedWords, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether nothing changed here."""
        return all(piece.kind is PieceKind.SAME for piece in self.pieces)


def changes_between(old: Sequence[str], new: Sequence[str]) -> list[Changed]:
    """List what became of each paragraph, in the order of the new text.

    Cost: near linear where most paragraphs stay; at worst paragraphs times paragraphs.
    """
    found: list[Changed] = []
    for step in steps_between(old, new):
        if step.is_same:
            found += [
                Changed(range(k, k + 1), range(m, m + 1), (_same(old[k]),))
                for k, m in zip(step.old, step.new, strict=True)
            ]
        else:
            found += _replaced(old, new, step.old, step.new)
    return found


def _replaced(
    old: Sequence[str], new: Sequence[str], gone: range, come: range
) -> Iterator[Changed]:
    """Compare paragraphs that stand in the place of others, pair by pair, in the order of both."""
    k, m = gone.start, come.start
    for one, other in paired(old[gone.start : gone.stop], new[come.start : come.stop]):
        stays = range(k, k + (one is not None)), range(m, m + (other is not None))
        if one is None:
            pieces = _all(new[m], PieceKind.NEW)
        elif other is None:
            pieces = _all(old[k], PieceKind.GONE)
        else:
            pieces = pieces_between(old[k], new[m])
        yield Changed(*stays, pieces)
        k, m = stays[0].stop, stays[1].stop


def pieces_between(old: str, new: str) -> tuple[ChangedWords, ...]:
    """Compare two paragraphs word by word."""
    before, after = words_of(old), words_of(new)
    if not likeness(counted(before), counted(after)):
        return (*_all(old, PieceKind.GONE), *_all(new, PieceKind.NEW))
    found: list[ChangedWords] = []
    for step in steps_between(before, after):
        if step.is_same:
            words = before[step.old.start : step.old.stop]
            found.append(ChangedWords(PieceKind.SAME, "".join(words)))
            continue
        found += _told(before, step.old, PieceKind.GONE)
        found += _told(after, step.new, PieceKind.NEW)
    return tuple(found) or (_same(old),)


def apply_changes(changes: Sequence[Changed]) -> list[str]:
    """Give the new text of what changed: the pieces that stay and that come, by paragraph."""
    return [
        "".join(piece.words for piece in one.pieces if piece.kind is not PieceKind.GONE)
        for one in changes
        if one.new
    ]


def stands_out(word: str, *, begins: bool = False) -> bool:
    """Tell whether a word turns what a party owes: a modal verb, a negation, a number, a name.

    Words are those of English; numbers and names, of days and months too, are known in any language
    that has capitals. ``begins``: it is the first of a sentence, where a capital says nothing.
    """
    word = word.strip()
    plain = word.lower()
    if plain in _TELLING or _NUMBER.fullmatch(word):
        return True
    return len(word) > 1 and word[0].isupper() and not begins


def _same(words: str) -> ChangedWords:
    return ChangedWords(PieceKind.SAME, words)


def _all(words: str, kind: PieceKind) -> tuple[ChangedWords, ...]:
    listed = words_of(words)
    return tuple(_told(listed, range(len(listed)), kind))


def _told(words: Sequence[str], which: range, kind: PieceKind) -> Iterator[ChangedWords]:
    """Give some words of a paragraph, those that turn what a party owes in pieces of their own."""
    marks = [stands_out(words[k], begins=k == 0 or _ends(words[k - 1])) for k in which]
    for mark, stretch in groupby(zip(which, marks, strict=True), key=lambda one: one[1]):
        yield ChangedWords(kind, "".join(words[k] for k, _mark in stretch), mark)


def _ends(word: str) -> bool:
    """Tell whether a sentence ends with this sign."""
    return word.strip() in {".", "!", "?", ":", "؟"}
