"""Could this party sign? Exact.

One rule and one type, for certain numbers and for numbers in doubt. A party could sign a package
that is at least as good for it as no agreement and that crosses none of its red lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction

from goodoffices.analysis.doubt.truths_program import Most
from goodoffices.analysis.doubt.worth_in_doubt import OwnValues
from goodoffices.case import Case
from goodoffices.preferences import Preferences
from goodoffices.preferences.evaluation import crossed_red_lines


class Possible(StrEnum):
    """In which truths something holds: in all, in some, in none; the words of the JSON output."""

    ALWAYS = "always"
    PERHAPS = "perhaps"
    NEVER = "never"


def could_sign(case: Case, one: Preferences, package: Mapping[str, str]) -> Possible:
    """Tell in which truths a party could sign a whole package.

    Raises `NotSupported`, `NotDecided`, `RankingsContradict`.
    """
    return (
        Possible.NEVER
        if crossed_red_lines(one, package)
        else worth_signing(OwnValues(case, one), package)
    )


def worth_signing(own: OwnValues, package: Mapping[str, str]) -> Possible:
    """Tell in which truths a package is at least as good as no agreement.

    Sure red lines are not looked at. Raises `NotDecided`.
    """
    doubt = own.truths.doubt
    may_refuse = doubt.may_be_refused(package)
    if doubt.walk_away is None:
        return Possible.PERHAPS if may_refuse else Possible.ALWAYS
    margin = own.margin(package)
    return signing(
        lambda: own.truths.least(margin), lambda: own.truths.most(margin), may_refuse=may_refuse
    )[0]


def could_sign_at(utility: Fraction, walk_away: Fraction | None) -> Possible:
    """Tell whether a party could sign a package of this utility.

    Without a walk-away value it could sign any.
    """
    return Possible.ALWAYS if walk_away is None or utility >= walk_away else Possible.NEVER


def signing(
    least: Callable[[], Most], most: Callable[[], Most], *, may_refuse: bool
) -> tuple[Possible, bool]:
    """Tell in which truths a package is worth signing, and whether it is at best a tie.

    A tie means: at best it is exactly as good as no agreement. ``least``, ``most``: of the margin
    over no agreement, each computed where it is needed. ``may_refuse``: whether the package crosses
    what may be a red line of the party.
    """
    if not may_refuse and least().value >= 0:
        return Possible.ALWAYS, False
    best = most()
    return (
        (Possible.PERHAPS, best.value == 0) if best.may_be_zero_or_more else (Possible.NEVER, False)
    )
