"""Draw incidents with their numbers over the land and the areas of obligations, as a map (SVG).

A place that is known to many metres is drawn as the disc that it may lie in.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from goodoffices.agreement import Area, AreaShape
from goodoffices.case import Text
from goodoffices.formats.results.area_map import drawn_map
from goodoffices.monitoring.day import DayKnown
from goodoffices.report.wording import Wording

#: Areas with more points than this are drawn with fewer; incidents beyond this are not drawn.
MOST_POINTS, MOST_DRAWN = 400, 400


def incident_map(known: DayKnown, w: Wording) -> str:
    """Draw the incidents of a day that may break something; empty where none has a place."""
    spots = [
        (number, one.incident)
        for number, one in enumerate(known.incidents, 1)
        if one.incident.spot is not None and one.alleging
    ][:MOST_DRAWN]
    if not spots:
        return ""
    areas: dict[str, Area] = {}
    for one in known.incidents:
        for answer in one.answers:
            for area in answer.watched.areas or ():
                areas.setdefault(area.id, _thinned(area))
    marks = [
        (
            number,
            Area(
                id=incident.id,
                name=Text.of(incident.place or incident.id),
                shape=AreaShape.POINT,
                places=((incident.spot.latitude, incident.spot.longitude),),
                radius=incident.spot.within or None,
            ),
        )
        for number, incident in spots
        if incident.spot is not None
    ]
    title = w._("Where the incidents of the day are said to have happened")
    return drawn_map(html.escape(title), list(areas.values()), marks, w)


def _thinned(area: Area) -> Area:
    """Give an area with fewer points, for the drawing alone."""
    places: Sequence[tuple[float, float]] = area.places
    if len(places) <= MOST_POINTS:
        return area
    step = -(-len(places) // MOST_POINTS)
    return Area(
        id=area.id, name=area.name, shape=area.shape, places=tuple(places[::step]), radius=None
    )
