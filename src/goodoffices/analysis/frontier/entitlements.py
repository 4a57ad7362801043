"""Entitlements: the powers of the parties' gains in Nash's product, as whole numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

#: Entitlements as whole numbers go up to this.
MOST_POWER = 1_000


def powers_of(
    parties: Sequence[str], entitlements: Mapping[str, Fraction] | None
) -> tuple[int, ...]:
    """Give the entitlements as whole numbers in the same proportion.

    Raises ValueError for an unknown party or a number not above 0.
    """
    given = dict(entitlements or {})
    if unknown := [party for party in given if party not in parties]:
        raise ValueError(f"there is no party {unknown[0]!r}; parties are: {', '.join(parties)}")
    if any(not e > 0 for e in given.values()):
        raise ValueError("an entitlement is a number above 0")
    each = [Fraction(given.get(party, 1)) for party in parties]
    common = math.lcm(*(e.denominator for e in each))
    whole = [int(e * common) for e in each]
    divisor = math.gcd(*whole)
    powers = tuple(w // divisor for w in whole)
    if max(powers) > MOST_POWER:
        raise ValueError(
            f"entitlements stand in a proportion of whole numbers up to {MOST_POWER:,}"
        )
    return powers
