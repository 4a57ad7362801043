"""The truths of one party where its numbers are in doubt.

They are all choices of weights, scores and a walk-away value within bounds that keep its rankings.

Write z for weight times score and D for walk-away value times the sum of weights. Then intervals,
blanks and rankings are linear in (w, z, D), and so is by how much one package exceeds another.
Without rankings the most of such a difference is a sum over issues, each at its extreme. With
rankings r(t) >= 0 it is at most the same sum for the difference plus m r, for any multipliers m >=
0 (Lagrange). The best m are those of a linear program, and give it exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from goodoffices.case import Condition, Package

Bounds = tuple[Fraction, Fraction]
ZERO = Fraction(0)
Key = TypeVar("Key")


@dataclass(frozen=True)
class Linear:
    """A linear function of a truth.

    It is linear in weights by issue, in weight times score by (issue, option), and in D; and it has
    a constant.
    """

    of_weights: Mapping[int, Fraction] = field(default_factory=dict)
    of_worths: Mapping[tuple[int, int], Fraction] = field(default_factory=dict)
    of_floor: Fraction = ZERO
    constant: Fraction = ZERO

    def plus(self, other: Linear, times: Fraction = Fraction(1)) -> Linear:
        """Add so many times another function."""
        return Linear(
            _added(self.of_weights, other.of_weights, times),
            _added(self.of_worths, other.of_worths, times),
            self.of_floor + times * other.of_floor,
            self.constant + times * other.constant,
        )

    def negated(self) -> Linear:
        """Give the function with the opposite sign."""
        return Linear().plus(self, Fraction(-1))


def _added(
    one: Mapping[Key, Fraction], other: Mapping[Key, Fraction], times: Fraction
) -> dict[Key, Fraction]:
    found = dict(one)
    for key, value in other.items():
        found[key] = found.get(key, ZERO) + times * value
    return found


@dataclass(frozen=True)
class Truth:
    """One choice of a party's numbers.

    It holds a weight for each issue, a score for each option, and the walk-away value (None: the
    party has none). Where only the proportions of weights matter, a truth stands for all truths
    with these proportions.
    """

    weights: tuple[Fraction, ...]
    scores: tuple[tuple[Fraction, ...], ...]
    walk_away: Fraction | None


@dataclass(frozen=True)
class Row:
    """Something that is 0 or more in each truth, and the ranking that says so.

    ``ranking`` is "" for what the model asks itself. ``is_strict``: it is above 0.
    """

    ranking: str
    at_least_zero: Linear
    is_strict: bool = False


@dataclass(frozen=True, kw_only=True)
class PartyDoubt:
    """The bounds and rankings of one party: ``weights[j]``, ``scores[j][i]``, ``walk_away``.

    - ``walk_away`` is None where it has none.
    - ``is_certain``: no bound is wider than a number.
    - ``blank``: issues (positions) whose weight is blank.
    - ``total``: the sum of the weights where it is the same in all truths (1 where weights are
      taken as given), else None.
    - ``rows``: what rankings say beyond the bounds.
    - ``counts``: where only the proportions of weights matter, an issue whose weight is known to be
      above 0. Proportions in which it is 0 are no truth: a blank weight comes near to them as it
      grows (a *limit*).
    - ``given``: there the weights as the file has them; above, None for no end.
    - ``may_refuse``: what may be a red line.
    """

    party: str
    weights: tuple[Bounds, ...]
    scores: tuple[tuple[Bounds, ...], ...]
    walk_away: Bounds | None
    is_certain: bool
    blank: frozenset[int] = frozenset()
    total: Fraction | None = None
    rows: tuple[Row, ...] = ()
    counts: int | None = None
    given: tuple[tuple[Fraction, Fraction | None], ...] = ()
    may_refuse: tuple[Condition, ...] = ()

    def may_be_refused(self, package: Package) -> bool:
        """Tell whether a package crosses what may be a red line, and may be none."""
        return any(condition.holds(package) for condition in self.may_refuse)

    @property
    def is_relative(self) -> bool:
        """Tell whether every weight may be 0, so that only their proportions matter."""
        return any(not row.ranking for row in self.rows)

    @property
    def known_weight(self) -> Fraction:
        """Give the greatest that a weight which surely counts may have.

        Where a number is needed, a blank weight is taken to lie below it.
        """
        return max((high for low, high in self.weights if low > 0), default=Fraction(1))

    def on_issue(self, j: int, per_weight: Fraction, per_worth: Mapping[int, Fraction]) -> Fraction:
        """Give the most of a linear function of one issue's weight and worths."""
        slope = per_weight + sum((g * self.scores[j][i][g > 0] for i, g in per_worth.items()), ZERO)
        return slope * self.weights[j][slope > 0]

    def floor_slope(self, of_floor: Fraction) -> tuple[Fraction, Fraction]:
        """Give the most of a multiple of D: so much for each unit of weight, and a constant."""
        if not of_floor or self.walk_away is None:
            return ZERO, ZERO
        most = of_floor * self.walk_away[of_floor > 0]
        return (most, ZERO) if self.total is None else (ZERO, most * self.total)

    def held(self, linear: Linear, multipliers: Sequence[Fraction]) -> Linear:
        """Add to a function so many times what each row says to be 0 or more."""
        for row, times in zip(self.rows, multipliers, strict=False):
            if times:
                linear = linear.plus(row.at_least_zero, times)
        return linear

    def bound(self, linear: Linear, multipliers: Sequence[Fraction] = ()) -> Fraction:
        """Give what a linear function does not exceed in any truth (an upper bound).

        Exact: with no rows it is reached.
        """
        linear = self.held(linear, multipliers)
        slope, constant = self.floor_slope(linear.of_floor)
        of_issue = by_issue(linear)
        return (
            linear.constant
            + constant
            + sum(
                (
                    self.on_issue(j, linear.of_weights.get(j, ZERO) + slope, of_issue.get(j, {}))
                    for j in range(len(self.weights))
                ),
                ZERO,
            )
        )

    def value(self, linear: Linear, truth: Truth) -> Fraction:
        """Give the value of a linear function in one truth."""
        total = sum(truth.weights, ZERO) if self.total is None else self.total
        found = linear.constant + sum(
            (a * truth.weights[j] for j, a in linear.of_weights.items()), ZERO
        )
        found += sum(
            (g * truth.weights[j] * truth.scores[j][i] for (j, i), g in linear.of_worths.items()),
            ZERO,
        )
        return found + (
            ZERO if truth.walk_away is None else linear.of_floor * truth.walk_away * total
        )

    def allows(self, truth: Truth) -> bool:
        """Tell whether a truth lies within every interval of the file and keeps the rankings."""
        ends = self.given or self.weights
        return (
            all(
                low <= w and (high is None or w <= high)
                for w, (low, high) in zip(truth.weights, ends, strict=True)
            )
            and (self.total is not None or any(truth.weights))
            and self._keeps(truth, [row for row in self.rows if row.ranking])
        )

    def allows_point(self, point: Truth) -> bool:
        """Tell the same of a point, whose weights are proportions where only these matter.

        A limit is such a point, too.
        """
        return all(
            low <= w <= high for w, (low, high) in zip(point.weights, self.weights, strict=True)
        ) and self._keeps(point, self.rows)

    def _keeps(self, truth: Truth, rows: Sequence[Row]) -> bool:
        inside = all(
            low <= v <= high
            for of_issue, row in zip(truth.scores, self.scores, strict=True)
            for v, (low, high) in zip(of_issue, row, strict=True)
        )
        if self.walk_away is not None:
            inside &= (
                truth.walk_away is not None
                and self.walk_away[0] <= truth.walk_away <= self.walk_away[1]
            )
        return inside and all(self.value(row.at_least_zero, truth) >= 0 for row in rows)

    def is_limit(self, point: Truth) -> bool:
        """Tell whether these proportions are a limit.

        Truths only come near to them, as a blank weight outweighs all others.
        """
        return self.counts is not None and not point.weights[self.counts]

    def in_own_numbers(self, point: Truth) -> Truth:
        """Give a truth with its weights on the scale of the file.

        Each known one then lies within its interval.
        """
        known = [
            (w, low, high)
            for w, (low, high) in zip(point.weights, self.given, strict=False)
            if w and high is not None
        ]
        if not known:
            return point
        # What is certain, or at least something, says how long the scale is; else none may be above
        # its most.
        times = max(low / w for w, low, _ in known) or min(high / w for w, _, high in known)
        return Truth(tuple(w * times for w in point.weights), point.scores, point.walk_away)

    def greedy(self, linear: Linear) -> Truth:
        """Give the numbers within the bounds that make a linear function largest.

        Rankings are not looked at.
        """
        slope, _ = self.floor_slope(linear.of_floor)
        of_issue = by_issue(linear)
        weights, scores = [], []
        for j, (bounds, row) in enumerate(zip(self.weights, self.scores, strict=True)):
            wanted = of_issue.get(j, {})
            scores.append(tuple(b[wanted.get(i, ZERO) > 0] for i, b in enumerate(row)))
            tilt = (
                linear.of_weights.get(j, ZERO)
                + slope
                + sum((g * scores[j][i] for i, g in wanted.items()), ZERO)
            )
            weights.append(bounds[tilt > 0])
        floor = None if self.walk_away is None else self.walk_away[linear.of_floor > 0]
        return Truth(tuple(weights), tuple(scores), floor)


def mixture(shares: Sequence[Fraction], truths: Sequence[Truth], doubt: PartyDoubt) -> Truth:
    """Mix truths in what is linear, so that the mixture is a truth, too.

    They are mixed in weights, in weight times score, and in walk-away value times the sum of
    weights. In these, bounds and rankings are linear.
    """
    pairs = list(zip(shares, truths, strict=True))
    weights = tuple(
        sum((a * t.weights[j] for a, t in pairs), ZERO) for j in range(len(doubt.weights))
    )
    scores = tuple(
        tuple(
            sum((a * t.weights[j] * t.scores[j][i] for a, t in pairs), ZERO) / weights[j]
            if weights[j]
            else low
            for i, (low, _) in enumerate(row)
        )
        for j, row in enumerate(doubt.scores)
    )
    if doubt.walk_away is None:
        return Truth(weights, scores, None)
    totals = [a * (sum(t.weights, ZERO) if doubt.total is None else doubt.total) for a, t in pairs]
    floor = sum(
        (total * (t.walk_away or ZERO) for total, (_, t) in zip(totals, pairs, strict=True)), ZERO
    )
    return Truth(weights, scores, floor / sum(totals, ZERO))


def by_issue(linear: Linear) -> dict[int, dict[int, Fraction]]:
    """Give the part of a function that is in worths, for each issue by option."""
    found: dict[int, dict[int, Fraction]] = {}
    for (j, i), g in linear.of_worths.items():
        found.setdefault(j, {})[i] = g
    return found


def worth_of(package: Sequence[int]) -> Linear:
    """Give what a package is worth, times the sum of weights; without points on combinations."""
    return Linear(of_worths={(j, int(i)): Fraction(1) for j, i in enumerate(package)})


def total_weight(doubt: PartyDoubt) -> Linear:
    """Give the sum of a party's weights, by which a worth is divided to be a utility."""
    if doubt.total is not None:
        return Linear(constant=doubt.total)
    return Linear(of_weights=dict.fromkeys(range(len(doubt.weights)), Fraction(1)))
