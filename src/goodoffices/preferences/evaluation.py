"""What a package is worth to a party, in fractions, straight from the words of its file.

The analysis does not use this: it works on the compiled `Problem`. Results are held against it, so
that an error in the compiler cannot certify itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from goodoffices.preferences.model import Preferences, RedLine
from goodoffices.preferences.ranking import Item, Ranked, Ranking


def utility(preferences: Preferences, package: Mapping[str, str]) -> Fraction:
    """The party's exact value of a package: contributions and interactions, read as the file says."""
    total = sum((preferences.contribution(issue, option) for issue, option in package.items()), Fraction(0))
    for interaction in preferences.interactions:
        if interaction.condition.holds(package):
            total += interaction.points
    return preferences.read(total)


def crossed_red_lines(preferences: Preferences, package: Mapping[str, str]) -> tuple[RedLine, ...]:
    """The red lines of the party that a package crosses, in the order of the file."""
    return tuple(line for line in preferences.red_lines if line.condition.holds(package))


def holds(preferences: Preferences, ranking: Ranking) -> bool:
    """Whether a ranking is true of numbers that are all certain."""

    def worth(item: Item) -> Fraction:
        if ranking.what is Ranked.ISSUES:
            return preferences.exact_weight(str(item))
        if ranking.what is Ranked.OPTIONS:
            return preferences.contribution(ranking.issue, str(item))
        floor = preferences.exact_walk_away()
        # No agreement is compared only where there is a walk-away value (the reader sees to it).
        return (floor or Fraction(0)) if item is None or isinstance(item, str) else _part(preferences, item)

    return all(worth(better) + ranking.within >= worth(worse) for better, worse in ranking.pairs())


def _part(preferences: Preferences, package: Mapping[str, str]) -> Fraction:
    """What a part of a package brings: contributions, and interactions that hang on it alone."""
    total = sum((preferences.contribution(issue, option) for issue, option in package.items()), Fraction(0))
    inside = (i for i in preferences.interactions if {issue for issue, _ in i.condition.options} <= set(package))
    return total + sum((i.points for i in inside if i.condition.holds(package)), Fraction(0))
