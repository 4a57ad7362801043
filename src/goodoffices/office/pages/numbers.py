"""Numbers as people type them."""

from __future__ import annotations

import re
from fractions import Fraction


def plain_number(typed: str) -> Fraction | None:
    """Read a number as people write one; None for anything else.

    It has digits with up to three decimals, after a point or a comma.
    """
    found = re.fullmatch(r"\s*(-?[0-9]{1,6})(?:[.,]([0-9]{1,3}))?\s*", typed)
    return None if found is None else Fraction(f"{found[1]}.{found[2] or 0}")
