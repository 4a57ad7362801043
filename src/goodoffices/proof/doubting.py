"""Checks what is said to hold whatever the truth, where numbers are intervals or blanks. Bounds are read from the words here, not by the analysis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from goodoffices.case import Case, Package
from goodoffices.preferences import Interval, Preferences, utility
from goodoffices.proof.certificate import ClaimedDoubt, ClaimedStanding, DemandName
from goodoffices.proof.completeness import Means
from goodoffices.proof.integer_proof import Answer, IntegerProof
from goodoffices.proof.space import AtLeast, Quantity, Space
from goodoffices.proof.verdict import Claim

ALWAYS, PERHAPS, NEVER = "always", "perhaps", "never"
Range = tuple[Fraction, Fraction]


class _Party:
    """One party's numbers as ranges; a party without doubt by its own utility."""

    def __init__(self, case: Case, one: Preferences) -> None:
        self.case, self.one = case, one
        self.certain = not one.unsupported()
        self.alone = Space(case, [one])
        if self.certain:
            return
        self.scores = {i.id: {o: _range(one.scores[i.id][o], Fraction(100)) for o in i.option_ids} for i in case.issues}
        self.floor = (
            (Fraction(0), Fraction(100))
            if one.walk_away_is_blank
            else None
            if one.walk_away is None
            else _range(one.walk_away, Fraction(100))
        )
        known = [_range(w, Fraction(0)) for w in one.weights.values() if w is not None]
        fine = math.lcm(
            *(x.denominator for row in self.scores.values() for r in row.values() for x in r), *(x.denominator for x in self.floor or ())
        )
        # More than all known weights together can make of a difference of 200, for a difference of one step.
        unbounded = 1 + 200 * fine * sum((high for _, high in known), Fraction(0))
        self.weights = {i: _range(w, unbounded) for i, w in one.weights.items()}
        self.decidable = not one.interactions and not one.numbers.weights_as_given and any(low > 0 for low, _ in known)

    def lead(self, x: Package, y: Package, *, most: bool) -> Fraction:
        """The most, or the least, by which y can exceed x; only its sign means something."""
        if self.certain:
            return utility(self.one, y) - utility(self.one, x)
        return sum((self._on_issue(i, x[i], y[i], most=most) for i in self.weights), Fraction(0))

    def _on_issue(self, issue: str, here: str, there: str, *, most: bool) -> Fraction:
        if here == there:
            return Fraction(0)
        a, b = self.scores[issue][here], self.scores[issue][there]
        return self._extreme(issue, b[1] - a[0] if most else b[0] - a[1], most=most)

    def _extreme(self, issue: str, difference: Fraction, *, most: bool) -> Fraction:
        low, high = self.weights[issue]
        return max(low * difference, high * difference) if most else min(low * difference, high * difference)

    def acceptance(self, package: Package) -> str:
        """Whether the party can sign a package: under all truths, some, none."""
        if self.certain:
            floor = self.one.exact_walk_away()
            return ALWAYS if floor is None or utility(self.one, package) >= floor else NEVER
        if self.floor is None:
            return ALWAYS
        least = sum((self._extreme(i, self.scores[i][package[i]][0] - self.floor[1], most=False) for i in self.weights), Fraction(0))
        most = sum((self._extreme(i, self.scores[i][package[i]][1] - self.floor[0], most=True) for i in self.weights), Fraction(0))
        return ALWAYS if least >= 0 else PERHAPS if most >= 0 else NEVER

    def leading(self, x: Package) -> tuple[AtLeast, AtLeast]:
        """What y must reach to be at least as good as x under some truth, and better."""
        if self.certain:
            worth = utility(self.one, x)
            equal, better = self.alone.reaching(0, worth), self.alone.exceeding(0, worth)
            assert equal is not None
            return equal, better or AtLeast(equal.quantity, equal.quantity.largest + 1)
        quantity = self._summed({i: {o: self._on_issue(i, x[i], o, most=True) for o in row} for i, row in self.scores.items()})
        return AtLeast(quantity, 0), AtLeast(quantity, 1)

    def under(self, weights: Sequence[Fraction], x: Package) -> tuple[AtLeast, AtLeast] | None:
        """The same under one truth: these weights, x's scores at their most and all others at their least; None where that is no truth of hers."""
        if self.certain:
            return self.leading(x)
        ranges = list(self.weights.values())
        if (
            len(weights) != len(ranges)
            or not any(weights)
            or not all(low <= w <= high for w, (low, high) in zip(weights, ranges, strict=True))
        ):
            return None
        amounts = {}
        for weight, (issue, row) in zip(weights, self.scores.items(), strict=True):
            mine = row[x[issue]][1]
            amounts[issue] = {o: Fraction(0) if o == x[issue] else weight * (low - mine) for o, (low, _) in row.items()}
        quantity = self._summed(amounts)
        return AtLeast(quantity, 0), AtLeast(quantity, 1)

    def signable(self, *, surely: bool) -> AtLeast | None:
        """What a package must reach for the party to be able to sign it, surely or perhaps; None where every package does."""
        if self.certain:
            floor = self.one.exact_walk_away()
            if floor is None:
                return None
            found = self.alone.reaching(0, floor)
            worth = self.alone.utilities[0]
            return found or AtLeast(worth, worth.largest + 1)
        if self.floor is None:
            return None
        low, high = self.floor
        amounts = {
            i: {o: self._extreme(i, s[0] - high if surely else s[1] - low, most=not surely) for o, s in row.items()}
            for i, row in self.scores.items()
        }
        return AtLeast(self._summed(amounts), 0)

    def _summed(self, amounts: dict[str, dict[str, Fraction]]) -> Quantity:
        scale = math.lcm(*(a.denominator for row in amounts.values() for a in row.values()))
        position = {issue.id: j for j, issue in enumerate(self.case.issues)}
        return Quantity(scale, {position[i]: tuple(int(a * scale) for a in row.values()) for i, row in amounts.items()})


def _range(value: Fraction | Interval | None, most: Fraction) -> Range:
    if value is None:
        return Fraction(0), most
    return (value.lower, value.upper) if isinstance(value, Interval) else (value, value)


def check_doubt(case: Case, preferences: Sequence[Preferences], claimed: ClaimedDoubt, means: Means) -> list[Claim]:
    """Whether an agreement is possible, and what holds of each package."""
    parties = [_Party(case, one) for one in preferences]
    if not all(p.certain or p.decidable for p in parties) or any(
        o.numbers.cut is not None or o.numbers.grid is not None for o in preferences
    ):
        return [Claim.open("truths", "the files hold doubt of a kind that is not decided.")]
    space = Space(case, preferences)
    rules = [*space.restrictions, *(DemandName("red_line", one.party, line.id) for one in preferences for line in one.red_lines)]
    checker = _Doubting(space, parties, IntegerProof(space, space.rules(rules), means.seconds_left))
    found = [checker.possible(claimed)]
    for number, one in enumerate(claimed.candidates):
        found.append(checker.standing(one, f"package {number + 1}"))
        means.progress(number + 1, len(claimed.candidates)) if means.progress is not None else None
    return found


class _Doubting:
    def __init__(self, space: Space, parties: Sequence[_Party], proof: IntegerProof) -> None:
        self.space, self.parties, self.proof = space, parties, proof

    def possible(self, claimed: ClaimedDoubt) -> Claim:
        """Whether some package can be signed by all: the same one under all truths, under some, under none."""
        kinds: set[str] = set()
        if claimed.example is not None:
            if not self.space.knows(claimed.example) or not self.space.is_feasible(claimed.example):
                return Claim.refused("possible", "the package named breaks a rule or crosses a red line.")
            kinds = {p.acceptance(claimed.example) for p in self.parties}
        if claimed.possible == ALWAYS:
            fine = claimed.example is not None and kinds == {ALWAYS}
            return (
                Claim.accepted("possible", "all can sign the package named under all truths.")
                if fine
                else Claim.refused("possible", "not all can sign the package named under all truths.")
            )
        surely = self._signable(surely=True)
        if surely.package is not None:
            return Claim.refused("possible", "there is a package that all can sign under all truths.")
        if claimed.possible == PERHAPS:
            if claimed.example is None or NEVER in kinds:
                return Claim.refused("possible", "there is no truth under which all can sign the package named.")
            said = Claim.accepted(
                "possible", "under some truth all can sign the package named; an integer program proves that there is none for all truths."
            )
            return said if surely.impossible else Claim.open("possible", "whether there is a package for all truths was not decided.")
        perhaps = self._signable(surely=False)
        if perhaps.package is not None or claimed.example is not None:
            return Claim.refused("possible", "under some truth there is a package that all can sign.")
        said = Claim.accepted("possible", "under no truth is there a package that all can sign; an integer program proves it.")
        return said if perhaps.impossible else Claim.open("possible", "whether there is such a package was not decided.")

    def _signable(self, *, surely: bool) -> Answer:
        return self.proof.find([bound for p in self.parties if (bound := p.signable(surely=surely)) is not None])

    def standing(self, claimed: ClaimedStanding, name: str) -> Claim:
        """Whether a package is efficient under all truths, some, none, and who can sign it."""
        x = claimed.package
        if not self.space.knows(x) or not self.space.is_feasible(x):
            return Claim.refused(name, "it breaks a rule or crosses a red line, or names no option of the case.")
        if tuple(p.acceptance(x) for p in self.parties) != claimed.accepted:
            return Claim.refused(name, "others can sign it, or under other truths, than is said.")
        if claimed.standing == "open":
            return Claim.accepted(name, "who can sign it is what is said; nothing is said of whether it is efficient.")
        if claimed.standing == "efficient":
            return self._never_dominated([p.leading(x) for p in self.parties], name, "it is efficient under all truths")
        rival = claimed.rival
        if rival is None or not self.space.knows(rival) or not self.space.is_feasible(rival):
            return Claim.refused(name, "no feasible package is named that dominates it.")
        leads = [p.lead(x, rival, most=claimed.standing != "dominated") for p in self.parties]
        if min(leads) < 0 or max(leads) <= 0:
            return Claim.refused(name, "the package named does not dominate it under the truths that are said.")
        if claimed.standing == "dominated":
            return Claim.accepted(name, "the package named dominates it under all truths.")
        if claimed.standing != "perhaps" or claimed.weights is None or len(claimed.weights) != len(self.parties):
            return Claim.refused(name, "no truth is named under which it is efficient.")
        bounds = [p.under(w, x) for p, w in zip(self.parties, claimed.weights, strict=True)]
        if any(b is None for b in bounds):
            return Claim.refused(name, "the weights named are outside their bounds.")
        return self._never_dominated(
            [b for b in bounds if b is not None], name, "under one truth it is efficient, under another it is dominated"
        )

    def _never_dominated(self, bounds: Sequence[tuple[AtLeast, AtLeast]], name: str, said: str) -> Claim:
        answer = self.proof.find([equal for equal, _ in bounds], [[better for _, better in bounds]])
        if answer.package is not None:
            return Claim.refused(name, "some package dominates it under the truths that are said.")
        if answer.impossible:
            return Claim.accepted(name, f"{said}; an integer program proves it.")
        return Claim.open(name, "whether some package dominates it was not decided.")
