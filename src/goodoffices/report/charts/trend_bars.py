"""Draws counts of days as bars (SVG); days on which reporting itself changed have a mark."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from html import escape

from goodoffices.report.charts.svg import ACCENT, INK, LINE, QUIET, text

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 220, 40, 34, 14


def trend_bars(
    title: str,
    days: Sequence[tuple[datetime.date, int]],
    marked: Collection[datetime.date],
    marked_word: str,
) -> str:
    """Draw one bar a day; under a bar a triangle where the day is marked."""
    most = max((n for _, n in days), default=0) or 1
    step = (WIDTH - LEFT - 10) / max(1, len(days))
    high = HEIGHT - TOP - BOTTOM
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}" '
        'xmlns="http://www.w3.org/2000/svg" font-family="ui-sans-serif,system-ui,sans-serif" '
        f'font-size="12" class="chart"><title>{escape(title)}</title>'
    ]
    floor = TOP + high
    parts.append(
        f'<path d="M{LEFT} {TOP}V{floor}H{WIDTH - 10}" fill="none" stroke="{LINE}"/>'
        + text(LEFT - 6, TOP + 10, str(most), anchor="end", colour=QUIET)
        + text(LEFT - 6, floor, "0", anchor="end", colour=QUIET)
    )
    for k, (day, n) in enumerate(days):
        x, tall = LEFT + k * step, high * n / most
        parts.append(
            f'<rect x="{x + step * 0.15:.1f}" y="{floor - tall:.1f}" width="{step * 0.7:.1f}" '
            f'height="{tall:.1f}" fill="{ACCENT}"><title>{day.isoformat()}: {n}</title></rect>'
        )
        if day in marked:
            middle = x + step / 2
            parts.append(
                f'<path d="M{middle:.1f} {floor + 2}l4 7h-8z" fill="{INK}">'
                f"<title>{escape(marked_word)}: {day.isoformat()}</title></path>"
            )
    if days:
        parts.append(text(LEFT, HEIGHT - 6, days[0][0].isoformat(), colour=QUIET))
        parts.append(
            text(WIDTH - 10, HEIGHT - 6, days[-1][0].isoformat(), anchor="end", colour=QUIET)
        )
    return "".join([*parts, "</svg>"])
