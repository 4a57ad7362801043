"""What holds of one package whatever the truth is: its standing, and which parties can sign it.

Exact, but for what says *open*.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from goodoffices.analysis.doubt.margins import Margins, Proof
from goodoffices.analysis.doubt.party_doubt import Linear, Truth
from goodoffices.analysis.doubt.signing import Possible, signing
from goodoffices.analysis.problem.errors import FrontierTooLarge, GroupTooLarge, NotDecided
from goodoffices.analysis.problem.limits import Limits

#: Truths that are tried, for each package, to find one under which it is efficient.
TRUTHS = 12


class Standing(StrEnum):
    """What holds of a package whatever the truth; the words of the JSON output.

    ``perhaps``: efficient under a truth that was found; dominated under another, or refused there
    by a party that may refuse it. ``open``: neither was decided.
    """

    EFFICIENT = "efficient"
    PERHAPS = "perhaps"
    DOMINATED = "dominated"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A package (option indices) and what holds of it.

    - ``accepted[p]``: `Possible.ALWAYS` where it reaches the party's walk-away value under all
      truths, and so on.
    - ``rival``: a package that dominates it under some truth (*perhaps*) or under all
      (*dominated*).
    - ``witness``: truths of the parties that make it efficient (*perhaps*); None else.
    - ``proof``: what shows that nothing dominates it (*efficient*, or *perhaps* where only a
      refusal stands against it).
    - ``at_best_equal[p]``: the party can sign it only where it is exactly as good as no agreement.
    """

    package: tuple[int, ...]
    names: tuple[str, ...]
    standing: Standing
    accepted: tuple[Possible, ...]
    rival: tuple[int, ...] | None = None
    witness: tuple[Truth, ...] | None = None
    proof: Proof = field(default_factory=Proof)
    at_best_equal: tuple[bool, ...] = ()


def judge(
    margins: Margins,
    package: tuple[int, ...],
    names: tuple[str, ...],
    accepted: tuple[Possible, ...],
    limits: Limits,
) -> Judged:
    """Tell what holds of a package; see `Judged`."""
    proof = Proof()
    try:
        rival = _dominating(lambda p: margins.found_under_some(p, limits, proof), margins)
        if rival is None:
            # Where some party refuses it, it is no package to be compared at all.
            may_refuse = any(
                doubt.may_be_refused(margins.problem.package(package)) for doubt in margins.doubts
            )
            return Judged(
                package=package,
                names=names,
                standing=Standing.PERHAPS if may_refuse else Standing.EFFICIENT,
                accepted=accepted,
                proof=proof,
            )
        always = _dominating(lambda p: margins.found_under_all(p, limits), margins)
        if always is not None:
            return Judged(
                package=package,
                names=names,
                standing=Standing.DOMINATED,
                accepted=accepted,
                rival=always,
            )
        beaten_by: list[tuple[int, ...]] = [rival]
        for number in range(TRUTHS):
            truths = favourable_truths(margins, package, beaten_by, number)
            better = _dominating(
                lambda p, t=truths: margins.found_within(t, p, limits),  # type: ignore[misc]
                margins,
            )
            if better is None:
                return Judged(
                    package=package,
                    names=names,
                    standing=Standing.PERHAPS,
                    accepted=accepted,
                    rival=rival,
                    witness=truths,
                )
            beaten_by.append(better)
    except (NotDecided, FrontierTooLarge, GroupTooLarge):
        pass
    return Judged(package=package, names=names, standing=Standing.OPEN, accepted=accepted)


def _dominating(
    search: Callable[[int], tuple[int, ...] | None], margins: Margins
) -> tuple[int, ...] | None:
    """Find a package by a search that is at least as good for all and better for one party."""
    for p in range(len(margins.doubts)):
        found = search(p)
        if found is not None:
            return found
    return None


def favourable_truths(
    margins: Margins, package: tuple[int, ...], beaten_by: Sequence[tuple[int, ...]], number: int
) -> tuple[Truth, ...]:
    """Give truths under which a package does well.

    They are the ``number``-th try, after these packages have beaten it.

    Without rankings its options' scores are at their most, all others at their least. The weights
    are at their middles, their least, their most; then each issue in turn is at its most and the
    others at their least.
    With rankings they are the truths where its margin over those that have beaten it (in turn the
    last of them) is greatest in sum.
    """
    found = []
    for p, doubt in enumerate(margins.doubts):
        if doubt.rows:
            margin = Linear()
            for other in beaten_by if number % 2 == 0 else beaten_by[-1:]:
                margin = margin.plus(margins.margin(p, other).negated())
            found.append(margins.truths[p].most(margin).truth)
            continue
        scores = tuple(
            tuple(high if i == package[j] else low for i, (low, high) in enumerate(row))
            for j, row in enumerate(doubt.scores)
        )
        weights = tuple(_tried(bounds, j, number) for j, bounds in enumerate(doubt.weights))
        if not any(weights):
            weights = tuple((low + high) / 2 for low, high in doubt.weights)
        found.append(
            Truth(weights, scores, None if doubt.walk_away is None else doubt.walk_away[0])
        )
    return tuple(found)


def _tried(bounds: tuple[Fraction, Fraction], j: int, number: int) -> Fraction:
    if number == 0:
        return (bounds[0] + bounds[1]) / 2
    return bounds[1] if number == 2 or j == number - 3 else bounds[0]


def accepted_by(acceptance: Margins, p: int, package: tuple[int, ...]) -> tuple[Possible, bool]:
    """Tell whether a party can sign a package, and whether at best it is as good as no agreement.

    At best means: exactly as good, and no better.
    """
    may_refuse = acceptance.doubts[p].may_be_refused(acceptance.problem.package(package))
    return signing(
        lambda: acceptance.least(p, package),
        lambda: acceptance.most(p, package),
        may_refuse=may_refuse,
    )
