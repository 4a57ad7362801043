"""Folds text for a search: capitals and small letters alike, letters with and without accents."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

#: Letters that have no accent to take away and are still written without.
PLAIN = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})
_WITHOUT_MARKS = re.compile(f"[{''.join(map(chr, PLAIN))}]")


def folded(text: str) -> str:
    """Fold a text: case and accents away, runs of spaces to one."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(_letters(text).split())


def distinct_words(text: str) -> str:
    """List the distinct words of a text, folded, with a space between two.

    A word without spaces stands in the text exactly where it stands in one of them.
    """
    return " ".join(dict.fromkeys(folded(text).split()))


def _letters(text: str) -> str:
    plain = _marks().sub("", unicodedata.normalize("NFKD", text.casefold()))
    return plain.translate(PLAIN) if _WITHOUT_MARKS.search(plain) else plain


@cache
def _marks() -> re.Pattern[str]:
    """Find all marks that stand above or below letters, in the first plane."""
    marks = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.combining(c))
    return re.compile(f"[{marks}]")


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """Fold a text letter by letter; say of each folded letter where it stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for one in letter.lower() if letter.isascii() else _letters(letter):
            if one.isspace() and (not letters or letters[-1] == " "):
                continue
            letters.append(" " if one.isspace() else one)
            places.append(place)
    return "".join(letters), places
