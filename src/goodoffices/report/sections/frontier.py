"""Which agreements are efficient: the sentence, the drawing, the table."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from goodoffices.analysis import WholeDraft
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.charts.drawing import draw
from goodoffices.report.charts.frontier_chart import FrontierChart, Point
from goodoffices.report.content import Chart, Section, Table
from goodoffices.report.wording import Wording

#: Above this many efficient packages a table holds a selection.
LISTED_WHOLE = 200
#: Rows of the selection between the ends.
SPREAD = 50


def efficient_section(spoken: SpokenAnalysis) -> Section:
    """Say how many packages are efficient, draw them and list them."""
    w, n = spoken.words, len(spoken.result.frontier)
    if len(spoken.parties) == 1:
        value = w.points(spoken.result.utility(0, 0))
        best = w._("The most that {party} can get under the rules of the case is {value}.").format(
            party=spoken.parties[0], value=value
        )
        return Section(id="frontier", heading=w._("Which package is best?"), paragraphs=(best,))
    inside = int(spoken.result.zone.on_frontier.sum())
    if spoken.result.in_part is not None:
        return Section(
            id="frontier",
            heading=w._("Which agreements are efficient?"),
            paragraphs=_in_part_sentences(spoken, n),
            charts=(_chart(spoken),),
        )
    sentence = w.n_(
        "{n} combination of what the parties get is efficient: "
        "nothing better for one without loss for another.",
        "{n} combinations of what the parties get are efficient: "
        "nothing better for one without loss for another.",
        n,
    ).format(n=w.number(n))
    if spoken.result.zone.exists:
        sentence += " " + w.n_(
            "{n} of them lies in the zone.", "{n} of them lie in the zone.", inside
        ).format(n=w.number(inside))
    if spoken.problem.epsilon:
        within = w._(
            "Whatever else the continuous issues allow, one of these gives every party at least as "
            "much, less {epsilon}: this is proven."
        )
        sentence += " " + within.format(epsilon=w.points(spoken.problem.epsilon))
    else:
        sentence += " " + w._("There are no others.")
    return Section(
        id="frontier",
        heading=w._("Which agreements are efficient?"),
        paragraphs=(sentence,),
        charts=(_chart(spoken),),
    )


def _in_part_sentences(spoken: SpokenAnalysis, n: int) -> tuple[str, ...]:
    """Say what is shown where the frontier is too large, and how much is missing."""
    w, part = spoken.words, spoken.result.in_part
    assert part is not None
    shown = w.n_(
        "Not all efficient packages were listed. Shown are {n} good ones; "
        "none of them is better than another for one party without loss for another.",
        "Not all efficient packages were listed. Shown are {n} good ones; "
        "none of them is better than another for one party without loss for another.",
        n,
    ).format(n=w.number(n))
    if part.epsilon is None:
        missing = w._("How much lies beyond them was not found out in the time allowed.")
    else:
        missing = w._(
            "Whatever package in the zone one takes, one of these gives every party at least as "
            "much, less {epsilon} (computed in floating point)."
        ).format(epsilon=w.points(Fraction(part.epsilon)))
    return shown, missing, w._("Why not all: {why}").format(why=part.why)


def _rows_shown(spoken: SpokenAnalysis) -> list[int]:
    n = len(spoken.result.frontier)
    if n <= LISTED_WHOLE:
        return list(range(n))
    spread = {round(i * (n - 1) / (SPREAD + 1)) for i in range(SPREAD + 2)}
    return sorted(spread | set(spoken.names_of_row))


def _frontier_table(spoken: SpokenAnalysis) -> Table:
    w = spoken.words
    names, rows = spoken.names_of_row, _rows_shown(spoken)
    body = tuple(
        (
            str(row + 1),
            *(w.points(spoken.result.utility(row, p)) for p in range(len(spoken.parties))),
            w._("yes") if spoken.result.zone.on_frontier[row] else w._("no"),
            names.get(row, ""),
        )
        for row in rows
    )
    n = len(spoken.result.frontier)
    note = (
        ""
        if len(rows) == n
        else w._(
            "Shown are {shown} of {n}: the named solutions, both ends, "
            "and {spread} spread evenly between them. "
            "The rest is in the JSON output (--json --all-points)."
        ).format(shown=w.number(len(rows)), n=w.number(n), spread=w.number(SPREAD))
    )
    emphasised = frozenset(i for i, row in enumerate(rows) if row in names)
    columns = (w._("No."), *spoken.parties, w._("in the zone"), w._("solution"))
    caption = w._("Efficient packages by what each party gets")
    if spoken.result.in_part is not None:
        caption = w._("Good packages by what each party gets")
    return Table(
        caption=caption,
        columns=columns,
        rows=body,
        numeric=frozenset(range(len(spoken.parties) + 1)),
        emphasised=emphasised,
        note=note,
        mark=spoken.mark,
        mark_heading=w._("basis"),
    )


def _chart(spoken: SpokenAnalysis) -> Chart:
    w, result = spoken.words, spoken.result
    names = spoken.solutions_of_row
    n = len(result.frontier)
    step = max(1, n // 1000)
    ends = {
        int(e)
        for p in range(len(spoken.parties))
        for e in (
            result.frontier.utilities[:, p].argmin(),
            result.frontier.utilities[:, p].argmax(),
        )
    }
    rows = sorted({*range(0, n, step), n - 1, *ends, *names})
    points = tuple(_point(spoken, row, names.get(row, ())) for row in rows)
    draft = next(
        (
            _draft_point(spoken, name, d)
            for name, d in result.drafts.items()
            if isinstance(d, WholeDraft)
        ),
        None,
    )
    floors = tuple(
        None if f is None else float(spoken.problem.as_utility(f, p))
        for p, f in enumerate(spoken.problem.walk_away)
    )
    title = _chart_title(spoken)
    summary = _chart_summary(spoken)
    svg = draw(
        FrontierChart(
            title=title,
            description=summary,
            parties=tuple(spoken.parties),
            points=points,
            walk_away=floors,
            draft=draft,
            invented=spoken.invented,
            words=chart_words(w),
        )
    )
    return Chart(
        title=title, svg=svg, summary=summary, table=_frontier_table(spoken), mark=spoken.mark
    )


def chart_words(w: Wording) -> dict[str, str]:
    """Give the words on a drawing of a frontier."""
    return {
        "axis": w._("what {party} gets"),
        "zone": w._("the zone of possible agreement"),
        "walk_away": w._("{party}'s walk-away value: {value}"),
        "legend": w._(
            "Grey: other efficient packages, dotted outside the zone. Bars: walk-away values. "
            "Each axis has a scale of its own."
        ),
        "walk_away_short": w._("{party} walks away below {value}"),
        "walk_away_between": w._("{party}'s walk-away value: {low} to {high}"),
        "walk_away_short_between": w._("{party} walks away below {low} to {high}"),
    }


def _point(spoken: SpokenAnalysis, row: int, labels: tuple[str, ...]) -> Point:
    w = spoken.words
    label = w.commas(labels)
    values = [spoken.result.utility(row, p) for p in range(len(spoken.parties))]
    words = w.commas(
        f"{name} {w.points(v)}" for name, v in zip(spoken.parties, values, strict=True)
    )
    title = f"{label}: {words}" if label else words
    return Point(
        values=tuple(float(v) for v in values),
        title=title,
        in_zone=bool(spoken.result.zone.on_frontier[row]),
        label=label,
        labels=labels,
    )


def _draft_point(spoken: SpokenAnalysis, name: str, draft: WholeDraft) -> Point:
    values = tuple(float(spoken.problem.as_utility(u, p)) for p, u in enumerate(draft.utilities))
    label = spoken.words._("draft “{name}”").format(name=name)
    return Point(values=values, title=label, in_zone=not draft.broken, label=label)


def _chart_title(spoken: SpokenAnalysis) -> str:
    w = spoken.words
    if not spoken.result.zone.exists:
        return w._("No efficient package reaches every walk-away value")
    inside, n = int(spoken.result.zone.on_frontier.sum()), len(spoken.result.frontier)
    if spoken.result.in_part is not None:
        return w._("{n} of many efficient packages, {inside} of them in the zone").format(
            inside=w.number(inside), n=w.number(n)
        )
    return w._("{inside} of {n} efficient packages lie in the zone").format(
        inside=w.number(inside), n=w.number(n)
    )


def _chart_summary(spoken: SpokenAnalysis) -> str:
    w, frontier = spoken.words, spoken.result.frontier
    ranges = []
    # What nobody would sign is no part of what a party could get.
    inside = spoken.result.zone.on_frontier
    if not inside.any():
        inside = np.ones(len(frontier), bool)
    for p, name in enumerate(spoken.parties):
        column = frontier.utilities[inside, p]
        low, high = (spoken.problem.as_utility(int(x), p) for x in (column.min(), column.max()))
        ranges.append(
            w._("{party} gets between {low} and {high}").format(
                party=name, low=w.points(low), high=w.points(high)
            )
        )
    in_part = spoken.result.in_part is not None
    if not spoken.result.zone.on_frontier.any():
        first = (
            w._("Among the packages shown {ranges}.")
            if in_part
            else w._("Among the efficient packages {ranges}.")
        )
        none = w._("None of them reaches all walk-away values.")
        return first.format(ranges=w.list_of(ranges)) + " " + none
    first = (
        w._("Among the packages shown that lie in the zone {ranges}.")
        if in_part
        else w._("Among the efficient packages of the zone {ranges}.")
    )
    first = first.format(ranges=w.list_of(ranges))
    if spoken.result.fairness is None:
        return first
    row = spoken.result.fairness.solutions["nash"].row
    at = w.list_of(
        f"{name} {w.points(spoken.result.utility(row, p))}" for p, name in enumerate(spoken.parties)
    )
    return first + " " + w._("The Nash package gives {values}.").format(values=at)
