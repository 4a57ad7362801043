"""Whether words stand in a text: whole words, whatever the spaces and capitals."""

from __future__ import annotations

import re


def plain_words(text: str) -> str:
    """Give a text with one space between its words, and none at its ends."""
    return " ".join(text.split())


def times_in(text: str, phrase: str) -> int:
    """Count how often a phrase stands in a text, as whole words; *6 days* is not in *36 days*."""
    return len(_pattern(phrase).findall(plain_words(text)))


def stands_in(text: str, phrase: str) -> bool:
    """Tell whether a phrase stands in a text, as whole words."""
    return _pattern(phrase).search(plain_words(text)) is not None


def _pattern(phrase: str) -> re.Pattern[str]:
    sought = plain_words(phrase)
    before = r"(?<!\w)" if sought[:1].isalnum() else ""
    after = r"(?!\w)" if sought[-1:].isalnum() else ""
    return re.compile(before + re.escape(sought) + after, re.IGNORECASE)
