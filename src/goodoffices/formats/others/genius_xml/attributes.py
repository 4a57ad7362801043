"""Read numbers in attributes, as typed, each with the line to name where it is none."""

from __future__ import annotations

import re
from fractions import Fraction

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.exact_number import MAX_DIGITS, exact_number
from goodoffices.formats.documents.xml_document import Element

#: The remedy where something is no number, or one too long to be read.
DECIMAL_COMMA = re.compile(r"[-+]?[0-9]{0,30},[0-9]{1,30}")
A_NUMBER = f"Write a number of at most {MAX_DIGITS} digits."


def plain_number(text: str | None) -> Fraction | None:
    """Read a number as typed; None where the text is none."""
    value = exact_number((text or "").strip())
    return None if isinstance(value, str) else Fraction(value)


def number_in(node: Element, attribute: str, shown_as: str) -> Fraction:
    """Read a number in an attribute, as typed. Raises `CaseFileError`."""
    text = node.get(attribute)
    if text is None:
        raise CaseFileError.one(
            shown_as, f'<{node.tag}> has no "{attribute}".', "Add it.", node.line
        )
    value = plain_number(text)
    if value is None:
        raise CaseFileError.one(
            shown_as,
            f'the {attribute} of <{node.tag}> is "{text[:40]}".',
            how_to_write(text),
            node.line,
        )
    return value


def how_to_write(text: str) -> str:
    """Say the remedy for a text that is no number; a decimal comma is named."""
    return (
        f"Write a point for the comma: {text.strip().replace(',', '.')}."
        if DECIMAL_COMMA.fullmatch(text.strip())
        else A_NUMBER
    )


def whole_in(node: Element, attribute: str, shown_as: str) -> int:
    """Read a whole number in an attribute. Raises `CaseFileError`."""
    value = number_in(node, attribute, shown_as)
    if value.denominator != 1:
        raise CaseFileError.one(
            shown_as,
            f"the {attribute} of <{node.tag}> is {float(value):g}.",
            "Write a whole number.",
            node.line,
        )
    return int(value)


def bounds_of(node: Element) -> Element:
    """Find the element that holds a numeric issue's ``lowerbound`` and ``upperbound``.

    It is the issue's range, or the issue itself.
    """
    return node.first("range") or node
