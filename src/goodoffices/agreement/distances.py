"""Distances and sizes on the ellipsoid of WGS 84: geodesics, by Karney (2013)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from geographiclib.geodesic import Geodesic

from goodoffices.agreement.coordinates import Place

_EARTH = Geodesic.WGS84


def metres_between(one: Place, other: Place) -> float:
    """Give the shortest way between two places on the ellipsoid, in metres."""
    return float(_EARTH.Inverse(*one, *other)["s12"])


def length_of_line(places: Sequence[Place]) -> float:
    """Give the length of a line through places, in metres."""
    return sum(metres_between(a, b) for a, b in itertools.pairwise(places))


def size_of_polygon(places: Sequence[Place]) -> float:
    """Give the size of a polygon whose sides are geodesics, in square metres; never negative.

    Of one that crosses itself, parts that run the other way count against the rest.
    """
    polygon = _EARTH.Polygon()
    for latitude, longitude in places:
        polygon.AddPoint(latitude, longitude)
    return abs(float(polygon.Compute()[2]))
