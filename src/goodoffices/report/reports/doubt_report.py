"""The report where numbers are in doubt: what holds whatever the truth, what may, what cannot."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from goodoffices.analysis import AnalysisInDoubt, Possible
from goodoffices.analysis.doubt.acceptability import Acceptability
from goodoffices.analysis.doubt.regret import Regrets
from goodoffices.analysis.doubt.what_to_find_out import WhatToFindOut
from goodoffices.analysis.in_the_middle import InTheMiddle
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.codes import ONLY, reading_word
from goodoffices.report.content import Report
from goodoffices.report.languages import Language
from goodoffices.report.reports.analysis_report import analysis_report
from goodoffices.report.saying import Saying
from goodoffices.report.sections.in_the_middle import middle_sections, what_the_middle_is
from goodoffices.report.sections.packages_in_doubt import (
    listed_in_doubt,
    package_labels_in_doubt,
    packages_in_doubt_sections,
)
from goodoffices.report.sections.possible_in_doubt import possible_in_doubt_section
from goodoffices.report.sections.regret import regret_section
from goodoffices.report.sections.what_is_in_doubt import meaning_section
from goodoffices.report.sections.what_to_find_out import questions_section
from goodoffices.report.wording import Wording

#: Log-rolls and questions on one page.
TRADES, ASKED = 2, 2


def doubt_report(
    result: AnalysisInDoubt,
    *,
    questions: WhatToFindOut,
    shares: Acceptability,
    order: Sequence[int],
    saying: Saying,
    regretted: Regrets | None = None,
    middle: InTheMiddle | None = None,
) -> Report:
    """Write everything that an analysis in doubt says, and what to ask next.

    It also says what holds in the middle of what was said, and how often things hold among truths
    drawn at random. ``order``: of the candidates, the likeliest to be signed first.
    """
    w = Wording(result.problem.case, saying.language)
    mark = w.mark(result.originals)
    lead = {
        Possible.ALWAYS: w._(
            "An agreement is possible, whatever the numbers in doubt turn out to be."
        ),
        Possible.PERHAPS: w._(
            "An agreement may be possible, but no one package is sure to be acceptable to all: "
            "that hangs on numbers in doubt."
        ),
        Possible.NEVER: w._(
            "No agreement is possible, whatever the numbers in doubt turn out to be."
        ),
    }[result.possible]
    sections = [possible_in_doubt_section(result, _name_of_example(result, order, w), w)]
    certain = None
    if middle is not None and result.possible is not Possible.NEVER:
        spoken = SpokenAnalysis(result=middle.result, words=w, today=saying.today)
        sections += middle_sections(middle, spoken)
        certain = middle.result
    sections += packages_in_doubt_sections(result, shares, order, w, mark, middle=certain)
    sections.append(questions_section(result, questions, w))
    if regretted is not None:
        sections.append(regret_section(result, regretted, w, mark))
    sections.append(meaning_section(result, w))
    footer = (
        w._("The numbers are models of what parties want. The software lays out; people decide."),
        w._("Ages are counted from {today}.").format(today=w.date(saying.today)),
    )
    return Report(
        title=w.case_name(),
        language=w.language,
        lead=lead,
        rests_on=(*_rests_on(result, w, mark, saying.today), *saying.notes),
        sections=tuple(sections),
        footer=footer,
        mark=mark,
        direction=w.direction,
    ).details_last()


def _name_of_example(result: AnalysisInDoubt, order: Sequence[int], w: Wording) -> str | None:
    """Give the name that the package of the answer has in the tables; None where it is in none."""
    listed = listed_in_doubt(result, order)
    labels = zip(listed, package_labels_in_doubt(listed, w), strict=True)
    return next((name for one, name in labels if one.package == result.example), None)


def brief_of_doubt(whole: Report) -> Report:
    """Cut a report in doubt to one page: the answer, the middle, the drafts, what to ask."""
    w = Language(whole.language)
    kept = []
    for section in whole.sections:
        if section.is_detail:
            continue
        if section.id == "possible":
            # The tables that give the package a name are left out.
            kept.append(replace(section, closing=()))
        elif section.id == "middle-fairness":
            kept.append(replace(section, bullets=()))
        elif section.id == "middle-log-rolls":
            kept.append(replace(section, bullets=section.bullets[:TRADES]))
        elif section.id == "find-out":
            kept.append(replace(section, bullets=section.bullets[:ASKED], closing=()))
        elif section.id.startswith("middle-draft"):
            kept.append(replace(section, tables=()))
        elif section.id != "packages":
            kept.append(section)
    first = w._(
        "This is a summary. What was compared, and all packages, "
        "are in the whole report (without --brief)."
    )
    return replace(
        whole,
        title=w._("{case}: in brief").format(case=whole.title),
        sections=tuple(kept),
        footer=(first, *whole.footer),
    )


def own_view_in_doubt(middle: InTheMiddle, saying: Saying) -> Report:
    """Write one party's own view where its numbers are in doubt: of the middle of what it said."""
    w = Wording(middle.result.problem.case, saying.language)
    spoken = SpokenAnalysis(result=middle.result, words=w, today=saying.today)
    return analysis_report(
        middle.result,
        today=saying.today,
        language=saying.language,
        for_party=saying.for_party,
        notes=(*what_the_middle_is(middle, spoken), *saying.notes),
    )


def _rests_on(result: AnalysisInDoubt, w: Wording, mark: str, today: datetime.date) -> list[str]:
    """Say whose numbers these are, how old they are, and how many of them are in doubt."""
    rests_on = []
    if mark:
        rests_on.append(
            w._(
                "Exercise values: the numbers are invented for teaching, "
                "or come from another program's file, and say nothing of any real party."
            )
        )
    for one in result.originals:
        doubtful = one.unsupported()
        name = w.party(one.party)
        if one.reading != ONLY:
            reading = w._("reading “{name}”").format(name=reading_word(one.reading, w))
            name = f"{name}{w.comma}{reading}"
        text = w.n_(
            "{name}: {basis}; {n} number is in doubt.",
            "{name}: {basis}; {n} numbers are in doubt.",
            len(doubtful),
        )
        text = text if doubtful else w._("{name}: {basis}; no number is in doubt.")
        rests_on.append(
            text.format(name=name, basis=w.basis(one.basis, today), n=w.number(len(doubtful)))
        )
    return rests_on
