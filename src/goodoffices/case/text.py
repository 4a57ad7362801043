"""A text in one or several languages, which falls back to the case's first one, marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words that people wrote, by language tag (``en``, ``id``, ``ar``).

    ``by_language`` keeps the order of the file. A text that was written without a language stands
    under the case's first language. Words that somebody typed in passing, in whatever language,
    stand under an empty tag.
    """

    by_language: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, words: str | Mapping[str, str], first_language: str = "en") -> Text:
        """Make a text from plain words (in the case's first language) or from words by language."""
        if isinstance(words, str):
            return cls(((first_language, words),))
        return cls(tuple(words.items()))

    def in_language(self, language: str) -> str:
        """Give the words in a language; where they are missing, the first ones, marked ``[en]``."""
        for tag, words in self.by_language:
            if tag == language:
                return words
        tag, words = self.by_language[0]
        return f"{words} [{tag}]" if tag else words
