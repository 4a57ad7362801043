"""What a chart of a frontier shows: its points, the walk-away values, the draft, the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Points drawn one by one; of more, an even selection.
DRAWN = 250


@dataclass(frozen=True, kw_only=True)
class Point:
    """One utility vector to draw, with its words.

    ``label`` is drawn beside it where not empty; where it lists several names, ``labels`` holds
    each. ``link`` makes its mark lead somewhere. ``name`` tells it from others. ``between``: the
    least and the most of each value where it is in doubt; drawn as a band around its middle.
    """

    values: tuple[float, ...]
    title: str
    in_zone: bool
    label: str = ""
    labels: tuple[str, ...] = ()
    link: str = ""
    name: str = ""
    between: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, kw_only=True)
class FrontierChart:
    """What a chart of a frontier shows.

    ``walk_away``: per party, or None. ``walk_away_most``: where it may lie higher. ``invented``
    draws hatching. ``focus``: the point that is looked at. ``is_in_doubt``: the points are no line
    that nothing lies beyond.
    """

    title: str
    description: str
    parties: tuple[str, ...]
    points: tuple[Point, ...]
    walk_away: tuple[float | None, ...]
    draft: Point | None
    invented: bool
    words: dict[str, str]
    focus: Point | None = None
    walk_away_most: tuple[float | None, ...] = ()
    is_in_doubt: bool = False


def thinned(points: Sequence[Point], most: int = DRAWN) -> list[Point]:
    """Choose the points to draw: the ends, an even selection, and all that have a label.

    All points where there are no more than ``most``.
    """
    if len(points) <= most:
        return list(points)
    step = (len(points) - 1) / (most - 1)
    wanted = {round(i * step) for i in range(most)}
    return [p for i, p in enumerate(points) if i in wanted or p.label]


def one_a_line(points: Sequence[Point]) -> list[tuple[Point, str]]:
    """List labelled points, each once for every one of its labels.

    Side by side several names would leave the drawing.
    """
    return [
        (point, label)
        for point in points
        if point.label
        for label in point.labels or (point.label,)
    ]
