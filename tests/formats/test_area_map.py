"""The map of an agreement's places: the same bytes each time, nothing from outside, and drawn where the places are."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest

from goodoffices.agreement import Area, AreaShape
from goodoffices.case import Text
from goodoffices.formats.results.area_map import area_map
from goodoffices.report.wording import Wording
from tests.cases import case_of

W = Wording(case_of({"x": 2}, ["a", "b"]))
ODESA = Area(id="port", name=Text.of("Port <of> Odesa"), shape=AreaShape.POINT, places=((46.4825, 30.7233),), radius=20_000)
SEA = Area(id="sea", name=Text.of("The sea"), shape=AreaShape.POLYGON, places=((45.2, 30.0), (45.2, 32.0), (44.0, 32.0), (44.0, 30.0)))
LINE = Area(id="line", name=Text.of("A line"), shape=AreaShape.LINE, places=((45.0, 29.8), (44.0, 33.0)))


def test_it_is_drawn_twice_to_the_same_bytes_and_asks_for_nothing_from_outside():
    drawn = area_map([ODESA, SEA, LINE], W)
    assert drawn == area_map([ODESA, SEA, LINE], W)
    assert not re.search(r"(href|src|url|style)\s*=|<script|<image|@import", drawn.replace('xmlns="http://www.w3.org/2000/svg"', ""))
    assert len(drawn) < 60_000


def test_each_area_has_its_number_and_its_name_as_a_title():
    root = fromstring(area_map([ODESA, SEA, LINE], W))
    titles = [one.text for one in root.iter("{http://www.w3.org/2000/svg}title")]
    assert titles == ["The places that the agreement names", "1. Port <of> Odesa", "2. The sea", "3. A line"]


def test_land_lies_north_of_odesa_and_the_sea_south_of_it():
    shapely = pytest.importorskip("shapely")
    drawn = area_map([ODESA, SEA], W)
    _, _, width, height = map(float, re.search(r'viewBox="([^"]+)"', drawn)[1].split())
    rings = [
        [tuple(map(float, one.split(","))) for one in ring.split()]
        for ring in re.findall(r"M([^Z]+)Z", re.search(r'class="land" d="([^"]*)"', drawn)[1])
    ]
    land = shapely.union_all([shapely.Polygon(ring).buffer(0) for ring in rings])
    assert land.contains(shapely.Point(width * 0.3, 5))
    assert not land.contains(shapely.Point(width * 0.6, height * 0.7))


@pytest.mark.parametrize("place", [(0.0, 0.0), (89.0, 10.0), (-89.9, 179.9), (0.0, -180.0), (59.4, 5.27)])
def test_a_single_point_anywhere_is_drawn(place):
    assert "<circle" in area_map([Area(id="p", name=Text.of("P"), shape=AreaShape.POINT, places=(place,))], W)


def test_without_areas_there_is_no_map():
    assert area_map([], W) == ""
