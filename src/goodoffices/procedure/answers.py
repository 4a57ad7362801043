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
from itertools import product

from goodoffices.procedure.readers import MEDIATION


class WhoSees(StrEnum):
    """Who sees which answer, beside the side that gave it."""

    JOINT_RESULT = "everybody the joint result, nobody an answer"
    MEDIATION = "the mediation each answer"
    EVERYBODY = "everybody each answer"


@dataclass(frozen=True, kw_only=True)
class AnswerRule:
    """What holds for the answers to a call, fixed before anybody answers.

    ``choices``: what can be answered; ``agreeing``: those of them that count as yes; ``silence``:
    the choice that no answer counts as, empty where it counts as none; ``may_change``: an answer
    can be changed until the hour; ``at_once``: what is seen is seen when it is given, not at the
    hour alone.
    """

    choices: tuple[str, ...]
    agreeing: frozenset[str]
    silence: str
    may_change: bool = True
    who_sees: WhoSees
    at_once: bool = False

    @property
    def is_sealed(self) -> bool:
        """Tell whether nobody sees an answer, and everybody the joint result."""
        return self.who_sees is WhoSees.JOINT_RESULT

    def __post_init__(self) -> None:
        known = set(self.choices)
        if not self.agreeing < known or not self.agreeing or self.silence not in {"", *known}:
            raise ValueError("a rule names, of its choices, those that agree and what silence is")
        if self.is_sealed and self.at_once:
            raise ValueError("a joint result is seen at the hour, and not before")


#: All yes, or nobody learns more than that not all said yes.
SEALED = AnswerRule(
    choices=("yes", "no"),
    agreeing=frozenset({"yes"}),
    silence="no",
    who_sees=WhoSees.JOINT_RESULT,
)
#: A principal's private answer to what came of a round; the mediation alone sees it.
ASSESSMENT = AnswerRule(
    choices=("accept", "reserve", "reject"),
    agreeing=frozenset({"accept"}),
    silence="reserve",
    who_sees=WhoSees.MEDIATION,
    at_once=True,
)
#: What a side says of a proposal: for the mediation alone, as often as it changes its mind. Silence
#: is silence. ``if``: it would accept with the changes that it names.
POSITION = AnswerRule(
    choices=("accept", "if", "reserve", "reject"),
    agreeing=frozenset({"accept"}),
    silence="",
    who_sees=WhoSees.MEDIATION,
    at_once=True,
)
#: Adopted unless somebody objects by the hour.
SILENCE_PROCEDURE = AnswerRule(
    choices=("agree", "object"),
    agreeing=frozenset({"agree"}),
    silence="agree",
    who_sees=WhoSees.EVERYBODY,
    at_once=True,
)


@dataclass(frozen=True, kw_only=True)
class CallForAnswers:
    """What is put to sides, from when until when they answer. Both times have a zone.

    ``closes`` None: no hour is set, and an answer can always be given.
    """

    id: str
    sides: tuple[str, ...]
    rule: AnswerRule
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
    if answer.choice is not None and answer.choice not in call.rule.choices:
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


def all_agree(
    call: CallForAnswers, given: Iterable[GivenAnswer], now: datetime.datetime
) -> bool | None:
    """Tell the joint result: whether all sides agree; None before the hour."""
    if not call.is_closed(now):
        return None
    return set(counted(call, given).values()) <= call.rule.agreeing


@dataclass(frozen=True, kw_only=True)
class SeenAnswers:
    """What one reader sees of a call at a moment.

    ``own``: what her side answered last (None: silent, or not asked); ``joint``: whether all agree
    (None: she does not know yet); ``each``: the answers that she may see, silence left out.
    """

    own: str | None
    joint: bool | None
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
    joint = all_agree(call, given, now)
    sees_each = call.rule.who_sees is WhoSees.EVERYBODY or (
        call.rule.who_sees is WhoSees.MEDIATION and reader == MEDIATION
    )
    is_time = call.rule.at_once or call.is_closed(now)
    each = {side: answer_of(given, side) for side in call.sides if sees_each and is_time}
    sees_joint = call.rule.is_sealed or sees_each
    return SeenAnswers(
        own=answer_of(given, reader),
        joint=joint if sees_joint else None,
        each={side: choice for side, choice in each.items() if choice is not None},
    )


class Known(StrEnum):
    """What a side can know of the others from its own answer and the joint result."""

    ALL_OTHERS_AGREED = "every other side agreed"
    THE_OTHER_DID_NOT = "the other side did not agree"
    SOMEBODY_DID_NOT = "at least one other side did not agree"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Inference:
    """What a side knows that answered so, once the joint result is there."""

    own: str
    joint: bool
    known: Known


def what_is_told(rule: AnswerRule, n_sides: int) -> list[Inference]:
    """Find, by trying all answers of all sides, what the joint result tells each of them.

    Silence is among the answers as what it counts as. Cost: choices to the power of sides.
    """
    everything = set(product((True, False), repeat=n_sides - 1))
    found = []
    for own in rule.choices:
        possible: dict[bool, set[tuple[bool, ...]]] = {}
        for others in product(rule.choices, repeat=n_sides - 1):
            agreed = tuple(choice in rule.agreeing for choice in others)
            joint = own in rule.agreeing and all(agreed)
            possible.setdefault(joint, set()).add(agreed)
        for joint, answers in sorted(possible.items(), reverse=True):
            known = _known_from(answers, everything, n_sides)
            found.append(Inference(own=own, joint=joint, known=known))
    return found


def _known_from(
    answers: set[tuple[bool, ...]], everything: set[tuple[bool, ...]], n_sides: int
) -> Known:
    if answers == everything:
        return Known.NOTHING
    if answers == {(True,) * (n_sides - 1)}:
        return Known.ALL_OTHERS_AGREED
    assert answers == everything - {(True,) * (n_sides - 1)}
    return Known.THE_OTHER_DID_NOT if n_sides == 2 else Known.SOMEBODY_DID_NOT
