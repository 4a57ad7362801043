"""The frame of the plane of two parties: where it lies in the drawing, and what places a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goodoffices.report.charts.svg import HEIGHT

#: The edges of the plane, in pixels.
LEFT, RIGHT, TOP, BOTTOM = 58.0, 505.0, 22.0, HEIGHT - 52.0
#: Gives the pixel position of a utility vector.
Projection = Callable[[Sequence[float]], tuple[float, float]]
