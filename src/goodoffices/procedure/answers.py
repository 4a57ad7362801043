"""One machine for answers: something is put to named sides, each answers from a stated list.

A rule that is fixed before anybody answers says who sees which answer when, what silence counts as,
and whether an answer can be changed. Sealed answers, assessment at home and the silence procedure
are settings of it. Everything here is a function of what was put, what was given, and the time.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.procedure.answer_rules import Rule, WhoSees
from goodoffices.procedure.readers import MEDIATION


@dataclass(frozen=True, kw_only=True)
class CallForAnswers:
    """What is put to sides, from when until when they answer. Both times have a zone.

    ``closes`` None: no hour is set, and an answer can always be given.
    """

    id: str
    sides: tuple[str, ...]
    rule: Rule
    opens: datetime.datetime
    closes: datetime.datetime | None

    def __post_init__(self) -> None:
        if len(set(self.sides)) != len(self.sides) or not self.sides:
            raise ValueError("a call is put to sides, to each once")
        if self.opens.tzinfo is None:
            raise ValueError("the time at which a call opens has a zone")
        if self.closes is not None and (self.closes.tzinfo is None or self.closes <= self.opens):
            raise ValueError("a call closes after it opens, and both times have a zone")
        if self.closes is None and not self.rule.at_once:
            raise ValueError("what is seen at the hour alone has an hour")

    def is_closed(self, now: datetime.datetime) -> bool:
        """Tell whether the hour has come. Whoever answers at the hour itself is late."""
        return self.closes is not None and now >= self.closes


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """What a side answered; ``choice`` None: it took its answer back, or left."""

    side: str
    at: datetime.datetime
    choice: str | None


class NotTaken(ValueError):
    """An answer that is not taken; ``why`` is one of `Reason`."""

    def __init__(self, why: Reason) -> None:
        super().__init__(str(why))
        self.why = why


class Reason(StrEnum):
    """Why an answer is not taken."""

    NOT_ASKED = "this side was not asked"
    CLOSED = "the hour has passed"
    NO_CHOICE = "this is none of the answers"
    STANDS = "an answer stands, and the rule lets none be changed"


def with_answer(
    call: CallForAnswers, given: tuple[GivenAnswer, ...], answer: GivenAnswer
) -> tuple[GivenAnswer, ...]:
    """Take an answer, give all that were given. Raises `NotTaken`."""
    if answer.side not in call.sides:
        raise NotTaken(Reason.NOT_ASKED)
    if call.is_closed(answer.at):
        raise NotTaken(Reason.CLOSED)
    if answer.choice is not None and not call.rule.takes(answer.choice):
        raise NotTaken(Reason.NO_CHOICE)
    before = answer_of(given, answer.side)
    if before is not None and answer.choice is not None and not call.rule.may_change:
        raise NotTaken(Reason.STANDS)
    return (*given, answer)


def answer_of(given: Iterable[GivenAnswer], side: str) -> str | None:
    """Find what a side answered last; None where it is silent."""
    choice = None
    for one in given:
        if one.side == side:
            choice = one.choice
    return choice


def counted(call: CallForAnswers, given: Iterable[GivenAnswer]) -> dict[str, str]:
    """Give the choice that counts for each side; silence counts as the rule says."""
    found = dict.fromkeys(call.sides, call.rule.silence)
    for one in given:
        found[one.side] = call.rule.silence if one.choice is None else one.choice
    return found


def joint_result(
    call: CallForAnswers, given: Iterable[GivenAnswer], now: datetime.datetime
) -> str | None:
    """Give what comes of a call by its rule; None before the hour."""
    return call.rule.joint(counted(call, given)) if call.is_closed(now) else None


@dataclass(frozen=True, kw_only=True)
class SeenAnswers:
    """What one reader sees of a call at a moment.

    ``own``: what her side answered last (None: silent, or not asked); ``joint``: what came of it by
    the rule (None: she does not know yet); ``each``: the answers that she may see, silence left
    out.
    """

    own: str | None
    joint: str | None
    each: Mapping[str, str]


def seen_by(
    call: CallForAnswers,
    given: tuple[GivenAnswer, ...],
    reader: str,
    now: datetime.datetime,
) -> SeenAnswers:
    """Give what a reader sees of a call: a side that was asked, or the mediation.

    For a joint result it is a function of her side's own answers, the result, and the time.
    """
    joint = joint_result(call, given, now)
    sees_each = call.rule.who_sees is WhoSees.EVERYBODY or (
        call.rule.who_sees is WhoSees.MEDIATION and reader == MEDIATION
    )
    is_time = call.rule.at_once or call.is_closed(now)
    each = {side: answer_of(given, side) for side in call.sides if sees_each and is_time}
    sees_joint = call.rule.is_sealed or call.rule.tells_result or sees_each
    return SeenAnswers(
        own=answer_of(given, reader),
        joint=joint if sees_joint else None,
        each={side: choice for side, choice in each.items() if choice is not None},
    )
