"""The questions whose answers settle most, however they turn out."""

from __future__ import annotations

from goodoffices.analysis import AnalysisInDoubt
from goodoffices.analysis.doubt.what_to_find_out import WhatToFindOut
from goodoffices.report.content import Section
from goodoffices.report.wording import Wording


def questions_section(result: AnalysisInDoubt, questions: WhatToFindOut, w: Wording) -> Section:
    """List the questions that settle most, however they are answered."""
    heading = w._("What to find out next?")
    counted = w._(
        "Counted are statements about {n} packages that are still open: "
        "whether a party could sign one, "
        "and whether one is at least as good as another for all; {open} are open now."
    ).format(n=questions.candidates, open=w.number(questions.open_now))
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
    bullets = []
    for one in questions.best:
        party = w.party(result.problem.party_ids[one.party])
        what = w._("its walk-away value")
        if one.issue is not None:
            issue = result.problem.case.issues[one.issue]
            what = w._("its weight of {issue}").format(issue=w.issue(issue.id))
            if one.option is not None:
                option = w.option(issue.id, issue.options[one.option].id)
                what = w._("its score of {issue}: {option}").format(
                    issue=w.issue(issue.id), option=option
                )
        text = w.n_(
            (
                "{party}: does {what} lie below or above {middle}? "
                "Either answer settles at least {n} of them."
            ),
            (
                "{party}: does {what} lie below or above {middle}? "
                "Either answer settles at least {n} of them."
            ),
            one.settles,
        )
        bullets.append(
            text.format(
                party=party, what=what, middle=w.points(one.middle), n=w.number(one.settles)
            )
        )
    return Section(
        id="find-out",
        heading=heading,
        paragraphs=(w._("These questions settle most, whichever way they are answered:"),),
        bullets=tuple(bullets),
        closing=(counted,),
    )
