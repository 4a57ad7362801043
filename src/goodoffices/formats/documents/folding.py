"""Folds text for a search: capitals and small letters alike, letters with and without accents."""

from __future__ import annotations

import unicodedata

#: Letters that have no accent to take away and are still written without.
PLAIN = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})


def folded(text: str) -> str:
    """Fold a text: case and accents away, runs of spaces to one."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(_letters(text).split())


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(PLAIN)


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """Fold a text letter by letter; say of each folded letter where it stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for one in _letters(letter):
            if one.isspace() and (not letters or letters[-1] == " "):
                continue
            letters.append(" " if one.isspace() else one)
            places.append(place)
    return "".join(letters), places
