"""Read untrusted text files: bounded in size, decoded without guessing in silence."""

from __future__ import annotations

from pathlib import Path

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.printable import in_one_way

#: Largest file that is read, in bytes.
MAX_BYTES = 8_000_000


def read_bytes(path: Path, shown_as: str) -> bytes:
    """Read a file's content.

    Raises `CaseFileError` where it is missing, no ordinary file, or too large.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise CaseFileError.one(
                shown_as, "this is no ordinary file.", "Put a text file in its place."
            )
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise CaseFileError.one(
            shown_as, "there is no such file.", "Look at the name, or write it."
        ) from None
    except OSError as fault:
        raise CaseFileError.one(
            shown_as, f"the file cannot be read: {fault.strerror}.", "Look at its kind and rights."
        ) from None
    if len(content) > MAX_BYTES:
        raise CaseFileError.one(
            shown_as,
            f"the file is larger than {MAX_BYTES:,} bytes.",
            "Split the case or leave texts out.",
        )
    return content


def read_text(path: Path, shown_as: str) -> str:
    """Read a file's text, each accented letter written in one way.

    Raises `CaseFileError` where it is missing, too large, or not UTF-8.
    """
    content = read_bytes(path, shown_as)
    try:
        return in_one_way(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise CaseFileError.one(
            shown_as, "the text is not UTF-8.", "Save the file with the encoding UTF-8.", line
        ) from None
