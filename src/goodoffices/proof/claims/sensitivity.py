"""Checks what is said to happen when one weight is moved (sensitivity).

The party's other weights are scaled to keep the sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from goodoffices.case import Case, Package
from goodoffices.preferences import Preferences, utility
from goodoffices.proof.certificate import ClaimedFragile, ClaimedTurning
from goodoffices.proof.checking.completeness import Means
from goodoffices.proof.checking.fairness import Vector, keys_of_solutions
from goodoffices.proof.checking.integer_proof import IntegerProof
from goodoffices.proof.checking.space import Space
from goodoffices.proof.verdict import Claim

#: By how much a weight is moved to see whether the zone stands, and the steps at which choices are
#: looked at.
TENTH, STEP, LAST = Fraction(1, 10), Fraction(1, 20), Fraction(1, 2)
#: How far apart the last move with the same choice and the first with another may lie.
NARROW = Fraction(1, 1000)

Turns = Mapping[str, tuple[Fraction, Fraction] | None]


def moved(one: Preferences, issue: str, by: Fraction) -> Preferences | None:
    """Multiply one weight by 1 + by, and scale the others so that the sum stays.

    None where there is nothing to move.
    """
    weights = {i: one.exact_weight(i) for i in one.weights}
    total = sum(weights.values(), Fraction(0))
    new, rest = weights[issue] * (1 + by), total - weights[issue]
    if weights[issue] == 0 or rest == 0 or new > total:
        return None
    scaled = {i: new if i == issue else w * (total - new) / rest for i, w in weights.items()}
    return replace(one, weights=scaled, numbers=replace(one.numbers, weights_as_given=True))


def check_fragile(
    case: Case,
    preferences: Sequence[Preferences],
    claimed: Sequence[ClaimedFragile],
    known: Sequence[Package],
    means: Means,
) -> Claim:
    """Check that exactly these weights close the zone when moved by a tenth.

    ``known``: packages that are in the zone as it is.
    """
    said = {(f.party, f.issue, f.by) for f in claimed}
    looked = 0
    for p, one in enumerate(preferences):
        for issue in case.issue_ids if one.exact_walk_away() is not None else ():
            for by in (-TENTH, TENTH):
                other = moved(one, issue, by)
                if other is None:
                    continue
                looked += 1
                closes = _closes(
                    [other if q == p else o for q, o in enumerate(preferences)],
                    case,
                    other,
                    known,
                    means,
                )
                if closes is None:
                    return Claim.open(
                        "fragile",
                        f"whether the zone stands when {one.party}'s weight of {issue} is moved "
                        "was not decided.",
                    )
                if closes is not ((one.party, issue, by) in said):
                    return Claim.refused(
                        "fragile",
                        f"whether the zone stands when {one.party}'s weight of {issue} is moved is "
                        "not what is said.",
                    )
                said.discard((one.party, issue, by))
    if said:
        return Claim.refused("fragile", "a weight is named that cannot be moved.")
    return Claim.accepted(
        "fragile", f"of {looked} moves by a tenth exactly those named close the zone."
    )


def _closes(
    preferences: Sequence[Preferences],
    case: Case,
    other: Preferences,
    known: Sequence[Package],
    means: Means,
) -> bool | None:
    floor = other.exact_walk_away()
    if floor is None or any(utility(other, package) >= floor for package in known):
        return False
    space = Space(case, preferences)
    answer = IntegerProof(space, space.zone_rules(), means.seconds_left).find([])
    return True if answer.impossible else None if answer.package is None else False


class TurningChecker:
    """A chooser among the efficient packages in the zone, each time a weight is moved."""

    def __init__(
        self,
        case: Case,
        preferences: Sequence[Preferences],
        packages: Sequence[Package],
        baselines: Sequence[Fraction],
        powers: Sequence[int],
        of_status_quo: Sequence[bool],
        means: Means,
    ) -> None:
        self.case, self.preferences, self.packages, self.powers, self.means = (
            case,
            preferences,
            packages,
            powers,
            means,
        )
        self.baselines, self.of_status_quo = list(baselines), of_status_quo
        self.worth = [tuple(utility(one, x) for one in preferences) for x in packages]
        self.now = self.chosen(None, None)

    def chosen(self, p: int | None, other: Preferences | None) -> dict[str, set[int]]:
        """Find for each solution the packages (positions) that are best.

        One party's preferences are replaced, unless ``p`` or ``other`` is None.
        """
        baselines, floor = list(self.baselines), None
        worth = self.worth
        if p is not None and other is not None:
            floor = other.exact_walk_away()
            worth = [
                (*v[:p], utility(other, x), *v[p + 1 :])
                for v, x in zip(worth, self.packages, strict=True)
            ]
            quo = self.case.status_quo()
            if self.of_status_quo[p] and quo is not None:
                baselines[p] = utility(other, quo)
        gains: dict[int, Vector] = {
            k: tuple(u - b for u, b in zip(v, baselines, strict=True))
            for k, v in enumerate(worth)
            if p is None or floor is None or v[p] >= floor
        }
        if not gains:
            return {}
        keys = keys_of_solutions(list(gains.values()), self.powers)
        found = {}
        for name, key in keys.items():
            values = {k: key(g) for k, g in gains.items()}
            best = max(values.values())
            found[name] = {k for k, v in values.items() if v == best}
        return found

    def check(self, claimed: Sequence[ClaimedTurning]) -> Claim:
        """Check each weight, moved down and up.

        The choice is the same at all steps before the one named, and another there.
        """
        expected = [(one.party, issue) for one in self.preferences for issue in self.case.issue_ids]
        if sorted((t.party, t.issue) for t in claimed) != sorted(expected):
            return Claim.refused("sensitivity", "it does not name each weight once.")
        for one in claimed:
            p = next(k for k, o in enumerate(self.preferences) if o.party == one.party)
            for sign, turns in ((-1, one.down), (1, one.up)):
                if self.means.seconds_left() <= 0:
                    return Claim.open("sensitivity", "the time ended first.")
                if turns.keys() != self.now.keys() or not self._turns(p, one.issue, sign, turns):
                    return Claim.refused(
                        "sensitivity",
                        f"where a choice turns with {one.party}'s weight of {one.issue} is not "
                        "what is said.",
                    )
        return Claim.accepted(
            "sensitivity",
            f"{len(claimed)} weights: choices are the same at each step before the moves named, "
            "and others there.",
        )

    def _turns(self, p: int, issue: str, sign: int, turns: Turns) -> bool:
        seen: dict[Fraction, dict[str, set[int]] | None] = {}

        def at(by: Fraction) -> dict[str, set[int]] | None:
            if by not in seen:
                other = moved(self.preferences[p], issue, sign * by) if by else self.preferences[p]
                seen[by] = None if other is None else self.chosen(p, other)
            return seen[by]

        def same(name: str, by: Fraction) -> bool:
            choice = at(by)
            return choice is None or bool(choice.get(name, set()) & self.now[name])

        for name, turn in turns.items():
            end = LAST if turn is None else turn[0]
            steps = [k * STEP for k in range(1, int(end / STEP) + 1)]
            if not all(same(name, by) for by in steps):
                return False
            if turn is not None and not (
                0 <= turn[0] < turn[1] <= min(LAST, turn[0] + NARROW)
                and same(name, turn[0])
                and at(turn[1]) is not None
                and not same(name, turn[1])
            ):
                return False
        return True


def check_near(
    parties: Sequence[Fraction | None], points: Sequence[Vector], claimed: Sequence[Vector]
) -> Claim:
    """Check the packages that are said to come nearest to all walk-away values.

    They come first by that order, among the utilities of the whole frontier. ``parties``: the
    walk-away values (None: there is none).
    """
    floors = [
        min(v[p] for v in points) if floor is None else floor for p, floor in enumerate(parties)
    ]
    spans = [
        (max(v[p] for v in points) - min(v[p] for v in points)) or Fraction(1)
        for p in range(len(parties))
    ]

    def lacking(v: Vector) -> Vector:
        return tuple(max(Fraction(0), floor - u) for floor, u in zip(floors, v, strict=True))

    def distance(v: Vector) -> tuple[int, list[Fraction]]:
        short = lacking(v)
        return sum(s > 0 for s in short), sorted(
            (s / span for s, span in zip(short, spans, strict=True)), reverse=True
        )

    if not set(claimed) <= set(points) or len({lacking(v) for v in claimed}) != len(claimed):
        return Claim.refused(
            "near", "a package is named that is not efficient, or lacks the same as another."
        )
    order, listed = [distance(v) for v in claimed], [lacking(v) for v in claimed]
    nearer = [
        short for v in points if distance(v) < order[-1] and (short := lacking(v)) not in listed
    ]
    if (
        order != sorted(order)
        or any(_less(a, b) for a in listed for b in listed)
        or not all(any(_less(a, b) for a in listed) for b in nearer)
    ):
        return Claim.refused("near", "another package comes nearer, or the order is another.")
    return Claim.accepted(
        "near",
        f"none of {len(points):,} efficient packages comes nearer than the {len(claimed)} named.",
    )


def _less(one: Vector, other: Vector) -> bool:
    """Tell whether one lacks less than another for some party and no more for any."""
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))
