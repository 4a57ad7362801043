"""Truths of one party drawn evenly from all that its bounds and rankings allow, and their centre.

Each number in turn is drawn anew from all values that it can have while the others stay (hit and
run along the coordinates: R. L. Smith 1984; as Gibbs sampling: S. and D. Geman 1984). Weights are
drawn on a scale on which the heaviest is 100, as people rate them. All is in whole numbers on a
fine grid, so that each truth drawn keeps every ranking, and every processor draws the same. How
near a chain comes to an even distribution in so many sweeps is not proven: what is said of many
truths drawn is a sample.

References
----------
R. L. Smith (1984), Efficient Monte Carlo procedures for generating points uniformly distributed
over bounded regions, Operations Research 32(6), 1296-1308.
S. Geman, D. Geman (1984), Stochastic relaxation, Gibbs distributions, and the Bayesian restoration
of images, IEEE Transactions on Pattern Analysis and Machine Intelligence 6(6), 721-741.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from goodoffices.analysis.doubt.party_doubt import ZERO, Linear, PartyDoubt, Truth
from goodoffices.analysis.problem.problem import INT64_SAFE, Integers

#: Steps of the grid to a point, and what the heaviest weight counts where only proportions matter.
STEPS, HEAVIEST = 1_000, 100
#: Sweeps over all numbers before truths count, and between those that do.
BURN_IN, APART = 12, 2
#: Chains that are drawn side by side, at most.
CHAINS = 100


@dataclass(frozen=True)
class InnerTruths:
    """Truths drawn: weights (n, issues), scores (n, options of all issues), walk-away values (n).

    All are whole numbers, ``STEPS`` to a point. ``first``: where the options of each issue begin.
    """

    weights: Integers
    scores: Integers
    floors: Integers
    first: tuple[int, ...]

    def centre(self, doubt: PartyDoubt) -> Truth:
        """Give the mean of the truths drawn, in what is linear, so that it is a truth, too.

        Its weights are on the scale of the drawing.
        """
        n, ends = len(self.weights), (*self.first, self.scores.shape[1])
        weights = [Fraction(int(w), n * STEPS) for w in self.weights.astype(object).sum(axis=0)]
        scores = []
        for j, row in enumerate(doubt.scores):
            worths = (
                self.weights[:, [j]].astype(object) * self.scores[:, ends[j] : ends[j + 1]]
            ).sum(axis=0)
            scores.append(
                tuple(
                    Fraction(int(z), n * STEPS**2) / weights[j] if weights[j] else (low + high) / 2
                    for z, (low, high) in zip(worths, row, strict=True)
                )
            )
        if doubt.walk_away is None:
            return Truth(tuple(weights), tuple(scores), None)
        totals = self.weights.astype(object).sum(axis=1)
        if doubt.total is not None:
            floor = Fraction(int(self.floors.astype(object).sum()), n * STEPS)
        else:
            floor = Fraction(int((self.floors * totals).sum()), int(totals.sum()) * STEPS)
        return Truth(tuple(weights), tuple(scores), floor)


def inner_truths(doubt: PartyDoubt, start: Truth, count: int, seed: int) -> InnerTruths:
    """Draw so many truths, from one that is known to start with. The same for the same seed.

    ``start``: in the proportions of `PartyDoubt.weights`. Rounded to the grid it may lack a little
    of what rankings ask; what is drawn lacks no more. Cost: some thirty sweeps over the numbers in
    doubt, each with a look at the rankings that name it.
    """
    return _Chains(doubt, start, min(count, CHAINS), seed).drawn(count)


@dataclass(frozen=True, kw_only=True)
class _Grid:
    """The rows of a party in whole numbers.

    A row is at least 0: ``constant`` + ``of_weights`` w + ``of_worths`` w s + ``of_floor`` d T,
    where T is the sum of the weights, or ``total`` where that is known.
    """

    of_weights: Integers
    of_worths: Integers
    of_floor: Integers
    constant: Integers
    total: int | None


def _gridded(doubt: PartyDoubt, first: tuple[int, ...], n_scores: int) -> _Grid:
    rows: list[tuple[Linear, bool]] = [
        (row.at_least_zero, row.is_strict)
        for row in doubt.rows
        # The sum of proportions is no number of its own on the scale of the drawing.
        if not (doubt.is_relative and row.at_least_zero.constant)
    ]
    total = None if doubt.total is None else doubt.total * STEPS
    made: list[tuple[list[int], list[int], int, int]] = []
    for linear, is_strict in rows:
        numbers = [*linear.of_weights.values(), *linear.of_worths.values(), linear.of_floor]
        scale = math.lcm(
            *(x.denominator for x in (*numbers, linear.constant)),
            1 if total is None else total.denominator,
        )
        weights, worths = [0] * len(doubt.weights), [0] * n_scores
        for j, a in linear.of_weights.items():
            weights[j] = int(a * scale) * STEPS
        for (j, i), g in linear.of_worths.items():
            worths[first[j] + i] = int(g * scale)
        constant = int(linear.constant * scale) * STEPS**2 - (STEPS**2 if is_strict else 0)
        made.append((weights, worths, int(linear.of_floor * scale), constant))
    columns = [
        [row[0] for row in made],
        [row[1] for row in made],
        [row[2] for row in made],
        [row[3] for row in made],
    ]
    largest = max(
        (
            (sum(map(abs, w)) + sum(map(abs, z)) * 100 * STEPS + abs(f) * 100 * STEPS)
            * 100
            * STEPS
            * max(1, len(doubt.weights))
            + abs(c)
            for w, z, f, c in made
        ),
        default=0,
    )
    dtype = np.int64 if largest < INT64_SAFE // 4 else object
    shapes = ((len(made), len(doubt.weights)), (len(made), n_scores), (len(made),), (len(made),))
    arrays = [np.array(c, dtype).reshape(shape) for c, shape in zip(columns, shapes, strict=True)]
    return _Grid(
        of_weights=arrays[0],
        of_worths=arrays[1],
        of_floor=arrays[2],
        constant=arrays[3],
        total=None if total is None else int(total),
    )


class _Chains:
    """Chains of truths that are drawn side by side."""

    def __init__(self, doubt: PartyDoubt, start: Truth, chains: int, seed: int) -> None:
        self.doubt, self.random = doubt, np.random.default_rng(seed)
        sizes = [len(row) for row in doubt.scores]
        self.first = tuple(sum(sizes[:j]) for j in range(len(sizes)))
        self.issue = np.repeat(np.arange(len(sizes)), sizes)
        self.grid = _gridded(doubt, self.first, sum(sizes))
        heaviest = max(start.weights, default=ZERO)
        times = HEAVIEST / heaviest if doubt.is_relative and heaviest else Fraction(1)
        dtype = self.grid.constant.dtype
        one = [round(w * times * STEPS) for w in start.weights]
        self.weights = np.array([one] * chains, dtype).T
        flat = [round(v * STEPS) for row in start.scores for v in row]
        self.scores = np.array([flat] * chains, dtype).reshape(chains, -1).T
        floor = round((start.walk_away or ZERO) * STEPS)
        self.floors = np.array([floor] * chains, dtype)
        self.weight_ends = [self._ends_of_weight(j) for j in range(len(sizes))]
        self.score_ends = [
            (math.ceil(low * STEPS), math.floor(high * STEPS))
            for row in doubt.scores
            for low, high in row
        ]
        # Rounding may cost a row a little; it is asked for no more than it had.
        self.lacking = np.minimum(self._values(), 0)

    def _ends_of_weight(self, j: int) -> tuple[int, int]:
        low, high = self.doubt.weights[j]
        if self.doubt.is_relative:
            return 0, HEAVIEST * STEPS if high else 0
        if j in self.doubt.blank:
            high = max(low, min(high, self.doubt.known_weight))
        return math.ceil(low * STEPS), math.floor(high * STEPS)

    def _totals(self) -> Integers:
        sums: Integers = self.weights.sum(axis=0)
        return sums if self.grid.total is None else np.full_like(sums, self.grid.total)

    def _values(self) -> Integers:
        """Give what each row comes to in each chain (rows, chains)."""
        grid = self.grid
        worths = self.weights[self.issue] * self.scores
        values: Integers = (
            grid.constant[:, None]
            + grid.of_weights @ self.weights
            + grid.of_worths @ worths
            + grid.of_floor[:, None] * (self.floors * self._totals())[None, :]
        )
        return values

    def drawn(self, count: int) -> InnerTruths:
        """Sweep until enough truths are drawn."""
        kept = []
        chains = self.weights.shape[1]
        for _ in range(BURN_IN):
            self._sweep()
        for _ in range(math.ceil(count / chains)):
            for _ in range(APART):
                self._sweep()
            kept.append((self.weights.T.copy(), self.scores.T.copy(), self.floors.copy()))
        weights, scores, floors = (
            np.concatenate([one[k] for one in kept])[:count] for k in range(3)
        )
        return InnerTruths(weights, scores, floors, self.first)

    def _sweep(self) -> None:
        grid, values = self.grid, self._values()
        ends = (*self.first, len(self.issue))
        for j, (low, high) in enumerate(self.weight_ends):
            if low >= high:
                continue
            of_issue = slice(ends[j], ends[j + 1])
            slope = grid.of_weights[:, [j]] + grid.of_worths[:, of_issue] @ self.scores[of_issue]
            if grid.total is None:
                slope = slope + grid.of_floor[:, None] * self.floors[None, :]
            self._draw(self.weights, j, slope, values, (low, high))
        for k, (low, high) in enumerate(self.score_ends):
            if low < high:
                slope = grid.of_worths[:, [k]] * self.weights[self.issue[k]][None, :]
                self._draw(self.scores, k, slope, values, (low, high))
        if self.doubt.walk_away is not None:
            low, high = (
                math.ceil(self.doubt.walk_away[0] * STEPS),
                math.floor(self.doubt.walk_away[1] * STEPS),
            )
            if low < high:
                slope = grid.of_floor[:, None] * self._totals()[None, :]
                self._draw(self.floors[None, :], 0, slope, values, (low, high))

    def _draw(
        self,
        numbers: Integers,
        place: int,
        slope: Integers,
        values: Integers,
        ends: tuple[int, int],
    ) -> None:
        """Draw one number of all chains anew, from between what bounds and rows leave it.

        ``values`` are brought up to date.
        """
        old = numbers[place]
        # How far each row lets the number move: slope times the move is at least -room.
        room = values - self.lacking
        least = np.full(len(old), ends[0], old.dtype)
        most = np.full(len(old), ends[1], old.dtype)
        for row in np.flatnonzero((slope != 0).any(axis=1)):
            up, down = slope[row] > 0, slope[row] < 0
            if up.any():
                step = -(room[row, up] // slope[row, up])
                least[up] = np.maximum(least[up], old[up] + step)
            if down.any():
                step = room[row, down] // -slope[row, down]
                most[down] = np.minimum(most[down], old[down] + step)
        span = np.maximum(most - least, -1).astype(np.int64)
        free = span >= 0
        new = old.copy()
        new[free] = least[free] + self.random.integers(0, span[free] + 1)
        values += slope * (new - old)[None, :]
        numbers[place] = new
