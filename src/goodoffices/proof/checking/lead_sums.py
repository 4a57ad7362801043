"""Sums over all packages that bound a doubtful party's lead, for the integer program."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from goodoffices.case import Package
from goodoffices.proof.certificate import ClaimedTruth
from goodoffices.proof.checking.doubtful_party import DoubtfulParty
from goodoffices.proof.checking.quantity import Quantity
from goodoffices.proof.checking.reckoning import WALK_AWAY, Part, Times, added, plus_one


def sum_above(party: DoubtfulParty, over: Package | None, times: Times) -> Quantity:
    """Give a sum over a package's options that its lead does not exceed in any truth.

    The lead is below the sum where the multipliers are strict.
    """
    worths, weights, rest = party.split(_off(party, over), times)
    amounts = {
        i: {o: party.most_on_issue(i, plus_one(worths.get(i, {}), o), weights[i]) for o in row}
        for i, row in party.scores.items()
    }
    return _quantity(party, amounts, rest)


def sum_within(party: DoubtfulParty, over: Package | None, truth: ClaimedTruth) -> Quantity:
    """Give a package's lead in one truth, as a sum over its options."""
    amounts = {
        i: {o: truth.weights[i] * v for o, v in row.items()} for i, row in truth.scores.items()
    }
    return _quantity(party, amounts, party.value(_off(party, over), truth))


def sum_below(party: DoubtfulParty, over: Package | None) -> Quantity:
    """Give a sum over a package's options that its lead does not fall below."""
    worths, weights, rest = party.split({part: -f for part, f in _off(party, over).items()}, ())
    amounts = {
        i: {
            o: -party.most_on_issue(i, plus_one(worths.get(i, {}), o, Fraction(-1)), weights[i])
            for o in row
        }
        for i, row in party.scores.items()
    }
    return _quantity(party, amounts, -rest)


def _off(party: DoubtfulParty, over: Package | None) -> dict[Part, Fraction]:
    return added({}, {WALK_AWAY: Fraction(1)} if over is None else party.worth(over), Fraction(-1))


def _quantity(
    party: DoubtfulParty, amounts: Mapping[str, Mapping[str, Fraction]], constant: Fraction
) -> Quantity:
    position = {issue.id: j for j, issue in enumerate(party.case.issues)}
    points = [(i.condition, i.points * (party.total or 1)) for i in party.one.interactions]
    scale = math.lcm(
        constant.denominator,
        *(a.denominator for row in amounts.values() for a in row.values()),
        *(p.denominator for _, p in points),
    )
    conditions = []
    for condition, number in points:
        allowed: dict[int, frozenset[int]] = {}
        for issue, options in condition.options:
            j = position[issue]
            chosen = frozenset(
                k for k, o in enumerate(party.case.issues[j].option_ids) if o in options
            )
            allowed[j] = allowed[j] & chosen if j in allowed else chosen
        if all(allowed.values()):
            conditions.append((tuple(sorted(allowed.items())), int(number * scale)))
    rows = {position[i]: tuple(int(a * scale) for a in row.values()) for i, row in amounts.items()}
    return Quantity(scale, rows, tuple(conditions), int(constant * scale))
