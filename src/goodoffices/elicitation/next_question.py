"""The next question to a party, and whether enough is known.

First everybody is asked the same: what is never acceptable, what matters most, the order of the
options on each issue, what happens if nothing is agreed. From then on the question is the one that
leaves least expected loss (`expected_loss`): an average over truths drawn, no proof.

Enough is known when the order of these packages is settled in all truths, but for `ALIKE` points:
this is proven by linear programs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from goodoffices.analysis.doubt.drawn_truths import inner_truths_of
from goodoffices.analysis.doubt.margins import Margins
from goodoffices.analysis.doubt.party_doubt import Linear, total_weight
from goodoffices.case import Case, Package
from goodoffices.elicitation.expected_loss import ExpectedLoss
from goodoffices.elicitation.fit import Fitted
from goodoffices.elicitation.packages_in_play import InPlay
from goodoffices.preferences import ABOUT, Answer, Answers, Asked, Question
from goodoffices.preferences.answers import ALIKE

#: Answers at most, in all; and truths that are drawn to choose a question.
MOST_ENTRIES, DRAWN = 60, 100
#: Pairs of packages that are asked for where their order surprises.
SURPRISING = 3
#: Pairs of packages that are compared when whole packages are asked for; how far two packages have
#: to lie apart in some truth to be worth a question.
MOST_PAIRS = 40
#: Packages that are held against no agreement.
MOST_OFFERS = 16

Floats = npt.NDArray[np.float64]


def opening(case: Case, answers: Answers | None = None) -> Iterator[Question]:
    """Yield what everybody is asked first, in this order.

    With ``answers``, it is also asked from where on it refuses a scale, and issues of which it
    refused all options but one are left out. The last is what happens if nothing is agreed. An
    interview is usable when all before that is done: at ten issues after twelve entries.
    """
    yield Question(asked=Asked.NEVER)
    if answers is not None:
        yield from (limit for issue in case.issues for limit in answers.limits(issue.id))
    yield Question(asked=Asked.MATTERS)
    for issue in case.issues:
        if len(issue.options) > 1 and (answers is None or len(answers.acceptable(issue.id)) > 1):
            yield Question(asked=Asked.ORDER, issue=issue.id)
    yield Question(asked=Asked.OTHERWISE)


def next_question(
    case: Case, answers: Sequence[Answer], fitted: Fitted, in_play: InPlay, seed: int = 0
) -> Question | None:
    """Choose the question that leaves least disagreement about the order of packages.

    None where enough is known, nothing is left to ask, or `MOST_ENTRIES` answers are given.
    """
    if len(answers) >= MOST_ENTRIES:
        return None
    taken = Answers(case, answers)
    asked = taken.asked()
    for question in opening(case, taken):
        if question.key not in asked:
            return question
    if Question(asked=Asked.TOP).key not in asked:
        return Question(asked=Asked.TOP)
    if len(in_play.packages) < 2 or is_settled(fitted, in_play):
        return None
    view = _View(case, fitted, in_play, seed)
    candidates = [q for q in _candidates(case, fitted, view.offers()) if q.key not in asked]
    ranked = sorted(candidates, key=view.loss_after)
    return next((question for question in ranked if not follows(question, case, fitted)), None)


def follows(question: Question, case: Case, fitted: Fitted) -> bool:
    """Tell whether what it would rather have follows from its answers. Exact.

    It follows where one side is at least as good in all truths. Raises `NotDecided`.
    """
    if question.asked is not Asked.RATHER:
        return False
    lead = _worth(question.first or {}, case)
    lead = lead.plus(
        Linear(of_floor=Fraction(-1))
        if question.second is None
        else _worth(question.second, case).negated()
    )
    return fitted.truths.least(lead).value >= 0 or fitted.truths.most(lead).value <= 0


def _worth(package: Package, case: Case) -> Linear:
    return Linear(
        of_worths={
            (j, i.option_ids.index(package[i.id])): Fraction(1)
            for j, i in enumerate(case.issues)
            if i.id in package
        }
    )


def after_surprise(case: Case, answers: Sequence[Answer], in_play: InPlay) -> Question | None:
    """Ask which of two neighbours among the first packages is better, where their order surprises.

    One pair is asked after another. None: no more.
    """
    asked = {a.question.key for a in answers}
    packages = [in_play.problem.package(row) for row in in_play.packages[: SURPRISING + 1]]
    pairs = [Question(asked=Asked.RATHER, first=a, second=b) for a, b in pairwise(packages)]
    turned = [Question(asked=Asked.RATHER, first=q.second, second=q.first) for q in pairs]
    given = sum(a.question.asked is Asked.RATHER for a in _since_surprise(answers))
    left = [q for q, other in zip(pairs, turned, strict=True) if not {q.key, other.key} & asked]
    return left[0] if left and given < SURPRISING else None


def _since_surprise(answers: Sequence[Answer]) -> Sequence[Answer]:
    at = next(
        (k for k, a in enumerate(answers) if a.question.asked is Asked.SURPRISE), len(answers)
    )
    return answers[at:]


def is_settled(fitted: Fitted, in_play: InPlay) -> bool:
    """Tell whether the order of the packages in play is settled. Exact.

    It is when in all truths each package is at least as good as the next but for `ALIKE` points,
    and when it is as sure whether each beats no agreement. Raises `NotDecided`.
    """
    truths, rows = fitted.truths, [tuple(int(i) for i in row) for row in in_play.packages]
    within = total_weight(truths.doubt)
    leads = [Margins(in_play.problem, [truths], row) for row in rows]
    for better, worse in zip(rows, leads[1:], strict=False):
        if truths.least(worse.margin(0, better).plus(within, ALIKE)).value < 0:
            return False
    over = Margins(in_play.problem, [truths], None)
    for row in rows:
        lead = over.margin(0, row)
        if (
            truths.least(lead.plus(within, ALIKE)).value < 0
            and truths.most(lead.plus(within, -ALIKE)).value > 0
        ):
            return False
    return True


def beats_no_agreement(fitted: Fitted, in_play: InPlay, row: Sequence[int]) -> bool | None:
    """Tell whether a package is at least as good as no agreement in all truths. Exact.

    False: it is worse in all. None: that is open. Raises `NotDecided`.
    """
    lead = Margins(in_play.problem, [fitted.truths], None).margin(0, tuple(int(i) for i in row))
    if fitted.truths.least(lead).value >= 0:
        return True
    return None if fitted.truths.most(lead).may_be_zero_or_more else False


class _View:
    """Truths drawn of what is known, and what it costs on average that no more is known."""

    def __init__(self, case: Case, fitted: Fitted, in_play: InPlay, seed: int) -> None:
        self.case, self.fitted = case, fitted
        self.truths = inner_truths_of(fitted.truths, DRAWN, seed)
        self.weights = np.array([t.weights for t in self.truths])
        self.floors = np.array([t.floor or 0.0 for t in self.truths])
        self.loss = ExpectedLoss(fitted.answers, self.truths, in_play.packages, seed)

    def loss_after(self, question: Question) -> float:
        """Average the loss that is left over the answers that these truths would give."""
        codes = self.answers_to(question)
        total = 0.0
        for code in np.unique(codes):
            chosen = codes == code
            total += chosen.mean() * self.loss.among(chosen)
        # A comparison of whole packages is harder for a person than a number or a part.
        return total * (1.05 if question.asked is Asked.RATHER else 1.0)

    def offers(self) -> list[Package]:
        """List packages that may be held against no agreement: those that may come to be agreed."""
        case, spread = self.case, self.loss.packages
        step = max(1, len(spread) // MOST_OFFERS)
        rows = list(dict.fromkeys(tuple(map(int, row)) for row in spread[::step]))
        packages = [
            {i.id: i.option_ids[k] for i, k in zip(case.issues, row, strict=True)} for row in rows
        ]
        refused = set(self.fitted.answers.refused())
        return [p for p in packages if not refused & set(p.items()) and not case.broken_by(p)]

    def answers_to(self, question: Question) -> npt.NDArray[np.int64]:
        """Give for each truth the answer that it would give, as a number.

        Numbers about `ABOUT` apart count as the same.
        """
        position = {issue.id: j for j, issue in enumerate(self.case.issues)}
        if question.asked is Asked.WEIGHT:
            top = self.fitted.answers.top or ""
            ratio = (
                100
                * self.weights[:, position[question.issue]]
                / np.maximum(self.weights[:, position[top]], 1e-9)
            )
            codes: npt.NDArray[np.int64] = np.floor(ratio / (2 * float(ABOUT))).astype(np.int64)
            return codes
        if question.asked is Asked.SCORE:
            j, i = (
                position[question.issue],
                self.case.issue(question.issue).option_ids.index(question.option),
            )
            score = [
                t.worths[j][i] / t.weights[j] if t.weights[j] > 1e-9 else 0.0 for t in self.truths
            ]
            return np.floor(np.array(score) / (2 * float(ABOUT))).astype(np.int64)
        first = self._worth_of(question.first)
        second = self.floors if question.second is None else self._worth_of(question.second)
        return (first >= second).astype(np.int64)

    def _worth_of(self, package: object) -> Floats:
        assert isinstance(package, dict)
        places = [
            (j, i.option_ids.index(package[i.id]))
            for j, i in enumerate(self.case.issues)
            if i.id in package
        ]
        return np.array(
            [sum(t.worths[j][k] for j, k in places) / t.weights.sum() for t in self.truths]
        )


def _candidates(case: Case, fitted: Fitted, offers: Sequence[Package]) -> Iterator[Question]:
    """Yield questions that may be worth asking.

    They are about numbers that are in doubt, trade-offs on two issues, and packages against no
    agreement.
    """
    answers = fitted.answers
    for issue in case.issues:
        if answers.indifferent(issue.id):
            continue
        if (
            answers.top is not None
            and issue.id != answers.top
            and not answers.is_cut_somewhere(issue.id)
        ):
            yield Question(asked=Asked.WEIGHT, issue=issue.id)
        best, worst = answers.ends(issue.id)
        if best:
            for option in answers.acceptable(issue.id):
                if option not in best and option not in worst:
                    yield Question(asked=Asked.SCORE, issue=issue.id, option=option)
    yield from _trade_offs(case, fitted)
    for package in offers:
        yield Question(asked=Asked.RATHER, first=package)


def _trade_offs(case: Case, fitted: Fitted) -> Iterator[Question]:
    """Ask which weighs more: best on one issue and worst on another, or the other way round."""
    answers, refused = fitted.answers, set(fitted.answers.refused())
    ended = [
        (i.id, *ends)
        for i in case.issues
        if (ends := answers.ends(i.id))[0] and not refused & {(i.id, min(end)) for end in ends}
    ]
    pairs = [(a, b) for k, a in enumerate(ended) for b in ended[k + 1 :]]
    for (one, best, worst), (other, other_best, other_worst) in pairs[:MOST_PAIRS]:
        yield Question(
            asked=Asked.RATHER,
            first={one: min(best), other: min(other_worst)},
            second={one: min(worst), other: min(other_best)},
        )
