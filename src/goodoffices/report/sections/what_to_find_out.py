"""The questions whose answers settle most, however they turn out."""

from __future__ import annotations

from goodoffices.analysis import AnalysisInDoubt
from goodoffices.analysis.doubt.what_to_find_out import NumberToFindOut, WhatToFindOut
from goodoffices.report.content import Section
from goodoffices.report.wording import Wording


def questions_section(result: AnalysisInDoubt, questions: WhatToFindOut, w: Wording) -> Section:
    """List the questions that settle most, however they are answered."""
    heading = w._("What to find out next?")
    counted = w.n_(
        "Counted are statements about {n} packages that are still open: "
        "whether a party could sign one, "
        "and whether one is at least as good as another for all; {open} are open now.",
        "Counted are statements about {n} packages that are still open: "
        "whether a party could sign one, "
        "and whether one is at least as good as another for all; {open} are open now.",
        questions.candidates,
    ).format(n=w.number(questions.candidates), open=w.number(questions.open_now))
    if any(doubt.rows for doubt in result.doubts):
        counted += " " + w._(
            "What follows from rankings alone is counted as open here, "
            "and weights of which only the order is known are not asked for."
        )
    if not questions.best:
        return Section(
            id="find-out",
            heading=heading,
            paragraphs=(counted, w._("No single answer is sure to settle any of them.")),
        )
    return Section(
        id="find-out",
        heading=heading,
        paragraphs=(w._("These questions settle most, whichever way they are answered:"),),
        bullets=tuple(_question(result, one, w) for one in questions.best),
        closing=(counted,),
    )


def _question(result: AnalysisInDoubt, one: NumberToFindOut, w: Wording) -> str:
    """Ask on which side of its middle a number lies, and say what either answer settles."""
    issue = option = ""
    if one.issue is None:
        text = w.n_(
            "{party}: does its walk-away value lie below or above {middle}? "
            "Either answer settles at least {n} of them.",
            "{party}: does its walk-away value lie below or above {middle}? "
            "Either answer settles at least {n} of them.",
            one.settles,
        )
    elif one.option is None:
        issue = w.issue(result.problem.case.issues[one.issue].id)
        text = w.n_(
            "{party}: does its weight of {issue} lie below or above {middle}? "
            "Either answer settles at least {n} of them.",
            "{party}: does its weight of {issue} lie below or above {middle}? "
            "Either answer settles at least {n} of them.",
            one.settles,
        )
    else:
        of = result.problem.case.issues[one.issue]
        issue, option = w.issue(of.id), w.option(of.id, of.options[one.option].id)
        text = w.n_(
            "{party}: does its score of {issue}: {option} lie below or above {middle}? "
            "Either answer settles at least {n} of them.",
            "{party}: does its score of {issue}: {option} lie below or above {middle}? "
            "Either answer settles at least {n} of them.",
            one.settles,
        )
    return text.format(
        party=w.party(result.problem.party_ids[one.party]),
        issue=issue,
        option=option,
        middle=w.points(one.middle),
        n=w.number(one.settles),
    )
