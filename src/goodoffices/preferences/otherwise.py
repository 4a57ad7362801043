"""What a party expects if nothing is agreed: outcomes with odds, from which its walk-away value is.

A court, a strike, or things as they are: each outcome is a package, or a number of points where no
package says it. The walk-away value is the mean of what the outcomes are worth, by their odds (the
expected utility of the best alternative; R. Fisher, W. Ury 1981; for odds of a court see H. Raiffa
1982, The art and science of negotiation, chapter 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.case import Package, Text

ONE = Fraction(1)


@dataclass(frozen=True, kw_only=True)
class ExpectedOutcome:
    """One thing that may happen if nothing is agreed.

    It is a whole ``package``, or else so many points, ``worth``. ``odds``: its probability, between
    two numbers from 0 to 1. ``text``: what it is, in words.
    """

    odds: tuple[Fraction, Fraction]
    package: Package | None = None
    worth: Fraction | None = None
    text: Text | None = None


def odds_can_be(outcomes: Sequence[ExpectedOutcome]) -> bool:
    """Tell whether odds within these bounds can add up to 1."""
    return sum(o.odds[0] for o in outcomes) <= 1 <= sum(o.odds[1] for o in outcomes)


def expected(
    outcomes: Sequence[ExpectedOutcome], worths: Sequence[Fraction]
) -> tuple[Fraction, Fraction]:
    """Give the least and the most that outcomes of known worth are worth by their odds. Exact."""
    return _extreme(outcomes, worths, worst=True), _extreme(outcomes, worths, worst=False)


def _extreme(
    outcomes: Sequence[ExpectedOutcome], worths: Sequence[Fraction], *, worst: bool
) -> Fraction:
    """Give what is left of the odds to the worst (or best) outcomes first."""
    odds = [o.odds[0] for o in outcomes]
    left = ONE - sum(odds, Fraction(0))
    for k in sorted(range(len(outcomes)), key=lambda k: worths[k], reverse=not worst):
        more = min(left, outcomes[k].odds[1] - odds[k])
        odds[k] += more
        left -= more
    return sum((p * v for p, v in zip(odds, worths, strict=True)), Fraction(0))
