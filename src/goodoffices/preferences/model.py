"""A party's preferences in one reading: weights, scores, interactions, red lines, walk-away."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from goodoffices.case import Condition, Text
from goodoffices.preferences.otherwise import ExpectedOutcome
from goodoffices.preferences.ranking import Ranking


class BasisKind(StrEnum):
    """Whose a preference is."""

    STATED = "stated"
    PUBLIC = "public"
    ESTIMATE = "estimate"
    EXERCISE = "exercise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Whose word a file is: of the party, of public sources, of the team, or of nobody (exercise).

    ``confidence`` is the author's own word (``low``, ``medium``, ``high``).
    """

    kind: BasisKind
    author: str = ""
    date: datetime.date | None = None
    confidence: str = ""
    reason: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something public was said or printed."""

    id: str
    title: str
    publisher: str
    date: datetime.date
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a party said in public on an issue, with its source; in words, not in numbers.

    ``wants`` and ``refuses`` are option ids that the words name; ``order`` lists groups of options,
    better ones first. All three may be empty.
    """

    issue: str
    says: Text
    source: str
    wants: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    order: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """A number known only to lie between two others, both included."""

    lower: Fraction
    upper: Fraction


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a file's utilities are read.

    ``weights_as_given``: weights are not normalised to a sum of 1. ``cut``: the total is cut at
    this value, as some programs do. ``grid``: the total is rounded (half up) to a multiple of this
    number; None means exact.

    ``within``: where numbers are listed for a continuous issue, the most that the party can lose by
    that. For each package of the continuous case some listed one gives every party at least as
    much, less this.
    """

    weights_as_given: bool = False
    cut: Fraction | None = None
    grid: Fraction | None = None
    within: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Interaction:
    """Points, positive or negative, that a party puts on a condition as a whole."""

    condition: Condition
    points: Fraction
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class RedLine:
    """A condition that a party refuses whatever it gets elsewhere."""

    id: str
    condition: Condition
    text: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What one party wants, in one reading.

    ``weights``: not negative, with any sum; each a number, an `Interval`, or None for a blank.
    ``scores``: the value of each option on 0 to 100, likewise. ``walk_away``: the utility below
    which the party prefers no agreement; None means that it has none, which is not 0.

    ``expectations``: the probability that the party gives to a named event. ``possible_red_lines``:
    what the party may refuse whatever it gets elsewhere, and may not: nobody said. ``rankings``:
    what is known in order; where every number is certain they hold, and say nothing more.
    ``otherwise``: what happens if nothing is agreed, where the walk-away value comes from that; it
    is blank while other numbers are in doubt.

    ``points_per_unit``: how many points one unit of money is worth to the party, above 0; None
    where it does not say. A file of public positions may hold ``positions`` alone; it then has no
    numbers.
    """

    party: str
    reading: str
    basis: Basis
    weights: Mapping[str, Fraction | Interval | None] = field(default_factory=dict)
    scores: Mapping[str, Mapping[str, Fraction | Interval | None]] = field(default_factory=dict)
    walk_away: Fraction | Interval | None = None
    walk_away_is_blank: bool = False
    interactions: tuple[Interaction, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    expectations: Mapping[str, Fraction] = field(default_factory=dict)
    positions: tuple[Position, ...] = ()
    sources: tuple[Source, ...] = ()
    numbers: Numbers = Numbers()
    note: Text | None = None
    has_numbers: bool = True
    points_per_unit: Fraction | None = None
    rankings: tuple[Ranking, ...] = ()
    possible_red_lines: tuple[RedLine, ...] = ()
    otherwise: tuple[ExpectedOutcome, ...] = ()

    def unsupported(self) -> list[str]:
        """List by name what the file holds and the analysis cannot use yet: intervals, blanks."""
        names: list[str] = []
        for issue, weight in self.weights.items():
            names += _doubt(f"the weight of {issue}", weight)
        for issue, scores in self.scores.items():
            for option, score in scores.items():
                names += _doubt(f"the score of {issue}: {option}", score)
        if isinstance(self.walk_away, Interval):
            names += _doubt("the walk-away value", self.walk_away)
        if self.walk_away_is_blank:
            names.append("the walk-away value (blank)")
        names += [f"whether {line.id} is a red line" for line in self.possible_red_lines]
        return names

    @cached_property
    def weight_sum(self) -> Fraction:
        """Add up the weights. Only where `unsupported` is empty."""
        return sum((_exact(weight) for weight in self.weights.values()), Fraction(0))

    def contribution(self, issue: str, option: str) -> Fraction:
        """Multiply weight and score of an option; the weight is normalised unless taken as given.

        The unit is that of the total: 0 to 100 in our own files. Only where `unsupported` is empty.
        """
        return self.exact_weight(issue) * self.exact_score(issue, option)

    def exact_weight(self, issue: str) -> Fraction:
        """Give the weight of an issue, normalised unless it is taken as given.

        Only where `unsupported` is empty.
        """
        weight = _exact(self.weights[issue])
        return weight if self.numbers.weights_as_given else weight / self.weight_sum

    def exact_score(self, issue: str, option: str) -> Fraction:
        """Give the score of an option as typed. Only where `unsupported` is empty."""
        return _exact(self.scores[issue][option])

    def exact_walk_away(self) -> Fraction | None:
        """Give the walk-away value as read (on the grid, where there is one), or None."""
        return (
            None if self.walk_away is None else self.read(_exact(self.walk_away), is_utility=False)
        )

    def uncut(self) -> Preferences:
        """Give the same preferences with totals uncut, whatever the file's program does."""
        return replace(self, numbers=replace(self.numbers, cut=None))

    def read(self, total: Fraction, *, is_utility: bool = True) -> Fraction:
        """Read a sum as this file's numbers are read: cut, then rounded half up to the grid.

        It is monotone: a larger sum is never read as less.
        """
        if is_utility and self.numbers.cut is not None:
            total = min(total, self.numbers.cut)
        grid = self.numbers.grid
        return total if grid is None else (total / grid + Fraction(1, 2)).__floor__() * grid


def _doubt(name: str, value: Fraction | Interval | None) -> list[str]:
    if value is None:
        return [f"{name} (blank)"]
    return [f"{name} (an interval)"] if isinstance(value, Interval) else []


def _exact(value: Fraction | Interval | None) -> Fraction:
    if not isinstance(value, Fraction):
        raise TypeError("an interval or a blank has no exact value")
    return value
