"""What holds whatever the truth, where weights, scores and walk-away values are intervals or blanks. Exact.

Each party's truth is any choice of one number within each of its intervals; parties' truths are chosen apart from one another. Write z for
weight times score: a utility is then a sum of z over issues, divided by the sum of the weights, and whether one package is at least as good as
another does not hang on that division. The most (the least) by which package y can exceed x for a party is a sum over issues: on each issue where they
differ, y's score at its most and x's at its least, the weight at its most where that difference is above 0 and at its least where it is below. So for a given x
this is an additive utility of y, and questions about all packages are answered by the engine that answers them for utilities.

A blank score is anything from 0 to 100, a blank weight anything from 0 to more than all others together can outweigh.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from goodoffices.analysis.errors import NotSupported
from goodoffices.analysis.problem import INT64_SAFE, Problem, Reading
from goodoffices.case import Case
from goodoffices.preferences import Interval, Preferences

Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class PartyDoubt:
    """The bounds of one party: ``weights[j]``, ``scores[j][i]``; ``walk_away``: None where it has none. ``is_certain``: no bound is wider than a number.
    ``blank``: issues (positions) whose weight is blank.
    """

    party: str
    weights: tuple[Bounds, ...]
    scores: tuple[tuple[Bounds, ...], ...]
    walk_away: Bounds | None
    is_certain: bool
    blank: frozenset[int] = frozenset()

    @property
    def known_weight(self) -> Fraction:
        """The greatest that a weight which surely counts may have: where a number is needed, a blank weight is taken to lie below it."""
        return max((high for low, high in self.weights if low > 0), default=Fraction(1))


def doubt_of(case: Case, one: Preferences) -> PartyDoubt:
    """A party's bounds. Raises `NotSupported` where they say too little, or are combined with what cannot be decided yet."""
    numbers = one.numbers
    if not one.has_numbers:
        raise NotSupported(f"{one.party}: the reading {one.reading!r} holds positions in words and no numbers to analyse.")
    if numbers.cut is not None or numbers.grid is not None or any(i.of_range for i in case.issues):
        raise NotSupported(f"{one.party}: intervals and blanks go only with exact numbers that are not cut, and no continuous issues.")
    floor: Bounds | None = None
    if not one.unsupported():
        weights = tuple((one.exact_weight(i.id), one.exact_weight(i.id)) for i in case.issues)
        scores = tuple(tuple((one.exact_score(i.id, o), one.exact_score(i.id, o)) for o in i.option_ids) for i in case.issues)
        certain = one.exact_walk_away()
        floor = None if certain is None else (certain, certain)
        return PartyDoubt(one.party, weights, scores, floor, True)
    if one.interactions or numbers.weights_as_given:
        what = "points on combinations" if one.interactions else "weights taken as given"
        raise NotSupported(f"{one.party} ({one.reading}): {what} do not go with intervals and blanks yet. Write one number for each.")
    scores = tuple(tuple(_bounds(one.scores[i.id][o], Fraction(100)) for o in i.option_ids) for i in case.issues)
    given = [one.weights[i.id] for i in case.issues]
    known = [_bounds(w, Fraction(0)) for w in given if w is not None]
    if all(low == 0 for low, _ in known):
        raise NotSupported(
            f"{one.party} ({one.reading}): every weight may be 0, so nothing follows. Give at least one weight a lower bound above 0."
        )
    if one.walk_away_is_blank:
        floor = (Fraction(0), Fraction(100))
    elif one.walk_away is not None:
        floor = _bounds(one.walk_away, Fraction(100))
    # No difference of scores, or of a score and a walk-away value, but 0 is smaller than one step; so this outweighs all other weights together.
    step = math.lcm(*(b.denominator for row in scores for bounds in row for b in bounds), *(b.denominator for b in floor or ()))
    most = 200 * step * sum((high for _, high in known), Fraction(0)) + 1
    weights = tuple((Fraction(0), most) if w is None else _bounds(w, most) for w in given)
    blank = frozenset(j for j, w in enumerate(given) if w is None)
    return PartyDoubt(one.party, weights, scores, floor, False, blank)


def _bounds(value: Fraction | Interval | None, most: Fraction) -> Bounds:
    if value is None:
        return Fraction(0), most
    return (value.lower, value.upper) if isinstance(value, Interval) else (value, value)


def central(case: Case, one: Preferences) -> Preferences:
    """The preferences with the middle of each interval; for choosing candidates alone, never for an answer."""
    if not one.unsupported():
        return one
    doubt = doubt_of(case, one)
    blank = Fraction(1)
    known = [(low + high) / 2 for (low, high), i in zip(doubt.weights, case.issues, strict=True) if one.weights[i.id] is not None]
    blank = sum(known, Fraction(0)) / len(known) if known else blank
    weights = {
        i.id: blank if one.weights[i.id] is None else (low + high) / 2 for i, (low, high) in zip(case.issues, doubt.weights, strict=True)
    }
    scores = {
        i.id: {o: (low + high) / 2 for o, (low, high) in zip(i.option_ids, row, strict=True)}
        for i, row in zip(case.issues, doubt.scores, strict=True)
    }
    floor = None if doubt.walk_away is None else (doubt.walk_away[0] + doubt.walk_away[1]) / 2
    return replace(one, weights=weights, scores=scores, walk_away=floor, walk_away_is_blank=False)


def most_for(bounds: Bounds, low: Fraction, high: Fraction) -> Fraction:
    """The most of weight times difference, the weight within bounds and the difference between low and high."""
    return high * (bounds[1] if high > 0 else bounds[0])


def least_for(bounds: Bounds, low: Fraction, high: Fraction) -> Fraction:
    """The least of the same."""
    return low * (bounds[1] if low < 0 else bounds[0])


Extreme = Callable[[Bounds, Fraction, Fraction], Fraction]


def differences(problem: Problem, doubts: Sequence[PartyDoubt], package: Sequence[int], extreme: Extreme) -> Problem:
    """For each package y the most (`most_for`) or the least (`least_for`) by which it can exceed a given one for each party, as an additive problem.

    Only the sign of a sum means something; each party has a scale of its own.
    """

    def amount(p: int, j: int, i: int) -> Fraction:
        if i == package[j]:
            return Fraction(0)
        if doubts[p].is_certain:
            return _worth(problem, p, j, i) - _worth(problem, p, j, package[j])
        here, there = doubts[p].scores[j][package[j]], doubts[p].scores[j][i]
        return extreme(doubts[p].weights[j], there[0] - here[1], there[1] - here[0])

    row = np.array([package], np.int32)
    start = [Fraction(0)] * len(doubts)
    for bonus in problem.bonuses:
        if bonus.box.holds(row)[0]:
            start[bonus.party] -= Fraction(bonus.points, problem.readings[bonus.party].scale)
    return _additive(problem, amount, start)


def acceptances(problem: Problem, doubts: Sequence[PartyDoubt], extreme: Extreme) -> Problem:
    """For each package by how much at most (at least) it can exceed each party's walk-away value; 0 for a party that has none."""

    def amount(p: int, j: int, i: int) -> Fraction:
        floor = doubts[p].walk_away
        if floor is None:
            return Fraction(0)
        if doubts[p].is_certain:
            return _worth(problem, p, j, i)
        low, high = doubts[p].scores[j][i]
        return extreme(doubts[p].weights[j], low - floor[1], high - floor[0])

    start = [Fraction(0)] * len(doubts)
    for p, doubt in enumerate(doubts):
        if doubt.is_certain and doubt.walk_away is not None:
            start[p] = Fraction(problem.offsets[p], problem.readings[p].scale) - doubt.walk_away[0]
    without = [p for p, doubt in enumerate(doubts) if doubt.walk_away is None]
    return _additive(replace(problem, bonuses=tuple(b for b in problem.bonuses if b.party not in without)), amount, start)


def _worth(problem: Problem, p: int, j: int, i: int) -> Fraction:
    return Fraction(int(problem.contributions[j][i, p]), problem.readings[p].scale)


def _additive(problem: Problem, amount: Callable[[int, int, int], Fraction], start: Sequence[Fraction]) -> Problem:
    """The problem with other numbers and no walk-away values: an amount for each party, issue and option, and one to start from."""
    parties = range(len(start))
    table = [[[amount(p, j, i) for p in parties] for i in range(len(issue.options))] for j, issue in enumerate(problem.case.issues)]
    scales = [
        math.lcm(start[p].denominator, problem.readings[p].scale, *(cell[p].denominator for of_issue in table for cell in of_issue))
        for p in parties
    ]
    whole = [[[int(cell[p] * scales[p]) for p in parties] for cell in of_issue] for of_issue in table]
    bonuses = tuple(replace(b, points=b.points * (scales[b.party] // problem.readings[b.party].scale)) for b in problem.bonuses)
    offsets = tuple(int(o * s) for o, s in zip(start, scales, strict=True))
    largest = sum(max(abs(x) for cell in of_issue for x in cell) for of_issue in whole) + sum(abs(b.points) for b in bonuses)
    dtype = np.int64 if 4 * (largest + max((abs(o) for o in offsets), default=0)) < INT64_SAFE else object
    return replace(
        problem,
        contributions=tuple(np.array(of_issue, dtype) for of_issue in whole),
        offsets=offsets,
        readings=tuple(Reading(s, None, None) for s in scales),
        walk_away=(None,) * len(start),
        walk_away_demand=(None,) * len(start),
        bonuses=bonuses,
    )
