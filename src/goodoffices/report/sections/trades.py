"""What trade makes an agreement."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.analysis import LogRoll
from goodoffices.analysis.frontier.log_rolls import log_rolls_in
from goodoffices.report.analysis_in_words import SpokenAnalysis
from goodoffices.report.content import Section


def trades_section(spoken: SpokenAnalysis) -> Section:
    """Describe the log-rolls that Nash's package contains; where nothing is fair, the best ones."""
    w, fairness = spoken.words, spoken.result.fairness
    heading = (
        w._("Which trades does the Nash package contain?")
        if fairness is not None
        else w._("What could be traded?")
    )
    rolls: Sequence[LogRoll] | None = spoken.result.trades
    found_none = w._(
        "No trade was found: on no two issues can two parties each have their way on what "
        "matters more to them, both gain by it, and keep the rules of the case."
    )
    if fairness is not None:
        row = fairness.solutions["nash"].row
        rolls = log_rolls_in(spoken.problem, spoken.result.frontier.packages[row])
        found_none = w._(
            "The Nash package contains no trade in which each of two parties has its way on the "
            "issue that matters more to it."
        )
    sentence = None
    if len(spoken.parties) < 2:
        sentence = w._("One party alone has nobody to trade with.")
    elif rolls is None:
        sentence = w._("Trades were not looked for in the time allowed.")
    elif not rolls:
        sentence = found_none
    if sentence is not None or rolls is None:
        return Section(id="log-rolls", heading=heading, paragraphs=(sentence or "",))
    text = w._(
        "In a trade (a log-roll) each of two parties has its way on the issue that matters "
        "more to it, and gives way on the other. The points say what each gains against meeting "
        "halfway on both issues."
    )
    if fairness is not None:
        text = text + " " + w._("The Nash package contains these:")
    return Section(
        id="log-rolls",
        heading=heading,
        paragraphs=(text,),
        bullets=tuple(_roll_words(spoken, roll) for roll in rolls),
    )


def _roll_words(spoken: SpokenAnalysis, roll: LogRoll) -> str:
    """Say a trade; halfway lies in the middle between it and the contrary trade."""
    w = spoken.words
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
        gain_a=w.points(roll.gains[0] / 2, sign=True),
        gain_b=w.points(roll.gains[1] / 2, sign=True),
    )
    losing = [(p, change) for p, change in roll.others if change < 0]
    winning = [(p, change) for p, change in roll.others if change > 0]
    for text, those in (
        (w._("At the cost of {others}."), losing),
        (w._("Also for {others}."), winning),
    ):
        if those:
            others = w.list_of(
                f"{spoken.parties[p]} {w.points(change / 2, sign=True)}" for p, change in those
            )
            line += " " + text.format(others=others)
    return line
