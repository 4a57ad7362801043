"""Walk-away values in the plane of two parties: a line at each, a band where it is in doubt."""

from __future__ import annotations

from html import escape

from goodoffices.report.charts.frontier_chart import FrontierChart
from goodoffices.report.charts.plane_frame import BOTTOM, LEFT, RIGHT, TOP, Projection
from goodoffices.report.charts.svg import INK, QUIET, number, text

#: Small words over a drawing, on a rim of paper.
HALO = ' font-size="11" paint-order="stroke" stroke="var(--paper,#fbfaf7)" stroke-width="4"'


def walk_away_bands(chart: FrontierChart, at: Projection) -> list[str]:
    """Draw where a walk-away value may lie, where that is in doubt."""
    parts = []
    for axis, (least, most) in enumerate(zip(chart.walk_away, chart.walk_away_most, strict=False)):
        if least is None or most is None or most <= least:
            continue
        words = escape(
            chart.words["walk_away_between"].format(
                party=chart.parties[axis], low=number(least), high=number(most)
            )
        )
        if axis == 0:
            x0, x1 = (min(max(at((value, 0))[0], LEFT), RIGHT) for value in (least, most))
            shape = f'x="{x0:.1f}" y="{TOP}" width="{x1 - x0:.1f}" height="{BOTTOM - TOP:.1f}"'
        else:
            y1, y0 = (min(max(at((0, value))[1], TOP), BOTTOM) for value in (least, most))
            shape = f'x="{LEFT}" y="{y0:.1f}" width="{RIGHT - LEFT:.1f}" height="{y1 - y0:.1f}"'
        parts.append(
            f'<rect {shape} fill="{QUIET}" fill-opacity=".1"><title>{words}</title></rect>'
        )
    return parts


def walk_away_lines(chart: FrontierChart, at: Projection) -> list[str]:
    """Draw a line at each walk-away value, with its words."""
    parts = []
    for axis, value in enumerate(chart.walk_away):
        if value is None:
            continue
        words = escape(
            chart.words["walk_away"].format(party=chart.parties[axis], value=number(value))
        )
        said = _said(chart, axis, value)
        if axis == 0:
            x, _ = at((value, 0))
            line = f'x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{BOTTOM}"'
            label = _label_of_upright(x, said)
        else:
            _, y = at((0, value))
            line = f'x1="{LEFT}" y1="{y:.1f}" x2="{RIGHT}" y2="{y:.1f}"'
            label = _label_of_level(chart, y, said, at)
        parts.append(
            f'<line {line} stroke="{INK}" stroke-dasharray="5 4"><title>{words}</title></line>'
            f"{label}"
        )
    return parts


def _said(chart: FrontierChart, axis: int, value: float) -> str:
    """Say a walk-away value in a few words, with its bounds where it is in doubt."""
    said = chart.words["walk_away_short"].format(party=chart.parties[axis], value=number(value))
    most = chart.walk_away_most[axis] if chart.walk_away_most else None
    if most is not None and most > value:
        said = chart.words["walk_away_short_between"].format(
            party=chart.parties[axis], low=number(value), high=number(most)
        )
    return said


# Below both lines nothing is drawn: there the words stand, if there is room.


def _label_of_upright(x: float, said: str) -> str:
    fits = x - LEFT > 6.5 * len(said)
    return text(
        x - 4 if fits else x + 4,
        BOTTOM - 6,
        said,
        anchor="end" if fits else "start",
        colour=QUIET,
        extra=HALO,
    )


def _label_of_level(chart: FrontierChart, y: float, said: str, at: Projection) -> str:
    fits = (
        chart.walk_away[0] is not None
        and at((chart.walk_away[0], 0))[0] - LEFT > 6.5 * len(said)
        and BOTTOM - y > 40
    )
    return text(
        LEFT + 4 if fits else RIGHT - 4,
        y + 13 if fits else y - 5,
        said,
        anchor="start" if fits else "end",
        colour=QUIET,
        extra=HALO,
    )
