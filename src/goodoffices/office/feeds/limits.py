"""How often a calendar is fetched: so many times an hour by one link, and from one address."""

from __future__ import annotations

from django.core.cache import cache

#: Fetches of one link, and from one address, in an hour.
MOST_OF_A_LINK, MOST_FROM_AN_ADDRESS = 12, 120
HOUR = 3600


def is_too_often(digest: bytes, address: str) -> bool:
    """Count a fetch; tell whether it is one too many of the hour that began with the first.

    A link that there is not counts like one that there is.
    """
    counted = (
        (f"feed:{digest.hex()}", MOST_OF_A_LINK),
        (f"feeds-to:{address}", MOST_FROM_AN_ADDRESS),
    )
    too_many = [_count(key) > most for key, most in counted]
    return any(too_many)


def _count(key: str) -> int:
    cache.add(key, 0, HOUR)
    try:
        return int(cache.incr(key))
    except ValueError:  # Its hour ended between the two.
        return 1
