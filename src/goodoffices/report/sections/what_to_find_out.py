"""The questions whose answers settle most, however they turn out."""

from __future__ import annotations

from goodoffices.analysis import AnalysisInDoubt
from goodoffices.analysis.doubt.what_to_find_out import AskedAbout, ToFindOut, WhatToFindOut
from goodoffices.report.content import Section
from goodoffices.report.wording import Wording


def questions_section(result: AnalysisInDoubt, questions: WhatToFindOut, w: Wording) -> Section:
    """List the questions that settle most, however they are answered."""
    heading = w._("What to find out next?")
    if not questions.best:
        text = w._("No single question about the packages above is sure to settle anything.")
        return Section(id="find-out", heading=heading, paragraphs=(text,))
    counted = w.n_(
        "Statements are about {n} packages: whether a party could sign one, and whether one is at "
        "least as good as another for all. {open} of them are open now.",
        "Statements are about {n} packages: whether a party could sign one, and whether one is at "
        "least as good as another for all. {open} of them are open now.",
        questions.candidates,
    ).format(n=w.number(questions.candidates), open=w.number(questions.open_now))
    if any(doubt.rows for doubt in result.doubts):
        counted += " " + w._(
            "Some of them may follow already from answers that put things in order; "
            "that is not looked at here."
        )
    return Section(
        id="find-out",
        heading=heading,
        bullets=tuple(question_words(result, one, questions.open_now, w) for one in questions.best),
        closing=(counted,),
    )


def question_words(result: AnalysisInDoubt, one: ToFindOut, open_now: int, w: Wording) -> str:
    """Ask a question in packages and options, and say what either answer settles.

    ``open_now``: how many statements are open.
    """
    party = w.party(result.problem.party_ids[one.party])
    if one.asked is AskedAbout.OTHERWISE or one.first is None or one.settles is None:
        return w._(
            "{party}: what happens if nothing is agreed? Which package would be just as good? "
            "No number was said for its walk-away value, and what it could sign hangs on it."
        ).format(party=party)
    yes, no = (w.number(n) for n in one.settles)
    if one.second is None:
        text = w._(
            "{party}: would it sign this package rather than have no agreement: {package}? "
            "If yes, at least {yes} of {open} open statements are settled; if not, {no}."
        )
        package = w.package_words(result.problem.package(one.first))
        return text.format(party=party, package=package, yes=yes, no=no, open=w.number(open_now))
    text = w._(
        "{party}: which would it rather have, all else the same: ({first}) or ({second})? "
        "If the first, at least {yes} of the open statements are settled; if the second, {no}."
    )
    first, second = (
        w.semicolons(
            f"{w.issue(issue.id)}: {w.option(issue.id, issue.options[mine].id)}"
            for issue, mine, other in zip(result.problem.case.issues, a, b, strict=True)
            if mine != other
        )
        for a, b in ((one.first, one.second), (one.second, one.first))
    )
    return text.format(party=party, first=first, second=second, yes=yes, no=no)
