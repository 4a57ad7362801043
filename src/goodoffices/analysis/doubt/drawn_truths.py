"""Truths drawn at random where numbers are in doubt, and what packages are worth in each. Sampled.

What may be a red line is one in every second truth. Each number is drawn evenly from its bounds,
one apart from another; a blank weight between 0 and the greatest weight that is known. Of a party
with rankings truths are drawn evenly from all that keep them (`inner_truths`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.doubt.analysis_in_doubt import AnalysisInDoubt
from goodoffices.analysis.doubt.inner_truths import STEPS, inner_truths
from goodoffices.analysis.doubt.margins import Margins
from goodoffices.analysis.doubt.party_doubt import PartyDoubt
from goodoffices.analysis.doubt.truths_program import CENTRED, SEED, TruthsProgram

Floats = npt.NDArray[np.float64]
#: Points up to which two packages count as equally good in a truth that was drawn; and where a
#: truth was drawn on a grid, by which a package may lack what it is worth there.
TIED, ON_GRID = 1e-7, 0.01


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
    """Draws truths of all parties with a seed; the same for the same seed."""

    def __init__(self, result: AnalysisInDoubt, seed: int) -> None:
        self.result, self.seed = result, seed
        self._inner: dict[int, list[Drawn]] = {}

    def drawn(self, packages: npt.NDArray[np.int32], count: int) -> Iterator[DrawnWorth]:
        """Draw truths and give what packages (n, m) are worth in each.

        Each call draws the same truths.
        """
        problem, random = self.result.problem, np.random.default_rng(self.seed)
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
        for number in range(count):
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
                        self._with_rankings(p, count)[number]
                        if doubt.rows
                        else _drawn(doubt, random)
                    )
                    worth, floor = _worth(doubt, truth, packages, combinations[p])
                    if floor is not None:
                        reached &= worth >= floor - (ON_GRID if doubt.rows else TIED)
                    if may_refuse[p].any() and random.random() < 0.5:  # one way or the other
                        refused |= may_refuse[p]
                columns.append(worth)
                floors.append(floor)
            yield DrawnWorth(np.stack(columns, axis=1), tuple(floors), reached, refused)

    def _with_rankings(self, p: int, count: int) -> list[Drawn]:
        """Give as many truths of a party with rankings, drawn once."""
        if len(self._inner.get(p, ())) < count:
            self._inner[p] = inner_truths_of(self.result.truths[p], count, self.seed + p)
        return self._inner[p]


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


def inner_truths_of(truths: TruthsProgram, count: int, seed: int) -> list[Drawn]:
    """Draw truths of one party with rankings evenly from what these allow.

    They are sampled, for choosing and counting alone.
    """
    doubt = truths.doubt
    found = (
        truths.roughly_drawn
        if seed == SEED and count <= CENTRED
        else inner_truths(doubt, truths.roughly_amid(), count, seed)
    )
    ends = (*found.first, found.scores.shape[1])
    weights = found.weights.astype(float) / STEPS
    scores, floors = found.scores.astype(float) / STEPS, found.floors.astype(float) / STEPS
    return [
        Drawn(
            weights[k],
            tuple(
                weights[k, j] * scores[k, ends[j] : ends[j + 1]] for j in range(len(doubt.weights))
            ),
            None if doubt.walk_away is None else float(floors[k]),
        )
        for k in range(count)
    ]


def _worth(
    doubt: PartyDoubt, truth: Drawn, packages: npt.NDArray[np.int32], points: Floats
) -> tuple[Floats, float | None]:
    """Give the utilities of packages under one truth of a party, and its walk-away value there."""
    worth = np.zeros(len(packages))
    for j, of_issue in enumerate(truth.worths):
        worth += of_issue[packages[:, j]]
    total = float(doubt.total) if doubt.total is not None else truth.weights.sum()
    return worth / total + points, truth.floor
