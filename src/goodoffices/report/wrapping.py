"""Break words into lines that fit a terminal."""

from __future__ import annotations

import textwrap

#: Columns of a terminal that every reader has.
WIDTH = 80


def wrapped(words: str, indent: str = "  ") -> list[str]:
    """Break words into lines of at most 80 columns after an indent; a long word stays whole."""
    return textwrap.wrap(
        words, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )
