"""What each red line, linkage and limit costs each party."""

from __future__ import annotations

from goodoffices.analysis import Costs, DemandCost
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Section, Table
from goodoffices.report.wording import capital


def costs_section(spoken: SpokenAnalysis, costs: Costs) -> Section:
    """Say how much more each party could get at most if one demand alone were given up.

    There is one row for each demand.
    """
    w = spoken.words
    heading = w._("What does each red line and linkage cost?")
    if not costs.of_demands:
        return Section(
            id="costs",
            heading=heading,
            paragraphs=(w._("The case has no red lines, linkages or limits."),),
        )
    first = w._(
        "Each line gives up one demand and leaves all others as they are, "
        "bounds of law and walk-away values among them."
    )
    if costs.now is None:
        second = w._(
            "There is no zone now; what is shown is the most that each party could get in the zone "
            "that giving up the demand opens."
        )
    else:
        second = w._(
            "Shown is the most that each party could then get in the zone, "
            "and in brackets how much more that is than now."
        )
    rows = [
        (capital(w.demand(spoken.problem.demands[c.demand])), *_cells(spoken, costs, c))
        for c in costs.of_demands
    ]
    columns = (w._("Without"), *spoken.parties, w._("newly efficient"))
    note = w._(
        "A demand costs a party nothing here if its best stays the same; "
        "it may still take packages in the middle from it."
    )
    table = Table(
        caption=w._("What each party could get at most"),
        columns=columns,
        rows=tuple(rows),
        numeric=frozenset(range(1, len(columns))),
        note=note,
        mark=spoken.mark,
        mark_heading=w._("basis"),
    )
    return Section(id="costs", heading=heading, paragraphs=(first, second), tables=(table,))


def _cells(spoken: SpokenAnalysis, costs: Costs, cost: DemandCost) -> tuple[str, ...]:
    w, n = spoken.words, len(spoken.parties)
    if not cost.decided:
        return (w._("not found out"),) * (n + 1)
    if cost.best is None:
        return (*((w._("no zone"),) * n), w.number(cost.new))
    cells = []
    for p, best in enumerate(cost.best):
        value = w.points(spoken.problem.as_utility(best.total, p))
        if costs.now is not None:
            more = spoken.problem.as_utility(best.total - costs.now[p].total, p)
            value = w._("{value} ({more})").format(
                value=value, more=w.points(more, sign=True) if more else w._("no more")
            )
        cells.append(value)
    return (*cells, w.number(cost.new))
