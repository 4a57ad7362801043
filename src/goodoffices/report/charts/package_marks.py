"""Packages in the plane of two parties: their marks, the bands of what is in doubt, the labels."""

from __future__ import annotations

from html import escape

from goodoffices.report.charts.frontier_chart import FrontierChart, Point, one_a_line
from goodoffices.report.charts.plane_frame import BOTTOM, RIGHT, TOP, Projection
from goodoffices.report.charts.svg import ACCENT, INK, QUIET, linked, spread, text


def package_mark(point: Point, at: Projection, faint: float) -> str:
    """Draw a point: filled in the zone, hollow outside it or where that is in doubt.

    Where its values are in doubt a faint band lies around it; ``faint`` is how opaque that is.
    """
    x, y = at(point.values)
    fill = ACCENT if point.in_zone else "var(--paper,#fbfaf7)"
    band = _band(
        point,
        at,
        (
            f'fill="{ACCENT}" fill-opacity="{faint:.3f}" stroke="{ACCENT}" '
            f'stroke-opacity="{min(0.3, 4 * faint):.3f}" stroke-width=".8"'
        ),
    )
    circle = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{fill}" stroke="{ACCENT}">'
        f"<title>{escape(point.title)}</title></circle>"
    )
    return band + linked(point, circle)


def focus_mark(point: Point, at: Projection) -> str:
    """Draw the mark of the point that is looked at."""
    x, y = at(point.values)
    band = _band(point, at, f'fill="{INK}" fill-opacity=".08" stroke="{INK}" stroke-width="1.5"')
    fill = ACCENT if point.in_zone else "var(--paper,#fbfaf7)"
    cross = (
        f"M{x - 17:.1f} {y:.1f}h7M{x + 10:.1f} {y:.1f}h7"
        f"M{x:.1f} {y - 17:.1f}v7M{x:.1f} {y + 10:.1f}v7"
    )
    return (
        f'<g data-focus pointer-events="none">{band}'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="10" fill="none" stroke="{ACCENT}" '
        f'stroke-width="2.5"/>'
        f'<path d="{cross}" stroke="{ACCENT}" stroke-width="2.5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{fill}" stroke="{ACCENT}" '
        f'stroke-width="1.5"><title>{escape(point.title)}</title></circle></g>'
    )


def _band(point: Point, at: Projection, style: str) -> str:
    if not point.between or all(low == high for low, high in point.between):
        return ""
    (x0, y1), (x1, y0) = (
        at([low for low, _ in point.between]),
        at([high for _, high in point.between]),
    )
    return (
        f'<rect x="{x0:.1f}" y="{y0:.1f}" width="{max(x1 - x0, 1):.1f}" '
        f'height="{max(y1 - y0, 1):.1f}" pointer-events="none" {style}/>'
    )


def package_labels(chart: FrontierChart, points: list[Point], at: Projection) -> list[str]:
    """Write the names of points and of the draft beside the plane, each with a line to its mark."""
    parts = []
    named = sorted(
        ((at(p.values), label, p) for p, label in one_a_line(points)), key=lambda n: n[0][1]
    )
    if chart.draft is not None:
        x, y = at(chart.draft.values)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="none" stroke="{INK}" stroke-width="2">'
            f"<title>{escape(chart.draft.title)}</title></circle>"
        )
        named = sorted([*named, ((x, y), chart.draft.label, chart.draft)], key=lambda n: n[0][1])
    places = spread([y for (_, y), _, _ in named], TOP + 8, BOTTOM)
    for ((x, y), label, point), label_y in zip(named, places, strict=True):
        if point is not chart.draft:
            diamond = (
                f"M{x:.1f} {y - 7:.1f}L{x + 7:.1f} {y:.1f}L{x:.1f} {y + 7:.1f}L{x - 7:.1f} {y:.1f}Z"
            )
            parts.append(
                f'<path d="{diamond}" fill="{INK}"><title>{escape(point.title)}</title></path>'
            )
        parts.append(
            f'<path d="M{x + 8:.1f} {y:.1f}L{RIGHT + 8:.1f} {label_y:.1f}" stroke="{QUIET}" '
            'fill="none" stroke-width=".8"/>'
        )
        parts.append(text(RIGHT + 12, label_y + 4, label))
    return parts
