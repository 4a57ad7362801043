"""How many points a party may come to regret, where numbers are in doubt. Exact.

Regret is what another of the packages compared would have brought the party beyond a package, in
the truth that is worst. It is in the party's own points; to compare one party's with another's is a
choice, not a fact (minimax regret: Savage 1951).

References
----------
L. J. Savage (1951), The theory of statistical decision, Journal of the American Statistical
Association 46(253), 55-67.
W. Dinkelbach (1967), On nonlinear fractional programming, Management Science 13(7), 492-498.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.analysis.doubt.acceptability import by_acceptance
from goodoffices.analysis.doubt.analysis_in_doubt import AnalysisInDoubt
from goodoffices.analysis.doubt.margins import Margins
from goodoffices.analysis.doubt.party_doubt import ZERO, PartyDoubt, total_weight

#: Packages that are compared, at most.
COMPARED = 10


@dataclass(frozen=True)
class Regrets:
    """The largest regret of each party for each of the packages compared.

    ``compared``: positions in the result's candidates. ``largest[k][p]``: the most that party p may
    regret of package ``compared[k]``. ``least``: positions in ``compared`` of the packages whose
    largest regret over all parties is smallest.
    """

    compared: tuple[int, ...]
    largest: tuple[tuple[Fraction, ...], ...]
    least: tuple[int, ...]


def regrets(
    result: AnalysisInDoubt, order: Sequence[int] | None = None, most: int = COMPARED
) -> Regrets:
    """Give the regrets of the packages that come first in an order of the candidates (positions).

    All drafts are among them. Without an order it is that of `by_acceptance`, drafts first. Cost: a
    few linear programs for each pair and party. Raises `NotDecided`.
    """
    if order is None:
        order = sorted(
            range(len(result.candidates)),
            key=lambda k: (not result.candidates[k].names, *by_acceptance(result.candidates[k])),
        )
    compared = tuple(order[: max(most, sum(bool(j.names) for j in result.candidates))])
    packages = [result.candidates[k].package for k in compared]
    largest = []
    for x in packages:
        margins = Margins(result.problem, result.truths, x)
        largest.append(
            tuple(max(_regret(margins, p, y) for y in packages) for p in range(len(result.doubts)))
        )
    worst = [max(row, default=ZERO) for row in largest]
    smallest = min(worst, default=ZERO)
    return Regrets(compared, tuple(largest), tuple(k for k, r in enumerate(worst) if r == smallest))


def _regret(margins: Margins, p: int, package: Sequence[int]) -> Fraction:
    """Give the most points by which a package can exceed the one held against.

    0 where it cannot.
    """
    doubt, margin = margins.doubts[p], margins.margin(p, package)
    if margins.package == tuple(package):
        return ZERO
    total = total_weight(doubt)
    found = ZERO
    # A ratio of two sums: the truth in which the numerator less so many denominators is largest
    # gives a better ratio, until none does (Dinkelbach 1967).
    while True:
        most = margins.truths[p].most(margin.plus(total, -found))
        if most.value <= 0:
            return max(found, _approached(doubt, margins.package or (), package))
        found = doubt.value(margin, most.point) / doubt.value(total, most.point)


def _approached(doubt: PartyDoubt, worse: Sequence[int], better: Sequence[int]) -> Fraction:
    """Give what a regret comes near to as a blank weight outweighs all others.

    Where rankings are known, the linear program knows.
    """
    if doubt.rows:
        return ZERO
    return max(
        (
            doubt.scores[j][better[j]][1] - doubt.scores[j][worse[j]][0]
            for j in doubt.blank
            if better[j] != worse[j]
        ),
        default=ZERO,
    )
