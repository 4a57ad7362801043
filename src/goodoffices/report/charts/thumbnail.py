"""The frontier of two parties drawn small: its shape and the zone, without numbers and names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from goodoffices.report.charts.frontier_chart import Point, thinned
from goodoffices.report.charts.svg import ACCENT, LINE, QUIET

WIDTH, HEIGHT, EDGE = 320, 200, 8
#: Points that are drawn.
DRAWN = 60


def thumbnail(
    efficient: Sequence[Point], floors: Sequence[float | None], *, is_in_doubt: bool
) -> str:
    """Draw the frontier of two parties small, as SVG; an empty text where there is none.

    ``floors``: their walk-away values. ``is_in_doubt``: the points are no line that nothing lies
    beyond. The page beside it says in words what it shows.
    """
    if not efficient:
        return ""
    points = thinned(efficient, DRAWN)
    spans = []
    for axis in (0, 1):
        floor = floors[axis]
        values = [p.values[axis] for p in points] + ([] if floor is None else [floor])
        low, high = min(values), max(values)
        spans.append((low, high if high > low else low + 1))

    def at(x: float, y: float) -> tuple[float, float]:
        (x0, x1), (y0, y1) = spans
        return (
            EDGE + (x - x0) / (x1 - x0) * (WIDTH - 2 * EDGE),
            HEIGHT - EDGE - (y - y0) / (y1 - y0) * (HEIGHT - 2 * EDGE),
        )

    steps = sorted(at(*p.values[:2]) for p in points)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" class="chart" aria-hidden="true" '
        'xmlns="http://www.w3.org/2000/svg">',
        f'<path d="M{EDGE} {EDGE}V{HEIGHT - EDGE}H{WIDTH - EDGE}" fill="none" stroke="{LINE}"/>',
    ]
    inside = sorted(at(*p.values[:2]) for p in points if p.in_zone)
    if inside and not is_in_doubt:
        left, bottom = at(
            spans[0][0] if floors[0] is None else floors[0],
            spans[1][0] if floors[1] is None else floors[1],
        )
        path = f"M{left:.0f} {bottom:.0f}V{inside[0][1]:.0f}H{inside[0][0]:.0f}"
        path += "".join(f"H{x:.0f}V{y:.0f}" for (x, _), (_, y) in pairwise(inside))
        path += f"H{inside[-1][0]:.0f}V{bottom:.0f}Z"
        parts.append(f'<path d="{path}" fill="{ACCENT}" fill-opacity=".14"/>')
    if not is_in_doubt:
        line = f"M{steps[0][0]:.0f} {steps[0][1]:.0f}"
        line += "".join(f"V{y:.0f}H{x:.0f}" for x, y in steps[1:])
        parts.append(f'<path d="{line}" fill="none" stroke="{ACCENT}" stroke-width="1.5"/>')
    for point in points:
        x, y = at(*point.values[:2])
        fill = ACCENT if point.in_zone else "var(--paper,#fff)"
        parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="2.5" fill="{fill}" stroke="{ACCENT}"/>')
    for axis, floor in enumerate(floors):
        if floor is not None:
            x, y = at(floor if axis == 0 else spans[0][0], floor if axis == 1 else spans[1][0])
            ends = (
                f"M{x:.0f} {EDGE}V{HEIGHT - EDGE}"
                if axis == 0
                else f"M{EDGE} {y:.0f}H{WIDTH - EDGE}"
            )
            parts.append(f'<path d="{ends}" fill="none" stroke="{QUIET}" stroke-dasharray="4 4"/>')
    return "".join([*parts, "</svg>"])
