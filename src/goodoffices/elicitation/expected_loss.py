"""What it would cost a party, on average, that its wishes are not better known: the expected loss.

The packages that matter are those on which it may come to agree with others. Nobody's wishes but
its own are looked at: others are imagined, who want the contrary on most issues, with weights drawn
at random. With each of them, and for three ways of dividing the gain, the package that is chosen by
the mean of the truths that are left is held against the one that each truth would choose. What a
question is worth is by how much its answer lessens that on average (the expected value of
information: U. Chajewska, D. Koller, R. Parr 2000, Making rational decisions using adaptive utility
elicitation, AAAI 2000, 363-369; minimax regret would be the cautious kin of it: C. Boutilier et al.
2006). The same is counted of whether a package is better than no agreement.

An average over truths drawn (`inner_truths`); it chooses questions and proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.doubt.drawn_truths import Drawn
from goodoffices.case import Case
from goodoffices.preferences import Answers

#: Others that are imagined, what their gain counts beside the party's own, and how many issues in
#: ten they do not see the other way round.
IMAGINED, COUNTED, AT_RANDOM = 16, (0.5, 1.0, 2.0), 0.25
#: The lightest and the heaviest weight of somebody imagined.
LIGHTEST, HEAVIEST = 5.0, 100.0
#: Worth of an option that an issue does not have.
NONE = -1e9

Floats = npt.NDArray[np.float64]


class ExpectedLoss:
    """The expected loss of a party among truths drawn, and what is left of it among some."""

    def __init__(
        self,
        answers: Answers,
        truths: Sequence[Drawn],
        packages: npt.NDArray[np.int32],
        seed: int,
    ) -> None:
        case = answers.case
        self.worths = _worths(answers, truths)
        mean = self.worths.mean(axis=0)
        self.others = _imagined(case, mean, seed)
        #: What each truth would get at best, issue by issue: (truths, others, issues).
        self.at_best = np.stack([(one[None] + self.others).max(axis=2) for one in self.worths])
        likely = (mean[None] + self.others).argmax(axis=2)
        #: Packages on which it may come to agree, the likeliest ones and those in play.
        self.packages = np.unique(np.concatenate([likely, packages]), axis=0).astype(np.int32)
        issues = np.arange(len(case.issues))
        self.worth = np.stack(
            [self.worths[:, issues, row].sum(axis=1) for row in self.packages], axis=1
        )
        self.floors = np.array([t.floor or 0.0 for t in truths])
        self.with_choice = np.maximum(self.worth, self.floors[:, None])

    def among(self, chosen: npt.NDArray[np.bool_]) -> float:
        """Give the expected loss, in points, where only some of the truths are left."""
        if not chosen.any():
            return 0.0
        mean = self.worths[chosen].mean(axis=0)
        by_mean = (mean[None] + self.others).max(axis=2)
        of_packages = (self.at_best[chosen].mean(axis=0) - by_mean).sum(axis=1).mean()
        of_signing = (
            self.with_choice[chosen].mean(axis=0)
            - np.maximum(self.worth[chosen].mean(axis=0), self.floors[chosen].mean())
        ).mean()
        return float(of_packages + of_signing)


def _worths(answers: Answers, truths: Sequence[Drawn]) -> Floats:
    """Give what each option brings in each truth, of 100: (truths, issues, options).

    Of a scale only the numbers that are asked for count: of others nothing may be known.
    """
    case = answers.case
    most = max(len(issue.options) for issue in case.issues)
    found = np.full((len(truths), len(case.issues), most), NONE)
    for t, truth in enumerate(truths):
        total = max(float(truth.weights.sum()), 1e-9)
        for j, of_issue in enumerate(truth.worths):
            found[t, j, : len(of_issue)] = of_issue / total
    for j, issue in enumerate(case.issues):
        asked = set(answers.points(issue.id))
        for k, option in enumerate(issue.option_ids):
            if option not in asked:
                found[:, j, k] = NONE
    return found


def _imagined(case: Case, mean: Floats, seed: int) -> Floats:
    """Imagine others: what each option brings each of them (others, issues, options)."""
    random = np.random.default_rng(seed)
    found = []
    for _ in range(IMAGINED):
        weights = random.uniform(LIGHTEST, HEAVIEST, len(case.issues))
        weights /= weights.sum()
        one = np.zeros_like(mean)
        for j, issue in enumerate(case.issues):
            mine = mean[j, : len(issue.options)]
            known = mine[mine > NONE / 2]
            span = known.max() - known.min()
            row = 100 * (known.max() - mine) / span if span > 0 else np.zeros(len(mine))
            row = np.where(mine > NONE / 2, row, 0.0)
            if random.random() < AT_RANDOM:
                row = random.uniform(0, 100, len(mine))
            one[j, : len(mine)] = weights[j] * row
        found += [counted * one for counted in COUNTED]
    return np.stack(found)
