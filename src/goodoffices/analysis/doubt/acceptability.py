"""How often, where numbers are in doubt, a package is efficient and can be signed by all.

Truths are drawn at random for it. Sampled, no proof.

What may be a red line is one in every second truth. Each number is drawn evenly from its bounds,
one apart from another; a blank weight between 0 and the greatest weight that is known. Of a party
with rankings truths are mixed at random from extreme ones, so that all keep the rankings.
Packages are compared with the candidates only (acceptability in the sense of Lahdelma, Hokkanen and
Salminen 1998).

References
----------
R. Lahdelma, J. Hokkanen, P. Salminen (1998), SMAA - Stochastic multiobjective acceptability
analysis, European Journal of Operational Research 106(1), 137-143.
E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal
of the American Statistical Association 22(158), 209-212.
"""

from __future__ import annotations

from collections.abc import Sequence
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
#: Truths that are drawn; candidates that are compared; the quantile of a 95 % interval.
DRAWN, COMPARED, QUANTILE = 1_000, 200, 1.959964


@dataclass(frozen=True)
class Share:
    """A share of the truths drawn, with a 95 % interval (Wilson 1927)."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Acceptability:
    """How often each candidate looked at is efficient among them, and how often all could sign it.

    ``candidates``: positions in the result's list.
    """

    drawn: int
    seed: int
    candidates: tuple[int, ...]
    efficient: tuple[Share, ...]
    signed: tuple[Share, ...]


def acceptability(result: AnalysisInDoubt, seed: int, drawn: int = DRAWN) -> Acceptability:
    """Count how often candidates are efficient and signed by all, in truths drawn with a seed.

    The same for the same seed. Cost: ``drawn`` comparisons of all candidates.
    """
    chosen = sorted(range(len(result.candidates)), key=lambda k: not result.candidates[k].names)[
        :COMPARED
    ]
    packages = np.array([result.candidates[k].package for k in chosen], np.int32).reshape(
        len(chosen), len(result.problem.case.issues)
    )
    random = np.random.default_rng(seed)
    efficient, signed = np.zeros(len(chosen), int), np.zeros(len(chosen), int)
    certain = result.problem.utilities(packages)
    extreme = [_extreme(one, random) if one.doubt.rows else [] for one in result.truths]
    over = Margins(result.problem, result.truths, None)
    # What combinations bring a party, for each package.
    combinations = [
        np.array([float(over.points(p, result.candidates[k].package)) for k in chosen])
        for p in range(len(result.doubts))
    ]
    may_refuse = [
        np.array(
            [
                doubt.may_be_refused(result.problem.package(result.candidates[k].package))
                for k in chosen
            ],
            bool,
        )
        for doubt in result.doubts
    ]
    for _ in range(drawn):
        columns, fine, refused = [], np.ones(len(chosen), bool), np.zeros(len(chosen), bool)
        for p, doubt in enumerate(result.doubts):
            if doubt.is_certain:
                scale = result.problem.evaluations[p].final_scale
                worth = certain[:, p].astype(float) / scale
                floor = None if doubt.walk_away is None else float(doubt.walk_away[0])
                # What is certain is compared exactly.
                if result.problem.walk_away[p] is not None:
                    fine &= (certain[:, p] >= result.problem.walk_away[p]).astype(bool)
            else:
                truth = _mixed(doubt, extreme[p], random) if doubt.rows else _drawn(doubt, random)
                worth, floor = _worth(doubt, truth, packages, combinations[p])
                if floor is not None:
                    fine &= worth >= floor - TIED
                if may_refuse[p].any() and random.random() < 0.5:  # one way or the other
                    refused |= may_refuse[p]
            columns.append(worth)
        totals = np.stack(columns, axis=1)
        efficient += ~(_beaten(totals, refused) | refused)
        signed += fine & ~refused
    shares = [tuple(_share(int(k), drawn) for k in counts) for counts in (efficient, signed)]
    return Acceptability(
        drawn=drawn, seed=seed, candidates=tuple(chosen), efficient=shares[0], signed=shares[1]
    )


def _beaten(totals: Floats, refused: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Tell for each package whether one that is not refused dominates it in a truth drawn.

    ``totals`` (packages, parties): utilities there.
    """
    # Ties are common where truths are mixed from extreme ones, and floating point must not break
    # them.
    at_least = (totals[:, None, :] >= totals[None, :, :] - TIED).all(axis=2)
    better = (totals[:, None, :] > totals[None, :, :] + TIED).any(axis=2)
    return np.asarray((at_least & better & ~refused[:, None]).any(axis=0))


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


def _share(k: int, n: int) -> Share:
    share, z = k / n, QUANTILE
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * float(np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)))
    return Share(share, max(0.0, middle - half), min(1.0, middle + half))
