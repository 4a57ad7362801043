"""Numbers as people type them, and as they read them."""

from __future__ import annotations

import re
from fractions import Fraction

from django.utils.functional import lazy

from goodoffices.office.languages import reader_language
from goodoffices.report.languages import Language


def plain_number(typed: str) -> Fraction | None:
    """Read a number as people write one; None for anything else.

    It has digits with up to three decimals, after a point or a comma.
    """
    found = re.fullmatch(r"\s*(-?[0-9]{1,6})(?:[.,]([0-9]{1,3}))?\s*", typed)
    return None if found is None else Fraction(f"{found[1]}.{found[2] or 0}")


def number_for_reader(n: int) -> str:
    """Write a count as the language of whoever reads this page writes it."""
    return Language(reader_language()).number(n)


#: The same, written when it is shown: for texts that are made before anybody asks for a page.
lazy_number = lazy(number_for_reader, str)
