"""How often, where numbers are in doubt, a package is efficient and can be signed by all: by drawing truths at random. Sampled, no proof.

Each number is drawn evenly from its bounds, one apart from another; a blank weight between 0 and the greatest weight that is known. Packages are
compared with the candidates only (acceptability in the sense of Lahdelma, Hokkanen and Salminen 1998).

References
----------
R. Lahdelma, J. Hokkanen, P. Salminen (1998), SMAA - Stochastic multiobjective acceptability analysis, European Journal of Operational
Research 106(1), 137-143.
E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the American Statistical Association 22(158), 209-212.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.doubt import PartyDoubt
from goodoffices.analysis.in_doubt import AnalysisInDoubt

#: Truths that are drawn; candidates that are compared; the quantile of a 95 % interval.
DRAWN, COMPARED, QUANTILE = 1_000, 200, 1.959964


@dataclass(frozen=True)
class Share:
    """A share of the truths drawn, with a 95 % interval (Wilson 1927)."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Acceptability:
    """For each candidate looked at (position in the result's list) how often it is efficient among them, and how often all could sign it."""

    drawn: int
    seed: int
    candidates: tuple[int, ...]
    efficient: tuple[Share, ...]
    signed: tuple[Share, ...]


def acceptability(result: AnalysisInDoubt, seed: int, drawn: int = DRAWN) -> Acceptability:
    """Drawn with a seed; the same for the same seed. Cost: ``drawn`` comparisons of all candidates."""
    chosen = sorted(range(len(result.candidates)), key=lambda k: not result.candidates[k].names)[:COMPARED]
    packages = np.array([result.candidates[k].package for k in chosen], np.int32)
    random = np.random.default_rng(seed)
    efficient, signed = np.zeros(len(chosen), int), np.zeros(len(chosen), int)
    certain = result.problem.utilities(packages)
    for _ in range(drawn):
        columns, fine = [], np.ones(len(chosen), bool)
        for p, doubt in enumerate(result.doubts):
            if doubt.is_certain:
                scale = result.problem.readings[p].final_scale
                worth = certain[:, p].astype(float) / scale
                floor = None if doubt.walk_away is None else float(doubt.walk_away[0])
                # What is certain is compared exactly.
                if result.problem.walk_away[p] is not None:
                    fine &= (certain[:, p] >= result.problem.walk_away[p]).astype(bool)
            else:
                worth, floor = _drawn(doubt, packages, random)
                if floor is not None:
                    fine &= worth >= floor
            columns.append(worth)
        totals = np.stack(columns, axis=1)
        at_least = (totals[:, None, :] >= totals[None, :, :]).all(axis=2)
        beaten = (at_least & ~at_least.T).any(axis=0)
        efficient += ~beaten
        signed += fine
    shares = [tuple(_share(int(k), drawn) for k in counts) for counts in (efficient, signed)]
    return Acceptability(drawn, seed, tuple(chosen), shares[0], shares[1])


def _drawn(doubt: PartyDoubt, packages: npt.NDArray[np.int32], random: np.random.Generator) -> tuple[npt.NDArray[np.float64], float | None]:
    """Utilities of the packages under one truth of a party, and its walk-away value there."""
    known = float(doubt.known_weight)
    weights = np.array(
        [random.uniform(float(low), known if j in doubt.blank else float(high)) for j, (low, high) in enumerate(doubt.weights)]
    )
    worth = np.zeros(len(packages))
    for j, row in enumerate(doubt.scores):
        scores = np.array([random.uniform(float(low), float(high)) for low, high in row])
        worth += weights[j] * scores[packages[:, j]]
    floor = None if doubt.walk_away is None else random.uniform(float(doubt.walk_away[0]), float(doubt.walk_away[1]))
    return worth / weights.sum(), floor


def _share(k: int, n: int) -> Share:
    share, z = k / n, QUANTILE
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * float(np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)))
    return Share(share, max(0.0, middle - half), min(1.0, middle + half))
