"""`answer`: from a case and what each party wants to an answer.

The answer is of the kind that the numbers allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from goodoffices.analysis import Limits
from goodoffices.analysis.engine.elimination import Progress
from goodoffices.answer.across_readings import AnswerAcrossReadings, Combination
from goodoffices.answer.exact import AnswerInPart, ExactAnswer
from goodoffices.answer.in_doubt import AnswerInDoubt
from goodoffices.answer.positions import Positions
from goodoffices.answer.wishes import Wishes, WishRefused
from goodoffices.case import Case
from goodoffices.preferences import Preferences

#: What `answer` gives.
Answer = Positions | ExactAnswer | AnswerInDoubt | AnswerAcrossReadings
#: One reading of each party, in the order of the parties; or several combinations, to be compared.
Choice = Sequence[Preferences] | Sequence[Combination]


class KindOfAnswer(StrEnum):
    """What the numbers of a choice of readings allow."""

    POSITIONS = "positions"
    CERTAIN = "certain"
    IN_DOUBT = "in doubt"
    ACROSS_READINGS = "across readings"


def kind_of_answer(choice: Choice) -> KindOfAnswer:
    """Tell what kind of answer a choice of readings gets. Cheap: nothing is computed."""
    if any(isinstance(one, Combination) for one in choice):
        return KindOfAnswer.ACROSS_READINGS
    readings = [one for one in choice if isinstance(one, Preferences)]
    if any(not one.has_numbers for one in readings):
        return KindOfAnswer.POSITIONS
    return (
        KindOfAnswer.IN_DOUBT
        if any(one.unsupported() for one in readings)
        else KindOfAnswer.CERTAIN
    )


def answer(
    case: Case,
    choice: Choice,
    wishes: Wishes | None = None,
    *,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Answer:
    """Answer which agreements of a case are possible, efficient and fair.

    ``limits`` hold what the work may take; where the time ends first the answer is one in part.
    ``progress`` is called with how many parts of the work are done, of how many. Raises
    `WishRefused`, `NotSupported`, `OutOfTime`, ValueError for entitlements that are none. Cost:
    that of `analyse` or `analyse_in_doubt`, once for each combination.
    """
    wishes, limits = wishes or Wishes(), limits or Limits()
    combinations = [one for one in choice if isinstance(one, Combination)]
    if combinations:
        return _across_readings(case, combinations, wishes, limits, progress)
    readings = tuple(one for one in choice if isinstance(one, Preferences))
    kind = kind_of_answer(readings)
    if kind is KindOfAnswer.POSITIONS:
        return Positions(case, readings)
    if kind is KindOfAnswer.IN_DOUBT:
        return _in_doubt(case, readings, wishes, limits, progress)
    return _exact(case, readings, wishes, limits, progress)


def _exact(
    case: Case,
    readings: Sequence[Preferences],
    wishes: Wishes,
    limits: Limits,
    progress: Progress | None,
) -> ExactAnswer:
    from goodoffices.analysis import analyse
    from goodoffices.analysis.analysis import with_costs

    limits = replace(
        limits,
        counts_exactly=limits.counts_exactly or wishes.count,
        points=wishes.points or limits.points,
    )
    result = analyse(
        case,
        readings,
        drafts=wishes.drafts,
        seed=wishes.seed,
        limits=limits,
        entitlements=wishes.entitlements or None,
        progress=progress,
    )
    if wishes.costs:
        result = with_costs(result, limits)
    methods = sensitivity = None
    if wishes.method:
        from goodoffices.analysis.engine.method import methods_of

        methods = methods_of(result.problem)
    if wishes.sensitivity:
        from goodoffices.analysis.sensitivity import sensitivity_of

        sensitivity = sensitivity_of(result)
    kind = ExactAnswer if result.in_part is None else AnswerInPart
    return kind(result, methods, sensitivity)


def _in_doubt(
    case: Case,
    readings: Sequence[Preferences],
    wishes: Wishes,
    limits: Limits,
    progress: Progress | None,
) -> AnswerInDoubt:
    from goodoffices.analysis import analyse_in_doubt
    from goodoffices.analysis.doubt.acceptability import acceptability, likeliest_first
    from goodoffices.analysis.doubt.drawn_truths import TruthSampler
    from goodoffices.analysis.doubt.regret import Regrets, regrets
    from goodoffices.analysis.doubt.what_to_find_out import next_questions
    from goodoffices.analysis.in_the_middle import in_the_middle

    wishes.refuse_for_doubt(readings)
    _refuse_partial(case, wishes, "with numbers in doubt")
    result = analyse_in_doubt(
        case, readings, drafts=wishes.drafts, limits=limits, progress=progress
    )
    sampler = TruthSampler(result, wishes.seed)
    shares = acceptability(result, wishes.seed, sampler=sampler)
    order = likeliest_first(result, shares)
    middle = None
    if not result.time_ended:
        middle = in_the_middle(result, wishes.drafts, sampler, limits)
    return AnswerInDoubt(
        result=result,
        questions=next_questions(result, order),
        shares=shares,
        order=order,
        regrets=Regrets((), (), ()) if result.time_ended else regrets(result, order),
        middle=middle,
    )


def _refuse_partial(case: Case, wishes: Wishes, where: str) -> None:
    """Refuse drafts that leave issues open, where these cannot be judged. Raises `WishRefused`."""
    for name, choices in wishes.drafts.items():
        if len(choices) < len(case.issues):
            raise WishRefused("drafts", f"{name}: {where} a draft has to settle every issue.")


def _across_readings(
    case: Case,
    combinations: Sequence[Combination],
    wishes: Wishes,
    limits: Limits,
    progress: Progress | None,
) -> AnswerAcrossReadings:
    """Answer each combination of readings.

    Where some numbers are in doubt, all combinations are judged in the same way, so that they can
    be compared.
    """
    from goodoffices.analysis import analyse, analyse_in_doubt
    from goodoffices.analysis.doubt.readings_in_doubt import JUDGED

    _refuse_partial(case, wishes, "across readings")
    is_certain = not any(one.unsupported() for row in combinations for one in row.preferences)
    certain, in_doubt = [], []
    for done, row in enumerate(combinations, 1):
        if is_certain:
            certain.append((row.readings, analyse(case, row.preferences, limits=limits)))
        else:
            result = analyse_in_doubt(
                case, row.preferences, drafts=wishes.drafts, limits=limits, most=JUDGED
            )
            in_doubt.append((row.readings, result))
        if progress is not None:
            progress(done, len(combinations))
    return AnswerAcrossReadings(case, certain, in_doubt, wishes.drafts)
