"""Finds words in texts: all of them have to stand there; case and accents do not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.formats.documents.folding import folded, folded_with_places

#: Words of one search, and characters of a snippet to each side of the first hit.
MOST_SOUGHT, AROUND = 8, 90
#: Characters of the pieces in which a long text is looked through, and by which they overlap.
PIECE, OVERLAP = 400, 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a snippet, and whether it is a hit."""

    words: str
    is_hit: bool


def sought(typed: str) -> tuple[str, ...]:
    """Give the words that are looked for, folded; none where nothing was typed."""
    return tuple(dict.fromkeys(folded(typed).split()))[:MOST_SOUGHT]


def holds(text: str, words: Sequence[str]) -> bool:
    """Tell whether a folded text holds all words."""
    return all(word in text for word in words)


def _piece_with_a_hit(text: str, words: Sequence[str]) -> tuple[int, str]:
    """Find a piece of a long text in which a word stands; give where it begins, and the piece.

    To fold a text letter by letter is slow; whole pieces are folded fast.
    """
    for at in range(0, len(text), PIECE):
        if any(word in folded(text[at : at + PIECE + OVERLAP]) for word in words):
            begin = max(0, at - AROUND)
            return begin, text[begin : at + PIECE + OVERLAP + 2 * AROUND]
    return 0, text[: PIECE + OVERLAP]


def snippet(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Cut a text round its first hit, with every hit marked."""
    begins_at, text = _piece_with_a_hit(text, words)
    plain, places = folded_with_places(text)
    first = min((at for word in words if (at := plain.find(word)) >= 0), default=0)
    begin, end = max(0, first - AROUND), min(len(plain), first + 2 * AROUND)
    marked = [False] * len(plain)
    for word in words:
        at = plain.find(word, begin)
        while 0 <= at < end:
            marked[at : at + len(word)] = [True] * len(word)
            at = plain.find(word, at + 1)
    pieces: list[Piece] = [Piece("…", False)] if begin or begins_at else []
    at = begin
    while at < end:
        stop = at
        while stop < end and marked[stop] == marked[at]:
            stop += 1
        last = places[stop] if stop < len(places) else len(text)
        pieces.append(Piece(text[places[at] : last], marked[at]))
        at = stop
    return (*pieces, Piece("…", False)) if end < len(plain) else tuple(pieces)
