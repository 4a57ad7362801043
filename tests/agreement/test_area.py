"""Areas: coordinates as people write them, 200 broken geometries, distances and sizes on the Earth."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodoffices.agreement import AreaShape, area_faults
from goodoffices.agreement.coordinates import decimal_degrees, degrees_and_minutes, read_place
from goodoffices.agreement.distances import length_of_line, metres_between, size_of_polygon
from goodoffices.formats.ours.agreement_terms_file import AreaIn
from goodoffices.formats.ours.area_reader import area_found

ODESA = (46.4825, 30.7233)


@pytest.mark.parametrize(
    "written",
    [
        "46.4825, 30.7233",
        "46,4825; 30,7233",
        "46,4825 30,7233",
        "46.4825N 30.7233E",
        "30.7233E, 46.4825N",
        "N46.4825 E30.7233",
        "46°28.95′N 30°43.398′E",
        "46°28'57\" N, 30°43'23.88\" E",
        "46 28 57 N 030 43 23.88 E",
        "46° 28′ 57″ N / 30° 43′ 23.88″ E",
    ],
)
def test_a_place_is_read_as_people_write_it(written):
    assert read_place(written) == pytest.approx(ODESA, abs=1e-6)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Odesa",
        "46.5",
        "46 30 20",
        "46°70′N 30°E",
        "46N 30N",
        "46E 30W",
        "1e2, 3",
        "46.5.1, 30",
        "46, 30, 7",
        "NaN, 3",
        "-46N 30E",
        "46.5°30′N 30°E",
        "9" * 90,
    ],
)
def test_what_can_be_read_in_two_ways_or_in_none_is_refused(written):
    with pytest.raises(ValueError, match=r"place|minutes|latitude|degrees"):
        read_place(written)


@given(st.floats(-90, 90), st.floats(-180, 180))
@example(-33.99999999, 18.0)
@example(59.999999999, -0.0000001)
def test_a_place_is_read_back_from_both_notations(latitude, longitude):
    place = (latitude, longitude)
    assert read_place(decimal_degrees(place)) == pytest.approx(place, abs=0.000_005_1)
    assert read_place(degrees_and_minutes(place)) == pytest.approx(place, abs=0.000_008_5)


def square(at: random.Random, size: float = 0.2) -> list[list[float]]:
    """The corners of a square, longitude first, as GeoJSON has them; not closed."""
    x, y = at.uniform(-150, 150), at.uniform(-70, 70)
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size]]


def polygon(ring: list[Any], **more: Any) -> dict[str, Any]:
    return {"geojson": {"type": "Polygon", "coordinates": [ring], **more}}


def closed(ring: list[Any]) -> list[Any]:
    return [*ring, ring[0]]


def bow(at: random.Random) -> list[list[float]]:
    a, b, c, d = square(at)
    return [a, c, b, d]


def changed(ring: list[Any], at: random.Random, value: Callable[[list[float]], Any]) -> list[Any]:
    k = at.randrange(1, len(ring))
    return [value(one) if n == k else one for n, one in enumerate(ring)]


def lat_lon(ring: list[list[float]]) -> list[str]:
    return [f"{y:.5f}, {x:.5f}" for x, y in ring]


#: Each kind of broken geometry, and what is said of it.
BROKEN: dict[str, tuple[Callable[[random.Random], dict[str, Any]], str]] = {
    "ring not closed": (lambda at: polygon(square(at)), "not closed"),
    "crosses itself": (lambda at: polygon(closed(bow(at))), "crosses or touches itself"),
    "crosses itself, as words": (lambda at: {"polygon": lat_lon(bow(at))}, "crosses or touches itself"),
    "two points": (lambda at: {"polygon": lat_lon(square(at)[:2])}, "too few points"),
    "line of one": (lambda at: {"line": lat_lon(square(at)[:1])}, "too few points"),
    "no size": (lambda at: {"polygon": [f"{at.uniform(-60, 60):.3f}, {x}" for x in (1, 1)] + ["0, 1"]}, "has no size|stands twice"),
    "point twice": (lambda at: polygon(closed([p for one in square(at) for p in (one, one)])), "stands twice"),
    "axes swapped": (lambda at: polygon(closed([[at.uniform(-60, 60), x] for x in (100, 110, 120)])), "axes seem to be swapped"),
    "off the earth": (lambda at: polygon(closed(changed(square(at), at, lambda p: [p[0] + 400, p[1]]))), "off the Earth"),
    "latitude off": (lambda at: {"point": f"{at.uniform(91, 170):.2f}, 181"}, "off the Earth"),
    "antimeridian": (lambda at: polygon(closed([[179, y] for y in (1, 2)] + [[-179, 2], [-179, at.uniform(0, 1)]])), "180th meridian"),
    "pole": (lambda at: {"line": ["89.95, 10", f"80, {at.uniform(0, 90):.3f}"]}, "reaches a pole"),
    "words for numbers": (lambda at: polygon(closed(changed(square(at), at, lambda p: ["x", p[1]]))), "not a pair of numbers"),
    "null": (lambda at: polygon(closed(changed(square(at), at, lambda p: [None, p[1]]))), "not a pair of numbers"),
    "not a number": (lambda at: polygon(closed(changed(square(at), at, lambda p: [math.nan, p[1]]))), "is not a number"),
    "one number": (lambda at: polygon(closed(changed(square(at), at, lambda p: [p[0]]))), "not a pair of numbers"),
    "holes": (lambda at: {"geojson": {"type": "Polygon", "coordinates": [closed(square(at)), closed(square(at))]}}, "has holes"),
    "several parts": (lambda at: {"geojson": {"type": "MultiPolygon", "coordinates": [[closed(square(at))]]}}, "holds a Point"),
    "own datum": (lambda at: polygon(closed(square(at)), crs={"type": "name"}), "coordinate system"),
    "no coordinates": (lambda at: {"geojson": {"type": at.choice(["Polygon", "LineString"])}}, "not a list"),
    "coordinates as words": (lambda at: {"geojson": {"type": "LineString", "coordinates": "1,2"}}, "not a list"),
    "two ways": (lambda at: {"point": "1, 2", "line": lat_lon(square(at))}, "one of them"),
    "none": (lambda at: {}, "one of them"),
    "radius of a line": (lambda at: {"line": lat_lon(square(at)), "radius": 5}, "radius is of a point"),
    "radius of nothing": (lambda at: {"point": "1, 2", "radius": -at.randrange(1, 99)}, "no length"),
    "minutes above sixty": (lambda at: {"point": f"46°{at.randrange(60, 99)}′N 30°E"}, "less than 60"),
    "too large": (lambda at: polygon(closed(changed(square(at), at, lambda p: [10**400, p[1]]))), "off the Earth"),
    "two latitudes": (lambda at: {"point": f"{at.randrange(9)}N {at.randrange(9)}S"}, "place"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_two_hundred_broken_geometries_are_refused_by_name(kind):
    make, said = BROKEN[kind]
    for seed in range(8):
        found, wrong = area_found(AreaIn(id="z", name="Z", **make(random.Random(seed))))
        assert found is None
        assert wrong
        for words, remedy in wrong:
            assert any(part in words for part in said.split("|")), words
            assert remedy


def test_there_are_two_hundred_of_them():
    assert len(BROKEN) * 8 >= 200


def test_what_can_be_mended_without_a_guess_is_read():
    at = random.Random(1)
    ring = square(at)
    same = tuple((y, x) for x, y in ring)
    assert area_found(AreaIn(id="z", name="Z", **polygon(closed(ring))))[0] == (AreaShape.POLYGON, same)
    with_height = polygon(closed([[*one, 12] for one in ring]))
    assert area_found(AreaIn(id="z", name="Z", **with_height))[0] == (AreaShape.POLYGON, same)
    feature = {"geojson": {"type": "Feature", "geometry": polygon(closed(ring))["geojson"]}}
    assert area_found(AreaIn(id="z", name="Z", **feature))[0] == (AreaShape.POLYGON, same)
    words = lat_lon(ring)
    assert len(area_found(AreaIn(id="z", name="Z", polygon=[*words, words[0]]))[0][1]) == 4


def test_distances_and_sizes_are_those_of_the_ellipsoid():
    # The quarter of a meridian, two degrees of the equator, the first square degree: figures of WGS 84.
    assert metres_between((0, 0), (89.999999, 0)) == pytest.approx(10_001_965.6, abs=1)
    assert length_of_line([(0, 0), (0, 1), (0, 2)]) == pytest.approx(222_638.98, abs=1)
    degree = size_of_polygon([(0, 0), (0, 1), (1, 1), (1, 0)])
    assert degree == pytest.approx(12_308_778_361, rel=1e-6)
    assert list(area_faults(AreaShape.POLYGON, [(0, 0), (0, 1), (1, 1), (1, 0)])) == []
