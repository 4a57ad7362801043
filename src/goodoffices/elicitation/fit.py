"""Answers fitted to a model with the least inconsistency, by linear programs.

Answers that disagree are named as a smallest set. Every answer is a row that is 0 or more in the
truths that it allows. Where not all can hold, the sum of what they lack is made as small as can be
(a linear program). Answers that then lack something are set aside for the model, not for the
record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from goodoffices.analysis.doubt.bounds import central, doubt_of
from goodoffices.analysis.doubt.party_doubt import Linear, PartyDoubt, Row
from goodoffices.analysis.doubt.truths_program import TruthsProgram, least_lacking
from goodoffices.analysis.problem.errors import NotDecided, RankingsContradict
from goodoffices.case import Case
from goodoffices.preferences import (
    Answer,
    Answers,
    Asked,
    Basis,
    BasisKind,
    Interval,
    Preferences,
    about,
)

ONE = Fraction(1)
NOBODY = Basis(kind=BasisKind.ESTIMATE)


@dataclass(frozen=True)
class Fitted:
    """A model of some answers.

    ``answers``: those that hold together, as the model takes them. ``truths``: what they allow.
    ``set_aside``: ids of those left out. ``disagree``: a smallest set of answers that cannot all
    hold (empty: they can).
    """

    answers: Answers
    truths: TruthsProgram
    set_aside: tuple[str, ...]
    disagree: tuple[str, ...]

    def middle(self) -> Preferences:
        """Give numbers amid what the answers allow; for choosing, never for an answer."""
        return central(self.answers.case, open_preferences(self.answers), self.truths, roughly=True)


def open_preferences(answers: Answers) -> Preferences:
    """Give the answers as preferences in which the numbers that were given are left open.

    These numbers become rows that may be set aside.
    """
    return answers.preferences("party", "answers", NOBODY, rated=False)


def fit(case: Case, answers: Sequence[Answer]) -> Fitted:
    """Fit a model to some answers.

    Cost: one linear program; where answers disagree one more for each. Raises `NotDecided`.
    """
    set_aside: list[str] = []
    disagree: tuple[str, ...] = ()
    # The issue may count for nothing, so no linear program sees that scores of one issue go against
    # its own order.
    while found := Answers(case, answers, set_aside).contradictory_scores():
        disagree = disagree or found
        set_aside.append(found[-1])
    taken = Answers(case, answers, set_aside)
    doubt = doubt_of_answers(case, taken)
    try:
        return Fitted(taken, TruthsProgram(doubt), tuple(set_aside), disagree)
    except RankingsContradict as contradiction:
        disagree = disagree or tuple(
            dict.fromkeys(name.removesuffix(".back") for name in contradiction.rankings)
        )
    while True:
        lacking = [name.removesuffix(".back") for name in least_lacking(doubt)]
        # A row that lacks something is of an answer; where the solver's sums leave none, one of
        # those that disagree goes.
        set_aside += list(dict.fromkeys(lacking)) or [disagree[-1]]
        taken = Answers(case, answers, set_aside)
        doubt = doubt_of_answers(case, taken)
        try:
            return Fitted(taken, TruthsProgram(doubt), tuple(set_aside), disagree)
        except RankingsContradict as again:
            disagree_now = tuple(
                dict.fromkeys(name.removesuffix(".back") for name in again.rankings)
            )
            if not disagree_now:
                raise NotDecided("the answers could not be fitted") from None


def doubt_of_answers(case: Case, answers: Answers) -> PartyDoubt:
    """Give what answers allow, as a party's doubt.

    It holds proportions of weights, scores from worst to best, and a row for each answer that says
    more.
    """
    doubt = doubt_of(case, open_preferences(answers))
    position = {issue.id: j for j, issue in enumerate(case.issues)}
    rows = [row for row in doubt.rows if row.ranking]
    top = answers.top
    for answer in answers.used:
        asked, issue, value = answer.question.asked, answer.question.issue, about(answer.given)
        if asked is Asked.TOP and top is not None and answer is answers.last(Asked.TOP):
            rows += [
                Row(answer.id, _hundredfold({position[top]: ONE, j: -ONE}))
                for i, j in position.items()
                if i != top and not answers.is_cut_somewhere(i)
            ]
        elif (
            asked is Asked.WEIGHT
            and top is not None
            and issue != top
            and not answers.is_cut_somewhere(issue)
        ):
            low, high = _ends(value)
            rows.append(
                Row(answer.id, _hundredfold({position[issue]: ONE, position[top]: -low / 100}))
            )
            rows.append(
                Row(answer.id, _hundredfold({position[issue]: -ONE, position[top]: high / 100}))
            )
        elif (
            asked is Asked.SCORE
            and answers.ends(issue)[0]
            and answer is answers.last(asked, issue, answer.question.option)
        ):
            j, i = position[issue], case.issue(issue).option_ids.index(answer.question.option)
            if doubt.scores[j][i][0] < doubt.scores[j][i][1]:
                low, high = _ends(value)
                rows.append(Row(answer.id, Linear({j: -low}, {(j, i): ONE})))
                rows.append(Row(answer.id, Linear({j: high}, {(j, i): -ONE})))
    everything = dict.fromkeys(range(len(case.issues)), ONE)
    rows += [
        Row("", Linear(everything, constant=-ONE)),
        Row("", Linear({j: -w for j, w in everything.items()}, constant=ONE)),
    ]
    return replace(doubt, rows=tuple(rows))


def _hundredfold(of_weights: dict[int, Fraction]) -> Linear:
    """Give weights in points.

    So what an answer about weights lacks counts like what one about scores lacks.
    """
    return Linear({j: 100 * w for j, w in of_weights.items()})


def _ends(value: Fraction | Interval | None) -> tuple[Fraction, Fraction]:
    if isinstance(value, Interval):
        return value.lower, value.upper
    return (Fraction(0), Fraction(100)) if value is None else (value, value)
