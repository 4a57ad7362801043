"""Draw the chart of the measurement as SVG: seconds by number of packages.

Both scales are logarithmic.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 560, 40, 360
INK, QUIET, LINE = "#1d1f23", "#5b616b", "#d9d6ce"
STYLES = {"NegMAS": ("#a4432f", "6 4"), "Good Offices": ("#0b5a6f", "")}
#: Beyond this the axis of packages would hide what lies below.
MOST_PACKAGES = 10**9

Series = Mapping[str, Sequence[tuple[int, float]]]


def draw_chart(series: Series) -> str:
    """Draw an SVG of the series, each a name and its (packages, seconds)."""
    shown = {
        name: sorted(p for p in points if p[0] <= MOST_PACKAGES) for name, points in series.items()
    }
    shown = {name: points for name, points in shown.items() if points}
    xs = [math.log10(n) for points in shown.values() for n, _ in points]
    ys = [math.log10(s) for points in shown.values() for _, s in points]
    x0, x1 = math.floor(min(xs)), math.ceil(max(xs))
    y0, y1 = math.floor(min(ys)), math.ceil(max(ys))

    def at(n: float, s: float) -> tuple[float, float]:
        return LEFT + (math.log10(n) - x0) / (x1 - x0) * (RIGHT - LEFT), BOTTOM - (
            math.log10(s) - y0
        ) / (y1 - y0) * (BOTTOM - TOP)

    parts = [_opening()]
    parts.append(
        _text(
            LEFT,
            16,
            "Seconds for the whole frontier, by number of packages (10 options an issue)",
            "start",
        )
    )
    for power in range(x0, x1 + 1):
        x, _ = at(10**power, 10**y0)
        parts.append(f'<path d="M{x:.1f} {TOP}V{BOTTOM}" stroke="{LINE}"/>')
        parts.append(_text(x, BOTTOM + 20, f"10^{power}", "middle"))
    for power in range(y0, y1 + 1):
        _, y = at(10**x0, 10**power)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{LINE}"/>')
        parts.append(_text(LEFT - 8, y + 4, f"{10.0**power:g} s", "end"))
    ends = sorted((at(*points[-1]), name) for name, points in shown.items())
    labels = _spread([y for (_, y), _ in sorted(ends, key=lambda e: e[0][1])])
    for ((x, y), name), label in zip(sorted(ends, key=lambda e: e[0][1]), labels, strict=True):
        colour, dash = STYLES[name.split(",")[0]]
        path = "L".join("{:.1f} {:.1f}".format(*at(*point)) for point in shown[name])
        parts.append(
            f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2" '
            f'stroke-dasharray="{dash}"/>'
        )
        for point in shown[name]:
            px, py = at(*point)
            words = f"{name}: {point[0]:,} packages, {point[1]:.4g} s"
            parts.append(
                f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3.5" '
                f'fill="{colour}"><title>{escape(words)}</title></circle>'
            )
        parts.append(
            f'<path d="M{x + 5:.1f} {y:.1f}L{RIGHT + 12} {label:.1f}" stroke="{QUIET}" '
            'stroke-width=".7"/>'
        )
        parts.append(_text(RIGHT + 16, label + 4, name, "start", colour))
    parts.append(_text((LEFT + RIGHT) / 2, HEIGHT - 14, "packages", "middle"))
    return "".join([*parts, "</svg>\n"])


def _opening() -> str:
    title = "Seconds for the whole frontier by number of packages"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{title}" font-family="system-ui,sans-serif" '
        f'font-size="13"><title>{title}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbfaf7"/>'
    )


def _text(x: float, y: float, words: str, anchor: str, colour: str = INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" '
        f'fill="{colour}">{escape(words)}</text>'
    )


def _spread(wanted: Sequence[float], gap: float = 18) -> list[float]:
    placed: list[float] = []
    for y in wanted:
        placed.append(max(y, placed[-1] + gap) if placed else y)
    return placed
