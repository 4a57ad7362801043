"""Reads plain text, whatever its encoding: UTF-8, UTF-16 with its mark, else Latin-1."""

from __future__ import annotations

import codecs

UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(data: bytes) -> str | None:
    """Give the text of a file, or None where a NUL says that it is none."""
    if data.startswith(UTF_16_MARKS):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
    return None if "\0" in text else text


def clean_text(data: bytes) -> bytes:
    """Give the same bytes, without the mark of UTF-8. UTF-16 keeps its own, or nobody reads it."""
    return data.removeprefix(codecs.BOM_UTF8)
