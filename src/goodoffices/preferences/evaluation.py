"""What a package is worth to a party (its utility), in fractions, straight from the file's words.

The analysis does not use this: it works on the compiled `Problem`. Results are held against it, so
that an error in the compiler cannot certify itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import chain, pairwise

from goodoffices.preferences.model import Interaction, Preferences, RedLine
from goodoffices.preferences.ranking import Item, Ranked, Ranking


def utility(preferences: Preferences, package: Mapping[str, str]) -> Fraction:
    """Give the party's exact value of a package, read as the file says.

    It is the sum of contributions and interactions.
    """
    total = sum(
        (preferences.contribution(issue, option) for issue, option in package.items()), Fraction(0)
    )
    for interaction in preferences.interactions:
        if interaction.condition.holds(package):
            total += interaction.points
    return preferences.read(total)


def crossed_red_lines(preferences: Preferences, package: Mapping[str, str]) -> tuple[RedLine, ...]:
    """List the red lines of the party that a package crosses, in the order of the file."""
    return tuple(line for line in preferences.red_lines if line.condition.holds(package))


def holds(preferences: Preferences, ranking: Ranking) -> bool:
    """Tell whether a ranking is true of numbers that are all certain."""
    return Worths(preferences).agree_with(ranking)


class Worths:
    """What is ranked, valued by numbers that are all certain.

    What several rankings name is worked out once.
    """

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._weights = in_proportion(
            {issue: preferences.exact_weight(issue) for issue in preferences.weights}
        )
        self._rows: dict[str, dict[str, int]] = {}
        self._contributions: dict[tuple[str, str], Fraction] = {}
        self._inside: dict[frozenset[str], list[Interaction]] = {}

    def agree_with(self, ranking: Ranking) -> bool:
        """Tell whether a ranking is true of these numbers."""
        groups = [[self._worth(ranking, item) for item in group] for group in ranking.groups]
        return all(
            min(before) + ranking.within >= max(after)
            for before, after in pairwise(groups)
            if before and after
        )

    def _worth(self, ranking: Ranking, item: Item) -> int | Fraction:
        if ranking.what is Ranked.ISSUES:
            return self._weights[str(item)]
        if ranking.what is Ranked.OPTIONS:
            return self._row(ranking.issue)[str(item)]
        floor = self._preferences.exact_walk_away()
        # No agreement is compared only where there is a walk-away value (the reader sees to it).
        return (floor or Fraction(0)) if item is None or isinstance(item, str) else self._part(item)

    def _row(self, issue: str) -> dict[str, int]:
        """Give what the options of an issue contribute, in proportion to one another."""
        if issue not in self._rows:
            one = self._preferences
            self._rows[issue] = in_proportion(
                {option: one.contribution(issue, option) for option in one.scores[issue]}
            )
        return self._rows[issue]

    def _part(self, package: Mapping[str, str]) -> Fraction:
        """Add up what a part of a package brings: contributions, and interactions on it alone."""
        for choice in package.items():
            if choice not in self._contributions:
                self._contributions[choice] = self._preferences.contribution(*choice)
        named = frozenset(package)
        if named not in self._inside:
            self._inside[named] = [
                i for i in self._preferences.interactions if named.issuperset(i.condition.issues)
            ]
        points = (i.points for i in self._inside[named] if i.condition.holds(package))
        return exact_sum(chain((self._contributions[choice] for choice in package.items()), points))


def in_proportion(numbers: Mapping[str, Fraction]) -> dict[str, int]:
    """Give whole numbers in the proportions of others, and so in their order."""
    common = math.lcm(*(number.denominator for number in numbers.values()))
    return {
        name: number.numerator * (common // number.denominator) for name, number in numbers.items()
    }


def exact_sum(numbers: Iterable[Fraction]) -> Fraction:
    """Add up many numbers of which most have the same denominator."""
    above: dict[int, int] = {}
    for number in numbers:
        above[number.denominator] = above.get(number.denominator, 0) + number.numerator
    return sum((Fraction(n, denominator) for denominator, n in above.items()), Fraction(0))
