"""One model in the middle of what a party said, where its numbers are in doubt.

It is the mean of the truths in which each weight, each worth and the walk-away value is largest and
least, within bounds and rankings together (the vertex average that ordinal methods take for a
representative model; compare J. R. Figueira, S. Greco, R. Slowinski (2009), Building a set of
additive value functions representing a reference preorder and intensities of preference: GRIP,
European Journal of Operational Research 195(2), 460-486). What no ranking speaks of is in the
middle of its interval. It is a truth by an exact check, and nobody's word: what holds of it alone
may not hold.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from goodoffices.analysis.doubt.bounds import central, doubt_of
from goodoffices.analysis.doubt.party_doubt import PartyDoubt, Truth
from goodoffices.analysis.doubt.truths_program import TruthsProgram
from goodoffices.analysis.problem.errors import NotSupported
from goodoffices.case import Case
from goodoffices.preferences import Basis, BasisKind, Preferences

#: Digits behind the point that are tried, the fewest first.
DIGITS = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class CentralReading:
    """The middle of a reading. ``in_doubt``: what was open there, by name.

    ``walk_away_was_blank``: nobody said anything of it, so that its middle says nothing.
    """

    preferences: Preferences
    in_doubt: tuple[str, ...]
    walk_away_was_blank: bool


def central_reading(
    case: Case, one: Preferences, name: str, today: datetime.date | None = None
) -> CentralReading:
    """Give the middle of a reading as certain numbers, marked as nobody's word.

    ``today`` dates it where the reading has no date of its own.
    Its numbers are rounded as far as the rounded ones are a truth, too. Raises `NotSupported` where
    nothing is in doubt, `RankingsContradict` where nothing can be true.
    """
    in_doubt = tuple(one.unsupported())
    if not in_doubt:
        raise NotSupported(f"{one.party}: every number of this reading is certain.")
    doubt = doubt_of(case, one)
    middle = central(case, one, TruthsProgram(doubt))
    truth = _rounded(_spread(_truth(case, middle), doubt), doubt)
    basis = Basis(
        kind=BasisKind.ESTIMATE,
        author="the program",
        date=one.basis.date or today,
        confidence="low",
        reason=f"the middle of what the reading {one.reading} says; nobody's word",
    )
    preferences = replace(
        middle,
        reading=name,
        basis=basis,
        weights=dict(zip(case.issue_ids, truth.weights, strict=True)),
        scores={
            issue.id: dict(zip(issue.option_ids, row, strict=True))
            for issue, row in zip(case.issues, truth.scores, strict=True)
        },
        walk_away=truth.walk_away,
    )
    return CentralReading(preferences, in_doubt, one.walk_away_is_blank and not one.otherwise)


def certain_or_central(case: Case, one: Preferences) -> Preferences:
    """Give a reading as it is where it is certain, else its middle, under the same name.

    Raises `RankingsContradict` where nothing can be true.
    """
    return central_reading(case, one, one.reading).preferences if one.unsupported() else one


def _truth(case: Case, one: Preferences) -> Truth:
    return Truth(
        weights=tuple(Fraction(str(one.weights[i])) for i in case.issue_ids),
        scores=tuple(
            tuple(Fraction(str(one.scores[issue.id][o])) for o in issue.option_ids)
            for issue in case.issues
        ),
        walk_away=None if one.walk_away is None else Fraction(str(one.walk_away)),
    )


def _spread(truth: Truth, doubt: PartyDoubt) -> Truth:
    """Put what no ranking speaks of in the middle of its interval, and scale free weights to 100.

    Each is done as far as the outcome is a truth.
    """
    touched = {key for row in doubt.rows for key in row.at_least_zero.of_worths}
    scores = tuple(
        tuple(
            value if (j, i) in touched else (ends[0] + ends[1]) / 2
            for i, (value, ends) in enumerate(zip(row, bounds, strict=True))
        )
        for j, (row, bounds) in enumerate(zip(truth.scores, doubt.scores, strict=True))
    )
    floor = truth.walk_away
    if doubt.walk_away is not None and not any(r.at_least_zero.of_floor for r in doubt.rows):
        floor = sum(doubt.walk_away, Fraction(0)) / 2
    spread = Truth(weights=truth.weights, scores=scores, walk_away=floor)
    truth = spread if doubt.allows(spread) else truth
    total = sum(truth.weights, Fraction(0))
    if total > 0:
        scaled = replace(truth, weights=tuple(100 * w / total for w in truth.weights))
        truth = scaled if doubt.is_relative and doubt.allows(scaled) else truth
    return truth


def _rounded(truth: Truth, doubt: PartyDoubt) -> Truth:
    """Round the numbers of a truth as far as they stay one; at worst give it as it is."""
    for digits in DIGITS:
        rounded = Truth(
            weights=tuple(_to(w, digits, bounds) for w, bounds in _pairs(truth, doubt)),
            scores=tuple(
                tuple(_to(v, digits, bounds) for v, bounds in zip(row, ends, strict=True))
                for row, ends in zip(truth.scores, doubt.scores, strict=True)
            ),
            walk_away=None
            if truth.walk_away is None or doubt.walk_away is None
            else _to(truth.walk_away, digits, doubt.walk_away),
        )
        if doubt.allows(rounded):
            return rounded
    assert doubt.allows(truth), "the middle of truths is a truth"
    return truth


def _pairs(
    truth: Truth, doubt: PartyDoubt
) -> Iterator[tuple[Fraction, tuple[Fraction, Fraction | None]]]:
    """Give each weight with its bounds as the file has them."""
    return zip(truth.weights, doubt.given or doubt.weights, strict=True)


def _to(value: Fraction, digits: int, bounds: tuple[Fraction, Fraction | None]) -> Fraction:
    """Round a number, but one that is certain."""
    if bounds[0] == bounds[1]:
        return value
    return Fraction(round(value * 10**digits), 10**digits)
