"""Small values of a row that lie sealed in the database.

Each has a column of bytes, and a property that opens it.
"""

from __future__ import annotations

import json
from typing import Any, cast

from goodoffices.office.sealing.keys import derived, opening_key, seal, unseal

#: Sealed values are filled up to a multiple of this, so that their length does not tell them apart.
BLOCK_BYTES = 64


def sealed_column(column: str, about: str, default: Any, block: int = BLOCK_BYTES) -> Any:
    """Give a property that reads and writes a small value through the column of bytes beside it.

    ``default``: what a row without one has; ``block``: the value is filled up to a multiple of it.
    """

    def read(row: Any) -> Any:
        kept = getattr(row, column)
        return default if not kept else opened_value(kept, about, row.pk)

    def write(row: Any, value: Any) -> None:
        setattr(row, column, sealed_value(value, about, row.pk, block))

    return cast(Any, property(read, write))


def sealed_value(value: Any, about: str, row: object, block: int = BLOCK_BYTES) -> bytes:
    """Seal a small value of a row, give the bytes that are stored."""
    text = json.dumps(value).encode()
    return seal(_key(), text + b" " * (-len(text) % block), f"{about} {row}")


def opened_value(kept: bytes, about: str, row: object) -> Any:
    """Open the bytes that are stored, give the value. Raises `NotOpened`."""
    return json.loads(unseal(_key(), bytes(kept), f"{about} {row}"))


def _key() -> bytes:
    return derived(opening_key(), "small values")
