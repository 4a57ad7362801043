"""Read, write and describe a certificate's file from the classes of what it claims.

Needs nothing of the analysis.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.results.plain_data import as_plain_data
from goodoffices.formats.results.result_file import read_json_of
from goodoffices.proof import Certificate


@cache
def certificate_adapter() -> TypeAdapter[Certificate]:
    """Make what reads and describes certificates from their classes.

    It is made once, for it takes a tenth of a second.
    """
    return TypeAdapter(Certificate)


def certificate_as_json(certificate: Certificate) -> dict[str, Any]:
    """Write a certificate as plain data, ready for `json.dumps`."""
    written: dict[str, Any] = as_plain_data(certificate)
    return written


def read_certificate(path: Path) -> Certificate:
    """Read a certificate from its file, which may be anybody's.

    The file is bounded in size and held against the schema. Raises `CaseFileError`.
    """
    remedy = "Give a file that `goodoffices analyse … --certificate FILE` wrote."
    read = read_json_of(path, certificate_adapter(), "certificate", remedy)[1]
    if len(read.reading_of) < len(read.readings):
        raise CaseFileError.one(
            str(path), "a party stands twice under readings.", "Have the certificate written anew."
        )
    # Up to version 0.1.0 a *false* stood beside numbers in doubt and said nothing.
    said_nothing = read.doubt is not None and read.version == "0.1.0" and read.zone is False
    return replace(read, zone=None) if said_nothing else read
