"""Compute the digests of the files that a case was read from.

They bind a certificate to these files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from goodoffices.formats.documents.text_file import read_bytes
from goodoffices.formats.ours.opened_case import OpenedCase
from goodoffices.preferences import Preferences
from goodoffices.proof.certificate import FileDigest


def file_digests(opened: OpenedCase, preferences: Sequence[Preferences]) -> tuple[FileDigest, ...]:
    """Compute the SHA-256 of each file that the case and these readings rest on.

    Raises `CaseFileError`.
    """
    return tuple(
        FileDigest(name, hashlib.sha256(read_bytes(path, name)).hexdigest())
        for name, path in opened.files_of(preferences)
    )
