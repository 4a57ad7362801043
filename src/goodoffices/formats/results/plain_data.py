"""Write what a result or a certificate says as plain data, by the fields of its classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from functools import cache
from typing import Any


def as_plain_data(value: Any) -> Any:
    """Turn a value into objects, lists, texts and numbers, ready for `json.dumps`.

    Exact numbers become digits. The schema that is made from the same classes would write the same;
    to make it takes a tenth of a second, and most runs need none.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {name: as_plain_data(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain_data(one) for one in value]
    return {key: as_plain_data(getattr(value, name)) for name, key in _keys(value.__class__)}


@cache
def _keys(shape: Any) -> tuple[tuple[str, str], ...]:
    """List the fields of a class with their keys.

    A name that Python keeps for itself has a line at its end, its key has none.
    """
    return tuple((one.name, one.name.rstrip("_")) for one in fields(shape))
