"""Numbers that are allowed and seldom meant: what they come to, for a person to look at.

A weight says what going from an issue's worst option to its best is worth, beside the other issues
(a swing weight; von Winterfeldt and Edwards, 1986). That is so where the scores of the issue run
from 0 to 100; where they do not, the weight is worth less than it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from goodoffices.case import Case, Issue
from goodoffices.preferences.model import Preferences


class Oddness(StrEnum):
    """A kind of odd number."""

    #: Scores that do not run from 0 to 100.
    SPAN = "span"
    #: Scores that hardly differ under a weight.
    TINY = "tiny"
    #: Scores that do not differ at all.
    FLAT = "flat"
    #: A walk-away value above 0 and not above 1.
    WALK_AWAY_IN_UNIT = "walk-away in unit"
    #: A walk-away value below 0, under which nothing lies.
    WALK_AWAY_BELOW = "walk-away below"


@dataclass(frozen=True, slots=True, kw_only=True)
class OddNumber:
    """An odd number of one party.

    ``issue``: empty of a walk-away value; ``lowest``, ``highest``: its scores, or the walk-away
    value twice; ``weight``: of 100; ``worth``: what going from worst to best is worth of 100.
    """

    kind: Oddness
    issue: str
    lowest: Fraction
    highest: Fraction
    weight: Fraction = Fraction(0)
    worth: Fraction = Fraction(0)


#: Points by which scores differ that are taken for a slip: somebody who scores from 0 to 1.
_TINY = 5
_WHOLE = 100


def odd_numbers(preferences: Preferences) -> Iterator[OddNumber]:
    """Find the odd numbers of a party; none in another program's file, which has its own rules."""
    if preferences.numbers.weights_as_given or not preferences.has_numbers:
        return
    yield from _of_issues(preferences)
    value = preferences.walk_away
    if isinstance(value, Fraction):
        kind = None
        if value < 0:
            kind = Oddness.WALK_AWAY_BELOW
        elif 0 < value <= 1:
            kind = Oddness.WALK_AWAY_IN_UNIT
        if kind is not None:
            yield OddNumber(kind=kind, issue="", lowest=value, highest=value)


def _of_issues(preferences: Preferences) -> Iterator[OddNumber]:
    weights = {k: v for k, v in preferences.weights.items() if isinstance(v, Fraction)}
    total = sum(weights.values())
    for issue, weight in weights.items():
        scores = list(preferences.scores.get(issue, {}).values())
        known = [one for one in scores if isinstance(one, Fraction)]
        if not weight or len(known) < len(scores) or len(known) < 2:
            continue
        lowest, highest = min(known), max(known)
        span = highest - lowest
        if span == _WHOLE:
            continue
        kind = Oddness.FLAT if not span else Oddness.TINY if span <= _TINY else Oddness.SPAN
        of_all = _WHOLE * weight / total if len(weights) == len(preferences.weights) else weight
        worth = of_all * span / _WHOLE
        yield OddNumber(
            kind=kind, issue=issue, lowest=lowest, highest=highest, weight=of_all, worth=worth
        )


#: A unit or a name that says *so much for each time*.
_FOR_EACH_TIME = re.compile(
    r"\b(a|per|each|every|an)\s+(hour|day|week|month|year)\b|/\s*(hour|day|week|month|year)\b"
    r"|\b(hourly|daily|weekly|monthly|yearly|annual)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\s*(hours?|days?|weeks?|months?|years?)\s*", re.IGNORECASE)


def amounts_over_times(case: Case) -> list[tuple[str, str]]:
    """List pairs of issues whose values multiply: an amount for each time, and a time.

    The model adds what issues are worth, so that a longer time of a larger amount counts for no
    more than both alone. Units and names are read in English.
    """
    scales = [one for one in case.issues if one.is_scale]
    amounts = [one.id for one in scales if _says(one) and not _TIME.fullmatch(one.unit)]
    times = [one.id for one in scales if _TIME.fullmatch(one.unit)]
    return [(amount, time) for amount in amounts for time in times if amount != time]


def _says(issue: Issue) -> bool:
    words = (issue.unit, *(words for _language, words in issue.name.by_language))
    return any(_FOR_EACH_TIME.search(one) for one in words)
