"""Make texts that others wrote fit to be shown.

Nothing in them steers a terminal or turns the order of writing.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

#: Control characters but tab and line feed, halves of surrogate pairs, and overrides of the
#: direction of writing.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202d\u202e]")
#: Where many marks (accents and the like) may follow one another.
MANY_MARKS = re.compile("[\u0300-\U0010ffff]{64,}")


def has_control_character(text: str) -> bool:
    """Tell whether a text holds a control character.

    Such a character could steer a terminal or turn its order. Tab and line feed do not count.
    """
    return not text.isprintable() and CONTROL.search(text) is not None


def printable(name: str) -> str:
    """Make a file's name fit to be shown.

    What could steer a terminal, or is no character, is replaced.
    """
    return "".join("\ufffd" if _is_control(c) else c for c in name)


def in_one_way(text: str) -> str:
    """Write each accented letter of a text in one way (NFC).

    Files of two systems write them in two ways that look the same.
    """
    text = MANY_MARKS.sub(lambda found: _marks_in_order(found[0]), text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _marks_in_order(text: str) -> str:
    """Put the marks of a text in the order that NFC asks for.

    To sort many of them takes Python's `unicodedata` time in proportion to the square of their
    number.
    """
    apart = "".join(unicodedata.normalize("NFD", c) for c in text)
    return "".join(
        "".join(run if is_base else sorted(run, key=unicodedata.combining))
        for is_base, run in groupby(apart, _is_base)
    )


def _is_base(c: str) -> bool:
    return unicodedata.combining(c) == 0


def are_one_name(one: str, other: str) -> bool:
    """Tell whether two names differ in nothing that a reader sees.

    Not seen are: accents written in two ways, kinds of blanks, blanks at the ends.
    """
    first, second = (" ".join(in_one_way(name).split()) for name in (one, other))
    return first == second


def _is_control(c: str) -> bool:
    """Tell a control character from others.

    Halves of surrogate pairs, and overrides of the direction of writing, count as such.
    """
    code = ord(c)
    return code < 32 or 127 <= code < 160 or 0xD800 <= code < 0xE000 or code in (0x202D, 0x202E)
