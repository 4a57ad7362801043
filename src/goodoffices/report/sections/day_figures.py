"""Sections of a daily report: what may be broken, where, by whom, how it goes over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from goodoffices.monitoring.day import DayKnown, Figure, Trend
from goodoffices.monitoring.kinds import Vocabulary
from goodoffices.monitoring.same_event import Candidate
from goodoffices.report.charts.trend_bars import trend_bars
from goodoffices.report.content import Chart, Section, Table
from goodoffices.report.monitoring_in_words import (
    answer_word,
    rule_words,
    span_words,
    status_word,
)
from goodoffices.report.talks_in_words import side_word
from goodoffices.report.wording import Wording


@dataclass(frozen=True, kw_only=True)
class DayContext:
    """What a daily report is written with.

    ``title``: the agreement's name. ``set_aside``: why how many rows were not read; ``n_twice``:
    reports that stand in several files; ``no_sides``: who is named as having acted and is no known
    side, how often; ``not_there``: incidents that were decided on, and are in no report that was
    read. ``earlier``: the same day as it was known before, to say what changed.
    ``map_svg``: a drawing of the places.
    """

    title: str
    zone: ZoneInfo
    vocabulary: Vocabulary
    candidates: Sequence[Candidate] = ()
    set_aside: Sequence[tuple[str, int]] = ()
    n_twice: int = 0
    no_sides: Mapping[str, int] = field(default_factory=dict)
    not_there: Sequence[str] = ()
    earlier: DayKnown | None = None
    map_svg: str = ""


def watched_section(known: DayKnown, context: DayContext, w: Wording) -> Section:
    """Say which obligations incidents were held against, when they hold, and of what they speak."""
    bullets = []
    for one in known.watched:
        line = f"{one.name}: {rule_words(one, w)}. "
        spans = [*one.surely, *one.perhaps]
        said = w.semicolons(span_words(s.begins, s.until, context.zone, w) for s in spans)
        if not spans:
            line += w._("It never held as far as is known.")
        elif one.surely:
            line += w._("It holds: {spans}.").format(spans=said)
        else:
            line += w._("It may hold: {spans}.").format(spans=said)
        if one.are_acts_read and one.acts:
            line += " " + w._("Which acts are meant is read from its words.")
        bullets.append(line)
    heading = w._("What were they held against?")
    return Section(id="watched", heading=heading, bullets=tuple(bullets), is_detail=True)


def _refs(ids: Iterable[str], numbers: dict[str, int], w: Wording) -> str:
    return w.commas(w.number(numbers[one]) for one in ids)


def obligations_section(known: DayKnown, numbers: dict[str, int], w: Wording) -> Section:
    """Count incidents by obligation, sums of a day or a night in a table of their own."""
    figures = [one for one in known.figures if one.about == "obligation"]
    tables = []
    for is_total, caption in (
        (False, w._("Single incidents by obligation")),
        (
            True,
            w._("Sums of a day or a night by obligation; they may count single incidents again"),
        ),
    ):
        rows = tuple(
            (
                one.name,
                answer_word(one.answer, w) if one.answer else "",
                status_word(one.status, w),
                w.number(one.value),
                _refs(one.incidents, numbers, w),
            )
            for one in figures
            if one.is_total is is_total
        )
        if rows:
            tables.append(
                Table(
                    caption=caption,
                    columns=(
                        w._("Obligation"),
                        w._("what it is"),
                        w._("status"),
                        w._("number"),
                        w._("incidents"),
                    ),
                    rows=rows,
                    numeric=frozenset({3}),
                )
            )
    none = w._("No report of this day is about anything that the agreement forbids or asks for.")
    return Section(
        id="obligations",
        heading=w._("What may be broken?"),
        paragraphs=() if tables else (none,),
        tables=tuple(tables),
    )


def places_section(
    known: DayKnown, numbers: dict[str, int], context: DayContext, w: Wording
) -> Section:
    """Count incidents by place, side and source, with a drawing of the places."""
    tables = []
    for about, caption, column in (
        ("place", w._("By place"), w._("Place")),
        ("actor", w._("By the side that is said to have acted"), w._("Side")),
        ("source", w._("By source"), w._("Source")),
    ):
        rows = tuple(
            (
                _figure_name(one, w),
                w._("sum") if one.is_total else w._("single"),
                status_word(one.status, w),
                w.number(one.value),
                _refs(one.incidents, numbers, w),
            )
            for one in known.figures
            if one.about == about
        )
        if rows:
            columns = (column, w._("kind"), w._("status"), w._("number"), w._("incidents"))
            tables.append(
                Table(caption=caption, columns=columns, rows=rows, numeric=frozenset({3}))
            )
    charts = [_map(known, numbers, context, w)] if context.map_svg else []
    return Section(
        id="where",
        heading=w._("Where, by whom, on whose word?"),
        paragraphs=() if tables else (w._("Nothing to count."),),
        charts=tuple(charts),
        tables=tuple(tables),
    )


def _map(known: DayKnown, numbers: dict[str, int], context: DayContext, w: Wording) -> Chart:
    rows = tuple(
        (
            w.number(numbers[one.incident.id]),
            one.incident.place,
            f"{one.incident.spot.latitude:.4f}",
            f"{one.incident.spot.longitude:.4f}",
            w.number(round(one.incident.spot.within)),
        )
        for one in known.incidents
        if one.incident.spot is not None
    )
    columns = (
        w._("incident"),
        w._("Place"),
        w._("latitude"),
        w._("longitude"),
        w._("known to metres"),
    )
    table = Table(
        caption=w._("Places of the incidents"),
        columns=columns,
        rows=rows,
        numeric=frozenset({2, 3, 4}),
    )
    return Chart(
        title=w._("Where the incidents of the day are said to have happened"),
        svg=context.map_svg,
        summary=w._("A circle shows how far a place may be off."),
        table=table,
    )


def _figure_name(one: Figure, w: Wording) -> str:
    if one.name == "unknown":
        return w._("not known")
    return side_word(one.name, w) if one.about == "actor" else one.name


def trend_section(known: DayKnown, w: Wording) -> Section:
    """Say how many there were lately and before, and on which days reporting itself changed."""
    trend = known.trend
    if not trend.days or trend.lately is None:
        return Section(
            id="trend",
            heading=w._("How does it go over time?"),
            paragraphs=(w._("No obligation holds on this day yet."),),
        )
    sentences = [
        w._(
            "In the last {n} days {rate} single incidents a day may break something "
            "({low} to {high})."
        ).format(n=w.number(min(7, len(trend.days))), **_rate(trend.lately))
    ]
    if trend.before is not None:
        sentences.append(
            w._("Before that, since it took effect: {rate} a day ({low} to {high}).").format(
                **_rate(trend.before)
            )
        )
    sentences.append(
        w._(
            "In brackets: what chance alone leaves open, 95 times of 100, if days are alike and "
            "incidents do not hang together. Reports are counted, not what happened."
        )
    )
    bullets = []
    for day, came, went in trend.changed[-5:]:
        parts = []
        if came:
            parts.append(w._("new: {names}").format(names=w.commas(came)))
        if went:
            parts.append(w._("silent for a week: {names}").format(names=w.commas(went)))
        bullets.append(
            w._("{day}: reporting itself changed ({what}).").format(
                day=w.date(day), what=w.semicolons(parts)
            )
        )
    return Section(
        id="trend",
        heading=w._("How does it go over time?"),
        paragraphs=tuple(sentences),
        bullets=tuple(bullets),
        charts=(_bars(trend, w),),
    )


def _bars(trend: Trend, w: Wording) -> Chart:
    title = w._("Single incidents that may break something, day by day")
    days = [(one.day, one.alleged) for one in trend.days]
    marked = {day for day, _, _ in trend.changed}
    word = w._("reporting changed")
    rows = tuple(
        (one.day.isoformat(), w.number(one.alleged), word if one.day in marked else "")
        for one in trend.days
    )
    table = Table(
        caption=title,
        columns=(w._("Day"), w._("number"), w._("remark")),
        rows=rows,
        numeric=frozenset({1}),
    )
    summary = w._("A triangle marks a day on which other sources spoke than before.")
    svg = trend_bars(title, days, marked, word)
    return Chart(title=title, svg=svg, summary=summary, table=table)


def _rate(rate: tuple[float, float, float]) -> dict[str, str]:
    return dict(zip(("rate", "low", "high"), (f"{x:.1f}" for x in rate), strict=True))
