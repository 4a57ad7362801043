"""Says what of a certificate is false: by listing all packages in fractions, from what the claims mean. Shares no code with the checker or the analysis.

Only what is false is told, by the name of the kind of claim; what is merely not shown, or said twice, is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from math import gcd, lcm

from goodoffices.case import Case, Package, SumLimit
from goodoffices.preferences import Preferences
from goodoffices.proof.certificate import (
    Certificate,
    ClaimedBaseline,
    ClaimedConflict,
    ClaimedCost,
    ClaimedDraft,
    ClaimedMoney,
    ClaimedPoint,
    ClaimedRelaxation,
    DemandName,
)
from tests.proof import judge_of_drafts, judge_of_moves
from tests.proof.judge_of_moves import SOLUTIONS, key_of
from tests.reference.brute import Truth, Vector

ZERO = Fraction(0)


def dominates(one: Vector, other: Vector) -> bool:
    """Whether one vector is at least as good as another for all and better for some."""
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


@dataclass
class Judge:
    """Everything that is so of one case, found by listing; `falsehoods` holds certificates against it."""

    case: Case
    preferences: tuple[Preferences, ...]
    drafts: Mapping[str, Package]

    def __post_init__(self) -> None:
        self.truth = Truth(self.case, self.preferences)
        self.parties = [one.party for one in self.preferences]
        self.floors = [one.exact_walk_away() for one in self.preferences]
        self.efficient = set(self.truth.frontier())
        self.fair = [v for v in self.truth.frontier() if self.truth.in_zone(v)]
        self._worth = {tuple(x.values()): self.truth.vector(x) for x in self.truth.all}
        self._feasible = {tuple(x.values()) for x in self.truth.feasible}
        self.demands = dict(self._demands())
        self.chosen = cache(judge_of_moves.chooser(self))

    # What is so.

    def key(self, package: Package) -> tuple[str, ...] | None:
        """A package as a value; None where it is none of the case's."""
        key = tuple(package.get(i, "") for i in self.case.issue_ids)
        return key if package.keys() == set(self.case.issue_ids) and key in self._worth else None

    def worth(self, package: Package) -> Vector:
        """What a package of the case is worth to each party."""
        return self._worth[tuple(package[i] for i in self.case.issue_ids)]

    def feasible(self, package: Package | None) -> bool:
        """Whether something is a package of the case, and keeps all rules and red lines."""
        return package is not None and self.key(package) in self._feasible

    def valued(self, point: ClaimedPoint) -> bool:
        """Whether something is a package of the case, and worth what is said."""
        return self.key(point.package) is not None and dict(point.utilities) == dict(
            zip(self.parties, self.worth(point.package), strict=True)
        )

    def _demands(self) -> Iterator[tuple[DemandName, Callable[[Package], bool]]]:
        for r in self.case.restrictions:
            yield DemandName(r.kind.value, r.holder, r.id), r.shape.allows
        for p, one in enumerate(self.preferences):
            for line in one.red_lines:
                yield DemandName("red_line", one.party, line.id), lambda x, c=line.condition: not c.holds(x)
            if (floor := self.floors[p]) is not None:
                yield DemandName("walk_away", one.party, "walk_away"), lambda x, p=p, f=floor: self.worth(x)[p] >= f

    def meeting(self, demands: Sequence[DemandName]) -> list[Package]:
        """All packages that meet some demands."""
        return [x for x in self.truth.all if all(self.demands[d](x) for d in demands)]

    def broken(self, package: Package) -> frozenset[DemandName]:
        """The demands that a package does not meet."""
        return frozenset(d for d, meets in self.demands.items() if not meets(package))

    def shortfall(self, package: Package, demand: DemandName) -> tuple[Fraction, Fraction] | None:
        """What a package has of the one amount that a demand asks for, and how far it stays away from it; None where it asks for no one amount."""
        if demand.kind == "walk_away":
            p = self.parties.index(str(demand.party))
            amount, floor = self.worth(package)[p], self.floors[p]
            return amount, max(ZERO, (floor or ZERO) - amount)
        shape = next((r.shape for r in self.case.restrictions if DemandName(r.kind.value, r.holder, r.id) == demand), None)
        if not isinstance(shape, SumLimit) or (shape.at_least is None) == (shape.at_most is None):
            return None
        amount = shape.total(package)
        return amount, max(ZERO, (shape.at_least - amount) if shape.at_least is not None else amount - (shape.at_most or ZERO))

    @cached_property
    def fewest(self) -> int | None:
        """How few demands, bounds not among them, must move for an agreement to be possible; None: no number is enough."""
        broken = map(self.broken, self.truth.all)
        return min((len(b) for b in broken if not any(d.kind == "bound" for d in b)), default=None)

    @cached_property
    def baselines(self) -> list[tuple[str, Fraction]]:
        """Of each party the kind and the value of its baseline, where there is a zone."""
        quo = self.case.status_quo()
        found = []
        for p, floor in enumerate(self.floors):
            if floor is not None:
                found.append(("walk_away", floor))
            elif quo is not None and self.feasible(quo):
                found.append(("status_quo", self.worth(quo)[p]))
            else:
                found.append(("least_in_zone", min(v[p] for v in self.truth.zone)))
        return found

    def powers(self, entitlements: Mapping[str, Fraction]) -> tuple[int, ...] | None:
        """Entitlements as the smallest whole numbers in proportion; None where they are none."""
        each = [Fraction(entitlements.get(party, 1)) for party in self.parties]
        if not set(entitlements) <= set(self.parties) or any(e <= 0 for e in each):
            return None
        common = lcm(*(e.denominator for e in each))
        return tuple(int(e * common) // gcd(*(int(x * common) for x in each)) for e in each)

    # What is false.

    def falsehoods(self, certificate: Certificate) -> set[str]:
        """The kinds of claims of which at least one is false."""
        found = {kind for kind, wrong in self._of_the_whole(certificate) if wrong}
        found |= {"relaxations" for r in certificate.relaxations if not self._relaxes(r)}
        found |= {"costs" for c in certificate.costs if not self._costs(c)}
        conflicts = (*([] if certificate.conflict is None else [certificate.conflict]), *certificate.other_conflicts)
        found |= {"conflict" for c in conflicts if not self._conflicts(c)}
        for draft in certificate.drafts:
            found |= self._of_draft(draft)
        return found

    def _of_the_whole(self, c: Certificate) -> Iterator[tuple[str, bool]]:
        listed = [self.worth(p.package) for p in c.points if self.key(p.package) is not None]
        yield "points", not all(self.valued(p) and self.feasible(p.package) for p in c.points) or set(listed) != self.efficient
        yield "zone", c.zone is not bool(self.truth.zone)
        yield "baselines", not all(map(self._is_baseline, c.baselines))
        powers = self.powers(c.entitlements)
        yield "entitlements", powers is None
        yield "solutions", not all(self._solves(name, p, powers) for name, p in c.solutions.items())
        yield "fewest", c.fewest is not None and c.fewest != self.fewest
        for name, money, need in (("inducement", c.inducement, self.inducement), ("side_payment", c.side_payment, self.side_payment)):
            yield name, money is not None and not self._is_least(money, need)
        yield "near", bool(c.near) and (bool(self.truth.zone) or not judge_of_moves.are_nearest(self, c.near))
        yield "fragile", c.fragile is not None and not judge_of_moves.are_fragile(self, c.fragile)
        yield "turnings", bool(c.turnings) and not judge_of_moves.all_turn(self, c.turnings, c.points, powers)

    def _is_baseline(self, claimed: ClaimedBaseline) -> bool:
        if claimed.party not in self.parties or not self.truth.zone:
            return False
        p = self.parties.index(claimed.party)
        if (claimed.kind, claimed.value) != self.baselines[p]:
            return False
        if claimed.package is None:
            return True
        return claimed.kind == "least_in_zone" and self.feasible(claimed.package) and self.worth(claimed.package)[p] == claimed.value

    def _solves(self, name: str, point: ClaimedPoint, powers: tuple[int, ...] | None) -> bool:
        if name not in SOLUTIONS or not self.valued(point) or not self.feasible(point.package) or powers is None or not self.fair:
            return False
        return self.worth(point.package) in self.best(name, powers)

    def best(self, name: str, powers: tuple[int, ...]) -> set[Vector]:
        """The efficient vectors in the zone that are best by a solution."""
        gains = {v: tuple(u - b for u, (_, b) in zip(v, self.baselines, strict=True)) for v in self.fair}
        keys = {v: key_of(name, g, list(gains.values()), powers) for v, g in gains.items()}
        return {v for v, k in keys.items() if k == max(keys.values())}

    def _conflicts(self, c: ClaimedConflict) -> bool:
        if not set(c.demands) <= set(self.demands) or self.meeting(c.demands):
            return False
        return all(
            self.key(x) is not None and all(self.demands[d](x) for d in c.demands if d != left_out)
            for left_out, x in zip(c.demands, c.without, strict=False)
        )

    def _relaxes(self, r: ClaimedRelaxation) -> bool:
        moved = [change.demand for change in r.changes]
        if not set(moved) <= set(self.demands) or any(d.kind == "bound" for d in moved) or not self.valued(r.point):
            return False
        if self.broken(r.point.package) != set(moved):
            return False
        told = {d: self.shortfall(r.point.package, d) for d in moved}
        if any(c.to != (None if (amount := told[c.demand]) is None else amount[0]) for c in r.changes):
            return False
        amounts = [(d, t[1]) for d, t in told.items() if t is not None]
        if r.least and len(amounts) != 1:
            return False
        others = self.meeting([d for d in self.demands if d not in moved])
        return not r.least or all(self.shortfall(x, d)[1] >= short for x in others for d, short in amounts)  # type: ignore[index]

    def _costs(self, c: ClaimedCost) -> bool:
        if c.demand is not None and c.demand not in self.demands:
            return False
        others = self.meeting([d for d in self.demands if d != c.demand])
        if c.best is None:
            return not others
        most = [max((self.worth(x)[p] for x in others), default=None) for p in range(len(self.parties))]
        return all(
            self.valued(point) and point.package in others and self.worth(point.package)[p] == most[p]
            for p, point in enumerate(c.best[: len(most)])
        )

    def inducement(self, worth: Vector) -> tuple[Fraction, ClaimedMoney] | None:
        """What a third party would have to bring to a package that is worth so much; None where that is not told in money."""
        rates = [one.points_per_unit for one in self.preferences]
        short = [ZERO if f is None else max(ZERO, f - u) for f, u in zip(self.floors, worth, strict=True)]
        if not any(rates) or any(s and not r for s, r in zip(short, rates, strict=True)):
            return None
        money = tuple(s / r if s and r else ZERO for s, r in zip(short, rates, strict=True))
        return sum(money, ZERO), ClaimedMoney(money, sum(money, ZERO))

    def side_payment(self, worth: Vector) -> tuple[Fraction, ClaimedMoney] | None:
        """What parties would have to receive or could pay, and what is then still to come from outside; None where that is not told in money."""
        with_floor = [p for p, f in enumerate(self.floors) if f is not None]
        rates = [one.points_per_unit for one in self.preferences]
        if len(with_floor) < 2 or any(rates[p] is None for p in with_floor):
            return None
        money = tuple((f - u) / r if f is not None and r else None for f, u, r in zip(self.floors, worth, rates, strict=True))
        total = sum((m for m in money if m is not None), ZERO)
        return total, ClaimedMoney(money, max(ZERO, total))

    def _is_least(self, money: ClaimedMoney, need: Callable[[Vector], tuple[Fraction, ClaimedMoney] | None]) -> bool:
        found = [n for v in set(self.truth.vectors) if (n := need(v)) is not None]
        return any(said == money and total == min(t for t, _ in found) for total, said in found)

    def _of_draft(self, d: ClaimedDraft) -> set[str]:
        if d.name not in self.drafts or dict(self.drafts[d.name]) != dict(d.point.package) or not self.valued(d.point):
            return {"drafts"}
        here, feasible = d.point.package, self.feasible(d.point.package)
        wrong = feasible is not (d.efficient is not None)
        wrong |= d.efficient is not None and d.efficient is not (self.worth(here) in self.efficient)
        if d.dominated_by is not None:
            wrong |= not (feasible and self.feasible(d.dominated_by) and dominates(self.worth(d.dominated_by), self.worth(here)))
        found = {"drafts"} if wrong else set()
        if d.study is not None:
            found |= judge_of_drafts.falsehoods(self, here, d.study) if feasible else {"study"}
        return found
