"""The parts of a drawing that both kinds of charts share: colours, numbers, words, links."""

from __future__ import annotations

import unicodedata
from html import escape

from goodoffices.report.charts.frontier_chart import FrontierChart, Point
from goodoffices.report.languages import END_OF_ISOLATE, ISOLATE

WIDTH, HEIGHT = 720, 460
INK, QUIET, LINE, ACCENT = (
    "var(--ink,#1d1f23)",
    "var(--quiet,#5b616b)",
    "var(--line,#d9d6ce)",
    "var(--accent,#0b5a6f)",
)


def opening(chart: FrontierChart) -> list[str]:
    """Write the start of the SVG: its size, title and description, and the hatching."""
    # Marks that can be followed are for the pointer.
    # The page says the same in words and in a table.
    told = (
        'aria-hidden="true"'
        if any(p.link for p in chart.points)
        else f'role="img" aria-label="{escape(chart.title)}"'
    )
    return [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" {told} xmlns="http://www.w3.org/2000/svg" '
        f'font-family="ui-sans-serif,system-ui,sans-serif" font-size="13" class="chart">',
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>",
        (
            '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)">'
            f'<line x1="0" y1="0" x2="0" y2="6" stroke="{QUIET}" stroke-width="1" opacity=".55"/>'
            "</pattern></defs>"
        ),
    ]


def text(
    x: float, y: float, words: str, *, anchor: str = "start", colour: str = INK, extra: str = ""
) -> str:
    """Write words at a place; ``extra`` holds more attributes, with a space before the first.

    Words from right to left keep their order; a drawing itself runs from left to right.
    """
    if any(unicodedata.bidirectional(c) in ("R", "AL") for c in words):
        words = f"{ISOLATE}{words}{END_OF_ISOLATE}"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{extra}>'
        f"{escape(words)}</text>"
    )


def number(value: float) -> str:
    """Write a number with at most four digits that count."""
    return f"{value:.4g}"


def linked(point: Point, drawn: str) -> str:
    """Make a mark lead somewhere, where its point does.

    It is not a stop of the tab key: the same points are in the table.
    """
    return (
        (
            f'<a href="{escape(point.link)}" data-point="{escape(point.name)}" tabindex="-1" '
            f'aria-hidden="true">{drawn}</a>'
        )
        if point.link
        else drawn
    )


def spread(wanted: list[float], low: float, high: float, gap: float = 17) -> list[float]:
    """Place labels near where they are wanted, in order, at least ``gap`` apart."""
    placed: list[float] = []
    for y in wanted:
        placed.append(max(y, placed[-1] + gap) if placed else max(y, low))
    over = placed[-1] - high if placed else 0
    if over > 0:
        for i in range(len(placed) - 1, -1, -1):
            limit = high if i == len(placed) - 1 else placed[i + 1] - gap
            placed[i] = min(placed[i], limit)
    return placed
