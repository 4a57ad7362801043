"""How often a calendar is fetched: so many times an hour by one link, and from one address."""

from __future__ import annotations

from django.core.cache import cache

#: Fetches of one link, and from one address, in an hour.
MOST_OF_A_LINK, MOST_FROM_AN_ADDRESS = 12, 120
HOUR = 3600


def is_too_often_from(address: str) -> bool:
    """Count a fetch from an address; tell whether it is one too many of its hour."""
    return _count(f"feeds-to:{address}") > MOST_FROM_AN_ADDRESS


def is_too_often_of(digest: bytes) -> bool:
    """Count a fetch of a link that there is; tell whether it is one too many of its hour.

    Links that there are not are not counted: whoever makes them up fills no memory.
    """
    return _count(f"feed:{digest.hex()}") > MOST_OF_A_LINK


def _count(key: str) -> int:
    """Count within the hour that began with the first."""
    cache.add(key, 0, HOUR)
    try:
        return int(cache.incr(key))
    except ValueError:  # Its hour ended between the two.
        return 1
