"""A chart of a frontier as SVG: drawn in the way that suits the number of its parties."""

from __future__ import annotations

from goodoffices.report.charts.frontier_chart import FrontierChart
from goodoffices.report.charts.parallel_axes import parallel_axes
from goodoffices.report.charts.plane import plane


def draw(chart: FrontierChart) -> str:
    """Draw the chart as SVG; an empty text where there is nothing to draw.

    That is so for a single party, or where there are no points.
    """
    if not chart.points or len(chart.parties) < 2:
        return ""
    return plane(chart) if len(chart.parties) == 2 else parallel_axes(chart)
