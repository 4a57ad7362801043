"""The rules by which sides answer: what can be answered, what silence is, who sees what of it.

A rule is fixed, and shown, before anybody answers. Those under seal tell a joint result alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from goodoffices.procedure.electing import elected

#: The joint result where all agree, where not all do, and where there is none.
ALL_AGREE, NOT_ALL_AGREE, NONE = "yes", "no", ""
#: Wordings and packages that are put at once, at most.
MOST_WORDINGS, MOST_PACKAGES = 6, 9
#: The highest amount of a blind bid.
MOST_AMOUNT = 10**15


class WhoSees(StrEnum):
    """Who sees which answer, beside the side that gave it."""

    JOINT_RESULT = "everybody the joint result, nobody an answer"
    MEDIATION = "the mediation each answer"
    EVERYBODY = "everybody each answer"


@dataclass(frozen=True, kw_only=True)
class Rule(ABC):
    """What holds for the answers to a call.

    ``silence``: what no answer counts as, empty where it counts as none; ``may_change``: an answer
    can be changed until the hour; ``at_once``: what is seen is seen when it is given, not at the
    hour alone; ``tells_result``: all who are asked learn the joint result at the hour.
    """

    silence: str = NONE
    may_change: bool = True
    who_sees: WhoSees = WhoSees.JOINT_RESULT
    at_once: bool = False
    tells_result: bool = False

    @property
    def is_sealed(self) -> bool:
        """Tell whether nobody sees an answer, and everybody the joint result."""
        return self.who_sees is WhoSees.JOINT_RESULT

    def __post_init__(self) -> None:
        if self.is_sealed and self.at_once:
            raise ValueError("a joint result is seen at the hour, and not before")

    @abstractmethod
    def takes(self, choice: str) -> bool:
        """Tell whether this is one of the answers that can be given."""

    @abstractmethod
    def joint(self, counted: Mapping[str, str]) -> str:
        """Give the joint result of the answers that count, by side."""


@dataclass(frozen=True, kw_only=True)
class AnswerRule(Rule):
    """One of some listed answers; ``agreeing``: those of them that count as yes.

    The joint result is whether all agree.
    """

    choices: tuple[str, ...]
    agreeing: frozenset[str]

    def __post_init__(self) -> None:
        super().__post_init__()
        known = set(self.choices)
        if not self.agreeing < known or not self.agreeing or self.silence not in {NONE, *known}:
            raise ValueError("a rule names, of its choices, those that agree and what silence is")

    def takes(self, choice: str) -> bool:
        """Tell whether this is one of the choices."""
        return choice in self.choices

    def joint(self, counted: Mapping[str, str]) -> str:
        """Tell whether all agree."""
        return ALL_AGREE if set(counted.values()) <= self.agreeing else NOT_ALL_AGREE


@dataclass(frozen=True, kw_only=True)
class WhetherRule(AnswerRule):
    """Whether something exists, told where all want to know it; else it looks as if nothing does.

    What exists is found by somebody else, whatever was answered.
    """

    def told(self, joint: str, *, exists: bool) -> str:
        """Give what all learn: yes where all want to know and it exists."""
        return ALL_AGREE if joint == ALL_AGREE and exists else NOT_ALL_AGREE


@dataclass(frozen=True, kw_only=True)
class PackagesRule(Rule):
    """Secret acceptances of several packages, in an order that is announced.

    An answer lists the numbers of those that a side accepts, from 1 up, such as ``1,3``; silence
    accepts none. The joint result is the first that all accept; none: empty.
    """

    packages: int

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 2 <= self.packages <= MOST_PACKAGES:
            raise ValueError("several packages are two to nine")

    def takes(self, choice: str) -> bool:
        """Tell whether this lists some of the packages, each once and in their order."""
        return choice in ("", written(accepted_in(choice))) and all(
            1 <= number <= self.packages for number in accepted_in(choice)
        )

    def joint(self, counted: Mapping[str, str]) -> str:
        """Give the number of the first package that all accept."""
        common = set.intersection(*(set(accepted_in(one)) for one in counted.values()))
        return str(min(common)) if common else NONE


@dataclass(frozen=True, kw_only=True)
class RankingRule(Rule):
    """Private rankings of wordings; one is elected (`electing`).

    An answer gives each wording its rank in the order of the page, such as ``1,2,2``: 1 is best,
    and several can share a rank. ``lot``: the order that was drawn for ties, before answers open.
    The joint result is the number of the elected wording. It is empty where not all rank them:
    else of two sides one that is known to be away would show the other's first.
    """

    wordings: int
    lot: tuple[int, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 2 <= self.wordings <= MOST_WORDINGS:
            raise ValueError("wordings to rank are two to six")
        if sorted(self.lot) != list(range(1, self.wordings + 1)):
            raise ValueError("a lot is an order of all wordings")

    def takes(self, choice: str) -> bool:
        """Tell whether this gives each wording a rank."""
        ranks = choice.split(",")
        known = {str(number) for number in range(1, self.wordings + 1)}
        return len(ranks) == self.wordings and set(ranks) <= known

    def joint(self, counted: Mapping[str, str]) -> str:
        """Give the number of the elected wording, where all rank them."""
        if NONE in counted.values() or len(counted) < 2:
            return NONE
        ranks = [tuple(map(int, one.split(","))) for one in counted.values()]
        return str(elected(ranks, self.lot))


@dataclass(frozen=True, kw_only=True)
class BidRule(Rule):
    """A blind bid on an amount: what one side would pay at most, and the other take at least.

    Amounts are whole numbers from ``lowest`` to ``highest``. Where the offer reaches the demand the
    joint result is the middle, exact to a half; else it is empty. ``payer``: the side that pays.
    """

    lowest: int
    highest: int
    payer: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 <= self.lowest < self.highest <= MOST_AMOUNT:
            raise ValueError("the lowest amount is below the highest, and none is below zero")

    def takes(self, choice: str) -> bool:
        """Tell whether this is an amount within the bounds."""
        is_number = choice.isascii() and choice.isdigit() and choice == str(int(choice))
        return is_number and self.lowest <= int(choice) <= self.highest

    def joint(self, counted: Mapping[str, str]) -> str:
        """Give the amount in the middle where the offer reaches the demand. Two sides bid."""
        offer = counted[self.payer]
        [demand] = [choice for side, choice in counted.items() if side != self.payer]
        if NONE in (offer, demand) or int(offer) < int(demand):
            return NONE
        whole, half = divmod(int(offer) + int(demand), 2)
        return f"{whole}.5" if half else str(whole)


def accepted_in(choice: str) -> tuple[int, ...]:
    """Read the numbers of the packages that an answer accepts; what is no number counts as 0."""
    return tuple(int(one) if one.isascii() and one.isdigit() else 0 for one in _parts(choice))


def written(numbers: Sequence[int]) -> str:
    """Write numbers of packages as an answer, each once and in their order."""
    return ",".join(map(str, sorted(set(numbers))))


def _parts(choice: str) -> list[str]:
    return choice.split(",") if choice else []


def all_sets(packages: int) -> list[str]:
    """List all answers about so many packages. Cost: two to their power."""
    chosen = product((False, True), repeat=packages)
    return [written([k for k, one in enumerate(row, 1) if one]) for row in chosen]


def all_rankings(wordings: int) -> list[str]:
    """List all orders of so many wordings, ties too, each by the ranks it comes to."""
    ranks = {
        tuple(1 + sum(other < mine for other in row) for mine in row)
        for row in product(range(wordings), repeat=wordings)
    }
    return [",".join(map(str, row)) for row in sorted(ranks)]


#: All yes, or nobody learns more than that not all said yes.
SEALED = AnswerRule(choices=("yes", "no"), agreeing=frozenset({"yes"}), silence="no")
#: Whether a package exists that costs nobody anything and gives somebody something.
WHETHER = WhetherRule(choices=("yes", "no"), agreeing=frozenset({"yes"}), silence="no")
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
    who_sees=WhoSees.MEDIATION,
    at_once=True,
)
#: Consent to somebody who would sit down: the mediation sees each answer, all learn the result.
SEAT = AnswerRule(
    choices=("consent", "refuse"),
    agreeing=frozenset({"consent"}),
    silence="refuse",
    who_sees=WhoSees.MEDIATION,
    at_once=True,
    tells_result=True,
)
#: Approval of a joint statement, of exactly these bytes: it is public at the hour where all
#: approve. The mediation sees each answer, all who are asked learn the result.
STATEMENT = AnswerRule(
    choices=("approve", "refuse"),
    agreeing=frozenset({"approve"}),
    silence="refuse",
    who_sees=WhoSees.MEDIATION,
    at_once=True,
    tells_result=True,
)
#: The result of what was taken back, or changed, before its hour.
VOID = "void"
#: Adopted unless somebody objects by the hour; all see who does.
SILENCE_PROCEDURE = AnswerRule(
    choices=("agree", "object"),
    agreeing=frozenset({"agree"}),
    silence="agree",
    who_sees=WhoSees.EVERYBODY,
    at_once=True,
)
