"""Between which values a package's worth to one party lies over all its truths. Exact.

A worth is a weighted sum divided by the sum of weights. Where that sum is the same in all truths
this is a linear function. Else the least and the most of the quotient are found by Dinkelbach's
method: with the exact optimum of *sum - q times weights* for the quotient q found so far, until
that is 0.

References
----------
W. Dinkelbach (1967), On nonlinear fractional programming, Management Science 13(7).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from goodoffices.analysis.doubt.bounds import against, doubt_of
from goodoffices.analysis.doubt.party_doubt import ZERO, Linear, total_weight, worth_of
from goodoffices.analysis.doubt.truths_program import TruthsProgram
from goodoffices.analysis.problem.errors import NotDecided
from goodoffices.case import Case
from goodoffices.preferences import Preferences

#: Steps of Dinkelbach's method before it is given up; a handful is usual.
MOST_STEPS = 100


class OwnValues:
    """What packages are worth to one party, whatever the truth of its numbers.

    Raises `NotSupported` where they say too little, `RankingsContradict`.
    """

    def __init__(self, case: Case, one: Preferences, truths: TruthsProgram | None = None) -> None:
        self.case, self.preferences = case, one
        self.truths = truths or TruthsProgram(doubt_of(case, one))
        self._total = total_weight(self.truths.doubt)

    def worth(self, package: Mapping[str, str]) -> tuple[Fraction, Fraction]:
        """Give the least and the most that a whole package is worth, on the scale 0 to 100.

        Raises `NotDecided`.
        """
        return self._between(worth_of(self._row(package)), self._points(package))

    def walk_away(self) -> tuple[Fraction, Fraction] | None:
        """Give the least and the most that no agreement is worth; None where it has no value.

        Raises `NotDecided`.
        """
        if self.truths.doubt.walk_away is None:
            return None
        return self._between(Linear(of_floor=Fraction(1)), ZERO)

    def gain(self, issue: str, worse: str, better: str) -> tuple[Fraction, Fraction]:
        """Give the least and the most that moving from one option of an issue to another brings.

        Raises `NotDecided`.
        """
        j, of = self.case.issue_ids.index(issue), self.case.issue(issue).option_ids.index
        if worse == better:
            return ZERO, ZERO
        return self._between(
            Linear(of_worths={(j, of(better)): Fraction(1), (j, of(worse)): Fraction(-1)}), ZERO
        )

    def margin(self, package: Mapping[str, str]) -> Linear:
        """Give by how much a package exceeds no agreement, times the sum of weights."""
        points = Linear(constant=self._points(package) * (self.truths.doubt.total or Fraction(1)))
        return worth_of(self._row(package)).plus(against(self.truths.doubt, None)).plus(points)

    def _row(self, package: Mapping[str, str]) -> tuple[int, ...]:
        return tuple(issue.option_ids.index(package[issue.id]) for issue in self.case.issues)

    def _points(self, package: Mapping[str, str]) -> Fraction:
        return sum(
            (i.points for i in self.preferences.interactions if i.condition.holds(package)), ZERO
        )

    def _between(self, linear: Linear, points: Fraction) -> tuple[Fraction, Fraction]:
        return -self._most_ratio(linear.negated()) + points, self._most_ratio(linear) + points

    def _most_ratio(self, linear: Linear) -> Fraction:
        truths, total = self.truths, self._total
        if truths.doubt.total is not None:
            return truths.most(linear).value / truths.doubt.total
        truth = truths.most(total).point
        for _ in range(MOST_STEPS):
            quotient = truths.doubt.value(linear, truth) / truths.doubt.value(total, truth)
            found = truths.most(linear.plus(total, -quotient))
            if found.value <= 0:
                return quotient
            truth = found.point
        raise NotDecided("the least and the most of a worth were not found in the steps allowed")
