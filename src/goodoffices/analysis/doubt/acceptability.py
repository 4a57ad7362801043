"""How often, where numbers are in doubt, a package is efficient and can be signed by all.

Truths are drawn at random for it (`drawn_truths`). Sampled, no proof. Packages are compared with
the candidates only (acceptability in the sense of Lahdelma, Hokkanen and Salminen 1998).

References
----------
R. Lahdelma, J. Hokkanen, P. Salminen (1998), SMAA - Stochastic multiobjective acceptability
analysis, European Journal of Operational Research 106(1), 137-143.
E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal
of the American Statistical Association 22(158), 209-212.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.doubt.analysis_in_doubt import AnalysisInDoubt
from goodoffices.analysis.doubt.drawn_truths import ON_GRID, TIED, Floats, TruthSampler
from goodoffices.analysis.doubt.signing import Possible
from goodoffices.analysis.doubt.standing import Judged, Standing

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


def acceptability(
    result: AnalysisInDoubt,
    seed: int,
    drawn: int = DRAWN,
    *,
    sampler: TruthSampler | None = None,
) -> Acceptability:
    """Count how often candidates are efficient and signed by all, in truths drawn with a seed.

    The same for the same seed. ``sampler``: of this result and seed, where there is one. Cost:
    ``drawn`` comparisons of all candidates.
    """
    chosen = sorted(
        range(len(result.candidates)),
        key=lambda k: (not result.candidates[k].names, *by_acceptance(result.candidates[k])),
    )[:COMPARED]
    packages = np.array([result.candidates[k].package for k in chosen], np.int32).reshape(
        len(chosen), len(result.problem.case.issues)
    )
    efficient, signed = np.zeros(len(chosen), int), np.zeros(len(chosen), int)
    tied = ON_GRID if any(doubt.rows for doubt in result.doubts) else TIED
    for worth in (sampler or TruthSampler(result, seed)).drawn(packages, drawn):
        efficient += ~(_beaten(worth.totals, worth.refused, tied) | worth.refused)
        signed += worth.reached & ~worth.refused
    # What is proven is no matter of a sample.
    for n, k in enumerate(chosen):
        accepted = result.candidates[k].accepted
        if set(accepted) <= {Possible.ALWAYS}:
            signed[n] = drawn
        elif Possible.NEVER in accepted:
            signed[n] = 0
        if result.candidates[k].standing is Standing.EFFICIENT:
            efficient[n] = drawn
    shares = [tuple(share_of(int(k), drawn) for k in counts) for counts in (efficient, signed)]
    return Acceptability(
        drawn=drawn, seed=seed, candidates=tuple(chosen), efficient=shares[0], signed=shares[1]
    )


def by_acceptance(judged: Judged) -> tuple[int, int, int]:
    """Give the key by which packages that the fewest parties refuse come first.

    After these refusals it counts the parties that sign for sure (the most first), then the
    standing.
    """
    surely, never = (
        sum(a is kind for a in judged.accepted) for kind in (Possible.ALWAYS, Possible.NEVER)
    )
    return never, -surely, list(Standing).index(judged.standing)


def likeliest_first(result: AnalysisInDoubt, found: Acceptability) -> tuple[int, ...]:
    """Order candidates (positions): drafts, then by who refuses and who signs for sure.

    Of those alike in that, the ones that all sign in most truths drawn come first.
    """
    signed = dict(zip(found.candidates, found.signed, strict=True))

    def key(k: int) -> tuple[bool, int, int, float, int]:
        judged = result.candidates[k]
        never, surely, standing = by_acceptance(judged)
        share = signed[k].share if k in signed else 0.0
        return not judged.names, never, surely, -share, standing

    return tuple(sorted(range(len(result.candidates)), key=key))


def _beaten(totals: Floats, refused: npt.NDArray[np.bool_], tied: float) -> npt.NDArray[np.bool_]:
    """Tell for each package whether one that is not refused dominates it in a truth drawn.

    ``totals`` (packages, parties): utilities there; ``tied``: points that make no difference.
    """
    # Floating point must not break ties, nor the grid on which truths are drawn.
    at_least = (totals[:, None, :] >= totals[None, :, :] - tied).all(axis=2)
    better = (totals[:, None, :] > totals[None, :, :] + tied).any(axis=2)
    return np.asarray((at_least & better & ~refused[:, None]).any(axis=0))


def share_of(k: int, n: int) -> Share:
    """Give a share of a sample with its interval."""
    share, z = k / n, QUANTILE
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * float(np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)))
    return Share(share, max(0.0, middle - half), min(1.0, middle + half))
