"""Draw the areas of an agreement as a map (SVG), over the outlines of the land, and nothing else.

No request leaves for it. The outlines are those of Natural Earth at 1 : 50 million (public domain),
so a coast is right to some kilometres: the coordinates in the table are what holds, not the
drawing.
"""

from __future__ import annotations

import gzip
import html
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from goodoffices.agreement import Area, AreaShape
from goodoffices.agreement.coordinates import Place
from goodoffices.agreement.distances import metres_between
from goodoffices.report.wording import Wording

OUTLINES = Path(__file__).parent / "outlines" / "land.json.gz"
#: Width and the greatest height of the drawing.
WIDTH, MOST_HEIGHT = 720.0, 720.0
#: Colours where a page brings no style of its own: on paper, and in a file that stands alone.
SEA, LAND, INK = "#e6edf0", "#d8d5cc", "#1d1f23"
_DRAWN = 'fill="#9a3412" fill-opacity="0.15" stroke="#9a3412" stroke-width="1.5"'
_LINED = 'fill="none" stroke="#9a3412" stroke-width="2"'
#: Degrees shown around a single point at least; the share of the width that is margin.
_LEAST_SPAN, _MARGIN = 0.15, 0.15
#: Lengths that a scale bar can have, in kilometres.
_LENGTHS = [n * 10**k for k in range(-1, 5) for n in (1, 2, 5)]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the Earth that is drawn: equirectangular, true to scale in its middle."""

    west: float
    south: float
    east: float
    north: float

    @property
    def squeeze(self) -> float:
        return max(0.05, math.cos(math.radians((self.south + self.north) / 2)))

    @property
    def scale(self) -> float:
        """Give the units of the drawing for a degree of latitude."""
        across = (self.east - self.west) * self.squeeze
        return min(WIDTH / across, MOST_HEIGHT / (self.north - self.south))

    @property
    def size(self) -> tuple[float, float]:
        across = (self.east - self.west) * self.squeeze
        return across * self.scale, (self.north - self.south) * self.scale

    def point(self, place: Place) -> tuple[float, float]:
        latitude, longitude = place
        return (
            (longitude - self.west) * self.squeeze * self.scale,
            (self.north - latitude) * self.scale,
        )


def area_map(areas: Sequence[Area], w: Wording) -> str:
    """Draw areas with their numbers, from 1, over the land. The same areas give the same bytes.

    Empty where there are no areas.
    """
    if not areas:
        return ""
    title = w._("The places that the agreement names")
    return drawn_map(html.escape(title), [], list(enumerate(areas, 1)), w)


def drawn_map(
    title: str, beneath: Sequence[Area], numbered: Sequence[tuple[int, Area]], w: Wording
) -> str:
    """Draw areas over the land: some without a number, and others with theirs on top.

    ``title``: as it stands in a page, with its signs escaped. The frame holds what is numbered.
    """
    frame = _frame([area for _, area in numbered])
    width, height = frame.size
    parts = [
        f'<svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} '
        f'{height:.0f}" role="img" aria-labelledby="map-title">',
        f'<title id="map-title">{title}</title>',
        f'<rect class="sea" width="{width:.0f}" height="{height:.0f}" fill="{SEA}"/>',
        f'<path class="land" d="{_land(frame)}" fill="{LAND}"/>',
    ]
    parts += [_drawn(area, None, frame, w) for area in beneath]
    parts += [_drawn(area, number, frame, w) for number, area in numbered]
    parts += [_scale_bar(frame, w), "</svg>"]
    return "".join(parts)


def _frame(areas: Sequence[Area]) -> _Frame:
    latitudes = [place[0] for area in areas for place in _extent(area)]
    longitudes = [place[1] for area in areas for place in _extent(area)]
    south, north, west, east = min(latitudes), max(latitudes), min(longitudes), max(longitudes)
    span = max(_LEAST_SPAN, (north - south), (east - west) / 2)
    more = span * _MARGIN + (_LEAST_SPAN if north - south < _LEAST_SPAN else 0)
    return _Frame(
        west=max(-180.0, west - more * 1.5),
        south=max(-90.0, south - more),
        east=min(180.0, east + more * 1.5),
        north=min(90.0, north + more),
    )


def _extent(area: Area) -> Iterable[Place]:
    """Give the places that an area reaches: of a point with a radius its four sides."""
    if area.radius is None:
        return area.places
    ((latitude, longitude),) = area.places
    up = area.radius / 111_000
    aside = up / max(0.05, math.cos(math.radians(latitude)))
    return (
        (min(90.0, latitude + up), longitude),
        (max(-90.0, latitude - up), longitude),
        (latitude, longitude + aside),
        (latitude, longitude - aside),
    )


@cache
def _rings() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Read the outlines of the land: rings of longitude and latitude."""
    found = []
    for flat in json.loads(gzip.decompress(OUTLINES.read_bytes())):
        x = y = 0
        ring = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x / 100, y / 100))
        found.append(tuple(ring))
    return tuple(found)


def _land(frame: _Frame) -> str:
    """Write the land within a frame as one path."""
    from shapely import box
    from shapely.geometry import Polygon

    window = box(frame.west, frame.south, frame.east, frame.north)
    written: list[str] = []
    for ring in _rings():
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        is_near = (
            min(xs) <= frame.east
            and max(xs) >= frame.west
            and min(ys) <= frame.north
            and max(ys) >= frame.south
        )
        if not is_near or len(ring) < 4:
            continue
        found = Polygon(ring).buffer(0).intersection(window)
        for part in getattr(found, "geoms", [found]):
            if part.geom_type == "Polygon" and not part.is_empty:
                written.append(_path([(y, x) for x, y in part.exterior.coords], frame))
    return "".join(written)


def _path(places: Iterable[Place], frame: _Frame, *, is_closed: bool = True) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(frame.point, places))
    return f"M{points}{'Z' if is_closed else ''}"


def _drawn(area: Area, number: int | None, frame: _Frame, w: Wording) -> str:
    """Draw one area with its number, if it has one, and its name as its title."""
    name = w.text(area.name) if number is None else f"{number}. {w.text(area.name)}"
    name = html.escape(name)
    points = [frame.point(place) for place in area.places]
    x = sum(one[0] for one in points) / len(points)
    y = sum(one[1] for one in points) / len(points)
    if area.shape is AreaShape.POINT:
        radius = 0.0 if area.radius is None else area.radius / 111_195 * frame.scale
        shape = (
            f'<circle class="area" {_DRAWN} cx="{x:.1f}" cy="{y:.1f}" r="{max(4.0, radius):.1f}"/>'
        )
    else:
        is_closed = area.shape is AreaShape.POLYGON
        kind = "area" if is_closed else "line"
        path = _path(area.places, frame, is_closed=is_closed)
        shape = f'<path class="{kind}" {_DRAWN if is_closed else _LINED} d="{path}"/>'
    if number is None:
        return f"<g><title>{name}</title>{shape}</g>"
    # A number within something small would cover it.
    is_large = area.shape is AreaShape.POLYGON and max(p[0] for p in points) - x > 24
    dx, dy = (0, 5) if is_large else (14, -8)
    at = f'x="{x + dx:.1f}" y="{y + dy:.1f}"'
    label = f'<text class="number" fill="{INK}" font-size="15" {at}>{number}</text>'
    return f"<g><title>{name}</title>{shape}{label}</g>"


def _scale_bar(frame: _Frame, w: Wording) -> str:
    """Draw a bar of a round length, measured in the middle of the map."""
    middle = (frame.south + frame.north) / 2
    _width, height = frame.size
    whole = metres_between((middle, frame.west), (middle, min(frame.east, frame.west + 90))) / 1000
    degrees = min(frame.east - frame.west, 90)
    shown = degrees * frame.squeeze * frame.scale
    length = max((one for one in _LENGTHS if one <= whole / 4), default=_LENGTHS[0])
    across = shown * length / whole
    y = height - 14
    words = w._("{n} km").format(n=f"{length:g}")
    return (
        f'<g class="scale"><path fill="none" stroke="{INK}" stroke-width="2" '
        f'd="M12 {y:.1f}h{across:.1f}"/>'
        f'<text x="12" y="{y - 6:.1f}">{html.escape(words)}</text></g>'
    )
