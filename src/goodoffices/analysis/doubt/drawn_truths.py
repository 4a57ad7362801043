"""Truths drawn at random where numbers are in doubt, and what packages are worth in each. Sampled.

What may be a red line is one in every second truth. Each number is drawn evenly from its bounds,
one apart from another; a blank weight between 0 and the greatest weight that is known. Of a party
with rankings truths are mixed at random from extreme ones, so that all keep the rankings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.doubt.analysis_in_doubt import AnalysisInDoubt
from goodoffices.analysis.doubt.margins import Margins
from goodoffices.analysis.doubt.party_doubt import Linear, PartyDoubt, Truth
from goodoffices.analysis.doubt.truths_program import TruthsProgram

Floats = npt.NDArray[np.float64]
#: Extreme truths of a party with rankings, and how many of them are mixed at a time.
EXTREME, MIXED = 60, 4
#: Points up to which two packages count as equally good in a truth that was drawn.
TIED = 1e-7


@dataclass(frozen=True)
class DrawnWorth:
    """What packages are worth in one truth of all parties.

    ``totals`` (packages, parties): utilities. ``floors``: walk-away values, None where a party has
    none. ``reached``: all walk-away values are; ``refused``: a package crosses a red line there.
    """

    totals: Floats
    floors: tuple[float | None, ...]
    reached: npt.NDArray[np.bool_]
    refused: npt.NDArray[np.bool_]


class TruthSampler:
    """Draws truths of all parties with a seed; the same for the same seed.

    Cost to make one: ``EXTREME`` linear programs for each party with rankings.
    """

    def __init__(self, result: AnalysisInDoubt, seed: int) -> None:
        self.result, self.seed = result, seed
        self._random = np.random.default_rng(seed)
        self._extreme = [
            _extreme(one, self._random) if one.doubt.rows else [] for one in result.truths
        ]

    def drawn(self, packages: npt.NDArray[np.int32], count: int) -> Iterator[DrawnWorth]:
        """Draw truths and give what packages (n, m) are worth in each.

        Each call draws the same truths.
        """
        problem, random = self.result.problem, deepcopy(self._random)
        certain = problem.utilities(packages)
        over = Margins(problem, self.result.truths, None)
        # What combinations bring a party, for each package.
        combinations = [
            np.array([float(over.points(p, package)) for package in packages])
            for p in range(len(self.result.doubts))
        ]
        may_refuse = [
            np.array([doubt.may_be_refused(problem.package(package)) for package in packages], bool)
            for doubt in self.result.doubts
        ]
        for _ in range(count):
            columns, floors = [], []
            reached, refused = np.ones(len(packages), bool), np.zeros(len(packages), bool)
            for p, doubt in enumerate(self.result.doubts):
                if doubt.is_certain:
                    scale = problem.evaluations[p].final_scale
                    worth = certain[:, p].astype(float) / scale
                    floor = None if doubt.walk_away is None else float(doubt.walk_away[0])
                    # What is certain is compared exactly.
                    if problem.walk_away[p] is not None:
                        reached &= (certain[:, p] >= problem.walk_away[p]).astype(bool)
                else:
                    truth = (
                        _mixed(doubt, self._extreme[p], random)
                        if doubt.rows
                        else _drawn(doubt, random)
                    )
                    worth, floor = _worth(doubt, truth, packages, combinations[p])
                    if floor is not None:
                        reached &= worth >= floor - TIED
                    if may_refuse[p].any() and random.random() < 0.5:  # one way or the other
                        refused |= may_refuse[p]
                columns.append(worth)
                floors.append(floor)
            yield DrawnWorth(np.stack(columns, axis=1), tuple(floors), reached, refused)


@dataclass(frozen=True)
class Drawn:
    """One truth in floating point.

    It holds weights, worths (weight times score) by issue, and the walk-away value.
    """

    weights: Floats
    worths: tuple[Floats, ...]
    floor: float | None


def _drawn(doubt: PartyDoubt, random: np.random.Generator) -> Drawn:
    """Draw each number evenly from its bounds."""
    known = float(doubt.known_weight)
    weights = np.array(
        [
            random.uniform(float(low), known if j in doubt.blank else float(high))
            for j, (low, high) in enumerate(doubt.weights)
        ]
    )
    worths = tuple(
        w * np.array([random.uniform(float(low), float(high)) for low, high in row])
        for w, row in zip(weights, doubt.scores, strict=True)
    )
    floor = (
        None
        if doubt.walk_away is None
        else random.uniform(float(doubt.walk_away[0]), float(doubt.walk_away[1]))
    )
    return Drawn(weights, worths, floor)


def mixed_truths(truths: TruthsProgram, count: int, random: np.random.Generator) -> list[Drawn]:
    """Mix truths of one party at random from extreme ones.

    They are sampled, for choosing and counting alone.
    """
    extreme = _extreme(truths, random)
    return [_mixed(truths.doubt, extreme, random) for _ in range(count)]


def _extreme(truths: TruthsProgram, random: np.random.Generator) -> list[Drawn]:
    """Find truths that are extreme in random directions."""
    doubt, found = truths.doubt, []
    for _ in range(EXTREME):
        wanted = Linear(
            {
                j: Fraction(int(k))
                for j, k in enumerate(random.integers(-9, 10, len(doubt.weights)))
            },
            {
                (j, i): Fraction(int(k))
                for j, row in enumerate(doubt.scores)
                for i, k in enumerate(random.integers(-9, 10, len(row)))
            },
            Fraction(int(random.integers(-9, 10))),
        )
        truth = truths.roughly_most(wanted)
        weights = np.array(truth.weights)
        worths = tuple(w * np.array(row) for w, row in zip(weights, truth.scores, strict=True))
        found.append(Drawn(weights, worths, truth.walk_away))
    return (
        found if doubt.counts is None else [_off_limit(doubt, one, truths.inner) for one in found]
    )


def _off_limit(doubt: PartyDoubt, drawn: Drawn, inner: Truth) -> Drawn:
    """Mix a truth with a tenth of one far from the limit.

    At the limit a weight known to be above 0 would not count.
    """
    weights = np.array([float(w) for w in inner.weights])
    worths = [
        w * np.array([float(v) for v in row]) for w, row in zip(weights, inner.scores, strict=True)
    ]
    mixed = 0.9 * drawn.weights + 0.1 * weights
    if doubt.walk_away is None:
        floor = None
    else:
        floor = (
            0.9 * drawn.weights.sum() * (drawn.floor or 0.0)
            + 0.1 * weights.sum() * float(inner.walk_away or 0)
        ) / mixed.sum()
    return Drawn(
        mixed, tuple(0.9 * a + 0.1 * b for a, b in zip(drawn.worths, worths, strict=True)), floor
    )


def _mixed(doubt: PartyDoubt, extreme: Sequence[Drawn], random: np.random.Generator) -> Drawn:
    """Mix a few extreme truths; the mixture keeps bounds and rankings, too."""
    chosen = [extreme[int(k)] for k in random.integers(0, len(extreme), MIXED)]
    shares = random.dirichlet(np.ones(MIXED))
    weights = sum(
        (a * t.weights for a, t in zip(shares, chosen, strict=True)), np.zeros(len(doubt.weights))
    )
    worths = tuple(
        np.asarray(sum(a * t.worths[j] for a, t in zip(shares, chosen, strict=True)))
        for j in range(len(doubt.weights))
    )
    if doubt.walk_away is None:
        return Drawn(weights, worths, None)
    totals = [1.0 if doubt.total is not None else float(t.weights.sum()) for t in chosen]
    floor = sum(
        a * total * (t.floor or 0.0) for a, total, t in zip(shares, totals, chosen, strict=True)
    )
    return Drawn(
        weights, worths, floor / sum(a * total for a, total in zip(shares, totals, strict=True))
    )


def _worth(
    doubt: PartyDoubt, truth: Drawn, packages: npt.NDArray[np.int32], points: Floats
) -> tuple[Floats, float | None]:
    """Give the utilities of packages under one truth of a party, and its walk-away value there."""
    worth = np.zeros(len(packages))
    for j, of_issue in enumerate(truth.worths):
        worth += of_issue[packages[:, j]]
    total = float(doubt.total) if doubt.total is not None else truth.weights.sum()
    return worth / total + points, truth.floor
