"""The frontier of three parties and more: an axis for each, and a line for each package.

The trade calls this parallel coordinates.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from goodoffices.report.charts.frontier_chart import FrontierChart, Point, one_a_line, thinned
from goodoffices.report.charts.svg import (
    ACCENT,
    HEIGHT,
    INK,
    QUIET,
    linked,
    number,
    opening,
    spread,
    text,
)

#: The edges of the axes, in pixels.
LEFT, RIGHT, TOP, BOTTOM = 60.0, 545.0, 44.0, HEIGHT - 40.0
#: Lines that are drawn; of more, an even selection.
LINES = 150
#: How the lines of named packages are told apart.
DASHES = ["", "9 3", "3 3", "12 3 3 3", "1 4"]
#: Gives the pixel position of a party's value on its axis.
OnAxis = Callable[[int, float], tuple[float, float]]


def parallel_axes(chart: FrontierChart) -> str:
    """Draw the frontier of three parties or more as SVG."""
    points = thinned(chart.points, LINES)
    n = len(chart.parties)
    spans = [_span(chart, p) for p in range(n)]

    def at(p: int, value: float) -> tuple[float, float]:
        low, high = spans[p]
        return LEFT + p * (RIGHT - LEFT) / (n - 1), BOTTOM - (value - low) / (high - low) * (
            BOTTOM - TOP
        )

    parts = [*opening(chart), *_unnamed_lines(points, at)]
    if chart.focus is not None:
        parts.append(_focus(chart.focus, at))
    for p in range(n):
        parts += _axis(chart, p, spans[p], at)
    parts += _named_lines(chart, points, at)
    parts.append(
        text(LEFT - 40, HEIGHT - 4, chart.words["legend"], colour=QUIET, extra=' font-size="11"')
    )
    return "".join([*parts, "</svg>"])


def _span(chart: FrontierChart, p: int) -> tuple[float, float]:
    """Find the least and the most value of a party that a chart shows; never both the same."""
    values = [q.values[p] for q in chart.points] + [
        w for w in (chart.walk_away[p],) if w is not None
    ]
    values += [end for q in chart.points if q.between for end in q.between[p]]
    values += [chart.draft.values[p]] if chart.draft else []
    low, high = min(values), max(values)
    return low, high if high - low > abs(high) * 1e-9 else low + max(1.0, abs(high) * 1e-6)


def _line(point: Point, at: OnAxis) -> str:
    """Give the path of a package from axis to axis."""
    return "M" + "L".join("{:.1f} {:.1f}".format(*at(p, v)) for p, v in enumerate(point.values))


def _unnamed_lines(points: list[Point], at: OnAxis) -> list[str]:
    """Draw the packages that have no label, faintly; outside the zone dotted."""
    parts = []
    for point in points:
        if not point.label:
            dash = "" if point.in_zone else ' stroke-dasharray="2 4"'
            drawn = (
                f'<path d="{_line(point, at)}" fill="none" stroke="{QUIET}" stroke-width=".8" '
                f'opacity=".45"{dash}><title>{escape(point.title)}</title></path>'
            )
            parts.append(linked(point, drawn))
    return parts


def _focus(point: Point, at: OnAxis) -> str:
    """Draw the line of the point that is looked at, with bars where its values are in doubt."""
    bars = "".join(
        f"M{at(p, low)[0]:.1f} {at(p, low)[1]:.1f}V{at(p, high)[1]:.1f}"
        for p, (low, high) in enumerate(point.between)
        if low < high
    )
    drawn_bars = (
        f'<path d="{bars}" stroke="{INK}" stroke-width="9" stroke-opacity=".3"/>' if bars else ""
    )
    return (
        f'<g data-focus pointer-events="none">{drawn_bars}'
        f'<path d="{_line(point, at)}" fill="none" stroke="{INK}" stroke-width="3">'
        f"<title>{escape(point.title)}</title></path></g>"
    )


def _axis(chart: FrontierChart, p: int, span: tuple[float, float], at: OnAxis) -> list[str]:
    """Draw a party's axis with its name, its ends, and its walk-away value."""
    name = chart.parties[p]
    x, _ = at(p, span[0])
    parts = [f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{BOTTOM}" stroke="{INK}"/>']
    parts.append(_axis_name(x, name, (RIGHT - LEFT) / (len(chart.parties) - 1)))
    for value, y in ((span[1], TOP - 6), (span[0], BOTTOM + 16)):
        parts.append(text(x, y, _end(value), anchor="middle", colour=QUIET))
    walk_away = chart.walk_away[p]
    if walk_away is not None:
        _, y = at(p, walk_away)
        words = chart.words["walk_away"].format(party=name, value=number(walk_away))
        parts.append(
            f'<path d="M{x - 9:.1f} {y:.1f}h18" stroke="{INK}" stroke-width="3">'
            f"<title>{escape(words)}</title></path>"
        )
    return parts


def _axis_name(x: float, name: str, room: float) -> str:
    """Write a party's name over its axis, shortened where its neighbours leave no room.

    The whole name is its title.
    """
    letters = max(3, int(room / 7.5))
    short = (
        name
        if len(name) <= letters
        else name[: letters // 2] + "…" + name[len(name) - (letters - letters // 2 - 1) :]
    )
    # A long name at the edge begins there, or its start would be cut off.
    at_edge = x - len(short) * 3.75 < 4
    written = text(4, 18, short) if at_edge else text(x, 18, short, anchor="middle")
    return f"<g><title>{escape(name)}</title>{written}</g>"


def _end(value: float) -> str:
    """Write the end of an axis, rounded as the tables are."""
    return f"{value:.1f}".removesuffix(".0") if abs(value) > 2 else f"{value:.3g}"


def _named_lines(chart: FrontierChart, points: list[Point], at: OnAxis) -> list[str]:
    """Draw the packages that have a label, and the draft, with their names beside the last axis."""
    parts = []
    last = len(chart.parties) - 1
    named = one_a_line(points) + ([(chart.draft, chart.draft.label)] if chart.draft else [])
    ends = sorted(range(len(named)), key=lambda k: at(last, named[k][0].values[-1])[1])
    places = spread([at(last, named[k][0].values[-1])[1] for k in ends], TOP, BOTTOM)
    for k, y in zip(ends, places, strict=True):
        point, label = named[k]
        x_end, y_end = at(last, point.values[-1])
        first = next(i for i, (other, _) in enumerate(named) if other is point)
        parts.append(
            f'<path d="{_line(point, at)}" fill="none" stroke="{ACCENT}" stroke-width="2.4" '
            f'stroke-dasharray="{DASHES[first % 5]}">'
            f"<title>{escape(point.title)}</title></path>"
        )
        parts.append(
            f'<path d="M{x_end:.1f} {y_end:.1f}L{RIGHT + 10:.1f} {y:.1f}" stroke="{QUIET}" '
            'stroke-width=".8" fill="none"/>'
        )
        parts.append(text(RIGHT + 14, y + 4, label))
    return parts
