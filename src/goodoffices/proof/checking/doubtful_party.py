"""One party whose numbers are in doubt, as the checker sees it: bounds and rankings read from the words, and what follows from what a certificate lists.

A *reckoning* is a number for each of: an issue's weight, an option's weight times score, the walk-away value times the sum of weights, and 1. In each truth it has a
value; how large that can be is bounded by each issue's extremes, and more closely when what rankings say to be 0 or more is added, any number of times.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.case import Case, Package
from goodoffices.preferences import Interval, Item, Preferences, Ranked, Ranking
from goodoffices.proof.certificate import ClaimedTruth
from goodoffices.proof.checking.space import AtLeast, Quantity

NONE = Fraction(0)
Range = tuple[Fraction, Fraction]
#: What a reckoning counts: ("weight", issue, ""), ("worth", issue, option), `WALK_AWAY` or `ONE`.
Part = tuple[str, str, str]
WALK_AWAY: Part = ("walk_away", "", "")
ONE: Part = ("one", "", "")
Reckoning = Mapping[Part, Fraction]
Times = tuple[Fraction, ...]


class DoubtfulParty:
    """Bounds, rankings, and the sums and truths that a certificate lists for it. ``decidable``: whether doubt of this kind can be checked."""

    def __init__(self, case: Case, one: Preferences) -> None:
        self.case, self.one = case, one
        self.scores = {
            i.id: {o: _range(one.scores[i.id][o], Fraction(100)) for o in i.option_ids}
            for i in case.issues
        }
        self.floor = (
            (NONE, Fraction(100))
            if one.walk_away_is_blank
            else None
            if one.walk_away is None
            else _range(one.walk_away, Fraction(100))
        )
        known = [_range(w, NONE) for w in one.weights.values() if w is not None]
        #: The weights as the file has them; above, None for no end.
        self.given = {
            i: (NONE, None) if w is None else _range(w, NONE) for i, w in one.weights.items()
        }
        relative = all(low == 0 for low, _ in known) or (
            bool(one.rankings) and None in one.weights.values()
        )
        relative &= not one.numbers.weights_as_given
        if relative:
            self.weights = {
                i: (NONE, Fraction(0 if w is not None and _range(w, NONE)[1] == 0 else 1))
                for i, w in one.weights.items()
            }
        else:
            fine = math.lcm(
                *(x.denominator for row in self.scores.values() for r in row.values() for x in r),
                *(x.denominator for x in self.floor or ()),
            )
            # More than all known weights together can make of a difference of 200, for a difference of one step.
            unbounded = 1 + 200 * fine * sum((high for _, high in known), NONE)
            self.weights = {i: _range(w, unbounded) for i, w in one.weights.items()}
        fixed = all(low == high for low, high in self.weights.values())
        self.total = (
            Fraction(1)
            if one.numbers.weights_as_given
            else sum((low for low, _ in self.weights.values()), NONE)
            if fixed
            else None
        )
        self.decidable = any(high for _, high in self.weights.values()) and not (
            one.interactions and self.total is None
        )
        self.decidable &= not (one.numbers.weights_as_given and None in one.weights.values())
        #: What rankings say to be 0 or more; with it, what is so of proportions; and of these the ones that are above 0.
        self.said = (
            [row for ranking in one.rankings for row in self._rows(ranking)]
            if self.decidable
            else []
        )
        self.rows = [*self.said, *self._proportions()] if relative else list(self.said)
        self.strict: list[int] = []
        counting = (
            next((i for i, (low, _) in self.given.items() if low > 0), None) if relative else None
        )
        if counting is not None:
            self.strict = [len(self.rows)]
            self.rows.append({("weight", counting, ""): Fraction(1)})
        #: Issues of a blank weight without an upper end where numbers, not proportions, are held against one another.
        self.outweighing = [] if relative else [i for i, w in one.weights.items() if w is None]
        #: Multipliers of the rows, and truths, that the certificate lists; with no rankings the bounds alone tell everything.
        self.multipliers: list[Times] = [()]
        self.truths: list[ClaimedTruth] = []
        #: Numbers that truths come near to as a blank weight grows, whatever else; no truths.
        self.limits: list[ClaimedTruth] = []

    def take(
        self,
        multipliers: Iterable[Times],
        truths: Iterable[ClaimedTruth],
        limits: Iterable[ClaimedTruth] = (),
    ) -> bool:
        """Take over what the certificate lists; whether all of it can be what it says."""
        self.multipliers = [(), *multipliers]
        self.truths, self.limits = list(truths), list(limits)
        fitting = all(
            len(times) == len(self.rows) and all(m >= 0 for m in times)
            for times in self.multipliers[1:]
        )
        return (
            fitting
            and all(map(self.allows, self.truths))
            and all(map(self.allows_limit, self.limits))
        )

    # What a package is worth.

    def worth(self, package: Package) -> dict[Part, Fraction]:
        """A package's utility times the sum of weights."""
        found = {("worth", i, o): Fraction(1) for i, o in package.items()}
        points = sum((i.points for i in self.one.interactions if i.condition.holds(package)), NONE)
        return found | ({ONE: points * self.total} if points and self.total is not None else {})

    def lead(self, package: Package, over: Package | None) -> dict[Part, Fraction]:
        """A package's utility less that of another, or (None) less the walk-away value; times the sum of weights."""
        if over is None and self.floor is None:
            return {}
        return _sum(
            self.worth(package),
            {WALK_AWAY: Fraction(1)} if over is None else self.worth(over),
            Fraction(-1),
        )

    def beyond(self, lead: Reckoning, points: Fraction) -> dict[Part, Fraction]:
        """By how much a lead exceeds so many points."""
        total = (
            {ONE: self.total}
            if self.total is not None
            else {("weight", i, ""): Fraction(1) for i in self.weights}
        )
        return _sum(lead, total, -points)

    def _proportions(self) -> list[dict[Part, Fraction]]:
        """Known weights keep their proportions within their bounds, and not all weights are 0."""
        known = {i: _range(w, NONE) for i, w in self.one.weights.items() if w is not None}
        found: list[dict[Part, Fraction]] = []
        # Beside one that is certain the others need not be held against one another.
        sure = next((i for i, (low, high) in known.items() if low == high > 0), None)
        for i, (_, high) in known.items():
            for k, (low, _) in known.items():
                if i != k and low > 0 and high > 0 and (sure is None or sure in (i, k)):
                    found.append({("weight", k, ""): high, ("weight", i, ""): -low})
        return [
            *found,
            {("weight", i, ""): Fraction(1) for i in self.weights} | {ONE: Fraction(-1)},
        ]

    def approaches(self, better: Package, worse: Package, points: Fraction) -> bool:
        """Whether one package comes as near as one likes to exceeding another by so many points, as a blank weight outweighs all others."""
        if any(
            better[i] != worse[i]
            and self.scores[i][better[i]][1] - self.scores[i][worse[i]][0] == points
            for i in self.outweighing
        ):
            return True
        ahead = self.beyond(self.lead(better, worse), points)
        return any(self.value(ahead, limit) >= 0 for limit in self.limits)

    def _rows(self, ranking: Ranking) -> list[dict[Part, Fraction]]:
        found = [
            _sum(self._ranked(ranking, better), self._ranked(ranking, worse), Fraction(-1))
            for better, worse in ranking.pairs()
        ]
        return [self.beyond(row, -ranking.within) for row in found] if ranking.within else found

    def _ranked(self, ranking: Ranking, item: Item) -> dict[Part, Fraction]:
        if ranking.what is Ranked.ISSUES:
            return {("weight", str(item), ""): Fraction(1)}
        if ranking.what is Ranked.OPTIONS:
            return {("worth", ranking.issue, str(item)): Fraction(1)}
        if item is None or isinstance(item, str):
            return {WALK_AWAY: Fraction(1)}
        if len(item) == len(self.case.issues):
            return self.worth(item)
        inside = [
            i
            for i in self.one.interactions
            if all(issue in item for issue, _ in i.condition.options) and i.condition.holds(item)
        ]
        found = {("worth", i, o): Fraction(1) for i, o in item.items()}
        return found | (
            {ONE: sum((i.points for i in inside), NONE) * self.total}
            if inside and self.total is not None
            else {}
        )

    # What follows.

    def may_refuse(self, package: Package) -> bool:
        """Whether a package crosses what may be a red line of the party."""
        return any(line.condition.holds(package) for line in self.one.possible_red_lines)

    def allows(self, truth: ClaimedTruth) -> bool:
        """Whether a truth lies within every interval of the file and keeps the rankings."""
        return (
            self._fits(truth)
            and all(
                low <= truth.weights[i] and (high is None or truth.weights[i] <= high)
                for i, (low, high) in self.given.items()
            )
            and (self.total is not None or any(truth.weights.values()))
        )

    def allows_limit(self, limit: ClaimedTruth) -> bool:
        """Whether numbers are a limit of truths: only blank weights count, and any truth with as much of these numbers as one likes is a truth, too."""
        blank = [i for i, (_, high) in self.given.items() if high is None]
        return (
            self.total is None
            and bool(self.truths)
            and self._fits(limit)
            and all(w >= 0 if i in blank else w == 0 for i, w in limit.weights.items())
            and any(limit.weights.values())
        )

    def _fits(self, truth: ClaimedTruth) -> bool:
        """Whether numbers are of all issues and options, scores and walk-away value lie within their intervals, and rankings are kept."""
        if (
            truth.weights.keys() != self.weights.keys()
            or truth.scores.keys() != self.scores.keys()
            or (truth.walk_away is None) != (self.floor is None)
        ):
            return False
        for issue, row in self.scores.items():
            if truth.scores[issue].keys() != row.keys() or not all(
                low <= truth.scores[issue][o] <= high for o, (low, high) in row.items()
            ):
                return False
        if (
            truth.walk_away is not None
            and self.floor is not None
            and not self.floor[0] <= truth.walk_away <= self.floor[1]
        ):
            return False
        return all(self.value(row, truth) >= 0 for row in self.said)

    def value(self, reckoning: Reckoning, truth: ClaimedTruth) -> Fraction:
        """A reckoning in one truth."""
        total = sum(truth.weights.values(), NONE) if self.total is None else self.total
        found = NONE
        for (kind, issue, option), factor in reckoning.items():
            if kind == "weight":
                found += factor * truth.weights[issue]
            elif kind == "worth":
                found += factor * truth.weights[issue] * truth.scores[issue][option]
            else:
                found += factor * (1 if kind == "one" else (truth.walk_away or NONE) * total)
        return found

    def is_at_most(self, reckoning: Reckoning, *, less: bool) -> bool:
        """Whether some multipliers that are listed show that a reckoning is at most 0 (``less``: below 0) in every truth."""
        for times in self.multipliers:
            bound = self._bound(reckoning, times)
            if bound is not None and (
                bound < 0 or (bound == 0 and (not less or self.is_strict(times)))
            ):
                return True
        return False

    def is_strict(self, times: Times) -> bool:
        """Whether multipliers use what is above 0, so that their bound is not reached in any truth."""
        return any(times[k] > 0 for k in self.strict if k < len(times))

    def can(self, reckoning: Reckoning, *, be_more: bool) -> bool:
        """Whether a reckoning is 0 or more (``be_more``: above 0) in some truth; shown by a truth, or where there are no rankings by the bounds."""
        values = (self.value(reckoning, truth) for truth in self.truths)
        if any(v > 0 or (v == 0 and not be_more) for v in values):
            return True
        if self.rows:
            return False
        bound = self._bound(reckoning, ())
        return bound is None or bound > 0 or (bound == 0 and not be_more)

    def _bound(self, reckoning: Reckoning, times: Times) -> Fraction | None:
        """What a reckoning does not exceed; None: it has no end, as a blank weight has none."""
        held, per_weight, found = self._split(reckoning, times)
        for i in self.weights:
            most = self._on_issue(i, held.get(i, {}), per_weight.get(i, NONE))
            if most > 0 and i in self.outweighing:
                return None
            found += most
        return found

    def _split(
        self, reckoning: Reckoning, times: Times
    ) -> tuple[dict[str, dict[str, Fraction]], dict[str, Fraction], Fraction]:
        """With the rows added: factors of worths and of weights by issue, and the rest at its most."""
        held: dict[Part, Fraction] = dict(reckoning)
        for row, factor in zip(self.rows, times, strict=False):
            held = _sum(held, row, factor)
        worths: dict[str, dict[str, Fraction]] = {}
        weights = dict.fromkeys(self.weights, NONE)
        rest = NONE
        for (kind, issue, option), factor in held.items():
            if kind == "worth":
                worths.setdefault(issue, {})[option] = factor
            elif kind == "weight":
                weights[issue] += factor
            elif kind == "one":
                rest += factor
            elif self.floor is not None:
                most = max(factor * end for end in self.floor)
                if self.total is not None:
                    rest += most * self.total
                else:
                    weights = {i: w + most for i, w in weights.items()}
        return worths, weights, rest

    def _on_issue(
        self, issue: str, worths: Mapping[str, Fraction], per_weight: Fraction
    ) -> Fraction:
        slope = per_weight + sum(
            (max(f * end for end in self.scores[issue][o]) for o, f in worths.items()), NONE
        )
        return max(slope * end for end in self.weights[issue])

    # Sums over all packages, for the integer program.

    def above(self, over: Package | None, times: Times) -> Quantity:
        """A sum over a package's options that its lead does not exceed in any truth (and is below, where the multipliers are strict)."""
        worths, weights, rest = self._split(self._off(over), times)
        amounts = {
            i: {o: self._on_issue(i, _plus_one(worths.get(i, {}), o), weights[i]) for o in row}
            for i, row in self.scores.items()
        }
        return self._quantity(amounts, rest)

    def within(self, over: Package | None, truth: ClaimedTruth) -> Quantity:
        """A package's lead in one truth."""
        amounts = {
            i: {o: truth.weights[i] * v for o, v in row.items()} for i, row in truth.scores.items()
        }
        return self._quantity(amounts, self.value(self._off(over), truth))

    def below(self, over: Package | None) -> Quantity:
        """A sum that a package's lead does not fall below."""
        worths, weights, rest = self._split({part: -f for part, f in self._off(over).items()}, ())
        amounts = {
            i: {
                o: -self._on_issue(i, _plus_one(worths.get(i, {}), o, Fraction(-1)), weights[i])
                for o in row
            }
            for i, row in self.scores.items()
        }
        return self._quantity(amounts, -rest)

    def _off(self, over: Package | None) -> dict[Part, Fraction]:
        return _sum(
            {}, {WALK_AWAY: Fraction(1)} if over is None else self.worth(over), Fraction(-1)
        )

    def _quantity(
        self, amounts: Mapping[str, Mapping[str, Fraction]], constant: Fraction
    ) -> Quantity:
        position = {issue.id: j for j, issue in enumerate(self.case.issues)}
        points = [(i.condition, i.points * (self.total or 1)) for i in self.one.interactions]
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
                    k for k, o in enumerate(self.case.issues[j].option_ids) if o in options
                )
                allowed[j] = allowed[j] & chosen if j in allowed else chosen
            if all(allowed.values()):
                conditions.append((tuple(sorted(allowed.items())), int(number * scale)))
        rows = {
            position[i]: tuple(int(a * scale) for a in row.values()) for i, row in amounts.items()
        }
        return Quantity(scale, rows, tuple(conditions), int(constant * scale))


@dataclass(frozen=True)
class Bars:
    """What a package's lead must reach to be 0 or more, and to be more; each a list of which all must hold."""

    equal: tuple[AtLeast, ...]
    better: tuple[AtLeast, ...]

    @staticmethod
    def of(quantities: Sequence[Quantity], strict: Sequence[bool] | None = None) -> Bars:
        """0, and the least above 0, for each quantity; where a lead is below its ``strict`` quantity, 0 is not enough for it to be 0."""
        of_each = strict or [False] * len(quantities)
        return Bars(
            tuple(AtLeast(q, int(s)) for q, s in zip(quantities, of_each, strict=True)),
            tuple(AtLeast(q, 1) for q in quantities),
        )


def _plus_one(
    worths: Mapping[str, Fraction], option: str, amount: Fraction = Fraction(1)
) -> dict[str, Fraction]:
    return {**worths, option: worths.get(option, NONE) + amount}


def _sum(
    one: Mapping[Part, Fraction], other: Mapping[Part, Fraction], times: Fraction
) -> dict[Part, Fraction]:
    found = dict(one)
    for part, factor in other.items():
        found[part] = found.get(part, NONE) + times * factor
    return found


def _range(value: Fraction | Interval | None, most: Fraction) -> Range:
    if value is None:
        return NONE, most
    return (value.lower, value.upper) if isinstance(value, Interval) else (value, value)
