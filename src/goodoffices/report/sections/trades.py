"""What trade makes an agreement."""

from __future__ import annotations

from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Section


def trades_section(spoken: SpokenAnalysis) -> Section:
    """Describe the best log-rolls."""
    w = spoken.words
    heading = (
        w._("What trade makes it?") if spoken.result.zone.exists else w._("What could be traded?")
    )
    if len(spoken.parties) < 2:
        return Section(
            id="log-rolls",
            heading=heading,
            paragraphs=(w._("One party alone has nobody to trade with."),),
        )
    if spoken.result.trades is None:
        return Section(
            id="log-rolls",
            heading=heading,
            paragraphs=(w._("Log-rolls were not looked for in the time allowed."),),
        )
    if not spoken.result.trades:
        return Section(
            id="log-rolls",
            heading=heading,
            paragraphs=(
                w._(
                    "No log-roll was found: on no two issues would such an exchange let two "
                    "parties gain and keep the rules of the case."
                ),
            ),
        )
    text = w._(
        "Log-rolls: each of two parties has its way on the issue that matters more to it. "
        "Both gain over the reverse exchange, and half as much over meeting halfway on both issues."
    )
    bullets = []
    for roll in spoken.result.trades:
        a, b = (spoken.parties[p] for p in roll.parties)
        i, j = (spoken.problem.case.issues[k] for k in roll.issues)
        line = w._(
            "{a} has its way on {i} ({option_i}), {b} on {j} ({option_j}): "
            "{a} {gain_a}, {b} {gain_b} points."
        ).format(
            a=a,
            b=b,
            i=w.issue(i.id),
            j=w.issue(j.id),
            option_i=w.option(i.id, i.options[roll.options[0]].id),
            option_j=w.option(j.id, j.options[roll.options[1]].id),
            gain_a=w.points(roll.gains[0], sign=True),
            gain_b=w.points(roll.gains[1], sign=True),
        )
        if roll.others:
            others = w.list_of(
                f"{spoken.parties[p]} {w.points(change, sign=True)}" for p, change in roll.others
            )
            line += " " + w._("Others: {others}.").format(others=others)
        bullets.append(line)
    return Section(id="log-rolls", heading=heading, paragraphs=(text,), bullets=tuple(bullets))
