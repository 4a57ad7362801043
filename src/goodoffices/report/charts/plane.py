"""The frontier of two parties: a plane in which each has an axis.

Marks of packages are in `package_marks`, walk-away values in `walk_away_marks`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from goodoffices.report.charts.frontier_chart import FrontierChart, Point, thinned
from goodoffices.report.charts.package_marks import focus_mark, package_labels, package_mark
from goodoffices.report.charts.plane_frame import BOTTOM, LEFT, RIGHT, TOP, Projection
from goodoffices.report.charts.svg import ACCENT, HEIGHT, LINE, QUIET, number, opening, text
from goodoffices.report.charts.walk_away_marks import walk_away_bands, walk_away_lines

#: The least and the greatest number on an axis.
Span = tuple[float, float]


def plane(chart: FrontierChart) -> str:
    """Draw the frontier of two parties as SVG."""
    points = thinned(chart.points)
    (x0, x1), (y0, y1) = spans = [_span(chart, points, axis) for axis in (0, 1)]

    def at(values: Sequence[float]) -> tuple[float, float]:
        return LEFT + (values[0] - x0) / (x1 - x0) * (RIGHT - LEFT), BOTTOM - (values[1] - y0) / (
            y1 - y0
        ) * (BOTTOM - TOP)

    parts = [*opening(chart), *_grid(spans, at), *walk_away_bands(chart, at)]
    if not chart.is_in_doubt:
        inside = [p for p in points if p.in_zone]
        if inside:
            parts.append(_zone(inside, _corner(chart, spans, at), at, chart))
        parts.append(_frontier_line(points, at))
    # Many bands lie over one another: together they are no darker than one.
    faint = min(0.08, 0.5 / len(points))
    parts += [package_mark(point, at, faint) for point in points]
    if chart.focus is not None:
        parts.append(focus_mark(chart.focus, at))
    parts += walk_away_lines(chart, at)
    parts += package_labels(chart, points, at)
    return "".join([*parts, *_names_of_axes(chart), "</svg>"])


def ticks(low: float, high: float, about: int = 6) -> list[float]:
    """List round numbers between two values, ``about`` so many."""
    if high <= low:
        return [low]
    raw = (high - low) / about
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= raw)
    first = math.ceil(low / step - 1e-9)
    return [round(i * step, 10) for i in range(first, math.floor(high / step + 1e-9) + 1)]


def _span(chart: FrontierChart, points: Sequence[Point], axis: int) -> Span:
    """Find the ends of an axis, so that all that is drawn lies between them, with a margin."""
    marked = [*points, *([chart.draft] if chart.draft else [])]
    values = [p.values[axis] for p in marked] + [
        w for w in (chart.walk_away[axis],) if w is not None
    ]
    values += [end for p in marked if p.between for end in p.between[axis]]
    low, high = min(values), max(values)
    # Values that floating point can hardly tell apart still get an axis of some length.
    margin = (
        max((high - low) * 0.06, abs(high) * 1e-6, 1e-9)
        if high > low
        else max(1.0, abs(high) * 1e-6)
    )
    return low - margin, high + margin


def _grid(spans: Sequence[Span], at: Projection) -> list[str]:
    """Draw a line at each round number of both axes, and write the numbers."""
    (x0, x1), (y0, y1) = spans
    parts = []
    for value in ticks(x0, x1):
        x, _ = at((value, y0))
        parts.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{BOTTOM}" stroke="{LINE}"/>')
        parts.append(text(x, BOTTOM + 17, number(value), anchor="middle", colour=QUIET))
    for value in ticks(y0, y1):
        _, y = at((x0, value))
        parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{RIGHT}" y2="{y:.1f}" stroke="{LINE}"/>')
        parts.append(text(LEFT - 7, y + 4, number(value), anchor="end", colour=QUIET))
    return parts


def _names_of_axes(chart: FrontierChart) -> list[str]:
    middle = (TOP + BOTTOM) / 2
    return [
        text(
            (LEFT + RIGHT) / 2,
            HEIGHT - 12,
            chart.words["axis"].format(party=chart.parties[0]),
            anchor="middle",
        ),
        text(
            16,
            middle,
            chart.words["axis"].format(party=chart.parties[1]),
            anchor="middle",
            extra=f' transform="rotate(-90 16 {middle:.1f})"',
        ),
    ]


def _corner(chart: FrontierChart, spans: Sequence[Span], at: Projection) -> tuple[float, float]:
    """Find where the walk-away lines cross; where a party has none, its axis starts there."""
    (x0, _), (y0, _) = spans
    return at((max(x0, _or(chart.walk_away[0], x0)), max(y0, _or(chart.walk_away[1], y0))))


def _or(value: float | None, other: float) -> float:
    return other if value is None else value


def _zone(
    inside: list[Point], corner: tuple[float, float], at: Projection, chart: FrontierChart
) -> str:
    """Draw the area between the walk-away lines and the frontier."""
    steps = sorted((at(p.values) for p in inside), key=lambda q: (q[0], q[1]))
    path = f"M{corner[0]:.1f} {corner[1]:.1f}V{steps[0][1]:.1f}H{steps[0][0]:.1f}"
    for (x, _), (_, y_next) in pairwise(steps):
        path += f"H{x:.1f}V{y_next:.1f}"
    path += f"H{steps[-1][0]:.1f}V{corner[1]:.1f}Z"
    fill = "url(#hatch)" if chart.invented else ACCENT
    opacity = "1" if chart.invented else ".12"
    return (
        f'<path d="{path}" fill="{fill}" fill-opacity="{opacity}">'
        f"<title>{escape(chart.words['zone'])}</title></path>"
    )


def _frontier_line(points: Sequence[Point], at: Projection) -> str:
    """Draw the steps that lead from one efficient package to the next."""
    steps = sorted((at(p.values) for p in points), key=lambda q: (q[0], q[1]))
    path = f"M{steps[0][0]:.1f} {steps[0][1]:.1f}" + "".join(
        f"V{y:.1f}H{x:.1f}" for x, y in steps[1:]
    )
    return f'<path d="{path}" fill="none" stroke="{ACCENT}" stroke-width="1.4" opacity=".7"/>'
