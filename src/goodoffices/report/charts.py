"""The frontier drawn: a plane for two parties, parallel coordinates for more. SVG from our own templates.

Colours are CSS variables of the page with a fallback, so that dark mode and print follow; text stays
text; every mark has a title. At most about 60 kB.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

#: Points drawn one by one; of more, an even selection.
DRAWN = 250

WIDTH, HEIGHT = 720, 460
INK, QUIET, LINE, ACCENT = (
    "var(--ink,#1d1f23)",
    "var(--quiet,#5b616b)",
    "var(--line,#d9d6ce)",
    "var(--accent,#0b5a6f)",
)


@dataclass(frozen=True, kw_only=True)
class Point:
    """One utility vector to draw, with its words; ``label`` is drawn beside it where not empty, ``link`` makes its mark lead somewhere, ``name`` tells it from
    others. ``between``: the least and the most of each value where it is in doubt; drawn as a band around its middle.
    """

    values: tuple[float, ...]
    title: str
    in_zone: bool
    label: str = ""
    link: str = ""
    name: str = ""
    between: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, kw_only=True)
class FrontierChart:
    """What a chart of a frontier shows. ``walk_away``: per party, or None; ``walk_away_most``: where it may lie higher. ``invented`` draws hatching. ``focus``: the
    point that is looked at. ``is_in_doubt``: the points are no line that nothing lies beyond.
    """

    title: str
    description: str
    parties: tuple[str, ...]
    points: tuple[Point, ...]
    walk_away: tuple[float | None, ...]
    draft: Point | None
    invented: bool
    words: dict[str, str]
    focus: Point | None = None
    walk_away_most: tuple[float | None, ...] = ()
    is_in_doubt: bool = False


def draw(chart: FrontierChart) -> str:
    """The chart as SVG; an empty text for a single party or no points, where there is nothing to draw."""
    if not chart.points or len(chart.parties) < 2:
        return ""
    return _plane(chart) if len(chart.parties) == 2 else _parallel(chart)


def thinned(points: Sequence[Point], most: int = DRAWN) -> list[Point]:
    """All labelled points, the ends, and an even selection of the others."""
    if len(points) <= most:
        return list(points)
    step = (len(points) - 1) / (most - 1)
    wanted = {round(i * step) for i in range(most)}
    return [p for i, p in enumerate(points) if i in wanted or p.label]


def ticks(low: float, high: float, about: int = 6) -> list[float]:
    """Round numbers between two values."""
    if high <= low:
        return [low]
    raw = (high - low) / about
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= raw)
    first = math.ceil(low / step - 1e-9)
    return [round(i * step, 10) for i in range(first, math.floor(high / step + 1e-9) + 1)]


def _number(value: float) -> str:
    return f"{value:.4g}"


#: Small words over a drawing, on a rim of paper.
HALO = ' font-size="11" paint-order="stroke" stroke="var(--paper,#fbfaf7)" stroke-width="4"'
#: Gives the pixel position of a utility vector.
Projection = Callable[[Sequence[float]], tuple[float, float]]


def _end(value: float) -> str:
    """The end of an axis, rounded as the tables are."""
    return f"{value:.1f}".removesuffix(".0") if abs(value) > 2 else f"{value:.3g}"


def _open(chart: FrontierChart) -> list[str]:
    # Marks that can be followed are for the pointer; the page says the same in words and in a table.
    told = (
        'aria-hidden="true"'
        if any(p.link for p in chart.points)
        else f'role="img" aria-label="{escape(chart.title)}"'
    )
    return [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" {told} xmlns="http://www.w3.org/2000/svg" '
        f'font-family="ui-sans-serif,system-ui,sans-serif" font-size="13" class="chart">',
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>",
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<line x1="0" y1="0" x2="0" y2="6" stroke="{QUIET}" stroke-width="1" opacity=".55"/></pattern></defs>',
    ]


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", colour: str = INK, extra: str = ""
) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{extra}>{escape(words)}</text>'


def _spread(wanted: list[float], low: float, high: float, gap: float = 17) -> list[float]:
    """Label positions near those wanted, in order, at least ``gap`` apart."""
    placed: list[float] = []
    for y in wanted:
        placed.append(max(y, placed[-1] + gap) if placed else max(y, low))
    over = placed[-1] - high if placed else 0
    if over > 0:
        for i in range(len(placed) - 1, -1, -1):
            limit = high if i == len(placed) - 1 else placed[i + 1] - gap
            placed[i] = min(placed[i], limit)
    return placed


def _one_a_line(points: Sequence[Point]) -> list[tuple[Point, str]]:
    """Labelled points, once for each of their labels: side by side several names would leave the drawing."""
    return [(point, label) for point in points if point.label for label in point.label.split(", ")]


def _plane(chart: FrontierChart) -> str:
    left, right, top, bottom = 58.0, 505.0, 22.0, HEIGHT - 52.0
    points = thinned(chart.points)
    marked = [*points, *([chart.draft] if chart.draft else [])]
    spans = []
    for axis in (0, 1):
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
        spans.append((low - margin, high + margin))
    (x0, x1), (y0, y1) = spans

    def at(values: Sequence[float]) -> tuple[float, float]:
        return left + (values[0] - x0) / (x1 - x0) * (right - left), bottom - (values[1] - y0) / (
            y1 - y0
        ) * (bottom - top)

    parts = _open(chart)
    for value in ticks(x0, x1):
        x, _ = at((value, y0))
        parts.append(f'<line x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}" stroke="{LINE}"/>')
        parts.append(_text(x, bottom + 17, _number(value), anchor="middle", colour=QUIET))
    for value in ticks(y0, y1):
        _, y = at((x0, value))
        parts.append(f'<line x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="{LINE}"/>')
        parts.append(_text(left - 7, y + 4, _number(value), anchor="end", colour=QUIET))
    inside = [p for p in points if p.in_zone]
    parts += _walk_away_bands(chart, at, left, right, top, bottom)
    if inside and not chart.is_in_doubt:
        parts.append(
            _zone(
                inside,
                at((max(x0, _or(chart.walk_away[0], x0)), max(y0, _or(chart.walk_away[1], y0)))),
                at,
                chart,
            )
        )
    steps = sorted((at(p.values) for p in points), key=lambda q: (q[0], q[1]))
    if not chart.is_in_doubt:
        path = f"M{steps[0][0]:.1f} {steps[0][1]:.1f}" + "".join(
            f"V{y:.1f}H{x:.1f}" for x, y in steps[1:]
        )
        parts.append(
            f'<path d="{path}" fill="none" stroke="{ACCENT}" stroke-width="1.4" opacity=".7"/>'
        )
    # Many bands lie over one another: together they are no darker than one.
    faint = min(0.08, 0.5 / len(points))
    parts += [_mark(point, at, faint) for point in points]
    if chart.focus is not None:
        parts.append(_focus(chart.focus, at))
    parts += _walk_away_lines(chart, at, left, right, top, bottom)
    parts += _plane_labels(chart, points, at, right, top, bottom)
    parts.append(
        _text(
            (left + right) / 2,
            HEIGHT - 12,
            chart.words["axis"].format(party=chart.parties[0]),
            anchor="middle",
        )
    )
    middle = (top + bottom) / 2
    parts.append(
        _text(
            16,
            middle,
            chart.words["axis"].format(party=chart.parties[1]),
            anchor="middle",
            extra=f' transform="rotate(-90 16 {middle:.1f})"',
        )
    )
    return "".join([*parts, "</svg>"])


def _mark(point: Point, at: Projection, faint: float) -> str:
    """A point: filled in the zone, hollow outside it or where that is in doubt; with a faint band where its values are in doubt."""
    x, y = at(point.values)
    fill = ACCENT if point.in_zone else "var(--paper,#fbfaf7)"
    band = _band(
        point,
        at,
        f'fill="{ACCENT}" fill-opacity="{faint:.3f}" stroke="{ACCENT}" stroke-opacity="{min(0.3, 4 * faint):.3f}" stroke-width=".8"',
    )
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{fill}" stroke="{ACCENT}"><title>{escape(point.title)}</title></circle>'
    return band + _linked(point, circle)


def _focus(point: Point, at: Projection) -> str:
    """The mark of the point that is looked at."""
    x, y = at(point.values)
    band = _band(point, at, f'fill="{INK}" fill-opacity=".08" stroke="{INK}" stroke-width="1.5"')
    fill = ACCENT if point.in_zone else "var(--paper,#fbfaf7)"
    cross = f"M{x - 17:.1f} {y:.1f}h7M{x + 10:.1f} {y:.1f}h7M{x:.1f} {y - 17:.1f}v7M{x:.1f} {y + 10:.1f}v7"
    return (
        f'<g data-focus pointer-events="none">{band}<circle cx="{x:.1f}" cy="{y:.1f}" r="10" fill="none" stroke="{ACCENT}" stroke-width="2.5"/>'
        f'<path d="{cross}" stroke="{ACCENT}" stroke-width="2.5"/><circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{fill}" stroke="{ACCENT}" stroke-width="1.5">'
        f"<title>{escape(point.title)}</title></circle></g>"
    )


def _band(point: Point, at: Projection, style: str) -> str:
    if not point.between or all(low == high for low, high in point.between):
        return ""
    (x0, y1), (x1, y0) = (
        at([low for low, _ in point.between]),
        at([high for _, high in point.between]),
    )
    return f'<rect x="{x0:.1f}" y="{y0:.1f}" width="{max(x1 - x0, 1):.1f}" height="{max(y1 - y0, 1):.1f}" pointer-events="none" {style}/>'


def _linked(point: Point, drawn: str) -> str:
    """A mark that leads somewhere, where its point does; not a stop of the tab key: the same points are in the table."""
    return (
        f'<a href="{escape(point.link)}" data-point="{escape(point.name)}" tabindex="-1" aria-hidden="true">{drawn}</a>'
        if point.link
        else drawn
    )


def _or(value: float | None, other: float) -> float:
    return other if value is None else value


def _zone(
    inside: list[Point], corner: tuple[float, float], at: Projection, chart: FrontierChart
) -> str:
    """The area between the walk-away lines and the frontier."""
    steps = sorted((at(p.values) for p in inside), key=lambda q: (q[0], q[1]))
    path = f"M{corner[0]:.1f} {corner[1]:.1f}V{steps[0][1]:.1f}H{steps[0][0]:.1f}"
    for (x, _), (_, y_next) in pairwise(steps):
        path += f"H{x:.1f}V{y_next:.1f}"
    path += f"H{steps[-1][0]:.1f}V{corner[1]:.1f}Z"
    fill = "url(#hatch)" if chart.invented else ACCENT
    opacity = "1" if chart.invented else ".12"
    return f'<path d="{path}" fill="{fill}" fill-opacity="{opacity}"><title>{escape(chart.words["zone"])}</title></path>'


def _walk_away_bands(
    chart: FrontierChart, at: Projection, left: float, right: float, top: float, bottom: float
) -> list[str]:
    """Where a walk-away value may lie, where that is in doubt."""
    parts = []
    for axis, (least, most) in enumerate(zip(chart.walk_away, chart.walk_away_most, strict=False)):
        if least is None or most is None or most <= least:
            continue
        words = escape(
            chart.words["walk_away_between"].format(
                party=chart.parties[axis], low=_number(least), high=_number(most)
            )
        )
        if axis == 0:
            x0, x1 = (min(max(at((value, 0))[0], left), right) for value in (least, most))
            shape = f'x="{x0:.1f}" y="{top}" width="{x1 - x0:.1f}" height="{bottom - top:.1f}"'
        else:
            y1, y0 = (min(max(at((0, value))[1], top), bottom) for value in (least, most))
            shape = f'x="{left}" y="{y0:.1f}" width="{right - left:.1f}" height="{y1 - y0:.1f}"'
        parts.append(
            f'<rect {shape} fill="{QUIET}" fill-opacity=".1"><title>{words}</title></rect>'
        )
    return parts


def _walk_away_lines(
    chart: FrontierChart, at: Projection, left: float, right: float, top: float, bottom: float
) -> list[str]:
    parts = []
    for axis, value in enumerate(chart.walk_away):
        if value is None:
            continue
        words = escape(
            chart.words["walk_away"].format(party=chart.parties[axis], value=_number(value))
        )
        said = chart.words["walk_away_short"].format(
            party=chart.parties[axis], value=_number(value)
        )
        most = chart.walk_away_most[axis] if chart.walk_away_most else None
        if most is not None and most > value:
            said = chart.words["walk_away_short_between"].format(
                party=chart.parties[axis], low=_number(value), high=_number(most)
            )
        # Below both lines nothing is drawn: there the words stand, if there is room.
        if axis == 0:
            x, _ = at((value, 0))
            line = f'x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}"'
            fits = x - left > 6.5 * len(said)
            label = _text(
                x - 4 if fits else x + 4,
                bottom - 6,
                said,
                anchor="end" if fits else "start",
                colour=QUIET,
                extra=HALO,
            )
        else:
            _, y = at((0, value))
            line = f'x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"'
            fits = (
                chart.walk_away[0] is not None
                and at((chart.walk_away[0], 0))[0] - left > 6.5 * len(said)
                and bottom - y > 40
            )
            label = _text(
                left + 4 if fits else right - 4,
                y + 13 if fits else y - 5,
                said,
                anchor="start" if fits else "end",
                colour=QUIET,
                extra=HALO,
            )
        parts.append(
            f'<line {line} stroke="{INK}" stroke-dasharray="5 4"><title>{words}</title></line>{label}'
        )
    return parts


def _plane_labels(
    chart: FrontierChart,
    points: list[Point],
    at: Projection,
    right: float,
    top: float,
    bottom: float,
) -> list[str]:
    parts = []
    named = sorted(
        ((at(p.values), label, p) for p, label in _one_a_line(points)), key=lambda n: n[0][1]
    )
    if chart.draft is not None:
        x, y = at(chart.draft.values)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="none" stroke="{INK}" stroke-width="2">'
            f"<title>{escape(chart.draft.title)}</title></circle>"
        )
        named = sorted([*named, ((x, y), chart.draft.label, chart.draft)], key=lambda n: n[0][1])
    places = _spread([y for (_, y), _, _ in named], top + 8, bottom)
    for ((x, y), label, point), label_y in zip(named, places, strict=True):
        if point is not chart.draft:
            parts.append(
                f'<path d="M{x:.1f} {y - 7:.1f}L{x + 7:.1f} {y:.1f}L{x:.1f} {y + 7:.1f}L{x - 7:.1f} {y:.1f}Z" '
                f'fill="{INK}"><title>{escape(point.title)}</title></path>'
            )
        parts.append(
            f'<path d="M{x + 8:.1f} {y:.1f}L{right + 8:.1f} {label_y:.1f}" stroke="{QUIET}" fill="none" stroke-width=".8"/>'
        )
        parts.append(_text(right + 12, label_y + 4, label))
    return parts


def _axis_name(x: float, name: str, room: float) -> str:
    """A party's name over its axis, shortened where its neighbours leave no room; the whole name is its title."""
    letters = max(3, int(room / 7.5))
    short = (
        name
        if len(name) <= letters
        else name[: letters // 2] + "…" + name[len(name) - (letters - letters // 2 - 1) :]
    )
    return f"<g><title>{escape(name)}</title>{_text(x, 18, short, anchor='middle')}</g>"


def _span(chart: FrontierChart, p: int) -> tuple[float, float]:
    """Find the least and the most value of a party that a chart shows; never both the same."""
    values = [q.values[p] for q in chart.points] + [
        w for w in (chart.walk_away[p],) if w is not None
    ]
    values += [end for q in chart.points if q.between for end in q.between[p]]
    values += [chart.draft.values[p]] if chart.draft else []
    low, high = min(values), max(values)
    return low, high if high - low > abs(high) * 1e-9 else low + max(1.0, abs(high) * 1e-6)


def _parallel(chart: FrontierChart) -> str:
    left, right, top, bottom = 60.0, 545.0, 44.0, HEIGHT - 40.0
    points = thinned(chart.points, 150)
    n = len(chart.parties)
    spans = [_span(chart, p) for p in range(n)]

    def at(p: int, value: float) -> tuple[float, float]:
        low, high = spans[p]
        return left + p * (right - left) / (n - 1), bottom - (value - low) / (high - low) * (
            bottom - top
        )

    def line(point: Point) -> str:
        return "M" + "L".join("{:.1f} {:.1f}".format(*at(p, v)) for p, v in enumerate(point.values))

    parts = _open(chart)
    for point in points:
        if not point.label:
            dash = "" if point.in_zone else ' stroke-dasharray="2 4"'
            drawn = (
                f'<path d="{line(point)}" fill="none" stroke="{QUIET}" stroke-width=".8" opacity=".45"{dash}>'
                f"<title>{escape(point.title)}</title></path>"
            )
            parts.append(_linked(point, drawn))
    if chart.focus is not None:
        bars = "".join(
            f"M{at(p, low)[0]:.1f} {at(p, low)[1]:.1f}V{at(p, high)[1]:.1f}"
            for p, (low, high) in enumerate(chart.focus.between)
            if low < high
        )
        spread = (
            f'<path d="{bars}" stroke="{INK}" stroke-width="9" stroke-opacity=".3"/>'
            if bars
            else ""
        )
        parts.append(
            f'<g data-focus pointer-events="none">{spread}<path d="{line(chart.focus)}" fill="none" stroke="{INK}" stroke-width="3">'
            f"<title>{escape(chart.focus.title)}</title></path></g>"
        )
    for p, name in enumerate(chart.parties):
        x, _ = at(p, spans[p][0])
        parts.append(f'<line x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}" stroke="{INK}"/>')
        parts.append(_axis_name(x, name, (right - left) / (n - 1)))
        for value, y in ((spans[p][1], top - 6), (spans[p][0], bottom + 16)):
            parts.append(_text(x, y, _end(value), anchor="middle", colour=QUIET))
        walk_away = chart.walk_away[p]
        if walk_away is not None:
            _, y = at(p, walk_away)
            words = chart.words["walk_away"].format(party=name, value=_number(walk_away))
            parts.append(
                f'<path d="M{x - 9:.1f} {y:.1f}h18" stroke="{INK}" stroke-width="3"><title>{escape(words)}</title></path>'
            )
    named = _one_a_line(points) + ([(chart.draft, chart.draft.label)] if chart.draft else [])
    dashes = ["", "9 3", "3 3", "12 3 3 3", "1 4"]
    ends = sorted(range(len(named)), key=lambda k: at(n - 1, named[k][0].values[-1])[1])
    places = _spread([at(n - 1, named[k][0].values[-1])[1] for k in ends], top, bottom)
    for k, y in zip(ends, places, strict=True):
        point, label = named[k]
        x_end, y_end = at(n - 1, point.values[-1])
        first = next(i for i, (other, _) in enumerate(named) if other is point)
        parts.append(
            f'<path d="{line(point)}" fill="none" stroke="{ACCENT}" stroke-width="2.4" stroke-dasharray="{dashes[first % 5]}">'
            f"<title>{escape(point.title)}</title></path>"
        )
        parts.append(
            f'<path d="M{x_end:.1f} {y_end:.1f}L{right + 10:.1f} {y:.1f}" stroke="{QUIET}" stroke-width=".8" fill="none"/>'
        )
        parts.append(_text(right + 14, y + 4, label))
    parts.append(
        _text(left - 40, HEIGHT - 4, chart.words["legend"], colour=QUIET, extra=' font-size="11"')
    )
    return "".join([*parts, "</svg>"])
