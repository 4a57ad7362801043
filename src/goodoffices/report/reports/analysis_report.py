"""The report on one analysis: what a mediator would say aloud, then the tables and the drawing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from goodoffices.analysis import Analysis
from goodoffices.analysis.engine.method import Chosen
from goodoffices.analysis.sensitivity import Sensitivity
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Report
from goodoffices.report.sections import (
    basis,
    costs,
    draft_study,
    drafts,
    fairness,
    frontier,
    method,
    trades,
    why_not,
)
from goodoffices.report.sections.sensitivity import sensitivity_section
from goodoffices.report.wording import Wording


def analysis_report(
    result: Analysis,
    *,
    today: datetime.date,
    language: str | None = None,
    for_party: str | None = None,
    notes: tuple[str, ...] = (),
    methods: Sequence[Chosen] | None = None,
    sensitivity: Sensitivity | None = None,
) -> Report:
    """Write everything that one analysis says, in words, tables and a chart.

    ``today`` is the day from which ages are counted. ``for_party`` says that this is one party's
    own view. ``notes`` are put under what the report rests on. ``methods``: how it was found.
    ``sensitivity``: how far it hangs on the weights. Both are there where that is asked for.
    """
    w = Wording(result.problem.case, language)
    spoken = SpokenAnalysis(result=result, words=w, today=today, for_party=for_party, notes=notes)
    sections = [basis.basis_section(spoken), basis.possible_section(spoken)]
    if len(result.frontier):
        sections.append(frontier.efficient_section(spoken))
    if result.fairness is not None:
        if len(spoken.parties) > 1:
            sections.append(fairness.fairness_section(spoken))
        sections += [fairness.packages_section(spoken), fairness.points_section(spoken)]
    for name in result.drafts:
        sections += [drafts.draft_section(spoken, name), *draft_study.study_sections(spoken, name)]
    if for_party is None:
        sections.append(trades.trades_section(spoken))
    sections.append(why_not.blocks_section(spoken))
    if for_party is None and (opens := why_not.opens_section(spoken)) is not None:
        sections.append(opens)
    if for_party is None and (near := why_not.near_section(spoken)) is not None:
        sections.append(near)
    if result.costs is not None:
        sections.append(costs.costs_section(spoken, result.costs))
    if sensitivity is not None:
        sections.append(sensitivity_section(spoken, sensitivity))
    if methods is not None:
        sections.append(method.method_section(spoken, methods))
    title = w.case_name()
    if for_party is not None:
        title = w._("{case}: view for {party}").format(case=title, party=w.party(for_party))
    footer = (
        w._("The numbers are models of what parties want. The software lays out; people decide."),
        w._("Ages are counted from {today}.").format(today=w.date(today)),
    )
    whole = Report(
        title=title,
        language=w.language,
        lead=basis.lead_sentence(spoken),
        rests_on=basis.basis_lines(spoken),
        sections=tuple(sections),
        footer=footer,
        mark=spoken.mark,
        direction=w.direction,
    )
    return whole.details_last()
