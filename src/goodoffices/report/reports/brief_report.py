"""The report on one page, which says nothing that the whole report does not say.

It gives the answer, what it rests on, what is fair, how good the drafts are, and what trades or
what would open an agreement.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from goodoffices.analysis import SOLUTIONS, Analysis
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Report, Section
from goodoffices.report.sections import basis, drafts, fairness, trades, why_not
from goodoffices.report.wording import Wording

#: Lines of log-rolls and of ways to open an agreement.
TRADES, WAYS = 2, 4


def brief_report(
    result: Analysis,
    *,
    today: datetime.date,
    language: str | None = None,
    notes: tuple[str, ...] = (),
) -> Report:
    """Write the one-page summary of an analysis, for the team."""
    w = Wording(result.problem.case, language)
    spoken = SpokenAnalysis(result=result, words=w, today=today, for_party=None, notes=notes)
    footer = (
        w._(
            "This is a summary. What was compared, and all packages, "
            "are in the whole report (without --brief)."
        ),
        w._("The numbers are models of what parties want. The software lays out; people decide."),
        w._("Ages are counted from {today}.").format(today=w.date(today)),
    )
    title = w._("{case}: in brief").format(case=w.case_name())
    lead = basis.lead_sentence(spoken)
    return Report(
        title=title,
        language=w.language,
        lead=lead,
        rests_on=basis.basis_lines(spoken),
        sections=tuple(_sections(spoken)),
        footer=footer,
        mark=spoken.mark,
        direction=w.direction,
    )


def _sections(spoken: SpokenAnalysis) -> Iterator[Section]:
    possible = basis.possible_section(spoken)
    yield replace(possible, paragraphs=possible.paragraphs[:1])
    if spoken.result.fairness is not None and len(spoken.parties) > 1:
        yield _fair(spoken)
    for name in spoken.result.drafts:
        draft = drafts.draft_section(spoken, name)
        yield Section(id=draft.id, heading=draft.heading, paragraphs=draft.paragraphs)
    if spoken.result.deadlock is not None:
        blocks = why_not.blocks_section(spoken)
        yield Section(id=blocks.id, heading=blocks.heading, paragraphs=blocks.paragraphs[:1])
        if (opens := _opens(spoken)) is not None:
            yield opens
    elif len(spoken.parties) > 1:
        rolls = trades.trades_section(spoken)
        yield Section(
            id=rolls.id,
            heading=rolls.heading,
            paragraphs=rolls.paragraphs[:1],
            bullets=rolls.bullets[:TRADES],
        )


def _fair(spoken: SpokenAnalysis) -> Section:
    whole = fairness.fairness_section(spoken)
    (table,) = whole.tables
    bullets = []
    for row, names in spoken.names_of_row.items():
        text = spoken.words._("{names} package: {package}.")
        bullets.append(
            text.format(names=names, package=spoken.words.package_words(spoken.result.package(row)))
        )
    short = replace(table, rows=table.rows[: len(SOLUTIONS)], note="")
    return Section(
        id=whole.id,
        heading=whole.heading,
        paragraphs=whole.paragraphs,
        bullets=tuple(bullets[:1]),
        tables=(short,),
    )


def _opens(spoken: SpokenAnalysis) -> Section | None:
    opens = why_not.opens_section(spoken, with_packages=False)
    return (
        None
        if opens is None
        else Section(
            id=opens.id,
            heading=opens.heading,
            paragraphs=opens.paragraphs,
            bullets=opens.bullets[:WAYS],
            closing=opens.closing[:1],
        )
    )
