"""Read an area of ``agreement.yaml``: places as people write them, or GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from goodoffices.agreement import AreaFault, AreaShape, Place, area_faults
from goodoffices.agreement.coordinates import read_place
from goodoffices.formats.ours.agreement_terms_file import MOST_PLACES, MOST_RADIUS, AreaIn

#: A shape and its places.
ShapeFound = tuple[AreaShape, tuple[Place, ...]]
#: What is wrong, and the remedy.
Wrong = tuple[str, str]
_GEOJSON = {
    "Point": AreaShape.POINT,
    "LineString": AreaShape.LINE,
    "Polygon": AreaShape.POLYGON,
}
_WAYS = ("point", "line", "polygon", "geojson")
_REMEDIES: Mapping[AreaFault, Wrong] = {
    AreaFault.NOT_A_NUMBER: ("is not a number.", "Write degrees, as in 46.4825, 30.7233."),
    AreaFault.OFF_THE_EARTH: (
        "lies off the Earth.",
        "A latitude lies between -90 and 90, a longitude between -180 and 180.",
    ),
    AreaFault.AXES_SWAPPED: (
        "has a latitude beyond 90: its axes seem to be swapped.",
        "Write latitude before longitude; GeoJSON has longitude first.",
    ),
    AreaFault.TOO_FEW_POINTS: (
        "has too few points.",
        "A line has two at least, a polygon three.",
    ),
    AreaFault.TWICE: ("stands twice, one after the other.", "Leave one of them out."),
    AreaFault.CROSSES_ITSELF: (
        "crosses or touches itself.",
        "Write its points in the order of its edge, or make two areas of it.",
    ),
    AreaFault.NO_SIZE: ("has no size: all its points lie on a line.", "Write it as a line."),
    AreaFault.ANTIMERIDIAN: (
        "goes over the 180th meridian after this point.",
        "Make two areas of it, one on each side of the meridian.",
    ),
    AreaFault.POLE: ("reaches a pole.", "Areas at the poles cannot be written as degrees."),
}


def area_found(area: AreaIn) -> tuple[ShapeFound | None, list[Wrong]]:
    """Read the shape and places of an area; give them, or all that is wrong.

    A polygon that is closed by its first point again is taken without it.
    """
    ways = [name for name in _WAYS if getattr(area, name) is not None]
    if len(ways) != 1:
        wrong = ("an area is a point, a line, a polygon or geojson, one of them.", "Write one.")
        return None, [wrong]
    if area.radius is not None and not 0 < area.radius <= MOST_RADIUS:
        return None, [("its radius is no length on the Earth.", "Write 1 to 1000000 metres.")]
    try:
        shape, places = _of_geojson(area.geojson) if ways == ["geojson"] else _of_words(area)
    except _Unreadable as error:
        return None, [(str(error), error.remedy)]
    if area.radius is not None and shape is not AreaShape.POINT:
        return None, [("a radius is of a point.", "Leave it out, or write a point.")]
    if shape is AreaShape.POLYGON and len(places) > 3 and places[0] == places[-1]:
        places = places[:-1]
    wrong_ones = list(_in_words(shape, places))
    return (None, wrong_ones) if wrong_ones else ((shape, tuple(places)), [])


class _Unreadable(ValueError):
    """An area that cannot be read, with the remedy."""

    def __init__(self, words: str, remedy: str) -> None:
        super().__init__(words)
        self.remedy = remedy


def _of_words(area: AreaIn) -> tuple[AreaShape, list[Place]]:
    if area.point is not None:
        shape, written = AreaShape.POINT, [area.point]
    elif area.line is not None:
        shape, written = AreaShape.LINE, area.line
    else:
        shape, written = AreaShape.POLYGON, area.polygon or []
    places: list[Place] = []
    for number, one in enumerate(written, 1):
        try:
            places.append(read_place(one))
        except ValueError as error:
            raise _Unreadable(f"point {number} cannot be read: {error}.", "Mend it.") from None
    return shape, places


def _of_geojson(data: Mapping[str, Any] | None) -> tuple[AreaShape, list[Place]]:
    """Read a GeoJSON geometry, or a Feature of one (RFC 7946)."""
    data = data or {}
    if data.get("type") == "Feature" and isinstance(data.get("geometry"), Mapping):
        data = data["geometry"]
    if "crs" in data:
        raise _Unreadable(
            "it names a coordinate system of its own.", "Write degrees of WGS 84, without `crs`."
        )
    shape = _GEOJSON.get(str(data.get("type")))
    found = data.get("coordinates")
    if shape is None:
        words = "GeoJSON holds a Point, a LineString or a Polygon here."
        raise _Unreadable(words, "Make one area of each part.")
    if shape is AreaShape.POLYGON:
        if not isinstance(found, Sequence) or isinstance(found, str) or not found:
            raise _Unreadable("its coordinates are not a list of rings.", "Write them as RFC 7946.")
        if len(found) > 1:
            raise _Unreadable("it has holes.", "Make areas without holes of it.")
        found = found[0]
    positions = [found] if shape is AreaShape.POINT else found
    if not isinstance(positions, Sequence) or isinstance(positions, str):
        raise _Unreadable("its coordinates are not a list.", "Write them as RFC 7946 has them.")
    if len(positions) > MOST_PLACES:
        raise _Unreadable(f"it has more than {MOST_PLACES} points.", "Simplify it.")
    places = [_position(one, number) for number, one in enumerate(positions, 1)]
    if shape is AreaShape.POLYGON and places and places[0] != places[-1]:
        words = "its ring is not closed."
        raise _Unreadable(words, "GeoJSON ends a ring with its first point again.")
    return shape, places


def _position(found: Any, number: int) -> Place:
    is_list = isinstance(found, Sequence) and not isinstance(found, str)
    if not is_list or len(found) not in (2, 3) or not all(map(_is_number, found)):
        words = f"point {number} is not a pair of numbers."
        raise _Unreadable(words, "GeoJSON writes [longitude, latitude].")
    try:
        return float(found[1]), float(found[0])
    except OverflowError:
        words = f"point {number} lies off the Earth."
        raise _Unreadable(words, "A longitude lies between -180 and 180.") from None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Fraction)) and not isinstance(value, bool)


def _in_words(shape: AreaShape, places: Sequence[Place]) -> Iterator[Wrong]:
    of_the_whole = (AreaFault.TOO_FEW_POINTS, AreaFault.CROSSES_ITSELF, AreaFault.NO_SIZE)
    for fault, k in area_faults(shape, places):
        words, remedy = _REMEDIES[fault]
        what = "the area" if fault in of_the_whole else f"point {k + 1}"
        yield f"{what} {words}", remedy
