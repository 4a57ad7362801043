"""Tell what plain data of NegMAS stand for: the class of an object, a number, a name."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.exact_number import decimal_text, exact_number


def kind_of(data: Mapping[str, Any]) -> str:
    """Name the class that the data stand for, without its module."""
    return str(data.get("type", "")).rpartition(".")[2]


def is_discounted(data: Mapping[str, Any]) -> bool:
    """Tell whether plain data is a utility function under a discount."""
    return "Discounted" in kind_of(data) and isinstance(data.get("ufun"), dict)


def number_of(value: Any, shown_as: str, what: str) -> Fraction:
    """Read a number. Raises `CaseFileError` where the value is none."""
    found = exact_number(value) if isinstance(value, str) else value
    if isinstance(found, bool) or not isinstance(found, (int, Fraction)):
        raise CaseFileError.one(shown_as, f"{what}: found {str(value)[:40]!r}.", "Write a number.")
    return Fraction(found)


def option_name(value: Any) -> str:
    """Name an issue's value: numbers as decimals, true and false in small letters."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, Fraction)):
        return decimal_text(value) or str(value)
    return str(value)
