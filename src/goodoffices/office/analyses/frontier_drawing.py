"""The efficient packages drawn, and what they come to in one clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from goodoffices.analysis import Standing
from goodoffices.case import Case
from goodoffices.office.analyses.stored_result import EfficientPackage, StoredResult
from goodoffices.office.computing.worth import between
from goodoffices.office.languages import wording_for_reader
from goodoffices.report.charts.drawing import draw
from goodoffices.report.charts.frontier_chart import FrontierChart, Point
from goodoffices.report.charts.thumbnail import thumbnail
from goodoffices.report.sections.frontier import chart_words
from goodoffices.report.wording import Wording


def frontier_chart(
    case: Case,
    result: StoredResult,
    focus: EfficientPackage | None,
    link: str,
    draft: tuple[str, Sequence[tuple[Fraction, Fraction]]] | None,
    *,
    is_near: bool = False,
) -> str:
    """Draw the efficient packages as SVG, the one that is looked at marked, if any.

    ``link`` leads to a point by its number (empty: nowhere). ``draft``: its name, and the least and
    the most that it gives. ``is_near``: those alone that all could sign, or perhaps could.
    """
    chart = _chart_of(case, result, focus, link, draft)
    if is_near:
        near = {str(p.number) for p in result.points if p.may_be_signed}
        chart = replace(chart, points=tuple(p for p in chart.points if p.name in near))
    return draw(chart)


def small_frontier(case: Case, result: StoredResult) -> str:
    """Draw the efficient packages of two parties small, as SVG; empty for more, or none."""
    if len(case.party_ids) != 2 or not result.fits(case):
        return ""
    # Nobody reads what a point is called there: it is written for the large drawing alone.
    points = [
        Point(
            values=tuple(map(float, p.worth)),
            title="",
            in_zone=p.in_zone,
            label=" ".join(p.solutions),
            labels=tuple(p.solutions),
        )
        for p in result.points
    ]
    floors = [None if f is None else float(f[0]) for f in _floors_drawn(result)]
    return thumbnail(points, floors, is_in_doubt=result.is_in_doubt)


def _chart_of(
    case: Case,
    result: StoredResult,
    focus: EfficientPackage | None,
    link: str,
    draft: tuple[str, Sequence[tuple[Fraction, Fraction]]] | None,
) -> FrontierChart:
    """Say what a chart of a result shows."""
    w = wording_for_reader(case)
    parties = tuple(w.party(p) for p in case.party_ids)

    def drawn(point: EfficientPackage) -> Point:
        words = w.commas(
            f"{name} {between(w, ends)}" for name, ends in zip(parties, point.between, strict=True)
        )
        labels = tuple(w.solution(s) for s in point.solutions)
        label = w.commas(labels)
        title = f"{label}: {words}" if label else words
        spread = _spread_of(point.between)
        return Point(
            values=tuple(map(float, point.worth)),
            title=title,
            in_zone=point.in_zone,
            label=label,
            labels=labels,
            link=f"{link}{point.number}" if link else "",
            name=str(point.number),
            between=spread,
        )

    floors = _floors_drawn(result)
    on_table = None
    if draft is not None:
        name = w._("draft “{name}”").format(name=draft[0])
        middle = tuple(float(low + high) / 2 for low, high in draft[1])
        on_table = Point(
            values=middle, title=name, in_zone=True, label=name, between=_spread_of(draft[1])
        )
    said = lead_of(result, w)
    return FrontierChart(
        title=said,
        description=said,
        parties=parties,
        points=tuple(map(drawn, result.points)),
        walk_away=tuple(None if f is None else float(f[0]) for f in floors),
        draft=on_table,
        invented=bool(result.usual.mark),
        words=chart_words(w),
        focus=None if focus is None else drawn(focus),
        walk_away_most=tuple(None if f is None else float(f[1]) for f in floors),
        is_in_doubt=result.is_in_doubt,
    )


def _floors_drawn(result: StoredResult) -> list[tuple[Fraction, Fraction] | None]:
    """List the walk-away values to draw: what may be anything is drawn nowhere."""
    return [None if f is None or (f[0] == 0 and f[1] == 100) else f for f in result.floors_between]


def _spread_of(ends: Sequence[tuple[Fraction, Fraction]]) -> tuple[tuple[float, float], ...]:
    """Find the bounds of a point to draw; none where its values are certain."""
    return (
        ()
        if all(low == high for low, high in ends)
        else tuple((float(low), float(high)) for low, high in ends)
    )


def lead_of(result: StoredResult, w: Wording) -> str:
    """Say in one clause what the packages of a result come to."""
    n = len(result.points)
    if not result.is_in_doubt:
        inside = sum(p.in_zone for p in result.points)
        return w._("{inside} of {n} efficient packages lie in the zone").format(inside=inside, n=n)
    sure = sum(p.standing is Standing.EFFICIENT for p in result.points)
    signed, may = sum(p.in_zone for p in result.points), sum(p.may_be_signed for p in result.points)
    first = w.n_(
        "{n} package is or may be efficient, {sure} whatever the truth",
        "{n} packages are or may be efficient, {sure} of them whatever the truth",
        n,
    ).format(n=n, sure=sure or w._("none"))
    if signed and may > signed:
        rest = w._("all could surely sign {signed}, and perhaps {more} more").format(
            signed=signed, more=may - signed
        )
    elif signed or may:
        rest = (
            w._("all could surely sign {n}") if signed else w._("all could perhaps sign {n}")
        ).format(n=signed or may)
    else:
        rest = w._("each is refused by somebody")
    return f"{first}; {rest}"
