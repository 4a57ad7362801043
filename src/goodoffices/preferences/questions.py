"""What a party may be asked, and what it may answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from goodoffices.case import Issue, Package
from goodoffices.preferences.model import Interval

#: Numbers of a scale that are asked for, at most.
MOST_ANCHORS = 4


class Asked(StrEnum):
    """What a question asks; the words of the file."""

    NEVER = "never"
    LIMIT = "limit"
    MATTERS = "matters"
    ORDER = "order"
    OTHERWISE = "otherwise"
    TOP = "top"
    WEIGHT = "weight"
    SCORE = "score"
    RATHER = "rather"
    SURPRISE = "surprise"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question to a party.

    ``issue`` and ``option`` say what it is about. ``first`` and ``second`` are the packages, or
    parts of packages, that *rather* compares; ``second`` None: no agreement.

    Of *limit*, ``first`` is a number of a scale that is refused, and ``second`` the nearest that is
    not. Both are None on paper, where the question is about any number.
    """

    asked: Asked
    issue: str = ""
    option: str = ""
    first: Package | None = None
    second: Package | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """Give what makes it the same question as another."""
        packages = tuple(
            None if x is None else tuple(sorted(x.items())) for x in (self.first, self.second)
        )
        return (self.asked, self.issue, self.option, packages)


#: What is given as the answer, by what was asked.
#: Of *never*: the options refused, as (issue, option).
#: Of *limit*: the first number that could be accepted.
#: Of *matters*: issues. Of *top*: an issue, or several in order.
#: Of *order*: groups of options, better first, or of a scale one of `DIRECTIONS`.
#: Of *otherwise*: what would be on each issue if nothing is agreed, as (issue, option); issues that
#: are not named stay as they are today.
#: Of *weight* and *score*: a number or an interval.
#: Of *rather*: "first", "second" or "same". Of *surprise*: "yes" or "no".
#: None: not sure.
Given = (
    tuple[tuple[str, str], ...]
    | tuple[str, ...]
    | tuple[tuple[str, ...], ...]
    | str
    | Fraction
    | Interval
    | None
)


#: What may be said of a whole scale: more is always better, less is, or all numbers are as good.
MORE, LESS, SAME = DIRECTIONS = ("more", "less", "same")


@dataclass(frozen=True)
class Answer:
    """An answer with the id by which it is named and taken back."""

    id: str
    question: Question
    given: Given


def anchors(issue: Issue) -> tuple[str, ...]:
    """List the options that are asked for: all, or of a scale the ends and up to two between."""
    ids = issue.option_ids
    if not issue.is_scale or len(ids) <= MOST_ANCHORS:
        return ids
    places = [round(k * (len(ids) - 1) / (MOST_ANCHORS - 1)) for k in range(MOST_ANCHORS)]
    return tuple(ids[k] for k in places)
