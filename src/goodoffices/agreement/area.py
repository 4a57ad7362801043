"""An area in which obligations hold: a point, a line or a polygon, in degrees."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.agreement.coordinates import Place
from goodoffices.case import Text


class AreaShape(StrEnum):
    """What the points of an area make."""

    POINT = "point"
    LINE = "line"
    POLYGON = "polygon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A named area. ``places``: its points in order; of a polygon the last is not the first again.

    ``radius``: of a point, the metres around it that belong to it; None otherwise. ``holes``: of a
    polygon, rings inside it that do not belong to it. Degrees are those of WGS 84, the datum of
    satellite navigation.
    """

    id: str
    name: Text
    shape: AreaShape
    places: tuple[Place, ...]
    radius: float | None = None
    holes: tuple[tuple[Place, ...], ...] = ()


class AreaFault(StrEnum):
    """What can be wrong with an area."""

    NOT_A_NUMBER = "not a number"
    OFF_THE_EARTH = "off the earth"
    AXES_SWAPPED = "axes swapped"
    TOO_FEW_POINTS = "too few points"
    TWICE = "twice"
    CROSSES_ITSELF = "crosses itself"
    NO_SIZE = "no size"
    ANTIMERIDIAN = "antimeridian"
    POLE = "pole"


#: The fewest points of each shape.
_FEWEST = {AreaShape.POINT: 1, AreaShape.LINE: 2, AreaShape.POLYGON: 3}
#: Square metres under which a polygon has no size.
_SMALLEST = 1.0


def area_faults(shape: AreaShape, places: Sequence[Place]) -> Iterator[tuple[AreaFault, int]]:
    """Find what is wrong with the points of an area, each with the index of the point it is at.

    Later checks are made only where the earlier ones find nothing. Cost: that of looking for
    crossings, n log n for n points.
    """
    found = list(_out_of_range(places))
    if not found and len(places) < _FEWEST[shape]:
        found = [(AreaFault.TOO_FEW_POINTS, 0)]
    if not found:
        found = list(_between_points(shape, places))
    if not found and shape is AreaShape.POLYGON:
        found = list(_of_polygon(places))
    yield from found


def _out_of_range(places: Sequence[Place]) -> Iterator[tuple[AreaFault, int]]:
    for k, (latitude, longitude) in enumerate(places):
        if not (math.isfinite(latitude) and math.isfinite(longitude)):
            yield AreaFault.NOT_A_NUMBER, k
        elif abs(latitude) > 90 >= abs(longitude) and abs(latitude) <= 180:
            yield AreaFault.AXES_SWAPPED, k
        elif abs(latitude) > 90 or abs(longitude) > 180:
            yield AreaFault.OFF_THE_EARTH, k


def _between_points(shape: AreaShape, places: Sequence[Place]) -> Iterator[tuple[AreaFault, int]]:
    pairs = list(itertools.pairwise(places))
    if shape is AreaShape.POLYGON:
        pairs.append((places[-1], places[0]))
    for k, (one, other) in enumerate(pairs):
        if one == other:
            yield AreaFault.TWICE, k
        elif abs(one[1] - other[1]) > 180:
            yield AreaFault.ANTIMERIDIAN, k
    if shape is not AreaShape.POINT:
        yield from ((AreaFault.POLE, k) for k, one in enumerate(places) if abs(one[0]) > 89.9)


def _of_polygon(places: Sequence[Place]) -> Iterator[tuple[AreaFault, int]]:
    # Loaded here: it takes long, and most files have no areas.
    from shapely.geometry import Polygon

    from goodoffices.agreement.distances import size_of_polygon

    polygon = Polygon([(longitude, latitude) for latitude, longitude in places])
    # The two halves of a bow have no size together: whether it crosses itself is asked before.
    if polygon.convex_hull.area == 0:
        yield AreaFault.NO_SIZE, 0
    elif not polygon.is_valid:
        yield AreaFault.CROSSES_ITSELF, 0
    elif size_of_polygon(places) < _SMALLEST:
        yield AreaFault.NO_SIZE, 0
