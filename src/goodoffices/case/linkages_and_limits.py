"""What no package may do: linkages, legal bounds, and limits of a case or of a third party.

A restriction has a *kind* (who or what it comes from, which decides how a report speaks of it and
whether anyone could be asked to move it) and a *shape* (what it forbids).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from goodoffices.case.condition import Condition
from goodoffices.case.text import Text


class RestrictionKind(StrEnum):
    """Where a restriction comes from; the same words as in the JSON output."""

    LINKAGE = "linkage"
    BOUND = "bound"
    LIMIT = "limit"


class Shape(Protocol):
    """What a restriction forbids."""

    def allows(self, package: Mapping[str, str]) -> bool:
        """Tell whether a package keeps the restriction."""

    @property
    def issues(self) -> tuple[str, ...]:
        """List the ids of the issues that it names."""


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """A rule that ``when`` may hold only if ``then`` holds too."""

    when: Condition
    then: Condition

    def allows(self, package: Mapping[str, str]) -> bool:
        """Tell whether a package keeps the restriction."""
        return not self.when.holds(package) or self.then.holds(package)

    @property
    def issues(self) -> tuple[str, ...]:
        """List the ids of the issues that it names."""
        return (*self.when.issues, *self.then.issues)


@dataclass(frozen=True, slots=True)
class ForbiddenTogether:
    """A rule that the condition may not hold."""

    condition: Condition

    def allows(self, package: Mapping[str, str]) -> bool:
        """Tell whether a package keeps the restriction."""
        return not self.condition.holds(package)

    @property
    def issues(self) -> tuple[str, ...]:
        """List the ids of the issues that it names."""
        return self.condition.issues


@dataclass(frozen=True, slots=True)
class CountLimit:
    """A rule that at least so many and at most so many of some choices are made.

    Each choice is a set of allowed options on one issue.
    """

    choices: tuple[tuple[str, frozenset[str]], ...]
    at_least: int | None
    at_most: int | None

    def allows(self, package: Mapping[str, str]) -> bool:
        """Tell whether a package keeps the restriction."""
        n_chosen = sum(package[issue] in options for issue, options in self.choices)
        return _within(Fraction(n_chosen), self.at_least, self.at_most)

    @property
    def issues(self) -> tuple[str, ...]:
        """List the ids of the issues that it names."""
        return tuple(issue for issue, _ in self.choices)

    def as_sum(self) -> SumLimit:
        """Give the same restriction as a limit on a sum, each choice counting 1."""
        amounts: dict[str, dict[str, Fraction]] = {}
        for issue, options in self.choices:
            of_issue = amounts.setdefault(issue, {})
            for option in sorted(options):
                of_issue[option] = of_issue.get(option, Fraction(0)) + 1
        return SumLimit(
            tuple((issue, tuple(of_issue.items())) for issue, of_issue in amounts.items()),
            None if self.at_least is None else Fraction(self.at_least),
            None if self.at_most is None else Fraction(self.at_most),
            "",
        )


@dataclass(frozen=True, slots=True)
class SumLimit:
    """A rule that amounts of the chosen options, summed over issues, stay between two numbers.

    ``amounts``: for each issue, the amount of each option; an option that is not named counts 0.
    """

    amounts: tuple[tuple[str, tuple[tuple[str, Fraction], ...]], ...]
    at_least: Fraction | None
    at_most: Fraction | None
    unit: str

    def allows(self, package: Mapping[str, str]) -> bool:
        """Tell whether a package keeps the restriction."""
        return _within(self.total(package), self.at_least, self.at_most)

    def total(self, package: Mapping[str, str]) -> Fraction:
        """Add up a package's amounts."""
        return sum(
            (dict(of_issue).get(package[issue], Fraction(0)) for issue, of_issue in self.amounts),
            Fraction(0),
        )

    @property
    def issues(self) -> tuple[str, ...]:
        """List the ids of the issues that it names."""
        return tuple(issue for issue, _ in self.amounts)


def _within(value: Fraction, lower: Fraction | int | None, upper: Fraction | int | None) -> bool:
    return (lower is None or value >= lower) and (upper is None or value <= upper)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """A linkage, a legal bound or a limit, with its words.

    ``holder`` is the third party whose limit it is, else None. ``of`` says whose bound it is
    (*law*, *mandate*), and ``source`` where it comes from; both are empty for the others.
    """

    id: str
    kind: RestrictionKind
    shape: OnlyIf | ForbiddenTogether | CountLimit | SumLimit
    text: Text | None = None
    holder: str | None = None
    source: str = ""
    of: str = ""
