"""Indicators over time: each flow drawn by week, with the days of the agreement marked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from goodoffices.monitoring.indicators import DateOfAgreement, Flow, mean_by_day, weeks_of
from goodoffices.report.charts.trend_bars import trend_bars
from goodoffices.report.content import Chart, Report, Section, Table
from goodoffices.report.wording import Wording

#: Days before and after a day of the agreement that are compared.
AROUND = 28


def indicator_report(
    title: str,
    flows: Sequence[tuple[str, Flow]],
    dates: Sequence[DateOfAgreement],
    set_aside: int,
    w: Wording,
) -> Report:
    """Write what flows did around the days of an agreement; ``flows``: with their sources."""
    sections = [_flow_section(source, flow, dates, w) for source, flow in flows]
    rows = tuple((d.day.isoformat(), kind_word(d.kind, w), d.text, d.words) for d in dates)
    days = Table(
        caption=w._("Days of the agreement"),
        columns=(w._("Day"), w._("what happened"), w._("text"), w._("words")),
        rows=rows,
    )
    sections.append(Section(id="dates", heading=w._("Which days are marked?"), tables=(days,)))
    lead = w._("What flows did before and after the days of the agreement. This proves no cause.")
    footer = w.n_("{n} row was set aside.", "{n} rows were set aside.", set_aside).format(
        n=w.number(set_aside)
    )
    return Report(
        title=w._("{agreement}: indicators").format(agreement=title),
        language=w.language,
        lead=lead,
        rests_on=tuple(dict.fromkeys(source for source, _ in flows)),
        sections=tuple(sections),
        footer=(footer,),
        direction=w.direction,
    )


def kind_word(kind: str, w: Wording) -> str:
    """Say what happened to an agreement on a day."""
    return {
        "start": w._("a text takes effect"),
        "end": w._("a text is over"),
        "happened": w._("event"),
        "renewed": w._("renewed"),
        "objected": w._("objected to"),
        "suspended": w._("suspended"),
        "resumed": w._("taken up again"),
        "withdrawn": w._("left"),
        "terminated": w._("terminated"),
    }[kind]


def _flow_section(source: str, flow: Flow, dates: Sequence[DateOfAgreement], w: Wording) -> Section:
    weeks = weeks_of(flow)
    marked = {
        week.monday
        for week in weeks
        for d in dates
        if week.monday <= d.day < week.monday + datetime.timedelta(days=7)
    }
    title = w._("{name}, by week").format(name=flow.name)
    word = w._("a day of the agreement")
    rows = tuple(
        (
            week.monday.isoformat(),
            w.number(round(week.total)) if week.known_days else w._("not known"),
            w.number(week.known_days),
            word if week.monday in marked else "",
        )
        for week in weeks
    )
    table = Table(
        caption=title,
        columns=(w._("week from"), flow.unit, w._("days known"), w._("remark")),
        rows=rows,
        numeric=frozenset({1, 2}),
    )
    chart = Chart(
        title=title,
        svg=trend_bars(title, [(x.monday, round(x.total)) for x in weeks], marked, word),
        summary=w._("A triangle marks a week with a day of the agreement."),
        table=table,
    )
    bullets = _before_and_after(flow, dates, w)
    unknown = sum(7 - x.known_days for x in weeks[1:-1])
    closing = []
    if unknown:
        closing.append(
            w._("Of {n} days between the first and the last nothing is known.").format(
                n=w.number(unknown)
            )
        )
    return Section(
        id=f"flow-{flow.id}",
        heading=flow.name,
        paragraphs=(w._("Source: {source}.").format(source=source),),
        bullets=tuple(dict.fromkeys(bullets)),
        charts=(chart,),
        closing=tuple(closing),
    )


def _before_and_after(flow: Flow, dates: Sequence[DateOfAgreement], w: Wording) -> list[str]:
    """Say what a flow was in the weeks before and after each day of the agreement."""
    bullets = []
    for d in dates:
        before = mean_by_day(flow, d.day - datetime.timedelta(days=AROUND), d.day - _ONE)
        after = mean_by_day(flow, d.day, d.day + datetime.timedelta(days=AROUND - 1))
        if before is None and after is None:
            continue
        text = w._("{day} ({what}): {before} {unit} a day in the four weeks before, {after} after.")
        bullets.append(
            text.format(
                day=w.date(d.day),
                what=kind_word(d.kind, w),
                before=w._("not known") if before is None else w.points(before),
                after=w._("not known") if after is None else w.points(after),
                unit=flow.unit,
            )
        )
    return bullets


_ONE = datetime.timedelta(days=1)
