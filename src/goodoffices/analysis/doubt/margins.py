"""By how much packages exceed another one, or the walk-away values, in all truths of each party.

Also which package does so for all parties. Exact.

For given multipliers of a party's rankings, the most by which a package y can exceed is at most a
sum over y's issues. In a given truth it is such a sum. So a question about all packages is put to
the engine that adds up issues, with one column for each of these sums.
Where the engine's answer is wrong in the party's true extreme, the multipliers (or the truth) that
show it become one more column. A package once refused is not answered again, so this ends.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from goodoffices.analysis.doubt.bounds import against
from goodoffices.analysis.doubt.columns import (
    Column,
    points_on_combinations,
    points_on_single_options,
    reaching,
    summed,
)
from goodoffices.analysis.doubt.party_doubt import ZERO, Linear, Truth, by_issue, worth_of
from goodoffices.analysis.doubt.truths_program import Most, TruthsProgram
from goodoffices.analysis.problem.compiling import compiled_conditions
from goodoffices.analysis.problem.limits import Limits
from goodoffices.analysis.problem.problem import ForbiddenCondition, Problem

Multipliers = tuple[Fraction, ...]


@dataclass
class Proof:
    """What shows that no package is at least as good for all.

    For each party these are the multipliers (under some truth) or the truths (under all) that were
    used.
    """

    multipliers: list[list[Multipliers]] = field(default_factory=list)
    truths: list[list[Truth]] = field(default_factory=list)


class Margins:
    """The margin of each package over a given one.

    Where ``package`` is None, it is the margin over the walk-away values.
    """

    def __init__(
        self, problem: Problem, truths: Sequence[TruthsProgram], package: tuple[int, ...] | None
    ) -> None:
        self.problem, self.truths, self.package = problem, truths, package
        self.doubts = [one.doubt for one in truths]
        self.points_on_options = [points_on_single_options(problem, p) for p in range(len(truths))]
        #: What may be a red line of some party: no package that crosses it can be signed for sure.
        self.may_be_refused = compiled_conditions(
            problem.case, [c for doubt in self.doubts for c in doubt.may_refuse]
        )
        self.reference = [
            against(doubt, package, self.points(p, package)) for p, doubt in enumerate(self.doubts)
        ]

    @cached_property
    def _upper_bounds(self) -> list[dict[Multipliers, Column]]:
        """Keep the bounds of each party's margin that were needed so far, by multipliers.

        They hold for every question.
        """
        return [{(): self.upper_bound(p)} for p in range(len(self.doubts))]

    def points(self, p: int, package: tuple[int, ...] | None) -> Fraction:
        """Give the points that a party's combinations bring a package; 0 for None."""
        if package is None:
            return ZERO
        offset, alone = self.points_on_options[p]
        return (
            offset
            + sum((alone.get((j, i), ZERO) for j, i in enumerate(package)), ZERO)
            + points_on_combinations(self.problem, p, package)
        )

    def is_compared(self, p: int) -> bool:
        """Tell whether a party has anything to be held against."""
        return self.package is not None or self.doubts[p].walk_away is not None

    def margin(self, p: int, package: Sequence[int]) -> Linear:
        """Give the margin of a package for a party, times its sum of weights."""
        points = self.points(p, tuple(int(i) for i in package)) * self._times(p)
        return worth_of(package).plus(self.reference[p]).plus(Linear(constant=points))

    def most(self, p: int, package: Sequence[int]) -> Most:
        """Give the most of a package's margin for a party, over its truths.

        The margin is nothing where there is nothing to be held against.
        """
        return self.truths[p].most(self.margin(p, package) if self.is_compared(p) else Linear())

    def least(self, p: int, package: Sequence[int]) -> Most:
        """Give the least of a package's margin for a party, likewise."""
        return self.truths[p].least(self.margin(p, package) if self.is_compared(p) else Linear())

    # Columns.

    def _times(self, p: int) -> Fraction:
        return self.doubts[p].total or Fraction(1)

    def upper_bound(self, p: int, multipliers: Multipliers = ()) -> Column:
        """Give a sum that a package's margin does not exceed in any truth (an upper bound).

        With no rankings it is the most.
        """
        return self._bound(p, multipliers, Fraction(1))

    def lower_bound(self, p: int) -> Column:
        """Give a sum that a package's margin does not fall below (a lower bound).

        With no rankings it is the least.
        """
        column = self._bound(p, (), Fraction(-1))
        return Column(
            party=p,
            amounts=tuple(tuple(-a for a in row) for row in column.amounts),
            start=-column.start,
            times=-column.times,
        )

    def _bound(self, p: int, multipliers: Multipliers, sign: Fraction) -> Column:
        doubt = self.doubts[p]
        fixed = doubt.held(Linear().plus(self.reference[p], sign), multipliers)
        slope, constant = doubt.floor_slope(fixed.of_floor)
        of_issue = by_issue(fixed)
        amounts = []
        for j, row in enumerate(doubt.scores):
            per_weight, per_worth = fixed.of_weights.get(j, ZERO) + slope, of_issue.get(j, {})
            most = (
                doubt.on_issue(j, per_weight, {**per_worth, i: per_worth.get(i, ZERO) + sign})
                for i in range(len(row))
            )
            amounts.append(list(most))
        column = self._column(p, amounts, fixed.constant + constant, sign * self._times(p))
        return replace(
            column,
            is_strict=any(
                m > 0 and row.is_strict for row, m in zip(doubt.rows, multipliers, strict=False)
            ),
        )

    def in_truth(self, p: int, truth: Truth) -> Column:
        """Give a package's margin in one truth, as a column."""
        amounts = [[w * v for v in row] for w, row in zip(truth.weights, truth.scores, strict=True)]
        return self._column(
            p, amounts, self.doubts[p].value(self.reference[p], truth), self._times(p)
        )

    def _column(
        self, p: int, amounts: list[list[Fraction]], start: Fraction, times: Fraction
    ) -> Column:
        offset, alone = self.points_on_options[p]
        for (j, i), points in alone.items():
            amounts[j][i] += times * points
        return Column(
            party=p, amounts=tuple(map(tuple, amounts)), start=start + times * offset, times=times
        )

    # Questions about all packages.

    def found_under_some(
        self,
        strict: int | None,
        limits: Limits,
        proof: Proof | None = None,
        demands: Collection[int] | None = None,
    ) -> tuple[int, ...] | None:
        """Find a package whose margin can be 0 or more for all, and more for one party.

        None if there is none. ``demands``: if given, only what these ask is kept. Raises
        `OutOfTime`, `NotDecided`.
        """

        def refuted(p: int, package: tuple[int, ...]) -> bool:
            most = self.most(p, package)
            if most.value > 0 or (most.may_be_zero_or_more and p != strict):
                return False
            self._upper_bounds[p].setdefault(
                most.multipliers, self.upper_bound(p, most.multipliers)
            )
            return True

        found = self._search(
            lambda p: list(self._upper_bounds[p].values()), refuted, strict, limits, demands
        )
        if proof is not None and found is None:
            proof.multipliers = self.multipliers_used()
        return found

    def found_under_all(
        self, strict: int | None, limits: Limits, proof: Proof | None = None
    ) -> tuple[int, ...] | None:
        """Find a package whose margin is 0 or more for all in all truths, and more for one party.

        None if there is none.
        """
        used = [[truth.most(Linear()).truth] if truth.doubt.rows else [] for truth in self.truths]
        columns = [
            [self.in_truth(p, t) for t in of_party] or [self.lower_bound(p)]
            for p, of_party in enumerate(used)
        ]

        def refuted(p: int, package: tuple[int, ...]) -> bool:
            least = self.least(p, package)
            if least.value > 0 or (least.value == 0 and (p != strict or not least.is_reached)):
                return False
            used[p].append(least.truth)
            columns[p].append(self.in_truth(p, least.truth))
            return True

        found = self._search(lambda p: columns[p], refuted, strict, limits, surely=True)
        if proof is not None and found is None:
            proof.truths = used
        return found

    def found_within(
        self, truths: Sequence[Truth], strict: int | None, limits: Limits
    ) -> tuple[int, ...] | None:
        """Find a package with such margins in one truth of each party.

        The margin is 0 or more for all, and more for one party.
        """
        return self._search(
            lambda p: [self.in_truth(p, truths[p])], lambda p, package: False, strict, limits
        )

    def found_meeting(self, demands: Collection[int], limits: Limits) -> tuple[int, ...] | None:
        """Find a package that meets some demands under some truth, whatever the others say.

        None if there is none.
        """
        return self.found_under_some(None, limits, demands=demands)

    def multipliers_used(self) -> list[list[Multipliers]]:
        """List the multipliers of each party whose bounds were needed so far."""
        return [list(columns) for columns in self._upper_bounds]

    def _search(
        self,
        columns: Callable[[int], list[Column]],
        refuted: Callable[[int, tuple[int, ...]], bool],
        strict: int | None,
        limits: Limits,
        demands: Collection[int] | None = None,
        *,
        surely: bool = False,
    ) -> tuple[int, ...] | None:
        problem = self.problem
        if surely and self.may_be_refused:
            lines = tuple(
                ForbiddenCondition(condition, len(problem.demands))
                for condition in self.may_be_refused
            )
            problem = replace(problem, forbidden=problem.forbidden + lines)
        parties = [p for p in range(len(self.doubts)) if self.is_compared(p)]
        if demands is not None:
            parties = [p for p in parties if self.problem.walk_away_demand[p] in demands]
        ranked = [p for p in parties if self.doubts[p].rows]
        while True:
            listed = [column for p in parties for column in columns(p)]
            found = reaching(
                summed(problem, listed),
                [int(c.party == strict or c.is_strict) for c in listed],
                limits,
                demands,
            )
            if found is None:
                return None
            # Of all parties, so that each learns from the answer.
            wrong = [refuted(p, found) for p in ranked]
            if not any(wrong):
                return found
            limits.check_time()
