"""What may be shown of texts that others wrote: nothing that steers a terminal or turns the order of writing."""

from __future__ import annotations

import unicodedata


def has_control_character(text: str) -> bool:
    """Whether a character stands in a text that could steer a terminal or turn its order; tab and line feed do not."""
    return any(_is_control(c) and c not in "\n\t" for c in text)


def printable(name: str) -> str:
    """A file's name as it may be shown: what could steer a terminal, or is no character, is replaced."""
    return "".join("\ufffd" if _is_control(c) else c for c in name)


def in_one_way(text: str) -> str:
    """A text with each accented letter written in one way (NFC): files of two systems write them in two that look the same."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def are_one_name(one: str, other: str) -> bool:
    """Whether two names differ in nothing that a reader sees: accents written in two ways, kinds of blanks, blanks at the ends."""
    first, second = (" ".join(unicodedata.normalize("NFC", name).split()) for name in (one, other))
    return first == second


def _is_control(c: str) -> bool:
    """Control characters, halves of surrogate pairs, and overrides of the direction of writing."""
    code = ord(c)
    return code < 32 or 127 <= code < 160 or 0xD800 <= code < 0xE000 or code in (0x202D, 0x202E)
