"""Draws a timeline as SVG: a lane for each track, a mark for each thing, time from left to right.

The table beside it says the same. It is drawn for a screen reader as one picture with its title.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from goodoffices.report.charts.svg import ACCENT, INK, LINE, QUIET, text
from goodoffices.report.talks_in_words import shortened

WIDTH, LANE, LEFT, RIGHT, TOP = 720, 46, 150, 16, 26
#: Marks that are drawn; of more the newest.
MOST_MARKS = 150
#: Characters of a lane's name.
MOST_NAME = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A thing on the timeline. ``shape``: round, item, answer, deadline or event."""

    at: datetime.datetime
    until: datetime.datetime | None
    lane: str
    shape: str
    words: str


def draw_timeline(
    title: str,
    lanes: Sequence[tuple[str, str]],
    marks: Sequence[Mark],
    now: datetime.datetime,
    today_word: str,
) -> str:
    """Draw marks on their lanes (id and name); empty where there is nothing to draw.

    Two things on one lane at about the same time stand one above the other.
    """
    marks = sorted(marks, key=lambda one: one.at)[-MOST_MARKS:]
    lanes = [lane for lane in lanes if any(mark.lane == lane[0] for mark in marks)]
    if not marks:
        return ""
    first = min(mark.at for mark in marks)
    last = max([mark.until or mark.at for mark in marks] + [now])
    span = max((last - first).total_seconds(), 3600.0)

    def x_of(at: datetime.datetime) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (at - first).total_seconds() / span

    height = TOP + LANE * len(lanes) + 22
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}" '
        'xmlns="http://www.w3.org/2000/svg" font-family="ui-sans-serif,system-ui,sans-serif" '
        f'font-size="13" class="chart"><title>{escape(title)}</title>'
    ]
    middles = {}
    for number, (lane, name) in enumerate(lanes):
        y = TOP + LANE * number + LANE / 2
        middles[lane] = y
        short = shortened(name, MOST_NAME)
        parts.append(text(LEFT - 12, y + 4, short, anchor="end"))
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{LINE}"/>'
        )
    x = x_of(now)
    parts.append(
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{height - 18}" stroke="{QUIET}" '
        'stroke-dasharray="3 3"/>'
    )
    parts.append(text(min(x, WIDTH - 30), TOP - 12, today_word, anchor="middle", colour=QUIET))
    parts += _scale(first, last, x_of, height)
    taken: dict[str, list[float]] = {}
    for mark in marks:
        x = x_of(mark.at)
        near = sum(abs(x - other) < 9 for other in taken.setdefault(mark.lane, []))
        taken[mark.lane].append(x)
        y = middles[mark.lane] - 8 * (near % 3)
        end = None if mark.until is None else x_of(mark.until)
        parts.append(_shape(mark, x, end, y))
    return "".join([*parts, "</svg>"])


def _scale(
    first: datetime.datetime,
    last: datetime.datetime,
    x_of: Callable[[datetime.datetime], float],
    height: int,
) -> list[str]:
    """Write the first and the last day below the lanes."""
    begin = text(x_of(first), height - 4, first.date().isoformat(), colour=QUIET)
    if first.date() == last.date():
        return [begin]
    return [
        begin,
        text(x_of(last), height - 4, last.date().isoformat(), anchor="end", colour=QUIET),
    ]


def _shape(mark: Mark, x: float, end: float | None, y: float) -> str:
    """Draw one mark, with what it is as its title."""
    title = f"<title>{escape(mark.words)}</title>"
    if mark.shape == "round":
        width = max(9.0, (end or x) - x)
        return (
            f'<rect x="{x - 4.5:.1f}" y="{y - 5:.1f}" width="{width:.1f}" height="10" rx="3" '
            f'fill="{ACCENT}">{title}</rect>'
        )
    if mark.shape == "deadline":
        return (
            f'<path d="M{x:.1f} {y - 7:.1f}l6 12h-12z" fill="none" stroke="{INK}" '
            f'stroke-width="1.5">{title}</path>'
        )
    if mark.shape == "event":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{QUIET}">{title}</circle>'
    fill = "var(--paper,#fbfaf7)" if mark.shape == "answer" else INK
    return (
        f'<path d="M{x:.1f} {y - 6:.1f}l6 6-6 6-6-6z" fill="{fill}" stroke="{INK}">{title}</path>'
    )
