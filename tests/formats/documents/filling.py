"""Texts filled up to what an office takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice

#: What an office takes: characters of a text, options of a case.
MOST_TEXT, MOST_OPTIONS = 300_000, 20_000


def filled(before: str, items: Iterable[str], after: str = "]", most: int = 1_000_000) -> str:
    """A list or mapping with as many items as it may have, or as the text has room for."""
    room, taken = MOST_TEXT - len(before) - len(after), []
    for item in islice(items, most):
        room -= len(item) + 1
        if room < 0:
            break
        taken.append(item)
    return before + ",".join(taken) + after


def each(pattern: str) -> Iterator[str]:
    """A pattern with all numbers from 0 in the place of #."""
    return (pattern.replace("#", str(k)) for k in count())
