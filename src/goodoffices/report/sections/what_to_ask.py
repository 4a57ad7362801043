"""What to ask a party in a meeting, and why: what its readings disagree on, or leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from goodoffices.analysis import Analysis
from goodoffices.case import Case
from goodoffices.preferences import Preferences
from goodoffices.report.codes import reading_word
from goodoffices.report.content import Section
from goodoffices.report.sections.what_is_in_doubt import first_in_doubt
from goodoffices.report.wording import Wording

#: Questions that a paper has.
MOST_ASKED = 6

Results = Sequence[tuple[Mapping[str, str], Analysis]]


def walk_away_words(one: Preferences, w: Wording) -> str:
    """Say the walk-away value of a reading."""
    if one.walk_away_is_blank:
        return w._("not known")
    if one.walk_away is None:
        return w._("none")
    if isinstance(one.walk_away, Fraction):
        return w.points(one.walk_away)
    return w._("{low} to {high}").format(
        low=w.points(one.walk_away.lower), high=w.points(one.walk_away.upper)
    )


def questions_to(case: Case, own: Sequence[Preferences], w: Wording) -> list[tuple[Fraction, str]]:
    """List questions on what a party's readings disagree on, or leave open.

    Each has its reason. The widest disagreement comes first.
    """
    found: list[tuple[Fraction, str]] = []
    certain = [one for one in own if not one.unsupported()]
    for issue in case.issues:
        shares = {one.reading: one.exact_weight(issue.id) for one in certain}
        if len(shares) > 1 and (apart := max(shares.values()) - min(shares.values())):
            listed = w.commas(
                f"{reading_word(reading, w)}: {w.share(share)}" for reading, share in shares.items()
            )
            text = w._(
                "How much does “{issue}” matter, beside the rest? "
                "The readings differ ({listed} of the whole)."
            )
            found.append((100 * apart, text.format(issue=w.issue(issue.id), listed=listed)))
        for a, b in combinations(issue.option_ids, 2):
            signs = {
                one.reading: one.exact_score(issue.id, a) - one.exact_score(issue.id, b)
                for one in certain
            }
            if any(s > 0 for s in signs.values()) and any(s < 0 for s in signs.values()):
                weight = max(one.exact_weight(issue.id) for one in certain)
                text = w._(
                    "On “{issue}”: rather “{a}” or “{b}”? The readings contradict each other."
                )
                stake = weight * (max(signs.values()) - min(signs.values()))
                found.append(
                    (
                        stake,
                        text.format(
                            issue=w.issue(issue.id),
                            a=w.option(issue.id, a),
                            b=w.option(issue.id, b),
                        ),
                    )
                )
    for one in own:
        if one.walk_away_is_blank and not one.otherwise:
            text = w._(
                "What happens if nothing is agreed, and which package would be just as good? "
                "The reading “{reading}” has no walk-away value."
            )
            found.append((Fraction(1000), text.format(reading=reading_word(one.reading, w))))
        if doubts := one.unsupported():
            text = w.n_(
                "{n} number of the reading “{reading}” is open: {first}.",
                "{n} numbers of the reading “{reading}” are open, such as {first}.",
                len(doubts),
            )
            said = text.format(
                n=w.number(len(doubts)),
                reading=reading_word(one.reading, w),
                first=first_in_doubt(one, w),
            )
            found.append((Fraction(50), said))
    return sorted(found, key=lambda q: -q[0])


def to_ask_section(case: Case, own: Sequence[Preferences], results: Results, w: Wording) -> Section:
    """Say what to ask a party and why, the most telling first."""
    questions = [text for _, text in questions_to(case, own, w)][:MOST_ASKED]
    floors = {one.reading: walk_away_words(one, w) for one in own}
    if len(set(floors.values())) > 1:
        listed = w.commas(
            f"{reading_word(reading, w)}: {value}" for reading, value in floors.items()
        )
        text = w._(
            "From where on would no agreement be better? The walk-away value is taken as {listed}."
        ).format(listed=listed)
        if 0 < sum(result.zone.exists for _, result in results) < len(results):
            text += " " + w._("Whether anything is possible may hang on it.")
        questions.insert(0, text)
    heading = w._("What to ask, and why?")
    if not own:
        return Section(
            id="ask",
            heading=heading,
            paragraphs=(
                w._(
                    "No reading has numbers. An estimate (goodoffices elicit … --estimate) would "
                    "tell what to ask first."
                ),
            ),
        )
    if not questions:
        return Section(
            id="ask",
            heading=heading,
            paragraphs=(
                w._(
                    "One reading with certain numbers: nothing in the files tells what is not "
                    "known. Ask what has changed."
                ),
            ),
        )
    return Section(id="ask", heading=heading, bullets=tuple(questions))
