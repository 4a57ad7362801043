"""At which weights another package would be chosen."""

from __future__ import annotations

from goodoffices.analysis import SOLUTIONS
from goodoffices.analysis.sensitivity import STEPS, Sensitivity, Turn, Turning
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Section, Table

#: Weights that a table lists.
LISTED = 20


def sensitivity_section(spoken: SpokenAnalysis, found: Sensitivity) -> Section:
    """Say how far each weight can be off before a solution chooses another package."""
    w = spoken.words
    changing = [t for t in found.weights if t.nearest is not None]
    heading = w._("How far do the named packages hang on the weights?")
    most = w.share(max(STEPS))
    looked = w._(
        "Each weight was moved alone, in steps of 5 % of itself up to {most} either way, "
        "the party's others scaled to keep the sum."
    ).format(most=most)
    if not changing:
        return Section(
            id="sensitivity",
            heading=heading,
            paragraphs=(w._("No solution chooses another package at any step."), looked),
        )
    sentences = [looked]
    for name in SOLUTIONS:
        steps = [s.at for t in changing for s in (t.down[name], t.up[name]) if s is not None]
        if not steps:
            sentences.append(
                w._("{solution}: the same package at every step.").format(solution=w.solution(name))
            )
        else:
            text = w._("{solution}: another package once a weight is {step} off.")
            sentences.append(text.format(solution=w.solution(name), step=w.fine_share(min(steps))))
    rows = tuple(_row(spoken, t) for t in changing[:LISTED])
    columns = (w._("Whose weight"), w._("Issue"), *(w.solution(name) for name in SOLUTIONS))
    note = w._(
        "By how much a weight has to be moved, down and up, for another package to be chosen; "
        "a dash: by no step. Chosen is among the packages that are efficient and in the zone now."
    )
    if len(changing) > LISTED:
        more = len(changing) - LISTED
        note += " " + w.n_(
            "{n} more weights change something later.",
            "{n} more weights change something later.",
            more,
        ).format(n=w.number(more))
    if found.left_out:
        note += " " + w.n_(
            "{n} of these packages were left out, the others lie evenly between.",
            "{n} of these packages were left out, the others lie evenly between.",
            found.left_out,
        ).format(n=w.number(found.left_out))
    return Section(
        id="sensitivity",
        heading=heading,
        paragraphs=tuple(sentences),
        tables=(
            Table(
                caption=w._("Weights at which a choice turns"),
                columns=columns,
                rows=rows,
                note=note,
                mark=spoken.mark,
                mark_heading=w._("basis"),
            ),
        ),
    )


def _row(spoken: SpokenAnalysis, turning: Turning) -> tuple[str, ...]:
    w = spoken.words
    issue = w.issue(spoken.problem.case.issues[turning.issue].id)
    return (
        spoken.parties[turning.party],
        issue,
        *(_steps(turning.down[name], turning.up[name], spoken) for name in SOLUTIONS),
    )


def _steps(down: Turn | None, up: Turn | None, spoken: SpokenAnalysis) -> str:
    w = spoken.words
    parts = [
        w.signed(sign, w.fine_share(turn.at))
        for sign, turn in (("−", down), ("+", up))
        if turn is not None
    ]
    return w.commas(parts) if parts else "–"
