"""Where a place lies to an area: surely inside, perhaps, surely outside.

A place is known to so many metres: it is a disc. It lies surely inside an area that holds the whole
disc, surely outside one that has no part of it, and perhaps inside otherwise.

The edges of polygons and lines are straight in degrees (as in RFC 7946). How far a place is from
them is measured in a plane that touches the Earth (WGS 84) at the place, which is right to one in a
hundred up to 100 kilometres. How far places are from each other is measured on the ellipsoid.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import shapely

from goodoffices.agreement import Area, AreaShape
from goodoffices.agreement.distances import metres_between
from goodoffices.monitoring.incident import Spot
from goodoffices.monitoring.kinds import Fit

Floats = npt.NDArray[np.float64]
Fits = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.intp]

#: The semi-major axis of WGS 84 in metres, and the square of its eccentricity.
_A, _E2 = 6_378_137.0, 0.006_694_379_990_141_316
#: Mean radius of the Earth, and by how much a distance on a sphere may be off.
_MEAN, _OFF = 6_371_008.8, 0.006
#: Beyond this latitude degrees of longitude shrink to nothing: nothing sure is said of a place.
_POLAR = 89.0


def scales_at(latitude: Floats) -> tuple[Floats, Floats]:
    """Give the metres in a degree of longitude, and in one of latitude, at latitudes."""
    phi = np.radians(latitude)
    w = 1 - _E2 * np.sin(phi) ** 2
    degree = math.pi / 180
    return (
        degree * _A / np.sqrt(w) * np.cos(phi),
        degree * _A * (1 - _E2) / w**1.5,
    )


def shape_of(area: Area) -> shapely.Geometry:
    """Give the shape of an area in degrees, longitude first."""
    places = [(longitude, latitude) for latitude, longitude in area.places]
    if area.shape is AreaShape.POINT:
        return shapely.Point(places[0])
    if area.shape is AreaShape.LINE:
        return shapely.LineString(places)
    holes = [[(longitude, latitude) for latitude, longitude in hole] for hole in area.holes]
    return shapely.Polygon(places, holes)


class ZoneIndex:
    """Areas, indexed by where they lie: tells of many places at once how they lie to each."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self.areas = tuple(areas)
        self.discs = np.array(
            [k for k, a in enumerate(areas) if a.shape is AreaShape.POINT and a.radius], np.intp
        )
        plain = [k for k in range(len(areas)) if k not in set(self.discs.tolist())]
        self.plain = np.array(plain, np.intp)
        self.shapes = np.array([shape_of(areas[k]) for k in plain], object)
        shapely.prepare(self.shapes)
        self.is_polygon = np.array([areas[k].shape is AreaShape.POLYGON for k in plain], bool)
        self.edges = shapely.boundary(self.shapes) if len(plain) else np.zeros(0, object)
        # A line's own boundary is its two ends: how far it is from the line is what counts.
        self.edges = np.where(self.is_polygon, self.edges, self.shapes)
        self.tree = shapely.STRtree(self.shapes)
        self.centres = np.array([areas[k].places[0] for k in self.discs], float).reshape(-1, 2)
        self.radii = np.array([areas[k].radius or 0.0 for k in self.discs], float)
        self.disc_tree = shapely.STRtree(
            [_box(c[0], c[1], r) for c, r in zip(self.centres, self.radii, strict=True)]
        )

    def fits(self, latitude: Floats, longitude: Floats, within: Floats) -> Fits:
        """Tell how places lie to areas: a matrix of `Fit`, places in rows, areas in columns."""
        found = np.zeros((len(latitude), len(self.areas)), np.uint8)
        rows, zones, told = self.pairs(latitude, longitude, within)
        np.maximum.at(found, (rows, zones), told)
        return found

    def pairs(
        self, latitude: Floats, longitude: Floats, within: Floats
    ) -> tuple[Positions, Positions, Fits]:
        """Find the places and areas that may meet, with how they do; a pair may come twice.

        Places are three arrays: degrees, and metres to which they are known. Cost: that of the
        pairs whose boxes touch.
        """
        polar = np.flatnonzero(np.abs(latitude) > _POLAR)
        every = np.arange(len(self.areas))
        found = [
            (
                np.repeat(polar, len(every)),
                np.tile(every, len(polar)),
                np.full(len(polar) * len(every), Fit.PERHAPS, np.uint8),
            )
        ]
        for shift in (0.0, 360.0, -360.0):
            rows = self._near_the_seam(latitude, longitude, within, shift)
            rows = rows[np.abs(latitude[rows]) <= _POLAR]
            for known in (within[rows] <= 0, within[rows] > 0):
                some = rows[known]
                if len(some):
                    place = (latitude[some], longitude[some] + shift, within[some])
                    found += [(some[at], z, told) for at, z, told in self._of_places(*place)]
        rows_, zones, told_ = (np.concatenate(one) for one in zip(*found, strict=True))
        kept = told_ > Fit.NO
        return rows_[kept], zones[kept], told_[kept]

    def _of_places(
        self, latitude: Floats, longitude: Floats, within: Floats
    ) -> Iterator[tuple[Positions, Positions, Fits]]:
        """Find pairs of some places, all of them exact or none: positions, areas, fits."""
        if len(self.plain):
            yield (
                self._vague_in_shapes(latitude, longitude, within)
                if within[0] > 0
                else self._exact_in_shapes(latitude, longitude)
            )
        if len(self.discs):
            yield self._in_discs(latitude, longitude, within)

    @staticmethod
    def _near_the_seam(
        latitude: Floats, longitude: Floats, within: Floats, shift: float
    ) -> Positions:
        """List the places to look at: all, or those whose disc reaches over the 180th meridian."""
        if not shift:
            return np.arange(len(latitude))
        wide = _half_width(latitude, within)
        over = longitude - wide < -180 if shift > 0 else longitude + wide > 180
        return np.flatnonzero(over)

    def _exact_in_shapes(
        self, latitude: Floats, longitude: Floats
    ) -> tuple[Positions, Positions, Fits]:
        """Find the shapes that exact places lie in; the edge counts as inside.

        On a line nothing is surely inside.
        """
        at, zone = self.tree.query(shapely.points(longitude, latitude), predicate="intersects")
        told = np.where(self.is_polygon[zone], Fit.YES, Fit.PERHAPS).astype(np.uint8)
        return at, self.plain[zone], told

    def _vague_in_shapes(
        self, latitude: Floats, longitude: Floats, within: Floats
    ) -> tuple[Positions, Positions, Fits]:
        points = shapely.points(longitude, latitude)
        at, zone = self.tree.query(_boxes(latitude, longitude, within))
        inside = shapely.intersects(self.shapes[zone], points[at])
        degrees = shapely.distance(self.edges[zone], points[at])
        across, along = scales_at(latitude[at])
        least, most = (degrees * f(across, along) for f in (np.minimum, np.maximum))
        cuts = most <= within[at]
        for k in np.flatnonzero(~cuts & (least <= within[at])):
            j = at[k]
            cuts[k] = _metres_to(self.edges[zone[k]], longitude[j], latitude[j]) <= within[j]
        told = np.where(cuts, Fit.PERHAPS, np.where(inside, Fit.YES, Fit.NO))
        told[~self.is_polygon[zone] & (told == Fit.YES)] = Fit.PERHAPS
        return at, self.plain[zone], told.astype(np.uint8)

    def _in_discs(
        self, latitude: Floats, longitude: Floats, within: Floats
    ) -> tuple[Positions, Positions, Fits]:
        at, zone = self.disc_tree.query(_boxes(latitude, longitude, within))
        centre, radius, r = self.centres[zone], self.radii[zone], within[at]
        far = _on_a_sphere(latitude[at], longitude[at], centre[:, 0], centre[:, 1])
        inside, apart = far * (1 + _OFF) + r <= radius, far * (1 - _OFF) - r > radius
        for k in np.flatnonzero(~inside & ~apart):
            exact = metres_between(
                (float(latitude[at[k]]), float(longitude[at[k]])), (centre[k, 0], centre[k, 1])
            )
            inside[k], apart[k] = exact + r[k] <= radius[k], exact - r[k] > radius[k]
        told = np.where(inside, Fit.YES, np.where(apart, Fit.NO, Fit.PERHAPS))
        return at, self.discs[zone], told.astype(np.uint8)


def fit_of_spot(area: Area, spot: Spot) -> Fit:
    """Tell how one place lies to one area."""
    one = ZoneIndex([area])
    latitude, longitude, within = (
        np.array([x], float) for x in (spot.latitude, spot.longitude, spot.within)
    )
    return Fit(int(one.fits(latitude, longitude, within)[0, 0]))


def _half_width(latitude: Floats, within: Floats) -> Floats:
    """Give how many degrees of longitude a disc reaches to each side, rather too many."""
    high = within / 110_000
    widest = np.minimum(np.abs(latitude) + high, _POLAR)
    return np.minimum(within / scales_at(widest)[0] * 1.01, 180.0)


def _boxes(latitude: Floats, longitude: Floats, within: Floats) -> npt.NDArray[np.object_]:
    """Give a box of degrees around each disc, rather too large."""
    wide, high = _half_width(latitude, within), within / scales_at(latitude)[1] * 1.01
    found: npt.NDArray[np.object_] = shapely.box(
        longitude - wide, latitude - high, longitude + wide, latitude + high
    )
    return found


def _box(latitude: float, longitude: float, radius: float) -> shapely.Geometry:
    high = radius / 110_000
    wide = float(_half_width(np.array([latitude]), np.array([radius]))[0])
    return shapely.box(longitude - wide, latitude - high, longitude + wide, latitude + high)


def _metres_to(edge: shapely.Geometry, longitude: float, latitude: float) -> float:
    """Measure how far an edge is from a place, in the plane that touches the Earth there."""
    across, along = (float(x) for x in scales_at(np.array(latitude)))
    here = np.array([longitude, latitude])
    plane = shapely.transform(edge, lambda points: (points - here) * (across, along))
    return float(shapely.distance(plane, shapely.Point(0.0, 0.0)))


def _on_a_sphere(lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """Measure distances on a sphere, in metres: within 0.6 % of those on the ellipsoid."""
    p1, p2 = np.radians(lat1), np.radians(lat2)
    half = np.sin((p2 - p1) / 2) ** 2
    half = half + np.cos(p1) * np.cos(p2) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    found: Floats = 2 * _MEAN * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return found
