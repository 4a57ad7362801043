"""How the efficient packages were found.

It names the method of each group of issues, and the estimate that chose it.
"""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.analysis.engine.method import Chosen, Method
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Section


def method_section(spoken: SpokenAnalysis, chosen: Sequence[Chosen]) -> Section:
    """Say how each group of issues was dealt with, in one line a group.

    Issues that nothing ties are one line together.
    """
    w = spoken.words
    alone = [c for c in chosen if c.method is Method.ALONE]
    bullets = []
    if alone:
        bullets.append(
            w.n_(
                "{n} issue that nothing ties to another: its options are taken as they are.",
                "{n} issues that nothing ties to another: their options are taken as they are.",
                len(alone),
            ).format(n=w.number(len(alone)))
        )
    settled = [c for c in chosen if c.method is Method.ELIMINATED and c.at_once == 1]
    if settled:
        bullets.append(
            w.n_(
                "{n} issue that is tied to others: one option does at least as well as all its "
                "others for everybody, whatever else is agreed.",
                "{n} issues that are tied to others: one option of each does at least as well "
                "as all its others for everybody, whatever else is agreed.",
                len(settled),
            ).format(n=w.number(len(settled)))
        )
    for one in [c for c in chosen if c not in settled]:
        bullets += _tied_group(spoken, one)
    end = w._("Then one group after another is added, and what is dominated is dropped at once.")
    if spoken.result.in_part is not None:
        end = w._("The whole frontier was not found: {why}").format(why=spoken.result.in_part.why)
    return Section(
        id="method",
        heading=w._("How was this found?"),
        paragraphs=(),
        bullets=tuple(bullets),
        closing=(end,),
    )


def _tied_group(spoken: SpokenAnalysis, one: Chosen) -> list[str]:
    """Say how issues that are tied together were dealt with; nothing for one that stands alone."""
    w = spoken.words
    names = w.list_of(w.issue(spoken.problem.case.issues[j].id) for j in one.issues)
    if one.method is Method.LISTED:
        text = w.n_(
            "{issues}: tied together; all {n} combinations are listed.",
            "{issues}: tied together; all {n} combinations are listed.",
            one.combinations,
        )
        return [text.format(issues=names, n=w.number(one.combinations))]
    if one.method is Method.ELIMINATED:
        text = w.n_(
            "{issues}: tied together in {n} combinations; useless options are dropped, "
            "and the issues eliminated one after another, "
            "with at most {at_once} combinations in a step.",
            "{issues}: tied together in {n} combinations; useless options are dropped, "
            "and the issues eliminated one after another, "
            "with at most {at_once} combinations in a step.",
            one.combinations,
        )
        return [
            text.format(issues=names, n=w.number(one.combinations), at_once=w.number(one.at_once))
        ]
    if one.method is Method.INTEGER_PROGRAMS:
        text = w.n_(
            "{issues}: tied too densely to be listed or eliminated ({at_once} combinations in a "
            "step); integer programs look for single packages.",
            "{issues}: tied too densely to be listed or eliminated ({at_once} combinations in a "
            "step); integer programs look for single packages.",
            one.at_once,
        )
        return [text.format(issues=names, at_once=w.number(one.at_once))]
    return []
