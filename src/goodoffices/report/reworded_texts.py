"""Texts of a case that stand in other words, language by language."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.case import Text
from goodoffices.report.wording import Wording


def reworded(
    w: Wording, sentences: tuple[str, str, str], old: Text, new: Text, **names: str
) -> Iterator[str]:
    """Say that words changed, language by language.

    ``sentences``: on the words in the first language of the case, which is not named; in another
    one; in languages that only stand in another order.
    """
    first, other, reordered = sentences
    was, now = dict(old.by_language), dict(new.by_language)
    for tag in {**now, **was}:
        if was.get(tag) != now.get(tag):
            text = first if tag == w.case.languages[0] else other
            words = now.get(tag, w._("nothing any more"))
            yield text.format(words=words, language=tag, **names)
    if was == now:
        yield reordered.format(words=all_words(w, new), **names)


def all_words(w: Wording, text: Text) -> str:
    """Give words in every language in which they are written."""
    (_, words), *others = text.by_language
    return w.semicolons([words, *(f"{tag}: {said}" for tag, said in others)])
