"""Whether what is said of near agreements, fragile weights and turning choices is so; see `judge`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from goodoffices.preferences import Preferences, utility
from goodoffices.proof.certificate import ClaimedFragile, ClaimedPoint, ClaimedTurning
from tests.reference.brute import Vector

if TYPE_CHECKING:
    from tests.proof.judge import Judge

SOLUTIONS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
ZERO = Fraction(0)
#: By how much a weight is moved to see whether the zone stands; the steps at which choices are looked at; how closely a turn is told.
TENTH, STEP, HALF, NARROW = Fraction(1, 10), Fraction(1, 20), Fraction(1, 2), Fraction(1, 1000)
Choice = dict[str, set[int]]


def are_nearest(judge: Judge, points: Sequence[ClaimedPoint]) -> bool:
    """Whether these are the first of the efficient packages that lack no more than others do for all, in the order of how far they are away."""
    if not all(judge.valued(p) and judge.feasible(p.package) and judge.worth(p.package) in judge.efficient for p in points):
        return False
    every = sorted(judge.efficient)
    floors = [min(v[p] for v in every) if f is None else f for p, f in enumerate(judge.floors)]
    spans = [max(v[p] for v in every) - min(v[p] for v in every) or Fraction(1) for p in range(len(floors))]

    def lacking(v: Vector) -> Vector:
        return tuple(max(Fraction(0), f - u) for f, u in zip(floors, v, strict=True))

    def distance(lack: Vector) -> tuple[int, list[Fraction]]:
        return sum(x > 0 for x in lack), sorted((x / s for x, s in zip(lack, spans, strict=True)), reverse=True)

    all_of_them = {lacking(v) for v in every}
    least = [a for a in all_of_them if not any(b != a and all(x <= y for x, y in zip(b, a, strict=True)) for b in all_of_them)]
    said = [lacking(judge.worth(p.package)) for p in points]
    return (
        set(said) <= set(least)
        and [distance(a) for a in said] == sorted(distance(a) for a in said)
        and all(a in said for a in least if distance(a) < distance(said[-1]))
    )


def are_fragile(judge: Judge, claimed: Sequence[ClaimedFragile]) -> bool:
    """Whether each of these moves closes the zone, and no other by a tenth does."""
    said = {(f.party, f.issue, f.by) for f in claimed}
    every = {(one.party, issue, by) for one in judge.preferences for issue in judge.case.issue_ids for by in (-TENTH, TENTH)}
    if not judge.truth.zone or not all(party in judge.parties and issue in judge.case.issue_ids for party, issue, _ in said):
        return False
    return all(_closes(judge, *move) is (move in said) for move in said | every)


def _closes(judge: Judge, party: str, issue: str, by: Fraction) -> bool:
    p = judge.parties.index(party)
    moved = with_weight(judge.preferences[p], issue, by)
    if moved is None:
        return False
    floor = judge.floors[p]
    others = [None if q == p else f for q, f in enumerate(judge.floors)]
    return not any(
        all(f is None or u >= f for f, u in zip(others, judge.worth(x), strict=True)) and (floor is None or utility(moved, x) >= floor)
        for x in judge.truth.feasible
    )


def chooser(judge: Judge) -> Callable[..., Choice | None]:
    """Chooses among the efficient packages in the zone with a weight moved; None where it cannot be moved so far."""

    def chosen(candidates: tuple[tuple[str, ...], ...], powers: tuple[int, ...], p: int, issue: str, by: Fraction) -> Choice | None:
        one = with_weight(judge.preferences[p], issue, by) if by else judge.preferences[p]
        if one is None:
            return None
        packages = [dict(zip(judge.case.issue_ids, row, strict=True)) for row in candidates]
        mine = {k: utility(one, x) for k, x in enumerate(packages)}
        start = [b for _, b in judge.baselines]
        if judge.baselines[p][0] == "status_quo":
            start[p] = utility(one, judge.case.status_quo() or {})
        floor = judge.floors[p]
        gains = {
            k: tuple((mine[k] if q == p else u) - start[q] for q, u in enumerate(judge.worth(x)))
            for k, x in enumerate(packages)
            if floor is None or mine[k] >= floor
        }
        if not gains:
            return {name: set() for name in SOLUTIONS}
        found: Choice = {}
        for name in SOLUTIONS:
            keys = {k: key_of(name, g, list(gains.values()), powers) for k, g in gains.items()}
            found[name] = {k for k, key in keys.items() if key == max(keys.values())}
        return found

    return chosen


def all_turn(judge: Judge, claimed: Sequence[ClaimedTurning], candidates: Sequence[ClaimedPoint], powers: tuple[int, ...] | None) -> bool:
    """Whether choices among these packages are the same at each step before the moves named, and others there."""
    if powers is None or not judge.truth.zone:
        return False
    rows = {
        judge.worth(p.package): judge.key(p.package)
        for p in candidates
        if judge.key(p.package) and judge.truth.in_zone(judge.worth(p.package))
    }
    keys = tuple(key for key in rows.values() if key is not None)
    for t in claimed:
        if t.party not in judge.parties or t.issue not in judge.case.issue_ids:
            return False
        for sign, turns in ((-1, t.down), (1, t.up)):
            for name, turn in turns.items():
                if name not in SOLUTIONS or not _turns(judge, keys, powers, t, sign, name, turn):
                    return False
    return True


def _turns(
    judge: Judge,
    keys: tuple[tuple[str, ...], ...],
    powers: tuple[int, ...],
    t: ClaimedTurning,
    sign: int,
    name: str,
    turn: tuple[Fraction, Fraction] | None,
) -> bool:
    p = judge.parties.index(t.party)
    now = judge.chosen(keys, powers, p, t.issue, Fraction(0))[name]

    def same(by: Fraction) -> bool | None:
        choice = judge.chosen(keys, powers, p, t.issue, sign * by)
        return None if choice is None else bool(choice[name] & now)

    steps = [k * STEP for k in range(1, 11)]
    if turn is None:
        return all(same(by) is not False for by in steps)
    before, at = turn
    if not 0 <= before < at <= HALF or same(before) is False or same(at) is not False:
        return False
    return at - before <= NARROW and all(same(by) is not False for by in steps if by <= before)


def key_of(name: str, gains: Vector, among: Sequence[Vector], powers: Sequence[int]) -> tuple[Fraction | int, ...]:
    """What a solution makes as great as can be, of these gains."""
    if name == "nash":
        above = [g**power for g, power in zip(gains, powers, strict=True) if g > 0]
        return -sum(g < 0 for g in gains), len(above), prod(above, start=Fraction(1))
    if name == "kalai_smorodinsky":
        ideal = [max(g[p] for g in among) for p in range(len(gains))]
        return tuple(sorted(g / i for g, i in zip(gains, ideal, strict=True) if i > 0))
    return tuple(sorted(gains)) if name == "egalitarian" else (sum(gains, ZERO),)


def with_weight(one: Preferences, issue: str, by: Fraction) -> Preferences | None:
    """A party one of whose weights is moved by a share of itself, the others scaled to keep the sum; None where there is nothing to move."""
    weights = {i: one.exact_weight(i) for i in one.weights}
    others = sum((w for i, w in weights.items() if i != issue), ZERO)
    new = weights[issue] * (1 + by)
    left = others + weights[issue] - new
    if not weights[issue] or not others or left < 0:
        return None
    moved = {i: new if i == issue else w * left / others for i, w in weights.items()}
    return replace(one, weights=moved, numbers=replace(one.numbers, weights_as_given=True))
