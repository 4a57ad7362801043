"""What a package is worth to a party, in fractions, straight from the words of its file.

The analysis does not use this: it works on the compiled `Problem`. Results are held against it, so
that an error in the compiler cannot certify itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from goodoffices.preferences.model import Preferences, RedLine


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
