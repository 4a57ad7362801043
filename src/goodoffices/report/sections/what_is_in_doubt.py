"""What “whatever the truth” means, and which numbers of each party are in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby

from goodoffices.analysis import AnalysisInDoubt
from goodoffices.preferences import Interval, Preferences
from goodoffices.report.content import Section
from goodoffices.report.wording import Wording


def meaning_section(result: AnalysisInDoubt, w: Wording) -> Section:
    """Say what “whatever the truth” means, and list what is in doubt."""
    named = [
        f"{w.party(one.party)}: {_in_doubt(one, w)}."
        for one in result.originals
        if one.unsupported()
    ]
    for one, doubt in zip(result.originals, result.doubts, strict=True):
        if doubt.rows and one.rankings:
            known = w.semicolons(w.ranking(ranking) for ranking in one.rankings)
            named.append(
                w._("Known in order of {party}: {rankings}.").format(
                    party=w.party(one.party), rankings=known
                )
            )
    return Section(
        id="meaning",
        heading=w._("What does “whatever the truth” mean?"),
        paragraphs=(
            w._(
                "A number in doubt may be any in its interval, "
                "a blank score or walk-away value any from 0 to 100, a blank weight anything. "
                "What is true of one party has no bearing on what is true of another."
            ),
            w._(
                "What is said to hold for all truths is exact and proven against all packages; "
                "no number was put in the place of an interval. "
                "Only which packages are looked at was chosen by numbers amid what is known, "
                "one of those that are worth the same to all there."
            ),
            w._("In doubt are:"),
        ),
        bullets=tuple(named),
        is_detail=True,
    )


def _in_doubt(one: Preferences, w: Wording) -> str:
    """Say what of a party is in doubt: what lies between bounds, and what is blank."""
    places: list[tuple[str, Fraction | Interval | None]] = [
        (w._("the weight of {issue}").format(issue=w.issue(issue)), weight)
        for issue, weight in one.weights.items()
    ]
    for issue, row in one.scores.items():
        text = w._("the score of {issue}: {option}")
        places += [
            (text.format(issue=w.issue(issue), option=options), score)
            for options, score in _with_equal_scores(issue, row, w)
        ]
    places.append(
        (
            w._("the walk-away value"),
            Fraction(0) if one.walk_away is None and not one.walk_away_is_blank else one.walk_away,
        )
    )
    between = [
        w._("{what} ({low} to {high})").format(
            what=what, low=w.points(value.lower), high=w.points(value.upper)
        )
        for what, value in places
        if isinstance(value, Interval)
    ]
    blank = [what for what, value in places if value is None]
    parts = [w._("between bounds {listed}").format(listed=w.semicolons(between))] if between else []
    parts += [w._("blank {listed}").format(listed=w.semicolons(blank))] if blank else []
    lines = w.semicolons(w.red_line(line) for line in one.possible_red_lines)
    return ". ".join(
        [
            *parts,
            *(
                [w._("perhaps a red line, and perhaps none: {listed}").format(listed=lines)]
                if lines
                else []
            ),
        ]
    )


def first_in_doubt(one: Preferences, w: Wording) -> str:
    """Name the first number of a party that is in doubt, by the ids of the case.

    It is the first of `Preferences.unsupported`, of which there is one at least.
    """
    for issue, weight in one.weights.items():
        if weight is None:
            return w._("the weight of {issue} (blank)").format(issue=issue)
        if isinstance(weight, Interval):
            return w._("the weight of {issue} (an interval)").format(issue=issue)
    for issue, row in one.scores.items():
        for option, score in row.items():
            if score is None:
                text = w._("the score of {issue}: {option} (blank)")
                return text.format(issue=issue, option=option)
            if isinstance(score, Interval):
                text = w._("the score of {issue}: {option} (an interval)")
                return text.format(issue=issue, option=option)
    if isinstance(one.walk_away, Interval):
        return w._("the walk-away value (an interval)")
    if one.walk_away_is_blank:
        return w._("the walk-away value (blank)")
    return w._("whether {line} is a red line").format(line=one.possible_red_lines[0].id)


def _with_equal_scores(
    issue: str, row: Mapping[str, Fraction | Interval | None], w: Wording
) -> list[tuple[str, Fraction | Interval | None]]:
    """List options in words with their scores.

    Numbers of a scale that follow one another and have the same score are one.
    """
    if not w.case.issue(issue).is_scale:
        return [(w.option(issue, option), score) for option, score in row.items()]
    between = w._("{low} to {high}")
    runs = [(list(run), score) for score, run in groupby(row, row.__getitem__)]
    return [
        (
            w.option(issue, o[0])
            if len(o) == 1
            else between.format(low=o[0], high=w.option(issue, o[-1])),
            score,
        )
        for o, score in runs
    ]
