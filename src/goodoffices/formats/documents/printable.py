"""What may be shown of texts that others wrote: nothing that steers a terminal or turns the order of writing."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

#: Control characters but tab and line feed, halves of surrogate pairs, and overrides of the direction of writing.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202d\u202e]")
#: Where many marks (accents and the like) may follow one another.
MANY_MARKS = re.compile("[\u0300-\U0010ffff]{64,}")


def has_control_character(text: str) -> bool:
    """Whether a character stands in a text that could steer a terminal or turn its order; tab and line feed do not."""
    return not text.isprintable() and CONTROL.search(text) is not None


def printable(name: str) -> str:
    """A file's name as it may be shown: what could steer a terminal, or is no character, is replaced."""
    return "".join("\ufffd" if _is_control(c) else c for c in name)


def in_one_way(text: str) -> str:
    """A text with each accented letter written in one way (NFC): files of two systems write them in two that look the same."""
    text = MANY_MARKS.sub(lambda found: _marks_in_order(found[0]), text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _marks_in_order(text: str) -> str:
    """The same text with its marks in the order that NFC asks for: to sort many of them takes Python's `unicodedata` time in proportion to the square of their number."""
    apart = "".join(unicodedata.normalize("NFD", c) for c in text)
    return "".join(
        "".join(run if is_base else sorted(run, key=unicodedata.combining))
        for is_base, run in groupby(apart, _is_base)
    )


def _is_base(c: str) -> bool:
    return unicodedata.combining(c) == 0


def are_one_name(one: str, other: str) -> bool:
    """Whether two names differ in nothing that a reader sees: accents written in two ways, kinds of blanks, blanks at the ends."""
    first, second = (" ".join(in_one_way(name).split()) for name in (one, other))
    return first == second


def _is_control(c: str) -> bool:
    """Control characters, halves of surrogate pairs, and overrides of the direction of writing."""
    code = ord(c)
    return code < 32 or 127 <= code < 160 or 0xD800 <= code < 0xE000 or code in (0x202D, 0x202E)
