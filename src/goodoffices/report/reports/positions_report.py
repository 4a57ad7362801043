"""What parties have said in public, in words, each with its source.

There are no numbers, so there is no analysis.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from goodoffices.case import Case
from goodoffices.preferences import Position, Preferences
from goodoffices.report.content import Report, Section, Table, section_id
from goodoffices.report.wording import Wording

#: What stands in a table where there is nothing to say.
NOTHING = "–"


def positions_report(
    case: Case,
    preferences: Sequence[Preferences],
    *,
    today: datetime.date,
    language: str | None = None,
) -> Report:
    """List public positions issue by issue, and the sources they come from."""
    w = Wording(case, language)
    shown = [one for one in preferences if one.positions]
    sections = [
        Section(
            id=section_id("party", one.party),
            heading=w.party(one.party),
            paragraphs=(w.basis(one.basis, today) + ".",),
            tables=(_positions(one, w), _sources(one, w)),
        )
        for one in shown
    ]
    sections.append(_side_by_side(case, shown, w))
    lead = w._("This is what the parties have said in public, in words. No analysis rests on it.")
    parts = w.semicolons(
        f"{w.party(one.party)}: {w.basis_word(one.basis.kind)}" for one in preferences
    )
    rests_on = (w._("This rests on: {parts}.").format(parts=parts),)
    return Report(
        title=w.case_name(),
        language=w.language,
        lead=lead,
        rests_on=rests_on,
        sections=tuple(sections),
        footer=(w._("Ages are counted from {today}.").format(today=w.date(today)),),
        direction=w.direction,
    )


def _positions(one: Preferences, w: Wording) -> Table:
    rows = []
    for position in one.positions:
        rows.append(
            (
                w.issue(position.issue),
                w.text(position.says),
                _options(position, w) or NOTHING,
                position.source,
            )
        )
    return Table(
        caption=w._("What {party} said").format(party=w.party(one.party)),
        columns=(w._("Issue"), w._("Words"), w._("Options named"), w._("Source")),
        rows=tuple(rows),
    )


def _options(position: Position, w: Wording) -> str:
    """Say which options a position names; empty where it names none."""
    parts = []
    if position.wants:
        parts.append(
            w._("wants: {options}").format(
                options=w.list_of(w.option(position.issue, o) for o in position.wants)
            )
        )
    if position.refuses:
        parts.append(
            w._("refuses: {options}").format(
                options=w.list_of(w.option(position.issue, o) for o in position.refuses)
            )
        )
    if position.order:
        groups = (
            w.choice_of(w.option(position.issue, o) for o in group) for group in position.order
        )
        parts.append(w._("prefers: {order}").format(order=" > ".join(groups)))
    return w.semicolons(parts)


def _sources(one: Preferences, w: Wording) -> Table:
    rows = tuple((s.id, s.title, s.publisher, w.date(s.date), s.url) for s in one.sources)
    return Table(
        caption=w._("Sources"),
        columns=(w._("Source"), w._("Title"), w._("Publisher"), w._("Date"), w._("Address")),
        rows=rows,
    )


def _side_by_side(case: Case, shown: Sequence[Preferences], w: Wording) -> Section:
    rows = []
    for issue in case.issues:
        cells = []
        for one in shown:
            named = [_options(p, w) for p in one.positions if p.issue == issue.id]
            cells.append(w.semicolons(filter(None, named)) or w._("nothing with a source"))
        rows.append((w.issue(issue.id), *cells))
    table = Table(
        caption=w._("Positions side by side"),
        columns=(w._("Issue"), *(w.party(one.party) for one in shown)),
        rows=tuple(rows),
    )
    return Section(
        id="side-by-side", heading=w._("Where do public positions stand?"), tables=(table,)
    )
